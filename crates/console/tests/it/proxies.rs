//! The OBProxy of each agent of a cluster: added to all at once, and what is done with them then.

use crate::common::call;
use crate::common::proxies::{
    AGENT_PASSWORD, PROXYRO, PROXYSYS, agent_form, bench, bench_of, codes, deed_off, ticked_findings,
};
use console::dto::*;

const ADD: &str = "/api/v1/obproxy";

#[tokio::test]
async fn a_fleet_is_one_operation_with_a_call_an_agent() {
    let (bench, id) = bench(|_| {}).await;
    let addresses = bench.sandbox.addresses();
    let mut draft = bench.proxy_draft(&id, ["/data/proxy-0", "/data/proxy-1", "/data/proxy-2"]).await;
    let form = agent_form(&mut draft).clone();
    let ProxySource::RsList { servers } = &form.source else { panic!("{:?}", form.source) };
    assert_eq!(servers.len(), 3, "the servers of the cluster: {servers:?}");
    assert_eq!((form.sql_port.as_str(), form.agents[0].sql_port.as_str()), ("2883", ""));
    assert_eq!(form.agents[1].sql_port, "2893", "they share a host");
    let check = bench.check_proxies(&draft).await;
    assert_eq!(check.problems, [], "{check:#?}");
    assert!(check.agents.iter().all(|choice| choice.verdict == Verdict::Pass));
    let plan = bench.console.plan_obproxy_draft(DraftReq { id: draft.id.clone() }).await.unwrap();
    assert_eq!((plan.calls.len(), plan.steps.len(), plan.steps[0].as_str()), (3, 4, "Check obproxy status"));
    let body: serde_json::Value = serde_json::from_str(&plan.calls[0].body).unwrap();
    assert_eq!((&body["sql_port"], &body["name"]), (&2883.into(), &"order".into()));
    assert_eq!(body["rs_list"], servers.join(";"));
    assert!(!plan.calls[0].body.contains(PROXYRO) && plan.calls[0].needs.is_empty());

    let done = bench.start_proxies(&draft).await.until_state(StateKind::Succeeded).await;
    assert_eq!((done.head.kind, done.head.deed), (OperationKind::AgentProxy, Some(ObproxyDeed::Create)));
    assert_eq!((done.calls.len(), done.head.subject.as_str()), (3, addresses.join(", ").as_str()));
    for (at, address) in addresses.iter().enumerate() {
        let call = call(&done, &format!("add-proxy:{address}"));
        let task = call.head.task.as_ref().unwrap();
        assert!(task.id.starts_with('4') && task.name == "Add obproxy" && call.head.target == *address);
        assert_eq!((call.steps.len(), bench.sent(at, "POST", ADD)), (4, 1));
    }

    let seen = bench.proxies(&id).await;
    assert_eq!(seen.agents.iter().map(|it| it.agent.clone()).collect::<Vec<_>>(), addresses);
    for (at, agent) in seen.agents.iter().enumerate() {
        let known = agent.known.as_ref().unwrap();
        assert_eq!((agent.managed, known.sql_port), (Some(true), 2883 + 10 * at as u16));
        assert_eq!(
            (known.home_path.clone(), known.source.clone()),
            (format!("/data/proxy-{at}"), servers.join(";"))
        );
        assert_eq!(known.command, format!("obclient -h127.0.0.1 -P{} -uroot@sys -p", known.sql_port));
        assert_eq!(agent.task.as_ref().unwrap().operation_id.as_deref(), Some(done.head.id.as_str()));
        assert_eq!(deed_off(&agent.deeds, ObproxyDeed::Create), Some(ObproxyOff::Managed));
        assert_eq!(deed_off(&agent.deeds, ObproxyDeed::Stop), None);
    }
    assert_eq!(deed_off(&seen.deeds, ObproxyDeed::Create), Some(ObproxyOff::Managed));
    let again = bench.proxy_draft(&id, ["/data/a", "/data/b", "/data/c"]).await;
    let found = bench.check_proxies(&again).await;
    let managed = |it: &ObproxyProblem| it.code == ObproxyProblemCode::AgentManages;
    assert_eq!(found.problems.iter().filter(|it| managed(it)).count(), 3);
    assert_eq!(bench.try_proxies(&again).await.unwrap_err().code, ErrorCode::Invalid);
    no_password_is_written(&bench.directory);
}

