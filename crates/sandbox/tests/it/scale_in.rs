//! Servers and zones that leave a cluster.

use crate::common::{Bench, Client, ROOT, raw};
use sandbox::InitialisedCluster;
use serde_json::{Value, json};

const PASSWORD: &str = "root#1";

/// A cluster of three zones with `agents` agents, and one agent on its own.
async fn bench(agents: usize) -> Bench {
    Bench::with(agents + 1, |options| {
        let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
        let cluster = InitialisedCluster::default();
        options.cluster =
            Some(InitialisedCluster { name, root_password, zones: Some(3), spare: 1, ..cluster });
    })
    .await
}

async fn root(bench: &Bench, agent: usize) -> Client {
    bench.client(agent).await.with(ROOT, PASSWORD)
}

async fn open(bench: &Bench, agent: usize, path: &str) -> Value {
    raw(&bench.addresses[agent], "GET", path, &[], "").await.unwrap().data().clone()
}

async fn identity(bench: &Bench, agent: usize) -> String {
    open(bench, agent, "/api/v1/info").await["identity"].as_str().unwrap().to_owned()
}

async fn zones(client: &Client) -> Vec<(String, usize)> {
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    let zones = info["zones"].as_array().unwrap().iter();
    zones
        .map(|zone| (zone["name"].as_str().unwrap().to_owned(), zone["servers"].as_array().unwrap().len()))
        .collect()
}

async fn delete_zone(bench: &Bench, agent: usize, zone: &str) -> crate::common::Reply {
    raw(&bench.addresses[agent], "DELETE", &format!("/api/v1/zone/{zone}"), &[], "").await.unwrap()
}

/// Takes the spare agent into `zone`.
async fn scale_out(bench: &Bench, client: &Client, zone: &str) {
    let config = json!({"mysql_port": "2991", "rpc_port": "2992"});
    let body = json!({"agentInfo": bench.info(bench.addresses.len() - 1), "zone": zone, "obConfigs": config});
    let reply = client.post("/api/v1/ob/scale_out", body).await;
    bench.done(client, reply).await;
    bench.seconds(5);
}

