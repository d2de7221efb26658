use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use obshell_api::{Clock, Dag};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use vault::Vault;

use super::clients::Agents;
use super::clocks::Clocks;
use super::finish::finish;
use super::ocp::OcpPace;
use super::record::{Call, Operation};
use super::requests::{Polled, poll, save};
use super::sent::Sent;
use super::settle::settle;
use super::stranger::{cut_off, is_another};
use super::view::{Situation, is_done, stops_the_rest, view};
use crate::clock::now;
use crate::connections::{Connections, Wiring};
use crate::dto::{
    Contact, ContactState, ErrorCode, IpcError, JournalState, Millis, OperationView, OperatorView, StateKind,
    TaskOperator,
};
use crate::guard::{Guards, Permit};
use crate::history::History;
use crate::links::LinkPace;
use crate::store::Store;
use crate::tasks::state_view;

/// How often things are read.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// A running task, while somebody looks.
    pub looked_at: Duration,
    /// A running task otherwise.
    pub unseen: Duration,
    pub links: LinkPace,
    pub ocp: OcpPace,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            looked_at: Duration::from_secs(1),
            unseen: Duration::from_secs(5),
            links: LinkPace::default(),
            ocp: OcpPace::default(),
        }
    }
}

/// What a runner works with.
#[derive(Clone)]
pub struct Parts {
    pub store: Store,
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    pub pace: Pace,
    pub connections: Connections,
    pub wiring: Wiring,
    pub guards: Guards,
    /// Told whenever an operation changed, came, or went.
    pub changed: watch::Sender<()>,
    pub history: History,
}

/// What the user asks of a running operation. Each is answered once it is carried out or refused.
pub enum Control {
    Operate {
        call_key: String,
        operator: TaskOperator,
        permit: Permit,
        reply: Reply,
    },
    OperateStep {
        call_key: String,
        step_key: String,
        operator: TaskOperator,
        permit: Permit,
        reply: Reply,
    },
    Resume {
        permit: Permit,
        reply: Reply,
    },
    Stop {
        reply: Reply,
    },
    /// Its task was opened again.
    Follow {
        reply: Reply,
    },
    /// Somebody has begun to look: read at once.
    LookedAt,
    /// A password or a key was put right: go on reading with what holds now.
    GoOn,
}

pub type Reply = oneshot::Sender<Result<(), IpcError>>;

/// Sends the calls of one operation in their order and follows their tasks. Owns all of its state.
pub struct Runner {
    pub(super) operation: Arc<Operation>,
    pub(super) calls: Vec<Call>,
    pub(super) parts: Parts,
    pub(super) agents: Option<Agents>,
    /// What its calls are sent under.
    pub(super) permit: Option<Permit>,
    pub(super) situation: Situation,
    last_answer_at: Option<Millis>,
    misses: u32,
    pub(super) work: JoinSet<Done>,
    /// When each call is to be looked at next; absent while that is under way.
    pub(super) due: BTreeMap<usize, Instant>,
    /// The state in which an operator was sent: it is pending until the agent shows another one.
    pub(super) pending: BTreeMap<usize, Pending>,
    /// How often a lost call was looked for in vain.
    traceless: BTreeMap<usize, u32>,
    /// Calls about an OBProxy whose outcome has been taken over.
    pub(super) learned: BTreeSet<usize>,
    pub(super) published: watch::Sender<Arc<OperationView>>,
}

/// An operator that was sent and has not shown its effect.
pub(super) struct Pending {
    /// The state it was sent in.
    pub state: String,
    /// What was allowed then.
    pub operators: Vec<OperatorView>,
}

pub(super) enum Done {
    Launched { at: usize, call: Box<Call>, sent: Sent },
    Polled { at: usize, answer: Result<Box<Polled>, IpcError> },
    Settled { at: usize, found: Result<Option<Sent>, IpcError> },
    Operated { at: usize, outcome: Result<(), IpcError>, reply: Reply },
}

