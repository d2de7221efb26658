//! What agents answer with. Reading is forgiving: a field that is absent, null or of an unexpected type
//! becomes its empty value; only the ids of tasks are indispensable.

pub mod agent;
pub mod cluster;
pub mod cluster_info;
pub mod cluster_status;
pub mod dag;
pub mod host;
pub mod id;
pub mod lenient;
pub mod obproxy;
pub mod state;
pub mod stats;
