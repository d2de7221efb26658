//! What can be read of OBProxy clusters around a call: whether it is done already, and whether it was done after all.

use ocp_api::{Advice, Client, Error, ObproxyCluster, ObproxyLink, ObproxyServer, ParameterValue};

use super::calls::{OcpCall, ServerDeed};
use crate::dto::{ErrorCode, IpcError, NamedValue};

/// What was read before a call is sent.
pub enum Before {
    /// It is to be sent.
    Go,
    /// There is nothing to do.
    Done,
    /// It would be in vain.
    Vain(IpcError),
}

/// Looks whether the call is done already, or would be in vain. Reads only.
pub async fn look_before(client: &Client, call: &OcpCall) -> Result<Before, Error> {
    if let OcpCall::Create(new) = call {
        return Ok(match find(client, &new.name).await? {
            Named::Found(_) => Before::Vain(name_taken(&new.name)),
            Named::Missing | Named::Unknown => Before::Go,
        });
    }
    Ok(if is_as_wanted(client, call).await? { Before::Done } else { Before::Go })
}

/// Whether what the call is to bring about is so. `false` also where that cannot be read. Reads only.
pub async fn is_as_wanted(client: &Client, call: &OcpCall) -> Result<bool, Error> {
    let Some(id) = call.cluster().map(|cluster| cluster.id) else { return Ok(false) };
    if let OcpCall::SetParameters { values, .. } = call {
        let present = client.obproxy_parameters(id).await?;
        return Ok(values.iter().all(|wanted| has_value(&present, wanted)));
    }
    let is_read = matches!(
        call,
        OcpCall::Servers { deed: ServerDeed::Remove, .. }
            | OcpCall::EditAddress { .. }
            | OcpCall::AddLink { .. }
            | OcpCall::RemoveLink { .. }
            | OcpCall::Delete { .. }
    );
    if !is_read {
        return Ok(false);
    }
    let cluster = read(client, id).await?;
    let Some(cluster) = cluster else { return Ok(matches!(call, OcpCall::Delete { .. })) };
    Ok(match call {
        OcpCall::Servers { servers, .. } => {
            servers.iter().all(|gone| cluster.servers.iter().all(|server| server.id != gone.id))
        }
        OcpCall::EditAddress { address, port, .. } => {
            address.as_ref().is_none_or(|address| *address == cluster.address)
                && port.is_none_or(|port| Some(port) == cluster.port)
        }
        OcpCall::AddLink { link, .. } => {
            let id = |present: &ObproxyLink| present.ob_cluster_id == Some(link.ob_cluster_id);
            cluster.links.iter().any(|present| present.cluster_name == link.cluster_name && id(present))
        }
        OcpCall::RemoveLink { name, .. } => cluster.links.iter().all(|link| link.cluster_name != *name),
        OcpCall::Create(_)
        | OcpCall::AddServers { .. }
        | OcpCall::TakeOver { .. }
        | OcpCall::Upgrade { .. }
        | OcpCall::SetParameters { .. }
        | OcpCall::Delete { .. }
        | OcpCall::Further { .. } => false,
    })
}

/// Whether OCP is at work where the call would be, or there is what it would have brought. Without a task that says
/// little. Reads only.
pub async fn shows_effect(client: &Client, call: &OcpCall) -> Result<bool, Error> {
    let Some(cluster) = call.cluster() else { return Ok(false) };
    let Some(present) = read(client, cluster.id).await? else { return Ok(false) };
    let on_host = |host: i64| present.servers.iter().any(|server| server.host_id == Some(host));
    let is_busy = |id: i64| present.servers.iter().any(|server| server.id == id && is_busy(server));
    Ok(match call {
        OcpCall::AddServers { hosts, .. } => hosts.iter().any(|host| on_host(host.id)),
        OcpCall::TakeOver { hosts, .. } => {
            let there = |host: i64, port: u16| {
                let same =
                    |server: &ObproxyServer| server.host_id == Some(host) && server.sql_port == Some(port);
                present.servers.iter().any(same)
            };
            hosts.iter().any(|taken| there(taken.host.id, taken.sql_port))
        }
        OcpCall::Servers { servers, .. } => servers.iter().any(|server| is_busy(server.id)),
        OcpCall::Upgrade { server, .. } => is_busy(server.id),
        OcpCall::Delete { .. } | OcpCall::SetParameters { .. } => {
            present.servers.iter().any(|server| server.is_operating)
        }
        OcpCall::Create(_)
        | OcpCall::EditAddress { .. }
        | OcpCall::AddLink { .. }
        | OcpCall::RemoveLink { .. }
        | OcpCall::Further { .. } => false,
    })
}

/// An OBProxy cluster that is looked for by its name.
pub enum Named {
    Found(i64),
    Missing,
    /// OCP has more clusters than were read.
    Unknown,
}

/// Looks for an OBProxy cluster by its name. Reads only.
pub async fn find(client: &Client, name: &str) -> Result<Named, Error> {
    let all = client.all_obproxy_clusters().await?;
    Ok(match all.items.iter().find(|cluster| cluster.name == name) {
        Some(cluster) => Named::Found(cluster.id),
        None if all.complete => Named::Missing,
        None => Named::Unknown,
    })
}

/// An OBProxy cluster; `None` when it is not there any more. Reads only.
pub async fn read(client: &Client, id: i64) -> Result<Option<ObproxyCluster>, Error> {
    match client.obproxy_cluster(id).await {
        Ok(cluster) => Ok(Some(cluster)),
        Err(Error::Rejected(error))
            if error.status == 404 || error.advice() == Some(Advice::ObproxyClusterNotFound) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn is_busy(server: &ObproxyServer) -> bool {
    server.is_operating
}

/// Every server has it.
fn has_value(present: &[ParameterValue], wanted: &NamedValue) -> bool {
    let known = present.iter().find(|known| known.name == wanted.name);
    known.is_some_and(|known| {
        !known.values.is_empty() && known.values.iter().all(|has| has.value == wanted.value)
    })
}

fn name_taken(name: &str) -> IpcError {
    IpcError {
        agent_code: Some("COM10006".to_owned()),
        ..IpcError::new(ErrorCode::Rejected, format!("an OBProxy cluster named {name} exists already"), false)
    }
}
