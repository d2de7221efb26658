//! The pieces of work that a runner has done beside itself, each with its network and database I/O.

use std::collections::{BTreeMap, BTreeSet};

use ocp_api::{Client, Error, TaskInstance};
use time::UtcOffset;

use super::access::{TASK_MANAGER, TASK_VIEWER, Trouble, trouble, trouble_without};
use crate::clock::now;
use crate::connections::Wiring;
use crate::dto::{IpcError, StateKind, TaskOperator};
use crate::operations::record::Call;
use crate::operations::runner::Parts;
use crate::store::JournalOutcome;
use crate::tasks::{OcpLog, ocp_log, ocp_reason, ocp_steps};

/// Logs that are read for one look at a task.
const LOGS_AT_ONCE: usize = 3;

/// A task as it was read.
pub struct Polled {
    pub task: TaskInstance,
    /// Why steps failed, by key, as far as that was not known yet.
    pub messages: BTreeMap<String, String>,
    /// The logs that were searched for that.
    pub asked: BTreeSet<Asked>,
}

/// The log of one execution of a step, by the step's key. It is searched once: what says nothing goes on saying nothing.
pub type Asked = (String, u32);

/// What is asked of a task or of one of its subtasks.
pub struct Order {
    pub task_id: String,
    pub subtask: Option<String>,
    pub operator: TaskOperator,
    pub journal_id: i64,
}

/// Reads the task of a call, and for what has failed anew, why, unless that was `asked` before.
pub async fn poll(
    client: &Client,
    call: &Call,
    asked: &BTreeSet<Asked>,
    connection_id: &str,
    wiring: &Wiring,
) -> Result<Polled, Trouble> {
    let missing = || Trouble::from(IpcError::not_found("task"));
    let id = call.view.head.task.as_ref().map(|task| task.id.as_str()).ok_or_else(missing)?;
    let of_task = |error| trouble_without(error, TASK_VIEWER, connection_id, wiring);
    let task = client.task(id).await.map_err(of_task)?;
    let (mut messages, mut searched) = (BTreeMap::new(), BTreeSet::new());
    let steps = ocp_steps(&task, &call.view.steps, call.offset_ms);
    let unexplained = steps.iter().filter(|step| step.state.kind == StateKind::Failed).filter_map(|step| {
        let attempt = step.runs.first().and_then(|run| run.attempts.last());
        let attempt = attempt.filter(|attempt| attempt.message.is_none())?;
        Some((attempt.number, (step.key.clone(), attempt.execution)))
    });
    for (last_attempt, which) in unexplained.filter(|(_, which)| !asked.contains(which)).take(LOGS_AT_ONCE) {
        let key = which.0.clone();
        let text = match client.subtask_log(id, &key).await {
            Ok(text) => text,
            Err(
                error @ (Error::Unauthorized(_)
                | Error::LoginRefused
                | Error::Throttled { .. }
                | Error::Quiet { .. }),
            ) => {
                return Err(trouble(error, connection_id, wiring));
            }
            // The task itself was read; without its log it is shown all the same.
            Err(Error::Rejected(_) | Error::Id { .. }) => {
                searched.insert(which);
                continue;
            }
            Err(_) => continue,
        };
        searched.insert(which);
        let zone = task.started_at.map_or(UtcOffset::UTC, time::OffsetDateTime::offset);
        let log = OcpLog { run_key: &key, host: "", last_attempt, offset_ms: call.offset_ms, zone };
        messages.extend(ocp_reason(&ocp_log(&text, &log)).map(|message| (key, message)));
    }
    Ok(Polled { task, messages, asked: searched })
}

/// Sends an operator whose intent is written, once, and writes what came of it.
pub async fn operate(
    client: &Client,
    order: &Order,
    connection_id: &str,
    parts: &Parts,
) -> Result<(), Trouble> {
    let id = order.task_id.as_str();
    let answer = match (order.operator, order.subtask.as_deref()) {
        (TaskOperator::Retry, None) => client.retry_task(id).await.map(drop),
        (TaskOperator::Rollback, None) => client.rollback_task(id).await.map(drop),
        (TaskOperator::Retry, Some(subtask)) => client.retry_subtask(id, subtask).await.map(drop),
        (TaskOperator::Skip, Some(subtask)) => client.skip_subtask(id, subtask).await,
        (TaskOperator::Cancel, Some(subtask)) => client.cancel_subtask(id, subtask).await,
        (TaskOperator::Cancel | TaskOperator::Skip, None)
        | (TaskOperator::Pass, _)
        | (TaskOperator::Rollback, Some(_)) => {
            Err(Error::Id { id: order.subtask.clone().unwrap_or_default() })
        }
    };
    let (outcome, detail) = match &answer {
        Ok(()) => (JournalOutcome::Accepted, None),
        Err(error) if error.outcome_unknown() => (JournalOutcome::Unknown, Some(error.to_string())),
        Err(
            error @ (Error::Rejected(_)
            | Error::Unauthorized(_)
            | Error::Throttled { .. }
            | Error::NotOcp { .. }),
        ) => (JournalOutcome::Rejected, Some(error.to_string())),
        Err(error) => (JournalOutcome::NotSent, Some(error.to_string())),
    };
    if let Err(problem) = parts.store.settle(order.journal_id, outcome, now(&*parts.clock), detail).await {
        tracing::warn!(%problem, "the outcome of an operator could not be written");
    }
    answer.map_err(|error| {
        let unknown = error.outcome_unknown();
        let trouble = trouble_without(error, TASK_MANAGER, connection_id, &parts.wiring);
        if !unknown {
            return trouble;
        }
        let code = crate::dto::ErrorCode::OutcomeUnknown;
        Trouble { problem: IpcError { code, ..trouble.problem }, ..trouble }
    })
}
