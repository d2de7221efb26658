//! A task that is still at its agents goes into a file.

use crate::common::contacts::cluster_of;
use crate::common::{Bench, ROOT_PASSWORD, server};
use crate::unzip::unzipped;
use console::Sink;
use console::dto::*;
use sandbox::Options;
use serde_json::Value;
use tokio::sync::mpsc;

/// "Get the last maintenance task of the cluster": a scale-out in nine steps.
const SCALE_OUT: &str = include_str!("../../../obshell-api/tests/golden/maintain_ob_scale_out.json");

#[tokio::test]
async fn a_task_is_exported_from_another_agent_when_the_first_is_down() {
    let document: Value = serde_json::from_str(SCALE_OUT).unwrap();
    let mut options = cluster_of(2);
    options.cluster.as_mut().unwrap().recorded = vec![document["data"].clone()];
    let bench = Bench::new(options).await;
    let connection_id = bench.cluster(&[0, 1], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&connection_id).await;
    watcher.until(&connection_id, "its agents", |view| view.agents.len() == 2 && view.state.live).await;
    watcher.until_state(&connection_id, ConnectionStateKind::Available).await;
    let request = OpenTaskReq { connection_id, task_id: "11".to_owned() };
    let id = bench.console.open_task(request).await.unwrap().operation_id;
    let live = bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    let mut logs = Vec::new();
    for step in &live.calls[0].steps {
        logs.push(first_of_log(&bench, &id, &live.calls[0].head.key, &step.key).await);
    }
    assert!(logs.iter().any(|log| !log.is_empty()));

    let asked_first = bench.sandbox.addresses().iter().position(|it| *it == live.calls[0].head.target);
    bench.sandbox.kill_agent(asked_first.unwrap()).await;
    std::fs::create_dir(bench.directory.path().join("files")).unwrap();
    let (format, language) = (TaskExportFormat::Json, "en".to_owned());
    let request = ExportTaskReq { operation_id: id, format, language, utc_offset_minutes: 0 };
    let written = bench.console.export_task(request).await.unwrap().path.unwrap();
    let text = std::fs::read_to_string(written).unwrap();
    let request = OpenTaskTextReq { name: "task.json".to_owned(), text };
    let kept = bench.console.open_task_text(request).await.unwrap().operation_id.unwrap();
    for (step, log) in live.calls[0].steps.iter().zip(logs) {
        let kept = first_of_log(&bench, &kept, &live.calls[0].head.key, &step.key).await;
        assert_eq!(kept, log, "{}", step.name);
    }
}

#[tokio::test]
async fn a_live_task_is_exported_with_every_line_of_its_log() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start-once")]).await;
    let live = bench.start(&draft).await.until_state(StateKind::Failed).await;
    let folder = bench.directory.path().join("files");
    let request = |format| ExportTaskReq {
        operation_id: live.head.id.clone(),
        format,
        language: "en".to_owned(),
        utc_offset_minutes: 0,
    };
    let cancelled = bench.console.export_task(request(TaskExportFormat::Json)).await.unwrap();
    assert_eq!(cancelled, SavedFile { path: None });

    std::fs::create_dir(&folder).unwrap();
    let written = bench.console.export_task(request(TaskExportFormat::Json)).await.unwrap().path.unwrap();
    let name = "live.json".to_owned();
    let request_open = OpenTaskTextReq { name, text: std::fs::read_to_string(written).unwrap() };
    let id = bench.console.open_task_text(request_open).await.unwrap().operation_id.unwrap();
    let kept = bench.follow(&id).await.until_state(StateKind::Failed).await;
    assert_eq!(kept.head.failure, live.head.failure);
    let steps = |view: &OperationView| -> Vec<(String, StateView, Vec<RunView>)> {
        let all = view.calls.iter().flat_map(|call| call.steps.clone());
        all.map(|step| (step.key, step.state, step.runs)).collect()
    };
    assert_eq!(steps(&kept), steps(&live));
    for call in &live.calls {
        for step in call.steps.iter().filter(|step| step.runs.iter().any(|run| !run.attempts.is_empty())) {
            let (call, step) = (&call.head.key, &step.key);
            let kept = first_of_log(&bench, &id, call, step).await;
            assert_eq!(kept, first_of_log(&bench, &live.head.id, call, step).await, "{step}");
        }
    }

    let bundle = bench.console.export_task(request(TaskExportFormat::Bundle)).await.unwrap().path.unwrap();
    for (name, text) in unzipped(std::fs::read(bundle).unwrap()) {
        for word in ["127.0.0.", "ob_order", "aaBB11##canary", "2213070643"] {
            assert!(!text.contains(word) && !name.contains(word), "{name} tells {word}");
        }
    }
}

async fn first_of_log(bench: &Bench, operation_id: &str, call_key: &str, step_key: &str) -> Vec<LogRow> {
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = WatchLogReq {
        watch_id: format!("{operation_id} {step_key}"),
        operation_id: operation_id.to_owned(),
        call_key: call_key.to_owned(),
        step_key: step_key.to_owned(),
        run_key: None,
    };
    bench.console.watch_log(request, Sink::new(move |event| sender.send(event).is_ok())).await.unwrap();
    let event: LogEvent = events.recv().await.unwrap();
    event.rows
}
