//! Tasks as they are kept: in the history, in files, and on screens that follow nothing.

mod log;
mod read_only;
mod redact;
mod shelf;

pub use log::watch_kept_log;
pub use read_only::read_only;
pub use redact::redact;
pub use shelf::Shelf;

use serde::{Deserialize, Serialize};

use crate::dto::{LogRow, OperationView};

/// A task with all its log lines, as it was last seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDocument {
    pub view: OperationView,
    /// Of all runs, oldest first. A line names its run.
    pub logs: Vec<LogRow>,
}
