//! Tasks as they are kept: in the history, in files, and on screens that follow nothing.

mod export;
mod log;
mod read;
mod read_only;
mod redact;
mod shelf;
mod unique;

pub use export::{
    About, Anonymous, Language, Telling, Unwritable, Zone, bundle, html, json, log_name, log_text, masked,
    masked_view, suggested_name,
};
pub use log::{kept_lines, watch_kept_log};
pub use read::{MOST_BYTES, Unreadable, VERSION as FILE_VERSION, read, read_bytes};
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
