use ocp_api::{Subtask, TaskOperation, TaskStatus};

use super::state::subtask_state;
use crate::dto::{AttemptView, Millis, StateKind};
use crate::tasks::to_millis;

/// The attempts at a subtask. OCP tells of the last one only and counts them from 1; those it told of before are kept
/// from `known`.
pub fn attempts(subtask: &Subtask, mut known: Vec<AttemptView>, offset_ms: f64) -> Vec<AttemptView> {
    let execution = subtask.run_time.max(1);
    if !has_begun(subtask) || says_nothing_new(subtask, &known) {
        return known;
    }
    known.retain(|attempt| attempt.execution <= execution);
    let state = subtask_state(subtask);
    let over = !matches!(state.kind, StateKind::Running | StateKind::Unknown);
    let millis = |time: Option<time::OffsetDateTime>| time.map(|time| to_millis(time, offset_ms));
    let started_at = millis(subtask.started_at);
    let last = known.last();
    let goes_on = last.is_some_and(|last| last.execution == execution && !began_anew(last, started_at));
    let number = match last {
        Some(last) if goes_on => last.number,
        Some(last) => execution.max(last.number.saturating_add(1)),
        None => execution,
    };
    let message = known.last().filter(|_| goes_on).and_then(|last| last.message.clone());
    if goes_on {
        known.pop();
    }
    known.push(AttemptView {
        number,
        execution,
        ended_at: millis(subtask.finished_at).filter(|_| over),
        message: message.filter(|_| state.kind == StateKind::Failed),
        state,
        started_at,
    });
    known
}

/// OCP counts a first run before there is one.
fn has_begun(subtask: &Subtask) -> bool {
    match subtask.status {
        TaskStatus::Running | TaskStatus::Canceling | TaskStatus::Failed | TaskStatus::Successful => true,
        TaskStatus::Pending => subtask.started_at.is_some(),
        // What is set to run again still shows the times of the last run.
        TaskStatus::Ready => false,
        TaskStatus::Other(_) => subtask.started_at.is_some(),
    }
}

/// Skipping changes no attempt, and a task that is going to be undone still shows what it did.
fn says_nothing_new(subtask: &Subtask, known: &[AttemptView]) -> bool {
    let skipped = matches!(subtask.operation, Some(TaskOperation::Skip | TaskOperation::RollbackSkip));
    skipped && !known.is_empty()
}

/// The same count, but another beginning: undoing and retrying may not be counted.
fn began_anew(last: &AttemptView, started_at: Option<Millis>) -> bool {
    last.ended_at.is_some() && started_at.is_some() && last.started_at != started_at
}
