//! Tasks out of files and into files, through the commands a window has.

use crate::keeping::Desk;
use crate::unzip::unzipped;
use console::Sink;
use console::dto::*;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::mpsc;

/// "Get the last maintenance task of the cluster": a scale-out in nine steps.
const SCALE_OUT: &str = include_str!("../../../obshell-api/tests/golden/maintain_ob_scale_out.json");
/// "Create an OBProxy cluster": what OCP answers.
const OBPROXY: &str = include_str!("../../../ocp-api/tests/examples/create-obproxy-cluster.json");

async fn open(desk: &Desk, name: &str, text: &str) -> OperationView {
    let path = desk.directory.path().join(name);
    std::fs::write(&path, text).unwrap();
    desk.files.choose(&path);
    let opened = desk.console.open_saved_task(Nothing {}).await.unwrap();
    view(desk, &opened.operation_id.unwrap()).await
}

async fn open_text(desk: &Desk, value: &Value) -> OperationView {
    let request = OpenTaskTextReq { name: "dropped.json".to_owned(), text: value.to_string() };
    let opened = desk.console.open_task_text(request).await.unwrap();
    view(desk, &opened.operation_id.unwrap()).await
}

async fn view(desk: &Desk, id: &str) -> OperationView {
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = WatchOperationReq { watch_id: id.to_owned(), operation_id: id.to_owned() };
    desk.console.watch_operation(request, Sink::new(move |event| sender.send(event).is_ok())).await.unwrap();
    match events.recv().await.unwrap() {
        OperationEvent::Snapshot { operation, .. } => operation,
        OperationEvent::Changed { .. } => panic!("the first event is a snapshot"),
    }
}

async fn lines(desk: &Desk, view: &OperationView, step: &StepView) -> Vec<LogRow> {
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = WatchLogReq {
        watch_id: step.key.clone(),
        operation_id: view.head.id.clone(),
        call_key: view.calls[0].head.key.clone(),
        step_key: step.key.clone(),
        run_key: None,
    };
    desk.console.watch_log(request, Sink::new(move |event| sender.send(event).is_ok())).await.unwrap();
    let mut rows = Vec::new();
    loop {
        let event: LogEvent = events.recv().await.unwrap();
        rows.extend(event.rows);
        if event.complete {
            return rows;
        }
    }
}

