use obshell_api::{
    Client, ClusterConfigRequest, Dag, Error, GenericId, InitRequest, JoinRequest, ObserverConfigRequest,
    ScaleInRequest, ScaleOutRequest, Scope, StartRequest, StopRequest, StopZoneRequest,
};

use super::calls::CallSpec;
use super::clients::{Agents, Secrets};
use super::config_calls::ConfigScope;
use super::record::{Call, Operation};
use super::sent::{Answer, Sent};
use crate::dto::{IpcError, NodeScope, StopMode};
use crate::hosts::agent_address;
use crate::store::{JournalEntry, Store};

/// Sends a call whose intent is written, once, to its target, and writes what came of it.
pub async fn send(
    operation: &Operation,
    call: &Call,
    agents: &Agents,
    secrets: &Secrets,
    journal_id: i64,
    store: &Store,
    now: impl Fn() -> i64,
) -> Sent {
    let client = match agents.get(&call.view.head.target) {
        Ok(client) => client,
        Err(problem) => return Sent::NeverLeft(problem),
    };
    let sent = match post(client, operation, &call.spec, secrets).await {
        Ok(answer) => Sent::of(answer, client),
        Err(problem) => Sent::NeverLeft(problem),
    };
    let (outcome, detail) = sent.outcome();
    if let Err(problem) = store.settle(journal_id, outcome, now(), detail).await {
        tracing::warn!(%problem, "the outcome of a call could not be written");
    }
    sent
}

/// The journal's line for a call, before it is sent.
pub fn intent(operation: &Operation, call: &Call, request: String, now: i64) -> JournalEntry {
    JournalEntry {
        operation_id: operation.id.clone(),
        call_key: call.view.head.key.clone(),
        agent: call.view.head.target.clone(),
        request,
        intended_at: now,
        ..JournalEntry::default()
    }
}

/// The outer error: nothing was sent.
async fn post(
    client: &Client,
    operation: &Operation,
    spec: &CallSpec,
    secrets: &Secrets,
) -> Result<Result<Answer, Error>, IpcError> {
    let answer = match spec {
        CallSpec::AgentPassword { agent } => {
            let password = secrets.agent(agent);
            let password = password.ok_or_else(|| IpcError::invalid("the agent password is not set"))?;
            client.set_agent_password(password).await.map(|()| Answer::Done)
        }
        CallSpec::Join { agent, zone } => {
            let others = *agent != operation.receiver;
            let request = JoinRequest {
                agent: agent_address(&operation.receiver),
                zone_name: zone.clone(),
                master_password: secrets.agent(&operation.receiver).cloned().filter(|_| others),
            };
            task(client.join(&request).await)
        }
        CallSpec::ObserverConfig { scope, config } => {
            let request = ObserverConfigRequest { config: config.clone(), scope: scope_of(scope) };
            task(client.observer_config(&request).await)
        }
        CallSpec::ClusterConfig => {
            let request = ClusterConfigRequest {
                cluster_id: i64::from(operation.cluster_id),
                cluster_name: operation.cluster_name.clone(),
                root_password: secrets.root()?,
                rs_list: None,
            };
            task(client.obcluster_config(&request).await)
        }
        CallSpec::Init => {
            let request = InitRequest {
                import_script: operation.import_script,
                create_proxyro_user: operation.create_proxyro_user,
                proxyro_password: secrets.proxyro.clone().filter(|_| operation.create_proxyro_user),
            };
            task(client.init(&request).await)
        }
        CallSpec::Remove { agent } => {
            client.remove(&agent_address(agent)).await.map(|dag| dag.map_or(Answer::Done, of_task))
        }
        CallSpec::ScaleOut { agent, zone, config, .. } => {
            let request = ScaleOutRequest {
                agent: agent_address(agent),
                zone: zone.clone(),
                config: config.clone(),
                target_agent_password: secrets.agent(agent).cloned(),
            };
            task(client.scale_out(&request).await)
        }
        CallSpec::ScaleIn { agent, force } => {
            let request = ScaleInRequest { agent: agent_address(agent), force_kill: *force };
            client.scale_in(&request).await.map(|dag| dag.map_or(Answer::Done, of_task))
        }
        CallSpec::StopZone { zone, freeze_server, pass_tasks } => {
            let (zone, freeze_server, pass_dags) = (zone.clone(), *freeze_server, ids(pass_tasks)?);
            let request = StopZoneRequest { zone, freeze_server, pass_dags };
            client.stop_zone(&request).await.map(|dag| dag.map_or(Answer::NoTask, of_task))
        }
        CallSpec::DeleteZone { zone } => {
            client.delete_zone(zone).await.map(|dag| dag.map_or(Answer::Done, of_task))
        }
        CallSpec::Start { scope, pass_tasks } => {
            let request = StartRequest { scope: servers_of(scope), pass_dags: ids(pass_tasks)? };
            client.start(&request).await.map(|dag| dag.map_or(Answer::NoTask, of_task))
        }
        CallSpec::Stop { scope, mode, pass_tasks } => {
            let (scope, mode) = (servers_of(scope), mode_of(*mode));
            task(client.stop(&StopRequest { scope, mode, pass_dags: ids(pass_tasks)? }).await)
        }
        CallSpec::Obproxy(_) => return Err(IpcError::invalid("an agent does not take it")),
        CallSpec::Proxy(call) => call.post(client, secrets).await,
        CallSpec::Opened { .. } => return Err(IpcError::invalid("the task is there already")),
    };
    Ok(answer)
}

fn task(answer: Result<Dag, Error>) -> Result<Answer, Error> {
    answer.map(of_task)
}

fn of_task(dag: Dag) -> Answer {
    Answer::Task(Box::new(dag))
}

fn scope_of(scope: &ConfigScope) -> Scope {
    match scope {
        ConfigScope::Global => Scope::Global,
        ConfigScope::Zones(zones) => Scope::Zones(zones.clone()),
        ConfigScope::Servers(servers) => {
            Scope::Servers(servers.iter().map(|server| agent_address(server)).collect())
        }
    }
}

fn servers_of(scope: &NodeScope) -> Scope {
    match scope {
        NodeScope::Cluster => Scope::Global,
        NodeScope::Zones { zones } => Scope::Zones(zones.clone()),
        NodeScope::Servers { agents } => {
            Scope::Servers(agents.iter().map(|agent| agent_address(agent)).collect())
        }
    }
}

fn mode_of(mode: StopMode) -> obshell_api::StopMode {
    match mode {
        StopMode::Service => obshell_api::StopMode::Service,
        StopMode::Terminate => obshell_api::StopMode::Terminate,
        StopMode::Force => obshell_api::StopMode::Force,
    }
}

fn ids(tasks: &[String]) -> Result<Vec<GenericId>, IpcError> {
    let id = |task: &String| task.parse().map_err(|_| IpcError::invalid("an earlier task has no usable id"));
    tasks.iter().map(id).collect()
}
