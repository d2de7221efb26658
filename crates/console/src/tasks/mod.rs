//! The task model: an agent's DAG, or a task of an OCP, as steps, runs and attempts, and what may be done with it.

mod explain;
mod model;
mod ocp;
mod operators;
mod rules;
mod state;

pub use explain::{explain, log_level};
pub use model::{PlannedStep, TaskShape, planned_steps, steps};
pub use ocp::{OcpLog, explain_ocp, ocp_log, ocp_operators, ocp_reason, ocp_state, ocp_steps};
pub use operators::operators;
pub use rules::rules_of;
pub use state::{is_of_cluster, state_view, to_millis, word};
