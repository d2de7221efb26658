use crate::dto::{
    AgentLinkState, ClusterStage, ClusterView, ConnectionStateKind, HostView, LockView, NodeActionKind,
    NodeActionOff, NodeActionView, ObserverState, OperatorOff, StateKind, TaskOperator, ZoneView,
};
use crate::tasks::is_of_cluster;

use NodeActionKind::{
    DeleteZone, Initialize, Join, Remove, RemoveAll, ScaleIn, ScaleOut, Start, Stop, StopZone,
};

/// What may be done with the whole, each with the reason when it is off.
pub fn cluster_actions(cluster: &ClusterView) -> Vec<NodeActionView> {
    let own = |action| match action {
        Join | RemoveAll => no_master(cluster),
        ScaleOut => servers(cluster).all(is_down).then_some(NodeActionOff::Stopped),
        Start => servers(cluster).all(is_up).then_some(NodeActionOff::Running),
        Stop => servers(cluster).all(is_stopped).then_some(NodeActionOff::Stopped),
        Initialize | Remove | ScaleIn | StopZone | DeleteZone => None,
    };
    views(cluster, &[Initialize, Join, RemoveAll, ScaleOut, Start, Stop], own)
}

/// What may be done with a zone.
pub fn zone_actions(cluster: &ClusterView, zone: &ZoneView) -> Vec<NodeActionView> {
    if zone.name.is_empty() || cluster.stage == ClusterStage::Agents {
        return Vec::new();
    }
    let own = |action| match action {
        ScaleOut => None,
        Start => busy_zone(zone).or(zone.hosts.iter().all(is_up).then_some(NodeActionOff::Running)),
        Stop => busy_zone(zone).or(zone.hosts.iter().all(is_stopped).then_some(NodeActionOff::Stopped)),
        StopZone => stop_zone(cluster, zone),
        DeleteZone => delete_zone(cluster, zone),
        Initialize | Join | Remove | RemoveAll | ScaleIn => None,
    };
    views(cluster, &[ScaleOut, Start, Stop, StopZone, DeleteZone], own)
}

/// What may be done with a host.
pub fn host_actions(cluster: &ClusterView, host: &HostView) -> Vec<NodeActionView> {
    let own = |action| match action {
        Join => silent(host).or_else(|| no_master(cluster)),
        // Its MASTER takes a FOLLOWER out whether that answers or not.
        Remove => {
            if host.identity == "MASTER" {
                silent(host)
            } else {
                no_master(cluster)
            }
        }
        ScaleIn => scale_in(cluster, host),
        Start => silent(host).or_else(|| busy(host)).or(is_up(host).then_some(NodeActionOff::Running)),
        Stop => silent(host).or_else(|| busy(host)).or(is_stopped(host).then_some(NodeActionOff::Stopped)),
        Initialize | RemoveAll | ScaleOut | StopZone | DeleteZone => None,
    };
    let listed: &[NodeActionKind] = match (cluster.stage, host.identity.as_str()) {
        (ClusterStage::Agents, "MASTER" | "FOLLOWER") => &[Remove],
        (ClusterStage::Agents, _) => &[Join],
        // An agent on its own that the user named beside a cluster.
        (ClusterStage::Cluster, "SINGLE") => &[],
        (ClusterStage::Cluster, _) => &[ScaleIn, Start, Stop],
    };
    views(cluster, listed, own)
}

fn views(
    cluster: &ClusterView,
    listed: &[NodeActionKind],
    own: impl Fn(NodeActionKind) -> Option<NodeActionOff>,
) -> Vec<NodeActionView> {
    let off = |action: NodeActionKind| {
        contact(cluster)
            .or_else(|| stage(cluster, action))
            .or_else(|| locked(cluster, action))
            .or_else(|| own(action))
    };
    listed.iter().map(|action| NodeActionView { action: *action, off: off(*action) }).collect()
}

/// Why nothing can be done at all.
fn contact(cluster: &ClusterView) -> Option<NodeActionOff> {
    let state = &cluster.state;
    match state.kind {
        ConnectionStateKind::NotContacted | ConnectionStateKind::Contacting => {
            Some(NodeActionOff::NotContacted)
        }
        ConnectionStateKind::PasswordWrong
        | ConnectionStateKind::PasswordNeeded
        | ConnectionStateKind::VaultLocked => Some(NodeActionOff::PasswordNeeded),
        ConnectionStateKind::Unreachable | ConnectionStateKind::KeyChanged => {
            Some(NodeActionOff::Unreachable)
        }
        ConnectionStateKind::Available
        | ConnectionStateKind::Restricted
        | ConnectionStateKind::ObserverDown
        | ConnectionStateKind::NotInitialized
        | ConnectionStateKind::Locked
        | ConnectionStateKind::TaskStopped
        | ConnectionStateKind::SignedIn
        | ConnectionStateKind::Unknown => {
            (!state.live || state.stale || cluster.zones.is_empty()).then_some(NodeActionOff::NotContacted)
        }
    }
}

fn stage(cluster: &ClusterView, action: NodeActionKind) -> Option<NodeActionOff> {
    match (cluster.stage, action) {
        (ClusterStage::Cluster, Initialize | Join | Remove | RemoveAll) => {
            Some(NodeActionOff::AlreadyInitialized)
        }
        (ClusterStage::Agents, ScaleOut | ScaleIn | Start | Stop | StopZone | DeleteZone) => {
            Some(NodeActionOff::NotInitialized)
        }
        (ClusterStage::Agents, Initialize | Join | Remove | RemoveAll)
        | (ClusterStage::Cluster, ScaleOut | ScaleIn | Start | Stop | StopZone | DeleteZone) => None,
    }
}

