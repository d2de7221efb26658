//! Contact with what connections stand for: failover, passwords, quiet. Through the commands a window has.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use crate::common::contacts::{agent, cluster_of, current, eventually, settings};
use crate::common::{Bench, ROOT_PASSWORD};
use console::dto::*;
use sandbox::{AgentTraits, FirstTask, InitialisedCluster, ManualClock, Membership, Options};

use ConnectionStateKind::{
    Available, KeyChanged, Locked, NotContacted, NotInitialized, PasswordNeeded, PasswordWrong, SignedIn,
    TaskStopped, Unreachable,
};

#[tokio::test]
async fn nobody_is_contacted_at_start_but_pinned_connections() {
    let mut bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let addresses = bench.sandbox.addresses();
    let mut pinned = settings(ConnectionKind::Agent, &addresses[..1]);
    pinned.pinned = true;
    let pinned = bench.add(pinned).await;
    let other = bench.add(settings(ConnectionKind::Agent, &addresses[1..])).await;
    assert_eq!(bench.connection(&pinned).await.state.kind, NotContacted, "adding contacts nobody");

    bench.restart().await;
    let mut watcher = bench.watch("list").await;
    let view = watcher.until_state(&pinned, NotInitialized).await;
    assert!(view.state.live && !view.state.stale);
    assert_eq!(view.facts.unwrap().identity, "SINGLE");
    bench.pass_rounds(0, 3).await;
    assert_eq!(bench.sandbox.requests(1).len(), 0);
    let other = bench.connection(&other).await;
    assert_eq!((other.state.kind, other.state.live), (NotContacted, false));
}

#[tokio::test]
async fn a_cluster_outlives_the_agent_in_use() {
    let bench = Bench::new(cluster_of(3)).await;
    let addresses = bench.sandbox.addresses();
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until(&id, "three agents", |view| view.agents.len() == 3).await;
    assert_eq!((view.state.kind, current(&view)), (Available, Some(addresses[0].as_str())));
    assert_eq!(view.facts.as_ref().unwrap().cluster_name, "ob_order");
    assert!(agent(&view, &addresses[0]).given && !agent(&view, &addresses[1]).given);

    bench.sandbox.kill_agent(0).await;
    let view =
        watcher.until(&id, "another agent", |view| current(view).is_some_and(|it| it != addresses[0])).await;
    assert_eq!((view.state.kind, view.state.stale), (Available, false));
    assert_eq!(agent(&view, &addresses[0]).state, AgentLinkState::Silent);
    let second = current(&view).unwrap().to_owned();

    bench.sandbox.revive_agent(0).await;
    let answers = |view: &ConnectionView| agent(view, &addresses[0]).state == AgentLinkState::Answers;
    let view = watcher.until(&id, "the first one back", answers).await;
    assert_eq!(current(&view), Some(second.as_str()), "it stays with the one that answers");

    for at in 0..3 {
        bench.sandbox.kill_agent(at).await;
    }
    let view = watcher.until_state(&id, Unreachable).await;
    assert!(view.state.stale && view.state.problem.is_some() && current(&view).is_none());
    assert_eq!(view.facts.unwrap().cluster_name, "ob_order", "what was seen stays");
    bench.sandbox.revive_agent(2).await;
    let view = watcher.until(&id, "the third one", |view| current(view) == Some(&addresses[2])).await;
    assert_eq!(view.state.kind, Available);
}

#[tokio::test]
async fn an_agent_that_joins_is_learned_and_used() {
    let bench = Bench::new(cluster_of(1)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, Available).await;

    let added = bench.sandbox.add_agent().await.unwrap();
    let answers = |view: &ConnectionView| {
        view.agents.iter().any(|it| it.address == added && it.state == AgentLinkState::Answers)
    };
    watcher.until(&id, "the new agent", answers).await;
    assert!(!bench.got_credential(1, 0), "an agent that is not in use gets no password");

    bench.sandbox.kill_agent(0).await;
    watcher.until(&id, "the new agent in use", |view| current(view) == Some(&added)).await;

    // It is still known after a restart, when the one that was given is away.
    let mut bench = bench;
    bench.restart().await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher
        .until(&id, "the new agent again", |view| current(view) == Some(&added) && !view.state.stale)
        .await;
}

