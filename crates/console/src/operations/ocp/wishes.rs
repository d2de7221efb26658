//! What the user asks of an operation that follows a task of an OCP.

use tokio::time::Instant;

use super::access::Trouble;
use super::requests::{Order, operate};
use super::runner::{Done, OcpRunner};
use super::sent::{SentOperator, trace};
use crate::dto::{CallView, IpcError, OperationAction, OperatorOff, OperatorView, TaskOperator};
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
            // There is nothing of ours to send.
            Control::Resume { reply, .. } => {
                let refused = allowed(&self.view(), OperationAction::Resume);
                // The asker may have gone.
                let _ =
                    reply.send(refused.and_then(|()| Err(IpcError::invalid("there is nothing to resume"))));
            }
            Control::Stop { reply } => {
                let allowed = allowed(&self.view(), OperationAction::Stop);
                if allowed.is_ok() {
                    self.situation.stopped = true;
                    self.due = None;
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
                if self.situation.ended_at.is_none() {
                    self.due = Some(Instant::now());
                }
            }
            Control::LookedAt => {
                self.eager_until = Instant::now() + self.parts.pace.ocp.eager_for;
                // Absent while it is being read.
                if self.due.is_some() {
                    self.read_soon();
                }
            }
        }
    }

    /// Takes up again what the user stopped to watch.
    async fn follow(&mut self) {
        if !self.situation.stopped {
            return;
        }
        (self.situation.stopped, self.situation.halted) = (false, false);
        self.situation.ended_at = None;
        if let Err(problem) = self.parts.store.end_operation(&self.operation.id, None).await {
            tracing::warn!(%problem, "the operation could not be reopened in the store");
        }
        self.eager_until = Instant::now() + self.parts.pace.ocp.eager_for;
        self.read_soon();
    }

    async fn operate(&mut self, wish: Wish, reply: Reply) {
        // What is sent is watched until it shows an effect.
        self.follow().await;
        match self.prepared(&wish).await {
            Ok((order, client)) => {
                self.is_sending = true;
                let (parts, id) = (self.parts.clone(), self.connection_id().to_owned());
                self.work.spawn(async move {
                    Done::Operated { outcome: operate(&client, &order, &id, &parts).await, reply }
                });
            }
            Err(problem) => drop(reply.send(Err(problem))),
        }
    }

    /// Checks the wish by what is shown, and writes down that it is about to be sent.
    async fn prepared(&mut self, wish: &Wish) -> Result<(Order, ocp_api::Client), IpcError> {
        let Wish { call_key, step_key, operator, permit } = wish;
        let view = self.view();
        let call = view.calls.first().filter(|call| call.head.key == *call_key);
        let call = call.ok_or_else(|| IpcError::not_found("call"))?;
        check(call, step_key.as_deref(), *operator)?;
        let task = call.head.task.as_ref().ok_or_else(|| IpcError::invalid("there is no task"))?;
        let client = self.open().await?;
        let path = match step_key {
            Some(step) => format!("/api/v2/tasks/instances/{}/subtasks/{step}", task.id),
            None => format!("/api/v2/tasks/instances/{}", task.id),
        };
        let request = format!("POST {path}/{}", word(*operator)?);
        let entry = intent(&self.operation, &self.call, request, self.now()).permitted(permit);
        let journal_id = self.parts.store.intend(entry).await?;
        self.call.sent = Some(SentOperator {
            operator: *operator,
            step_key: step_key.clone(),
            journal_id,
            trace: trace(&self.call.view, step_key.as_deref()),
            answered: false,
            looks: 0,
        });
        self.save().await;
        // What is being read now is how it was before.
        self.reads += 1;
        let (task_id, subtask) = (task.id.clone(), step_key.clone());
        Ok((Order { task_id, subtask, operator: *operator, journal_id }, client))
    }

    pub(super) async fn note_operated(&mut self, outcome: Result<(), Trouble>, reply: Reply) {
        // What was read on the way may not show it yet.
        self.reads += 1;
        let unknown = outcome.as_ref().is_err_and(|trouble| trouble.outcome_unknown);
        if let Some(sent) = self.call.sent.as_mut().filter(|_| outcome.is_ok()) {
            sent.answered = true;
        } else if !unknown {
            self.call.sent = None;
        }
        self.save().await;
        self.eager_until = Instant::now() + self.parts.pace.ocp.eager_for;
        if self.situation.ended_at.is_none() {
            self.read_soon();
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
