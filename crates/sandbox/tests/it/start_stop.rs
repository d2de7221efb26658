//! Starting and stopping servers, zones and clusters.

use crate::common::operations::{Cluster, at, servers, start, stop, texts, zones};
use serde_json::{Value, json};

const INFORMED: &str = "Make sure all agents are ready";
const ADVANCED: [&str; 2] =
    ["Advance agents to execute the task", "Wait for all agents to execute tasks successfully"];
const ENDED: &str = "Inform all agents to end the task";

fn names(dag: &Value) -> Vec<&str> {
    texts(&dag["nodes"], "name")
}

#[tokio::test]
async fn a_plain_stop_takes_a_server_out_of_service_and_leaves_its_process() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    let target = json!({"scope": {"type": "server", "target": [cluster.bench.addresses[1]]}});
    let created = client.post(stop(), target.clone()).await.data().clone();
    assert_eq!((&created["name"], &created["maintenance_type"]), (&json!("Stop OB"), &json!(1)));
    assert_eq!((&created["nodes"], &created["additional_data"]), (&Value::Null, &Value::Null));
    let id = created["id"].as_str().unwrap();
    assert!(id.starts_with('2'), "local to the agent that was asked: {id}");

    cluster.bench.seconds(4);
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&servers(&info), "status"), ["RUNNING", "SERVICE_STOPPING", "RUNNING"]);
    assert_eq!(servers(&info)[1]["local_task_id"], id, "an operation in progress is named where it happens");
    assert_eq!((&servers(&info)[0]["local_task_id"], &info["local_task_id"]), (&Value::Null, &Value::Null));

    let dag = cluster.succeeded(&client, id).await;
    let expected = ["Inform all agents to prepare to stop observer", INFORMED, ADVANCED[0], ADVANCED[1]];
    assert_eq!(names(&dag), [&expected[..], &["Execute stop sql", ENDED]].concat());
    assert_eq!(dag["max_stage"], 6);
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    let server = &servers(&info)[1];
    assert_eq!(
        (&server["status"], &server["inner_status"], &server["ob_status"]),
        (&json!("SERVICE_STOPPED"), &json!("ACTIVE"), &json!(3))
    );
    assert!(server["stop_time"].as_str().unwrap().starts_with("2026-05-08T14:"));
    assert_eq!(server["local_task_id"], Value::Null);
    assert_eq!(at(&cluster.bench.addresses[1]).await["obState"], 3);

    let dag = cluster.done(&client, start(), target).await;
    let first = "Inform all agents to start observer";
    assert_eq!(names(&dag), [first, INFORMED, ADVANCED[0], ADVANCED[1], ENDED], "no zone to start");
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(servers(&info)[1]["status"], "RUNNING");
    assert_eq!(servers(&info)[1]["stop_time"], "0001-01-01T00:00:00Z");
}

#[tokio::test]
async fn sub_dags_park_in_failed_and_are_passed_at_the_end() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    let target = &cluster.bench.addresses[2];
    let body = json!({"scope": {"type": "SERVER", "target": [target]}, "terminate": true});
    let id = client.post(stop(), body).await.data()["id"].as_str().unwrap().to_owned();
    // While the main DAG freezes, all sub-DAGs wait for it.
    let main = cluster.bench.until_stage(&client, &id, 3).await;
    assert_eq!(main["nodes"][2]["name"], "Minor freeze before stop server");
    let subs = main["additional_data"]["sub_dags"].as_object().unwrap().clone();
    assert_eq!(subs.keys().cloned().collect::<Vec<_>>().len(), 3);
    for (agent, sub) in &subs {
        let sub = client.dag(sub.as_str().unwrap()).await;
        assert_eq!((&sub["state"], &sub["stage"]), (&json!("FAILED"), &json!(1)), "{agent}");
        assert_eq!((&sub["name"], &sub["maintenance_type"]), (&json!("Stop observer"), &json!(2)));
        assert_eq!(sub["additional_data"]["main_dag_id"], *id);
        let logs = &sub["nodes"][0]["sub_tasks"][0]["task_logs"];
        assert_eq!(*logs, json!(["wait for notification to start task", "wait operator to advance"]));
        assert_eq!(at(agent).await["underMaintenance"], true, "the sub-DAG locks, the main DAG does not");
    }
    let mains = client.get("/api/v1/task/dag/agent/main_dags").await.data()["contents"].clone();
    assert_eq!((mains.as_array().unwrap().len(), &mains[0]["id"]), (1, &json!(id)));
    // Any agent knows it, not just the one that was asked.
    let mains = cluster.root(1).await.get("/api/v1/task/dag/agent/main_dags").await;
    assert_eq!(mains.data()["contents"][0]["id"], *id);

    cluster.succeeded(&client, &id).await;
    for (agent, sub) in &subs {
        let sub = client.dag(sub.as_str().unwrap()).await;
        assert_eq!((&sub["state"], &sub["operator"]), (&json!("SUCCEED"), &json!("PASS")), "{agent}");
        let worked = ["Start preparations", "Stop observer", "Wait for task to end"];
        let expected =
            if agent == target { &worked[..] } else { &["Start preparations", "Wait for task to end"] };
        assert_eq!(names(&sub), expected);
        assert_eq!(at(agent).await["underMaintenance"], false);
    }
    let mains = client.get("/api/v1/task/dag/agent/main_dags").await;
    assert_eq!(mains.data()["contents"], json!([]));
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(
        (&servers(&info)[2]["status"], &servers(&info)[2]["inner_status"], &servers(&info)[2]["ob_status"]),
        (&json!("PROCESS_STOPPED"), &json!("INACTIVE"), &json!(0))
    );
    assert_eq!(at(target).await["obState"], 0);
}

