//! What the user asks of an operation at an OCP.

use tokio::time::Instant;

use super::access::Trouble;
use super::lane::Lane;
use super::requests::{Order, operate};
use super::runner::{Done, OcpRunner};
use super::sent::{SentOperator, trace};
use crate::dto::{CallView, IpcError, OperationAction, OperatorOff, OperatorView, StateKind, TaskOperator};
use crate::guard::Permit;
use crate::operations::runner::{Control, Reply};
use crate::operations::send::intent;
use crate::operations::view::allowed;

/// An operator for the task, or for one of its steps.
struct Wish {
    call_key: String,
    step_key: Option<String>,
    operator: TaskOperator,
    permit: Permit,
}

impl OcpRunner {
    pub(super) async fn obey(&mut self, asked: Control) {
        match asked {
            Control::Operate { call_key, operator, permit, reply } => {
                self.operate(Wish { call_key, step_key: None, operator, permit }, reply).await;
            }
            Control::OperateStep { call_key, step_key, operator, permit, reply } => {
                self.operate(Wish { call_key, step_key: Some(step_key), operator, permit }, reply).await;
            }
            Control::Resume { permit, reply } => {
                let allowed = allowed(&self.view(), OperationAction::Resume);
                if allowed.is_ok() {
                    self.permit = Some(permit);
                    self.resume().await;
                }
                // The asker may have gone; what was done shows in the view.
                let _ = reply.send(allowed);
            }
            Control::Stop { reply } => {
                let allowed = allowed(&self.view(), OperationAction::Stop);
                if allowed.is_ok() {
                    self.situation.stopped = true;
                    self.lanes.iter_mut().for_each(|lane| lane.due = None);
                    self.end(self.now()).await;
                }
                let _ = reply.send(allowed);
            }
            Control::Follow { reply } => {
                self.follow().await;
                let _ = reply.send(Ok(()));
            }
            Control::GoOn => {
                self.situation.halted = false;
                // It may be somebody else's now who has to wait, or another OCP.
                self.quiet_until = None;
                if self.situation.ended_at.is_none() {
                    self.follow_all();
                }
            }
            Control::LookedAt => {
                self.eager_until = Instant::now() + self.parts.pace.ocp.eager_for;
                for at in 0..self.lanes.len() {
                    // Absent while it is being read.
                    if self.lanes[at].due.is_some() {
                        self.read_soon(at);
                    }
                }
            }
        }
    }

    /// Takes up again what the user stopped to watch, as far as it was sent. What was not has to be resumed.
    async fn follow(&mut self) {
        let is_sent = |lane: &Lane| lane.is_followed() || lane.is_over();
        if !self.situation.stopped || !self.lanes.iter().all(is_sent) {
            return;
        }
        self.reopen().await;
        self.follow_all();
    }

    /// Sends what was not sent, or was refused. What was lost has been looked for, and is looked for again.
    async fn resume(&mut self) {
        self.reopen().await;
        self.situation.contact.problem = None;
        for at in 0..self.lanes.len() {
            let lane = &mut self.lanes[at];
            if lane.may_be_sent_again() {
                lane.call.view = lane.call.spec.unsent(&self.operation);
                self.save(at).await;
            } else if lane.call.view.head.state.kind == StateKind::RolledBack {
                lane.is_passed_over = true;
            }
        }
        self.follow_all();
    }

    /// It has not ended after all.
    async fn reopen(&mut self) {
        (self.situation.stopped, self.situation.halted) = (false, false);
        if self.situation.ended_at.take().is_some()
            && let Err(problem) = self.parts.store.end_operation(&self.operation.id, None).await
        {
            tracing::warn!(%problem, "the operation could not be reopened in the store");
        }
        self.eager_until = Instant::now() + self.parts.pace.ocp.eager_for;
    }

    /// Reads whatever there is to read of its calls.
    fn follow_all(&mut self) {
        for at in 0..self.lanes.len() {
            if self.lanes[at].is_followed() {
                self.read_soon(at);
            }
        }
    }

    async fn operate(&mut self, wish: Wish, reply: Reply) {
        // What is sent is watched until it shows an effect.
        self.follow().await;
        match self.prepared(&wish).await {
            Ok((at, order, client)) => {
                self.lanes[at].is_sending = true;
                let (parts, id) = (self.parts.clone(), self.connection_id().to_owned());
                self.work.spawn(async move {
                    Done::Operated { at, outcome: operate(&client, &order, &id, &parts).await, reply }
                });
            }
            Err(problem) => drop(reply.send(Err(problem))),
        }
    }

