use super::*;
use crate::dto::{ConnectionState, HostUsage, OperatorOff, OperatorView, StateView, TaskNote};
use crate::links::cluster::hosts::tests::host;

/// Two zones, the first with two hosts, that are well.
pub fn cluster() -> ClusterView {
    let zone = |name: &str, hosts: &[&str]| ZoneView {
        name: name.to_owned(),
        word: "RUNNING".to_owned(),
        idc: String::new(),
        region: String::new(),
        hosts: hosts.iter().map(|address| HostView { zone: name.to_owned(), ..host(address) }).collect(),
        actions: Vec::new(),
    };
    ClusterView {
        connection_id: "c".to_owned(),
        stage: ClusterStage::Cluster,
        name: "ob_order".to_owned(),
        cluster_id: "1".to_owned(),
        ob_version: String::new(),
        obshell_version: String::new(),
        community: Some(true),
        status: "AVAILABLE".to_owned(),
        state: ConnectionState {
            kind: ConnectionStateKind::Available,
            live: true,
            stale: false,
            answered_at: Some(1),
            problem: None,
            password: None,
        },
        usage: HostUsage::default(),
        zones: vec![zone("zone1", &["10.0.0.1:2886", "10.0.0.2:2886"]), zone("zone2", &["10.0.0.3:2886"])],
        tenants: Vec::new(),
        lock: None,
        tasks: Vec::new(),
        recent: Vec::new(),
        actions: Vec::new(),
        read_at: Some(1),
    }
}

/// MASTER, FOLLOWER and an agent that belongs to nobody yet.
fn group() -> ClusterView {
    let mut group = cluster();
    group.stage = ClusterStage::Agents;
    group.state.kind = ConnectionStateKind::NotInitialized;
    let identities = ["MASTER", "FOLLOWER", "SINGLE"];
    let hosts = group.zones.iter_mut().flat_map(|zone| &mut zone.hosts);
    for (host, identity) in hosts.zip(identities) {
        (host.identity, host.observer) = (identity.to_owned(), ObserverState::NotDeployed);
    }
    group
}

fn changed(change: impl FnOnce(&mut ClusterView)) -> ClusterView {
    let mut cluster = cluster();
    change(&mut cluster);
    cluster
}

fn at_first(change: impl FnOnce(&mut HostView)) -> ClusterView {
    changed(|cluster| change(&mut cluster.zones[0].hosts[0]))
}

fn off(actions: Vec<NodeActionView>, action: NodeActionKind) -> Option<NodeActionOff> {
    actions.into_iter().find(|view| view.action == action).unwrap().off
}

/// Of the whole, the first zone and its first host.
fn offs(cluster: &ClusterView, action: NodeActionKind) -> [Option<NodeActionOff>; 3] {
    let zone = &cluster.zones[0];
    [
        off(cluster_actions(cluster), action),
        off(zone_actions(cluster, zone), action),
        off(host_actions(cluster, &zone.hosts[0]), action),
    ]
}

fn of_zone(cluster: &ClusterView, action: NodeActionKind) -> Option<NodeActionOff> {
    off(zone_actions(cluster, &cluster.zones[0]), action)
}

fn of_host(cluster: &ClusterView, action: NodeActionKind) -> Option<NodeActionOff> {
    off(host_actions(cluster, &cluster.zones[0].hosts[0]), action)
}

/// By a task of an agent.
fn locked_by(kind: StateKind, pass: Option<OperatorOff>) -> ClusterView {
    let task = TaskNote {
        id: "22130706433028861".to_owned(),
        name: "Stop OB".to_owned(),
        state: StateView { kind, word: String::new() },
        done: 1,
        total: 9,
        started_at: None,
        ended_at: None,
        holds_lock: true,
        operation_id: None,
    };
    let operators = vec![OperatorView { operator: TaskOperator::Pass, off: pass }];
    let lock = LockView { task: Some(task), agents: Vec::new(), step: None, host: None, operators };
    changed(|cluster| cluster.lock = Some(lock))
}