#[tokio::test]
async fn a_cluster_is_stopped_as_a_whole_and_started_again() {
    let cluster = Cluster::of(4, 2).await;
    let client = cluster.root(0).await;
    let all = json!({"scope": {"type": "GLOBAL"}});
    let dag = cluster.done(&client, stop(), json!({"scope": {"type": "GLOBAL"}, "force": true})).await;
    let first = "Inform all agents to prepare to stop observer";
    assert_eq!(names(&dag), [first, INFORMED, ADVANCED[0], ADVANCED[1], ENDED]);
    // Nobody can ask the database: an agent tells what it knows by itself.
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!((&info["status"], &info["tenants"]), (&json!("NOT RUNNING"), &Value::Null));
    assert_eq!(texts(&zones(&info), "status"), ["UNKNOWN", "UNKNOWN"]);
    assert_eq!(texts(&servers(&info), "status"), ["PROCESS_STOPPED"; 4]);

    let id = client.post(start(), all).await.data()["id"].as_str().unwrap().to_owned();
    cluster.bench.seconds(4);
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&zones(&info), "status"), ["STARTING", "STARTING"]);
    assert_eq!(texts(&servers(&info), "status"), ["STARTING"; 4]);
    let dag = cluster.succeeded(&client, &id).await;
    assert_eq!(names(&dag)[4..], ["Start Zone", ENDED]);
    let sub = dag["additional_data"]["sub_dags"][&cluster.bench.addresses[3]].as_str().unwrap();
    let worked = [
        "Check ob process and config",
        "Start observer",
        "Execute start observer sql",
        "Wait for task to end",
    ];
    assert_eq!(names(&client.dag(sub).await), [&["Start preparations"][..], &worked].concat());
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(
        (&info["status"], texts(&servers(&info), "status")),
        (&json!("AVAILABLE"), vec!["RUNNING"; 4])
    );
}

#[tokio::test]
async fn a_zone_is_stopped_in_three_ways() {
    let cluster = Cluster::of(6, 3).await;
    let client = cluster.root(0).await;
    let zone2 = json!({"scope": {"type": "ZONE", "target": ["zone2"]}});
    cluster.done(&client, stop(), zone2.clone()).await;
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&zones(&info), "status"), ["RUNNING", "STOPPED", "RUNNING"]);
    assert_eq!(texts(&zones(&info)[1]["servers"], "status"), ["RUNNING"; 2], "STOP ZONE stops no server");
    cluster.done(&client, start(), zone2.clone()).await;

    let mut killed = zone2.clone();
    killed["force"] = true.into();
    cluster.done(&client, stop(), killed).await;
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&zones(&info), "status"), ["RUNNING"; 3], "no SQL");
    assert_eq!(texts(&zones(&info)[1]["servers"], "status"), ["PROCESS_STOPPED"; 2]);
    cluster.done(&client, start(), zone2.clone()).await;

    let path = "/api/v1/ob/zone/zone2/stop";
    let id =
        client.post(path, json!({"freeze_server": true})).await.data()["id"].as_str().unwrap().to_owned();
    cluster.bench.seconds(4);
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&zones(&info), "status"), ["RUNNING", "STOPPING", "RUNNING"]);
    assert_eq!(zones(&info)[1]["local_task_id"], *id);
    assert_eq!(texts(&zones(&info)[1]["servers"], "status"), ["PROCESS_STOPPING"; 2]);
    let dag = cluster.succeeded(&client, &id).await;
    assert_eq!(names(&dag)[2..5], ["Execute stop sql", "Minor freeze before stop server", ADVANCED[0]]);
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&zones(&info), "status"), ["RUNNING", "STOPPED", "RUNNING"]);
    assert_eq!(texts(&zones(&info)[1]["servers"], "status"), ["PROCESS_STOPPED"; 2]);
    cluster.done(&client, start(), zone2).await;
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(texts(&zones(&info), "status"), ["RUNNING"; 3]);
    assert_eq!(texts(&servers(&info), "status"), ["RUNNING"; 6]);
}
