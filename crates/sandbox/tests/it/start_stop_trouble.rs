//! Starts and stops that fail, and what helps.

use crate::common::operations::{Cluster, at, servers, start, stop, texts};
use serde_json::{Value, json};

/// The stage a DAG failed in, and the last line there.
fn failure(dag: &Value) -> (u64, &str) {
    assert_eq!(dag["state"], "FAILED", "{dag:#}");
    let stage = dag["stage"].as_u64().unwrap();
    let task = &dag["nodes"][usize::try_from(stage).unwrap() - 1]["sub_tasks"][0];
    (stage, task["task_logs"].as_array().unwrap().last().unwrap().as_str().unwrap())
}

fn sub_dag(main: &Value, agent: &str) -> String {
    main["additional_data"]["sub_dags"][agent].as_str().unwrap().to_owned()
}

async fn is_free(cluster: &Cluster) {
    for agent in &cluster.bench.addresses {
        assert_eq!(at(agent).await["underMaintenance"], false, "{agent}");
    }
}

#[tokio::test]
async fn an_observer_that_does_not_come_back_fails_the_task_and_comes_back_by_another_request() {
    let cluster = Cluster::failing(3, &["/data/1", "/data/no-restart-once", "/data/3"]).await;
    let client = cluster.root(0).await;
    cluster.servers(&client, stop(), &[1], json!({"force": true})).await;
    let dag = cluster.servers(&client, start(), &[1], json!({})).await;
    let (stage, line) = failure(&dag);
    assert_eq!(stage, 5, "the last one");
    assert!(line.starts_with("ERROR: [Task.SubDag.NotAllSucceed]"), "{line}");
    let waited = &dag["nodes"][3]["sub_tasks"][1]["task_logs"];
    assert!(waited.to_string().contains("Start observer: ERROR: [Common.Unexpected]"), "{waited:#}");
    let sub = client.dag(&sub_dag(&dag, &cluster.bench.addresses[1])).await;
    assert_eq!(
        (&sub["state"], &sub["operator"], &sub["stage"]),
        (&json!("SUCCEED"), &json!("PASS"), &json!(3))
    );
    is_free(&cluster).await;
    let id = dag["id"].as_str().unwrap();
    assert_eq!(client.operate(id, "RETRY").await.code(), "Task.Dag.Operator.RetryNotAllowed");
    assert_eq!(client.operate(id, "ROLLBACK").await.code(), "Task.Dag.Operator.RollbackNotAllowed");
    assert_eq!(client.operate(id, "PASS").await.code(), "Task.Dag.Operator.PassNotAllowed");
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&servers(&info), "status"), ["RUNNING", "PROCESS_STOPPED", "RUNNING"]);

    let dag = cluster.servers(&client, start(), &[1], json!({})).await;
    assert_eq!(dag["state"], "SUCCEED");
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&servers(&info), "status"), ["RUNNING"; 3]);
}

#[tokio::test]
async fn a_freeze_that_fails_can_be_retried() {
    let cluster = Cluster::failing(3, &["/data/1", "/data/2", "/data/no-freeze-once"]).await;
    let client = cluster.root(0).await;
    let dag = cluster.servers(&client, stop(), &[2], json!({"terminate": true})).await;
    let (stage, line) = failure(&dag);
    assert_eq!((stage, &dag["nodes"][2]["name"]), (3, &json!("Minor freeze before stop server")));
    assert!(line.starts_with("ERROR: [OB.Cluster.MinorFreezeTimeout]"), "{line}");
    let sub = client.dag(&sub_dag(&dag, &cluster.bench.addresses[2])).await;
    assert_eq!((&sub["state"], &sub["stage"]), (&json!("FAILED"), &json!(1)), "still waits");
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(servers(&info)[2]["status"], "PROCESS_STOPPING");

    let id = dag["id"].as_str().unwrap();
    assert_eq!(client.operate(id, "RETRY").await.status, 200);
    cluster.succeeded(&client, id).await;
    is_free(&cluster).await;
    assert_eq!(at(&cluster.bench.addresses[2]).await["obState"], 0);
}

#[tokio::test]
async fn a_main_task_that_fails_late_lets_everybody_go_and_cannot_be_saved() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    let zone = json!({"scope": {"type": "ZONE", "target": ["zone2"]}});
    cluster.done(&client, stop(), zone.clone()).await;
    cluster.bench.sandbox.fail_node(0, "Start Zone", true);
    let id = client.post(start(), zone.clone()).await.data()["id"].as_str().unwrap().to_owned();
    let dag = cluster.bench.ended(&client, &id).await;
    assert_eq!(failure(&dag).0, 5);
    is_free(&cluster).await;
    assert_eq!(client.operate(&id, "RETRY").await.status, 200);
    let dag = cluster.bench.ended(&client, &id).await;
    assert!(failure(&dag).1.contains("[Task.SubDag.NotAllPassed]"), "they have been passed: {dag:#}");
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(info["zones"][1]["status"], "RUNNING", "what was to do is done");
}

