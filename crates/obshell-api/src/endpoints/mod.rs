//! One function per route of `/api/v1`.

mod agent;
mod cluster;
pub mod node_request;
mod nodes;
mod open;
pub mod request;
mod task;
