use std::collections::BTreeSet;

use tokio::time::Instant;

use super::calls::OcpCall;
use super::requests::Asked;
use super::shown::{is_over, show};
use crate::dto::{JournalState, StateKind};
use crate::operations::calls::CallSpec;
use crate::operations::record::{Call, Operation};
use crate::operations::view::{is_done, stops_the_rest};
use crate::tasks::word;

/// A call, and how far it has got.
pub struct Lane {
    pub call: Call,
    /// When it is to be looked at next; absent while that is under way, and when there is nothing to look at.
    pub due: Option<Instant>,
    /// The call, or an operator for its task, is on its way: what is read meanwhile may be older.
    pub is_sending: bool,
    /// Counts what is read: only the newest says how things are.
    pub reads: u64,
    /// The logs that were searched for a reason.
    pub asked: BTreeSet<Asked>,
    /// How often a lost call was looked for in vain.
    pub traceless: u32,
    /// Its task was undone, and the user wants the rest to go on.
    pub is_passed_over: bool,
}

impl Lane {
    /// One that is new or was read from the store.
    pub fn new(mut call: Call, is_watched: bool, now: Instant) -> Lane {
        if call.view.head.journal == JournalState::Intended {
            // Intended and never settled: the process ended in between.
            call.view.head.journal = JournalState::Unknown;
            call.view.head.state = word(StateKind::Unknown);
        }
        let (is_sending, asked, is_passed_over) = (false, BTreeSet::new(), false);
        let mut lane = Lane { call, due: None, is_sending, reads: 0, asked, traceless: 0, is_passed_over };
        lane.due = (is_watched && lane.is_followed()).then_some(now);
        lane
    }

    /// It will not change any more.
    pub fn is_over(&self) -> bool {
        let is_settled = match self.call.view.head.journal {
            JournalState::Accepted | JournalState::AlreadyDone => is_over(&self.call.view),
            JournalState::Planned
            | JournalState::Intended
            | JournalState::Rejected
            | JournalState::Unknown => false,
        };
        is_settled && !self.is_sending && self.call.sent.is_none()
    }

    /// There is something to read for it: a task that may change, or a lost answer.
    pub fn is_followed(&self) -> bool {
        match self.call.view.head.journal {
            JournalState::Accepted => {
                self.call.sent.is_some() || (self.call.view.head.task.is_some() && !is_over(&self.call.view))
            }
            JournalState::Unknown => true,
            JournalState::Planned
            | JournalState::Intended
            | JournalState::Rejected
            | JournalState::AlreadyDone => false,
        }
    }

    /// It keeps further calls from being sent until the user does something.
    pub fn holds_up(&self) -> bool {
        stops_the_rest(&self.call.view.head) && !self.is_passed_over
    }

    /// Others may come after it.
    pub fn is_behind(&self) -> bool {
        is_done(self.call.view.head.state.kind) || self.is_passed_over
    }

    /// It was refused or never left: it may be sent again.
    pub fn may_be_sent_again(&self) -> bool {
        let head = &self.call.view.head;
        match head.journal {
            JournalState::Rejected => true,
            JournalState::Planned => stops_the_rest(head),
            JournalState::Intended
            | JournalState::Accepted
            | JournalState::Unknown
            | JournalState::AlreadyDone => false,
        }
    }
}

/// The call that follows one more task of the call `of`.
pub fn further(of: &Call, task: &ocp_api::TaskInstance, operation: &Operation) -> Option<Call> {
    let CallSpec::Obproxy(spec) = &of.spec else { return None };
    let (deed, task_id, name) = (spec.deed(), task.id.clone(), task.name.clone());
    let spec = CallSpec::Obproxy(OcpCall::Further { deed, task_id, name });
    let mut call = Call::new(spec, Vec::new(), operation);
    call.offset_ms = of.offset_ms;
    call.view.head.journal = JournalState::Accepted;
    show(&mut call, task, &std::collections::BTreeMap::new());
    Some(call)
}
