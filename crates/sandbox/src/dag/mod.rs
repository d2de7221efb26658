//! Tasks as an agent runs them: DAG, nodes one after another, sub-tasks side by side.

pub(crate) mod cluster;
pub(crate) mod executor;
pub(crate) mod ids;
pub(crate) mod main_dags;
pub(crate) mod model;
pub(crate) mod operations;
pub(crate) mod operators;
pub(crate) mod recorded;
pub(crate) mod remote;
pub(crate) mod requests;
pub(crate) mod scheduler;
pub(crate) mod table;
pub(crate) mod view;
