//! The pieces of work that a runner has done beside itself, each with its network and database I/O.

use std::collections::BTreeSet;

use obshell_api::{Dag, Error, GenericId, Identity, Node, Operator, State, SubTask};

use super::calls::{is_of_proxy, keeper};
use super::clients::{Agents, Secrets};
use super::look::{baseline, look_before};
use super::record::{Call, Operation};
use super::runner::Parts;
use super::send::{intent, send};
use super::sent::Sent;
use crate::clock::now;
use crate::dto::{
    CallHead, CallKind, CallView, ErrorCode, IpcError, RunView, StateKind, StateView, TaskOperator,
};
use crate::guard::Permit;
use crate::store::{JournalEntry, JournalOutcome, Store};
use crate::tasks::state_view;

/// A task as it was read.
pub(super) struct Polled {
    pub dag: Dag,
    /// It is in FAILED only because it waits for its main task, which runs.
    pub parked: bool,
    /// The agent that answered.
    pub agent: String,
    /// Its clock minus ours, in milliseconds: measured when it keeps the task and that has moved on.
    pub offset_ms: Option<f64>,
}

pub(super) async fn launch(
    operation: &Operation,
    call: &mut Call,
    agents: &Agents,
    secrets: &Secrets,
    permit: Option<&Permit>,
    parts: &Parts,
) -> Result<Sent, IpcError> {
    if call.spec.is_for_any_member() {
        call.view.head.target = taker(operation, agents).await?;
    }
    let target = call.view.head.target.clone();
    if let Some(done) = look_before(operation, &call.spec, &target, agents).await? {
        return Ok(done);
    }
    let clock = parts.clock.clone();
    call.baseline = baseline(&call.spec, agents.get(&target)?).await?;
    let request = format!("{} {}", call.spec.method(), call.spec.path());
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

/// The DAG of a call: from the agent that keeps it, or from another that can reach it.
pub(super) async fn poll(
    operation: &Operation,
    call: &Call,
    agents: &Agents,
    last: Option<&str>,
) -> Result<Polled, IpcError> {
    let task = call.view.head.task.as_ref().ok_or_else(|| IpcError::not_found("task"))?;
    let id: GenericId = task.id.parse().map_err(|_| IpcError::invalid("the task has no usable id"))?;
    let mut problem = None;
    let mut readers = readers(operation, &call.view.head, last);
    if has_become_follower(call, agents).await {
        readers.reverse();
    }
    for at in readers {
        match read_task(agents, &at, &id).await {
            Ok((dag, parked)) => {
                let offset_ms = measured(call, &dag, agents, &at).await;
                return Ok(Polled { dag, parked, agent: at, offset_ms });
            }
            // It became one while it was asked.
            Err(_) if at == owner(call) && has_become_follower(call, agents).await => {}
            Err(error) => {
                // Another one would be asked with the same password.
                let refused = error.code == ErrorCode::Unauthorized;
                problem.get_or_insert(error);
                if refused {
                    break;
                }
            }
        }
    }
    Err(problem.unwrap_or_else(|| IpcError::not_found("agent")))
}

/// The clock of the agent at `at` minus ours, if it wrote new times since the task was last read. Sends no password.
async fn measured(call: &Call, dag: &Dag, agents: &Agents, at: &str) -> Option<f64> {
    let keeps = keeper(dag.id.as_str()).is_some_and(|keeper| keeper == at);
    let client = agents.get(at).ok().filter(|_| keeps && has_moved_on(call, dag))?;
    Some(client.measure_clock().await.ok()?.offset_ms)
}

/// Whether the task, one of its nodes or one of their sub-tasks is in another state than it is shown in.
fn has_moved_on(call: &Call, dag: &Dag) -> bool {
    let CallView { head, steps } = &call.view;
    let stage = head.task.as_ref().map(|task| task.stage);
    if stage != Some(dag.stage) || head.state != state_view(&dag.state, &dag.operator) {
        return true;
    }
    let shown = steps.iter().map(|step| (&step.state, &step.runs));
    let differs = |(node, (state, runs)): (&Node, (&StateView, &Vec<RunView>))| {
        let same = |(task, run): (&SubTask, &RunView)| state_view(&task.state, &task.operator) == run.state;
        state_view(&node.state, &node.operator) != *state
            || node.sub_tasks.len() != runs.len()
            || !node.sub_tasks.iter().zip(runs).all(same)
    };
    let told = &dag.nodes;
    !told.is_empty() && (told.len() != steps.len() || told.iter().zip(shown).any(differs))
}

/// Sends an operator to the first agent that may take it and can be reached, and writes each attempt.
pub(super) async fn operate(
    agents: &Agents,
    takers: &[String],
    id: &str,
    operator: Option<Operator>,
    entry: JournalEntry,
    parts: &Parts,
) -> Result<(), IpcError> {
    let clock = &*parts.clock;
    let id: GenericId = id.parse().map_err(|_| IpcError::invalid("the task has no usable id"))?;
    let mut problem = None;
    for taker in takers {
        let client = match agents.get(taker) {
            Ok(client) => client,
            Err(error) => {
                problem.get_or_insert(error);
                continue;
            }
        };
        let entry = JournalEntry { agent: taker.clone(), ..entry.clone() };
        let journal_id = parts.store.intend(entry).await?;
        let answer = match operator.clone() {
            Some(operator) => client.operate_dag(&id, operator).await,
            None => client.pass_node(&id).await,
        };
        let (outcome, detail) = match &answer {
            Ok(()) => (JournalOutcome::Accepted, None),
            Err(error) if error.outcome_unknown() => (JournalOutcome::Unknown, Some(error.to_string())),
            Err(error @ Error::Rejected(_)) => (JournalOutcome::Rejected, Some(error.to_string())),
            Err(error) => (JournalOutcome::NotSent, Some(error.to_string())),
        };
        parts.store.settle(journal_id, outcome, now(clock), detail).await?;
        match answer {
            Err(error @ Error::Unreachable { .. }) => {
                problem.get_or_insert(error.into());
            }
            answer => return Ok(answer?),
        }
    }
    Err(problem.unwrap_or_else(|| IpcError::not_found("agent")))
}

pub(super) async fn save(store: &Store, operation_id: &str, call: &Call) -> Result<(), IpcError> {
    store.save_call(operation_id, &call.view.head.key, serde_json::to_string(call)?).await?;
    Ok(())
}

/// The agent that took the call, or is meant to.
pub(super) fn owner(call: &Call) -> &str {
    &call.view.head.target
}

/// The agents that can be asked for a call's task, in the order to ask them: `last` answered last. Never none.
pub fn readers(operation: &Operation, head: &CallHead, last: Option<&str>) -> Vec<String> {
    let mut readers = vec![head.target.clone()];
    let in_cluster = head.task.as_ref().is_some_and(|task| keeper(&task.id).is_none());
    // The group's master reaches an agent whose task it is; so does a member of the cluster.
    let of_proxy = head.task.as_ref().is_some_and(|task| is_of_proxy(&task.id));
    let through_receiver = matches!(head.kind, CallKind::Join | CallKind::Opened) && !of_proxy;
    if in_cluster {
        readers.extend(operation.receivers().map(str::to_owned));
        if let Some(at) = last.and_then(|last| readers.iter().position(|known| known == last)) {
            readers.swap(0, at);
        }
    } else if through_receiver {
        readers.push(operation.receiver.clone());
        // It has joined: its master answers for it.
        if head.kind == CallKind::Join && head.state.kind == StateKind::Succeeded {
            readers.reverse();
        }
    }
    let mut seen = BTreeSet::new();
    readers.retain(|reader| seen.insert(reader.clone()));
    readers
}

pub(super) fn operator_of(operator: TaskOperator) -> Result<Operator, IpcError> {
    match operator {
        TaskOperator::Retry => Ok(Operator::Retry),
        TaskOperator::Rollback => Ok(Operator::Rollback),
        TaskOperator::Cancel => Ok(Operator::Cancel),
        TaskOperator::Pass => Ok(Operator::Pass),
        TaskOperator::Skip => Err(IpcError::invalid("an agent knows no skip")),
    }
}

/// A FOLLOWER hands each question on to its MASTER, and with it a password that may not be the MASTER's: the MASTER is
/// asked itself. Sends no password.
pub(super) async fn has_become_follower(call: &Call, agents: &Agents) -> bool {
    let Some(client) = Some(call)
        .filter(|call| call.view.head.kind == CallKind::Join)
        .and_then(|call| agents.get(owner(call)).ok())
    else {
        return false;
    };
    client.info().await.is_ok_and(|info| info.identity == Identity::Follower)
}

/// The first member of the cluster that can take a call for it. Reads only.
async fn taker(operation: &Operation, agents: &Agents) -> Result<String, IpcError> {
    let mut problem = None;
    for at in operation.receivers() {
        let identity = match agents.get(at) {
            Ok(client) => client.info().await.map(|info| info.identity).map_err(IpcError::from),
            Err(error) => Err(error),
        };
        match identity {
            Ok(Identity::ClusterAgent) => return Ok(at.to_owned()),
            Ok(identity) => {
                let message = format!("{at} is no member of the cluster: {}", identity.as_str());
                problem.get_or_insert(IpcError::invalid(message));
            }
            Err(error) => {
                problem.get_or_insert(error);
            }
        }
    }
    Err(problem.unwrap_or_else(|| IpcError::not_found("agent")))
}

/// A task, and whether it is in FAILED only because it waits for its main task, which runs. An id of a stranger is not
/// asked for.
pub(super) async fn read_task(agents: &Agents, at: &str, id: &GenericId) -> Result<(Dag, bool), IpcError> {
    let client = agents.get(at)?;
    let dag = client.dag(id, true).await?;
    let main = Some(&dag).filter(|dag| dag.state == State::Failed).and_then(Dag::main_dag_id);
    let Some(main) = main else { return Ok((dag, false)) };
    let keeper = keeper(main.as_str()).unwrap_or_else(|| at.to_owned());
    let Ok(keeper) = agents.get(&keeper) else { return Ok((dag, false)) };
    match keeper.dag(&main, false).await {
        Ok(main) if matches!(main.state, State::Pending | State::Ready | State::Running) => Ok((dag, true)),
        // The main task may have ended just now, and this one with it.
        Ok(_) => Ok((client.dag(id, true).await?, false)),
        Err(_) => Ok((dag, false)),
    }
}
