use serde::Serialize;

use crate::documents::{FILE_VERSION, TaskDocument};
use crate::dto::{LogRow, Millis, OperationView};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Own<'a> {
    obdeck_task: u64,
    saved_at: Millis,
    view: &'a OperationView,
    logs: &'a [LogRow],
}

/// The file that OBDeck opens again, of a document that was [`masked`](super::masked).
pub fn json(document: &TaskDocument, saved_at: Millis) -> Result<String, serde_json::Error> {
    let TaskDocument { view, logs } = document;
    let mut text = serde_json::to_string_pretty(&Own { obdeck_task: FILE_VERSION, saved_at, view, logs })?;
    text.push('\n');
    Ok(text)
}
