//! Changes of nodes that need no wizard: what is told before, what is sent, what comes of it.

use crate::common::clusters::ticked;
use crate::common::contacts::{cluster_of, settings};
use crate::common::{Bench, Follower, ROOT_PASSWORD};
use console::dto::*;
use sandbox::{AgentTraits, InitialisedCluster, Membership, Options};

/// A connection to a cluster of so many agents in three zones at the most, by its first agent.
async fn cluster(agents: usize, change: impl FnOnce(&mut Options)) -> (Bench, String) {
    let mut options = cluster_of(agents);
    let cluster = options.cluster.clone().unwrap();
    options.cluster = Some(InitialisedCluster { zones: Some(agents.min(3)), ..cluster });
    change(&mut options);
    let bench = Bench::new(options).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    bench.contact(&id).await;
    let mut watcher = bench.watch("w").await;
    watcher.until(&id, "every agent", |view| view.agents.len() == agents).await;
    (bench, id)
}

async fn impact(bench: &Bench, id: &str, action: &NodeAction) -> Impact {
    let request = NodeActionReq { connection_id: id.to_owned(), action: action.clone() };
    bench.console.node_impact(request).await.unwrap()
}

/// Starts an action with every warning ticked.
async fn try_start(bench: &Bench, id: &str, action: &NodeAction) -> Result<String, IpcError> {
    let impact = impact(bench, id, action).await;
    let accepted = ticked(&impact);
    let (connection_id, action, consent) = (id.to_owned(), action.clone(), Consent::default());
    let request = StartNodeActionReq { connection_id, action, accepted, consent };
    bench.console.start_node_action(request).await.map(|started| started.operation_id)
}

async fn start(bench: &Bench, id: &str, action: &NodeAction) -> Follower {
    let operation_id = try_start(bench, id, action).await.unwrap();
    bench.follow(&operation_id).await
}

/// How often a request that changes something came to any agent from a client.
fn sent(bench: &Bench, path: &str) -> usize {
    let agents = 0..bench.sandbox.addresses().len();
    let all = agents.flat_map(|at| bench.sandbox.requests(at));
    all.filter(|it| it.path == path && it.method != "GET" && !it.relayed).count()
}

fn codes(impact: &Impact) -> Vec<(Verdict, ImpactCode)> {
    impact.findings.iter().map(|finding| (finding.verdict, finding.code)).collect()
}

fn names(view: &OperationView) -> Vec<&str> {
    view.calls[0].steps.iter().map(|step| step.name.as_str()).collect()
}

fn scale_in(agent: &str, force: bool) -> NodeAction {
    NodeAction::ScaleIn { agent: agent.to_owned(), force }
}

fn stop(agents: &[String], mode: StopMode) -> NodeAction {
    let scope = NodeScope::Servers { agents: agents.to_vec() };
    NodeAction::Stop { scope, mode, pass_tasks: Vec::new() }
}

fn start_of(scope: NodeScope) -> NodeAction {
    NodeAction::Start { scope, pass_tasks: Vec::new() }
}

#[tokio::test]
async fn a_host_is_scaled_in_through_another() {
    for force in [false, true] {
        let (bench, id) = cluster(3, |_| {}).await;
        let agents = bench.sandbox.addresses();
        let action = scale_in(&agents[0], force);
        let told = impact(&bench, &id, &action).await;
        assert_eq!(codes(&told)[0], (Verdict::Pass, ImpactCode::SentToAnother), "the agent in use leaves");
        assert_ne!(told.calls[0].target, agents[0]);
        assert_eq!(told.calls[0].path, "/api/v1/ob/scale_in");
        assert_eq!(told.undo, Undo::ScaleOut);
        let done = start(&bench, &id, &action).await.until_state(StateKind::Succeeded).await;
        assert_eq!(
            (done.head.kind, done.head.subject.as_str()),
            (OperationKind::ScaleIn, agents[0].as_str())
        );
        assert!(done.head.outcome.is_none());
        assert_eq!(names(&done), told.steps, "the steps are those that were told");
        assert_eq!(sent(&bench, "/api/v1/ob/scale_in"), 1);
        let mut watcher = bench.watch("after").await;
        watcher.until(&id, "two agents", |view| view.agents.iter().filter(|it| !it.given).count() <= 2).await;
    }
}

