//! Tasks that somebody else started, opened by their id.

use crate::common::contacts::{cluster_of, settings};
use crate::common::{Bench, ROOT_PASSWORD};
use console::dto::*;
use sandbox::{FirstTask, InitialisedCluster, Options, Sandbox};
use serde_json::{Value, json};

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
    let task = crate::common::call(&done, "init").head.task.clone().unwrap();
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

/// A task of the cluster itself, the first that it counts.
fn first_task(name: &str, state: &str) -> Value {
    let part = |id: &str, name: &str| {
        json!({
            "id": id, "name": name, "state": state, "operator": "RUN",
            "start_time": "2024-01-09T20:40:02+08:00", "end_time": "2024-01-09T20:40:29+08:00",
        })
    };
    let mut sub_task = part("11", name);
    sub_task["execute_agent"] = json!({"ip": "127.0.0.1", "port": 2886});
    sub_task["execute_times"] = json!(1);
    sub_task["task_logs"] = json!(["done"]);
    let mut node = part("11", name);
    node["node_id"] = json!(1);
    node["sub_tasks"] = json!([sub_task]);
    let mut dag = part("11", name);
    dag["dag_id"] = json!(1);
    dag["stage"] = json!(1);
    dag["max_stage"] = json!(1);
    dag["nodes"] = json!([node]);
    dag
}

fn with_first_task(name: &str, state: &str) -> Options {
    let mut options = cluster_of(1);
    options.cluster.as_mut().unwrap().recorded = vec![first_task(name, state)];
    options
}

/// Waits for the cluster's own task number one to be listed under this name.
async fn listed(bench: &Bench, watch_id: &str, name: &str) {
    let mut tasks = bench.watch_tasks(watch_id).await;
    let is_there = |row: &&TaskRow| row.task_id == "11" && row.name == name && row.on_server;
    tasks.until(name, |list| list.rows.values().any(|row| is_there(&row))).await;
}

#[tokio::test]
async fn a_cluster_that_was_made_anew_gives_an_id_again() {
    let mut bench = Bench::new(with_first_task("Cluster scale out", "FAILED")).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    bench.contact(&id).await;
    listed(&bench, "before", "Cluster scale out").await;
    let old = open(&bench, &id, "11").await.unwrap();
    let mut follower = bench.follow(&old).await;
    let before = follower.until_state(StateKind::Failed).await;

    // Keys come from the seed: it is the same agent.
    let listen = Some(bench.sandbox.addresses()[0].parse().unwrap());
    let elsewhere = Sandbox::start(Options { cluster: None, ..cluster_of(1) }).await.unwrap();
    std::mem::replace(&mut bench.sandbox, elsewhere).stop().await;
    let options = Options { listen, speed: crate::common::SPEED, ..with_first_task("Stop OB", "SUCCEED") };
    bench.sandbox = loop {
        match Sandbox::start(options.clone()).await {
            Ok(sandbox) => break sandbox,
            // Its listener ends with its task.
            Err(_) => tokio::task::yield_now().await,
        }
    };
    let lost = follower
        .until("that its task is gone", |view| {
            view.head.contact.problem.as_ref().is_some_and(|problem| problem.code == ErrorCode::NotFound)
        })
        .await;
    let call = &lost.calls[0];
    assert_eq!(
        (&call.head.task, &call.head.state),
        (&before.calls[0].head.task, &before.calls[0].head.state)
    );
    assert!(call.head.operators.iter().all(|operator| operator.off == Some(OperatorOff::NoTask)));
    let (call_key, consent) = (call.head.key.clone(), Consent::default());
    let retry =
        OperateTaskReq { operation_id: old.clone(), call_key, operator: TaskOperator::Retry, consent };
    assert_eq!(bench.console.operate_task(retry).await.unwrap_err().code, ErrorCode::Invalid);

    listed(&bench, "after", "Stop OB").await;
    let new = open(&bench, &id, "11").await.unwrap();
    assert_ne!(new, old);
    let view = bench.follow(&new).await.until_state(StateKind::Succeeded).await;
    assert_eq!(view.head.subject, "Stop OB");
    assert_eq!(open(&bench, &id, "11").await.unwrap(), new);
}

#[tokio::test]
async fn an_agent_that_is_dialled_by_name_tells_of_what_it_has_done() {
    let bench = Bench::new(cluster_of(1)).await;
    let address = bench.sandbox.addresses()[0].replace("127.0.0.1", "localhost");
    let mut settings = settings(ConnectionKind::Cluster, &[address]);
    settings.passwords.root = Some(bench.secret(ROOT_PASSWORD).await);
    let id = bench.add(settings).await;
    bench.contact(&id).await;
    let mut tasks = bench.watch_tasks("tasks").await;
    tasks.until("the first task", |list| !list.named("Initialize cluster").is_empty()).await;
    let task_id = tasks.named("Initialize cluster")[0].task_id.clone();
    let opened = open(&bench, &id, &task_id).await.unwrap();
    let view = bench.follow(&opened).await.until_state(StateKind::Succeeded).await;
    assert_eq!(view.head.subject, "Initialize cluster");
}