#[tokio::test]
async fn a_wrong_password_is_one_attempt_until_it_is_replaced() {
    let bench = Bench::new(cluster_of(3)).await;
    let id = bench.cluster(&[0, 1, 2], "aaBB11##wrong").await;
    let (mut watcher, _another) = (bench.watch("list").await, bench.watch("home").await);
    bench.contact(&id).await;
    let view = watcher.until_state(&id, PasswordWrong).await;
    assert_eq!(view.state.password, Some(PasswordKind::Root));
    assert_eq!(view.state.problem.unwrap().code, ErrorCode::Unauthorized);
    let called = |bench: &Bench| (0..3).map(|at| bench.sandbox.requests(at).len()).sum::<usize>();
    let before = called(&bench);
    for _ in 0..20 {
        bench.contact(&id).await;
        tokio::task::yield_now().await;
    }
    bench.leave(&id).await;
    bench.contact(&id).await;
    let view = watcher.until(&id, "contact again", |view| view.state.live).await;
    assert_eq!(view.state.kind, PasswordWrong);
    watcher.until(&id, "the refusal again", |view| view.state.problem.is_some()).await;
    assert_eq!((bench.sandbox.refused_attempts(), called(&bench)), (1, before), "nothing is called any more");

    bench.replace_password(&id, PasswordKind::Root, ROOT_PASSWORD).await;
    let view = watcher.until_state(&id, Available).await;
    assert_eq!((view.state.password, view.state.problem), (None, None));

    bench.sandbox.change_root_password("ccDD22##new");
    watcher.until_state(&id, PasswordWrong).await;
    assert_eq!(bench.sandbox.refused_attempts(), 2, "one more attempt, with the next round");
    bench.replace_password(&id, PasswordKind::Root, "ccDD22##new").await;
    watcher.until_state(&id, Available).await;
    bench.pass_rounds(0, 5).await;
    assert_eq!(bench.sandbox.refused_attempts(), 2);
}

#[tokio::test]
async fn a_password_that_was_refused_is_not_tried_at_the_next_start() {
    let mut bench = Bench::new(cluster_of(1)).await;
    let id = bench.cluster(&[0], "aaBB11##wrong").await;
    let mut settings = bench.connection(&id).await.settings;
    settings.pinned = true;
    let edit = EditConnectionReq { connection_id: id.clone(), settings };
    bench.console.edit_connection(edit).await.unwrap();
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, PasswordWrong).await;

    bench.restart().await;
    let view = bench.connection(&id).await;
    assert_eq!((view.state.kind, view.state.live), (PasswordWrong, false));
    bench.replace_password(&id, PasswordKind::Root, ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, Available).await;
    assert_eq!(bench.sandbox.refused_attempts(), 1);
}

