//! A cluster as a whole: before init, after it, and with a part of it down. Through the commands a window has.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use crate::common::clusters::{all_hosts, host, off};
use crate::common::contacts::{cluster_of, settings};
use crate::common::{Bench, ROOT_PASSWORD};
use console::Sink;
use console::dto::*;
use sandbox::{AgentTraits, FirstTask, InitialisedCluster, ManualClock, Membership, Options};

use NodeActionKind::{
    DeleteZone, Initialize, Join, Remove, RemoveAll, ScaleIn, ScaleOut, Start, Stop, StopZone,
};

const GIB: f64 = (1_u64 << 30) as f64;

fn spread_over(zones: usize, agents: usize) -> Options {
    let base = cluster_of(agents);
    let cluster = base.cluster.clone().map(|it| InitialisedCluster { zones: Some(zones), ..it });
    Options { cluster, ..base }
}

#[tokio::test]
async fn an_agent_on_its_own_is_a_cluster_to_be() {
    let bench = Bench::new(Options { agents: 1, ..Options::default() }).await;
    let id = bench.add(settings(ConnectionKind::Agent, &bench.sandbox.addresses())).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    let has_machine = |view: &ClusterView| all_hosts(view).iter().any(|host| host.usage.memory.is_some());
    let view = watcher.until("its machine", has_machine).await;
    assert_eq!((view.stage, view.zones.len(), view.zones[0].name.as_str()), (ClusterStage::Agents, 1, ""));
    let agent = all_hosts(&view)[0];
    assert_eq!((agent.identity.as_str(), agent.observer), ("SINGLE", ObserverState::NotDeployed));
    assert_eq!(agent.usage.memory, Some(Usage { used: 16.0 * GIB, total: 64.0 * GIB }));
    assert_eq!(agent.usage.cpu, Some(Usage { used: 0.0, total: 16.0 }));
    assert!(!agent.stale && agent.outliers.is_empty() && !agent.ob_version.is_empty());
    assert_eq!(off(&view.actions, Initialize), None);
    assert_eq!(off(&view.actions, ScaleOut), Some(NodeActionOff::NotInitialized));
    assert_eq!(off(&agent.actions, Join), Some(NodeActionOff::NoMaster));
}

#[tokio::test]
async fn a_group_shows_its_agents_in_their_zones() {
    let member = |member| AgentTraits { member: Some(member), ..AgentTraits::default() };
    let slow = AgentTraits { clock_skew: 400, ..member(Membership::FollowerOf(0)) };
    let traits: BTreeMap<usize, AgentTraits> =
        [(0, member(Membership::Master)), (1, member(Membership::FollowerOf(0))), (2, slow)].into();
    let bench = Bench::new(Options { agents: 3, traits, ..Options::default() }).await;
    let addresses = bench.sandbox.addresses();
    let id = bench.add(settings(ConnectionKind::Cluster, &addresses[..1])).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    let view = watcher.settled(3).await;
    let zones: Vec<&str> = view.zones.iter().map(|zone| zone.name.as_str()).collect();
    assert_eq!((view.stage, zones), (ClusterStage::Agents, vec!["zone1", "zone2", "zone3"]));
    let identities: Vec<&str> =
        addresses.iter().map(|address| host(&view, address).identity.as_str()).collect();
    assert_eq!(identities, ["MASTER", "FOLLOWER", "FOLLOWER"]);
    assert_eq!(host(&view, &addresses[2]).outliers, [Outlier::Clock]);
    assert_eq!(host(&view, &addresses[1]).outliers, []);
    assert_eq!(off(&host(&view, &addresses[1]).actions, Remove), None);
    assert_eq!((off(&view.actions, Join), off(&view.actions, RemoveAll)), (None, None));
    for at in 1..3 {
        let asked = bench.sandbox.requests(at);
        let machines = asked.iter().filter(|it| it.path == "/api/v1/agent/host-info");
        assert!(
            machines.filter(|it| it.credential.is_some()).count() == 0,
            "a follower would answer for its master"
        );
    }
}

