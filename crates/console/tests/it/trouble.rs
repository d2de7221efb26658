//! What goes wrong in practice: each case ends in a message, with nothing lost and nothing sent twice.

use std::collections::BTreeMap;

use crate::common::{Bench, call, init_runs, server};
use console::dto::*;
use sandbox::{AgentTraits, Misbehave, Options};

fn third(traits: AgentTraits) -> Options {
    Options { traits: BTreeMap::from([(2, traits)]), ..Options::default() }
}

/// The codes that the third host of three is reported with.
async fn codes_of_third(traits: AgentTraits) -> Vec<ProblemCode> {
    let bench = Bench::new(third(traits)).await;
    let draft = bench.draft(Vec::new()).await;
    let third = draft.hosts[2].address.clone();
    let problems = bench.problems(&draft).await;
    problems.iter().filter(|p| p.host.as_ref() == Some(&third)).map(|p| p.code).collect()
}

#[tokio::test]
async fn hosts_that_cannot_be_used_say_why() {
    let odd = |misbehave| AgentTraits { misbehave: Some(misbehave), ..AgentTraits::default() };
    assert_eq!(codes_of_third(odd(Misbehave::Html)).await, [ProblemCode::HostNotObshell]);
    assert_eq!(codes_of_third(odd(Misbehave::Huge)).await, [ProblemCode::HostNotObshell]);

    let skewed = AgentTraits { clock_skew: 90_000, ..AgentTraits::default() };
    assert_eq!(codes_of_third(skewed).await, [ProblemCode::ClockOffset]);
    let short = AgentTraits { key_bits: 512, ..AgentTraits::default() };
    assert_eq!(codes_of_third(short).await, [ProblemCode::KeyShort]);
    let newer = AgentTraits { ob_version: Some("4.4.0.0-1".to_owned()), ..AgentTraits::default() };
    assert_eq!(codes_of_third(newer).await, [ProblemCode::ObVersionDiffers]);
    let older = AgentTraits { obshell_version: Some("4.4.1.0-0".to_owned()), ..AgentTraits::default() };
    assert_eq!(codes_of_third(older).await, [ProblemCode::ObshellVersionDiffers]);
    let guarded = AgentTraits { agent_password: Some("secret".to_owned()), ..AgentTraits::default() };
    assert_eq!(codes_of_third(guarded).await, [ProblemCode::AgentPasswordNeeded]);
}

#[tokio::test]
async fn a_wrong_agent_password_is_tried_once_and_told() {
    let traits = AgentTraits { agent_password: Some("right".to_owned()), ..AgentTraits::default() };
    let bench = Bench::new(third(traits)).await;
    let mut draft = bench.draft(Vec::new()).await;
    let secret = |value: &str| StoreSecretReq { replaces: None, value: value.into() };
    draft.hosts[2].agent_password = Some(bench.console.store_secret(secret("wrong")).await.unwrap());
    bench.save(&draft).await;
    let asked = |bench: &Bench| {
        let requests = bench.sandbox.requests(2).into_iter();
        requests.filter(|it| it.path.contains("host-info") && it.credential.is_some()).count()
    };
    let before = asked(&bench);
    bench.probe_all(&draft).await;
    assert_eq!(asked(&bench), before + 1);
    let codes: Vec<_> = bench.problems(&draft).await.iter().map(|problem| problem.code).collect();
    assert!(codes.contains(&ProblemCode::AgentPasswordWrong), "{codes:?}");

    draft.hosts[2].agent_password = Some(bench.console.store_secret(secret("right")).await.unwrap());
    bench.save(&draft).await;
    bench.probe_all(&draft).await;
    bench.start(&draft).await.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn bad_input_is_found_before_anything_is_sent() {
    let bench = Bench::new(Options::default()).await;
    let mut draft = bench.draft(Vec::new()).await;
    let zone = |name: &str| name.to_owned();
    let host = |address: &str| DraftHost {
        address: address.to_owned(),
        zone: zone("zone1"),
        agent_password: None,
        set_password: false,
    };
    draft.hosts[1].zone = String::new();
    draft.hosts.extend([
        host("10.0.0.1:99999"),
        host("not an address"),
        host(&draft.hosts[0].address.clone()),
    ]);
    draft.cluster.id = "0".to_owned();
    draft.cluster.name = "it's".to_owned();
    let parameter = |name: &str, value: &str| DraftParameter {
        scope: ParameterScope::Cluster,
        name: name.to_owned(),
        value: value.into(),
    };
    draft.parameters = vec![
        parameter("memory_limit", "8G,cpu_count=1"),
        parameter("bad-name", "1"),
        parameter("devname", "eth0"),
        parameter("my_own_parameter", "1"),
        parameter("rpc_port", "80"),
    ];
    bench.save(&draft).await;
    let found: Vec<_> = bench.problems(&draft).await.iter().map(|problem| problem.code).collect();
    for code in [
        ProblemCode::AddressPortInvalid,
        ProblemCode::AddressMalformed,
        ProblemCode::AddressDuplicate,
        ProblemCode::ZoneMissing,
        ProblemCode::ClusterIdInvalid,
        ProblemCode::ClusterNameInvalid,
        ProblemCode::ParameterValueComma,
        ProblemCode::ParameterNameInvalid,
        ProblemCode::ParameterNameReserved,
        ProblemCode::ParameterUnknown,
        ProblemCode::ParameterValueInvalid,
    ] {
        assert!(found.contains(&code), "{code:?} is missing in {found:?}");
    }
    let refused = bench
        .console
        .start_draft(StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() })
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
}