#[tokio::test]
async fn an_operation_and_its_connection_stop_together() {
    let bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let bad = bench.sandbox.addresses()[1].clone();
    let draft = bench.draft(vec![crate::common::server(&bad, "data_dir", "/data/no-start")]).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    let id = failed.head.connection_id.unwrap();
    let mut watcher = bench.watch("list").await;
    watcher.until_state(&id, TaskStopped).await;
    let with_password = || {
        let sent = bench.sandbox.requests(0).into_iter().filter_map(|request| request.credential);
        sent.filter(|credential| credential.has_password).count()
    };
    bench.sandbox.change_root_password("ccDD22##new");
    let before = with_password();
    watcher.until_state(&id, PasswordWrong).await;
    run.until("the operation to wait", |view| {
        view.head.contact.problem.as_ref().is_some_and(|problem| problem.code == ErrorCode::Unauthorized)
    })
    .await;
    let sent = with_password();
    let callers = 3; // the operation, its archivist, and the connection
    assert!(sent <= before + callers, "each sent at most the one call that was on its way");
    for _ in 0..20 {
        bench.contact(&id).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(with_password(), sent);
    bench.replace_password(&id, PasswordKind::Root, "ccDD22##new").await;
    watcher.until_state(&id, TaskStopped).await;
}

#[tokio::test]
async fn an_open_log_goes_on_with_the_new_password() {
    let bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let bad = bench.sandbox.addresses()[1].clone();
    let draft = bench.draft(vec![crate::common::server(&bad, "data_dir", "/data/no-start")]).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    let id = failed.head.connection_id.clone().unwrap();
    let trouble = Arc::new(AtomicBool::new(false));
    let log = WatchLogReq {
        watch_id: "log".to_owned(),
        operation_id: failed.head.id.clone(),
        call_key: "init".to_owned(),
        step_key: failed.head.failure.and_then(|failure| failure.step_key).unwrap(),
        run_key: None,
    };
    let shown = trouble.clone();
    let sink = console::Sink::new(move |event: LogEvent| {
        shown.store(event.problem.is_some(), Ordering::SeqCst);
        true
    });
    bench.console.watch_log(log, sink).await.unwrap();
    let mut watcher = bench.watch("list").await;
    watcher.until_state(&id, TaskStopped).await;
    bench.sandbox.change_root_password("ccDD22##new");
    watcher.until_state(&id, PasswordWrong).await;
    eventually("the log to stop", || trouble.load(Ordering::SeqCst)).await;

    bench.replace_password(&id, PasswordKind::Root, "ccDD22##new").await;
    // With the old password in the log's hands the gate would close again.
    watcher.until_state(&id, TaskStopped).await;
    eventually("the log to go on", || !trouble.load(Ordering::SeqCst)).await;
    assert_eq!(bench.connection(&id).await.state.kind, TaskStopped);
}

#[tokio::test]
async fn a_group_is_read_from_its_master() {
    let member = |member| AgentTraits { member: Some(member), ..AgentTraits::default() };
    let traits = [(0, member(Membership::Master)), (1, member(Membership::FollowerOf(0)))].into();
    let bench = Bench::new(Options { agents: 2, traits, ..Options::default() }).await;
    let addresses = bench.sandbox.addresses();
    let id = bench.add(settings(ConnectionKind::Cluster, &addresses[1..])).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let by_master = |view: &ConnectionView| current(view) == Some(&addresses[0]);
    let view = watcher.until(&id, "the master", by_master).await;
    let identity = view.facts.as_ref().map(|facts| facts.identity.as_str());
    assert_eq!((view.state.kind, identity), (NotInitialized, Some("MASTER")));
    assert_eq!(agent(&view, &addresses[1]).identity, "FOLLOWER");
}

#[tokio::test]
async fn a_password_that_is_not_there_is_asked_for_and_nothing_is_tried() {
    let bench = Bench::new(cluster_of(1)).await;
    let id = bench.add(settings(ConnectionKind::Cluster, &bench.sandbox.addresses())).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, PasswordNeeded).await;
    assert_eq!(view.state.password, Some(PasswordKind::Root));
    assert_eq!(view.facts.unwrap().identity, "CLUSTER AGENT");
    assert!(!bench.got_credential(0, 0));
    bench.replace_password(&id, PasswordKind::Root, ROOT_PASSWORD).await;
    watcher.until_state(&id, Available).await;
    assert_eq!(bench.sandbox.refused_attempts(), 0);
}

#[tokio::test]
async fn an_edited_connection_goes_on_with_what_it_is_now() {
    let bench = Bench::new(cluster_of(2)).await;
    let id = bench.cluster(&[0], "aaBB11##wrong").await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, PasswordWrong).await;
    let mut settings = view.settings;
    settings.passwords.root = Some(bench.secret(ROOT_PASSWORD).await);
    let edit = EditConnectionReq { connection_id: id.clone(), settings };
    bench.console.edit_connection(edit).await.unwrap();
    watcher.until_state(&id, Available).await;
    assert_eq!(bench.sandbox.refused_attempts(), 1);

    bench.console.delete_connection(ConnectionReq { connection_id: id.clone() }).await.unwrap();
    let rounds = bench.rounds(0);
    bench.console.restore_connection(ConnectionReq { connection_id: id.clone() }).await.unwrap();
    eventually("the contact to go on", || bench.rounds(0) > rounds + 1).await;

    bench.leave(&id).await;
    let view = bench.connection(&id).await;
    assert_eq!((view.state.kind, view.state.live), (Available, false), "what was seen stays");
    let rounds = bench.rounds(0);
    bench.console.connections(Nothing {}).await.unwrap();
    assert_eq!(bench.rounds(0), rounds);
}

#[tokio::test]
async fn fifty_rounds_without_news_are_no_message() {
    let now = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_800_000_000);
    let clock = Arc::new(ManualClock::at(now.into()));
    let bench = Bench::new(Options { clock, ..cluster_of(2) }).await;
    bench.clock.stand_still(now);
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let settled = |view: &ConnectionView| {
        view.agents.len() == 2 && view.agents.iter().all(|it| it.state == AgentLinkState::Answers)
    };
    watcher.until(&id, "both agents", settled).await;
    bench.pass_rounds(0, 5).await;
    watcher.drain();
    bench.pass_rounds(0, 50).await;
    assert_eq!(watcher.drain(), 0);
}

