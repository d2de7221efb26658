use super::scope::{hosts, serves, zones_with_servers};
use crate::dto::{CapacityChange, ClusterView, HostView, NodeAction, Usage};

/// Servers and zones that serve, before and after; `None` for an action that changes nothing of it.
pub fn capacity(view: &ClusterView, action: &NodeAction, targets: &[&HostView]) -> Option<CapacityChange> {
    let is_target = |host: &HostView| targets.iter().any(|target| target.address == host.address);
    let after: Box<dyn Fn(&HostView) -> bool> = match action {
        NodeAction::Start { .. } => Box::new(move |host| serves(host) || is_target(host)),
        NodeAction::ScaleIn { .. }
        | NodeAction::StopZone { .. }
        | NodeAction::DeleteZone { .. }
        | NodeAction::Stop { .. } => Box::new(move |host| serves(host) && !is_target(host)),
        NodeAction::Remove { .. } | NodeAction::RemoveAll => return None,
    };
    let zones = |serves: &dyn Fn(&HostView) -> bool| {
        count(view.zones.iter().filter(|zone| zone.hosts.iter().any(serves)))
    };
    let servers = |serves: &dyn Fn(&HostView) -> bool| count(hosts(view).filter(|host| serves(host)));
    let sum = |serves: &dyn Fn(&HostView) -> bool, of: fn(&HostView) -> Option<Usage>| {
        hosts(view).filter(|host| serves(host)).filter_map(of).map(|usage| usage.total).sum()
    };
    let (cpu, memory) = (|host: &HostView| host.usage.cpu, |host: &HostView| host.usage.memory);
    Some(CapacityChange {
        servers_before: servers(&serves),
        servers_after: servers(&*after),
        zones_before: zones(&serves),
        zones_after: zones(&*after),
        zones_needed: count(zones_left(view, action, targets).into_iter()) / 2 + 1,
        cpu_before: sum(&serves, cpu),
        cpu_after: sum(&*after, cpu),
        memory_before: sum(&serves, memory),
        memory_after: sum(&*after, memory),
    })
}

/// The zones that a majority is counted from once the action is done: what leaves for good counts no more.
fn zones_left<'a>(view: &'a ClusterView, action: &NodeAction, targets: &[&HostView]) -> Vec<&'a str> {
    let leaves = match action {
        NodeAction::ScaleIn { .. } | NodeAction::DeleteZone { .. } => true,
        NodeAction::Remove { .. }
        | NodeAction::RemoveAll
        | NodeAction::StopZone { .. }
        | NodeAction::Start { .. }
        | NodeAction::Stop { .. } => false,
    };
    let is_target = |host: &HostView| targets.iter().any(|target| target.address == host.address);
    let left = zones_with_servers(view).filter(|zone| !leaves || !zone.hosts.iter().all(is_target));
    left.map(|zone| zone.name.as_str()).collect()
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
