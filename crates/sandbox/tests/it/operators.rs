//! What can be done with a task that failed, or should not go on.

use crate::common::{Bench, Client, raw};
use serde_json::{Value, json};

const RETRY_ME: &str = "/data/no-start-once";

async fn locked(address: &str) -> Value {
    raw(address, "GET", "/api/v1/status", &[], "").await.unwrap().data()["underMaintenance"].clone()
}

async fn failed(cluster: &str, dir: &str) -> (Bench, Client, String, Value) {
    let bench = Bench::start(3).await;
    let master = bench.group(cluster, 1, dir).await;
    let id = bench.init(&master).await;
    let dag = bench.ended(&master, &id).await;
    assert_eq!((&dag["state"], &dag["operator"]), (&json!("FAILED"), &json!("RUN")));
    (bench, master, id, dag)
}

fn states(node: &Value) -> Vec<&str> {
    node["sub_tasks"].as_array().unwrap().iter().map(|task| task["state"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn one_host_of_three_fails_and_a_retry_helps() {
    let (bench, master, id, dag) = failed("obc", RETRY_ME).await;
    assert_eq!(dag["stage"], 3);
    let node = &dag["nodes"][2];
    assert_eq!(states(node), ["SUCCEED", "FAILED", "SUCCEED"]);
    assert!(node["sub_tasks"][1]["task_logs"].to_string().contains("Observer process does not exist"));
    assert_eq!(locked(&bench.addresses[0]).await, true);
    let refused = master.post("/api/v1/obcluster/config", json!({"clusterId": 1, "clusterName": "x"})).await;
    assert_eq!((refused.status, refused.code()), (500, "Agent.UnderMaintenance"));

    assert_eq!(master.operate(&id, "retry").await.status, 200);
    let ready = master.dag(&id).await;
    assert_eq!((&ready["state"], &ready["operator"]), (&json!("READY"), &json!("RUN")));
    assert_eq!(ready["start_time"], "1970-01-01T08:00:00+08:00");
    assert_eq!(
        (&ready["nodes"][2]["state"], &ready["nodes"][2]["operator"]),
        (&json!("PENDING"), &json!("RETRY"))
    );

    let dag = bench.ended(&master, &id).await;
    assert_eq!((&dag["state"], &dag["operator"]), (&json!("SUCCEED"), &json!("RUN")));
    let task = &dag["nodes"][2]["sub_tasks"][1];
    assert_eq!(task["execute_times"], 3, "failed, rolled back, run again");
    let logs = master.get(&format!("/api/v1/task/sub_task/{}/logs", task["id"].as_str().unwrap())).await;
    let rows = logs.data()["contents"].as_array().unwrap();
    let attempts: Vec<u64> = rows.iter().map(|row| row["execute_times"].as_u64().unwrap()).collect();
    assert!(attempts.contains(&1) && attempts.contains(&2) && attempts.contains(&3));
    assert_eq!(locked(&bench.addresses[0]).await, false);
}

#[tokio::test]
async fn a_rollback_frees_the_lock_and_the_hosts() {
    let (bench, master, id, _) = failed("obc", "/data/not-empty").await;
    assert_eq!(master.operate(&id, "ROLLBACK").await.status, 200);
    let dag = bench.ended(&master, &id).await;
    assert_eq!(
        (&dag["state"], &dag["operator"], &dag["stage"]),
        (&json!("SUCCEED"), &json!("ROLLBACK"), &json!(1))
    );
    for address in &bench.addresses {
        assert_eq!(locked(address).await, false, "{address}");
    }
    let config = json!({"observerConfig": {"data_dir": "/data/new"}, "scope": {"type": "GLOBAL"}});
    let reply = master.post("/api/v1/observer/config", config).await;
    bench.done(&master, reply).await;
    let id = bench.init(&master).await;
    assert_eq!(bench.ended(&master, &id).await["state"], "SUCCEED");
}

#[tokio::test]
async fn a_running_bootstrap_can_be_cancelled() {
    let bench = Bench::start(3).await;
    let master = bench.group("slow-obc", 9, "").await;
    let id = bench.init(&master).await;
    let dag = bench.until_stage(&master, &id, 4).await;
    assert_eq!(dag["state"], "RUNNING");
    bench.seconds(60);
    assert_eq!(master.operate(&id, "RETRY").await.code(), "Task.Dag.Operator.RetryNotFailedDag");
    assert_eq!(master.operate(&id, "PASS").await.code(), "Task.Dag.Operator.PassNotFailedDag");
    assert_eq!(master.operate(&id, "ROLLBACK").await.code(), "Task.Dag.Operator.RollbackNotFailedDag");
    assert_eq!(master.operate(&id, "CANCEL").await.status, 200);
    let dag = bench.ended(&master, &id).await;
    assert_eq!(
        (&dag["state"], &dag["operator"], &dag["stage"]),
        (&json!("FAILED"), &json!("CANCEL"), &json!(4))
    );
    assert_eq!(locked(&bench.addresses[0]).await, true);
    assert_eq!(master.operate(&id, "CANCEL").await.code(), "Task.Dag.Operator.CancelFinishedDag");
    assert_eq!(master.operate(&id, "ROLLBACK").await.status, 200);
    let dag = bench.ended(&master, &id).await;
    assert_eq!((&dag["state"], &dag["operator"]), (&json!("SUCCEED"), &json!("ROLLBACK")));
}

#[tokio::test]
async fn passing_is_refused_where_flags_say_so() {
    let (bench, master, id, dag) = failed("obc", "/data/no-start").await;
    assert_eq!(master.operate(&id, "PASS").await.code(), "Task.Dag.Operator.PassNotAllowed");
    assert_eq!(master.operate(&id, "RUN").await.code(), "Task.Dag.Operator.NotSupport");
    let node = |index: usize| format!("/api/v1/task/node/{}", dag["nodes"][index]["id"].as_str().unwrap());
    let pass = json!({"operator": "pass"});
    assert_eq!(master.post(&node(0), pass.clone()).await.code(), "Task.Node.Operator.PassNotFailedNode");
    assert_eq!(
        master.post(&node(2), json!({"operator": "RETRY"})).await.code(),
        "Task.Node.Operator.NotSupport"
    );
    // The follower's own failed DAG locks it as well: without this the group could not synchronise later.
    let follower = bench.client(1).await.with(crate::common::ROOT, "root#1");
    let own = follower.get("/api/v1/task/dag/maintain/agent").await.data()["id"].as_str().unwrap().to_owned();
    assert_eq!(master.operate(&own, "PASS").await.status, 200);
    let passed = master.dag(&own).await;
    assert_eq!((&passed["state"], &passed["operator"]), (&json!("SUCCEED"), &json!("PASS")));
    assert_eq!(master.post(&node(2), pass.clone()).await.status, 200);
    let dag = bench.ended(&master, &id).await;
    assert_eq!(dag["state"], "SUCCEED");
    assert_eq!(
        (&dag["nodes"][2]["state"], &dag["nodes"][2]["operator"]),
        (&json!("SUCCEED"), &json!("PASS"))
    );
    assert_eq!(master.post(&node(2), pass).await.code(), "Task.Node.Operator.PassNotFailedDag");
}

#[tokio::test]
async fn the_root_server_list_is_checked_by_the_first_node() {
    let (_bench, master, id, dag) = failed("bad-rs", "/data/1").await;
    assert_eq!(dag["stage"], 1);
    assert!(dag["nodes"][0]["sub_tasks"][0]["task_logs"].to_string().contains("OB.Parameter.RsList.Invalid"));
    assert_eq!(master.operate(&id, "CANCEL").await.code(), "Task.Dag.Operator.CancelFinishedDag");
}

#[tokio::test]
async fn ids_lead_to_their_own_kind_only() {
    let (bench, master, id, dag) = failed("obc", "/data/no-start").await;
    let task = dag["nodes"][2]["sub_tasks"][1]["id"].as_str().unwrap();
    assert_eq!(master.get(&format!("/api/v1/task/sub_task/{task}")).await.data()["name"], "Start observer");
    for bad in ["abc", "2", "9123"] {
        assert_eq!(master.get(&format!("/api/v1/task/dag/{bad}")).await.code(), "Task.GenericID.Invalid");
    }
    let missing = master.get(&format!("/api/v1/task/dag/{id}999")).await;
    assert_eq!((missing.status, missing.code()), (404, "Task.NotFound"));
    let other = json!({"operator": "RETRY", "id": "21"});
    assert_eq!(master.post(&format!("/api/v1/task/dag/{id}"), other).await.code(), "Task.NotFound");

    let brief = master.get(&format!("/api/v1/task/dag/{id}?show_details=false")).await;
    assert_eq!((&brief.data()["nodes"], &brief.data()["additional_data"]), (&Value::Null, &Value::Null));
    let node = dag["nodes"][0]["id"].as_str().unwrap();
    for crash in [format!("node/{node}?show_details=false"), format!("dag/{id}?show_details=perhaps")] {
        let reply = master.get(&format!("/api/v1/task/{crash}")).await;
        assert_eq!((reply.status, reply.code(), reply.trace()), (500, "Common.Unexpected", ""));
    }
    // A follower's own DAG is reachable through the master.
    let last = bench
        .client(1)
        .await
        .with(crate::common::ROOT, "root#1")
        .get("/api/v1/task/dag/maintain/agent")
        .await;
    assert_eq!((&last.data()["name"], &last.data()["state"]), (&json!("Start observer"), &json!("FAILED")));
    let own = last.data()["id"].as_str().unwrap();
    assert_eq!(master.dag(own).await["name"], "Start observer");
    assert_eq!(master.get("/api/v1/task/dags/ob").await.status, 500);
    let all = master.get("/api/v1/task/dag/maintain/agents").await;
    assert_eq!(all.data()["contents"].as_array().unwrap().len(), 3);
}