#[tokio::test]
async fn warnings_need_a_tick_and_stand_in_the_audit_list() {
    let (bench, id) = cluster(3, |_| {}).await;
    let action = scale_in(&bench.sandbox.addresses()[2], false);
    let request = |accepted: &[AcceptedFinding], action: &NodeAction| StartNodeActionReq {
        connection_id: id.clone(),
        action: action.clone(),
        accepted: accepted.to_vec(),
        consent: Consent::default(),
    };
    let mut read = ticked(&impact(&bench, &id, &action).await);
    read.retain(|warning| warning.code == ImpactCode::ZoneEmptied);
    let refused = bench.console.start_node_action(request(&read, &action)).await.unwrap_err();
    assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::Invalid, Some("DataDeleted")));
    let unknown = bench.console.start_node_action(request(&[], &scale_in("10.9.9.9:2886", false))).await;
    assert_eq!(unknown.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(sent(&bench, "/api/v1/ob/scale_in"), 0);

    start(&bench, &id, &action).await.until_state(StateKind::Succeeded).await;
    let page = AuditReq { before: None, connection_id: Some(id.clone()), only_trouble: false, limit: 50 };
    let entries = bench.console.audit(page).await.unwrap().entries;
    let accepted = entries.iter().find(|entry| entry.call.starts_with("accept warnings")).unwrap();
    assert!(accepted.detail.as_deref().unwrap().contains("ZoneEmptied, DataDeleted"), "{accepted:?}");
    assert!(entries.iter().any(|entry| entry.call == "POST /api/v1/ob/scale_in"));
}

#[tokio::test]
async fn what_is_asked_for_twice_at_once_is_started_once() {
    let (bench, id) = cluster(3, |_| {}).await;
    let action = stop(&bench.sandbox.addresses()[2..], StopMode::Force);
    let (one, other) = tokio::join!(try_start(&bench, &id, &action), try_start(&bench, &id, &action));
    let started = [one, other].into_iter().filter_map(Result::ok).collect::<Vec<_>>();
    assert_eq!(started.len(), 1);
    bench.follow(&started[0]).await.until_state(StateKind::Succeeded).await;
    assert_eq!(sent(&bench, "/api/v1/ob/stop"), 1);
}

#[tokio::test]
async fn a_guard_refuses_before_anything_is_sent() {
    let (bench, id) = cluster(3, |_| {}).await;
    let raise = RaiseGuardReq { connection_id: id.clone(), level: GuardLevel::ReadOnly };
    bench.console.raise_guard(raise).await.unwrap();
    let third = bench.sandbox.addresses()[2].clone();
    for action in [scale_in(&third, false), stop(std::slice::from_ref(&third), StopMode::Force)] {
        let refused = try_start(&bench, &id, &action).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ReadOnly);
    }
    assert_eq!(sent(&bench, "/api/v1/ob/scale_in") + sent(&bench, "/api/v1/ob/stop"), 0);
    let page = AuditReq { before: None, connection_id: Some(id), only_trouble: true, limit: 50 };
    let refused = bench.console.audit(page).await.unwrap().entries;
    assert_eq!(refused.len(), 2);
    assert!(refused.iter().all(|entry| entry.outcome == AuditOutcome::Refused));
}

#[tokio::test]
async fn a_server_stops_and_starts_in_every_mode() {
    for mode in [StopMode::Service, StopMode::Terminate, StopMode::Force] {
        let (bench, id) = cluster(3, |_| {}).await;
        let third = vec![bench.sandbox.addresses()[2].clone()];
        let action = stop(&third, mode);
        let told = impact(&bench, &id, &action).await;
        let done = start(&bench, &id, &action).await.until_state(StateKind::Succeeded).await;
        assert_eq!(names(&done), told.steps, "{mode:?}");
        assert_eq!(done.calls[0].head.sub_tasks.len(), 3, "each agent has a task of its own");
        assert!(!done.calls[0].head.task.as_ref().unwrap().holds_lock);
        let start_again = start_of(NodeScope::Servers { agents: third });
        let told = impact(&bench, &id, &start_again).await;
        let started = start(&bench, &id, &start_again).await.until_state(StateKind::Succeeded).await;
        assert_eq!(names(&started), told.steps);
    }
}

