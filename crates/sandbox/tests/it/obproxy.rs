//! The one OBProxy of an agent, from its start to its end.

use crate::common::operations::at;
use crate::common::proxies::{PATH, added, at_home, bench, client, form, is_managed, names, sql, upload};
use crate::common::{ROOT, options};
use sandbox::{Options, Sandbox};
use serde_json::json;

#[tokio::test]
async fn one_is_added_stopped_started_and_deleted() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    assert!(!is_managed(&client).await);
    let accepted = client.post(PATH, at_home("/data/obproxy")).await;
    let dag = accepted.data();
    assert!(dag["id"].as_str().unwrap().starts_with('4'));
    assert_eq!((&dag["maintenance_type"], &dag["nodes"]), (&json!(4), &json!(null)));
    let dag = bench.done(&client, accepted).await;
    assert_eq!(
        names(&dag),
        ["Check obproxy status", "Start obproxy", "Set proxyro password for connect", "Persist obproxy info"]
    );
    assert_eq!(dag["name"], "Add obproxy");
    let log = dag["nodes"][1]["sub_tasks"][0]["task_logs"][0].as_str().unwrap();
    assert!(log.contains(&format!("rootservice_list={};{}", sql(&bench, 0), sql(&bench, 1))), "{log}");
    assert!(log.contains("listen_port=2883") && log.contains("-c 'obc'"), "{log}");
    assert!(!log.contains("proxyr0"), "{log}");
    assert!(is_managed(&client).await);

    let reply = client.post("/api/v1/obproxy/stop", json!({})).await;
    let dag = bench.done(&client, reply).await;
    assert_eq!(names(&dag), ["Check obproxy status", "Stop obproxy"]);
    let reply = client.post("/api/v1/obproxy/start", json!({})).await;
    assert_eq!(reply.data()["maintenance_type"], 1);
    let dag = bench.done(&client, reply).await;
    assert_eq!(names(&dag), ["Check obproxy status", "Start obproxy"]);
    assert!(is_managed(&client).await);

    let reply = client.send("DELETE", PATH, None).await;
    let dag = bench.done(&client, reply).await;
    assert_eq!(names(&dag), ["Check obproxy status", "Stop obproxy", "Delete obproxy", "Clean obproxy dir"]);
    assert!(!is_managed(&client).await);
    assert_eq!(client.send("DELETE", PATH, None).await.status, 204);
    let again = client.post(PATH, at_home("/data/obproxy")).await;
    assert_eq!(again.code(), "Common.PathNotExist", "what was installed there is gone");
}

#[tokio::test]
async fn its_tasks_are_told_by_its_agent_alone() {
    let bench = bench(|_| {}).await;
    let (client, other) = (client(&bench, 0).await, client(&bench, 1).await);
    let dag = added(&bench, &client, "/data/obproxy").await;
    let id = dag["id"].as_str().unwrap();
    let root = client.with(ROOT, "root#1");
    let target = format!("/api/v1/task/dag/{id}");
    assert_eq!(root.get(&target).await.code(), "Security.Authentication.WithAgentPassword");
    assert_eq!(other.get(&target).await.code(), "Task.NotFound");
    assert_eq!(other.operate(id, "RETRY").await.code(), "Task.NotFound");
    let wrong = id.replacen('4', "2", 1);
    assert_eq!(client.get(&format!("/api/v1/task/dag/{wrong}")).await.code(), "Task.NotFound");
    let node = &dag["nodes"][1];
    let node = client.get(&format!("/api/v1/task/node/{}", node["id"].as_str().unwrap())).await;
    let task = node.data()["sub_tasks"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(client.get(&format!("/api/v1/task/sub_task/{task}")).await.data()["name"], "Start obproxy");
    let rows = client.get(&format!("/api/v1/task/sub_task/{task}/logs")).await;
    assert_eq!(rows.data()["contents"].as_array().unwrap().len(), 2);
    let all = root.get("/api/v1/task/dags/agent").await.data()["contents"].clone();
    assert_eq!(all.as_array().unwrap().last().unwrap()["id"], id, "listed among the agent's own");
    assert_eq!(root.get("/api/v1/task/dag/maintain/agent").await.data()["id"], id);
}

#[tokio::test]
async fn it_keeps_others_out_but_not_the_cluster() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    client.post(PATH, at_home("/data/obproxy")).await.data();
    let second = client.post(PATH, at_home("/data/other")).await;
    assert_eq!((second.status, second.code()), (500, "Agent.UnderMaintenance"));
    assert_eq!(at(&client.address).await["underMaintenance"], false);
    let root = client.with(ROOT, "root#1");
    let body = json!({"scope": {"type": "SERVER", "target": [bench.addresses[1]]}, "terminate": true});
    assert_eq!(root.post("/api/v1/ob/stop", body).await.status, 200);
    let start = client.post("/api/v1/obproxy/start", json!({})).await;
    assert_eq!(start.status, 200, "a start keeps nobody out and is kept out by nobody");
}

#[tokio::test]
async fn an_agent_of_no_cluster_is_told_where_the_servers_are() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 2).await;
    let mut body = at_home("/data/obproxy");
    assert_eq!(client.post(PATH, body.clone()).await.code(), "OBProxy.RsListOrConfigUrl.NotSpecified");
    body["rs_list"] = json!(format!("127.0.0.1:9;{}", sql(&bench, 1)));
    let reply = client.post(PATH, body).await;
    bench.done(&client, reply).await;
    assert!(is_managed(&client).await);
}

#[tokio::test]
async fn it_is_upgraded_to_what_was_uploaded() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    added(&bench, &client, "/data/obproxy").await;
    let target = json!({"version": "4.3.1.0", "release": "4.el7"});
    let absent = client.post("/api/v1/obproxy/upgrade", target.clone()).await;
    assert_eq!(absent.code(), "OBProxy.Package.NotFound");
    assert_eq!(upload(&client, &form("obproxy-ce-4.3.1.0-4.el7.x86_64.rpm", "rpm")).await.status, 200);
    let reply = client.post("/api/v1/obproxy/upgrade", target.clone()).await;
    let dag = bench.done(&client, reply).await;
    assert_eq!((names(&dag).len(), names(&dag)[9]), (10, "Remove upgrade dir"));
    let again = client.post("/api/v1/obproxy/upgrade", target).await;
    assert_eq!(again.code(), "OBProxy.UpgradeToLowerVersion");
}

#[tokio::test]
async fn it_outlives_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(|options| options.state_dir = Some(dir.path().to_owned())).await;
    let client = client(&bench, 0).await;
    let dag = added(&bench, &client, "/data/obproxy").await;
    upload(&client, &form("obproxy-ce-4.3.1.0-4.el7.x86_64.rpm", "rpm")).await.data();
    bench.sandbox.stop().await;
    let state_dir = Some(dir.path().to_owned());
    let _sandbox = Sandbox::start(Options { state_dir, ..options(3, &bench.clock) }).await.unwrap();
    assert!(is_managed(&client).await);
    assert_eq!(client.dag(dag["id"].as_str().unwrap()).await["state"], "SUCCEED");
    let target = json!({"version": "4.3.1.0", "release": "4.el7"});
    assert_eq!(client.post("/api/v1/obproxy/upgrade", target).await.status, 200);
}
