use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use obshell_api::{Clock, Dag, GenericId, Operator, Options};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use vault::Vault;

use super::calls::no_operators;
use super::clients::{Agents, Secrets};
use super::record::{Call, Operation};
use super::send::{Sent, intent, look_before, newest_task, send};
use super::settle::settle;
use super::view::{Situation, is_done, stops_the_rest, view};
use crate::dto::{
    Contact, ContactState, ErrorCode, IpcError, JournalState, Millis, OperationView, OperatorOff, StateKind,
    TaskOperator, TaskRef,
};
use crate::store::{JournalEntry, JournalOutcome, Store};
use crate::tasks::{TaskShape, operators, state_view, steps, to_millis, word};

/// How often a running task is read.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// While somebody looks.
    pub looked_at: Duration,
    pub unseen: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { looked_at: Duration::from_secs(1), unseen: Duration::from_secs(5) }
    }
}

/// What a runner works with.
#[derive(Clone)]
pub struct Parts {
    pub store: Store,
    pub vault: Vault,
    pub options: Options,
    pub pace: Pace,
}

/// What the user asks of a running operation. Each is answered once it is carried out or refused.
pub enum Control {
    Operate {
        call_key: String,
        operator: TaskOperator,
        reply: Reply,
    },
    PassStep {
        call_key: String,
        step_key: String,
        reply: Reply,
    },
    Resume {
        reply: Reply,
    },
    Stop {
        reply: Reply,
    },
    /// Somebody has begun to look: read at once.
    LookedAt,
}

pub type Reply = oneshot::Sender<Result<(), IpcError>>;

/// Sends the calls of one operation in their order and follows their tasks. Owns all of its state.
pub struct Runner {
    operation: Arc<Operation>,
    calls: Vec<Call>,
    parts: Parts,
    agents: Option<Agents>,
    situation: Situation,
    last_answer_at: Option<Millis>,
    misses: u32,
    work: JoinSet<Done>,
    /// When each call is to be looked at next; absent while that is under way.
    due: BTreeMap<usize, Instant>,
    /// The state in which an operator was sent: it is pending until the agent shows another one.
    pending: BTreeMap<usize, String>,
    /// How often a lost call was looked for in vain.
    traceless: BTreeMap<usize, u32>,
    published: watch::Sender<Arc<OperationView>>,
}

enum Done {
    Launched { at: usize, call: Box<Call>, sent: Sent },
    Polled { at: usize, dag: Result<Box<Dag>, IpcError>, agent: String },
    Settled { at: usize, found: Result<Option<Sent>, IpcError> },
    Operated { at: usize, outcome: Result<(), IpcError>, reply: Reply },
}