#[tokio::test]
async fn a_sub_task_that_parks_in_failed_alarms_nobody() {
    let (bench, id) = cluster(3, |_| {}).await;
    let third = vec![bench.sandbox.addresses()[2].clone()];
    let mut run = start(&bench, &id, &stop(&third, StopMode::Terminate)).await;
    let running = run
        .until("sub-tasks", |view| {
            assert!(view.head.failure.is_none(), "{:?}", view.head.failure);
            !view.calls[0].head.sub_tasks.is_empty()
        })
        .await;
    let sub = running.calls[0].head.sub_tasks[0].clone();
    let open = OpenTaskReq { connection_id: id.clone(), task_id: sub.task_id };
    let opened = bench.console.open_task(open).await.unwrap();
    let mut sub = bench.follow(&opened.operation_id).await;
    sub.until("its end", |view| {
        assert!(view.head.failure.is_none() || view.head.state.kind != StateKind::Failed);
        matches!(view.head.state.kind, StateKind::Succeeded | StateKind::Passed)
    })
    .await;
    run.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn the_whole_cluster_stops_by_force_only_and_comes_back() {
    for agents in [1, 3, 30] {
        let (bench, id) = cluster(agents, |_| {}).await;
        let plain =
            NodeAction::Stop { scope: NodeScope::Cluster, mode: StopMode::Service, pass_tasks: Vec::new() };
        let refused = try_start(&bench, &id, &plain).await.unwrap_err();
        assert!(refused.detail.unwrap().starts_with("ModeNeeded"));
        let forced =
            NodeAction::Stop { scope: NodeScope::Cluster, mode: StopMode::Force, pass_tasks: Vec::new() };
        let told = impact(&bench, &id, &forced).await;
        assert!(codes(&told).contains(&(Verdict::Warn, ImpactCode::ClusterDown)));
        start(&bench, &id, &forced).await.until_state(StateKind::Succeeded).await;
        let done =
            start(&bench, &id, &start_of(NodeScope::Cluster)).await.until_state(StateKind::Succeeded).await;
        assert_eq!(done.calls[0].head.sub_tasks.len(), agents);
        assert_eq!(sent(&bench, "/api/v1/ob/stop"), 1);
    }
}

#[tokio::test]
async fn a_zone_stops_after_the_agents_own_check() {
    let (bench, id) = cluster(3, |_| {}).await;
    let zone = |name: &str, freeze_server| NodeAction::StopZone {
        zone: name.to_owned(),
        freeze_server,
        pass_tasks: Vec::new(),
    };
    let told = impact(&bench, &id, &zone("zone3", true)).await;
    assert!(codes(&told).contains(&(Verdict::Pass, ImpactCode::StopCheckPassed)), "{:?}", codes(&told));
    assert!(told.steps.contains(&"Minor freeze before stop server".to_owned()));
    let done = start(&bench, &id, &zone("zone3", true)).await.until_state(StateKind::Succeeded).await;
    assert_eq!(names(&done), told.steps);

    let refused = try_start(&bench, &id, &zone("zone2", false)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid, "a second zone would cost the majority");
    assert_eq!(sent(&bench, "/api/v1/ob/zone/zone2/stop"), 0);
    let scope = NodeScope::Zones { zones: vec!["zone3".to_owned()] };
    start(&bench, &id, &start_of(scope)).await.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_zone_that_still_holds_units_is_not_deleted() {
    let (bench, id) = cluster(3, |_| {}).await;
    let action = NodeAction::DeleteZone { zone: "zone3".to_owned() };
    let told = impact(&bench, &id, &action).await;
    assert_eq!(
        (told.calls[0].method.as_str(), told.calls[0].path.as_str()),
        ("DELETE", "/api/v1/zone/zone3")
    );
    assert!(codes(&told).contains(&(Verdict::Unknown, ImpactCode::ZoneHoldsUnits)));
    let failed = start(&bench, &id, &action).await.until_state(StateKind::Failed).await;
    let failure = failed.head.failure.unwrap();
    assert_eq!(failure.agent_code.as_deref(), Some("OB.Zone.NotEmpty"));
    assert_eq!(failure.explanation, Explanation::ZoneNotEmpty);
    assert_eq!(failed.calls[0].head.journal, JournalState::Rejected);
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading() {
    let third = |bench: &Bench| vec![bench.sandbox.addresses()[2].clone()];
    for path in ["/api/v1/ob/scale_in", "/api/v1/ob/stop", "/api/v1/ob/zone/zone3/stop"] {
        let traits = AgentTraits { drop_after_post: Some(path.to_owned()), ..AgentTraits::default() };
        let (bench, id) = cluster(3, |options| {
            options.traits = (0..3).map(|at| (at, traits.clone())).collect();
        })
        .await;
        let action = match path {
            "/api/v1/ob/scale_in" => scale_in(&third(&bench)[0], false),
            "/api/v1/ob/stop" => stop(&third(&bench), StopMode::Force),
            _ => {
                NodeAction::StopZone { zone: "zone3".to_owned(), freeze_server: true, pass_tasks: Vec::new() }
            }
        };
        let done = start(&bench, &id, &action).await.until_state(StateKind::Succeeded).await;
        assert!(done.calls[0].head.task.is_some(), "its task was found");
        assert_eq!(sent(&bench, path), 1, "{path} is sent once");
    }
}

#[tokio::test]
async fn another_member_answers_when_the_receiver_is_lost() {
    let (bench, id) = cluster(3, |_| {}).await;
    let agents = bench.sandbox.addresses();
    bench.sandbox.fail_node(2, "Wait delete observer success", false);
    let mut run = start(&bench, &id, &scale_in(&agents[2], false)).await;
    let failed = run.until_state(StateKind::Failed).await;
    let receiver = failed.calls[0].head.target.clone();
    let at = agents.iter().position(|agent| *agent == receiver).unwrap();
    bench.sandbox.kill_agent(at).await;
    let other = run
        .until("another agent", |view| {
            view.head.contact.state == ContactState::Live
                && view.head.contact.agent.as_ref() != Some(&receiver)
        })
        .await;
    assert_eq!(other.calls[0].head.state.kind, StateKind::Failed);
    bench.sandbox.mend_nodes(2);
    let retry = OperateTaskReq {
        operation_id: failed.head.id.clone(),
        call_key: failed.calls[0].head.key.clone(),
        operator: TaskOperator::Retry,
        consent: Consent::default(),
    };
    bench.console.operate_task(retry).await.unwrap();
    // The steps of a cluster's task are worked on by the agent that began it.
    bench.sandbox.revive_agent(at).await;
    run.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_restart_in_the_middle_sends_nothing_twice() {
    let mut options = cluster_of(3);
    options.speed = 20.0;
    let mut bench = Bench::at_speed(20.0, options).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    bench.contact(&id).await;
    bench.watch("w").await.until(&id, "every agent", |view| view.agents.len() == 3).await;
    let third = bench.sandbox.addresses()[2].clone();
    let mut run = start(&bench, &id, &scale_in(&third, false)).await;
    let running = run.until("its task", |view| view.calls[0].head.task.is_some()).await;
    bench.restart().await;
    bench.follow(&running.head.id).await.until_state(StateKind::Succeeded).await;
    assert_eq!(sent(&bench, "/api/v1/ob/scale_in"), 1);
}

#[tokio::test]
async fn an_earlier_task_that_failed_is_passed_first() {
    let (bench, id) = cluster(3, |options| {
        let data_dir = Some("/data/no-freeze".to_owned());
        options.traits.insert(2, AgentTraits { data_dir, ..AgentTraits::default() });
    })
    .await;
    let third = vec![bench.sandbox.addresses()[2].clone()];
    let failed =
        start(&bench, &id, &stop(&third, StopMode::Terminate)).await.until_state(StateKind::Failed).await;
    let failure = failed.head.failure.unwrap();
    assert_eq!(failure.step_name.as_deref(), Some("Minor freeze before stop server"), "{failure:?}");
    let mut watcher = bench.watch("tasks").await;
    watcher.until(&id, "the locks", |view| view.tasks.iter().any(|note| note.holds_lock)).await;
    let blocked = try_start(&bench, &id, &stop(&third, StopMode::Force)).await.unwrap_err();
    assert!(blocked.detail.as_deref().unwrap().contains("LockHeld"), "{blocked:?}");
    let pass_tasks = vec![failed.calls[0].head.task.as_ref().unwrap().id.clone()];
    let scope = NodeScope::Servers { agents: third };
    let passing = NodeAction::Stop { scope, mode: StopMode::Force, pass_tasks };
    start(&bench, &id, &passing).await.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_follower_leaves_and_then_all_do() {
    let member = |at| AgentTraits {
        member: Some(if at == 0 { Membership::Master } else { Membership::FollowerOf(0) }),
        ..AgentTraits::default()
    };
    let listen = Some(([127, 0, 0, 1], 0).into());
    let options =
        Options { listen, traits: (0..3).map(|at| (at, member(at))).collect(), ..Options::default() };
    let bench = Bench::new(options).await;
    let agents = bench.sandbox.addresses();
    let id = bench.add(settings(ConnectionKind::Cluster, &agents[..1])).await;
    bench.contact(&id).await;
    bench.watch("w").await.until(&id, "every agent", |view| view.agents.len() == 3).await;
    let remove = NodeAction::Remove { agent: agents[2].clone() };
    let told = impact(&bench, &id, &remove).await;
    assert_eq!(codes(&told), [(Verdict::Warn, ImpactCode::ConfigurationLost)]);
    let done = start(&bench, &id, &remove).await.until_state(StateKind::Succeeded).await;
    assert_eq!(names(&done), told.steps);
    let all = start(&bench, &id, &NodeAction::RemoveAll).await.until_state(StateKind::Succeeded).await;
    assert_eq!(all.head.kind, OperationKind::RemoveAll);
    assert_eq!(sent(&bench, "/api/v1/agent/remove"), 2);
    for agent in &agents {
        let identity =
            bench.probe(agent, ConnectionPasswords::default()).await.host.unwrap().facts.unwrap().identity;
        assert_eq!(identity, "SINGLE");
    }
}