#[tokio::test]
async fn a_task_that_holds_the_lock_is_told() {
    for (first_task, kind) in [(FirstTask::Failed, TaskStopped), (FirstTask::Running, Locked)] {
        let base = cluster_of(2);
        let cluster = base.cluster.clone().map(|cluster| InitialisedCluster { first_task, ..cluster });
        let bench = Bench::at_speed(1.0, Options { cluster, ..base }).await;
        // Asked by the agent that does not work at it.
        let id = bench.cluster(&[1], ROOT_PASSWORD).await;
        let mut watcher = bench.watch("list").await;
        bench.contact(&id).await;
        let view = watcher.until_state(&id, kind).await;
        let task = &view.tasks[0];
        assert!(task.holds_lock && task.total > 0 && task.done < task.total, "{task:?}");
        assert_eq!((view.tasks.len(), task.operation_id.as_deref()), (1, None));
    }
}

#[tokio::test]
async fn a_task_that_obdeck_started_leads_to_its_operation() {
    let bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let bad = bench.sandbox.addresses()[1].clone();
    let draft = bench.draft(vec![crate::common::server(&bad, "data_dir", "/data/no-start")]).await;
    let failed = bench.start(&draft).await.until_state(StateKind::Failed).await;
    let id = failed.head.connection_id.unwrap();
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, TaskStopped).await;
    assert_eq!(view.tasks[0].operation_id, Some(failed.head.id));
}

#[tokio::test]
async fn an_ocp_is_signed_in_to_and_a_wrong_password_is_one_attempt() {
    let bench = Bench::new(Options { agents: 1, ocp: true, ..Options::default() }).await;
    let (url, (user, password)) =
        (bench.sandbox.ocp_url().unwrap(), bench.sandbox.ocp_credentials().unwrap());
    let mut ocp = settings(ConnectionKind::Ocp, std::slice::from_ref(&url));
    ocp.passwords.ocp_user = Some(user);
    ocp.passwords.ocp = Some(bench.secret("wrong").await);
    let id = bench.add(ocp).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, PasswordWrong).await;
    assert_eq!(view.state.password, Some(PasswordKind::Ocp));
    let before = bench.sandbox.ocp_requests().len();
    bench.leave(&id).await;
    bench.contact(&id).await;
    watcher.until(&id, "the refusal again", |view| view.state.live && view.state.problem.is_some()).await;
    assert_eq!((bench.sandbox.ocp_refused_attempts(), bench.sandbox.ocp_requests().len()), (1, before));

    bench.replace_password(&id, PasswordKind::Ocp, &password).await;
    let view = watcher.until_state(&id, SignedIn).await;
    assert!(!view.facts.unwrap().ob_version.is_empty());
    bench.sandbox.change_ocp_password("another");
    watcher.until_state(&id, PasswordWrong).await;
    assert_eq!(bench.sandbox.ocp_refused_attempts(), 2);
}

#[tokio::test]
async fn no_contact_outlives_the_console() {
    let bench = Bench::new(cluster_of(1)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, Available).await;
    let Bench { console, sandbox, .. } = bench;
    drop((console, watcher));
    let count = || sandbox.requests(0).len();
    // The rounds that were under way may still arrive; then there is no other.
    let quiet = async {
        let mut before = count();
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            if count() == before {
                return;
            }
            before = count();
        }
    };
    assert!(tokio::time::timeout(std::time::Duration::from_secs(30), quiet).await.is_ok());
}

#[tokio::test]
async fn agents_with_an_agent_password_are_read_with_it() {
    let traits = AgentTraits { agent_password: Some("right".to_owned()), ..AgentTraits::default() };
    let options = Options { agents: 1, traits: [(0, traits)].into(), ..Options::default() };
    let bench = Bench::new(options).await;
    let mut single = settings(ConnectionKind::Agent, &bench.sandbox.addresses());
    single.passwords.root = Some(bench.secret(ROOT_PASSWORD).await);
    let id = bench.add(single).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, PasswordNeeded).await;
    assert_eq!(view.state.password, Some(PasswordKind::Agent));
    assert!(!bench.got_credential(0, 0), "the root password is not for an agent on its own");
    bench.replace_password(&id, PasswordKind::Agent, "right").await;
    watcher.until_state(&id, NotInitialized).await;
    bench.sandbox.replace_key(0).await;
    watcher.until_state(&id, KeyChanged).await;
}
