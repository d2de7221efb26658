//! What the user asks of a running operation.

use obshell_api::Operator;
use tokio::time::Instant;

use super::calls::no_operators;
use super::clients::Agents;
use super::requests::{operate, operator_of, readers};
use super::runner::{Control, Done, Pending, Reply, Runner, is_active};
use super::send::intent;
use super::view::{allowed, stops_the_rest, view, waits_for_operator};
use crate::dto::{IpcError, JournalState, OperationAction, OperationKind, OperatorOff, TaskOperator};
use crate::guard::Permit;

/// An operator for a DAG, or `PASS` for a node when there is none.
struct Order {
    /// Which call.
    at: usize,
    request: String,
    id: String,
    operator: Option<Operator>,
    permit: Permit,
}

impl Runner {
    pub(super) async fn obey(&mut self, asked: Control) {
        match asked {
            Control::Operate { call_key, operator, permit, reply } => {
                self.operate(&call_key, operator, permit, reply).await;
            }
            Control::OperateStep { call_key, step_key, operator, permit, reply } => {
                self.operate_step(&call_key, &step_key, operator, permit, reply).await;
            }
            Control::Resume { permit, reply } => {
                let allowed = self.allowed(OperationAction::Resume);
                if allowed.is_ok() {
                    self.permit = Some(permit);
                    self.resume().await;
                }
                // The asker may have gone; what was done shows in the view.
                let _ = reply.send(allowed);
            }
            Control::Stop { reply } => {
                let allowed = self.allowed(OperationAction::Stop);
                if allowed.is_ok() {
                    self.situation.stopped = true;
                    self.end(self.now()).await;
                }
                let _ = reply.send(allowed);
            }
            Control::Follow { reply } => {
                self.follow().await;
                // The asker may have gone.
                let _ = reply.send(Ok(()));
            }
            Control::GoOn => {
                self.situation.halted = false;
                self.agents = None;
                self.schedule_all(Instant::now());
            }
            Control::LookedAt => self.due.values_mut().for_each(|when| *when = Instant::now()),
        }
    }

    /// Takes up again what the user stopped to watch, as long as it may change. What sends calls has to be resumed.
    async fn follow(&mut self) {
        let may_change = self.calls.iter().any(is_active);
        if self.operation.kind != OperationKind::Opened || !self.situation.stopped || !may_change {
            return;
        }
        self.situation.stopped = false;
        self.reopen().await;
        self.schedule_all(Instant::now());
    }

    fn allowed(&self, action: OperationAction) -> Result<(), IpcError> {
        allowed(&view(&self.operation, &self.calls, &self.situation), action)
    }

    async fn operate(&mut self, call_key: &str, operator: TaskOperator, permit: Permit, reply: Reply) {
        let found = self.calls.iter().position(|call| call.view.head.key == call_key);
        let checked = found.ok_or_else(|| IpcError::not_found("call")).and_then(|at| {
            let head = &self.calls[at].view.head;
            let task = head.task.as_ref().ok_or_else(|| IpcError::invalid("no task was created"))?;
            let wanted = head.operators.iter().find(|view| view.operator == operator);
            match wanted.map(|view| view.off) {
                Some(None | Some(OperatorOff::Unknown)) => {
                    Ok((at, task.id.clone(), head.state.word.clone(), operator_of(operator)?))
                }
                Some(Some(off)) => Err(IpcError::invalid(format!("the task does not allow it: {off:?}"))),
                None => Err(IpcError::not_found("operator")),
            }
        });
        let (at, task, state, word) = match checked {
            Ok(checked) => checked,
            Err(problem) => return drop(reply.send(Err(problem))),
        };
        let agents = match self.open_agents().await {
            Ok(agents) => agents,
            Err(problem) => return drop(reply.send(Err(problem))),
        };
        let head = &mut self.calls[at].view.head;
        head.operator_pending = Some(operator);
        let off = no_operators(OperatorOff::OperatorPending);
        let operators = std::mem::replace(&mut head.operators, off);
        self.pending.insert(at, Pending { state, operators });
        let request = format!("POST /api/v1/task/dag/{task} {}", word.as_str());
        self.send_operator(Order { at, request, id: task, operator: Some(word), permit }, agents, reply);
    }

    /// An agent knows one operator for a step alone: pass.
    async fn operate_step(
        &mut self,
        call_key: &str,
        step_key: &str,
        operator: TaskOperator,
        permit: Permit,
        reply: Reply,
    ) {
        let found = self.calls.iter().position(|call| call.view.head.key == call_key);
        let step = found
            .and_then(|at| self.calls[at].view.steps.iter().find(|step| step.key == step_key))
            .and_then(|step| step.operators.iter().find(|view| view.operator == operator))
            .map(|view| view.off);
        let (Some(at), Some(off)) = (found, step) else {
            return drop(reply.send(Err(IpcError::not_found("operator"))));
        };
        if let Some(off) = off.filter(|off| *off != OperatorOff::Unknown) {
            return drop(reply.send(Err(IpcError::invalid(format!("the step does not allow it: {off:?}")))));
        }
        let agents = match self.open_agents().await {
            Ok(agents) => agents,
            Err(problem) => return drop(reply.send(Err(problem))),
        };
        let request = format!("POST /api/v1/task/node/{step_key} PASS");
        let order = Order { at, request, id: step_key.to_owned(), operator: None, permit };
        self.send_operator(order, agents, reply);
    }

    fn send_operator(&mut self, order: Order, agents: Agents, reply: Reply) {
        let Order { at, request, id, operator, permit } = order;
        self.situation.halted = false;
        let entry = intent(&self.operation, &self.calls[at], request, self.now()).permitted(&permit);
        let last = self.situation.contact.agent.as_deref();
        let (parts, takers) = (self.parts.clone(), readers(&self.operation, &self.calls[at].view.head, last));
        self.work.spawn(async move {
            let outcome = operate(&agents, &takers, &id, operator, entry, &parts).await;
            Done::Operated { at, outcome, reply }
        });
    }

    /// It has not ended after all.
    async fn reopen(&mut self) {
        self.situation.ended_at = None;
        if let Err(problem) = self.parts.store.end_operation(&self.operation.id, None).await {
            tracing::warn!(%problem, "the operation could not be reopened in the store");
        }
    }

    async fn resume(&mut self) {
        self.situation.stopped = false;
        self.situation.halted = false;
        self.situation.contact.problem = None;
        // Keys and passwords may have been changed since.
        self.agents = None;
        self.parts.wiring.reset_gate(self.operation.gate());
        self.reopen().await;
        for at in 0..self.calls.len() {
            let head = &self.calls[at].view.head;
            let stuck = stops_the_rest(head) && head.journal != JournalState::Unknown;
            if stuck && !waits_for_operator(head) {
                self.calls[at].view = self.calls[at].spec.unsent(&self.operation);
                self.save(at).await;
            }
        }
        self.schedule_all(Instant::now());
    }
}
