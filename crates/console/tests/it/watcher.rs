//! Following a task through whatever befalls its agents.

use std::collections::BTreeSet;

use crate::common::contacts::{cluster_of, eventually};
use crate::common::{Bench, Follower, ROOT_PASSWORD, call, init_runs};
use console::Sink;
use console::dto::*;
use sandbox::{FirstTask, InitialisedCluster, Options};
use serde_json::{Value, json};
use tokio::sync::mpsc;

const HOUR: Millis = 3_600_000;

/// A cluster whose first task runs on, and the operation that follows it.
async fn running(agents: usize) -> (Bench, String, String) {
    let base = cluster_of(agents);
    let first_task = FirstTask::Running;
    let cluster = base.cluster.clone().map(|cluster| InitialisedCluster { first_task, ..cluster });
    let bench = Bench::at_speed(1.0, Options { cluster, ..base }).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("first").await;
    bench.contact(&id).await;
    let seen = |view: &ConnectionView| view.agents.len() == agents && !view.tasks.is_empty();
    let task_id = watcher.until(&id, "the task", seen).await.tasks[0].id.clone();
    bench.unwatch("first").await;
    let request = OpenTaskReq { connection_id: id, task_id: task_id.clone() };
    let operation_id = bench.console.open_task(request).await.unwrap().operation_id;
    (bench, operation_id, task_id)
}

async fn follow_as(
    bench: &Bench,
    watch_id: &str,
    operation_id: &str,
) -> mpsc::UnboundedReceiver<OperationEvent> {
    let (sender, events) = mpsc::unbounded_channel();
    let request = WatchOperationReq { watch_id: watch_id.to_owned(), operation_id: operation_id.to_owned() };
    bench.console.watch_operation(request, Sink::new(move |event| sender.send(event).is_ok())).await.unwrap();
    events
}

/// Every moment that the view shows: the steps', and their attempts'.
fn moments(view: &OperationView) -> Vec<(Option<Millis>, Option<Millis>)> {
    let steps = || view.calls.iter().flat_map(|call| &call.steps);
    let attempts = steps().flat_map(|step| &step.runs).flat_map(|run| &run.attempts);
    let of_attempts = attempts.map(|attempt| (attempt.started_at, attempt.ended_at));
    steps().map(|step| (step.started_at, step.ended_at)).chain(of_attempts).collect()
}

#[tokio::test]
async fn however_many_watch_there_is_one_poller() {
    let (bench, operation_id, task_id) = running(1).await;
    let polls = || bench.asked(&format!("/api/v1/task/dag/{task_id}?show_details=true"));
    let mut watchers = Vec::new();
    for name in ["a", "b", "c"] {
        watchers.push(follow_as(&bench, name, &operation_id).await);
    }
    // One at a time: between two of them the agent is asked for nothing else than a connection's round.
    let before = (polls(), tokio::time::Instant::now());
    eventually("polls", || polls() >= before.0 + 20).await;
    let most = before.1.elapsed().as_millis() / 10 + 2;
    let count = polls() - before.0;
    assert!((count as u128) <= most, "{count} polls in the time of {most}");
    for events in &mut watchers {
        let first = events.recv().await.unwrap();
        assert!(matches!(first, OperationEvent::Snapshot { seq: 1, .. }), "{first:?}");
    }
}

