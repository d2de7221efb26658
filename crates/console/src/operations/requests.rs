//! The pieces of work that a runner has done beside itself, each with its network and database I/O.

use obshell_api::{Dag, GenericId, Operator};

use super::clients::{Agents, Secrets};
use super::record::{Call, Operation};
use super::runner::Parts;
use super::send::{Sent, intent, look_before, send};
use crate::clock::now;
use crate::dto::{IpcError, TaskOperator};
use crate::guard::Permit;
use crate::store::{JournalEntry, JournalOutcome, Store};

pub(super) async fn launch(
    operation: &Operation,
    call: &mut Call,
    agents: &Agents,
    secrets: &Secrets,
    permit: Option<&Permit>,
    parts: &Parts,
) -> Result<Sent, IpcError> {
    if let Some(done) = look_before(operation, call, agents).await? {
        return Ok(done);
    }
    let clock = parts.clock.clone();
    let client = agents.get(call.spec.target(operation))?;
    call.baseline = Some(client.maintain_agent().await?.map_or(0, |dag| dag.dag_id));
    let request = format!("POST {}", call.spec.path());
    let entry = intent(operation, call, request, now(&*clock));
    let entry = match permit {
        Some(permit) => {
            entry.clone().permitted(&parts.guards.confirm(&operation.subject(), permit, &entry).await?)
        }
        None => {
            return Err(IpcError::invalid("the operation was started before there were guards: resume it"));
        }
    };
    let journal_id = parts.store.intend(entry).await?;
    call.journal_id = Some(journal_id);
    save(&parts.store, &operation.id, call).await?;
    Ok(send(operation, call, agents, secrets, journal_id, &parts.store, || now(&*clock)).await)
}

/// The DAG of a call, from the agent that keeps it; a join also through the MASTER, who can reach its agent.
pub(super) async fn poll(
    operation: &Operation,
    call: &Call,
    agents: &Agents,
) -> (Result<Dag, IpcError>, String) {
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

pub(super) async fn operate(
    agents: &Agents,
    owner: &str,
    id: &str,
    operator: Option<Operator>,
    entry: JournalEntry,
    parts: &Parts,
) -> Result<(), IpcError> {
    let clock = &*parts.clock;
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

pub(super) async fn save(store: &Store, operation_id: &str, call: &Call) -> Result<(), IpcError> {
    store.save_call(operation_id, &call.view.head.key, serde_json::to_string(call)?).await?;
    Ok(())
}

/// The agent that keeps the call's task: the one it was sent to.
pub(super) fn owner<'a>(operation: &'a Operation, call: &'a Call) -> &'a str {
    call.spec.target(operation)
}

pub(super) fn operator_of(operator: TaskOperator) -> Operator {
    match operator {
        TaskOperator::Retry => Operator::Retry,
        TaskOperator::Rollback => Operator::Rollback,
        TaskOperator::Cancel => Operator::Cancel,
        TaskOperator::Pass => Operator::Pass,
    }
}
