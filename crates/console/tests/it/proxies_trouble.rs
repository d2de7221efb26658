//! OBProxies of agents that cannot be, or whose answers are lost.

use crate::common::Bench;
use crate::common::proxies::{PROXYRO, agent_form, bench, deed_off};
use console::dto::*;
use sandbox::Membership;

const ADD: &str = "/api/v1/obproxy";
const STOP: &str = "/api/v1/obproxy/stop";
const HOMES: [&str; 3] = ["/data/proxy-0", "/data/proxy-1", "/data/proxy-2"];

fn off(seen: &AgentProxies, at: usize) -> Option<ObproxyOff> {
    deed_off(&seen.agents[at].deeds, ObproxyDeed::Create)
}

#[tokio::test]
async fn a_wrong_password_of_proxyro_is_the_agents_own_word() {
    let (bench, id) = bench(|_| {}).await;
    let mut draft = bench.proxy_draft(&id, HOMES).await;
    agent_form(&mut draft).proxyro_password = Some(bench.secret("wrong##AA11").await);
    bench.save_proxy_draft(&draft).await;
    let over = |view: &OperationView| view.calls.iter().all(|call| call.head.state.kind.has_ended());
    let mut follower = bench.start_proxies(&draft).await;
    let failed = follower.until("all ended", over).await;
    for call in &failed.calls {
        let problem = call.head.error.as_ref().unwrap();
        assert_eq!((call.head.journal, problem.code), (JournalState::Rejected, ErrorCode::Rejected));
        assert_eq!(problem.agent_code.as_deref(), Some("MySQL.Error"));
    }
    let seen = bench.proxies(&id).await;
    assert!(seen.agents.iter().all(|it| it.managed == Some(false) && it.known.is_none()));
    let operation_id = failed.head.id.clone();
    let resume = ResumeOperationReq { operation_id, consent: Consent::default() };
    bench.console.resume_operation(resume).await.unwrap();
    let twice = |_: &OperationView| (0..3).all(|at| bench.sent(at, "POST", ADD) == 2);
    follower.until("sent again", |view| twice(view) && over(view)).await;
}

#[tokio::test]
async fn a_lost_answer_is_found_among_the_tasks_and_never_sent_again() {
    let (bench, id) = bench(|options| {
        for at in [0, 1] {
            let traits = options.traits.get_mut(&at).unwrap();
            traits.drop_after_post = Some(ADD.to_owned());
        }
    })
    .await;
    let done = bench.with_proxies(&id).await;
    for at in 0..3 {
        assert_eq!(bench.sent(at, "POST", ADD), 1, "agent {at}");
        assert!(done.calls[at].head.task.as_ref().unwrap().id.starts_with('4'));
    }
    assert!(bench.proxies(&id).await.agents.iter().all(|it| it.known.is_some()));
}

/// A MASTER and two FOLLOWERs, the last of which loses its answer to a POST to `path`. FOLLOWERs hand questions for their
/// tasks on to their MASTER, so that nobody can look for one there.
async fn group(path: &str) -> (Bench, String, ObproxyDraft) {
    let (bench, id) = bench(|options| {
        options.cluster = None;
        for (at, traits) in &mut options.traits {
            let follower = Membership::FollowerOf(0);
            traits.member = Some(if *at == 0 { Membership::Master } else { follower });
        }
        options.traits.get_mut(&2).unwrap().drop_after_post = Some(path.to_owned());
    })
    .await;
    let mut draft = bench.proxy_draft(&id, HOMES).await;
    let url = "http://10.0.0.9:8080/services?Action=ObRootServiceInfo".to_owned();
    agent_form(&mut draft).source = ProxySource::ConfigUrl { url };
    bench.save_proxy_draft(&draft).await;
    (bench, id, draft)
}

#[tokio::test]
async fn an_answer_that_a_follower_lost_is_told_by_what_it_says_of_itself() {
    let (bench, id, draft) = group(ADD).await;
    let done = bench.start_proxies(&draft).await.until_state(StateKind::Succeeded).await;
    let lost = &done.calls[2];
    assert!(lost.head.task.is_none() && lost.head.error.is_none() && lost.steps.is_empty());
    assert_eq!(bench.sent(2, "POST", ADD), 1, "it was carried out");
    let seen = bench.proxies(&id).await;
    assert!(seen.agents.iter().all(|it| it.managed == Some(true) && it.known.is_some()));
}