#[tokio::test]
async fn one_that_fails_leaves_the_others_alone_and_is_retried() {
    let (bench, id) = bench(|_| {}).await;
    let draft = bench.proxy_draft(&id, ["/data/proxy-0", "/data/no-health-once", "/data/proxy-2"]).await;
    let mut follower = bench.start_proxies(&draft).await;
    let over = |view: &OperationView| view.calls.iter().all(|call| call.head.state.kind.has_ended());
    let failed = follower.until("all ended", over).await;
    let address = bench.sandbox.addresses()[1].clone();
    let kinds: Vec<StateKind> = failed.calls.iter().map(|call| call.head.state.kind).collect();
    assert_eq!(kinds, [StateKind::Succeeded, StateKind::Failed, StateKind::Succeeded]);
    let failure = failed.head.failure.clone().unwrap();
    assert_eq!(
        (failure.host.as_str(), failure.step_name.as_deref()),
        (address.as_str(), Some("Start obproxy"))
    );
    assert!(failure.message.contains("OBProxy.HealthCheckTimeout"), "{}", failure.message);
    let known = |seen: &AgentProxies| seen.agents.iter().map(|it| it.known.is_some()).collect::<Vec<_>>();
    assert_eq!(known(&bench.proxies(&id).await), [true, false, true]);

    let retry = OperateTaskReq {
        operation_id: failed.head.id.clone(),
        call_key: format!("add-proxy:{address}"),
        operator: TaskOperator::Retry,
        consent: Consent::default(),
    };
    bench.console.operate_task(retry).await.unwrap();
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(known(&bench.proxies(&id).await), [true; 3]);
    assert_eq!(bench.sent(1, "POST", ADD), 1, "a retry is no second call");
}

#[tokio::test]
async fn proxies_are_stopped_started_upgraded_and_deleted() {
    let (bench, id) = bench(|_| {}).await;
    bench.with_proxies(&id).await;
    let agents = bench.sandbox.addresses();
    let (one, all) = (vec![agents[0].clone()], agents.clone());

    let stop = ObproxyAction::StopProxies { agents: one.clone() };
    let impact = bench.impact(&id, &stop).await;
    assert_eq!(codes(&impact.findings), [ObproxyFindingCode::ConnectionsDrop], "two others serve");
    assert_eq!(
        (impact.calls.len(), impact.steps.clone()),
        (1, vec!["Check obproxy status".to_owned(), "Stop obproxy".to_owned()])
    );
    let stopped = bench.act(&id, stop).await.unwrap().until_state(StateKind::Succeeded).await;
    assert_eq!(stopped.head.deed, Some(ObproxyDeed::Stop));
    let start = ObproxyAction::StartProxies { agents: one };
    bench.act(&id, start).await.unwrap().until_state(StateKind::Succeeded).await;

    let upgrade = |version: &str| ObproxyAction::UpgradeProxies {
        agents: all.clone(),
        version: version.to_owned(),
        release: "4.el7".to_owned(),
        upgrade_dir: String::new(),
    };
    let unread = bench.impact(&id, &upgrade("4.3.1.0")).await;
    assert_eq!(codes(&unread.findings), [ObproxyFindingCode::PackageNotUploaded; 3]);
    bench.package("obproxy-ce-4.3.1.0-4.el7.x86_64.rpm", 1_000);
    let given = bench.upload(&id, &all).await.end().await;
    assert!(given.agents.iter().all(|it| it.state == UploadState::Done), "{given:#?}");
    let impact = bench.impact(&id, &upgrade("4.3.1.0")).await;
    assert_eq!((codes(&impact.findings), impact.steps.len()), (vec![], 10));
    bench.act(&id, upgrade("4.3.1.0")).await.unwrap().until_state(StateKind::Succeeded).await;
    let seen = bench.proxies(&id).await;
    assert!(seen.agents.iter().all(|it| it.known.as_ref().unwrap().version == "4.3.1.0-4.el7"));
    let older = bench.impact(&id, &upgrade("4.3.0.0")).await;
    assert!(codes(&older.findings).contains(&ObproxyFindingCode::NotNewer));
    assert_eq!(bench.act(&id, upgrade("4.3.0.0")).await.err().unwrap().code, ErrorCode::Invalid);

    let delete = ObproxyAction::DeleteProxies { agents: all };
    let impact = bench.impact(&id, &delete).await;
    let found = codes(&impact.findings);
    assert_eq!(found[..2], [ObproxyFindingCode::ConnectionsDrop, ObproxyFindingCode::NobodyServes]);
    assert_eq!(impact.findings[2].args["path"], "/data/proxy-0");
    let mut request = StartObproxyActionReq {
        connection_id: id.clone(),
        action: delete.clone(),
        accepted: Vec::new(),
        typed: "fleet".to_owned(),
        consent: Consent::default(),
    };
    let refused = bench.console.start_obproxy_action(request.clone()).await.unwrap_err();
    assert!(refused.detail.unwrap().contains("FilesDeleted"), "what is not ticked is not done");
    (request.accepted, request.typed) = (ticked_findings(&impact), "fleeT".to_owned());
    assert_eq!(bench.console.start_obproxy_action(request).await.unwrap_err().code, ErrorCode::Invalid);
    let gone = bench.act(&id, delete).await.unwrap().until_state(StateKind::Succeeded).await;
    assert!(gone.calls.iter().all(|call| call.head.method == "DELETE" && call.head.task.is_some()));
    let seen = bench.proxies(&id).await;
    assert!(seen.agents.iter().all(|it| it.managed == Some(false) && it.known.is_none()));
}

