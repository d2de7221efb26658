use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use ocp_api::Client;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::access::{Trouble, open};
use super::requests::{Asked, Polled, poll};
use super::sent::{trace, with_pending};
use super::shown::{ended_at, is_over, show};
use crate::clock::now;
use crate::dto::{Contact, ContactState, ErrorCode, IpcError, Millis, OperationView, StateKind};
use crate::operations::record::{Call, Operation};
use crate::operations::requests::save;
use crate::operations::runner::{ALWAYS_THERE, Control, Parts, Reply};
use crate::operations::view::{Situation, view};
use crate::store::JournalOutcome;

/// One look may come too early: the request may still be on its way.
const LOOKS_FOR_AN_EFFECT: u32 = 3;

/// Follows one task of an OCP. Owns all of its state.
pub struct OcpRunner {
    pub(super) operation: Arc<Operation>,
    pub(super) call: Call,
    pub(super) parts: Parts,
    pub(super) situation: Situation,
    pub(super) work: JoinSet<Done>,
    /// When the task is to be read next; absent while that is under way, and once it is over.
    pub(super) due: Option<Instant>,
    /// Nobody asks before, whoever wishes: OCP has said so.
    quiet_until: Option<Instant>,
    /// The task is read more often until then, as long as somebody looks.
    pub(super) eager_until: Instant,
    /// An operator is under way: what is read meanwhile may be older.
    pub(super) is_sending: bool,
    /// Counts what is read: only the newest says how things are.
    pub(super) reads: u64,
    /// The logs that were searched for a reason.
    asked: BTreeSet<Asked>,
    last_answer_at: Option<Millis>,
    misses: u32,
    published: watch::Sender<Arc<OperationView>>,
}

pub(super) enum Done {
    Polled { read: u64, answer: Result<Box<Polled>, Trouble> },
    Operated { outcome: Result<(), Trouble>, reply: Reply },
}

impl OcpRunner {
    /// A runner for an operation that is new or was read from the store.
    pub fn new(
        operation: Operation,
        call: Call,
        ended_at: Option<Millis>,
        parts: Parts,
    ) -> (Self, watch::Receiver<Arc<OperationView>>) {
        let agent = Some(operation.receiver.clone());
        let contact = Contact { state: ContactState::Idle, agent, last_answer_at: None, problem: None };
        let situation = Situation { contact, ended_at, stopped: is_stopped(&call, ended_at), halted: false };
        let first = Arc::new(shown(&operation, &call, &situation));
        let (published, seen) = watch::channel(first);
        let now = Instant::now();
        let runner = Self {
            due: ended_at.is_none().then_some(now),
            eager_until: now + parts.pace.ocp.eager_for,
            operation: Arc::new(operation),
            call,
            parts,
            situation,
            work: JoinSet::new(),
            quiet_until: None,
            is_sending: false,
            reads: 0,
            asked: BTreeSet::new(),
            last_answer_at: None,
            misses: 0,
            published,
        };
        (runner, seen)
    }

    /// Runs until every handle on the operation is gone.
    pub async fn run(mut self, mut control: mpsc::Receiver<Control>) {
        loop {
            self.start_due().await;
            self.publish().await;
            let next = self.due.filter(|_| !self.situation.halted);
            tokio::select! {
                asked = control.recv() => match asked {
                    Some(asked) => self.obey(asked).await,
                    None => return,
                },
                Some(done) = self.work.join_next() => match done {
                    Ok(done) => self.take(done).await,
                    Err(problem) => {
                        tracing::error!(%problem, "a piece of work ended early");
                        self.is_sending = false;
                        self.due = Some(Instant::now() + self.pause());
                    }
                },
                () = sleep_until(next) => {}
            }
        }
    }

    pub(super) fn view(&self) -> OperationView {
        shown(&self.operation, &self.call, &self.situation)
    }

    pub(super) fn now(&self) -> Millis {
        now(&*self.parts.clock)
    }

    /// Reads as soon as OCP lets us.
    pub(super) fn read_soon(&mut self) {
        let now = Instant::now();
        self.due = Some(self.quiet_until.map_or(now, |until| until.max(now)));
    }

    pub(super) async fn end(&mut self, at: Millis) {
        self.situation.ended_at = Some(at);
        if let Err(problem) = self.parts.store.end_operation(&self.operation.id, Some(at)).await {
            tracing::warn!(%problem, "the end of an operation could not be written");
        }
    }

    pub(super) async fn save(&mut self) {
        if let Err(problem) = save(&self.parts.store, &self.operation.id, &self.call).await {
            tracing::warn!(?problem, "the state of a call could not be written");
        }
    }

    pub(super) fn connection_id(&self) -> &str {
        self.operation.gate()
    }

    pub(super) async fn open(&self) -> Result<Client, IpcError> {
        open(&self.operation, &self.parts).await
    }