    /// Checks the wish by what is shown, and writes down that it is about to be sent.
    async fn prepared(&mut self, wish: &Wish) -> Result<(usize, Order, ocp_api::Client), IpcError> {
        let Wish { call_key, step_key, operator, permit } = wish;
        if self.situation.stopped {
            return Err(IpcError::invalid("the operation was stopped: resume it first"));
        }
        let view = self.view();
        let at = view.calls.iter().position(|call| call.head.key == *call_key);
        let at = at.ok_or_else(|| IpcError::not_found("call"))?;
        let call = &view.calls[at];
        check(call, step_key.as_deref(), *operator)?;
        let task = call.head.task.as_ref().ok_or_else(|| IpcError::invalid("there is no task"))?;
        let client = self.open().await.map_err(|trouble| trouble.problem)?;
        let path = match step_key {
            Some(step) => format!("/api/v2/tasks/instances/{}/subtasks/{step}", task.id),
            None => format!("/api/v2/tasks/instances/{}", task.id),
        };
        let request = format!("POST {path}/{}", word(*operator)?);
        let ours = &self.lanes[at].call;
        let entry = intent(&self.operation, ours, request, self.now()).permitted(permit);
        let trace = trace(&ours.view, step_key.as_deref());
        let journal_id = self.parts.store.intend(entry).await?;
        let (operator, step_key) = (*operator, step_key.clone());
        let sent = SentOperator {
            operator,
            step_key: step_key.clone(),
            journal_id,
            trace,
            answered: false,
            looks: 0,
        };
        self.lanes[at].call.sent = Some(sent);
        self.save(at).await;
        // What is being read now is how it was before.
        self.lanes[at].reads += 1;
        let order = Order { task_id: task.id.clone(), subtask: step_key, operator, journal_id };
        Ok((at, order, client))
    }

    pub(super) async fn note_operated(&mut self, at: usize, outcome: Result<(), Trouble>, reply: Reply) {
        // What was read on the way may not show it yet.
        self.lanes[at].reads += 1;
        let unknown = outcome.as_ref().is_err_and(|trouble| trouble.outcome_unknown);
        if let Err(Trouble { wait, is_throttled: true, .. }) = &outcome {
            self.be_quiet(wait.unwrap_or_else(|| self.parts.pace.ocp.after(1)));
        }
        let lane = &mut self.lanes[at];
        if let Some(sent) = lane.call.sent.as_mut().filter(|_| outcome.is_ok()) {
            sent.answered = true;
        } else if !unknown {
            lane.call.sent = None;
        }
        self.save(at).await;
        self.eager_until = Instant::now() + self.parts.pace.ocp.eager_for;
        if self.situation.ended_at.is_none() {
            self.read_soon(at);
        }
        // The asker may have gone; the outcome is in the journal.
        let _ = reply.send(outcome.map_err(|trouble| trouble.problem));
    }
}

fn check(call: &CallView, step_key: Option<&str>, operator: TaskOperator) -> Result<(), IpcError> {
    let operators: &[OperatorView] = match step_key {
        Some(key) => {
            let step = call.steps.iter().find(|step| step.key == key);
            &step.ok_or_else(|| IpcError::not_found("step"))?.operators
        }
        None => &call.head.operators,
    };
    let wanted = operators.iter().find(|view| view.operator == operator);
    match wanted.ok_or_else(|| IpcError::not_found("operator"))?.off {
        None | Some(OperatorOff::Unknown) => Ok(()),
        Some(off) => Err(IpcError::invalid(format!("the task does not allow it: {off:?}"))),
    }
}

/// The last part of an operator's path.
fn word(operator: TaskOperator) -> Result<&'static str, IpcError> {
    match operator {
        TaskOperator::Retry => Ok("retry"),
        TaskOperator::Rollback => Ok("rollback"),
        TaskOperator::Cancel => Ok("cancel"),
        TaskOperator::Skip => Ok("skip"),
        TaskOperator::Pass => Err(IpcError::invalid("an OCP knows no pass")),
    }
}
