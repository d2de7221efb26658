use std::sync::Arc;
use std::time::Duration;

use ocp_api::Client;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::access::{Trouble, open};
use super::lane::Lane;
use super::lost::Found;
use super::requests::Polled;
use super::send::Sent;
use super::sent::with_pending;
use super::shown::ended_at;
use crate::clock::now;
use crate::dto::{Contact, ContactState, ErrorCode, JournalState, Millis, OperationView, StateKind};
use crate::guard::Permit;
use crate::operations::record::{Call, Operation};
use crate::operations::requests::save;
use crate::operations::runner::{ALWAYS_THERE, Control, Parts, Reply};
use crate::operations::view::{Situation, view};
use crate::tasks::word;

/// Sends the calls of one operation to an OCP in their order, and follows their tasks. Owns all of its state.
pub struct OcpRunner {
    pub(super) operation: Arc<Operation>,
    /// They are appended, and never leave.
    pub(super) lanes: Vec<Lane>,
    pub(super) parts: Parts,
    /// What its calls are sent under.
    pub(super) permit: Option<Permit>,
    pub(super) situation: Situation,
    pub(super) work: JoinSet<Done>,
    /// Nobody asks before, whoever wishes: OCP has said so.
    pub(super) quiet_until: Option<Instant>,
    /// Tasks are read more often until then, as long as somebody looks.
    pub(super) eager_until: Instant,
    pub(super) last_answer_at: Option<Millis>,
    /// Rounds in a row that went wrong. Whoever fails before the next one is due belongs to the last.
    pub(super) misses: u32,
    pub(super) missed_until: Option<Instant>,
    published: watch::Sender<Arc<OperationView>>,
}

pub(super) enum Done {
    Launched { at: usize, call: Box<Call>, sent: Sent },
    Settled { at: usize, found: Result<Found, Trouble> },
    Polled { at: usize, read: u64, answer: Result<Box<Polled>, Trouble> },
    Operated { at: usize, outcome: Result<(), Trouble>, reply: Reply },
}

impl OcpRunner {
    /// A runner for an operation that is new or was read from the store.
    pub fn new(
        operation: Operation,
        calls: Vec<Call>,
        ended_at: Option<Millis>,
        parts: Parts,
    ) -> (Self, watch::Receiver<Arc<OperationView>>) {
        let agent = Some(operation.receiver.clone());
        let contact = Contact { state: ContactState::Idle, agent, last_answer_at: None, problem: None };
        let now = Instant::now();
        let lanes: Vec<Lane> =
            calls.into_iter().map(|call| Lane::new(call, ended_at.is_none(), now)).collect();
        // The user stopped it: it has ended here, and what was sent goes on there.
        let stopped = ended_at.is_some() && !lanes.iter().all(Lane::is_over);
        let situation = Situation { contact, ended_at, stopped, halted: false };
        let first = Arc::new(shown(&operation, &lanes, &situation));
        let (published, seen) = watch::channel(first);
        let runner = Self {
            permit: operation.permit.clone(),
            eager_until: now + parts.pace.ocp.eager_for,
            operation: Arc::new(operation),
            lanes,
            parts,
            situation,
            work: JoinSet::new(),
            quiet_until: None,
            last_answer_at: None,
            misses: 0,
            missed_until: None,
            published,
        };
        (runner, seen)
    }

    /// Runs until every handle on the operation is gone.
    pub async fn run(mut self, mut control: mpsc::Receiver<Control>) {
        loop {
            self.launch_ready().await;
            self.start_due().await;
            self.publish().await;
            let next = self.next_look().filter(|_| !self.situation.halted);
            tokio::select! {
                asked = control.recv() => match asked {
                    Some(asked) => self.obey(asked).await,
                    None => return,
                },
                Some(done) = self.work.join_next() => match done {
                    Ok(done) => self.take(done).await,
                    Err(problem) => {
                        tracing::error!(%problem, "a piece of work ended early");
                        self.look_again();
                    }
                },
                () = sleep_until(next) => {}
            }
        }
    }

    pub(super) fn view(&self) -> OperationView {
        shown(&self.operation, &self.lanes, &self.situation)
    }

    pub(super) fn now(&self) -> Millis {
        now(&*self.parts.clock)
    }

    /// Reads what there is to read of a call as soon as OCP lets us.
    pub(super) fn read_soon(&mut self, at: usize) {
        let now = Instant::now();
        self.lanes[at].due = Some(self.quiet_until.map_or(now, |until| until.max(now)));
    }

    /// OCP said just now that it wants to be left alone. A shorter wait takes nothing from a longer one.
    pub(super) fn be_quiet(&mut self, wait: Duration) {
        self.quiet_until = self.quiet_until.max(Some(Instant::now() + wait));
    }

    /// When something is to be read or sent next. What waits to be sent may have nothing else that wakes it.
    fn next_look(&self) -> Option<Instant> {
        let quiet = self.quiet_until.filter(|until| *until > Instant::now());
        let is_held_up = self.lanes.iter().any(Lane::holds_up);
        let waiting = self.lanes.iter().filter(|lane| lane.is_followed() || !is_held_up);
        let due = waiting.filter_map(|lane| lane.due).map(|due| quiet.map_or(due, |until| until.max(due)));
        due.chain(quiet).min()
    }

