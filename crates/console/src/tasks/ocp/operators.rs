use ocp_api::{Subtask, TaskInstance, TaskOperation, TaskStatus};

use crate::dto::{OperatorOff, OperatorView, TaskOperator};

/// Retry and rollback for a task, each with the reason when it is off (OCP's own rules). There is no cancel for a task.
/// `pending`: one was sent and shows no effect yet.
pub fn ocp_operators(task: &TaskInstance, pending: bool) -> Vec<OperatorView> {
    let off = |operator| {
        if task.is_remote {
            return Some(OperatorOff::Elsewhere);
        }
        if pending {
            return Some(OperatorOff::OperatorPending);
        }
        if task.status != TaskStatus::Failed {
            return Some(OperatorOff::OnlyAfterFailure);
        }
        if operator == TaskOperator::Rollback { rollback_off(task) } else { retry_off(task) }
    };
    [TaskOperator::Retry, TaskOperator::Rollback]
        .into_iter()
        .map(|operator| OperatorView { operator, off: off(operator) })
        .collect()
}

/// Retry, skip and cancel for one subtask.
pub fn subtask_operators(task: &TaskInstance, subtask: &Subtask) -> Vec<OperatorView> {
    let failed = subtask.status == TaskStatus::Failed;
    let off = |operator| {
        if task.is_remote {
            return Some(OperatorOff::Elsewhere);
        }
        if operator == TaskOperator::Cancel {
            return match subtask.status {
                TaskStatus::Running => None,
                TaskStatus::Canceling => Some(OperatorOff::OperatorPending),
                TaskStatus::Pending
                | TaskStatus::Ready
                | TaskStatus::Failed
                | TaskStatus::Successful
                | TaskStatus::Other(_) => Some(OperatorOff::OnlyWhileRunning),
            };
        }
        if !failed {
            return Some(OperatorOff::OnlyAfterFailure);
        }
        if operator == TaskOperator::Skip {
            return subtask.prohibit_skip.then_some(OperatorOff::StepDoesNotAllow);
        }
        undone(subtask.operation.as_ref())
    };
    [TaskOperator::Retry, TaskOperator::Skip, TaskOperator::Cancel]
        .into_iter()
        .map(|operator| OperatorView { operator, off: off(operator) })
        .collect()
}

fn retry_off(task: &TaskInstance) -> Option<OperatorOff> {
    undone(task.operation.as_ref())
}

/// Releases differ in whether a failed rollback can be retried.
fn undone(operation: Option<&TaskOperation>) -> Option<OperatorOff> {
    operation.is_some_and(TaskOperation::undoes).then_some(OperatorOff::Unknown)
}

/// What was never begun need not be undone.
fn rollback_off(task: &TaskInstance) -> Option<OperatorOff> {
    let begun = |status: &TaskStatus| !matches!(status, TaskStatus::Pending | TaskStatus::Ready);
    let forbids = |subtask: &Subtask| begun(&subtask.status) && subtask.prohibit_rollback;
    if task.subtasks.iter().any(|subtask| forbids(subtask) && subtask.status == TaskStatus::Failed) {
        return Some(OperatorOff::StepDoesNotAllow);
    }
    let forbidden = task.prohibit_rollback || task.subtasks.iter().any(forbids);
    forbidden.then_some(OperatorOff::AnotherStepDoesNotAllow)
}
