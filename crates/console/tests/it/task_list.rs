//! All tasks of all connections in one list.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::SystemTime;

use crate::common::contacts::{cluster_of, settings};
use crate::common::task_lists::TaskWatcher;
use crate::common::{Bench, ROOT_PASSWORD, SPEED, call};
use console::dto::*;
use sandbox::{
    AgentTraits, FirstTask, InitialisedCluster, ManualClock, OcpTask, OcpTemplate, OcpTraits, Options,
};
use serde_json::{Value, json};

/// The agents that keep rows of this list.
fn keepers(list: &TaskWatcher) -> BTreeSet<String> {
    let keeper = |row: &TaskRow| match &row.place {
        TaskPlace::Agent { address } | TaskPlace::ObProxy { address } => Some(address.clone()),
        TaskPlace::Cluster | TaskPlace::Ocp => None,
    };
    list.rows.values().filter_map(keeper).collect()
}

#[tokio::test]
async fn the_tasks_of_every_agent_are_in_one_list() {
    let bench = Bench::new(cluster_of(3)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut list = bench.watch_tasks("list").await;
    list.until("the connection", |list| list.sources.len() == 1).await;
    assert_eq!((list.rows.len(), list.sources[0].live, list.sources[0].read_at), (0, false, None));
    bench.contact(&id).await;
    list.until("the tasks of all agents", |list| keepers(list).len() == 3 && list.sources[0].live).await;
    bench.pass_rounds(0, 10).await;
    list.drain();

    let source = &list.sources[0];
    assert_eq!((source.live, &source.problem, source.read_at.is_some()), (true, &None, true));
    assert_eq!(keepers(&list), bench.sandbox.addresses().into_iter().collect());
    assert_eq!(list.named("Join to master").len(), 2, "one at each follower");
    let [init] = list.named("Initialize cluster")[..] else { panic!("once: {:#?}", list.rows) };
    assert_eq!((init.state.kind, init.done, init.holds_lock), (StateKind::Succeeded, init.total, false));
    assert_eq!(init.connection_id.as_deref(), Some(&*id));
    assert_eq!((init.cluster_name.as_str(), init.kind, init.on_server), ("ob_order", None, true));
    assert!(init.started_at < init.ended_at, "{init:?}");
}

#[tokio::test]
async fn a_list_that_nobody_looks_at_costs_nothing() {
    let bench = Bench::new(cluster_of(2)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let stranger = bench.cluster(&[1], ROOT_PASSWORD).await;
    bench.contact(&id).await;
    bench.watch("list").await.until_state(&id, ConnectionStateKind::Available).await;
    bench.pass_rounds(0, 5).await;
    assert_eq!(bench.asked_for_lists(), 0);

    let mut list = bench.watch_tasks("list").await;
    list.until("the tasks", |list| !list.rows.is_empty()).await;
    let contacted =
        |list: &TaskWatcher| list.rows.values().all(|row| row.connection_id.as_deref() == Some(&*id));
    assert!(contacted(&list), "the list contacts nobody");
    assert!(!bench.connection(&stranger).await.state.live);
    bench.unwatch("list").await;
    // The round that was under way may still read them.
    bench.pass_rounds(0, 3).await;
    let before = bench.asked_for_lists();
    bench.pass_rounds(0, 10).await;
    assert_eq!(bench.asked_for_lists(), before);
    list.drain();
    bench.sandbox.kill_agent(1).await;
    bench.pass_rounds(0, 10).await;
    assert_eq!(list.drain(), 0, "a subscription that ended sends nothing");
}

#[tokio::test]
async fn fifty_rounds_without_news_are_no_message() {
    let now = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_800_000_000);
    let clock = Arc::new(ManualClock::at(now.into()));
    let bench = Bench::new(Options { clock, ..cluster_of(2) }).await;
    bench.clock.stand_still(now);
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut list = bench.watch_tasks("list").await;
    bench.contact(&id).await;
    list.until("the tasks of both agents", |list| keepers(list).len() == 2).await;
    bench.pass_rounds(0, 20).await;
    list.drain();
    let before = bench.asked_for_lists();
    bench.pass_rounds(0, 50).await;
    assert_eq!(list.drain(), 0);
    assert!(bench.asked_for_lists() >= before + 50, "it was read all the while");
}

#[tokio::test]
async fn what_was_read_stays_when_a_connection_is_left_or_lost() {
    let bench = Bench::new(cluster_of(2)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut list = bench.watch_tasks("list").await;
    bench.contact(&id).await;
    list.until("the tasks of both agents", |list| keepers(list).len() == 2 && list.sources[0].live).await;
    bench.pass_rounds(0, 10).await;
    list.drain();
    let rows = list.rows.clone();
    bench.sandbox.kill_agent(0).await;
    bench.sandbox.kill_agent(1).await;
    list.until("nobody answers", |list| !list.sources[0].live && list.sources[0].problem.is_some()).await;
    assert_eq!(list.rows, rows);
    bench.leave(&id).await;
    list.drain();
    let source = &list.sources[0];
    assert_eq!((&list.rows, source.live, source.read_at.is_some()), (&rows, false, true));
    // Somebody who looks only now sees the same.
    let mut late = bench.watch_tasks("late").await;
    late.until("a list", |late| !late.rows.is_empty()).await;
    assert_eq!(late.rows, rows);
}

#[tokio::test]
async fn a_task_that_runs_is_where_it_is() {
    let base = cluster_of(2);
    let first_task = FirstTask::Running;
    let cluster = base.cluster.clone().map(|cluster| InitialisedCluster { first_task, ..cluster });
    let bench = Bench::at_speed(1.0, Options { cluster, ..base }).await;
    let id = bench.cluster(&[1], ROOT_PASSWORD).await;
    let mut list = bench.watch_tasks("list").await;
    bench.contact(&id).await;
    list.until("the task", |list| !list.named("Initialize cluster").is_empty()).await;
    let init = list.named("Initialize cluster")[0];
    assert_eq!((init.state.kind, init.holds_lock, init.ended_at), (StateKind::Running, true, None));
    assert!(init.done > 0 && init.done < init.total && init.at_step.is_some(), "{init:?}");
}

#[tokio::test]
async fn an_operation_lends_its_tasks_what_it_knows() {
    let bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let mut list = bench.watch_tasks("list").await;
    let draft = bench.draft(Vec::new()).await;
    let mut follower = bench.start(&draft).await;
    let done = follower.until_state(StateKind::Succeeded).await;
    let of_it = |row: &TaskRow| row.operation_id.as_ref() == Some(&done.head.id);
    let ended = |row: &&TaskRow| row.state.kind == StateKind::Succeeded && row.on_server;
    let calls = done.calls.iter().filter(|call| call.head.task.is_some()).count();
    list.until("every call", |list| {
        list.rows.values().filter(|row| of_it(row)).filter(ended).count() == calls
    })
    .await;
    let join = list.named("Join to master")[0];
    assert_eq!((join.kind, join.total), (Some(OperationKind::Init), 2));
    let second = &bench.sandbox.addresses()[1];
    assert_eq!((&join.subject, &join.place), (second, &TaskPlace::Agent { address: second.clone() }));
    let init = list.named("Initialize cluster")[0];
    let of_call = &call(&done, "init").head;
    assert_eq!((init.started_at, init.ended_at), (of_call.started_at, of_call.ended_at));
    assert_eq!(init.cluster_name, "ob_order");

    // What its agents list is the same task.
    let connection_id = done.head.connection_id.clone().unwrap();
    bench.contact(&connection_id).await;
    let read = |list: &TaskWatcher| list.sources.iter().any(|source| source.live && source.read_at.is_some());
    list.until("its lists", read).await;
    bench.pass_rounds(0, 10).await;
    list.drain();
    let keys: BTreeSet<&str> = list.rows.values().map(|row| row.task_id.as_str()).collect();
    assert_eq!(keys.len(), list.rows.len(), "each task once: {:#?}", list.rows);
    assert_eq!(list.rows.values().filter(|row| of_it(row)).count(), calls);
}

#[tokio::test]
async fn a_call_without_a_task_is_a_row_of_its_operation() {
    let bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let draft = bench.draft(Vec::new()).await;
    for at in 0..2 {
        bench.sandbox.kill_agent(at).await;
    }
    let mut list = bench.watch_tasks("list").await;
    let mut follower = bench.start(&draft).await;
    list.until("its row", |list| list.rows.values().any(|row| row.task_id.is_empty())).await;
    let row = list.rows.values().next().unwrap();
    assert_eq!((list.rows.len(), row.on_server, row.kind), (1, false, Some(OperationKind::Init)));
    assert_eq!(row.key, format!("operation:{}", row.operation_id.clone().unwrap()));
    for at in 0..2 {
        bench.sandbox.revive_agent(at).await;
    }
    let failed = follower.until_state(StateKind::Failed).await;
    let request = ResumeOperationReq { operation_id: failed.head.id, consent: Consent::default() };
    bench.console.resume_operation(request).await.unwrap();
    list.until("its tasks", |list| list.rows.values().all(|row| !row.task_id.is_empty())).await;
}

/// A task of the OBProxy that the agent at `port` of this computer keeps.
fn proxy_task(port: u16) -> (String, Value) {
    let id = |number: u32| format!("42130706433{port:05}{number}");
    let times = ("2026-05-08T10:00:00Z", "2026-05-08T10:00:09Z");
    let part = |number: u32, name: &str| {
        json!({
            "id": id(number), "name": name, "state": "SUCCEED", "operator": "RUN", "start_time": times.0,
            "end_time": times.1, "additional_data": null,
        })
    };
    let mut task = part(7, "Start obproxy");
    let own = json!({
        "task_id": 7, "execute_times": 1, "execute_agent": { "ip": "127.0.0.1", "port": port },
        "task_logs": ["start obproxy"],
    });
    task.as_object_mut().unwrap().extend(own.as_object().cloned().unwrap());
    let mut node = part(7, "Start obproxy");
    (node["node_id"], node["sub_tasks"]) = (json!(7), json!([task]));
    let mut dag = part(7, "Add obproxy");
    let own = json!({
        "dag_id": 7, "stage": 1, "max_stage": 1, "maintenance_type": 4, "maintenance_key": "", "nodes": [node],
    });
    dag.as_object_mut().unwrap().extend(own.as_object().cloned().unwrap());
    (id(7), dag)
}

#[tokio::test]
async fn a_task_of_an_obproxy_is_listed_and_opened_with_the_agents_password() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (task_id, dag) = proxy_task(free.port());
    let mut options = Options { listen: Some(free), ..cluster_of(1) };
    options.cluster.as_mut().unwrap().recorded = vec![dag];
    let agent_password = Some("agent-pw".to_owned());
    options.traits = [(0, AgentTraits { agent_password, ..AgentTraits::default() })].into();
    let bench = Bench::new(options).await;
    let mut settings = settings(ConnectionKind::Cluster, &bench.sandbox.addresses());
    settings.passwords.root = Some(bench.secret(ROOT_PASSWORD).await);
    settings.passwords.agent = Some(bench.secret("agent-pw").await);
    let id = bench.add(settings).await;
    let mut list = bench.watch_tasks("list").await;
    bench.contact(&id).await;
    list.until("its row", |list| list.rows.values().any(|row| row.task_id == task_id)).await;
    let row = list.named("Add obproxy")[0];
    assert_eq!(row.place, TaskPlace::ObProxy { address: free.to_string() });
    let request = OpenTaskReq { connection_id: id, task_id: task_id.clone() };
    let operation_id = bench.console.open_task(request).await.unwrap().operation_id;
    let view = bench.follow(&operation_id).await.until_state(StateKind::Succeeded).await;
    assert_eq!((view.head.subject.as_str(), view.calls[0].steps.len()), ("Add obproxy", 1));
    list.until("one row", |list| {
        list.rows.values().any(|row| row.operation_id.as_ref() == Some(&operation_id))
    })
    .await;
    assert_eq!(list.named("Add obproxy").len(), 1);
    assert_eq!(bench.sandbox.refused_attempts(), 0);
}

/// A bench at a practice OCP, and the connection to it.
async fn at_ocp(speed: f64, options: Options) -> (Bench, String) {
    let listen = Some(([127, 0, 0, 1], 0).into());
    let bench = Bench::at_speed(speed, Options { agents: 1, ocp: true, listen, ..options }).await;
    let (url, (user, password)) =
        (bench.sandbox.ocp_url().unwrap(), bench.sandbox.ocp_credentials().unwrap());
    let mut ocp = settings(ConnectionKind::Ocp, std::slice::from_ref(&url));
    ocp.passwords.ocp_user = Some(user);
    ocp.passwords.ocp = Some(bench.secret(&password).await);
    let id = bench.add(ocp).await;
    (bench, id)
}

fn is_ocps(row: &TaskRow) -> bool {
    row.system == TaskSystem::Ocp && row.place == TaskPlace::Ocp
}

#[tokio::test]
async fn the_tasks_of_an_ocp_are_in_the_list() {
    let (bench, id) = at_ocp(1.0, Options::default()).await;
    bench.contact(&id).await;
    let seen = |view: &ConnectionView| view.tasks.len() == 2;
    let view = bench.watch("first").await.until(&id, "what runs and what has failed", seen).await;
    let kinds: Vec<StateKind> = view.tasks.iter().map(|note| note.state.kind).collect();
    assert_eq!(kinds, [StateKind::Running, StateKind::Failed]);
    let newest = || {
        let all = bench.sandbox.ocp_requests().into_iter().map(|it| it.path);
        all.filter(|path| path.contains("/tasks/") && !path.contains("status=")).count()
    };
    assert_eq!(newest(), 0, "nobody looks");
    let mut list = bench.watch_tasks("list").await;
    list.until("its tasks", |list| list.rows.len() == 4).await;
    let kinds: BTreeSet<String> = list.rows.values().map(|row| format!("{:?}", row.state.kind)).collect();
    assert!(
        kinds.contains("Running") && kinds.contains("Failed") && kinds.contains("Succeeded"),
        "{kinds:?}"
    );
    assert!(list.rows.values().all(is_ocps), "{:#?}", list.rows);
}

#[tokio::test]
async fn the_tasks_of_an_ocp_are_remembered() {
    let (mut bench, id) = at_ocp(1.0, Options::default()).await;
    bench.contact(&id).await;
    bench.watch("first").await.until(&id, "its tasks", |view| view.tasks.len() == 2).await;
    bench.leave(&id).await;
    bench.restart().await;
    assert_eq!(bench.connection(&id).await.tasks.len(), 2);
    let mut list = bench.watch_tasks("list").await;
    list.until("its tasks", |list| list.rows.len() == 2).await;
    assert!(list.rows.values().all(is_ocps), "{:#?}", list.rows);
}

#[tokio::test]
async fn a_task_that_an_ocp_rolled_back_is_not_listed_as_done() {
    let ocp_tasks = vec![OcpTask::new("no-start", OcpTemplate::InstallObproxy)];
    let (bench, connection_id) = at_ocp(SPEED, Options { ocp_tasks, ..Options::default() }).await;
    bench.contact(&connection_id).await;
    let mut list = bench.watch_tasks("list").await;
    let is = |list: &TaskWatcher, kind| list.rows.values().any(|row| row.state.kind == kind);
    list.until("the failure", |list| is(list, StateKind::Failed)).await;
    let task_id = list.rows.values().next().unwrap().task_id.clone();
    let request = OpenTaskReq { connection_id, task_id };
    let operation_id = bench.console.open_task(request).await.unwrap().operation_id;
    let mut follower = bench.follow(&operation_id).await;
    let failed = follower.until_state(StateKind::Failed).await;
    let (call_key, operator) = (failed.calls[0].head.key.clone(), TaskOperator::Rollback);
    let consent = Consent::default();
    let request = OperateTaskReq { operation_id: operation_id.clone(), call_key, operator, consent };
    bench.console.operate_task(request).await.unwrap();
    follower.until("its end", |view| view.head.ended_at.is_some()).await;
    bench.console.forget_operation(OperationReq { operation_id }).await.unwrap();
    let alone = |list: &TaskWatcher| list.rows.values().all(|row| row.operation_id.is_none());
    list.until("it alone", |list| alone(list) && !is(list, StateKind::Failed)).await;
    list.until("how it ended", |list| is(list, StateKind::RolledBack)).await;
}

#[tokio::test]
async fn who_may_not_look_at_the_tasks_of_an_ocp_is_told_so() {
    let ocp_traits = OcpTraits { may_view: false, ..OcpTraits::default() };
    let (bench, id) = at_ocp(1.0, Options { ocp_traits, ..Options::default() }).await;
    bench.contact(&id).await;
    let told = |view: &ConnectionView| view.state.problem.is_some();
    let view = bench.watch("first").await.until(&id, "the problem", told).await;
    assert_eq!(view.state.kind, ConnectionStateKind::SignedIn);
    let problem = view.state.problem.unwrap();
    assert_eq!((problem.message.as_str(), problem.detail.as_deref()), ("Access denied", Some("TASK_VIEWER")));
}
