use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::track::{Phase, Track};
use crate::dto::{
    Environment, Millis, Notice, NoticeReason, NoticeSettings, OperationView, RunView, StateKind, StepView,
    WorkLine,
};

/// The window's tray has no room for more.
const WORK_LINES: usize = 10;

/// Both clocks at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub wall: Millis,
    /// Since an arbitrary start; never jumps.
    pub steady: Duration,
}

/// How much runs, and what runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counts {
    pub running: u32,
    pub failed: u32,
    pub work: Vec<WorkLine>,
}

/// All operations, and what the user was told of them. At most one notice of each is kept: its last.
#[derive(Debug, Default)]
pub struct Ledger {
    tracks: BTreeMap<String, Track>,
    told: BTreeMap<String, Told>,
    last_told_at: Millis,
}

#[derive(Debug)]
struct Told {
    notice: Notice,
    sent: bool,
}

/// One operation when stock is taken.
pub struct Seen<'a> {
    /// As it was when this run of OBDeck took it up.
    pub first: &'a Arc<OperationView>,
    pub now: &'a Arc<OperationView>,
    /// Somebody has it on the screen.
    pub looked_at: bool,
}

impl Ledger {
    /// Takes in how one operation is, and notes down what is to be told of it.
    pub fn take(&mut self, seen: &Seen<'_>, now: Moment, settings: NoticeSettings) {
        let id = &seen.now.head.id;
        let new = || Track::new(seen.first.clone(), now.steady);
        let track = self.tracks.entry(id.clone()).or_insert_with(new);
        let came_to = track.observe(seen.now, now.steady);
        track.seen |= seen.looked_at;
        let head = &seen.now.head;
        if settings.skip_dev && head.environment == Environment::Dev {
            return;
        }
        let told = match came_to {
            Some(reason) if wanted(reason, settings) => {
                Some((reason, head.ended_at.unwrap_or(now.wall) - head.started_at))
            }
            Some(_) => None,
            None => settings
                .stalled_minutes
                .and_then(|minutes| track.standstill(now.steady, Duration::from_secs(60) * minutes))
                .map(|still| {
                    (NoticeReason::Stalled, Millis::try_from(still.as_millis()).unwrap_or(Millis::MAX))
                }),
        };
        if let Some((reason, after_ms)) = told {
            // Two at once, or a clock that was set back: the order stays.
            self.last_told_at = now.wall.max(self.last_told_at + 1);
            let notice = notice(reason, seen.now, self.last_told_at, after_ms);
            self.told.insert(id.clone(), Told { notice, sent: false });
        }
    }

    /// Forgets operations that are not there any more.
    pub fn keep(&mut self, there: impl Fn(&str) -> bool) {
        self.tracks.retain(|id, _| there(id));
        self.told.retain(|id, _| there(id));
    }

    /// Whether something runs that could come to a stand.
    pub fn runs(&self) -> bool {
        self.tracks.values().any(|track| track.phase == Phase::Running)
    }

    pub fn counts(&self) -> Counts {
        let running = || self.tracks.values().filter(|track| track.phase == Phase::Running);
        let failed = self.tracks.values().filter(|track| track.phase == Phase::Failed && !track.seen).count();
        let mut newest: Vec<&OperationView> = running().map(|track| &*track.view).collect();
        newest.sort_by_key(|view| std::cmp::Reverse(view.head.started_at));
        Counts {
            running: u32::try_from(running().count()).unwrap_or(u32::MAX),
            failed: u32::try_from(failed).unwrap_or(u32::MAX),
            work: newest.into_iter().take(WORK_LINES).map(work_line).collect(),
        }
    }

    /// Notices that are to be sent, in the order they were told.
    pub fn unsent(&self) -> Vec<Notice> {
        let unsent = self.told.values().filter(|told| !told.sent).map(|told| told.notice.clone());
        let mut unsent: Vec<Notice> = unsent.collect();
        unsent.sort_by_key(|notice| notice.told_at);
        unsent
    }

    pub fn mark_sent(&mut self, notices: &[Notice]) {
        for notice in notices {
            let told = self.told.get_mut(&notice.operation_id);
            if let Some(told) = told.filter(|told| told.notice.told_at == notice.told_at) {
                told.sent = true;
            }
        }
    }

    /// What was told after `told_at` is to be sent again: the window did not get so far.
    pub fn resend_after(&mut self, told_at: Millis) {
        let lost = self.told.values_mut().filter(|told| told.notice.told_at > told_at);
        lost.for_each(|told| told.sent = false);
    }
}

fn wanted(reason: NoticeReason, settings: NoticeSettings) -> bool {
    match reason {
        NoticeReason::Finished | NoticeReason::RolledBack | NoticeReason::Cancelled => settings.finished,
        NoticeReason::Failed => settings.failed,
        NoticeReason::Stalled => settings.stalled_minutes.is_some(),
    }
}

fn notice(reason: NoticeReason, view: &OperationView, told_at: Millis, after_ms: Millis) -> Notice {
    let head = &view.head;
    let (step, host) = match reason {
        NoticeReason::Finished | NoticeReason::RolledBack | NoticeReason::Cancelled => (None, None),
        NoticeReason::Failed => head.failure.as_ref().map_or((None, None), |failure| {
            (failure.step_name.clone(), Some(failure.host.clone()).filter(|host| !host.is_empty()))
        }),
        NoticeReason::Stalled => running_step(view),
    };
    Notice {
        told_at,
        reason,
        operation_id: head.id.clone(),
        kind: head.kind,
        deed: head.deed,
        subject: head.subject.clone(),
        cluster_name: head.cluster_name.clone(),
        environment: head.environment,
        step,
        host,
        after_ms: after_ms.max(0),
    }
}

/// The step that runs, and its host when it is one alone.
fn running_step(view: &OperationView) -> (Option<String>, Option<String>) {
    let mut steps = view.calls.iter().flat_map(|call| &call.steps);
    let Some(step) = steps.find(|step: &&StepView| step.state.kind == StateKind::Running) else {
        return (None, None);
    };
    let runs: Vec<&RunView> = step.runs.iter().filter(|run| run.state.kind == StateKind::Running).collect();
    let host = match runs.as_slice() {
        [only] => Some(only.host.clone()),
        [] | [_, _, ..] => None,
    };
    (Some(step.name.clone()), host)
}

fn work_line(view: &OperationView) -> WorkLine {
    let head = &view.head;
    WorkLine {
        operation_id: head.id.clone(),
        kind: head.kind,
        deed: head.deed,
        subject: head.subject.clone(),
        cluster_name: head.cluster_name.clone(),
        environment: head.environment,
        done: head.done,
        total: head.total,
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
