//! Connections and operations through a jump host: a real sshd on loopback.

#![cfg(target_os = "linux")]

#[path = "../../../tunnels/tests/support/mod.rs"]
mod support;

use std::time::Duration;

use crate::common::contacts::{agent, cluster_of, current, settings};
use crate::common::{Bench, ROOT_PASSWORD, SPEED, call};
use console::Sink;
use console::dto::*;
use sandbox::Options;
use support::Desk;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use ConnectionStateKind::{Available, Unreachable};

fn through(host: &str) -> Reach {
    Reach { route: Route::Jump { host: host.to_owned() }, ..Reach::default() }
}

async fn root(bench: &Bench) -> ConnectionPasswords {
    ConnectionPasswords { root: Some(bench.secret(ROOT_PASSWORD).await), ..ConnectionPasswords::default() }
}

fn asked(bench: &Bench) -> usize {
    (0..bench.sandbox.addresses().len()).map(|at| bench.sandbox.requests(at).len()).sum()
}

#[tokio::test]
async fn a_cluster_behind_a_jump_host_is_found_and_stays_in_contact() {
    let mut desk = Desk::new();
    let bench = Bench::with_ssh(SPEED, cluster_of(2), desk.ssh()).await;
    let addresses = bench.sandbox.addresses();
    let probe = bench.probe_by(through("jump"), &addresses[0], root(&bench).await).await;
    assert_eq!((probe.accepted, probe.problem), (Some(true), None));
    let proposal = probe.proposal.unwrap();
    assert_eq!((&proposal.reach, &proposal.addresses), (&through("jump"), &addresses));

    let id = bench.add(proposal).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let answer = |view: &ConnectionView| view.agents.iter().all(|it| it.state == AgentLinkState::Answers);
    let all = |view: &ConnectionView| view.state.kind == Available && answer(view);
    let view = watcher.until(&id, "both agents", all).await;
    assert_eq!((view.agents.len(), current(&view)), (2, Some(addresses[0].as_str())));
    assert_eq!(desk.jump.connections(), 1, "all ways share one ssh");

    desk.jump.kill();
    let no_way = |view: &ConnectionView| {
        view.state.kind == Unreachable
            && view.state.problem.as_ref().is_some_and(|problem| problem.code == ErrorCode::Route)
    };
    let view = watcher.until(&id, "the way to be gone", no_way).await;
    assert!(view.state.stale && view.facts.is_some(), "what was seen stays");
    let problem = view.state.problem.unwrap();
    assert!(problem.message.contains("Connection refused"), "ssh's own words: {}", problem.message);
    let before = asked(&bench);
    let probe = bench.probe_by(through("jump"), &addresses[0], ConnectionPasswords::default()).await;
    assert_eq!(probe.problem.unwrap().code, ErrorCode::Route);
    assert_eq!(asked(&bench), before, "there is no other way than this");

    desk.jump.start();
    let view = watcher.until(&id, "both agents again", all).await;
    assert_eq!((view.state.stale, view.state.problem.as_ref()), (false, None));
    assert_eq!(agent(&view, &addresses[1]).problem, None);
    assert_eq!(bench.sandbox.refused_attempts(), 0);
}

#[tokio::test]
async fn a_jump_host_that_is_not_known_is_told_in_the_words_of_ssh() {
    let desk = Desk::new();
    let bench = Bench::with_ssh(SPEED, cluster_of(1), desk.ssh()).await;
    let addresses = bench.sandbox.addresses();
    for (host, words) in
        [("stranger", "Host key verification failed"), ("impostor", "IDENTIFICATION HAS CHANGED")]
    {
        let probe = bench.probe_by(through(host), &addresses[0], root(&bench).await).await;
        let told = probe.problem.unwrap();
        assert_eq!(told.code, ErrorCode::Route);
        assert!(told.message.contains(words), "{host}: {}", told.message);

        let mut kept = settings(ConnectionKind::Cluster, &addresses);
        (kept.name, kept.reach, kept.passwords) = (host.to_owned(), through(host), root(&bench).await);
        let id = bench.add(kept).await;
        let mut watcher = bench.watch(host).await;
        bench.contact(&id).await;
        let view = watcher.until_state(&id, Unreachable).await;
        assert_eq!(view.state.problem, Some(told));
        bench.leave(&id).await;
    }
    assert_eq!(asked(&bench), 0);
}

#[tokio::test]
async fn a_cluster_is_brought_up_behind_a_jump_host() {
    let desk = Desk::new();
    let bench = Bench::with_ssh(SPEED, Options::default(), desk.ssh()).await;
    let draft = bench.draft_by(through("jump"), Vec::new()).await;
    let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.jump.connections(), 1);

    let id = done.head.connection_id.unwrap();
    assert_eq!(bench.connection(&id).await.settings.reach, through("jump"));
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, Available).await;
    assert_eq!(desk.jump.connections(), 1);
}

#[tokio::test]
async fn an_operation_outlives_the_way_it_is_watched_by() {
    let mut desk = Desk::new();
    let bench = Bench::with_ssh(SPEED / 4.0, Options::default(), desk.ssh()).await;
    let draft = bench.draft_by(through("jump"), Vec::new()).await;
    let mut run = bench.start(&draft).await;
    let boots = |view: &OperationView| {
        call(view, "init").steps.get(3).is_some_and(|step| step.state.kind == StateKind::Running)
    };
    let view = run.until("the bootstrap", boots).await;
    let mut log = watch_log(&bench, &view).await;
    until_log(&mut log, "lines", |event| !event.rows.is_empty()).await;

    desk.jump.kill();
    let no_way = |view: &OperationView| {
        view.head.contact.problem.as_ref().is_some_and(|problem| problem.code == ErrorCode::Route)
    };
    let stale = run.until("the way to be gone", no_way).await;
    assert_eq!(stale.head.contact.state, ContactState::Stale);
    assert!(stale.head.contact.problem.unwrap().message.contains("Connection refused"));

    let cut = |event: &LogEvent| event.problem.as_ref().is_some_and(|it| it.code == ErrorCode::Route);
    until_log(&mut log, "the way of the log to be gone", cut).await;

    desk.jump.start();
    run.until_state(StateKind::Succeeded).await;
    until_log(&mut log, "the end of the log", |event| event.complete).await;
    assert_eq!(desk.jump.connections(), 2);
}

/// The log of the bootstrap.
async fn watch_log(bench: &Bench, view: &OperationView) -> UnboundedReceiver<LogEvent> {
    let (sender, events) = unbounded_channel();
    let request = WatchLogReq {
        watch_id: "log".to_owned(),
        operation_id: view.head.id.clone(),
        call_key: "init".to_owned(),
        step_key: call(view, "init").steps[3].key.clone(),
        run_key: None,
    };
    bench.console.watch_log(request, Sink::new(move |event| sender.send(event).is_ok())).await.unwrap();
    events
}

async fn until_log(log: &mut UnboundedReceiver<LogEvent>, what: &str, wanted: impl Fn(&LogEvent) -> bool) {
    let arrives = async { while !wanted(&log.recv().await.unwrap()) {} };
    let found = timeout(Duration::from_secs(60), arrives).await;
    assert!(found.is_ok(), "waited in vain for {what}");
}
