use ocp_api::ObproxyServer;

use super::calls::{ClusterRef, HostRef, OcpCall, ServerDeed, ServerRef, TakenRef};
use super::facts::{OcpFacts, cluster_ref, host_ref, server_ref};
use super::plan::{given, given_port, link, port, trimmed};
use crate::dto::{ErrorCode, IpcError, ObproxyAction, ObproxyDeed};

/// The calls that an action comes to, one after the other, and what they are about beside the cluster.
pub struct Planned {
    pub calls: Vec<OcpCall>,
    pub subject: String,
}

/// What `action` asks an OCP for.
///
/// # Errors
/// `ClusterGone`; `NotFound` for what else OCP does not have; `Invalid` for the first input that cannot be sent, and for what agents do.
pub fn action_calls(action: &ObproxyAction, facts: &OcpFacts) -> Result<Planned, IpcError> {
    let cluster = facts.cluster.as_ref().ok_or_else(cluster_gone)?;
    let cluster = cluster_ref(cluster);
    let server = |id: &String| facts.server(id).ok_or_else(|| IpcError::not_found("OBProxy"));
    let host = |id: &String| facts.host(id).ok_or_else(|| IpcError::not_found("host"));
    let servers =
        |ids: &[String]| -> Result<Vec<&ObproxyServer>, IpcError> { ids.iter().map(server).collect() };
    let one = |call: OcpCall, subject: String| Ok(Planned { calls: vec![call], subject });
    match action {
        ObproxyAction::AddServers { host_ids, package, sql_port, exporter_port, .. } => {
            let hosts =
                host_ids.iter().map(|id| host(id).map(host_ref)).collect::<Result<Vec<HostRef>, _>>()?;
            let subject = listed(hosts.iter().map(|host| &host.ip));
            let (sql_port, exporter_port) =
                (port("sqlPort", sql_port)?, port("exporterPort", exporter_port)?);
            let package = package.clone();
            one(OcpCall::AddServers { cluster, hosts, sql_port, exporter_port, package }, subject)
        }
        ObproxyAction::TakeOver { hosts, .. } => {
            let taken = hosts.iter().map(|taken| {
                let host = host_ref(host(&taken.host_id)?);
                let password = taken.password.as_ref().map(|secret| secret.id.clone());
                Ok(TakenRef { host, sql_port: port("hosts", &taken.sql_port)?, password })
            });
            let hosts = taken.collect::<Result<Vec<TakenRef>, IpcError>>()?;
            let subject = listed(hosts.iter().map(|taken| &taken.host.ip));
            one(OcpCall::TakeOver { cluster, hosts }, subject)
        }
        ObproxyAction::RemoveServers { server_ids, .. } => {
            Ok(with_servers(ServerDeed::Remove, cluster, &servers(server_ids)?, facts))
        }
        ObproxyAction::Restart { server_ids, .. } => {
            Ok(with_servers(ServerDeed::Restart, cluster, &servers(server_ids)?, facts))
        }
        ObproxyAction::Start { server_ids, .. } => {
            Ok(with_servers(ServerDeed::Start, cluster, &servers(server_ids)?, facts))
        }
        ObproxyAction::Stop { server_ids, .. } => {
            Ok(with_servers(ServerDeed::Stop, cluster, &servers(server_ids)?, facts))
        }
        ObproxyAction::Upgrade { server_ids, package, .. } => {
            let servers = servers(server_ids)?;
            let upgrade = |server: &&ObproxyServer| OcpCall::Upgrade {
                cluster: cluster.clone(),
                server: server_ref(server),
                package: package.clone(),
                paths: facts.paths(),
            };
            let subject = listed(servers.iter().map(|server| &server.ip));
            Ok(Planned { calls: servers.iter().map(upgrade).collect(), subject })
        }
        ObproxyAction::EditAddress { address, port, .. } => {
            let (address, port) = (given(address), given_port("port", port)?);
            one(OcpCall::EditAddress { cluster, address, port }, String::new())
        }
        ObproxyAction::AddLink { link: chosen, .. } => {
            let link_ids = facts.options.link_ids;
            one(OcpCall::AddLink { cluster, link: link(chosen)?, link_ids }, chosen.cluster_name.clone())
        }
        ObproxyAction::RemoveLink { cluster_name, .. } => {
            one(OcpCall::RemoveLink { cluster, name: cluster_name.clone() }, cluster_name.clone())
        }
        ObproxyAction::SetParameters { values, .. } => {
            let subject = listed(values.iter().map(|value| &value.name));
            one(OcpCall::SetParameters { cluster, values: values.iter().map(trimmed).collect() }, subject)
        }
        ObproxyAction::DeleteCluster { .. } => one(OcpCall::Delete { cluster }, String::new()),
        ObproxyAction::StartProxies { .. }
        | ObproxyAction::StopProxies { .. }
        | ObproxyAction::DeleteProxies { .. }
        | ObproxyAction::UpgradeProxies { .. } => Err(IpcError::invalid("this is for agents")),
    }
}