#[tokio::test]
async fn a_cluster_task_is_read_from_whoever_answers() {
    let mut options = cluster_of(2);
    let document: Value =
        serde_json::from_str(include_str!("../../../obshell-api/tests/golden/maintain_ob_scale_out.json"))
            .unwrap();
    let mut dag = document["data"].clone();
    (dag["state"], dag["nodes"][8]["state"]) = (json!("FAILED"), json!("FAILED"));
    dag["nodes"][8]["sub_tasks"][0]["state"] = json!("FAILED");
    options.cluster.as_mut().unwrap().recorded = vec![dag];
    let bench = Bench::new(options).await;
    let id = bench.cluster(&[0, 1], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let both = |view: &ConnectionView| {
        view.agents.len() == 2 && view.agents.iter().all(|agent| agent.state == AgentLinkState::Answers)
    };
    watcher.until(&id, "both agents", both).await;
    let request = OpenTaskReq { connection_id: id, task_id: "11".to_owned() };
    let operation_id = bench.console.open_task(request).await.unwrap().operation_id;
    let mut follower: Follower = bench.follow(&operation_id).await;
    let addresses = bench.sandbox.addresses();
    let live = |view: &OperationView| view.head.contact.state == ContactState::Live;
    let view = follower.until("an answer", |view| live(view) && view.head.contact.agent.is_some()).await;
    let first = addresses.iter().position(|it| Some(it) == view.head.contact.agent.as_ref()).unwrap();
    bench.sandbox.kill_agent(first).await;
    let other = &addresses[1 - first];
    let view = follower
        .until("the other agent", |view| live(view) && view.head.contact.agent.as_ref() == Some(other))
        .await;
    assert_eq!(view.calls[0].steps.len(), 9, "nothing is lost");
    bench.sandbox.kill_agent(1 - first).await;
    let lost = |view: &OperationView| view.head.contact.state == ContactState::Stale;
    let view = follower.until("nobody", lost).await;
    assert_eq!((view.calls[0].steps.len(), view.head.contact.problem.is_some()), (9, true));
    bench.sandbox.revive_agent(first).await;
    follower.until("an answer again", live).await;
}

#[tokio::test]
async fn a_task_that_vanishes_stays_as_it_was_and_says_so() {
    let (bench, operation_id, task_id) = running(1).await;
    let mut follower = bench.follow(&operation_id).await;
    let before = follower.until_state(StateKind::Running).await;
    let mut list = bench.watch_tasks("list").await;
    list.until("its row", |list| list.rows.values().any(|row| row.task_id == task_id)).await;
    bench.sandbox.forget_tasks(0);
    let view = follower.until("word of it", |view| view.head.contact.problem.is_some()).await;
    assert_eq!(view.head.contact.state, ContactState::Stale);
    assert_eq!(view.calls[0].steps, before.calls[0].steps, "what was seen stays");
    assert_eq!(view.calls[0].head.state, before.calls[0].head.state);
    let gone = |list: &crate::common::task_lists::TaskWatcher| {
        list.rows.values().any(|row| row.task_id == task_id && !row.on_server && row.operation_id.is_some())
    };
    list.until("its server not to list it", gone).await;
}

#[tokio::test]
async fn a_clock_that_is_set_in_between_moves_no_step() {
    for skew in [HOUR, -HOUR] {
        let bench = Bench::at_speed(40.0, Options { agents: 2, ..Options::default() }).await;
        let draft = bench.draft(Vec::new()).await;
        let mut follower = bench.start(&draft).await;
        let runs = |view: &OperationView| {
            init_runs(view) && call(view, "init").steps.iter().any(|step| step.ended_at.is_some())
        };
        let before = follower.until("a step of init", runs).await;
        bench.sandbox.set_clock_skew(0, skew);
        let after = follower.until_state(StateKind::Succeeded).await;
        let known = &call(&before, "init").steps;
        for (then, now) in
            known.iter().zip(&call(&after, "init").steps).filter(|(then, _)| then.ended_at.is_some())
        {
            assert_eq!((then.started_at, then.ended_at), (now.started_at, now.ended_at), "{}", then.name);
        }
        let began = before.head.started_at;
        let ended = after.head.ended_at.unwrap();
        for (started_at, ended_at) in moments(&after) {
            let within = |at: &Millis| (began - 5_000..=ended + 5_000).contains(at);
            assert!(started_at.iter().chain(&ended_at).all(within), "{skew}: {started_at:?} {ended_at:?}");
            let took = ended_at.zip(started_at).map_or(0, |(end, start)| end - start);
            assert!(took >= 0, "{skew}: {started_at:?} {ended_at:?}");
        }
    }
}

#[tokio::test]
async fn a_clock_that_was_set_before_a_restart_makes_no_attempts() {
    let mut bench = Bench::at_speed(40.0, Options { agents: 2, ..Options::default() }).await;
    let draft = bench.draft(Vec::new()).await;
    let mut follower = bench.start(&draft).await;
    let ended =
        |view: &OperationView| call(view, "init").steps.iter().filter(|step| step.ended_at.is_some()).count();
    let before = follower.until("a step of init", |view| init_runs(view) && ended(view) > 0).await;
    bench.sandbox.set_clock_skew(0, HOUR);
    // A step that began and ended by the clock that was set.
    let known = ended(&before);
    follower.until("two more steps", |view| ended(view) > known + 1).await;
    bench.restart().await;
    let mut follower = bench.follow(&before.head.id).await;
    let after = follower.until_state(StateKind::Succeeded).await;
    for step in &call(&after, "init").steps {
        let attempts: Vec<usize> = step.runs.iter().map(|run| run.attempts.len()).collect();
        assert!(attempts.iter().all(|count| *count == 1), "{}: {attempts:?}", step.name);
    }
}

#[tokio::test]
async fn each_line_of_a_log_comes_once_through_retries_and_restarts() {
    let bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let bad = bench.sandbox.addresses()[1].clone();
    let draft = bench.draft(vec![crate::common::server(&bad, "data_dir", "/data/no-start-once")]).await;
    let mut follower = bench.start(&draft).await;
    let failed = follower.until_state(StateKind::Failed).await;
    let step_key = failed.head.failure.as_ref().and_then(|failure| failure.step_key.clone()).unwrap();
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = WatchLogReq {
        watch_id: "log".to_owned(),
        operation_id: failed.head.id.clone(),
        call_key: "init".to_owned(),
        step_key,
        run_key: None,
    };
    bench
        .console
        .watch_log(request, Sink::new(move |event: LogEvent| sender.send(event).is_ok()))
        .await
        .unwrap();
    let mut rows: Vec<LogRow> = Vec::new();
    while rows.is_empty() {
        rows.extend(events.recv().await.unwrap().rows);
    }
    bench.sandbox.kill_agent(0).await;
    bench.sandbox.revive_agent(0).await;
    let retry = OperateTaskReq {
        operation_id: failed.head.id.clone(),
        call_key: "init".to_owned(),
        operator: TaskOperator::Retry,
        consent: Consent::default(),
    };
    while bench.console.operate_task(retry.clone()).await.is_err() {}
    follower.until_state(StateKind::Succeeded).await;
    loop {
        let event = events.recv().await.unwrap();
        rows.extend(event.rows);
        if event.complete && rows.iter().any(|row| row.attempt == 2) {
            break;
        }
    }
    let keys: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), rows.len(), "each line comes once");
}