#[test]
fn a_cluster_that_is_well_can_be_changed() {
    let well = cluster();
    assert_eq!(offs(&well, Stop), [None; 3]);
    assert_eq!(offs(&well, Start), [Some(NodeActionOff::Running); 3]);
    assert_eq!(off(cluster_actions(&well), ScaleOut), None);
    assert_eq!((of_zone(&well, StopZone), of_zone(&well, DeleteZone)), (None, None));
    assert_eq!(of_host(&well, ScaleIn), None);
    for action in [Initialize, Join, RemoveAll] {
        assert_eq!(off(cluster_actions(&well), action), Some(NodeActionOff::AlreadyInitialized));
    }
}

#[test]
fn a_group_can_grow_and_shrink_while_its_master_answers() {
    let mut group = group();
    let of_whole = |group: &ClusterView| {
        [Initialize, Join, RemoveAll, ScaleOut].map(|action| off(cluster_actions(group), action))
    };
    let not_yet = Some(NodeActionOff::NotInitialized);
    assert_eq!(of_whole(&group), [None, None, None, not_yet]);
    let zone = group.zones[0].clone();
    assert!(zone_actions(&group, &zone).is_empty());
    assert_eq!([&zone.hosts[0], &zone.hosts[1]].map(|it| off(host_actions(&group, it), Remove)), [None; 2]);
    assert_eq!(off(host_actions(&group, &group.zones[1].hosts[0]), Join), None);

    group.zones[0].hosts[1].agent = AgentLinkState::Silent;
    assert_eq!(off(host_actions(&group, &group.zones[0].hosts[1]), Remove), None, "its master removes it");
    group.zones[0].hosts[0].agent = AgentLinkState::Silent;
    let no_master = Some(NodeActionOff::NoMaster);
    assert_eq!(of_whole(&group), [None, no_master, no_master, not_yet]);
    assert_eq!(off(host_actions(&group, &group.zones[0].hosts[1]), Remove), no_master);
    assert_eq!(of_host(&group, Remove), Some(NodeActionOff::AgentSilent));
}

#[test]
fn nothing_is_done_blindly() {
    let in_state = |kind| changed(|cluster| cluster.state.kind = kind);
    for (kind, reason) in [
        (ConnectionStateKind::NotContacted, NodeActionOff::NotContacted),
        (ConnectionStateKind::PasswordWrong, NodeActionOff::PasswordNeeded),
        (ConnectionStateKind::VaultLocked, NodeActionOff::PasswordNeeded),
        (ConnectionStateKind::Unreachable, NodeActionOff::Unreachable),
        (ConnectionStateKind::KeyChanged, NodeActionOff::Unreachable),
    ] {
        assert_eq!(offs(&in_state(kind), Stop), [Some(reason); 3], "{kind:?}");
    }
    let left = changed(|cluster| cluster.state.live = false);
    assert_eq!(offs(&left, Stop), [Some(NodeActionOff::NotContacted); 3]);
}

#[test]
fn a_lock_keeps_all_away_but_what_can_pass_its_holder() {
    let locked = Some(NodeActionOff::Locked);
    let runs = locked_by(StateKind::Running, None);
    assert_eq!(offs(&runs, Stop), [locked; 3]);
    let rigid = locked_by(StateKind::Failed, Some(OperatorOff::StepDoesNotAllow));
    assert_eq!(offs(&rigid, Stop), [locked; 3]);
    let passable = locked_by(StateKind::Failed, None);
    assert_eq!(offs(&passable, Stop), [None; 3]);
    assert_eq!(of_zone(&passable, StopZone), None);
    assert_eq!((of_zone(&passable, DeleteZone), of_host(&passable, ScaleIn)), (locked, locked));
    assert_eq!(off(cluster_actions(&passable), ScaleOut), locked);
}

#[test]
fn a_task_of_the_cluster_that_failed_keeps_no_server_from_starting() {
    let of_cluster = |kind| {
        let mut cluster = locked_by(kind, Some(OperatorOff::StepDoesNotAllow));
        let task = cluster.lock.as_mut().and_then(|lock| lock.task.as_mut()).unwrap();
        (task.id, task.name) = ("11".to_owned(), "Cluster scale out".to_owned());
        cluster
    };
    let locked = Some(NodeActionOff::Locked);
    let failed = of_cluster(StateKind::Failed);
    assert_eq!(offs(&failed, Stop), [None; 3]);
    assert_eq!((of_zone(&failed, StopZone), of_host(&failed, ScaleIn)), (None, locked));
    assert_eq!(offs(&of_cluster(StateKind::Running), Stop), [locked; 3]);
}

