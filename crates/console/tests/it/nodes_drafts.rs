//! Hosts that join a group or a cluster, from the draft to the member.

use std::collections::BTreeMap;

use crate::common::clusters::ticked;
use crate::common::contacts::{cluster_of, settings};
use crate::common::{Bench, ROOT_PASSWORD, call, server};
use console::dto::*;
use sandbox::{AgentTraits, InitialisedCluster, Membership, Options};

/// A cluster of so many agents with `spare` more beside it, and a connection to it.
async fn cluster(members: usize, spare: usize, traits: BTreeMap<usize, AgentTraits>) -> (Bench, String) {
    let options = cluster_of(members + spare);
    let cluster = options.cluster.clone().unwrap();
    let cluster = InitialisedCluster { spare, zones: Some(members.min(3)), ..cluster };
    let bench = Bench::new(Options { cluster: Some(cluster), traits, ..options }).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    bench.contact(&id).await;
    bench.watch("w").await.until(&id, "every agent", |view| view.agents.len() == members).await;
    (bench, id)
}

/// A MASTER and a FOLLOWER with `spare` agents beside them, and a connection to the two.
async fn group(spare: usize, mut traits: BTreeMap<usize, AgentTraits>) -> (Bench, String) {
    traits.entry(0).or_default().member = Some(Membership::Master);
    traits.entry(1).or_default().member = Some(Membership::FollowerOf(0));
    let master_password = traits[&0].agent_password.clone();
    let listen = Some(([127, 0, 0, 1], 0).into());
    let bench = Bench::new(Options { agents: 2 + spare, listen, traits, ..Options::default() }).await;
    let mut settings = settings(ConnectionKind::Cluster, &bench.sandbox.addresses()[..1]);
    if let Some(password) = master_password {
        settings.passwords.agent = Some(bench.secret(&password).await);
    }
    let id = bench.add(settings).await;
    bench.contact(&id).await;
    bench.watch("w").await.until(&id, "both agents", |view| view.agents.len() == 2).await;
    (bench, id)
}

/// A draft of this kind with these agents of the sandbox on its list, each in a zone.
async fn draft(bench: &Bench, id: &str, kind: DraftKind, hosts: &[(usize, &str)]) -> WizardDraft {
    let request = CreateDraftReq { kind, practice: false, connection_id: Some(id.to_owned()) };
    let mut draft = bench.console.create_draft(request).await.unwrap();
    assert!(draft.hosts.is_empty());
    let all = bench.sandbox.addresses();
    let host = |(at, zone): &(usize, &str)| DraftHost {
        address: all[*at].clone(),
        zone: (*zone).to_owned(),
        agent_password: None,
        set_password: false,
    };
    draft.hosts = hosts.iter().map(host).collect();
    // Servers of one host want ports of their own.
    for (at, _) in hosts {
        draft.parameters.push(server(&all[*at], "mysql_port", &(4881 + at * 10).to_string()));
        draft.parameters.push(server(&all[*at], "rpc_port", &(4882 + at * 10).to_string()));
    }
    draft
}

/// Saves the draft, asks its hosts, and ticks every warning.
async fn ready(bench: &Bench, draft: &mut WizardDraft) {
    bench.save(draft).await;
    bench.probe_all(draft).await;
    bench.accept_warnings(draft).await;
}

async fn codes(bench: &Bench, draft: &WizardDraft) -> Vec<ProblemCode> {
    bench.problems(draft).await.iter().map(|problem| problem.code).collect()
}

fn posts(bench: &Bench, at: usize, path: &str) -> usize {
    let all = bench.sandbox.requests(at);
    all.iter().filter(|it| it.method == "POST" && it.path == path && !it.relayed).count()
}