/// One look may come too early: the request may still be on its way through the agent.
const LOOKS_FOR_A_LOST_CALL: u32 = 2;
const LONGEST_BACKOFF: u32 = 4;

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
        let contact = Contact { state: ContactState::Idle, agent: None, last_answer_at: None, problem: None };
        let situation = Situation { contact, ended_at, stopped: ended_at.is_some(), halted: false };
        let first = Arc::new(view(&operation, &calls, &situation));
        let (published, seen) = watch::channel(first);
        let runner = Self {
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

    fn now(&self) -> Millis {
        now(&*self.parts.options.clock)
    }

    async fn publish(&mut self) {
        let contact = &mut self.situation.contact;
        let active = self.calls.iter().any(|call| is_active(call));
        if !active && contact.problem.is_none() {
            *contact = Contact { state: ContactState::Idle, agent: contact.agent.clone(), ..contact.clone() };
        }
        let all_done = self.calls.iter().all(|call| is_done(call.view.head.state.kind));
        if all_done && self.situation.ended_at.is_none() {
            self.end(self.now()).await;
        }
        let next = view(&self.operation, &self.calls, &self.situation);
        self.published.send_if_modified(|current| {
            let changed = **current != next;
            if changed {
                *current = Arc::new(next);
            }
            changed
        });
    }

    async fn end(&mut self, at: Millis) {
        self.situation.ended_at = Some(at);
        if let Err(problem) = self.parts.store.end_operation(&self.operation.id, Some(at)).await {
            tracing::warn!(%problem, "the end of an operation could not be written");
        }
    }

    // ---- sending ---------------------------------------------------------------------------------------

    async fn launch_ready(&mut self) {
        if self.situation.stopped || self.calls.iter().any(|call| stops_the_rest(&call.view.head)) {
            return;
        }
        let ready: Vec<usize> = (0..self.calls.len()).filter(|at| self.is_ready(*at)).collect();
        if ready.is_empty() {
            return;
        }
        let opened = match self.open_agents().await {
            Ok(agents) => Secrets::read(&self.operation, &self.parts.vault).await.map(|s| (agents, s)),
            Err(problem) => Err(problem),
        };
        match opened {
            Ok((agents, secrets)) => {
                let secrets = Arc::new(secrets);
                ready.into_iter().for_each(|at| self.launch(at, agents.clone(), secrets.clone()));
            }
            Err(problem) => ready.into_iter().for_each(|at| {
                self.calls[at].view.head.error = Some(problem.clone());
                self.calls[at].view.head.state = word(StateKind::Failed);
            }),
        }
    }

    fn is_ready(&self, at: usize) -> bool {
        let call = &self.calls[at];
        let done = |key: &String| {
            self.calls.iter().any(|other| other.view.head.key == *key && is_done(other.view.head.state.kind))
        };
        call.view.head.journal == JournalState::Planned && call.needs.iter().all(done)
    }

    fn launch(&mut self, at: usize, agents: Agents, secrets: Arc<Secrets>) {
        let now = self.now();
        let head = &mut self.calls[at].view.head;
        head.journal = JournalState::Intended;
        head.state = word(StateKind::Running);
        head.started_at = Some(now);
        let (operation, parts) = (self.operation.clone(), self.parts.clone());
        let mut call = self.calls[at].clone();
        self.work.spawn(async move {
            let sent = match launch(&operation, &mut call, &agents, &secrets, &parts).await {
                Ok(sent) => sent,
                Err(problem) => Sent::NotSent(problem),
            };
            Done::Launched { at, call: Box::new(call), sent }
        });
    }

    async fn note_sent(&mut self, at: usize, sent: Sent) {
        let now = self.now();
        let head = &mut self.calls[at].view.head;
        head.error = None;
        match sent {
            Sent::AlreadyDone => {
                head.journal = JournalState::AlreadyDone;
                head.state = word(StateKind::Succeeded);
                head.ended_at = Some(now);
                self.calls[at].view.steps.clear();
            }
            Sent::Accepted { dag, offset_ms } => {
                head.journal = JournalState::Accepted;
                self.calls[at].offset_ms = offset_ms;
                self.apply(at, &dag);
                self.due.insert(at, Instant::now() + self.pace());
            }
            Sent::Rejected(problem) => {
                head.journal = JournalState::Rejected;
                head.state = word(StateKind::Failed);
                head.ended_at = Some(now);
                head.error = Some(problem);
            }
            Sent::NotSent(problem) => {
                head.journal = JournalState::Planned;
                head.state = word(StateKind::Failed);
                head.ended_at = Some(now);
                head.error = Some(problem);
            }
            Sent::Unknown(problem) => {
                head.journal = JournalState::Unknown;
                head.state = word(StateKind::Unknown);
                head.error = Some(problem);
                self.due.insert(at, Instant::now() + self.pace());
            }
        }
        self.save(at).await;
    }

    // ---- following -------------------------------------------------------------------------------------

    fn schedule_all(&mut self, when: Instant) {
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
                let later = now + self.pace();
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
                self.work.spawn(async move {
                    let (dag, agent) = poll(&operation, &call, &agents).await;
                    Done::Polled { at, dag: dag.map(Box::new), agent }
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
            Done::Polled { at, dag, agent } => self.note_poll(at, dag, agent).await,
            Done::Settled { at, found } => self.note_settled(at, found).await,
            Done::Operated { at, outcome, reply } => {
                if outcome.is_err() {
                    self.pending.remove(&at);
                    self.calls[at].view.head.operator_pending = None;
                }
                self.due.insert(at, Instant::now());
                // The asker may have gone; the outcome is in the journal.
                let _ = reply.send(outcome);
            }
        }
    }

    async fn note_poll(&mut self, at: usize, dag: Result<Box<Dag>, IpcError>, agent: String) {
        match dag {
            Ok(dag) => {
                self.misses = 0;
                self.last_answer_at = Some(self.now());
                self.situation.contact = Contact {
                    state: ContactState::Live,
                    agent: Some(agent),
                    last_answer_at: None,
                    problem: None,
                };
                let before = self.calls[at].clone();
                self.apply(at, &dag);
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

    async fn note_settled(&mut self, at: usize, found: Result<Option<Sent>, IpcError>) {
        match found {
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
                self.note_sent(at, Sent::NotSent(IpcError::new(ErrorCode::OutcomeUnknown, message, true)))
                    .await;
            }
            Err(problem) => {
                self.lose_contact(problem);
                self.due.insert(at, Instant::now() + self.pace() * self.backoff());
            }
        }
    }

    fn apply(&mut self, at: usize, dag: &Dag) {
        let zones = self.operation.zones();
        let call = &mut self.calls[at];
        let shape = TaskShape { offset_ms: call.offset_ms, zones: &zones };
        let state = state_view(&dag.state, &dag.operator);
        if self.pending.get(&at).is_some_and(|word| *word != state.word) {
            self.pending.remove(&at);
            call.view.head.operator_pending = None;
        }
        if !dag.nodes.is_empty() {
            call.view.steps = steps(dag, &call.view.steps, &shape);
        }
        let head = &mut call.view.head;
        let over = !matches!(state.kind, StateKind::Pending | StateKind::Ready | StateKind::Running);
        head.ended_at = dag.end_time.filter(|_| over).map(|time| to_millis(time, shape.offset_ms));
        if head.started_at.is_none() {
            head.started_at = dag.start_time.map(|time| to_millis(time, shape.offset_ms));
        }
        head.state = state;
        head.task = Some(TaskRef {
            id: dag.id.to_string(),
            name: dag.name.clone(),
            stage: dag.stage,
            max_stage: dag.max_stage,
            holds_lock: dag.maintenance_type > 1,
        });
        head.operators = operators(dag, self.pending.contains_key(&at));
    }

    fn lose_contact(&mut self, problem: IpcError) {
        self.misses += 1;
        // Asking on with a wrong password may lock the account, and a changed key may be somebody else.
        self.situation.halted = matches!(problem.code, ErrorCode::Unauthorized | ErrorCode::KeyChanged);
        let contact = &mut self.situation.contact;
        contact.state = ContactState::Stale;
        contact.last_answer_at = self.last_answer_at;
        contact.problem = Some(problem);
    }

    fn pace(&self) -> Duration {
        let looked_at = self.published.receiver_count() > 1;
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

    // ---- the user's wishes -----------------------------------------------------------------------------

    async fn obey(&mut self, asked: Control) {
        match asked {
            Control::Operate { call_key, operator, reply } => self.operate(&call_key, operator, reply).await,
            Control::PassStep { call_key, step_key, reply } => {
                self.pass_step(&call_key, &step_key, reply).await;
            }
            Control::Resume { reply } => {
                self.resume().await;
                let _ = reply.send(Ok(()));
            }
            Control::Stop { reply } => {
                self.situation.stopped = true;
                self.end(self.now()).await;
                let _ = reply.send(Ok(()));
            }
            Control::LookedAt => self.due.values_mut().for_each(|when| *when = Instant::now()),
        }
    }

    async fn operate(&mut self, call_key: &str, operator: TaskOperator, reply: Reply) {
        let found = self.calls.iter().position(|call| call.view.head.key == call_key);
        let checked = found.ok_or_else(|| IpcError::not_found("call")).and_then(|at| {
            let head = &self.calls[at].view.head;
            let task = head.task.as_ref().ok_or_else(|| IpcError::invalid("no task was created"))?;
            let wanted = head.operators.iter().find(|view| view.operator == operator);
            match wanted.map(|view| view.off) {
                Some(None) => Ok((at, task.id.clone(), head.state.word.clone())),
                Some(Some(off)) => Err(IpcError::invalid(format!("the task does not allow it: {off:?}"))),
                None => Err(IpcError::not_found("operator")),
            }
        });
        let (at, task, state) = match checked {
            Ok(checked) => checked,
            Err(problem) => return drop(reply.send(Err(problem))),
        };
        self.calls[at].view.head.operator_pending = Some(operator);
        self.calls[at].view.head.operators = no_operators(OperatorOff::OperatorPending);
        self.pending.insert(at, state);
        let word = operator_of(operator);
        let request = format!("POST /api/v1/task/dag/{task} {}", word.as_str());
        self.send_operator(at, request, task, Some(word), reply).await;
    }

    async fn pass_step(&mut self, call_key: &str, step_key: &str, reply: Reply) {
        let found = self.calls.iter().position(|call| call.view.head.key == call_key);
        let step = found
            .and_then(|at| self.calls[at].view.steps.iter().find(|step| step.key == step_key))
            .map(|step| step.pass.off);
        let (Some(at), Some(off)) = (found, step) else {
            return drop(reply.send(Err(IpcError::not_found("step"))));
        };
        if let Some(off) = off {
            return drop(reply.send(Err(IpcError::invalid(format!("the step does not allow it: {off:?}")))));
        }
        let request = format!("POST /api/v1/task/node/{step_key} PASS");
        self.send_operator(at, request, step_key.to_owned(), None, reply).await;
    }

    /// Sends an operator to a DAG, or `PASS` to a node when there is none.
    async fn send_operator(
        &mut self,
        at: usize,
        request: String,
        id: String,
        operator: Option<Operator>,
        reply: Reply,
    ) {
        let agents = match self.open_agents().await {
            Ok(agents) => agents,
            Err(problem) => return drop(reply.send(Err(problem))),
        };
        self.situation.halted = false;
        let entry = intent(&self.operation, &self.calls[at], request, self.now());
        let (parts, owner) = (self.parts.clone(), owner(&self.operation, &self.calls[at]).to_owned());
        self.work.spawn(async move {
            let outcome = operate(&agents, &owner, &id, operator, entry, &parts).await;
            Done::Operated { at, outcome, reply }
        });
    }

    async fn resume(&mut self) {
        self.situation.stopped = false;
        self.situation.halted = false;
        self.situation.ended_at = None;
        self.situation.contact.problem = None;
        // Keys and passwords may have been changed since.
        self.agents = None;
        if let Err(problem) = self.parts.store.end_operation(&self.operation.id, None).await {
            tracing::warn!(%problem, "the operation could not be reopened in the store");
        }
        for at in 0..self.calls.len() {
            let head = &self.calls[at].view.head;
            let stuck = stops_the_rest(head) && head.journal != JournalState::Unknown;
            if stuck {
                self.calls[at].view = self.calls[at].spec.unsent(&self.operation);
                self.save(at).await;
            }
        }
        self.schedule_all(Instant::now());
    }

    // ---- shared ----------------------------------------------------------------------------------------

    async fn open_agents(&mut self) -> Result<Agents, IpcError> {
        if let Some(agents) = &self.agents {
            return Ok(agents.clone());
        }
        let Parts { store, vault, options, .. } = &self.parts;
        let agents = Agents::open(&self.operation, options, store, vault).await?;
        Ok(self.agents.insert(agents).clone())
    }

    async fn save(&mut self, at: usize) {
        if let Err(problem) = save(&self.parts.store, &self.operation.id, &self.calls[at]).await {
            tracing::warn!(?problem, "the state of a call could not be written");
        }
    }
}

async fn launch(
    operation: &Operation,
    call: &mut Call,
    agents: &Agents,
    secrets: &Secrets,
    parts: &Parts,
) -> Result<Sent, IpcError> {
    if let Some(done) = look_before(operation, call, agents).await? {
        return Ok(done);
    }
    let clock = parts.options.clock.clone();
    let client = agents.get(call.spec.target(operation))?;
    call.baseline = Some(newest_task(client).await?.map_or(0, |dag| dag.dag_id));
    let request = format!("POST {}", call.spec.path());
    let entry = intent(operation, call, request, now(&*clock));
    let journal_id = parts.store.intend(entry).await?;
    call.journal_id = Some(journal_id);
    save(&parts.store, &operation.id, call).await?;
    Ok(send(operation, call, agents, secrets, journal_id, &parts.store, || now(&*clock)).await)
}

/// The DAG of a call, from the agent that keeps it; a join also through the MASTER, who can reach its agent.
async fn poll(operation: &Operation, call: &Call, agents: &Agents) -> (Result<Dag, IpcError>, String) {
    let first = owner(operation, call);
    let mut answer = read_dag(agents, first, call).await;
    if answer.is_err() && first != operation.master {
        let through_master = read_dag(agents, &operation.master, call).await;
        if through_master.is_ok() {
            return (through_master, operation.master.clone());
        }
        answer = answer.or(through_master);
    }
    (answer, first.to_owned())
}

async fn read_dag(agents: &Agents, address: &str, call: &Call) -> Result<Dag, IpcError> {
    let task = call.view.head.task.as_ref().ok_or_else(|| IpcError::not_found("task"))?;
    let id: GenericId = task.id.parse().map_err(|_| IpcError::invalid("the task has no usable id"))?;
    Ok(agents.get(address)?.dag(&id, true).await?)
}

async fn operate(
    agents: &Agents,
    owner: &str,
    id: &str,
    operator: Option<Operator>,
    entry: JournalEntry,
    parts: &Parts,
) -> Result<(), IpcError> {
    let clock = &*parts.options.clock;
    let id: GenericId = id.parse().map_err(|_| IpcError::invalid("the task has no usable id"))?;
    let client = agents.get(owner)?;
    let journal_id = parts.store.intend(entry).await?;
    let answer = match operator {
        Some(operator) => client.operate_dag(&id, operator).await,
        None => client.pass_node(&id).await,
    };
    let (outcome, detail) = match &answer {
        Ok(()) => (JournalOutcome::Accepted, None),
        Err(error) if error.outcome_unknown() => (JournalOutcome::Unknown, Some(error.to_string())),
        Err(error @ obshell_api::Error::Rejected(_)) => (JournalOutcome::Rejected, Some(error.to_string())),
        Err(error) => (JournalOutcome::NotSent, Some(error.to_string())),
    };
    parts.store.settle(journal_id, outcome, now(clock), detail).await?;
    Ok(answer?)
}

async fn save(store: &Store, operation_id: &str, call: &Call) -> Result<(), IpcError> {
    store.save_call(operation_id, &call.view.head.key, serde_json::to_string(call)?).await?;
    Ok(())
}

/// The agent that keeps the call's task: the one it was sent to.
fn owner<'a>(operation: &'a Operation, call: &'a Call) -> &'a str {
    call.spec.target(operation)
}

fn operator_of(operator: TaskOperator) -> Operator {
    match operator {
        TaskOperator::Retry => Operator::Retry,
        TaskOperator::Rollback => Operator::Rollback,
        TaskOperator::Cancel => Operator::Cancel,
        TaskOperator::Pass => Operator::Pass,
    }
}

/// It has a task that may still change, or a lost answer to look for.
fn is_active(call: &Call) -> bool {
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

fn now(clock: &dyn Clock) -> Millis {
    let since = clock.now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}

async fn sleep_until(when: Option<Instant>) {
    match when {
        Some(when) => tokio::time::sleep_until(when).await,
        None => std::future::pending().await,
    }
}
