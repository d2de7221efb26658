//! Steps that fail because somebody said so, and hosts that are not like the others.

use crate::common::{Bench, Client, ROOT, raw, traits};
use sandbox::{Disk, FailingNode, InitialisedCluster};
use serde_json::{Value, json};

const PASSWORD: &str = "root#1";

async fn bench(change: impl FnOnce(&mut sandbox::Options)) -> Bench {
    Bench::with(4, |options| {
        let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
        options.cluster =
            Some(InitialisedCluster { name, root_password, spare: 1, ..InitialisedCluster::default() });
        change(options);
    })
    .await
}

async fn root(bench: &Bench, agent: usize) -> Client {
    bench.client(agent).await.with(ROOT, PASSWORD)
}

async fn identity(bench: &Bench, agent: usize) -> Value {
    let info = raw(&bench.addresses[agent], "GET", "/api/v1/info", &[], "").await.unwrap();
    info.data()["identity"].clone()
}

async fn scale_out(bench: &Bench, client: &Client) -> Value {
    let config = json!({"mysql_port": "2991", "rpc_port": "2992"});
    let body = json!({"agentInfo": bench.info(3), "zone": "zone4", "obConfigs": config});
    let id = client.post("/api/v1/ob/scale_out", body).await.data()["id"].as_str().unwrap().to_owned();
    bench.ended(client, &id).await
}

/// State, operator and name of the node a DAG stands at.
fn standing(dag: &Value) -> (&str, &str, &str) {
    let stage = usize::try_from(dag["stage"].as_u64().unwrap()).unwrap();
    let text = |value: &'static str| dag[value].as_str().unwrap();
    (text("state"), text("operator"), dag["nodes"][stage - 1]["name"].as_str().unwrap())
}

#[tokio::test]
async fn every_step_of_the_cluster_can_fail_once_or_be_taken_back() {
    let nodes = [
        "Integrate server config",
        "Create local scale out dag",
        "Wait scale out ready",
        "Prev check for scale_out",
        "Add new zone for scale_out",
        "Start new zone for scale_out",
        "Add server for scale_out",
        "Add agent for scale_out",
        "Check cluster scale_out whether finished",
    ];
    for node in nodes {
        let bench = bench(|_| {}).await;
        bench.sandbox.fail_node(3, node, true);
        let client = root(&bench, 0).await;
        let dag = scale_out(&bench, &client).await;
        assert_eq!(standing(&dag), ("FAILED", "RUN", node));
        let id = dag["id"].as_str().unwrap();
        assert_eq!(client.operate(id, "ROLLBACK").await.status, 200, "{node}");
        let dag = bench.ended(&client, id).await;
        assert_eq!((&dag["state"], &dag["operator"]), (&json!("SUCCEED"), &json!("ROLLBACK")), "{node}");
        bench.seconds(30);
        assert_eq!(identity(&bench, 3).await, "SINGLE", "{node}");
        let info = client.get("/api/v1/ob/info").await.data().clone();
        assert_eq!(info["agent_info"].as_array().unwrap().len(), 3, "{node}");
        let zones = client.get("/api/v1/obcluster/info").await.data()["zones"].clone();
        assert_eq!(zones.as_array().unwrap().len(), 3, "{node}");

        bench.sandbox.fail_node(0, node, true);
        let dag = scale_out(&bench, &client).await;
        assert_eq!(standing(&dag), ("FAILED", "RUN", node), "where the agent works on it");
        let id = dag["id"].as_str().unwrap();
        assert_eq!(client.operate(id, "RETRY").await.status, 200);
        assert_eq!(bench.ended(&client, id).await["state"], "SUCCEED", "{node}");
        assert_eq!(identity(&bench, 3).await, "CLUSTER AGENT", "{node}");
    }
}

#[tokio::test]
async fn steps_of_the_newcomer_fail_too_and_can_be_mended() {
    let failing = vec![FailingNode { node: "Sync from observer".to_owned(), once: false }];
    let bench =
        bench(|options| drop(options.traits.insert(3, traits(|agent| agent.failing = failing)))).await;
    let client = root(&bench, 0).await;
    let dag = scale_out(&bench, &client).await;
    assert_eq!(standing(&dag), ("FAILED", "RUN", "Check cluster scale_out whether finished"));
    let id = dag["id"].as_str().unwrap();
    assert_eq!(client.operate(id, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, id).await["state"], "FAILED", "every time");
    bench.sandbox.mend_nodes(3);
    assert_eq!(client.operate(id, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, id).await["state"], "SUCCEED");
}