#[tokio::test]
async fn a_process_that_survives_fails_the_stop() {
    let cluster = Cluster::failing(3, &["/data/1", "/data/no-kill", "/data/3"]).await;
    let client = cluster.root(0).await;
    for _ in 0..2 {
        let dag = cluster.servers(&client, stop(), &[1], json!({"force": true})).await;
        let waited = dag["nodes"][3]["sub_tasks"][1]["task_logs"].to_string();
        assert!(waited.contains("[OB.Cluster.AsyncOperationTimeout]"), "{waited}");
        assert!(failure(&dag).1.contains("[Task.SubDag.NotAllSucceed]"));
    }
    is_free(&cluster).await;
    assert_eq!(at(&cluster.bench.addresses[1]).await["obState"], 3);
}

#[tokio::test]
async fn an_agent_that_is_away_keeps_everybody_from_starting() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    cluster.bench.sandbox.kill_agent(2).await;
    let dag = cluster.servers(&client, stop(), &[1], json!({"force": true})).await;
    let told = &dag["nodes"][0]["sub_tasks"][2];
    assert_eq!(told["state"], "SUCCEED", "that it failed is found out later");
    assert!(told["task_logs"].to_string().contains("will try again[3/3]"));
    let (stage, line) = failure(&dag);
    assert_eq!(stage, 2);
    assert!(
        line.contains("[Task.SubDag.NotAllCreated]") && line.contains(&cluster.bench.addresses[2]),
        "{line}"
    );
    cluster.bench.sandbox.revive_agent(2).await;
    is_free(&cluster).await;
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&servers(&info), "status"), ["RUNNING"; 3]);
}

#[tokio::test]
async fn what_a_cancelled_task_leaves_behind_goes_when_it_is_named() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    let body = json!({"scope": {"type": "GLOBAL"}, "terminate": true});
    let id = client.post(stop(), body.clone()).await.data()["id"].as_str().unwrap().to_owned();
    cluster.bench.until_stage(&client, &id, 3).await;
    assert_eq!(client.operate(&id, "CANCEL").await.status, 200);
    let dag = cluster.bench.ended(&client, &id).await;
    assert_eq!((&dag["state"], &dag["operator"]), (&json!("FAILED"), &json!("CANCEL")));
    for agent in &cluster.bench.addresses {
        assert_eq!(at(agent).await["underMaintenance"], true);
    }
    let other = cluster.root(1).await;
    let refused = other.post(stop(), body.clone()).await.data()["id"].as_str().unwrap().to_owned();
    let dag = cluster.bench.ended(&other, &refused).await;
    assert!(failure(&dag).1.contains("[Task.SubDag.NotAllCreated]"));
    let told = dag["nodes"][0]["sub_tasks"][1]["task_logs"].to_string();
    assert!(told.contains("[Agent.UnderMaintenanceDag]") && told.contains(&id), "{told}");

    let mut forced = body;
    forced["forcePassDag"] = json!({"id": [id]});
    cluster.done(&other, stop(), forced).await;
    is_free(&cluster).await;
    assert_eq!(client.get("/api/v1/obcluster/info").await.data()["status"], "NOT RUNNING");
}

#[tokio::test]
async fn a_running_task_gives_way_too_when_it_is_named() {
    let cluster = Cluster::failing(3, &["/data/1", "/data/no-kill", "/data/3"]).await;
    let client = cluster.root(0).await;
    let body = json!({"scope": {"type": "GLOBAL"}, "force": true});
    let id = client.post(stop(), body).await.data()["id"].as_str().unwrap().to_owned();
    cluster.bench.until_stage(&client, &id, 4).await;
    cluster.bench.seconds(20);
    let body = json!({"scope": {"type": "GLOBAL"}, "forcePassDag": {"id": [id]}});
    cluster.done(&client, start(), body).await;
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&servers(&info), "status"), ["RUNNING"; 3]);
    is_free(&cluster).await;
}

#[tokio::test]
async fn the_database_refuses_to_stop_what_most_zones_need() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    cluster.servers(&client, stop(), &[1], json!({"force": true})).await;
    let dag = cluster.servers(&client, stop(), &[2], json!({})).await;
    let (stage, line) = failure(&dag);
    assert_eq!((stage, &dag["nodes"][4]["name"]), (5, &json!("Execute stop sql")));
    assert!(line.starts_with("ERROR: [MySQL.Error]"), "{line}");
    is_free(&cluster).await;
    // Alone, an observer is not let in.
    cluster.servers(&client, stop(), &[0, 2], json!({"force": true})).await;
    let dag = cluster.servers(&client, start(), &[0], json!({})).await;
    let waited = dag["nodes"][3]["sub_tasks"][0]["task_logs"].to_string();
    assert!(waited.contains("get db instance timeout"), "{waited}");
    assert_eq!(at(&cluster.bench.addresses[0]).await["obState"], 1);
}