#[tokio::test]
async fn zones_are_columns_and_hosts_cards() {
    for (zones, agents) in [(1, 1), (3, 3), (3, 30)] {
        let bench = Bench::new(spread_over(zones, agents)).await;
        let id = bench.cluster(&[0], ROOT_PASSWORD).await;
        let mut watcher = bench.watch_cluster("screen", &id).await;
        let view = watcher.settled(agents).await;
        assert_eq!((view.connection_id.as_str(), view.stage), (id.as_str(), ClusterStage::Cluster));
        assert_eq!(
            (view.name.as_str(), view.status.as_str(), view.zones.len()),
            ("ob_order", "AVAILABLE", zones)
        );
        for zone in &view.zones {
            assert_eq!((zone.word.as_str(), zone.hosts.len()), ("RUNNING", agents / zones));
            assert_eq!(zone.hosts.iter().filter(|host| host.root_service).count(), 1);
        }
        for host in all_hosts(&view) {
            assert_eq!((host.observer, host.observer_word.as_str()), (ObserverState::Running, "RUNNING"));
            assert!(host.outliers.is_empty() && host.sql_address.is_some() && host.problem.is_none());
            assert!(host.usage.disk.is_some_and(|disk| disk.used < disk.total));
        }
        let total = view.usage.cpu.unwrap().total;
        assert!((total - 16.0 * agents as f64).abs() < 0.1, "{total}");
        assert_eq!((view.lock.clone(), view.state.stale), (None, false));

        let only = |off: NodeActionOff| (agents == 1).then_some(off);
        assert_eq!(off(&view.zones[0].actions, DeleteZone), only(NodeActionOff::LastZone));
        assert_eq!(off(&view.zones[0].actions, StopZone), only(NodeActionOff::LastZone));
        assert_eq!(off(&all_hosts(&view)[0].actions, ScaleIn), only(NodeActionOff::LastHost));
        assert_eq!(off(&all_hosts(&view)[0].actions, Start), Some(NodeActionOff::Running));
        assert_eq!((off(&view.actions, Stop), off(&view.actions, ScaleOut)), (None, None));
        assert_eq!(off(&view.actions, Initialize), Some(NodeActionOff::AlreadyInitialized));
    }
}

#[tokio::test]
async fn what_is_down_stays_and_says_so() {
    let bench = Bench::new(cluster_of(3)).await;
    let addresses = bench.sandbox.addresses();
    let id = bench.cluster(&[0, 1, 2], ROOT_PASSWORD).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    let well = watcher.settled(3).await;

    bench.sandbox.kill_agent(2).await;
    let silent = |view: &ClusterView| host(view, &addresses[2]).agent == AgentLinkState::Silent;
    let view = watcher.until("the silent one", silent).await;
    let lost = host(&view, &addresses[2]);
    assert!(lost.stale && lost.outliers.contains(&Outlier::Silent));
    assert_eq!(lost.usage, host(&well, &addresses[2]).usage);
    assert_eq!(lost.obshell_version, host(&well, &addresses[2]).obshell_version);
    assert!(!host(&view, &addresses[0]).stale && !view.state.stale);
    assert_eq!(off(&lost.actions, Stop), Some(NodeActionOff::AgentSilent));
    assert_eq!(off(&lost.actions, ScaleIn), None, "a lost host can be given up");

    bench.sandbox.kill_agent(0).await;
    bench.sandbox.kill_agent(1).await;
    let nobody = |view: &ClusterView| view.state.kind == ConnectionStateKind::Unreachable;
    let view = watcher.until("nobody", nobody).await;
    assert!(view.state.stale && view.read_at.is_some());
    assert_eq!((view.zones.len(), all_hosts(&view).len()), (3, 3));
    assert!(all_hosts(&view).iter().all(|host| host.stale && host.usage.disk.is_some()));
    assert_eq!(off(&view.actions, ScaleOut), Some(NodeActionOff::Unreachable));

    for at in 0..3 {
        bench.sandbox.revive_agent(at).await;
    }
    let view = watcher.settled(3).await;
    assert_eq!(off(&view.actions, ScaleOut), None);
}

