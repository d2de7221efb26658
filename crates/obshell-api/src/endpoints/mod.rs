//! One function per route of `/api/v1`.

mod agent;
mod cluster;
pub mod node_request;
mod nodes;
mod obproxy;
pub mod obproxy_request;
mod open;
pub mod request;
mod task;