/// One look may come too early: the request may still be on its way through the agent.
const LOOKS_FOR_A_LOST_CALL: u32 = 2;
const LONGEST_BACKOFF: u32 = 4;
/// The registry and the archive have the view at hand without looking at it.
pub(super) const ALWAYS_THERE: usize = 2;

impl Runner {
    /// A runner for an operation that is new or was read from the store.
    pub fn new(
        operation: Operation,
        mut calls: Vec<Call>,
        ended_at: Option<Millis>,
        parts: Parts,
    ) -> (Self, watch::Receiver<Arc<OperationView>>) {
        for call in &mut calls {
            // Intended and never settled: the process ended in between.
            if call.view.head.journal == JournalState::Intended {
                call.view.head.journal = JournalState::Unknown;
            }
        }
        // What was done then may have been undone since.
        let is_over = |call: &Call| is_done(call.view.head.state.kind);
        let learned = (0..calls.len()).filter(|at| is_over(&calls[*at])).collect();
        let contact = Contact { state: ContactState::Idle, agent: None, last_answer_at: None, problem: None };
        let situation = Situation { contact, ended_at, stopped: ended_at.is_some(), halted: false };
        let first = Arc::new(view(&operation, &calls, &situation));
        let (published, seen) = watch::channel(first);
        let runner = Self {
            permit: operation.permit.clone(),
            operation: Arc::new(operation),
            calls,
            parts,
            agents: None,
            situation,
            last_answer_at: None,
            misses: 0,
            work: JoinSet::new(),
            due: BTreeMap::new(),
            pending: BTreeMap::new(),
            traceless: BTreeMap::new(),
            learned,
            published,
        };
        (runner, seen)
    }

    /// Runs until every handle on the operation is gone.
    pub async fn run(mut self, mut control: mpsc::Receiver<Control>) {
        self.schedule_all(Instant::now());
        loop {
            self.launch_ready().await;
            self.start_due().await;
            self.publish().await;
            let next = self.due.values().min().copied().filter(|_| !self.situation.halted);
            tokio::select! {
                asked = control.recv() => match asked {
                    Some(asked) => self.obey(asked).await,
                    None => return,
                },
                Some(done) = self.work.join_next() => match done {
                    Ok(done) => self.take(done).await,
                    Err(problem) => tracing::error!(%problem, "a piece of work ended early"),
                },
                () = sleep_until(next) => {}
            }
        }
    }

    pub(super) fn now(&self) -> Millis {
        now(&*self.parts.clock)
    }

