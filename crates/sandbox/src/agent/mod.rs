//! One practice agent: who it is, what it knows, and how that survives a restart.

pub(crate) mod cluster_views;
pub(crate) mod database;
pub(crate) mod identity;
pub(crate) mod obproxy;
pub(crate) mod password;
pub(crate) mod persist;
pub(crate) mod process;
pub(crate) mod settings;
mod standing;
pub(crate) mod state;
pub(crate) mod views;
mod zone_views;
