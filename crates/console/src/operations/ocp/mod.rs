//! Operations that follow a task of an OCP.

mod access;
mod log;
mod opened;
mod pace;
mod requests;
mod runner;
mod sent;
mod shown;
mod wishes;

pub use log::{OcpLogSource, all_ocp_lines, watch_ocp_log};
pub use pace::OcpPace;
pub(super) use runner::OcpRunner;
pub use sent::SentOperator;
pub use shown::ocp_head;