/// That OCP has it no more.
pub fn cluster_gone() -> IpcError {
    IpcError::new(ErrorCode::ClusterGone, "OCP does not have the OBProxy cluster any more", false)
}

/// The OBProxy cluster that an action is about; none when it is for agents.
pub fn cluster_of(action: &ObproxyAction) -> Option<&str> {
    match action {
        ObproxyAction::AddServers { cluster_id, .. }
        | ObproxyAction::TakeOver { cluster_id, .. }
        | ObproxyAction::RemoveServers { cluster_id, .. }
        | ObproxyAction::Restart { cluster_id, .. }
        | ObproxyAction::Start { cluster_id, .. }
        | ObproxyAction::Stop { cluster_id, .. }
        | ObproxyAction::Upgrade { cluster_id, .. }
        | ObproxyAction::EditAddress { cluster_id, .. }
        | ObproxyAction::AddLink { cluster_id, .. }
        | ObproxyAction::RemoveLink { cluster_id, .. }
        | ObproxyAction::SetParameters { cluster_id, .. }
        | ObproxyAction::DeleteCluster { cluster_id } => Some(cluster_id),
        ObproxyAction::StartProxies { .. }
        | ObproxyAction::StopProxies { .. }
        | ObproxyAction::DeleteProxies { .. }
        | ObproxyAction::UpgradeProxies { .. } => None,
    }
}

/// What is done, in the words of a list.
pub fn deed_of(action: &ObproxyAction) -> ObproxyDeed {
    match action {
        ObproxyAction::AddServers { .. } => ObproxyDeed::AddServers,
        ObproxyAction::TakeOver { .. } => ObproxyDeed::TakeOver,
        ObproxyAction::RemoveServers { .. } => ObproxyDeed::RemoveServers,
        ObproxyAction::Restart { .. } => ObproxyDeed::Restart,
        ObproxyAction::Start { .. } | ObproxyAction::StartProxies { .. } => ObproxyDeed::Start,
        ObproxyAction::Stop { .. } | ObproxyAction::StopProxies { .. } => ObproxyDeed::Stop,
        ObproxyAction::Upgrade { .. } | ObproxyAction::UpgradeProxies { .. } => ObproxyDeed::Upgrade,
        ObproxyAction::EditAddress { .. } => ObproxyDeed::EditAddress,
        ObproxyAction::AddLink { .. } => ObproxyDeed::AddLink,
        ObproxyAction::RemoveLink { .. } => ObproxyDeed::RemoveLink,
        ObproxyAction::SetParameters { .. } => ObproxyDeed::SetParameters,
        ObproxyAction::DeleteCluster { .. } | ObproxyAction::DeleteProxies { .. } => ObproxyDeed::Delete,
    }
}

fn with_servers(
    deed: ServerDeed,
    cluster: ClusterRef,
    servers: &[&ObproxyServer],
    facts: &OcpFacts,
) -> Planned {
    let all: Vec<ServerRef> = servers.iter().map(|server| server_ref(server)).collect();
    let subject = listed(all.iter().map(|server| &server.ip));
    let at_once = if facts.may_name_several() { all.len().max(1) } else { 1 };
    let call = |servers: &[ServerRef]| OcpCall::Servers {
        cluster: cluster.clone(),
        deed,
        servers: servers.to_vec(),
        paths: facts.paths(),
    };
    Planned { calls: all.chunks(at_once).map(call).collect(), subject }
}

fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join(", ")
}