#[tokio::test]
async fn agents_get_their_password_join_and_are_configured() {
    let master = AgentTraits { agent_password: Some("m4ster".to_owned()), ..AgentTraits::default() };
    let (bench, id) = group(2, BTreeMap::from([(0, master)])).await;
    let mut draft = draft(&bench, &id, DraftKind::Join, &[(2, "zone3"), (3, "zone1")]).await;
    assert_eq!(draft.kind, DraftKind::Join);
    draft.hosts[0].agent_password = Some(bench.secret("n3w").await);
    draft.hosts[0].set_password = true;
    ready(&bench, &mut draft).await;
    let addresses = bench.sandbox.addresses();
    let plan = bench.console.plan_calls(DraftReq { id: draft.id.clone() }).await.unwrap();
    let kinds: Vec<CallKind> = plan.calls.iter().map(|call| call.kind).collect();
    let config = CallKind::ObserverConfig;
    assert_eq!(kinds, [CallKind::AgentPassword, CallKind::Join, CallKind::Join, config, config]);
    assert_eq!(plan.calls[1].needs, [plan.calls[0].key.clone()]);
    assert!(plan.calls[2].needs.is_empty(), "the others do not wait");
    assert!(plan.calls[1].body.contains("masterPassword"));
    assert!(!serde_json::to_string(&plan).unwrap().contains("m4ster"));

    let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    assert_eq!((done.head.kind, done.head.outcome.is_none()), (OperationKind::Join, true));
    let password = call(&done, &format!("agent-password:{}", addresses[2]));
    assert_eq!((password.head.journal, password.head.task.is_none()), (JournalState::Accepted, true));
    let mut watcher = bench.watch("after").await;
    let seen = watcher.until(&id, "four agents", |view| view.agents.len() == 4).await;
    assert!(addresses[2..].iter().all(|joined| seen.settings.addresses.contains(joined)), "they are kept");
    let facts = bench.probe(&addresses[2], ConnectionPasswords::default()).await.host.unwrap().facts.unwrap();
    assert_eq!((facts.identity.as_str(), facts.password_set), ("FOLLOWER", true));
    assert_eq!(posts(&bench, 0, "/api/v1/observer/config"), 2);
}