#[tokio::test]
async fn ten_thousand_sub_tasks_are_one_task() {
    let task = |number: u32| {
        json!({
            "id": format!("1{number}"), "task_id": number, "name": "Work", "state": "SUCCEED", "operator": "RUN",
            "start_time": "2026-05-08T10:00:00Z", "end_time": "2026-05-08T10:00:09Z", "additional_data": null,
            "execute_times": 1, "execute_agent": { "ip": "10.0.0.1", "port": 2886 }, "task_logs": null,
        })
    };
    let node = |number: u32| {
        json!({
            "id": format!("1{number}"), "node_id": number, "name": format!("Stage {number}"), "state": "SUCCEED",
            "operator": "RUN", "start_time": "2026-05-08T10:00:00Z", "end_time": "2026-05-08T10:00:09Z",
            "additional_data": null,
            "sub_tasks": (1..=100).map(|of| task((number - 1) * 100 + of)).collect::<Vec<_>>(),
        })
    };
    let dag = json!({
        "id": "11", "dag_id": 1, "name": "Much", "stage": 100, "max_stage": 100, "maintenance_type": 1,
        "maintenance_key": "", "state": "SUCCEED", "operator": "RUN", "start_time": "2026-05-08T10:00:00Z",
        "end_time": "2026-05-08T10:00:09Z", "additional_data": null,
        "nodes": (1..=100).map(node).collect::<Vec<_>>(),
    });
    let mut options = cluster_of(1);
    options.cluster.as_mut().unwrap().recorded = vec![dag];
    let bench = Bench::new(options).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, ConnectionStateKind::Available).await;
    let request = OpenTaskReq { connection_id: id, task_id: "11".to_owned() };
    let operation_id = bench.console.open_task(request).await.unwrap().operation_id;
    let view = bench.follow(&operation_id).await.until_state(StateKind::Succeeded).await;
    let runs: BTreeSet<&str> =
        view.calls[0].steps.iter().flat_map(|step| &step.runs).map(|run| run.key.as_str()).collect();
    assert_eq!((view.calls[0].steps.len(), runs.len()), (100, 10_000));
    let attempts = view.calls[0].steps.iter().flat_map(|step| &step.runs).map(|run| run.attempts.len());
    assert!(attempts.into_iter().all(|count| count == 1));
}
