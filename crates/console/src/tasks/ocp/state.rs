use ocp_api::{Subtask, TaskInstance, TaskOperation, TaskStatus};

use crate::dto::{StateKind, StateView};

/// OCP's word for a task that ended although it was not carried through, perhaps because somebody gave it up.
const UNFINISHED: &str = "SUCCESSFUL, unfinished";

/// How the task stands. OCP calls a task that was rolled back `SUCCESSFUL`: its subtasks and its operation tell.
pub fn ocp_state(task: &TaskInstance) -> StateView {
    let word = word(&task.status, task.operation.as_ref());
    let kind = match &task.status {
        TaskStatus::Successful => return ended(task, word),
        TaskStatus::Pending => StateKind::Pending,
        TaskStatus::Ready => StateKind::Ready,
        TaskStatus::Running | TaskStatus::Canceling => StateKind::Running,
        TaskStatus::Failed => StateKind::Failed,
        TaskStatus::Other(_) => StateKind::Unknown,
    };
    StateView { kind, word }
}

/// How a subtask stands. Undoing leads it back to `PENDING`.
pub fn subtask_state(subtask: &Subtask) -> StateView {
    let operation = subtask.operation.as_ref();
    let undone = operation.is_some_and(TaskOperation::undoes);
    let kind = match &subtask.status {
        TaskStatus::Pending if undone => StateKind::RolledBack,
        TaskStatus::Pending => StateKind::Pending,
        TaskStatus::Ready => StateKind::Ready,
        TaskStatus::Running | TaskStatus::Canceling => StateKind::Running,
        TaskStatus::Failed if operation == Some(&TaskOperation::Cancel) => StateKind::Cancelled,
        TaskStatus::Failed => StateKind::Failed,
        TaskStatus::Successful if operation == Some(&TaskOperation::Skip) => StateKind::Passed,
        TaskStatus::Successful => StateKind::Succeeded,
        TaskStatus::Other(_) => StateKind::Unknown,
    };
    StateView { kind, word: word(&subtask.status, operation) }
}

fn ended(task: &TaskInstance, word: String) -> StateView {
    let undoes = |operation: &Option<TaskOperation>| operation.as_ref().is_some_and(TaskOperation::undoes);
    let finished = task.subtasks.iter().all(|subtask| subtask.status == TaskStatus::Successful);
    let undone = || task.subtasks.iter().any(|subtask| undoes(&subtask.operation));
    if undoes(&task.operation) || (!finished && undone()) {
        return StateView { kind: StateKind::RolledBack, word };
    }
    if finished {
        return StateView { kind: StateKind::Succeeded, word };
    }
    StateView { kind: StateKind::Unknown, word: UNFINISHED.to_owned() }
}

/// `STATUS/OPERATION` verbatim.
fn word(status: &TaskStatus, operation: Option<&TaskOperation>) -> String {
    operation.map_or_else(|| status.to_string(), |operation| format!("{status}/{operation}"))
}