#[tokio::test]
async fn a_join_that_the_master_rejects_can_be_tried_again() {
    let (bench, id) = group(1, BTreeMap::new()).await;
    let mut draft = draft(&bench, &id, DraftKind::Join, &[(2, "reject-join-once")]).await;
    ready(&bench, &mut draft).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    let failure = failed.head.failure.clone().unwrap();
    assert_eq!(failure.step_name.as_deref(), Some("Join to master"), "{failure:?}");
    let consent = Consent::default();
    let resume = ResumeOperationReq { operation_id: failed.head.id.clone(), consent };
    bench.console.resume_operation(resume).await.unwrap();
    run.until_state(StateKind::Succeeded).await;
    assert_eq!(posts(&bench, 2, "/api/v1/agent/join"), 2, "one more, because the user said so");
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading() {
    let paths = ["/api/v1/agent/password", "/api/v1/agent/join"];
    for path in paths {
        let traits = AgentTraits { drop_after_post: Some(path.to_owned()), ..AgentTraits::default() };
        let (bench, id) = group(1, BTreeMap::from([(2, traits)])).await;
        let mut draft = draft(&bench, &id, DraftKind::Join, &[(2, "zone3")]).await;
        draft.hosts[0].agent_password = Some(bench.secret("n3w").await);
        draft.hosts[0].set_password = true;
        ready(&bench, &mut draft).await;
        bench.start(&draft).await.until_state(StateKind::Succeeded).await;
        assert_eq!(posts(&bench, 2, path), 1, "{path} is sent once");
    }
    let traits =
        AgentTraits { drop_after_post: Some("/api/v1/ob/scale_out".to_owned()), ..AgentTraits::default() };
    let (bench, id) = cluster(1, 1, BTreeMap::from([(0, traits)])).await;
    let mut draft = draft(&bench, &id, DraftKind::ScaleOut, &[(1, "zone1")]).await;
    ready(&bench, &mut draft).await;
    bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    assert_eq!(posts(&bench, 0, "/api/v1/ob/scale_out"), 1);
}

#[tokio::test]
async fn hosts_are_scaled_out_one_after_the_other() {
    for members in [1, 3, 30] {
        let guarded = AgentTraits { agent_password: Some("t4rget".to_owned()), ..AgentTraits::default() };
        let (bench, id) = cluster(members, 2, BTreeMap::from([(members, guarded)])).await;
        let hosts = [(members, "zone1"), (members + 1, "zone9")];
        let mut draft = draft(&bench, &id, DraftKind::ScaleOut, &hosts).await;
        draft.hosts[0].agent_password = Some(bench.secret("t4rget").await);
        draft.parameters.push(DraftParameter {
            scope: ParameterScope::Zone { zone: "zone9".to_owned() },
            name: "memory_limit".to_owned(),
            value: "8G".to_owned(),
        });
        bench.save(&draft).await;
        bench.probe_all(&draft).await;
        assert!(codes(&bench, &draft).await.contains(&ProblemCode::ZoneIsNew));
        bench.accept_warnings(&mut draft).await;
        let plan = bench.console.plan_calls(DraftReq { id: draft.id.clone() }).await.unwrap();
        assert_eq!(plan.calls[1].needs, [plan.calls[0].key.clone()], "each holds the lock");
        assert!(plan.calls[0].body.contains("targetAgentPassword") && !plan.calls[0].body.contains("8G"));
        assert!(plan.calls[1].body.contains("\"memory_limit\": \"8G\""));

        let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
        let (first, second) = (&done.calls[0], &done.calls[1]);
        assert_eq!((first.steps.len(), second.steps.len()), (9, 11), "two more for a new zone");
        assert!(first.head.ended_at.unwrap() <= second.head.started_at.unwrap() + 1000);
        let all = members + 2;
        bench.watch("after").await.until(&id, "the new hosts", |view| view.agents.len() == all).await;
    }
}

#[tokio::test]
async fn a_scale_out_survives_a_restart_and_the_loss_of_its_receiver() {
    let (mut bench, id) = cluster(3, 1, BTreeMap::new()).await;
    bench.sandbox.fail_node(3, "Add server for scale_out", true);
    let mut draft = draft(&bench, &id, DraftKind::ScaleOut, &[(3, "zone1")]).await;
    ready(&bench, &mut draft).await;
    let failed = bench.start(&draft).await.until_state(StateKind::Failed).await;
    let receiver = failed.calls[0].head.target.clone();
    let at = bench.sandbox.addresses().iter().position(|it| *it == receiver).unwrap();
    bench.restart().await;
    bench.sandbox.kill_agent(at).await;
    let mut run = bench.follow(&failed.head.id).await;
    run.until("another agent", |view| {
        view.head.contact.state == ContactState::Live && view.head.contact.agent.as_ref() != Some(&receiver)
    })
    .await;
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
    let sent: usize = (0..4).map(|at| posts(&bench, at, "/api/v1/ob/scale_out")).sum();
    assert_eq!(sent, 1);
}

#[tokio::test]
async fn what_does_not_fit_is_found_before_anything_is_sent() {
    let newer = AgentTraits { ob_version: Some("4.9.0.0-1".to_owned()), ..AgentTraits::default() };
    let older = AgentTraits { ob_version: Some("4.2.0.0-1".to_owned()), ..AgentTraits::default() };
    let old_shell = AgentTraits { obshell_version: Some("4.4.1.0-0".to_owned()), ..AgentTraits::default() };
    let new_shell = AgentTraits { obshell_version: Some("4.9.0.0-0".to_owned()), ..AgentTraits::default() };
    let traits = BTreeMap::from([(3, newer), (4, older), (5, old_shell), (6, new_shell)]);
    let (bench, id) = cluster(3, 4, traits).await;
    let hosts = [(1, "zone1"), (3, "zone1"), (4, "zone1"), (5, "zone1"), (6, "it's")];
    let mut wrong = draft(&bench, &id, DraftKind::ScaleOut, &hosts).await;
    ready(&bench, &mut wrong).await;
    let all = bench.sandbox.addresses();
    let problems = bench.problems(&wrong).await;
    let of = |at: usize| -> Vec<ProblemCode> {
        problems.iter().filter(|it| it.host.as_ref() == Some(&all[at])).map(|it| it.code).collect()
    };
    assert_eq!(of(1), [ProblemCode::HostIsMember]);
    assert_eq!(of(3), [ProblemCode::ObVersionHigher]);
    assert_eq!(of(4), [ProblemCode::ObVersionLower]);
    assert_eq!(of(5), [ProblemCode::ObshellVersionLower]);
    let (differs, invalid) = (ProblemCode::ObshellVersionDiffers, ProblemCode::ZoneNameInvalid);
    assert_eq!(of(6), [differs, ProblemCode::ZoneIsNew, invalid]);
    let start = StartDraftReq { draft_id: wrong.id.clone(), consent: Consent::default() };
    assert_eq!(bench.console.start_draft(start).await.unwrap_err().code, ErrorCode::Invalid);
    assert_eq!((0..7).map(|at| posts(&bench, at, "/api/v1/ob/scale_out")).sum::<usize>(), 0);

    let join = draft(&bench, &id, DraftKind::Join, &[(5, "zone1")]).await;
    bench.save(&join).await;
    assert!(codes(&bench, &join).await.contains(&ProblemCode::MasterMissing), "there is a cluster already");
    let nowhere = CreateDraftReq { kind: DraftKind::Join, practice: false, connection_id: None };
    assert_eq!(bench.console.create_draft(nowhere).await.unwrap_err().code, ErrorCode::Invalid);
}

#[tokio::test]
async fn a_master_with_a_password_that_nobody_knows_takes_nobody_in() {
    let master = AgentTraits { agent_password: Some("m4ster".to_owned()), ..AgentTraits::default() };
    let (bench, id) = group(1, BTreeMap::from([(0, master)])).await;
    let mut without = bench.connection(&id).await.settings;
    without.passwords.agent = None;
    bench
        .console
        .edit_connection(EditConnectionReq { connection_id: id.clone(), settings: without })
        .await
        .unwrap();
    bench.watch("x").await.until_state(&id, ConnectionStateKind::PasswordNeeded).await;
    let mut draft = draft(&bench, &id, DraftKind::Join, &[(2, "zone3")]).await;
    ready(&bench, &mut draft).await;
    assert!(codes(&bench, &draft).await.contains(&ProblemCode::MasterPasswordNeeded));
}

#[tokio::test]
async fn a_zone_that_came_by_a_scale_out_goes_again() {
    let (bench, id) = cluster(3, 1, BTreeMap::new()).await;
    let mut draft = draft(&bench, &id, DraftKind::ScaleOut, &[(3, "zone9")]).await;
    ready(&bench, &mut draft).await;
    bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    let mut watcher = bench.watch("after").await;
    watcher.until(&id, "the new host", |view| view.agents.len() == 4).await;
    let preview = RollbackPreviewReq {
        operation_id: bench.console.home(Nothing {}).await.unwrap().operations[0].id.clone(),
        call_key: format!("scale-out:{}", bench.sandbox.addresses()[3]),
    };
    let preview = bench.console.rollback_preview(preview).await.unwrap();
    assert_eq!(preview.hosts.len(), 1, "nothing of the others would be deleted");

    let action = NodeAction::DeleteZone { zone: "zone9".to_owned() };
    let request = NodeActionReq { connection_id: id.clone(), action: action.clone() };
    let mut told = bench.console.node_impact(request.clone()).await.unwrap();
    if told.steps.len() < 7 {
        // The view is older than the zone's host.
        told = bench.console.node_impact(request).await.unwrap();
    }
    let accepted = ticked(&told);
    let start =
        StartNodeActionReq { connection_id: id.clone(), action, accepted, consent: Consent::default() };
    let started = bench.console.start_node_action(start).await.unwrap();
    let done = bench.follow(&started.operation_id).await.until_state(StateKind::Succeeded).await;
    let names: Vec<&str> = done.calls[0].steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, told.steps);
    watcher.until(&id, "three hosts", |view| view.agents.len() == 3).await;
}