fn names(dag: &Value) -> Vec<&str> {
    dag["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_server_leaves_and_its_agent_stays_behind() {
    let bench = bench(4).await;
    let client = root(&bench, 0).await;
    let body = json!({"agent_info": bench.info(3), "force_kill": false});
    let id = client.post("/api/v1/ob/scale_in", body).await.data()["id"].as_str().unwrap().to_owned();
    bench.until_stage(&client, &id, 3).await;
    assert_eq!(identity(&bench, 3).await, "SCALING IN");
    let server = client.get("/api/v1/obcluster/info").await.data()["zones"][0]["servers"][1].clone();
    assert_eq!((&server["status"], &server["inner_status"]), (&json!("DELETING"), &json!("DELETING")));
    let dag = bench.ended(&root(&bench, 2).await, &id).await;
    assert_eq!((&dag["state"], &dag["name"]), (&json!("SUCCEED"), &json!("Cluster scale in")), "{dag:#}");
    assert_eq!(
        names(&dag),
        [
            "Delete observer",
            "Set agent to 'SCALING IN'",
            "Wait delete observer success",
            "Delete agent",
            "Try to inform to kill observer"
        ]
    );
    let deleted = dag["nodes"][2]["sub_tasks"][0]["task_logs"][0].as_str().unwrap().to_owned();
    assert!(deleted.ends_with(":2912' has been deleted successfully"), "{deleted}");
    bench.seconds(10);
    for agent in 0..3 {
        let client = root(&bench, agent).await;
        assert_eq!(zones(&client).await, [1, 2, 3].map(|n| (format!("zone{n}"), 1)));
        let members = client.get("/api/v1/ob/agents").await.data()["contents"].clone();
        assert!(!members.as_array().unwrap().contains(&bench.info(3)));
        assert_eq!(client.get("/api/v1/agents/status").await.data().as_object().unwrap().len(), 3);
    }
    assert_eq!(identity(&bench, 3).await, "SCALING IN");
    assert_eq!(open(&bench, 3, "/api/v1/status").await["obState"], 0);
    let left = root(&bench, 3).await;
    let own = left.get("/api/v1/task/dag/maintain/agent").await.data().clone();
    assert_eq!((&own["name"], &own["state"]), (&json!("Kill observer"), &json!("SUCCEED")));
    let info = left.get("/api/v1/ob/info").await.data().clone();
    assert_eq!(info["agent_info"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn by_force_the_observer_is_killed_first() {
    let bench = bench(4).await;
    let client = root(&bench, 1).await;
    let body = json!({"agent_info": bench.info(3), "force_kill": true});
    let reply = client.send("DELETE", "/api/v1/observer", Some(body)).await;
    let dag = bench.done(&client, reply).await;
    assert_eq!(
        names(&dag),
        [
            "Delete observer",
            "Set agent to 'SCALING IN'",
            "Check multi paxos member alive",
            "Try to inform to kill observer",
            "Wait delete observer success",
            "Delete agent"
        ]
    );
    assert_eq!(zones(&client).await[0], ("zone1".into(), 1));
}

#[tokio::test]
async fn who_cannot_leave_is_told_why() {
    let bench = bench(3).await;
    let client = root(&bench, 0).await;
    let body = |agent| json!({"agent_info": bench.info(agent)});
    let own = client.post("/api/v1/ob/scale_in", body(0)).await;
    assert_eq!((own.status, own.code()), (400, "OB.Server.DeleteSelf"));
    assert_eq!(client.post("/api/v1/ob/scale_in", body(3)).await.status, 204, "nobody knows it");
    let spare = bench.client(3).await;
    assert_eq!(spare.post("/api/v1/ob/scale_in", body(3)).await.status, 204);
    assert_eq!(spare.post("/api/v1/ob/scale_in", body(1)).await.code(), "Agent.Identify.NotSupportOperation");
    let refused = client.post("/api/v1/ob/scale_in", json!({"force_kill": true})).await;
    assert_eq!(refused.code(), "Common.BindJsonFailed");
}

#[tokio::test]
async fn a_server_that_is_needed_is_not_killed() {
    let bench = Bench::with(2, |options| {
        let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
        options.cluster = Some(InitialisedCluster { name, root_password, ..InitialisedCluster::default() });
    })
    .await;
    let body = json!({"agent_info": bench.info(1), "force_kill": true});
    let refused = root(&bench, 0).await.post("/api/v1/ob/scale_in", body).await;
    assert_eq!((refused.status, refused.code()), (400, "OB.Cluster.MultiPaxosNotAlive"));
}

#[tokio::test]
async fn a_cancelled_scale_in_can_be_rolled_back() {
    let bench = bench(4).await;
    let client = root(&bench, 0).await;
    let body = json!({"agent_info": bench.info(3)});
    let id = client.post("/api/v1/ob/scale_in", body).await.data()["id"].as_str().unwrap().to_owned();
    bench.until_stage(&client, &id, 3).await;
    assert_eq!(client.operate(&id, "CANCEL").await.status, 200);
    let dag = bench.ended(&client, &id).await;
    assert_eq!((&dag["state"], &dag["operator"]), (&json!("FAILED"), &json!("CANCEL")));
    assert_eq!(client.operate(&id, "ROLLBACK").await.status, 200);
    assert_eq!(bench.ended(&client, &id).await["state"], "SUCCEED");
    assert_eq!(identity(&bench, 3).await, "CLUSTER AGENT");
    let server = client.get("/api/v1/obcluster/info").await.data()["zones"][0]["servers"][1].clone();
    assert_eq!(server["status"], "RUNNING");
}

#[tokio::test]
async fn a_zone_leaves_with_its_servers() {
    let bench = bench(3).await;
    let client = root(&bench, 0).await;
    scale_out(&bench, &client, "zone 4").await;
    let reply = delete_zone(&bench, 1, "zone%204").await;
    let dag = bench.done(&client, reply).await;
    assert_eq!(dag["name"], "Delete zone");
    assert_eq!(
        names(&dag),
        [
            "Set agent to 'SCALING IN'",
            "Stop zone zone 4",
            "Delete observer",
            "Wait delete observer success",
            "Delete zone zone 4",
            "Delete agent",
            "Try to inform to kill observers"
        ]
    );
    bench.seconds(10);
    assert_eq!(zones(&client).await.len(), 3);
    assert_eq!(
        (identity(&bench, 3).await.as_str(), open(&bench, 3, "/api/v1/status").await["obState"].as_i64()),
        ("SCALING IN", Some(0))
    );
    assert_eq!(delete_zone(&bench, 0, "zone%204").await.status, 204);
}

#[tokio::test]
async fn a_zone_without_servers_stays_until_it_is_deleted() {
    let bench = bench(3).await;
    let client = root(&bench, 0).await;
    scale_out(&bench, &client, "zone4").await;
    let reply = client.post("/api/v1/ob/scale_in", json!({"agent_info": bench.info(3)})).await;
    bench.done(&client, reply).await;
    assert_eq!(zones(&client).await[3], ("zone4".into(), 0));
    let reply = delete_zone(&bench, 0, "zone4").await;
    assert_eq!(names(&bench.done(&client, reply).await), ["Stop zone zone4", "Delete zone zone4"]);
    assert_eq!(zones(&client).await.len(), 3);
}

#[tokio::test]
async fn a_zone_that_is_needed_stays() {
    let bench = bench(3).await;
    let refused = delete_zone(&bench, 0, "zone2").await;
    assert_eq!((refused.status, refused.code()), (400, "OB.Zone.NotEmpty"));
    scale_out(&bench, &root(&bench, 0).await, "zone4").await;
    let refused = delete_zone(&bench, 3, "zone4").await;
    assert_eq!((refused.status, refused.code()), (400, "OB.Zone.DeleteSelf"));
    let refused = raw(&bench.addresses[0], "DELETE", "/api/v1/zone/nowhere", &[], "").await.unwrap();
    assert_eq!((refused.status, refused.text.as_str()), (204, ""));
}

#[tokio::test]
async fn a_zone_stays_while_something_is_stopped_elsewhere() {
    let bench = bench(3).await;
    let client = root(&bench, 0).await;
    scale_out(&bench, &client, "zone4").await;
    let body = json!({"scope": {"type": "ZONE", "target": ["zone3"]}});
    let reply = client.post("/api/v1/ob/stop", body).await;
    bench.done(&client, reply).await;
    let refused = delete_zone(&bench, 0, "zone4").await;
    assert_eq!((refused.status, refused.code()), (400, "OB.Server.StoppedInMultiZone"));
    let body = json!({"scope": {"type": "ZONE", "target": ["zone3"]}});
    let reply = client.post("/api/v1/ob/start", body).await;
    bench.done(&client, reply).await;
    let reply = delete_zone(&bench, 0, "zone4").await;
    bench.done(&client, reply).await;
}

#[tokio::test]
async fn a_server_that_was_taken_in_can_be_stopped_and_started_like_others() {
    let bench = bench(3).await;
    let client = root(&bench, 0).await;
    scale_out(&bench, &client, "zone1").await;
    let scope = json!({"type": "SERVER", "target": [bench.addresses[3]]});
    for (verb, state) in [("stop", 0), ("start", 3)] {
        let mut body = json!({ "scope": scope });
        if verb == "stop" {
            body["force"] = true.into();
        }
        let reply = client.post(&format!("/api/v1/ob/{verb}"), body).await;
        bench.done(&client, reply).await;
        bench.seconds(5);
        assert_eq!(open(&bench, 3, "/api/v1/status").await["obState"], state, "{verb}");
    }
}
