//! A task that the API's documents print, opened as anybody's task is: nothing of it may be lost or changed.

use crate::common::contacts::cluster_of;
use crate::common::{Bench, Follower, ROOT_PASSWORD};
use console::Sink;
use console::dto::*;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::mpsc;

/// "Get the last maintenance task of the cluster": a scale-out in nine steps.
const SCALE_OUT: &str = include_str!("../../../obshell-api/tests/golden/maintain_ob_scale_out.json");

#[tokio::test]
async fn the_scale_out_of_the_documents_is_shown_as_it_is_printed() {
    let document: Value = serde_json::from_str(SCALE_OUT).unwrap();
    let printed = &document["data"];
    let mut options = cluster_of(1);
    options.cluster.as_mut().unwrap().recorded = vec![printed.clone()];
    let bench = Bench::new(options).await;
    let connection_id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&connection_id).await;
    watcher.until(&connection_id, "its agent", |view| !view.agents.is_empty() && view.state.live).await;
    watcher.until_state(&connection_id, ConnectionStateKind::Available).await;
    let request = OpenTaskReq { connection_id, task_id: "11".to_owned() };
    let id = bench.console.open_task(request).await.unwrap().operation_id;
    let mut follower: Follower = bench.follow(&id).await;
    let view = follower.until_state(StateKind::Succeeded).await;

    let [call] = &view.calls[..] else { panic!("one task: {view:?}") };
    assert_eq!(view.head.subject, "Cluster scale out");
    assert_eq!((view.head.done, view.head.total, view.head.lock_held), (9, 9, false));
    let task = call.head.task.as_ref().unwrap();
    assert_eq!((task.id.as_str(), task.stage, task.max_stage), ("11", 9, 9));
    assert_eq!(call.head.state.word, "SUCCEED/RUN");

    // One clock offset for the whole task: the practice agent's clock is ours.
    let shift = call.head.started_at.unwrap() - millis(&printed["start_time"]);
    assert!(shift.abs() < 1_000, "{shift} ms");
    let same = |shown: Option<Millis>, printed: &Value| {
        assert!((shown.unwrap() - shift - millis(printed)).abs() <= 1, "{shown:?} is not {printed}");
    };
    same(call.head.ended_at, &printed["end_time"]);

    let nodes = printed["nodes"].as_array().unwrap();
    assert_eq!((call.steps.len(), nodes.len()), (9, 9));
    for ((step, node), number) in call.steps.iter().zip(nodes).zip(1..) {
        assert_eq!((step.number, step.name.as_str()), (number, node["name"].as_str().unwrap()));
        assert_eq!(
            (step.key.as_str(), step.state.word.as_str()),
            (node["id"].as_str().unwrap(), "SUCCEED/RUN")
        );
        same(step.started_at, &node["start_time"]);
        same(step.ended_at, &node["end_time"]);
        let ([run], [sub_task]) = (&step.runs[..], &node["sub_tasks"].as_array().unwrap()[..]) else {
            panic!("one run each: {step:?}")
        };
        assert_eq!(run.host, "xxx.xxx.xxx.xxx:2886");
        let [attempt] = &run.attempts[..] else { panic!("one attempt: {run:?}") };
        assert_eq!((attempt.number, attempt.execution), (1, 1));
        same(attempt.started_at, &sub_task["start_time"]);
        same(attempt.ended_at, &sub_task["end_time"]);
        let lines: Vec<&str> =
            sub_task["task_logs"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        assert_eq!(log_of(&bench, &id, &call.head.key, &step.key).await, lines, "{}", step.name);
    }
}

async fn log_of(bench: &Bench, operation_id: &str, call_key: &str, step_key: &str) -> Vec<String> {
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = WatchLogReq {
        watch_id: format!("log {step_key}"),
        operation_id: operation_id.to_owned(),
        call_key: call_key.to_owned(),
        step_key: step_key.to_owned(),
        run_key: None,
    };
    bench.console.watch_log(request, Sink::new(move |event| sender.send(event).is_ok())).await.unwrap();
    let mut lines = Vec::new();
    loop {
        let event: LogEvent = events.recv().await.unwrap();
        assert_eq!(event.problem, None);
        lines.extend(event.rows.into_iter().map(|row| row.text));
        if event.complete {
            return lines;
        }
    }
}

fn millis(text: &Value) -> Millis {
    let time = OffsetDateTime::parse(text.as_str().unwrap(), &Rfc3339).unwrap();
    Millis::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap()
}
