use obshell_api::{
    Client, ClusterConfigRequest, Dag, Error, Identity, InitRequest, JoinRequest, ObserverConfigRequest,
    Scope,
};

use super::calls::{CallSpec, ConfigScope};
use super::clients::{Agents, Secrets};
use super::record::{Call, Operation};
use crate::dto::IpcError;
use crate::hosts::agent_address;
use crate::store::{JournalEntry, JournalOutcome, Store};

/// What came of sending a call.
#[derive(Debug)]
pub enum Sent {
    /// Found done; nothing was sent.
    AlreadyDone,
    Accepted {
        dag: Box<Dag>,
        offset_ms: f64,
    },
    Rejected(IpcError),
    /// The agent may have carried it out.
    Unknown(IpcError),
    /// It never left this computer.
    NeverLeft(IpcError),
}

/// Looks whether the call is done already. Reads only.
pub async fn look_before(
    operation: &Operation,
    call: &Call,
    agents: &Agents,
) -> Result<Option<Sent>, IpcError> {
    let client = agents.get(call.spec.target(operation))?;
    match &call.spec {
        CallSpec::Join { agent, .. } => {
            let identity = client.info().await?.identity;
            let is_master = *agent == operation.master;
            let joined = if is_master {
                identity == Identity::Master
            } else {
                identity == Identity::Follower && is_known(operation, agent, agents).await?
            };
            Ok(joined.then_some(Sent::AlreadyDone))
        }
        CallSpec::Init => {
            let done = client.info().await?.identity == Identity::ClusterAgent;
            Ok(done.then_some(Sent::AlreadyDone))
        }
        CallSpec::ObserverConfig { .. } | CallSpec::ClusterConfig => Ok(None),
    }
}

/// Sends a call whose intent is written, once, and writes what came of it.
pub async fn send(
    operation: &Operation,
    call: &Call,
    agents: &Agents,
    secrets: &Secrets,
    journal_id: i64,
    store: &Store,
    now: impl Fn() -> i64,
) -> Sent {
    let client = match agents.get(call.spec.target(operation)) {
        Ok(client) => client,
        Err(problem) => return Sent::NeverLeft(problem),
    };
    let sent = match post(client, operation, &call.spec, secrets).await {
        Ok(dag) => Sent::Accepted {
            dag: Box::new(dag),
            offset_ms: client.clock_offset().map_or(0.0, |offset| offset.offset_ms),
        },
        Err(error) if error.outcome_unknown() => Sent::Unknown(error.into()),
        Err(error @ Error::Rejected(_)) => Sent::Rejected(error.into()),
        Err(error) => Sent::NeverLeft(error.into()),
    };
    let (outcome, detail) = match &sent {
        Sent::AlreadyDone => (JournalOutcome::NotSent, None),
        Sent::Accepted { dag, .. } => (JournalOutcome::Accepted, Some(dag.id.to_string())),
        Sent::Rejected(problem) => (JournalOutcome::Rejected, Some(problem.message.clone())),
        Sent::Unknown(problem) => (JournalOutcome::Unknown, Some(problem.message.clone())),
        Sent::NeverLeft(problem) => (JournalOutcome::NotSent, Some(problem.message.clone())),
    };
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
        agent: call.spec.target(operation).to_owned(),
        request,
        intended_at: now,
        ..JournalEntry::default()
    }
}

async fn post(
    client: &Client,
    operation: &Operation,
    spec: &CallSpec,
    secrets: &Secrets,
) -> Result<Dag, Error> {
    match spec {
        CallSpec::Join { agent, zone } => {
            let others = *agent != operation.master;
            client
                .join(&JoinRequest {
                    agent: agent_address(&operation.master),
                    zone_name: zone.clone(),
                    master_password: secrets.master_agent.clone().filter(|_| others),
                })
                .await
        }
        CallSpec::ObserverConfig { scope, config } => {
            let scope = match scope {
                ConfigScope::Global => Scope::Global,
                ConfigScope::Zones(zones) => Scope::Zones(zones.clone()),
                ConfigScope::Servers(servers) => {
                    Scope::Servers(servers.iter().map(|server| agent_address(server)).collect())
                }
            };
            client.observer_config(&ObserverConfigRequest { config: config.clone(), scope }).await
        }
        CallSpec::ClusterConfig => {
            client
                .obcluster_config(&ClusterConfigRequest {
                    cluster_id: i64::from(operation.cluster_id),
                    cluster_name: operation.cluster_name.clone(),
                    root_password: secrets.root.clone(),
                    rs_list: None,
                })
                .await
        }
        CallSpec::Init => {
            client
                .init(&InitRequest {
                    import_script: operation.import_script,
                    create_proxyro_user: operation.create_proxyro_user,
                    proxyro_password: secrets.proxyro.clone().filter(|_| operation.create_proxyro_user),
                })
                .await
        }
    }
}

/// Whether the operation's MASTER lists `agent` as one of its own.
async fn is_known(operation: &Operation, agent: &str, agents: &Agents) -> Result<bool, IpcError> {
    let wanted = agent_address(agent);
    let info = agents.get(&operation.master)?.ob_info().await?;
    Ok(info.agents.iter().any(|known| known.ip == wanted.ip && known.port == wanted.port))
}
