use serde::Deserialize;
use serde_json::Value;

use super::Unreadable;
use crate::documents::{TaskDocument, read_only};
use crate::dto::{LogRow, Millis, OperationView, TaskOrigin};

/// Newest version of OBDeck's own file.
pub const VERSION: u64 = 1;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Own {
    saved_at: Option<Millis>,
    view: OperationView,
    #[serde(default)]
    logs: Vec<LogRow>,
}

/// OBDeck's own export. What would lead from it to something on this computer, or to a command line, is left out.
pub fn document(value: Value, file: &str) -> Result<TaskDocument, Unreadable> {
    match value.get("obdeckTask").and_then(Value::as_u64) {
        Some(version) if version <= VERSION => {}
        Some(version) => return Err(Unreadable::Newer(version)),
        None => return Err(Unreadable::Damaged("it does not tell its version".to_owned())),
    }
    let own: Own =
        serde_json::from_value(value).map_err(|problem| Unreadable::Damaged(problem.to_string()))?;
    let Own { saved_at, mut view, logs } = own;
    view.head.id.clear();
    (view.head.connection_id, view.head.draft_id) = (None, None);
    view.head.origin = TaskOrigin::File { name: file.to_owned(), saved_at };
    view.head.outcome = view
        .head
        .outcome
        .filter(|outcome| outcome.connections.iter().all(|connection| is_plain(&connection.command)));
    Ok(TaskDocument { view: read_only(view), logs })
}

/// A command that the user may copy into a shell does nothing there but connect.
fn is_plain(command: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || " .:-_@[]".contains(c);
    command.starts_with("obclient -h") && command.chars().all(plain)
}
