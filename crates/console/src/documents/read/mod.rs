//! A task out of a file: what `curl` wrote, what a colleague sent, or what OBDeck exported.
//!
//! Nothing of a file is believed. Whatever can be shown is; the rest becomes a readable [`Unreadable`].

mod head;
mod json;
mod moment;
mod obshell;
mod ocp;
mod own;
mod recognise;
mod tidy;

#[cfg(test)]
mod tests;

pub use own::VERSION;

use self::recognise::{Found, recognise};
use super::TaskDocument;
use crate::dto::{ErrorCode, IpcError};

/// A larger file is not read: the agents' own tasks have a few megabytes.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Why a file cannot be opened as a task.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is larger than {} MiB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    #[error("the file is empty")]
    Empty,
    #[error("the file is a web page, not a task as JSON")]
    WebPage,
    #[error("there is no JSON in the file")]
    NoJson,
    #[error("the file is cut: its JSON ends in the middle, at line {line}, column {column}")]
    Cut { line: usize, column: usize },
    #[error("the file is not valid JSON at line {line}, column {column}: {reason}")]
    Malformed { line: usize, column: usize, reason: String },
    #[error("the file is the answer to a refused request: {0}")]
    Refusal(String),
    #[error("the file is an answer without data")]
    NoData,
    #[error("the file is an empty list of tasks")]
    NoTasks,
    #[error("the file lists {count} tasks; save one of them alone: {tasks}")]
    ManyTasks { count: usize, tasks: String },
    #[error("the file is a single step ({0}), not a task: save the task that it belongs to")]
    OnlyStep(String),
    #[error("the file is a single sub-task ({0}), not a task: save the task that it belongs to")]
    OnlySubTask(String),
    #[error("the file has the log lines of a sub-task, not the task that they belong to")]
    OnlyLog,
    #[error("the file is JSON, but no task: {0}")]
    Foreign(String),
    #[error("the file has version {0}, this OBDeck reads versions up to {VERSION}: a newer OBDeck wrote it")]
    Newer(u64),
    #[error("the file is a task, but it is damaged: {0}")]
    Damaged(String),
}

impl From<Unreadable> for IpcError {
    fn from(problem: Unreadable) -> Self {
        Self::new(ErrorCode::UnreadableFile, problem.to_string(), false)
    }
}

/// The task in `text`, read-only, under an empty id. `name` is the file's, to show.
///
/// Takes obshell's and OCP's answers with or without their envelope, a list that holds one task, and OBDeck's own
/// export; before the JSON there may be what `curl -i` or a shell prints. Times without a zone have that of the
/// file's other times, or UTC.
pub fn read(name: &str, text: &str) -> Result<TaskDocument, Unreadable> {
    if text.len() as u64 > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    match recognise(json::parse(text)?)? {
        Found::Own(value) => own::document(value, name),
        Found::Dag(told) => obshell::document(told, name),
        Found::Ocp(told) => ocp::document(told, name),
    }
}

/// The same for the bytes of a file: UTF-8, or UTF-16 with a byte order mark as PowerShell writes it.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<TaskDocument, Unreadable> {
    let units = |make: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes.chunks_exact(2).skip(1).map(|pair| make([pair[0], pair[1]])).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => read(name, &String::from_utf16_lossy(&units(u16::from_le_bytes))),
        [0xfe, 0xff, ..] => read(name, &String::from_utf16_lossy(&units(u16::from_be_bytes))),
        _ => read(name, &String::from_utf8_lossy(bytes)),
    }
}
