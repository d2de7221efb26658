//! Retry, roll back, cancel, pass: what they do and when they are refused.

use std::collections::BTreeSet;

use obshell_api::{ApiErrorKind, Client, Dag, InitRequest, Operator, State};

use crate::common::group::{Group, cluster, code, kind};

async fn refused(client: &Client, dag: &Dag, operator: Operator) -> String {
    let answer = client.operate_dag(&dag.id, operator).await;
    assert_eq!(kind(answer.clone()), ApiErrorKind::OperatorNotAllowed);
    code(answer)
}

#[tokio::test]
async fn a_retry_runs_the_failed_host_again() {
    let (group, master, dag) = Group::failed("/data/no-start-once").await;
    assert_eq!(dag.stage, 3);
    let states: Vec<&State> = dag.nodes[2].sub_tasks.iter().map(|task| &task.state).collect();
    assert_eq!(states, [&State::Succeed, &State::Failed, &State::Succeed]);
    assert!(master.status().await.unwrap().under_maintenance, "a failed task holds the lock");
    let busy = master.obcluster_config(&cluster("other")).await;
    assert_eq!(kind(busy), ApiErrorKind::UnderMaintenance);

    master.operate_dag(&dag.id, Operator::Retry).await.unwrap();
    let ready = master.dag(&dag.id, true).await.unwrap();
    assert_eq!((&ready.state, &ready.operator, ready.start_time), (&State::Ready, &Operator::Run, None));
    assert_eq!(ready.nodes[2].operator, Operator::Retry);

    let dag = group.done(&master, &dag).await;
    let task = &dag.nodes[2].sub_tasks[1];
    let rows = master.sub_task_logs(&task.id).await.unwrap();
    let attempts: BTreeSet<u32> = rows.iter().map(|row| row.execute_times).collect();
    assert_eq!(attempts, (1..=task.execute_times).collect(), "the log keeps every attempt");
    assert!(rows.is_sorted_by_key(|row| row.execute_times), "oldest first");
    let lines: Vec<&str> = rows.iter().map(|row| row.log_content.as_str()).collect();
    assert_eq!(lines, task.task_logs, "the task shows the same lines, but not whose they are");
}

#[tokio::test]
async fn a_rollback_ends_where_it_began() {
    let (group, master, dag) = Group::failed("/data/not-empty").await;
    assert_eq!(dag.stage, 2);
    master.operate_dag(&dag.id, Operator::Rollback).await.unwrap();
    let dag = group.done(&master, &dag).await;
    assert_eq!((&dag.operator, dag.stage), (&Operator::Rollback, 1));
    for agent in 0..3 {
        assert!(!group.root(agent).status().await.unwrap().under_maintenance);
    }
    assert_eq!(refused(&master, &dag, Operator::Rollback).await, "Task.Dag.Operator.RollbackNotFailedDag");
}

#[tokio::test]
async fn what_runs_can_only_be_cancelled() {
    let (group, master) = Group::configured(3, "slow-obc", "/data/1").await;
    let dag = master.init(&InitRequest::default()).await.unwrap();
    let running = group.until(&master, &dag, |dag| dag.stage == 4 && dag.state == State::Running).await;
    group.seconds(60);
    assert_eq!(refused(&master, &dag, Operator::Retry).await, "Task.Dag.Operator.RetryNotFailedDag");
    assert_eq!(refused(&master, &dag, Operator::Rollback).await, "Task.Dag.Operator.RollbackNotFailedDag");
    assert_eq!(refused(&master, &dag, Operator::Pass).await, "Task.Dag.Operator.PassNotFailedDag");
    let passed = master.pass_node(&running.nodes[3].id).await;
    assert_eq!(code(passed), "Task.Node.Operator.PassNotFailedDag");

    master.operate_dag(&dag.id, Operator::Cancel).await.unwrap();
    let dag = group.ended(&master, &dag).await;
    assert_eq!((&dag.state, &dag.operator, dag.stage), (&State::Failed, &Operator::Cancel, 4));
    assert_eq!(refused(&master, &dag, Operator::Cancel).await, "Task.Dag.Operator.CancelFinishedDag");
    assert!(master.status().await.unwrap().under_maintenance, "cancelling does not free the lock");
    master.operate_dag(&dag.id, Operator::Rollback).await.unwrap();
    group.done(&master, &dag).await;
    assert!(!master.status().await.unwrap().under_maintenance);
}

#[tokio::test]
async fn a_step_is_passed_where_it_may_be() {
    let (group, master, dag) = Group::failed("/data/no-start").await;
    assert_eq!(refused(&master, &dag, Operator::Pass).await, "Task.Dag.Operator.PassNotAllowed");
    let first = master.pass_node(&dag.nodes[0].id).await;
    assert_eq!(kind(first.clone()), ApiErrorKind::OperatorNotAllowed);
    assert_eq!(code(first), "Task.Node.Operator.PassNotFailedNode");

    // The follower's own failed task holds a lock there, which would stop it later.
    let own = group.root(1).maintain_agent().await.unwrap().unwrap();
    assert_eq!((own.name.as_str(), &own.state), ("Start observer", &State::Failed));
    master.operate_dag(&own.id, Operator::Pass).await.unwrap();
    let passed = master.dag(&own.id, true).await.unwrap();
    assert_eq!((&passed.state, &passed.operator), (&State::Succeed, &Operator::Pass));

    master.pass_node(&dag.nodes[2].id).await.unwrap();
    let dag = group.done(&master, &dag).await;
    assert_eq!((&dag.nodes[2].state, &dag.nodes[2].operator), (&State::Succeed, &Operator::Pass));
}

#[tokio::test]
async fn a_step_without_the_right_flag_is_not_passed() {
    let (_group, master, dag) = Group::failed("/data/not-empty").await;
    let stuck = master.pass_node(&dag.nodes[1].id).await;
    assert_eq!(code(stuck), "Task.Node.Operator.PassNotAllowed");
}

#[tokio::test]
async fn other_operators_and_ids_are_refused() {
    let (_group, master, dag) = Group::failed("/data/no-start").await;
    let unknown = Operator::Unknown("SUSPEND".to_owned());
    for operator in [Operator::Run, unknown] {
        assert_eq!(refused(&master, &dag, operator).await, "Task.Dag.Operator.NotSupport");
    }
    let missing = format!("{}999", dag.id).parse().unwrap();
    assert_eq!(kind(master.dag(&missing, true).await), ApiErrorKind::TaskNotFound);
    assert_eq!(kind(master.node(&missing).await), ApiErrorKind::TaskNotFound);
    assert_eq!(kind(master.sub_task(&missing).await), ApiErrorKind::TaskNotFound);
    assert_eq!(kind(master.operate_dag(&missing, Operator::Retry).await), ApiErrorKind::TaskNotFound);
    assert_eq!(kind(master.pass_node(&missing).await), ApiErrorKind::TaskNotFound);
    assert_eq!(master.sub_task_logs(&missing).await.unwrap(), [], "an agent shows no lines instead");
    for text in ["2", "9123"] {
        let id = text.parse().unwrap();
        assert_eq!(kind(master.dag(&id, true).await), ApiErrorKind::TaskIdInvalid, "{text}");
        assert_eq!(kind(master.operate_dag(&id, Operator::Retry).await), ApiErrorKind::TaskIdInvalid);
    }
}