async fn export(desk: &Desk, view: &OperationView, format: TaskExportFormat, language: &str) -> Vec<u8> {
    let path = desk.directory.path().join("exported");
    desk.files.choose(&path);
    let request = ExportTaskReq {
        operation_id: view.head.id.clone(),
        format,
        language: language.to_owned(),
        utc_offset_minutes: 480,
    };
    let saved = desk.console.export_task(request).await.unwrap();
    assert_eq!(saved.path, Some(path.display().to_string()));
    std::fs::read(&path).unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn moment(text: &Value) -> Option<Millis> {
    let time = OffsetDateTime::parse(text.as_str().unwrap(), &Rfc3339).unwrap();
    Some(Millis::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap())
}

#[tokio::test]
async fn the_scale_out_of_the_documents_opens_line_by_line() {
    let desk = Desk::new().await;
    let view = open(&desk, "maintain-ob.json", SCALE_OUT).await;
    let document: Value = serde_json::from_str(SCALE_OUT).unwrap();
    let printed = &document["data"];
    let origin =
        TaskOrigin::File { name: "maintain-ob.json".to_owned(), saved_at: moment(&document["timestamp"]) };
    assert_eq!((view.head.origin.clone(), view.head.kind), (origin, OperationKind::Opened));
    assert_eq!(
        (view.head.subject.as_str(), view.head.state.word.as_str()),
        ("Cluster scale out", "SUCCEED/RUN")
    );
    assert_eq!((view.head.done, view.head.total, view.head.failure.is_some()), (9, 9, false));
    let hosts: Vec<&str> = view.head.hosts.iter().map(|host| host.address.as_str()).collect();
    assert_eq!(hosts, ["xxx.xxx.xxx.xxx:2886"]);
    let call = &view.calls[0];
    let task = call.head.task.as_ref().unwrap();
    assert_eq!((task.id.as_str(), task.stage, task.max_stage), ("11", 9, 9));
    assert_eq!(
        (call.head.started_at, call.head.ended_at),
        (moment(&printed["start_time"]), moment(&printed["end_time"]))
    );
    let nodes = printed["nodes"].as_array().unwrap();
    assert_eq!((call.steps.len(), nodes.len()), (9, 9));
    for ((step, node), number) in call.steps.iter().zip(nodes).zip(1..) {
        let word = format!("{}/{}", node["state"].as_str().unwrap(), node["operator"].as_str().unwrap());
        assert_eq!(
            (step.number, json!(step.name), json!(step.key)),
            (number, node["name"].clone(), node["id"].clone())
        );
        assert_eq!(
            (step.state.word.as_str(), &step.after),
            (word.as_str(), &None),
            "each after the one before it"
        );
        assert_eq!(
            (step.started_at, step.ended_at),
            (moment(&node["start_time"]), moment(&node["end_time"]))
        );
        let told = node["sub_tasks"].as_array().unwrap();
        assert_eq!(step.runs.len(), told.len());
        let mut said = Vec::new();
        for (run, sub_task) in step.runs.iter().zip(told) {
            assert_eq!((json!(run.key), run.host.as_str()), (sub_task["id"].clone(), "xxx.xxx.xxx.xxx:2886"));
            let [attempt] = &run.attempts[..] else { panic!("one attempt: {run:?}") };
            assert_eq!(json!(attempt.execution), sub_task["execute_times"]);
            let times = (moment(&sub_task["start_time"]), moment(&sub_task["end_time"]));
            assert_eq!((attempt.started_at, attempt.ended_at), times);
            said.extend(
                sub_task["task_logs"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|line| line.as_str().unwrap().to_owned()),
            );
        }
        let shown: Vec<String> = lines(&desk, &view, step).await.into_iter().map(|row| row.text).collect();
        assert_eq!(shown, said, "{}", step.name);
    }
}

#[tokio::test]
async fn the_task_of_an_ocp_opens_in_the_order_of_its_edges() {
    let desk = Desk::new().await;
    let view = open(&desk, "create.json", OBPROXY).await;
    let document: Value = serde_json::from_str(OBPROXY).unwrap();
    let printed = &document["data"];
    let head = &view.head;
    assert_eq!((head.system, json!(head.subject)), (TaskSystem::Ocp, printed["name"].clone()));
    assert_eq!((head.state.kind, head.state.word.as_str()), (StateKind::Running, "RUNNING/EXECUTE"));
    assert_eq!((Some(head.started_at), head.ended_at), (moment(&printed["startTime"]), None));
    assert_eq!(view.calls[0].head.task.as_ref().unwrap().id, "31257");
    let subtask = |id: &str| {
        let all = printed["subtasks"].as_array().unwrap();
        all.iter().find(|subtask| subtask["id"].as_u64() == id.parse().ok()).unwrap()
    };
    let steps = &view.calls[0].steps;
    assert_eq!(steps.iter().map(|step| step.key.as_str()).collect::<Vec<_>>(), ["32954", "32955"]);
    for step in steps {
        let told = subtask(&step.key);
        let word = format!("{}/{}", told["status"].as_str().unwrap(), told["operation"].as_str().unwrap());
        assert_eq!((json!(step.name), &step.state.word), (told["name"].clone(), &word));
        let upstreams: Vec<String> =
            told["upstreams"].as_array().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!((step.after.as_ref(), step.runs.len()), (Some(&upstreams), 1));
        assert!(step.operators.iter().all(|operator| operator.off == Some(OperatorOff::ReadOnly)));
        assert_eq!(lines(&desk, &view, step).await, []);
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_told() {
    let desk = Desk::new().await;
    let cancelled = desk.console.open_saved_task(Nothing {}).await.unwrap();
    assert_eq!(cancelled, OpenedTask { operation_id: None });
    let path = desk.directory.path().join("cut.json");
    std::fs::write(&path, &SCALE_OUT[..500]).unwrap();
    desk.files.choose(&path);
    let problem = desk.console.open_saved_task(Nothing {}).await.unwrap_err();
    assert_eq!((problem.code, problem.retryable), (ErrorCode::UnreadableFile, false));
    assert!(problem.message.starts_with("the file is cut"), "{}", problem.message);
    desk.files.choose(desk.directory.path());
    assert_eq!(desk.console.open_saved_task(Nothing {}).await.unwrap_err().code, ErrorCode::Storage);
    let large = std::fs::File::create(desk.directory.path().join("large.json")).unwrap();
    large.set_len(64 * 1024 * 1024 + 1).unwrap();
    desk.files.choose(&desk.directory.path().join("large.json"));
    let problem = desk.console.open_saved_task(Nothing {}).await.unwrap_err();
    assert_eq!(
        (problem.code, problem.message.as_str()),
        (ErrorCode::UnreadableFile, "the file is larger than 64 MiB")
    );
}

#[tokio::test]
async fn an_exported_task_opens_again_as_it_was() {
    let desk = Desk::new().await;
    let before = open(&desk, "maintain-ob.json", SCALE_OUT).await;
    let written = text(export(&desk, &before, TaskExportFormat::Json, "en").await);
    assert_eq!(desk.files.suggested(), ["Cluster-scale-out-20240109-204001.json"]);
    let file: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(file["obdeckTask"], 1);
    let mut after = open(&desk, "again.json", &written).await;
    assert_ne!(after.head.id, before.head.id);
    for (step, again) in before.calls[0].steps.iter().zip(&after.calls[0].steps) {
        assert_eq!(lines(&desk, &before, step).await, lines(&desk, &after, again).await);
    }
    after.head.id.clone_from(&before.head.id);
    after.head.origin = before.head.origin.clone();
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_file_leads_to_nothing_on_this_computer() {
    let desk = Desk::new().await;
    let before = open(&desk, "maintain-ob.json", SCALE_OUT).await;
    let mut file: Value =
        serde_json::from_str(&text(export(&desk, &before, TaskExportFormat::Json, "en").await)).unwrap();
    let head = &mut file["view"]["head"];
    head["connectionId"] = json!("c");
    head["draftId"] = json!("d");
    head["origin"] = json!({"type": "live"});
    head["outcome"] = json!({
        "obVersion": "4", "tookMs": 1, "connections": [{"host": "h", "zone": "z", "command": "obclient -h1; rm -rf ~"}],
    });
    file["view"]["calls"][0]["head"]["operators"] = json!([{"operator": "retry", "off": null}]);
    let after = open_text(&desk, &file).await.head;
    assert_eq!((after.connection_id, after.draft_id, after.outcome), (None, None, None));
    assert!(matches!(after.origin, TaskOrigin::File { .. }));
    let again = open_text(&desk, &file).await;
    assert_eq!(again.calls[0].head.operators[0].off, Some(OperatorOff::ReadOnly));
}

/// A failed task on two hosts whose texts are as hostile as they come.
fn hostile() -> Value {
    let task = |number: u32, state: &str, log: Value| {
        json!({
            "id": format!("20{}02886{number}", 168_430_080 + number), "name": "Start observer", "state": state,
            "operator": "RUN", "execute_times": 1, "start_time": "2024-01-09T20:40:02+08:00",
            "end_time": "2024-01-09T20:40:29+08:00", "execute_agent": {"ip": format!("10.10.10.{number}"), "port": 2886},
            "task_logs": log,
        })
    };
    let log = json!([
        "connect to 10.10.10.3:2882 of ob_pay, password=Canary##42",
        "<script>alert(1)</script> \u{1b}[31m",
        "Error: <img src=x onerror=alert(2)> port 2882 on 10.10.10.2 is already used",
    ]);
    json!({"successful": true, "data": {
        "id": "2016843008102886115", "dag_id": 15, "name": "Initialize cluster", "stage": 1, "max_stage": 2, "maintenance_type": 2,
        "state": "FAILED", "operator": "RUN", "start_time": "2024-01-09T20:40:01+08:00",
        "end_time": "2024-01-09T20:40:30+08:00",
        "nodes": [{
            "id": "2016843008102886121", "name": "<script>alert(0)</script>", "state": "FAILED", "operator": "RUN",
            "start_time": "2024-01-09T20:40:01+08:00", "end_time": "2024-01-09T20:40:30+08:00",
            "sub_tasks": [task(1, "SUCCEED", json!(["observer started on 10.10.10.1"])), task(2, "FAILED", log)],
        }],
    }})
}

#[tokio::test]
async fn a_report_is_one_file_in_which_nothing_can_run() {
    let desk = Desk::new().await;
    let view = open_text(&desk, &hostile()).await;
    for (language, word) in [("en", "Timeline"), ("zh", "时间线")] {
        let page = text(export(&desk, &view, TaskExportFormat::Html, language).await);
        assert!(page.contains(word));
        for alive in
            ["<script", "<img", "onerror=alert(2)>", "href=\"http", "src=\"http", "url(", "@import", "\u{1b}"]
        {
            assert!(!page.contains(alive), "{alive}");
        }
        for shown in [
            "&lt;script&gt;alert(0)&lt;/script&gt;",
            "port 2882 on 10.10.10.2",
            "10.10.10.1:2886",
            "UTC+08:00",
            "20:40:02.000",
        ] {
            assert!(page.contains(shown), "{shown}");
        }
        assert!(!page.contains("Canary"), "a secret");
    }
}

/// By the directory at the end, as other programs read it.
#[tokio::test]
async fn a_bundle_names_nobody() {
    let desk = Desk::new().await;
    let opened = open_text(&desk, &hostile()).await;
    let mut file: Value =
        serde_json::from_str(&text(export(&desk, &opened, TaskExportFormat::Json, "en").await)).unwrap();
    file["view"]["head"]["clusterName"] = json!("ob_pay");
    file["view"]["head"]["hosts"][0]["zone"] = json!("hangzhou");
    file["view"]["calls"][0]["steps"][0]["runs"][0]["zone"] = json!("hangzhou");
    file["view"]["calls"][0]["head"]["target"] = json!("db7.example.com:2886");
    file["logs"][0]["text"] =
        json!("observer of DB7.example.com runs on fe80::7, version 4.3.5.1, in hangzhou");
    let view = open_text(&desk, &file).await;
    let files = unzipped(export(&desk, &view, TaskExportFormat::Bundle, "en").await);
    assert!(desk.files.suggested().last().unwrap().starts_with("obdeck-task-"));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let logs =
        ["logs/01-script-alert-0-script-host-1-2886.log", "logs/01-script-alert-0-script-host-2-2886.log"];
    assert_eq!(names, [&["about.txt"][..], &logs[..], &["report.html", "task.json"][..]].concat());
    let told =
        ["10.10.10.", "ob_pay", "db7", "DB7", "fe80", "hangzhou", "Canary", "16843008", "dropped.json"];
    for (name, text) in &files {
        for word in told {
            assert!(!text.contains(word) && !name.contains(word), "{name} tells {word}");
        }
    }
    let second = &files[logs[1]];
    assert!(second.contains("connect to host-5:2882 of cluster, password=***"), "{second}");
    assert!(
        second.contains("port 2882 on host-2 is already used"),
        "the same host by the same name: {second}"
    );
    assert!(
        files[logs[0]].contains("observer of host-3 runs on host-4, version 4.3.5.1, in zone-1"),
        "{}",
        files[logs[0]]
    );
    assert!(files["about.txt"].contains("0.0.0-test"));
    let again = open(&desk, "task.json", &files["task.json"]).await;
    assert_eq!(again.head.failure.unwrap().host, "host-2:2886");
    assert_eq!(again.calls[0].steps[0].runs.len(), 2);
}

#[tokio::test]
async fn a_log_is_saved_as_text() {
    let desk = Desk::new().await;
    let view = open_text(&desk, &hostile()).await;
    let step = &view.calls[0].steps[0];
    let path = desk.directory.path().join("step.log");
    desk.files.choose(&path);
    let request = |run_key: Option<&str>, attempt| SaveLogReq {
        operation_id: view.head.id.clone(),
        call_key: view.calls[0].head.key.clone(),
        step_key: step.key.clone(),
        run_key: run_key.map(str::to_owned),
        attempt,
        utc_offset_minutes: 480,
    };
    desk.console.save_log(request(None, None)).await.unwrap();
    let saved = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = saved.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], "- 10.10.10.1:2886 #1 INFO  observer started on 10.10.10.1");
    assert_eq!(lines[1], "- 10.10.10.2:2886 #1 INFO  connect to 10.10.10.3:2882 of ob_pay, password=***");
    assert_eq!(lines[2], "- 10.10.10.2:2886 #1 INFO  <script>alert(1)</script> ␛[31m");
    desk.console.save_log(request(Some(&step.runs[0].key), Some(1))).await.unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 1);
    desk.console.save_log(request(Some(&step.runs[0].key), Some(2))).await.unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "");
    assert_eq!(desk.files.suggested()[1], "01-script-alert-0-script-10.10.10.1-2886.log");
    let unknown = SaveLogReq { step_key: "?".to_owned(), ..request(None, None) };
    assert_eq!(desk.console.save_log(unknown).await.unwrap_err().code, ErrorCode::NotFound);
}
