use std::sync::Arc;
use std::time::Duration;

use crate::dto::{CallView, NoticeReason, OperationView, StateKind};

/// Where an operation stands, as far as the user is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It goes on by itself, or waits for a server.
    Running,
    /// It waits for the user.
    Failed,
    Finished,
    RolledBack,
    Cancelled,
    /// The user sent no further calls.
    Stopped,
}

/// What is known of one operation: how it was last, and what of it the user has been told.
#[derive(Debug)]
pub struct Track {
    pub view: Arc<OperationView>,
    pub phase: Phase,
    /// Its failure was looked at.
    pub seen: bool,
    /// On the clock that never jumps.
    moved_at: Duration,
    standstill_told: bool,
}

impl Track {
    /// Of an operation as it was when it was taken up. How it is then is no news.
    pub fn new(first: Arc<OperationView>, now: Duration) -> Self {
        Self { phase: phase(&first), view: first, seen: true, moved_at: now, standstill_told: false }
    }

    /// How it is now, and what it has come to by that.
    pub fn observe(&mut self, view: &Arc<OperationView>, now: Duration) -> Option<NoticeReason> {
        if Arc::ptr_eq(&self.view, view) {
            return None;
        }
        let (before, after) = (self.phase, phase(view));
        let fails_again = after == Phase::Failed && attempts(view) > attempts(&self.view);
        if before != after || moved(&self.view, view) {
            self.moved_at = now;
            self.standstill_told = false;
        }
        self.view = view.clone();
        self.phase = after;
        if before == after && !fails_again {
            return None;
        }
        self.seen = after != Phase::Failed;
        match after {
            Phase::Failed => Some(NoticeReason::Failed),
            Phase::Finished => Some(NoticeReason::Finished),
            Phase::RolledBack => Some(NoticeReason::RolledBack),
            Phase::Cancelled => Some(NoticeReason::Cancelled),
            Phase::Running | Phase::Stopped => None,
        }
    }

    /// For how long it has not moved, once that reaches `limit`, and once a standstill.
    pub fn standstill(&mut self, now: Duration, limit: Duration) -> Option<Duration> {
        let still = now.saturating_sub(self.moved_at);
        if self.phase != Phase::Running || self.standstill_told || still < limit {
            return None;
        }
        self.standstill_told = true;
        Some(still)
    }
}

fn phase(view: &OperationView) -> Phase {
    let head = &view.head;
    let phase = match head.state.kind {
        StateKind::Succeeded | StateKind::Passed => Phase::Finished,
        StateKind::Failed => Phase::Failed,
        StateKind::RolledBack => Phase::RolledBack,
        StateKind::Cancelled => Phase::Cancelled,
        StateKind::Pending | StateKind::Ready | StateKind::Running | StateKind::Unknown => {
            if head.failure.is_some() { Phase::Failed } else { Phase::Running }
        }
    };
    let over = matches!(phase, Phase::Finished | Phase::RolledBack);
    if head.ended_at.is_some() && !over { Phase::Stopped } else { phase }
}

/// Steps, runs and attempts are what moves. How fresh the view is, is not.
fn moved(from: &OperationView, to: &OperationView) -> bool {
    let differs = |old: &CallView, new: &CallView| {
        let (before, after) = (&old.head, &new.head);
        before.state != after.state
            || before.journal != after.journal
            || before.task != after.task
            || old.steps != new.steps
    };
    from.calls.len() != to.calls.len() || from.calls.iter().zip(&to.calls).any(|(old, new)| differs(old, new))
}

fn attempts(view: &OperationView) -> usize {
    let runs = view.calls.iter().flat_map(|call| &call.steps).flat_map(|step| &step.runs);
    runs.map(|run| run.attempts.len()).sum()
}

#[cfg(test)]
#[path = "track_tests.rs"]
mod tests;