    async fn start_due(&mut self) {
        let is_due = self.due.is_some_and(|when| when <= Instant::now());
        if !is_due || self.situation.halted {
            return;
        }
        self.due = None;
        let client = match self.open().await {
            Ok(client) => client,
            Err(problem) => return self.lose_contact(problem.into()),
        };
        let (call, id) = (self.call.clone(), self.connection_id().to_owned());
        let (wiring, asked) = (self.parts.wiring.clone(), self.asked.clone());
        self.reads += 1;
        let read = self.reads;
        self.work.spawn(async move {
            let answer = poll(&client, &call, &asked, &id, &wiring).await;
            Done::Polled { read, answer: answer.map(Box::new) }
        });
    }

    async fn take(&mut self, done: Done) {
        match done {
            // A newer one is under way, or comes after the operator that is.
            Done::Polled { read, .. } if read != self.reads => {}
            Done::Polled { answer: Ok(polled), .. } => self.note_poll(*polled).await,
            Done::Polled { answer: Err(trouble), .. } => self.lose_contact(trouble),
            Done::Operated { outcome, reply } => {
                self.is_sending = false;
                self.note_operated(outcome, reply).await;
            }
        }
    }

    async fn note_poll(&mut self, polled: Polled) {
        self.misses = 0;
        self.quiet_until = None;
        self.last_answer_at = Some(self.now());
        let contact = &mut self.situation.contact;
        *contact =
            Contact { state: ContactState::Live, last_answer_at: None, problem: None, ..contact.clone() };
        let before = self.call.clone();
        self.asked.extend(polled.asked);
        show(&mut self.call, &polled.task, &polled.messages);
        self.settle().await;
        if self.call != before {
            self.save().await;
        }
        if !self.situation.stopped {
            self.due = (!is_over(&self.call.view) || self.call.sent.is_some())
                .then(|| Instant::now() + self.pause());
        }
    }

    /// Finds out by what was read whether the last operator has arrived.
    async fn settle(&mut self) {
        let Some(sent) = self.call.sent.as_mut().filter(|_| !self.is_sending) else { return };
        sent.looks += 1;
        let arrived = trace(&self.call.view, sent.step_key.as_deref()) != sent.trace;
        if !arrived && sent.looks < LOOKS_FOR_AN_EFFECT {
            return;
        }
        let sent = self.call.sent.take();
        let Some(sent) = sent.filter(|sent| !sent.answered) else { return };
        let (outcome, detail) = if arrived {
            (JournalOutcome::Accepted, "its effect was read")
        } else {
            (JournalOutcome::NotSent, "the answer was lost, and OCP shows no trace of the request")
        };
        let detail = Some(detail.to_owned());
        if let Err(problem) = self.parts.store.settle(sent.journal_id, outcome, self.now(), detail).await {
            tracing::warn!(%problem, "the outcome of an operator could not be written");
        }
    }

    async fn publish(&mut self) {
        let over = is_over(&self.call.view) && self.call.sent.is_none();
        if over && self.situation.ended_at.is_none() {
            self.end(ended_at(&self.call.view, self.now())).await;
        }
        let contact = &mut self.situation.contact;
        if (over || self.situation.stopped) && contact.problem.is_none() {
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

    fn lose_contact(&mut self, trouble: Trouble) {
        self.misses += 1;
        let Trouble { problem, wait, .. } = trouble;
        if matches!(problem.code, ErrorCode::Unreachable | ErrorCode::Route) {
            // A way through a jump host has to be opened again.
            self.parts.wiring.forget_ocp(self.connection_id());
        }
        // Asking on with a wrong password locks the account, and a changed certificate may be somebody else's.
        let last = [ErrorCode::Unauthorized, ErrorCode::CertificateNotTrusted];
        self.situation.halted = last.contains(&problem.code);
        let now = Instant::now();
        self.quiet_until = wait.map(|wait| now + wait);
        let pause = self.parts.pace.ocp.after(self.misses).max(wait.unwrap_or_default());
        self.due = (!self.situation.stopped).then_some(now + pause);
        let contact = &mut self.situation.contact;
        contact.state = ContactState::Stale;
        contact.last_answer_at = self.last_answer_at;
        contact.problem = Some(problem);
    }

    /// A task that waits for the user is read less often: somebody else may operate it.
    fn pause(&self) -> Duration {
        let pace = &self.parts.pace.ocp;
        let looked_at = self.published.receiver_count() > ALWAYS_THERE;
        let goes_on = |kind| matches!(kind, StateKind::Running | StateKind::Ready);
        let waits = self.call.view.head.state.kind == StateKind::Failed
            && self.call.sent.is_none()
            && !self.call.view.steps.iter().any(|step| goes_on(step.state.kind));
        if waits {
            pace.longest
        } else if looked_at && Instant::now() < self.eager_until {
            pace.eager
        } else {
            pace.later
        }
    }
}

/// The user stopped watching: it has ended here and goes on there.
fn is_stopped(call: &Call, ended_at: Option<Millis>) -> bool {
    ended_at.is_some() && !is_over(&call.view)
}

fn shown(operation: &Operation, call: &Call, situation: &Situation) -> OperationView {
    let mut call = call.clone();
    if let Some(sent) = &call.sent {
        call.view = with_pending(&call.view, sent);
    }
    view(operation, &[call], situation)
}

async fn sleep_until(when: Option<Instant>) {
    match when {
        Some(when) => tokio::time::sleep_until(when).await,
        None => std::future::pending().await,
    }
}