#[test]
fn the_last_of_its_kind_cannot_go() {
    let one = changed(|cluster| {
        cluster.zones.truncate(1);
        cluster.zones[0].hosts.truncate(1);
    });
    assert_eq!(of_zone(&one, StopZone), Some(NodeActionOff::LastZone));
    assert_eq!(of_zone(&one, DeleteZone), Some(NodeActionOff::LastZone));
    assert_eq!(of_host(&one, ScaleIn), Some(NodeActionOff::LastHost));
    assert_eq!(offs(&one, Stop), [None; 3]);
    let beside = changed(|cluster| {
        cluster.zones.truncate(1);
        cluster.zones[0].hosts.truncate(1);
        let single = HostView { identity: "SINGLE".to_owned(), ..host("10.0.0.9:2886") };
        cluster.zones.push(ZoneView { name: String::new(), hosts: vec![single], ..cluster.zones[0].clone() });
    });
    assert_eq!(
        of_host(&beside, ScaleIn),
        Some(NodeActionOff::LastHost),
        "an agent on its own is no host of it"
    );
    assert_eq!(of_zone(&beside, DeleteZone), Some(NodeActionOff::LastZone));
}

#[test]
fn the_observer_says_what_can_be_done_with_a_host() {
    let in_state = |state| at_first(|host| host.observer = state);
    for (state, start, stop) in [
        (ObserverState::Running, Some(NodeActionOff::Running), None),
        (ObserverState::ServiceStopped, None, None),
        (ObserverState::ProcessStopped, None, Some(NodeActionOff::Stopped)),
        (ObserverState::Unavailable, None, None),
        (ObserverState::Unknown, None, None),
        (ObserverState::Starting, Some(NodeActionOff::Busy), Some(NodeActionOff::Busy)),
        (ObserverState::Deleting, Some(NodeActionOff::Busy), Some(NodeActionOff::Busy)),
    ] {
        let cluster = in_state(state);
        assert_eq!((of_host(&cluster, Start), of_host(&cluster, Stop)), (start, stop), "{state:?}");
    }
    assert_eq!(of_zone(&in_state(ObserverState::Stopping), StopZone), Some(NodeActionOff::Busy));
    let silent = at_first(|host| host.agent = AgentLinkState::Silent);
    assert_eq!(of_host(&silent, Stop), Some(NodeActionOff::AgentSilent));
    assert_eq!(of_host(&silent, ScaleIn), None, "by force, another agent does it");
}

#[test]
fn one_zone_at_a_time_is_out_of_service() {
    let other = |state| changed(|cluster| cluster.zones[1].hosts[0].observer = state);
    for state in [ObserverState::ServiceStopped, ObserverState::ProcessStopped] {
        assert_eq!(of_zone(&other(state), StopZone), Some(NodeActionOff::AnotherZoneStopped));
        assert_eq!(of_zone(&other(state), DeleteZone), Some(NodeActionOff::AnotherZoneStopped));
    }
    let stopped = changed(|cluster| "STOPPED".clone_into(&mut cluster.zones[0].word));
    assert_eq!(of_zone(&stopped, StopZone), Some(NodeActionOff::Stopped));
    assert_eq!(of_zone(&stopped, DeleteZone), None);
}

#[test]
fn a_call_needs_somebody_else_to_take_it() {
    let alone = changed(|cluster| {
        cluster.zones[0].hosts[1].agent = AgentLinkState::Silent;
        cluster.zones[1].hosts[0].agent = AgentLinkState::Silent;
    });
    assert_eq!(of_host(&alone, ScaleIn), Some(NodeActionOff::Unreachable));
    assert_eq!(of_zone(&alone, DeleteZone), Some(NodeActionOff::Unreachable));
}

#[test]
fn what_is_all_down_can_only_be_started() {
    let down = changed(|cluster| {
        for host in cluster.zones.iter_mut().flat_map(|zone| &mut zone.hosts) {
            host.observer = ObserverState::ProcessStopped;
        }
    });
    assert_eq!(offs(&down, Start), [None; 3]);
    assert_eq!(offs(&down, Stop), [Some(NodeActionOff::Stopped); 3]);
    assert_eq!(off(cluster_actions(&down), ScaleOut), Some(NodeActionOff::Stopped));
}