/// A start or a stop can pass tasks that failed before it begins, and is not kept away by one of the cluster that
/// failed: what it needs are the locks of the agents.
fn locked(cluster: &ClusterView, action: NodeActionKind) -> Option<NodeActionOff> {
    let lock = cluster.lock.as_ref()?;
    let is_start_or_stop = matches!(action, Start | Stop | StopZone);
    (!(is_start_or_stop && leaves_agents(lock))).then_some(NodeActionOff::Locked)
}

fn leaves_agents(lock: &LockView) -> bool {
    let failed = lock.task.as_ref().filter(|task| task.state.kind == StateKind::Failed);
    let pass = lock.operators.iter().find(|view| view.operator == TaskOperator::Pass);
    let can_be_passed = pass.is_some_and(|view| matches!(view.off, None | Some(OperatorOff::Unknown)));
    failed.is_some_and(|task| can_be_passed || is_of_cluster(&task.id))
}

fn no_master(cluster: &ClusterView) -> Option<NodeActionOff> {
    let mut hosts = cluster.zones.iter().flat_map(|zone| &zone.hosts);
    let answers = |host: &HostView| host.identity == "MASTER" && host.agent == AgentLinkState::Answers;
    (!hosts.any(answers)).then_some(NodeActionOff::NoMaster)
}

fn stop_zone(cluster: &ClusterView, zone: &ZoneView) -> Option<NodeActionOff> {
    let stopped = zone.word == "STOPPED" || zone.hosts.iter().all(is_stopped);
    if stopped {
        return Some(NodeActionOff::Stopped);
    }
    busy_zone(zone).or_else(|| last_zone(cluster)).or_else(|| another_stopped(cluster, zone))
}

fn delete_zone(cluster: &ClusterView, zone: &ZoneView) -> Option<NodeActionOff> {
    busy_zone(zone)
        .or_else(|| last_zone(cluster))
        .or_else(|| another_stopped(cluster, zone))
        // The call cannot go to an agent of the zone itself.
        .or_else(|| nobody_else(cluster, |host| host.zone != zone.name))
}

fn scale_in(cluster: &ClusterView, host: &HostView) -> Option<NodeActionOff> {
    let last = servers(cluster).count() < 2;
    last.then_some(NodeActionOff::LastHost)
        .or_else(|| busy(host))
        .or_else(|| nobody_else(cluster, |other| other.address != host.address))
}

/// When no agent can take the call among those that may.
fn nobody_else(cluster: &ClusterView, may: impl Fn(&HostView) -> bool) -> Option<NodeActionOff> {
    let any = servers(cluster).any(|host| may(host) && host.agent == AgentLinkState::Answers);
    (!any).then_some(NodeActionOff::Unreachable)
}

fn last_zone(cluster: &ClusterView) -> Option<NodeActionOff> {
    let named = cluster.zones.iter().filter(|zone| !zone.name.is_empty()).count();
    (named < 2).then_some(NodeActionOff::LastZone)
}

fn another_stopped(cluster: &ClusterView, zone: &ZoneView) -> Option<NodeActionOff> {
    let mut others = cluster.zones.iter().filter(|other| other.name != zone.name);
    let stopped = others.any(|other| other.word == "STOPPED" || other.hosts.iter().any(is_out_of_service));
    stopped.then_some(NodeActionOff::AnotherZoneStopped)
}

/// Hosts that have an observer, or are about to lose or to get one.
fn servers(cluster: &ClusterView) -> impl Iterator<Item = &HostView> {
    let hosts = cluster.zones.iter().flat_map(|zone| &zone.hosts);
    hosts.filter(|host| host.identity != "SINGLE")
}

fn silent(host: &HostView) -> Option<NodeActionOff> {
    match host.agent {
        AgentLinkState::Answers => None,
        AgentLinkState::NotAsked
        | AgentLinkState::Silent
        | AgentLinkState::KeyChanged
        | AgentLinkState::CertificateNotTrusted
        | AgentLinkState::AddressDiffers => Some(NodeActionOff::AgentSilent),
    }
}

fn busy_zone(zone: &ZoneView) -> Option<NodeActionOff> {
    let changing = ["CREATING", "STOPPING", "STARTING", "RESTARTING", "DELETING", "DELETED"];
    let busy = changing.contains(&zone.word.as_str()) || zone.hosts.iter().any(|host| busy(host).is_some());
    busy.then_some(NodeActionOff::Busy)
}

fn busy(host: &HostView) -> Option<NodeActionOff> {
    match host.observer {
        ObserverState::Starting
        | ObserverState::Stopping
        | ObserverState::Deleting
        | ObserverState::NotDeployed => Some(NodeActionOff::Busy),
        ObserverState::Running
        | ObserverState::ServiceStopped
        | ObserverState::ProcessStopped
        | ObserverState::Unavailable
        | ObserverState::Unknown => None,
    }
}

fn is_up(host: &HostView) -> bool {
    host.observer == ObserverState::Running
}

fn is_stopped(host: &HostView) -> bool {
    host.observer == ObserverState::ProcessStopped
}

fn is_out_of_service(host: &HostView) -> bool {
    matches!(host.observer, ObserverState::ProcessStopped | ObserverState::ServiceStopped)
}

fn is_down(host: &HostView) -> bool {
    matches!(host.observer, ObserverState::ProcessStopped | ObserverState::Unavailable)
}

#[cfg(test)]
#[path = "actions_tests.rs"]
pub mod tests;