#[tokio::test]
async fn agents_of_a_new_cluster_get_their_passwords_first() {
    let bench = Bench::new(Options::default()).await;
    let mut draft = bench.draft(Vec::new()).await;
    for host in &mut draft.hosts {
        host.agent_password = Some(bench.secret(&format!("pw of {}", host.address)).await);
        host.set_password = true;
    }
    ready(&bench, &mut draft).await;
    let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    assert_eq!(done.calls.iter().filter(|call| call.head.kind == CallKind::AgentPassword).count(), 3);
    for host in &draft.hosts {
        let facts =
            bench.probe(&host.address, ConnectionPasswords::default()).await.host.unwrap().facts.unwrap();
        assert!(facts.password_set);
    }
}

#[tokio::test]
async fn a_draft_is_started_once() {
    let (bench, id) = cluster(1, 1, BTreeMap::new()).await;
    let mut draft = draft(&bench, &id, DraftKind::ScaleOut, &[(1, "zone9")]).await;
    ready(&bench, &mut draft).await;
    let start = || {
        let request = StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() };
        bench.console.start_draft(request)
    };
    let (one, other) = tokio::join!(start(), start());
    let started = [one, other].into_iter().filter_map(Result::ok).collect::<Vec<_>>();
    assert_eq!(started.len(), 1);
    bench.follow(&started[0].operation_id).await.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn accepted_warnings_of_a_draft_stand_in_the_audit_list() {
    let (bench, id) = cluster(1, 1, BTreeMap::new()).await;
    let mut draft = draft(&bench, &id, DraftKind::ScaleOut, &[(1, "zone9")]).await;
    ready(&bench, &mut draft).await;
    bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    let page = AuditReq { before: None, connection_id: Some(id), only_trouble: false, limit: 50 };
    let entries = bench.console.audit(page).await.unwrap().entries;
    let accepted =
        entries.iter().find(|entry| entry.call.starts_with("accept warnings: start: scale")).unwrap();
    assert!(accepted.detail.as_deref().unwrap().contains("ZoneIsNew"), "{accepted:?}");
}
