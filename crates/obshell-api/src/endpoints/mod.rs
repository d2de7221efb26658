//! One function per route of `/api/v1`.

mod agent;
mod cluster;
mod open;
pub mod request;
mod task;