    async fn publish(&mut self) {
        let contact = &mut self.situation.contact;
        let active = self.calls.iter().any(is_active);
        if !active && contact.problem.is_none() {
            *contact = Contact { state: ContactState::Idle, agent: contact.agent.clone(), ..contact.clone() };
        }
        let all_done = self.calls.iter().all(|call| is_done(call.view.head.state.kind));
        if all_done && self.situation.ended_at.is_none() {
            self.end(self.now()).await;
            if let Err(problem) = finish(&self.operation, &self.parts.connections).await {
                tracing::warn!(?problem, "the agents that joined could not be added to their connection");
            }
        }
        let next = view(&self.operation, &self.calls, &self.situation);
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

    pub(super) async fn end(&mut self, at: Millis) {
        self.situation.ended_at = Some(at);
        if let Err(problem) = self.parts.store.end_operation(&self.operation.id, Some(at)).await {
            tracing::warn!(%problem, "the end of an operation could not be written");
        }
    }

    pub(super) fn schedule_all(&mut self, when: Instant) {
        for at in 0..self.calls.len() {
            if is_active(&self.calls[at]) {
                self.due.insert(at, when);
            }
        }
    }

    async fn start_due(&mut self) {
        let now = Instant::now();
        let due: Vec<usize> = self.due.iter().filter(|(_, when)| **when <= now).map(|(at, _)| *at).collect();
        if due.is_empty() || self.situation.halted {
            return;
        }
        let agents = match self.open_agents().await {
            Ok(agents) => agents,
            Err(problem) => {
                self.lose_contact(problem);
                let later = now + self.pace() * self.backoff();
                due.into_iter().for_each(|at| {
                    self.due.insert(at, later);
                });
                return;
            }
        };
        for at in due {
            self.due.remove(&at);
            let (operation, call, agents) = (self.operation.clone(), self.calls[at].clone(), agents.clone());
            if call.view.head.journal == JournalState::Unknown {
                self.work.spawn(async move {
                    Done::Settled { at, found: settle(&operation, &call, &agents).await }
                });
            } else {
                let last = self.situation.contact.agent.clone();
                self.work.spawn(async move {
                    let answer = poll(&operation, &call, &agents, last.as_deref()).await;
                    Done::Polled { at, answer: answer.map(Box::new) }
                });
            }
        }
    }

    async fn take(&mut self, done: Done) {
        match done {
            Done::Launched { at, call, sent } => {
                self.calls[at] = *call;
                self.note_sent(at, sent).await;
            }
            Done::Polled { at, answer } => self.note_poll(at, answer).await,
            Done::Settled { at, found } => self.note_settled(at, found).await,
            Done::Operated { at, outcome, reply } => {
                if outcome.is_err() {
                    let head = &mut self.calls[at].view.head;
                    head.operator_pending = None;
                    if let Some(pending) = self.pending.remove(&at) {
                        head.operators = pending.operators;
                    }
                }
                self.due.insert(at, Instant::now());
                // The asker may have gone; the outcome is in the journal.
                let _ = reply.send(outcome);
            }
        }
    }

    async fn note_poll(&mut self, at: usize, answer: Result<Box<Polled>, IpcError>) {
        match answer {
            Ok(answer) if is_another(&self.calls[at].view, &answer.dag) => self.lose_task(at).await,
            Ok(answer) => {
                let Polled { mut dag, parked, agent, offset_ms } = *answer;
                self.hear(agent);
                let before = self.calls[at].clone();
                self.straighten(at, &mut dag, offset_ms);
                self.apply(at, &dag, parked);
                if self.calls[at] != before {
                    self.save(at).await;
                }
            }
            Err(problem) => self.lose_contact(problem),
        }
        if is_active(&self.calls[at]) {
            self.due.insert(at, Instant::now() + self.wait(at));
        }
    }

    /// Tells the times of a task on a clock that was not set since it began.
    fn straighten(&mut self, at: usize, dag: &mut Dag, measured_ms: Option<f64>) {
        let (now, call) = (self.now(), &mut self.calls[at]);
        let begun = call.view.head.started_at.unwrap_or(self.operation.started_at);
        let clocks = call.clocks.get_or_insert_with(|| Clocks::new(call.offset_ms, begun));
        if let Some(offset_ms) = measured_ms {
            clocks.note(offset_ms, now);
        }
        clocks.straighten(dag);
    }

    async fn note_settled(&mut self, at: usize, found: Result<Option<Sent>, IpcError>) {
        match found {
            Ok(Some(Sent::Unknown(problem))) => {
                let before = self.calls[at].clone();
                let head = &mut self.calls[at].view.head;
                head.error = Some(problem);
                let agent = head.target.clone();
                self.hear(agent);
                if self.calls[at] != before {
                    self.save(at).await;
                }
                self.due.insert(at, Instant::now() + self.pace() * LONGEST_BACKOFF);
            }
            Ok(Some(sent)) => {
                self.traceless.remove(&at);
                self.note_sent(at, sent).await;
            }
            Ok(None) => {
                let looks = self.traceless.entry(at).or_default();
                *looks += 1;
                if *looks < LOOKS_FOR_A_LOST_CALL {
                    self.due.insert(at, Instant::now() + self.pace());
                    return;
                }
                self.traceless.remove(&at);
                let message = "the answer was lost, and the agent shows no trace of the request";
                self.note_sent(at, Sent::NeverLeft(IpcError::new(ErrorCode::OutcomeUnknown, message, true)))
                    .await;
            }
            Err(problem) => {
                self.lose_contact(problem);
                self.due.insert(at, Instant::now() + self.pace() * self.backoff());
            }
        }
    }

    pub(super) fn apply(&mut self, at: usize, dag: &Dag, parked: bool) {
        let zones = self.operation.zones();
        let call = &mut self.calls[at];
        let state = state_view(&dag.state, &dag.operator).word;
        if self.pending.get(&at).is_some_and(|pending| pending.state != state) {
            self.pending.remove(&at);
            call.view.head.operator_pending = None;
        }
        call.show(dag, parked, &zones, self.pending.contains_key(&at));
    }

    /// The answer is not about this call's task, which is not there any more.
    async fn lose_task(&mut self, at: usize) {
        let before = self.calls[at].clone();
        self.pending.remove(&at);
        cut_off(&mut self.calls[at].view);
        if self.calls[at] != before {
            self.save(at).await;
        }
        self.lose_contact(IpcError::not_found("task"));
    }

    /// An agent has answered.
    fn hear(&mut self, agent: String) {
        self.misses = 0;
        self.last_answer_at = Some(self.now());
        self.situation.contact =
            Contact { state: ContactState::Live, agent: Some(agent), last_answer_at: None, problem: None };
    }

    fn lose_contact(&mut self, problem: IpcError) {
        self.misses += 1;
        // A way through a jump host has to be opened again.
        self.agents = None;
        // Asking on with a wrong password may lock the account, and a changed key may be somebody else.
        self.situation.halted = matches!(problem.code, ErrorCode::Unauthorized | ErrorCode::KeyChanged);
        let contact = &mut self.situation.contact;
        contact.state = ContactState::Stale;
        contact.last_answer_at = self.last_answer_at;
        contact.problem = Some(problem);
    }

    pub(super) fn pace(&self) -> Duration {
        let looked_at = self.published.receiver_count() > ALWAYS_THERE;
        if looked_at { self.parts.pace.looked_at } else { self.parts.pace.unseen }
    }

    fn backoff(&self) -> u32 {
        self.misses.clamp(1, LONGEST_BACKOFF)
    }

    /// A task that waits for the user is read less often: somebody else may operate it.
    fn wait(&self, at: usize) -> Duration {
        let waits = stops_the_rest(&self.calls[at].view.head) && !self.pending.contains_key(&at);
        self.pace() * if waits { LONGEST_BACKOFF } else { self.backoff() }
    }

    pub(super) async fn open_agents(&mut self) -> Result<Agents, IpcError> {
        if let Some(agents) = self.agents.as_ref().filter(|agents| agents.are_current()) {
            return Ok(agents.clone());
        }
        let agents = Agents::open(&self.operation, &self.parts).await?;
        Ok(self.agents.insert(agents).clone())
    }

    pub(super) async fn save(&mut self, at: usize) {
        self.learn(at).await;
        if let Err(problem) = save(&self.parts.store, &self.operation.id, &self.calls[at]).await {
            tracing::warn!(?problem, "the state of a call could not be written");
        }
    }
}

/// It has a task that may still change, or a lost answer to look for.
pub(super) fn is_active(call: &Call) -> bool {
    let head = &call.view.head;
    let may_change = !is_done(head.state.kind) && head.state.kind != StateKind::RolledBack;
    match head.journal {
        JournalState::Accepted => may_change,
        JournalState::Unknown => true,
        JournalState::Planned
        | JournalState::Intended
        | JournalState::Rejected
        | JournalState::AlreadyDone => false,
    }
}

async fn sleep_until(when: Option<Instant>) {
    match when {
        Some(when) => tokio::time::sleep_until(when).await,
        None => std::future::pending().await,
    }
}