#[tokio::test]
async fn fifty_rounds_without_news_are_no_message() {
    let now = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_800_000_000);
    let clock = Arc::new(ManualClock::at(now.into()));
    let bench = Bench::new(Options { clock, ..cluster_of(2) }).await;
    bench.clock.stand_still(now);
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    watcher.settled(2).await;
    bench.pass_rounds(0, 20).await;
    watcher.drain();
    let before = bench.asked("/api/v1/obcluster/info");
    bench.pass_rounds(0, 50).await;
    assert_eq!(watcher.drain(), 0);
    assert!(bench.asked("/api/v1/obcluster/info") >= before + 40, "it was read all the while");
}

#[tokio::test]
async fn a_cluster_that_nobody_looks_at_costs_nothing_more() {
    let bench = Bench::new(cluster_of(2)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut list = bench.watch("list").await;
    bench.contact(&id).await;
    list.until_state(&id, ConnectionStateKind::Available).await;
    bench.pass_rounds(0, 5).await;
    let extra = || bench.asked("/api/v1/obcluster/info") + bench.asked("/api/v1/task/dags/");
    assert_eq!(extra(), 0);

    let mut watcher = bench.watch_cluster("screen", &id).await;
    let view = watcher.settled(2).await;
    assert!(!view.recent.is_empty());
    bench.unwatch("screen").await;
    // The round that was under way may still read it.
    bench.pass_rounds(0, 3).await;
    let before = extra();
    bench.pass_rounds(0, 10).await;
    assert_eq!(extra(), before);
    watcher.drain();
    bench.sandbox.kill_agent(1).await;
    bench.pass_rounds(0, 10).await;
    assert_eq!(watcher.drain(), 0, "a subscription that ended sends nothing");
}

#[tokio::test]
async fn watching_contacts_and_tells_of_the_last_day() {
    let bench = Bench::new(cluster_of(2)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    let view = watcher.until("the tasks of the day", |view| !view.recent.is_empty()).await;
    let init = view.recent.iter().find(|note| note.name == "Initialize cluster").unwrap();
    assert_eq!((init.state.kind, init.holds_lock), (StateKind::Succeeded, false));
    assert!(view.recent.is_sorted_by_key(|note| std::cmp::Reverse(note.started_at)));
}

#[tokio::test]
async fn the_lock_names_its_holder_and_the_ways_out() {
    for (first_task, kind) in
        [(FirstTask::Failed, StateKind::Failed), (FirstTask::Running, StateKind::Running)]
    {
        let base = cluster_of(2);
        let cluster = base.cluster.clone().map(|cluster| InitialisedCluster { first_task, ..cluster });
        let bench = Bench::at_speed(1.0, Options { cluster, ..base }).await;
        let addresses = bench.sandbox.addresses();
        // Asked of the agent that does not work at it.
        let id = bench.cluster(&[1], ROOT_PASSWORD).await;
        let mut watcher = bench.watch_cluster("screen", &id).await;
        let view =
            watcher.until("the lock", |view| view.lock.as_ref().is_some_and(|it| it.task.is_some())).await;
        let lock = view.lock.clone().unwrap();
        let task = lock.task.unwrap();
        assert_eq!(
            (task.state.kind, task.holds_lock, task.name.as_str()),
            (kind, true, "Initialize cluster")
        );
        assert_eq!(lock.step.as_deref(), Some("Import script for tenant"));
        assert_eq!(
            (lock.host.as_deref(), lock.agents),
            (Some(addresses[0].as_str()), vec![addresses[0].clone()])
        );
        assert_eq!(host(&view, &addresses[0]).task.as_ref(), Some(&task));
        assert_eq!(host(&view, &addresses[1]).task, None);
        let retry = lock.operators.iter().find(|view| view.operator == TaskOperator::Retry).unwrap();
        assert_eq!(retry.off, (kind == StateKind::Running).then_some(OperatorOff::OnlyAfterFailure));
        for action in [ScaleOut, Stop, Start] {
            assert_eq!(off(&view.actions, action), Some(NodeActionOff::Locked));
        }
    }
}

#[tokio::test]
async fn a_password_comes_first_and_what_was_read_stays() {
    let bench = Bench::new(cluster_of(2)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    watcher.settled(2).await;
    bench.sandbox.change_root_password("ccDD22##new");
    let wrong = |view: &ClusterView| view.state.kind == ConnectionStateKind::PasswordWrong;
    let view = watcher.until("the refusal", wrong).await;
    assert_eq!((all_hosts(&view).len(), bench.sandbox.refused_attempts()), (2, 1));
    assert_eq!(off(&view.actions, Stop), Some(NodeActionOff::PasswordNeeded));
    bench.replace_password(&id, PasswordKind::Root, "ccDD22##new").await;
    watcher.settled(2).await;
    assert_eq!(bench.sandbox.refused_attempts(), 1);
}

#[tokio::test]
async fn what_was_known_is_shown_before_anybody_answers() {
    let mut bench = Bench::new(cluster_of(3)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    bench.watch_cluster("screen", &id).await.settled(3).await;
    for at in 0..3 {
        bench.sandbox.kill_agent(at).await;
    }
    bench.restart().await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    let view = watcher.until("the first view", |_| true).await;
    assert_eq!((view.stage, view.read_at), (ClusterStage::Cluster, None));
    assert_eq!((view.name.as_str(), all_hosts(&view).len()), ("ob_order", 3));
    assert!(all_hosts(&view).iter().all(|host| host.stale));
    let nobody = |view: &ClusterView| view.state.kind == ConnectionStateKind::Unreachable;
    let view = watcher.until("nobody", nobody).await;
    assert_eq!((all_hosts(&view).len(), view.zones.len()), (3, 3));
}

#[tokio::test]
async fn a_host_that_comes_is_shown() {
    let bench = Bench::new(cluster_of(1)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    watcher.settled(1).await;
    let added = bench.sandbox.add_agent().await.unwrap();
    let view = watcher.settled(2).await;
    assert_eq!(host(&view, &added).identity, "CLUSTER AGENT");
}

#[tokio::test]
async fn an_ocp_is_no_cluster() {
    let bench = Bench::new(Options { agents: 1, ocp: true, ..Options::default() }).await;
    let id = bench.add(settings(ConnectionKind::Ocp, &[bench.sandbox.ocp_url().unwrap()])).await;
    let request = WatchClusterReq { watch_id: "screen".to_owned(), connection_id: id };
    let refused = bench.console.watch_cluster(request, Sink::new(|_| true)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    let request = WatchClusterReq { watch_id: "screen".to_owned(), connection_id: "nobody".to_owned() };
    let unknown = bench.console.watch_cluster(request, Sink::new(|_| true)).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound);
    assert!(bench.sandbox.ocp_requests().is_empty());
}

#[tokio::test]
async fn opening_a_cluster_tries_no_refused_password_again() {
    let mut bench = Bench::new(cluster_of(1)).await;
    let id = bench.cluster(&[0], "wrong").await;
    let mut list = bench.watch("list").await;
    bench.contact(&id).await;
    list.until_state(&id, ConnectionStateKind::PasswordWrong).await;

    bench.restart().await;
    let before = bench.sandbox.requests(0).len();
    let _watcher = bench.watch_cluster("screen", &id).await;
    let view = bench.connection(&id).await;
    assert_eq!((view.state.kind, view.state.live), (ConnectionStateKind::PasswordWrong, false));
    let create =
        CreateDraftReq { kind: DraftKind::ScaleOut, practice: false, connection_id: Some(id.clone()) };
    bench.console.create_draft(create).await.unwrap();
    let action = NodeAction::DeleteZone { zone: "zone1".to_owned() };
    let impact = bench.console.node_impact(NodeActionReq { connection_id: id.clone(), action }).await;
    assert_eq!(impact.unwrap_err().code, ErrorCode::Unauthorized);
    assert_eq!(bench.sandbox.requests(0).len(), before);
    bench.replace_password(&id, PasswordKind::Root, ROOT_PASSWORD).await;
    bench.contact(&id).await;
    bench.watch("after").await.until_state(&id, ConnectionStateKind::Available).await;
}