#[tokio::test]
async fn a_scale_in_that_fails_to_begin_with_locks_nobody_out() {
    let bench = bench(|_| {}).await;
    let client = root(&bench, 0).await;
    bench.sandbox.fail_node(2, "Delete observer", true);
    let body = json!({"agent_info": bench.info(2)});
    let first = client.post("/api/v1/ob/scale_in", body.clone()).await.data()["id"].clone();
    let dag = bench.ended(&client, first.as_str().unwrap()).await;
    assert_eq!(standing(&dag), ("FAILED", "RUN", "Delete observer"));
    assert_eq!(client.get("/api/v1/task/dag/unfinish").await.data(), &json!({"contents": null}));
    bench.sandbox.fail_node(2, "Delete agent", true);
    let second = client.post("/api/v1/ob/scale_in", body.clone()).await.data()["id"].clone();
    let second = second.as_str().unwrap();
    assert_eq!(standing(&bench.ended(&client, second).await), ("FAILED", "RUN", "Delete agent"));
    let refused = client.operate(first.as_str().unwrap(), "RETRY").await;
    assert_eq!((refused.status, refused.code()), (500, "OB.Cluster.UnderMaintenanceWithDag"));
    assert_eq!(client.post("/api/v1/ob/scale_in", body).await.status, 204, "the server is gone");
    assert_eq!(client.operate(second, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, second).await["state"], "SUCCEED");
}

#[tokio::test]
async fn a_join_that_the_master_rejects_can_be_made_anew() {
    let bench = Bench::start(2).await;
    let master = bench.client(0).await;
    let reply =
        master.post("/api/v1/agent/join", json!({"agentInfo": bench.info(0), "zoneName": "z1"})).await;
    bench.done(&master, reply).await;
    let follower = bench.client(1).await;
    let body = json!({"agentInfo": bench.info(0), "zoneName": "reject-join-once"});
    let id =
        follower.post("/api/v1/agent/join", body.clone()).await.data()["id"].as_str().unwrap().to_owned();
    let dag = bench.ended(&follower, &id).await;
    assert_eq!(standing(&dag), ("FAILED", "RUN", "Join to master"));
    assert!(dag["nodes"][0]["sub_tasks"][0]["task_logs"].to_string().contains("Agent.AlreadyExists"));
    assert_eq!(identity(&bench, 1).await, "SINGLE");
    let members = master.get("/api/v1/ob/agents").await.data()["contents"].clone();
    assert_eq!(members.as_array().unwrap().len(), 1);
    let reply = follower.post("/api/v1/agent/join", body).await;
    bench.done(&master, reply).await;
    assert_eq!(identity(&bench, 1).await, "FOLLOWER");
}

#[tokio::test]
async fn a_host_tells_what_it_is_told_to() {
    let bench = Bench::with(2, |options| {
        let odd = traits(|agent| {
            agent.memory = 4 << 30;
            agent.host.memory_available = Some(1 << 30);
            agent.host.disks = vec![Disk { device: "/dev/sda".to_owned(), total: 10 << 30, used: 9 << 30 }];
            agent.host.nofile = "1024".to_owned();
            agent.host.nproc = "unlimited".to_owned();
            agent.host.architecture = "aarch64".to_owned();
        });
        options.traits.insert(1, odd);
    })
    .await;
    let info = bench.client(1).await.get("/api/v1/agent/host-info").await.data().clone();
    assert_eq!(
        info["memoryInfo"],
        json!({"free": 1_u64 << 30, "total": 4_u64 << 30, "available": 1_u64 << 30})
    );
    let disk = &info["disks"].as_array().unwrap()[0];
    assert_eq!((&disk["total"], &disk["used"]), (&json!(10_u64 << 30), &json!(9_u64 << 30)));
    assert_eq!(
        (&info["ulimit"]["nofileSoft"], &info["ulimit"]["maxUserProcessesHard"]),
        (&json!("1024"), &json!("unlimited"))
    );
    assert_eq!(bench.client(1).await.get("/api/v1/info").await.data()["architecture"], "aarch64");
    let usual = bench.client(0).await.get("/api/v1/agent/host-info").await.data().clone();
    assert_eq!(
        (usual["disks"].as_array().unwrap().len(), &usual["ulimit"]["nofileHard"]),
        (2, &json!("655350"))
    );
}
