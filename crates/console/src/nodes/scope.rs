//! Which hosts an action is about.

use crate::dto::{ClusterView, HostView, IpcError, NodeAction, NodeScope, ObserverState, ZoneView};

/// Every host of the cluster, zone by zone.
pub fn hosts(view: &ClusterView) -> impl Iterator<Item = &HostView> {
    view.zones.iter().flat_map(|zone| &zone.hosts)
}

/// Hosts that have a server in the cluster. An agent on its own that the user named beside it has none, and neither has
/// one that left and is still remembered.
pub fn servers(view: &ClusterView) -> impl Iterator<Item = &HostView> {
    hosts(view).filter(|host| is_server(host))
}

/// Zones that hold a server: no others count for a majority.
pub fn zones_with_servers(view: &ClusterView) -> impl Iterator<Item = &ZoneView> {
    view.zones.iter().filter(|zone| zone.hosts.iter().any(is_server))
}

/// The hosts that `action` is about.
///
/// # Errors
/// `NotFound` when it names a host or a zone that is not there; `Invalid` when it names none.
pub fn targets<'a>(view: &'a ClusterView, action: &NodeAction) -> Result<Vec<&'a HostView>, IpcError> {
    match action {
        NodeAction::Remove { agent } | NodeAction::ScaleIn { agent, .. } => Ok(vec![host(view, agent)?]),
        NodeAction::RemoveAll => Ok(hosts(view).collect()),
        NodeAction::StopZone { zone, .. } | NodeAction::DeleteZone { zone } => of_zone(view, zone),
        NodeAction::Start { scope, .. } | NodeAction::Stop { scope, .. } => of_scope(view, scope),
    }
}

/// Zones that the action names as a whole, or that its hosts are in.
pub fn zones_of<'a>(targets: &[&'a HostView]) -> Vec<&'a str> {
    let mut zones: Vec<&str> = targets.iter().map(|host| host.zone.as_str()).collect();
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// Its observer serves.
pub fn serves(host: &HostView) -> bool {
    match host.observer {
        ObserverState::Running => true,
        ObserverState::NotDeployed
        | ObserverState::Starting
        | ObserverState::Stopping
        | ObserverState::ServiceStopped
        | ObserverState::ProcessStopped
        | ObserverState::Deleting
        | ObserverState::Unavailable
        | ObserverState::Unknown => false,
    }
}

fn is_server(host: &HostView) -> bool {
    host.observer != ObserverState::NotDeployed
}

/// Its observer was stopped, by service or by process.
pub fn is_stopped(host: &HostView) -> bool {
    matches!(host.observer, ObserverState::ServiceStopped | ObserverState::ProcessStopped)
}

fn of_scope<'a>(view: &'a ClusterView, scope: &NodeScope) -> Result<Vec<&'a HostView>, IpcError> {
    let mut found = Vec::new();
    match scope {
        NodeScope::Cluster => found.extend(servers(view)),
        NodeScope::Zones { zones } => {
            for zone in zones {
                found.extend(of_zone(view, zone)?);
            }
        }
        NodeScope::Servers { agents } => {
            for agent in agents {
                found.push(host(view, agent)?);
            }
        }
    }
    if found.is_empty() {
        return Err(IpcError::invalid("the action names no host"));
    }
    Ok(found)
}

fn host<'a>(view: &'a ClusterView, address: &str) -> Result<&'a HostView, IpcError> {
    hosts(view).find(|host| host.address == address).ok_or_else(|| IpcError::not_found("host"))
}

fn of_zone<'a>(view: &'a ClusterView, name: &str) -> Result<Vec<&'a HostView>, IpcError> {
    let zone = view.zones.iter().find(|zone| zone.name == name);
    Ok(zone.ok_or_else(|| IpcError::not_found("zone"))?.hosts.iter().collect())
}