#[tokio::test]
async fn what_a_follower_does_not_say_of_itself_stays_unknown_and_says_why() {
    let (bench, id, draft) = group(STOP).await;
    bench.start_proxies(&draft).await.until_state(StateKind::Succeeded).await;
    let stop = ObproxyAction::StopProxies { agents: bench.sandbox.addresses() };
    let mut follower = bench.act(&id, stop).await.unwrap();
    let kinds = |view: &OperationView| [0, 1, 2].map(|at| view.calls[at].head.state.kind);
    let expected = [StateKind::Succeeded, StateKind::Succeeded, StateKind::Unknown];
    let why = |view: &OperationView| {
        let error = view.calls[2].head.error.as_ref();
        error.is_some_and(|error| error.message.contains("look on its host"))
    };
    let view = follower.until("all is known", |view| kinds(view) == expected && why(view)).await;
    assert_eq!(view.calls[2].head.journal, JournalState::Unknown);
    assert_eq!(view.calls[2].head.error.as_ref().unwrap().code, ErrorCode::OutcomeUnknown);
    assert_eq!((view.head.contact.state, view.head.contact.problem), (ContactState::Live, None));
    assert_eq!(bench.sent(2, "POST", STOP), 1, "it may have been carried out");
    assert_eq!(
        deed_off(&bench.proxies(&id).await.agents[2].deeds, ObproxyDeed::Stop),
        Some(ObproxyOff::Busy)
    );
}

#[tokio::test]
async fn what_was_refused_is_sent_again_beside_a_task_that_failed() {
    let (bench, id) = bench(|_| {}).await;
    let homes = [HOMES[0], "/data/no-health-once", "/data/occupied"];
    let draft = bench.proxy_draft(&id, homes).await;
    let mut follower = bench.start_proxies(&draft).await;
    let over = |view: &OperationView| view.calls.iter().all(|call| call.head.state.kind.has_ended());
    let failed = follower.until("all ended", over).await;
    let journals = failed.calls.iter().map(|call| call.head.journal).collect::<Vec<_>>();
    assert_eq!(journals, [JournalState::Accepted, JournalState::Accepted, JournalState::Rejected]);
    let resume = |view: &OperationView| {
        view.head.actions.iter().find(|it| it.action == OperationAction::Resume).unwrap().off
    };
    assert_eq!(resume(&failed), None, "one was refused");
    let operation_id = failed.head.id.clone();
    let request = ResumeOperationReq { operation_id, consent: Consent::default() };
    bench.console.resume_operation(request).await.unwrap();
    follower.until("sent again", |view| bench.sent(2, "POST", ADD) == 2 && over(view)).await;
    assert_eq!([0, 1].map(|at| bench.sent(at, "POST", ADD)), [1, 1], "their tasks are there");
    let call_key = failed.calls[1].head.key.clone();
    let operation_id = failed.head.id.clone();
    let (operator, consent) = (TaskOperator::Retry, Consent::default());
    bench.console.operate_task(OperateTaskReq { operation_id, call_key, operator, consent }).await.unwrap();
    let kind = |view: &OperationView| view.calls[1].head.state.kind;
    follower.until("retried", |view| kind(view) == StateKind::Succeeded).await;
}

#[tokio::test]
async fn an_agent_without_a_password_is_told_from_those_that_can() {
    let (bench, id) = bench(|options| options.traits.get_mut(&1).unwrap().agent_password = None).await;
    let seen = bench.proxies(&id).await;
    assert_eq!([0, 1, 2].map(|at| off(&seen, at)), [None, Some(ObproxyOff::AgentPassword), None]);
    assert_eq!(deed_off(&seen.deeds, ObproxyDeed::Create), None, "some can");
    assert_eq!(deed_off(&seen.agents[2].deeds, ObproxyDeed::Start), Some(ObproxyOff::NotManaged));
    let mut draft = bench.proxy_draft(&id, HOMES).await;
    let check = bench.check_proxies(&draft).await;
    let found: Vec<_> = check.problems.iter().map(|it| (it.code, it.field.clone().unwrap())).collect();
    assert_eq!(found, [(ObproxyProblemCode::AgentPasswordMissing, "agents[1]".to_owned())]);
    assert_eq!(check.agents[2].id, bench.sandbox.addresses()[1], "what fits is in front");
    assert_eq!(bench.try_proxies(&draft).await.unwrap_err().code, ErrorCode::Invalid);
    agent_form(&mut draft).agents.remove(1);
    bench.save_proxy_draft(&draft).await;
    bench.start_proxies(&draft).await.until_state(StateKind::Succeeded).await;
    assert_eq!(bench.sent(1, "POST", ADD), 0);
}

