//! Tasks that somebody else started, opened by their id.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[allow(dead_code)]
mod common;

use common::contacts::cluster_of;
use common::{Bench, ROOT_PASSWORD};
use console::dto::*;
use sandbox::{FirstTask, InitialisedCluster, Options};

/// A cluster whose first task is in this state, and a connection that has seen it.
async fn bench_with(agents: usize, first_task: FirstTask) -> (Bench, String, TaskNote) {
    let options = cluster_of(agents);
    let cluster = InitialisedCluster { first_task, ..options.cluster.clone().unwrap() };
    let bench = Bench::new(Options { cluster: Some(cluster), ..options }).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("w").await;
    bench.contact(&id).await;
    let all_seen = |view: &ConnectionView| view.agents.len() == agents && !view.tasks.is_empty();
    let seen = watcher.until(&id, "the task", all_seen).await;
    let note = seen.tasks[0].clone();
    (bench, id, note)
}

async fn open(bench: &Bench, connection_id: &str, task_id: &str) -> Result<String, IpcError> {
    let request = OpenTaskReq { connection_id: connection_id.to_owned(), task_id: task_id.to_owned() };
    bench.console.open_task(request).await.map(|started| started.operation_id)
}

#[tokio::test]
async fn a_task_of_somebody_else_is_opened_once_and_operated() {
    let (mut bench, id, note) = bench_with(3, FirstTask::Failed).await;
    let operation_id = open(&bench, &id, &note.id).await.unwrap();
    assert_eq!(open(&bench, &id, &note.id).await.unwrap(), operation_id, "twice the same is one operation");
    let failed = bench.follow(&operation_id).await.until_state(StateKind::Failed).await;
    assert_eq!(
        (failed.head.kind, failed.head.subject.as_str()),
        (OperationKind::Opened, "Initialize cluster")
    );
    assert_eq!(failed.calls[0].steps.len(), 12);
    assert!(failed.head.lock_held && failed.head.outcome.is_none());
    let off = |action| failed.head.actions.iter().find(|view| view.action == action).unwrap().off;
    assert_eq!(off(OperationAction::Resume), Some(ActionOff::TaskFailed), "there is nothing of ours to send");
    assert_eq!(off(OperationAction::EditDraft), Some(ActionOff::Finished));

    bench.restart().await;
    assert_eq!(open(&bench, &id, &note.id).await.unwrap(), operation_id, "a restart forgets nothing");
    let call_key = failed.calls[0].head.key.clone();
    let consent = Consent::default();
    let retry = OperateTaskReq {
        operation_id: operation_id.clone(),
        call_key,
        operator: TaskOperator::Retry,
        consent,
    };
    bench.console.operate_task(retry).await.unwrap();
    bench.follow(&operation_id).await.until_state(StateKind::Succeeded).await;
    let posts = bench.sandbox.requests(0).into_iter().filter(|it| it.method == "POST" && !it.relayed).count();
    assert_eq!(posts, 1, "opening sends nothing, retrying one request");
}

#[tokio::test]
async fn what_obdeck_started_is_opened_as_that() {
    let bench = Bench::new(Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    let connection = done.head.connection_id.clone().unwrap();
    let task = common::call(&done, "init").head.task.clone().unwrap();
    assert_eq!(open(&bench, &connection, &task.id).await.unwrap(), done.head.id);
}

#[tokio::test]
async fn an_id_that_names_a_stranger_is_not_asked_for() {
    let (bench, id, note) = bench_with(1, FirstTask::Failed).await;
    let asked = || bench.sandbox.requests(0).iter().filter(|it| it.path.contains("/task/dag/2016")).count();
    for stranger in ["201684300810288612", "40168430081028867", "99", "no id", ""] {
        let refused = open(&bench, &id, stranger).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid, "{stranger:?}");
    }
    assert_eq!(asked(), 0);
    let unknown = format!("{}99", note.id);
    assert_eq!(open(&bench, &id, &unknown).await.unwrap_err().code, ErrorCode::Rejected);
    assert!(bench.console.home(Nothing {}).await.unwrap().operations.is_empty(), "nothing was adopted");
}
