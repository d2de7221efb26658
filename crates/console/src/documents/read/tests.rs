use serde_json::{Value, json};

use super::*;
use crate::dto::{CallHead, OperationKind, OperatorOff, StateKind, TaskOrigin, TaskSystem};

const SCALE_OUT: &str = include_str!("../../../../obshell-api/tests/golden/maintain_ob_scale_out.json");

fn dag(sub_tasks: &Value) -> Value {
    json!({
        "id": "11", "dag_id": 1, "name": "Start OB", "stage": 1, "max_stage": 1, "state": "FAILED", "operator": "RUN",
        "start_time": "2024-01-09T20:40:01+08:00", "end_time": "2024-01-09T20:40:30+08:00",
        "nodes": [{"id": "11", "node_id": 1, "name": "Start Zone", "state": "FAILED", "operator": "RUN",
            "start_time": "2024-01-09T20:40:02+08:00", "end_time": "2024-01-09T20:40:29+08:00",
            "sub_tasks": sub_tasks}],
    })
}

fn sub_task(id: &Value, host: &str) -> Value {
    json!({
        "id": id, "name": "Start Zone", "state": "FAILED", "operator": "RUN", "execute_times": 1,
        "start_time": "2024-01-09T20:40:02+08:00", "end_time": "2024-01-09T20:40:29+08:00",
        "execute_agent": {"ip": host, "port": 2886}, "task_logs": ["begin", "Error: port 2882 is already used"],
    })
}

fn one() -> Value {
    dag(&json!([sub_task(&json!("11"), "10.0.0.1")]))
}

fn opened(value: &Value) -> TaskDocument {
    read("task.json", &value.to_string()).unwrap()
}

fn problem(text: &str) -> String {
    read("task.json", text).unwrap_err().to_string()
}

#[test]
fn a_bare_dag_is_a_task_as_one_in_an_envelope_is() {
    let bare = opened(&one());
    let envelope = json!({"successful": true, "status": 200, "traceId": "t", "data": one()});
    assert_eq!(bare, opened(&envelope));
    assert_eq!(bare, opened(&json!({"successful": true, "data": {"contents": [one()]}})));
    assert_eq!(bare, opened(&json!([one()])));
    let head = &bare.view.head;
    assert_eq!(
        (head.kind, head.system, head.subject.as_str()),
        (OperationKind::Opened, TaskSystem::Obshell, "Start OB")
    );
    assert_eq!(head.origin, TaskOrigin::File { name: "task.json".to_owned(), saved_at: None });
    assert_eq!((head.state.word.as_str(), head.hosts[0].address.as_str()), ("FAILED/RUN", "10.0.0.1:2886"));
    let failure = head.failure.as_ref().unwrap();
    assert_eq!(failure.message, "Error: port 2882 is already used");
    assert_eq!(failure.run_key.as_deref(), Some("11"));
}

#[test]
fn nothing_of_a_file_can_be_acted_on() {
    let document = opened(&one());
    let call = &document.view.calls[0];
    let operators = call.head.operators.iter().chain(&call.steps[0].operators);
    let offs: Vec<_> = operators.map(|operator| operator.off).collect();
    assert_eq!(offs, [Some(OperatorOff::ReadOnly); 5]);
    assert!(document.view.head.actions.iter().all(|action| action.off.is_some()));
}