#[tokio::test]
async fn an_older_obshell_manages_none() {
    let (bench, id) = bench(|options| {
        for traits in options.traits.values_mut() {
            traits.obshell_version = Some("4.2.5.0-1".to_owned());
        }
    })
    .await;
    let seen = bench.proxies(&id).await;
    assert_eq!([0, 1, 2].map(|at| off(&seen, at)), [Some(ObproxyOff::Version); 3]);
    assert_eq!(deed_off(&seen.deeds, ObproxyDeed::Create), Some(ObproxyOff::Version));
    let draft = bench.proxy_draft(&id, HOMES).await;
    let check = bench.check_proxies(&draft).await;
    assert!(check.agents.iter().all(|choice| choice.code == Some(ObproxyProblemCode::AgentTooOld)));
    assert_eq!(check.agents[0].args["version"], "4.2.5.0-1");
    bench.package("obproxy-ce-4.3.1.0-4.el7.x86_64.rpm", 10);
    let end = bench.upload(&id, &bench.sandbox.addresses()).await.end().await;
    assert!(end.agents.iter().all(|it| it.state == UploadState::Failed), "{end:#?}");
    let asked = |at| bench.sandbox.requests(at).into_iter().any(|it| it.path.starts_with(ADD));
    assert!(![0, 1, 2].into_iter().any(asked));
}

#[tokio::test]
async fn a_silent_agent_is_shown_with_its_problem() {
    let (bench, id) = bench(|_| {}).await;
    bench.with_proxies(&id).await;
    bench.sandbox.kill_agent(1).await;
    let seen = bench.proxies(&id).await;
    let silent = &seen.agents[1];
    assert_eq!((silent.managed, off(&seen, 1)), (None, Some(ObproxyOff::Silent)));
    assert_eq!(silent.problem.as_ref().unwrap().code, ErrorCode::Unreachable);
    assert!(silent.known.is_some(), "what is known stays");
    assert!([0, 2].iter().all(|at| seen.agents[*at].managed == Some(true)));
    let stop = ObproxyAction::StopProxies { agents: vec![silent.agent.clone()] };
    assert_eq!(bench.act(&id, stop).await.err().unwrap().code, ErrorCode::Invalid);
}

#[tokio::test]
async fn a_read_only_connection_changes_nothing() {
    let (bench, id) = bench(|_| {}).await;
    let draft = bench.proxy_draft(&id, HOMES).await;
    let raise = RaiseGuardReq { connection_id: id.clone(), level: GuardLevel::ReadOnly };
    bench.console.raise_guard(raise).await.unwrap();
    assert_eq!(off(&bench.proxies(&id).await, 0), Some(ObproxyOff::ReadOnly));
    assert_eq!(bench.try_proxies(&draft).await.unwrap_err().code, ErrorCode::ReadOnly);
    bench.package("obproxy-ce-4.3.1.0-4.el7.x86_64.rpm", 10);
    let refused = bench.try_upload(&id, &bench.sandbox.addresses()).await.err().unwrap();
    assert_eq!(refused.code, ErrorCode::ReadOnly);
    for at in 0..3 {
        let changes = bench.sandbox.requests(at).into_iter().filter(|it| it.path.starts_with(ADD)).count();
        assert_eq!(changes, 0);
    }
}

#[tokio::test]
async fn nothing_is_done_with_a_proxy_that_is_not_there() {
    let (bench, id) = bench(|_| {}).await;
    let agents = vec![bench.sandbox.addresses()[0].clone()];
    for action in [
        ObproxyAction::StartProxies { agents: agents.clone() },
        ObproxyAction::StopProxies { agents: agents.clone() },
        ObproxyAction::DeleteProxies { agents },
        ObproxyAction::StopProxies { agents: Vec::new() },
        ObproxyAction::StopProxies { agents: vec!["127.0.0.1:1999".to_owned()] },
    ] {
        let impact = bench.impact(&id, &action).await;
        assert!(impact.findings.iter().any(|it| it.verdict == Verdict::Fail), "{action:?}: {impact:#?}");
        assert_eq!(bench.act(&id, action).await.err().unwrap().code, ErrorCode::Invalid);
    }
    let seen = bench.console.home(Nothing {}).await.unwrap();
    assert!(seen.operations.is_empty());
    assert!(!format!("{seen:?}").contains(PROXYRO));
}
