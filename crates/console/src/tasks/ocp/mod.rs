//! OCP's tasks in the one task model: a subtask is a step with one run.

mod attempts;
mod explain;
mod log;
mod operators;
mod order;
mod state;
mod steps;

pub use explain::explain_ocp;
pub use log::{OcpLog, ocp_log, ocp_reason};
pub use operators::ocp_operators;
pub use state::ocp_state;
pub use steps::ocp_steps;
