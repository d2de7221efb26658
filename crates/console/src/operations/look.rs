//! What can be read of a call: whether it is done already, and which task is newer than it.

use obshell_api::{Client, ClusterInfo, Dag, Identity};

use super::calls::{CallSpec, Home};
use super::clients::Agents;
use super::look_proxies::newest_of_proxy;
use super::proxy_calls::{ProxyCall, ProxyDeed};
use super::record::{Call, Operation};
use super::sent::Sent;
use crate::dto::IpcError;
use crate::hosts::agent_address;

/// Looks whether the call is done already, or would be in vain. Reads only; `at` is the agent it goes to.
pub async fn look_before(
    operation: &Operation,
    spec: &CallSpec,
    at: &str,
    agents: &Agents,
) -> Result<Option<Sent>, IpcError> {
    let client = agents.get(at)?;
    let done = match spec {
        CallSpec::AgentPassword { agent } => has_our_password(agents.get(agent)?).await?,
        CallSpec::Join { agent, .. } => has_joined(operation, agent, agents).await?,
        CallSpec::Init => client.info().await?.identity == Identity::ClusterAgent,
        CallSpec::Remove { agent } => has_left(operation, agent, agents).await?,
        CallSpec::ScaleOut { agent, .. } => lists(client, agent).await?,
        CallSpec::ScaleIn { agent, .. } => !lists(client, agent).await?,
        CallSpec::DeleteZone { zone } => is_gone(&client.obcluster_info().await?, zone),
        CallSpec::Proxy(ProxyCall { deed: ProxyDeed::Delete, .. }) => !client.info().await?.is_obproxy_agent,
        CallSpec::ObserverConfig { .. }
        | CallSpec::ClusterConfig
        | CallSpec::StopZone { .. }
        | CallSpec::Start { .. }
        | CallSpec::Stop { .. }
        | CallSpec::Obproxy(_)
        | CallSpec::Proxy(_)
        | CallSpec::Opened { .. } => false,
    };
    Ok(done.then_some(Sent::AlreadyDone))
}

/// The newest task where the one of `spec` is going to be, by its number: a newer one is ours.
pub async fn baseline(spec: &CallSpec, client: &Client) -> Result<Option<i64>, IpcError> {
    if let CallSpec::Proxy(call) = spec {
        return newest_of_proxy(call, client).await;
    }
    let newest = match (spec.home(), is_unlocked(spec)) {
        (Home::Nowhere, _) => return Ok(None),
        (Home::Cluster, _) => client.maintain_ob().await?.map(|dag| dag.dag_id),
        (Home::Agent, false) => client.maintain_agent().await?.map(|dag| dag.dag_id),
        (Home::Agent, true) => client.dags_agent().await?.iter().map(|dag| dag.dag_id).max(),
    };
    Ok(Some(newest.unwrap_or(0)))
}

/// The task that the agent made of a call whose answer was lost, other than one about its OBProxy.
pub async fn newer_task(
    operation: &Operation,
    call: &Call,
    client: &Client,
) -> Result<Option<Box<Dag>>, IpcError> {
    let ours = |dag: &Dag| {
        let is_newer = call.baseline.is_none_or(|baseline| dag.dag_id > baseline);
        is_newer && dag.name == call.spec.task_name(operation)
    };
    let found = match (call.spec.home(), is_unlocked(&call.spec)) {
        (Home::Nowhere, _) => None,
        (Home::Cluster, _) => client.maintain_ob().await?.filter(ours),
        (Home::Agent, false) => client.maintain_agent().await?.filter(ours),
        (Home::Agent, true) => {
            let all = client.dags_agent().await?;
            all.into_iter().filter(ours).max_by_key(|dag| dag.dag_id)
        }
    };
    Ok(found.map(Box::new))
}

/// Its main task holds no lock, and the agent does not count it among its maintenance.
fn is_unlocked(spec: &CallSpec) -> bool {
    matches!(spec, CallSpec::StopZone { .. } | CallSpec::Start { .. } | CallSpec::Stop { .. })
}

/// An agent without its database may name no zone at all, which says nothing.
fn is_gone(info: &ClusterInfo, zone: &str) -> bool {
    !info.zones.is_empty() && info.zones.iter().all(|known| known.name != zone)
}

async fn has_joined(operation: &Operation, agent: &str, agents: &Agents) -> Result<bool, IpcError> {
    let identity = agents.get(agent)?.info().await?.identity;
    if *agent == operation.receiver {
        return Ok(identity == Identity::Master);
    }
    Ok(identity == Identity::Follower && lists(agents.get(&operation.receiver)?, agent).await?)
}

/// The password is set, and it is ours. Another one is for the call itself to find out.
async fn has_our_password(client: &Client) -> Result<bool, IpcError> {
    if !client.info().await?.security {
        return Ok(false);
    }
    client.host_info().await?;
    Ok(true)
}

/// The group does not know it any more. A MASTER that leaves takes the group along.
async fn has_left(operation: &Operation, agent: &str, agents: &Agents) -> Result<bool, IpcError> {
    let receiver = agents.get(&operation.receiver)?;
    if receiver.info().await?.identity == Identity::Single {
        return Ok(true);
    }
    Ok(*agent != operation.receiver && !lists(receiver, agent).await?)
}

/// Whether the group or cluster of `client` has `agent` on its list.
async fn lists(client: &Client, agent: &str) -> Result<bool, IpcError> {
    let wanted = agent_address(agent);
    let info = client.ob_info().await?;
    Ok(info.agents.iter().any(|known| known.ip == wanted.ip && known.port == wanted.port))
}

#[cfg(test)]
mod tests {
    use obshell_api::ClusterZone;

    use super::*;

    #[test]
    fn a_zone_is_gone_when_others_are_named() {
        let zone = |name: &str| ClusterZone { name: name.to_owned(), ..ClusterZone::default() };
        let info = |zones: &[&str]| ClusterInfo {
            zones: zones.iter().map(|name| zone(name)).collect(),
            ..ClusterInfo::default()
        };
        assert!(is_gone(&info(&["zone1", "zone2"]), "zone3"));
        assert!(!is_gone(&info(&["zone1", "zone3"]), "zone3"));
        assert!(!is_gone(&info(&[]), "zone3"), "nobody has said so");
    }
}