    pub(super) async fn end(&mut self, at: Millis) {
        self.situation.ended_at = Some(at);
        if let Err(problem) = self.parts.store.end_operation(&self.operation.id, Some(at)).await {
            tracing::warn!(%problem, "the end of an operation could not be written");
        }
    }

    pub(super) async fn save(&mut self, at: usize) {
        if let Err(problem) = save(&self.parts.store, &self.operation.id, &self.lanes[at].call).await {
            tracing::warn!(?problem, "the state of a call could not be written");
        }
    }

    pub(super) fn connection_id(&self) -> &str {
        self.operation.gate()
    }

    pub(super) async fn open(&self) -> Result<Client, Trouble> {
        open(&self.operation, &self.parts).await
    }

    async fn take(&mut self, done: Done) {
        match done {
            Done::Launched { at, call, sent } => {
                self.lanes[at].is_sending = false;
                self.lanes[at].call = *call;
                self.note_sent(at, sent).await;
            }
            Done::Settled { at, found } => self.note_settled(at, found).await,
            // A newer one is under way, or comes after the operator that is.
            Done::Polled { at, read, .. } if read != self.lanes[at].reads => {}
            Done::Polled { at, answer: Ok(polled), .. } => self.note_poll(at, *polled).await,
            Done::Polled { at, answer: Err(trouble), .. } => self.lose_contact(&[at], trouble),
            Done::Operated { at, outcome, reply } => {
                self.lanes[at].is_sending = false;
                self.note_operated(at, outcome, reply).await;
            }
        }
    }

    /// Some piece of work is gone: nobody knows which.
    fn look_again(&mut self) {
        for at in 0..self.lanes.len() {
            let pause = self.pause(at);
            let lane = &mut self.lanes[at];
            lane.is_sending = false;
            if lane.call.view.head.journal == JournalState::Intended {
                lane.call.view.head.journal = JournalState::Unknown;
                lane.call.view.head.state = word(StateKind::Unknown);
            }
            lane.due = lane.is_followed().then(|| Instant::now() + pause);
        }
    }

    async fn publish(&mut self) {
        let over = self.lanes.iter().all(Lane::is_over);
        if over && self.situation.ended_at.is_none() {
            let now = self.now();
            let last = self.lanes.iter().map(|lane| ended_at(&lane.call.view, now)).max();
            self.end(last.unwrap_or(now)).await;
        }
        let is_idle = !self.lanes.iter().any(|lane| lane.is_sending || lane.is_followed());
        let contact = &mut self.situation.contact;
        if (is_idle || self.situation.stopped) && contact.problem.is_none() {
            contact.state = ContactState::Idle;
        }
        let next = self.view();
        let changed = self.published.send_if_modified(|current| {
            let changed = **current != next;
            if changed {
                *current = Arc::new(next);
            }
            changed
        });
        if changed {
            self.parts.changed.send_replace(());
        }
    }

    /// What was read is all that is known for now. Calls `at` are looked at again later.
    pub(super) fn lose_contact(&mut self, at: &[usize], trouble: Trouble) {
        let Trouble { problem, wait, .. } = trouble;
        if matches!(problem.code, ErrorCode::Unreachable | ErrorCode::Route) {
            // A way through a jump host has to be opened again.
            self.parts.wiring.forget_ocp(self.connection_id());
        }
        // Asking on with a wrong password locks the account, and a changed certificate may be somebody else's.
        let last = [ErrorCode::Unauthorized, ErrorCode::CertificateNotTrusted];
        let halts = last.contains(&problem.code);
        let is_lesser = self.situation.halted && !halts;
        self.situation.halted |= halts;
        let now = Instant::now();
        if self.missed_until.is_none_or(|until| until <= now) {
            self.misses += 1;
            self.missed_until = Some(now + self.parts.pace.ocp.after(self.misses));
        }
        if let Some(wait) = wait {
            self.be_quiet(wait);
        }
        for at in at {
            let due = self.missed_until.max(self.quiet_until);
            self.lanes[*at].due = due.filter(|_| !self.situation.stopped);
        }
        if is_lesser {
            return;
        }
        let contact = &mut self.situation.contact;
        contact.state = ContactState::Stale;
        contact.last_answer_at = self.last_answer_at;
        contact.problem = Some(problem);
    }

    /// A task that waits for the user is read less often: somebody else may operate it.
    pub(super) fn pause(&self, at: usize) -> Duration {
        let pace = &self.parts.pace.ocp;
        let call = &self.lanes[at].call;
        let looked_at = self.published.receiver_count() > ALWAYS_THERE;
        let goes_on = |kind| matches!(kind, StateKind::Running | StateKind::Ready);
        let waits = call.view.head.state.kind == StateKind::Failed
            && call.sent.is_none()
            && !call.view.steps.iter().any(|step| goes_on(step.state.kind));
        if waits {
            pace.longest
        } else if looked_at && Instant::now() < self.eager_until {
            pace.eager
        } else {
            pace.later
        }
    }
}

fn shown(operation: &Operation, lanes: &[Lane], situation: &Situation) -> OperationView {
    let one = |lane: &Lane| {
        let mut call = lane.call.clone();
        if let Some(sent) = &call.sent {
            call.view = with_pending(&call.view, sent);
        }
        call
    };
    view(operation, &lanes.iter().map(one).collect::<Vec<_>>(), situation)
}

async fn sleep_until(when: Option<Instant>) {
    match when {
        Some(when) => tokio::time::sleep_until(when).await,
        None => std::future::pending().await,
    }
}
