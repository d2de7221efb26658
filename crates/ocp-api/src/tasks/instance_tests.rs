use serde_json::json;
use time::macros::datetime;

use super::*;

fn read(value: Value) -> TaskInstance {
    TaskInstance::read(&value).unwrap()
}

#[test]
fn the_documents_example_is_read_whole() {
    let task =
        read(serde_json::from_str(include_str!("../../tests/examples/create-obproxy-cluster.json")).unwrap());
    assert_eq!((&*task.id, &*task.name, &*task.creator), ("31257", "Install obproxy", "admin"));
    assert_eq!((&task.status, &task.operation), (&TaskStatus::Running, &Some(TaskOperation::Execute)));
    assert_eq!(task.started_at, Some(datetime!(2021-09-03 15:05:01.101 +8)));
    assert_eq!((task.finished_at, task.prohibit_rollback, task.is_remote), (None, false, false));
    let [finish, prepare] = &*task.subtasks else { panic!("{:?}", task.subtasks) };
    assert_eq!((&*finish.id, &finish.status, finish.series_id), ("32955", &TaskStatus::Pending, Some(1)));
    assert_eq!((finish.upstreams.as_slice(), finish.downstreams.len()), (["32954".to_owned()].as_slice(), 0));
    assert_eq!((prepare.timeout_s, prepare.run_time, prepare.parallel_idx), (300, 1, None));
    assert!(prepare.class_name.ends_with("PrepareObproxyInstallTask"));
}

#[test]
fn a_reading_answer_differs_from_a_submitting_one() {
    let task = read(json!({"data": {
        "id": "9223372036854775807", "name": "n", "status": "SUCCESSFUL", "operation": "ROLLBACK",
        "creator": {"id": 100, "name": "root"}, "cluster": {"id": 3, "name": "hooray", "obClusterId": 1},
        "tenant": null, "context": "Context(parallelIdx=-1, stringMap={prohibit_rollback=true})",
        "isRemote": true, "finishTime": "2021-08-25T14:30:27.27+08:00", "startTime": "1970-01-01T00:00:00Z",
        "tasks": [null, {"id": 1, "paralleIdx": 2, "downstream": [2], "runTime": null, "prohibitSkip": true}],
    }}));
    assert_eq!((&*task.id, &*task.creator), ("9223372036854775807", "root"));
    assert_eq!(task.cluster, Some(TaskObject { id: "3".to_owned(), name: "hooray".to_owned() }));
    assert_eq!((task.tenant, task.started_at), (None, None));
    assert!(task.prohibit_rollback && task.is_remote && task.finished_at.is_some());
    let [subtask] = &*task.subtasks else { panic!("{:?}", task.subtasks) };
    assert_eq!((subtask.parallel_idx, &*subtask.downstreams), (Some(2), &["2".to_owned()][..]));
    assert_eq!((subtask.run_time, subtask.prohibit_skip, subtask.status.as_str()), (0, true, ""));
}

#[test]
fn an_id_beyond_a_float_is_kept_exactly() {
    let task = read(serde_json::from_str(r#"{"id": 9007199254740993, "status": "RUNNING"}"#).unwrap());
    assert_eq!(task.id, "9007199254740993");
}

#[test]
fn both_spellings_at_once_and_an_unknown_word_do_no_harm() {
    let task = read(json!({
        "id": 1, "status": "HALTED", "subtasks": [{"id": 2, "parallelIdx": 1, "paralleIdx": 1}], "tasks": [],
    }));
    assert_eq!((task.status.as_str(), task.subtasks[0].parallel_idx), ("HALTED", Some(1)));
}

#[test]
fn what_is_no_task_is_none() {
    for value in [
        json!(null),
        json!([]),
        json!({}),
        json!({"id": 1}),
        json!({"data": null}),
        json!({"data": {"id": 1}}),
    ] {
        assert_eq!(TaskInstance::read(&value), None, "{value}");
    }
}