#[test]
fn what_stands_around_the_json_is_passed_over() {
    let json = serde_json::to_string_pretty(&one()).unwrap();
    let expected = opened(&one());
    let around = [
        format!("\u{feff}{json}"),
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{json}"),
        format!("[ob@h1 ~]$ curl -s http://10.0.0.1:2886/api/v1/task/dag/11\n{json}[ob@h1 ~]$ "),
        format!("$ curl --json '{{}}' …\n{json}\n$ exit"),
        format!("OK: {}", one()),
    ];
    for text in around {
        assert_eq!(read("task.json", &text).unwrap(), expected, "{text}");
    }
    let units: Vec<u8> = format!("\u{feff}{json}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_bytes("task.json", &units).unwrap(), expected);
}

#[test]
fn a_cut_file_says_where_it_ends() {
    let json = serde_json::to_string_pretty(&one()).unwrap();
    let half = &json[..json.find("\"task_logs\"").unwrap()];
    let (lines, column) = (half.lines().count(), half.lines().last().unwrap().len());
    let expected = format!("the file is cut: its JSON ends in the middle, at line {lines}, column {column}");
    assert_eq!(problem(half), expected);
    let behind_headers = format!("HTTP/1.1 200 OK\n\n{half}");
    assert_eq!(problem(&behind_headers), expected.replace(&lines.to_string(), &(lines + 2).to_string()));
}

#[test]
fn every_cut_of_a_task_is_told_and_no_part_is_taken_for_it() {
    let json = serde_json::to_string_pretty(&one()).unwrap();
    for end in (1..json.len()).step_by(7) {
        let text = format!("HTTP/1.1 200 OK\n\n{}", &json[..end]);
        assert!(matches!(read("", &text), Err(Unreadable::Cut { .. })), "{text}");
    }
}

#[test]
fn what_is_no_task_is_called_by_its_name() {
    let node = one()["nodes"][0].clone();
    let task = sub_task(&json!("11"), "10.0.0.1");
    let refusal =
        json!({"successful": false, "error": {"errCode": "Task.NotFound", "message": "no such task"}});
    let log = json!({"successful": true, "data": {"contents": [{"id": 1, "log_content": "begin"}]}});
    let two = json!({"successful": true, "data": {"contents": [one(), one()]}});
    let cases = [
        (
            node.to_string(),
            "the file is a single step (11 Start Zone), not a task: save the task that it belongs to",
        ),
        (
            task.to_string(),
            "the file is a single sub-task (11 Start Zone), not a task: save the task that it belongs to",
        ),
        (refusal.to_string(), "the file is the answer to a refused request: Task.NotFound: no such task"),
        (log.to_string(), "the file has the log lines of a sub-task, not the task that they belong to"),
        (two.to_string(), "the file lists 2 tasks; save one of them alone: 11 Start OB, 11 Start OB"),
        (r#"{"successful": true, "data": null}"#.to_owned(), "the file is an answer without data"),
        (
            r#"{"data": {"contents": []}, "successful": true}"#.to_owned(),
            "the file is an empty list of tasks",
        ),
        (r#"{"a": 1, "b\u0007": 2}"#.to_owned(), "the file is JSON, but no task: it has a, b"),
        ("{}".to_owned(), "the file is JSON, but no task: it is empty"),
        ("[1, 2]".to_owned(), "the file is JSON, but no task: it is a list of a number"),
        (" \n".to_owned(), "the file is empty"),
        ("<!doctype html>".to_owned(), "the file is a web page, not a task as JSON"),
        ("observer: core dumped".to_owned(), "there is no JSON in the file"),
        ("\n {\"a\" 1}".to_owned(), "the file is not valid JSON at line 2, column 7: expected `:`"),
        (
            r#"{"obdeckTask": 2}"#.to_owned(),
            "the file has version 2, this OBDeck reads versions up to 1: a newer OBDeck wrote it",
        ),
        (r#"{"obdeckTask": 1}"#.to_owned(), "the file is a task, but it is damaged: missing field `view`"),
    ];
    for (text, expected) in cases {
        assert_eq!(problem(&text), expected, "{text}");
    }
    let deep = "[".repeat(5_000) + &"]".repeat(5_000);
    assert_eq!(problem(&deep), "the file is a task, but it is damaged: it is nested too deeply");
}

#[test]
fn a_file_that_is_too_large_is_not_parsed() {
    let huge = " ".repeat(usize::try_from(MOST_BYTES).unwrap() + 1);
    assert_eq!(problem(&huge), "the file is larger than 64 MiB");
}

#[test]
fn ids_keep_all_their_digits_and_are_made_unique() {
    let long = "3042540766411282592856903984951653826561028863";
    let as_number = Value::Null;
    let tasks = json!([
        sub_task(&json!(long), "10.0.0.1"),
        sub_task(&as_number, "10.0.0.2"),
        sub_task(&json!("7"), "10.0.0.3"),
        sub_task(&json!(7), "10.0.0.4"),
        sub_task(&json!("7"), "10.0.0.5"),
        sub_task(&json!("x"), "10.0.0.6"),
    ]);
    let text = dag(&tasks).to_string().replacen("\"id\":null", &format!("\"id\":{long}9"), 1);
    let document = read("", &text).unwrap();
    let runs = &document.view.calls[0].steps[0].runs;
    let keys: Vec<&str> = runs.iter().map(|run| run.key.as_str()).collect();
    assert_eq!(keys, [long, &format!("{long}9"), "7", "7~2", "7~3", "0"]);
    for run in runs {
        let lines: Vec<_> = document.logs.iter().filter(|row| row.run_key == run.key).collect();
        assert_eq!((lines.len(), lines[0].host.as_str()), (2, run.host.as_str()));
    }
}

#[test]
fn nulls_unset_times_and_unknown_words_are_shown_as_they_are() {
    let mut task = sub_task(&json!("12"), "10.0.0.1");
    task["task_logs"] = Value::Null;
    task["start_time"] = json!("1970-01-01T08:00:00+08:00");
    task["state"] = json!("PAUSED");
    task["operator"] = json!("HOLD");
    let mut dag = dag(&json!([null, task]));
    dag["nodes"].as_array_mut().unwrap().insert(0, Value::Null);
    dag["nodes"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "13", "name": "Rest", "state": "PENDING", "sub_tasks": null}));
    dag["end_time"] = json!("1970-01-01T08:00:00+08:00");
    let document = opened(&dag);
    let call = &document.view.calls[0];
    assert_eq!((call.head.ended_at, call.steps.len(), call.steps[1].runs.len()), (None, 2, 0));
    let run = &call.steps[0].runs[0];
    assert_eq!((run.state.kind, run.state.word.as_str()), (StateKind::Unknown, "PAUSED/HOLD"));
    assert_eq!(run.attempts[0].started_at, None);
    let empty =
        opened(&json!({"id": "11", "dag_id": 1, "name": "Join self", "state": "READY", "nodes": null}));
    assert_eq!((empty.view.calls[0].steps.len(), empty.view.head.started_at), (0, 0));
}

#[test]
fn times_have_the_zone_of_the_file_when_they_name_none() {
    let mut told = one();
    told["start_time"] = json!("2024-01-09 20:40:01.5");
    let zoned = opened(&told).view.head.started_at;
    assert_eq!(zoned, 1_704_804_001_500, "the zone of the other times");
    let envelope = json!({"successful": true, "timestamp": "2024-01-09T12:00:00Z", "data": told});
    let document = opened(&envelope);
    assert_eq!(document.view.head.started_at, 1_704_832_801_500, "the zone of the answer");
    let saved_at = Some(1_704_801_600_000);
    assert_eq!(document.view.head.origin, TaskOrigin::File { name: "task.json".to_owned(), saved_at });
}

#[test]
fn logs_are_kept_byte_by_byte() {
    let huge = "x".repeat(5 * 1024 * 1024);
    let odd = ["<script>alert(1)</script>", "bell \u{7} null \u{0} colour \u{1b}[31m", "", "行", &huge];
    let mut task = sub_task(&json!("11"), "10.0.0.1");
    task["task_logs"] = json!(odd);
    let document = opened(&dag(&json!([task])));
    let texts: Vec<&str> = document.logs.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, odd);
    task_with_text_log();
}

fn task_with_text_log() {
    let mut task = sub_task(&json!("11"), "10.0.0.1");
    task["task_logs"] = json!("one\ntwo");
    task["execute_agent"] = json!("[2001:db8::1]:2886");
    let document = opened(&dag(&json!([task])));
    assert_eq!(document.logs.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!(document.logs[0].host, "[2001:db8::1]:2886");
}

#[test]
fn ten_thousand_sub_tasks_are_one_task() {
    let tasks: Vec<Value> = (0..10_000)
        .map(|n| sub_task(&json!(format!("1{n}")), &format!("10.0.{}.{}", n / 250, n % 250)))
        .collect();
    let document = opened(&dag(&json!(tasks)));
    assert_eq!(document.view.calls[0].steps[0].runs.len(), 10_000);
    assert_eq!((document.logs.len(), document.view.head.hosts.len()), (20_000, 10_000));
}

#[test]
fn the_documents_own_answer_opens() {
    let document = read("dag.json", SCALE_OUT).unwrap();
    assert_eq!((document.view.head.done, document.view.head.total), (9, 9));
    assert_eq!(document.view.head.state.kind, StateKind::Succeeded);
}

mod strangers {
    use proptest::prelude::*;

    use super::*;

    fn any_json() -> impl Strategy<Value = Value> {
        let names = prop::sample::select(vec![
            "id",
            "nodes",
            "sub_tasks",
            "task_logs",
            "execute_agent",
            "execute_times",
            "state",
            "operator",
            "data",
            "contents",
            "successful",
            "start_time",
            "end_time",
            "name",
            "stage",
            "max_stage",
            "additional_data",
            "subtasks",
            "upstreams",
            "status",
            "obdeckTask",
            "view",
            "logs",
        ]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
            prop::sample::select(vec![
                "FAILED",
                "RUNNING",
                "1970-01-01T08:00:00+08:00",
                "9999-12-31T23:59:59-12:00",
                "11"
            ])
            .prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 96, 6, move |inner| {
            let object = prop::collection::vec((names.clone(), inner.clone()), 0..8);
            prop_oneof![
                prop::collection::vec(inner, 0..5).prop_map(Value::from),
                object.prop_map(|fields| fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_panic(value in any_json(), end in 0_usize..400) {
            let text = value.to_string();
            let _ = read("any", &text);
            let end = (0..=end.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap();
            let _ = read("cut", &text[..end]);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "[\\{\\[\"\\\\0-9a-e:,\\n \\}\\]]{0,60}") {
            let _ = read("any", &text);
        }
    }
}

#[test]
fn a_task_of_an_ocp_that_is_retried_has_not_ended_again() {
    let subtask = |id: u32, status: &str, upstreams: &[u32]| json!({"id": id, "name": format!("step {id}"), "status": status, "operation": "EXECUTE", "upstreams": upstreams});
    let task = |status: &str| {
        opened(&json!({
            "id": 7, "name": "Upgrade", "status": status, "operation": "RETRY", "startTime": "2024-01-09T20:40:01+08:00",
            "finishTime": "2024-01-09T20:41:01+08:00", "subtasks": [
                subtask(1, "SUCCESSFUL", &[]), subtask(2, "FAILED", &[1]), subtask(3, "SUCCESSFUL", &[1]),
            ],
        }))
    };
    let head = |document: TaskDocument| document.view.calls[0].head.clone();
    let (failed, running) = (head(task("FAILED")), head(task("RUNNING")));
    assert_eq!((failed.ended_at.is_some(), running.ended_at), (true, None));
    let stage = |head: CallHead| head.task.map(|task| (task.stage, task.max_stage));
    assert_eq!(stage(running), Some((2, 3)), "the first that is not done, as while it is followed");
}