#[tokio::test]
async fn what_somebody_else_set_is_not_known() {
    let (bench, id) = bench(|_| {}).await;
    let other = bench.proxy_connection("other").await;
    let mut watcher = bench.watch_cluster("o", &other).await;
    watcher.settled(3).await;
    bench.with_proxies(&other).await;
    let seen = bench.proxies(&id).await;
    assert!(seen.agents.iter().all(|it| it.managed == Some(true) && it.known.is_none()), "{seen:#?}");
    let one = vec![bench.sandbox.addresses()[0].clone()];
    let delete = ObproxyAction::DeleteProxies { agents: one };
    bench.act(&id, delete).await.unwrap().until_state(StateKind::Succeeded).await;
    let seen = bench.proxies(&other).await;
    let known: Vec<bool> = seen.agents.iter().map(|it| it.known.is_some()).collect();
    assert_eq!(known, [false, true, true], "somebody else deleted it");
}

#[tokio::test]
async fn a_restart_goes_on_with_a_fleet() {
    let (mut bench, id) = bench_of(20.0, |_| {}).await;
    let draft = bench.proxy_draft(&id, ["/data/proxy-0", "/data/proxy-1", "/data/proxy-2"]).await;
    let mut follower = bench.start_proxies(&draft).await;
    let taken = |view: &OperationView| view.calls.iter().all(|call| call.head.task.is_some());
    let running = follower.until("all taken", taken).await;
    bench.restart().await;
    bench.follow(&running.head.id).await.until_state(StateKind::Succeeded).await;
    for at in 0..3 {
        assert_eq!(bench.sent(at, "POST", ADD), 1, "nothing is sent twice");
    }
    let seen = bench.proxies(&id).await;
    assert!(seen.agents.iter().all(|it| it.known.is_some()));
    bench.restart().await;
    let again = bench.proxies(&id).await;
    let known = |seen: AgentProxies| seen.agents.into_iter().map(|it| it.known).collect::<Vec<_>>();
    assert_eq!(known(again), known(seen), "what is done is learned once");
}

fn no_password_is_written(directory: &tempfile::TempDir) {
    let mut files = 0;
    for entry in std::fs::read_dir(directory.path()).unwrap().map(Result::unwrap) {
        if !entry.file_name().to_string_lossy().starts_with("obdeck.db") {
            continue;
        }
        files += 1;
        let bytes = std::fs::read(entry.path()).unwrap();
        for secret in [AGENT_PASSWORD, PROXYRO, PROXYSYS] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} is in {}", entry.path().display());
        }
    }
    assert!(files > 0);
}