#[tokio::test]
async fn a_changed_key_stops_everything_until_it_is_trusted() {
    let bench = Bench::new(Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    bench.sandbox.replace_key(1).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    assert_eq!(failed.head.failure.unwrap().explanation, Explanation::KeyChanged);

    bench.probe_all(&draft).await;
    let problems = bench.problems(&draft).await;
    let changed = problems.iter().find(|problem| problem.code == ProblemCode::KeyChanged).unwrap();
    let fingerprint = changed.args["offered"].clone();
    let address = draft.hosts[1].address.clone();
    bench.console.trust_key(TrustKeyReq { address, fingerprint }).await.unwrap();
    bench
        .console
        .resume_operation(ResumeOperationReq { operation_id: failed.head.id, consent: Consent::default() })
        .await
        .unwrap();
    run.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading() {
    for (agent, path) in [(0, "/api/v1/ob/init"), (0, "/api/v1/obcluster/config"), (2, "/api/v1/agent/join")]
    {
        let traits = AgentTraits { drop_after_post: Some(path.to_owned()), ..AgentTraits::default() };
        let options = Options { traits: BTreeMap::from([(agent, traits)]), ..Options::default() };
        let bench = Bench::new(options).await;
        let draft = bench.draft(Vec::new()).await;
        bench.start(&draft).await.until_state(StateKind::Succeeded).await;
        let sent = bench.sandbox.requests(agent);
        let sent = sent.iter().filter(|request| request.method == "POST" && request.path == path);
        assert_eq!(sent.count(), 1, "{path} is sent once");
    }
}

#[tokio::test]
async fn an_agent_that_goes_away_in_the_middle_comes_back() {
    let bench = Bench::new(Options::default()).await;
    let third = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(vec![server(&third, "data_dir", "/data/die-mid-dag")]).await;
    bench.start(&draft).await.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn the_master_may_be_away_for_a_while() {
    let bench = Bench::at_speed(20.0, Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let mut run = bench.start(&draft).await;
    run.until("init to run", init_runs).await;
    bench.sandbox.kill_agent(0).await;
    let stale = run.until("a stale view", |view| view.head.contact.state == ContactState::Stale).await;
    assert!(stale.head.contact.problem.is_some());
    assert_eq!(call(&stale, "init").head.state.kind, StateKind::Running, "the last known state stays");
    bench.sandbox.revive_agent(0).await;
    run.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_running_bootstrap_is_cancelled_and_then_retried() {
    let bench = Bench::new(Options::default()).await;
    let mut draft = bench.draft(Vec::new()).await;
    draft.cluster.name = "slow-start".to_owned();
    bench.save(&draft).await;
    let mut run = bench.start(&draft).await;
    let running = run
        .until("the bootstrap step", |view| call(view, "init").steps[3].state.kind == StateKind::Running)
        .await;
    let operate = |operator| OperateTaskReq {
        operation_id: running.head.id.clone(),
        call_key: "init".to_owned(),
        operator,
        consent: Consent::default(),
    };
    bench.console.operate_task(operate(TaskOperator::Cancel)).await.unwrap();
    let cancelled = run.until_state(StateKind::Cancelled).await;
    assert!(cancelled.head.lock_held, "a cancelled task keeps the lock");
    let refused = bench.console.operate_task(operate(TaskOperator::Cancel)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
}

#[tokio::test]
async fn a_member_of_another_cluster_is_not_touched() {
    let bench = Bench::new(Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    let again = bench.draft(Vec::new()).await;
    let problems = bench.problems(&again).await;
    let members = problems.iter().filter(|problem| problem.code == ProblemCode::HostNotSingle).count();
    assert_eq!(members, 3);
    assert_eq!(problems[0].args["identity"], "CLUSTER AGENT");
}
