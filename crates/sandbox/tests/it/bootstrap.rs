//! From three single agents to a cluster.

use crate::common::{AGENT, Bench, ROOT, raw, traits};
use serde_json::{Value, json};

const NODES: [&str; 11] = [
    "Integrate config",
    "Create observer workdir",
    "Start observer",
    "Cluster boostrap",
    "Migrate table",
    "Modify password",
    "Migrate data",
    "Convert follower to cluster agent",
    "Synchronize agent from cluster",
    "Convert master to cluster agent",
    "Synchronize agent from cluster",
];

async fn identity(address: &str) -> Value {
    raw(address, "GET", "/api/v1/info", &[], "").await.unwrap().data()["identity"].clone()
}

#[tokio::test]
async fn three_agents_become_a_cluster() {
    let bench = Bench::start(3).await;
    let master = bench.group("obc", 9, "").await;
    assert_eq!(identity(&bench.addresses[0]).await, "MASTER");
    assert_eq!(identity(&bench.addresses[1]).await, "FOLLOWER");

    let id = bench.init(&master).await;
    let dag = bench.until_stage(&master, &id, 9).await;
    assert_eq!(identity(&bench.addresses[0]).await, "MASTER");
    let names: Vec<&str> =
        dag["nodes"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap()).collect();
    assert_eq!(names, NODES);

    let dag = bench.ended(&master, &id).await;
    assert_eq!(
        (&dag["state"], &dag["operator"], &dag["stage"]),
        (&json!("SUCCEED"), &json!("RUN"), &json!(11))
    );
    assert_eq!(dag["maintenance_type"], 2);
    let start = &dag["nodes"][2]["sub_tasks"];
    assert_eq!(start.as_array().unwrap().len(), 3);
    assert!(start[0]["task_logs"].to_string().contains("observer health check, retry [1/300]"));
    assert!(start[1]["task_logs"].to_string().contains("Start observer running [1/1]"));
    for address in &bench.addresses {
        assert_eq!(identity(address).await, "CLUSTER AGENT");
        let status = raw(address, "GET", "/api/v1/status", &[], "").await.unwrap();
        assert_eq!(
            (&status.data()["obState"], &status.data()["underMaintenance"]),
            (&json!(3), &json!(false))
        );
    }

    let follower = bench.client(2).await.with(ROOT, "root#1");
    let info = follower.get("/api/v1/ob/info").await;
    assert_eq!(info.data()["obcluster_info"]["topology"]["zone2"][0]["sql_port"], 2891);
    assert_eq!(info.data()["agent_info"][2]["identity"], "CLUSTER AGENT");
    let info = follower.get("/api/v1/obcluster/info").await;
    assert_eq!((&info.data()["status"], &info.data()["cluster_name"]), (&json!("AVAILABLE"), &json!("obc")));
    assert_eq!(info.data()["zones"].as_array().unwrap().len(), 3);
    // The DAG stays the master's own; any cluster agent finds it by the address in its id.
    assert_eq!(follower.dag(&id).await["name"], "Initialize cluster");
    assert_eq!(follower.get("/api/v1/task/dag/unfinish").await.data(), &json!({"contents": null}));
    let again = follower.post("/api/v1/ob/init", json!({})).await;
    assert_eq!((again.status, again.code()), (400, "OB.Cluster.AlreadyInitialized"));
}

#[tokio::test]
async fn optional_nodes_are_where_they_belong() {
    let bench = Bench::start(1).await;
    let master = bench.group("obc", 9, "").await;
    let body = json!({"import_script": true, "create_proxyro_user": true, "proxyro_password": "p"});
    let reply = master.post("/api/v1/ob/init", body).await;
    let dag = bench.done(&master, reply).await;
    let nodes = dag["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 13);
    assert_eq!(
        (&nodes[6]["name"], &nodes[11]["name"]),
        (&json!("Create user"), &json!("Import script for tenant"))
    );
}

#[tokio::test]
async fn a_follower_relays_what_it_may_not_answer() {
    let bench = Bench::start(2).await;
    bench.group("obc", 9, "").await;
    let follower = bench.client(1).await.with(ROOT, "root#1");
    let config = json!({"observerConfig": {"cpu_count": "4"}, "scope": {"type": "global"}});
    let reply = follower.post("/api/v1/observer/config", config).await;
    assert_eq!(reply.data()["name"], "Update observer config");
    let relayed = bench.sandbox.requests(0);
    let last = relayed.last().unwrap();
    assert_eq!(
        (last.method.as_str(), last.path.as_str(), last.relayed),
        ("POST", "/api/v1/observer/config", true)
    );

    let wrong = follower.with(ROOT, "no").get("/api/v1/ob/info").await;
    assert_eq!((wrong.status, wrong.code()), (401, "Security.Authentication.IncorrectOceanbasePassword"));
    let agent = follower.with(AGENT, "x").get("/api/v1/ob/info").await;
    assert_eq!((agent.status, agent.code()), (500, "Request.Forward.Header.NotExist"));
}

#[tokio::test]
async fn joining_is_refused_for_the_right_reasons() {
    let bench = Bench::with(4, |options| {
        options.traits.insert(0, traits(|t| t.agent_password = Some("secret".to_owned())));
        options.traits.insert(2, traits(|t| t.ob_version = Some("4.2.1.0-100000102023092807".to_owned())));
        options.traits.insert(3, traits(|t| t.obshell_version = Some("4.4.1.0-0".to_owned())));
    })
    .await;
    let join = |agent: usize| json!({"agentInfo": bench.info(agent), "zoneName": "z"});
    let second = bench.client(1).await;
    let early = second.post("/api/v1/agent/join", join(0)).await;
    assert_eq!((early.status, early.code()), (400, "Agent.Identify.NotSupportOperation"));
    let nobody = json!({"agentInfo": {"ip": "127.0.0.1", "port": 1}, "zoneName": "z"});
    assert_eq!(second.post("/api/v1/agent/join", nobody).await.code(), "Common.Unexpected");

    let master = bench.client(0).await.with(AGENT, "secret");
    let reply = master.post("/api/v1/agent", join(0)).await;
    assert_eq!(reply.data()["name"], "Join self");
    bench.done(&master, reply).await;
    assert!(second.post("/api/v1/agent/join", join(0)).await.text.contains("IncorrectAgentPassword"));
    assert_eq!(
        bench.client(2).await.post("/api/v1/agent/join", join(0)).await.code(),
        "Agent.OB.Version.Inconsistent"
    );
    assert_eq!(
        bench.client(3).await.post("/api/v1/agent/join", join(0)).await.code(),
        "Agent.Version.Inconsistent"
    );
    let mut body = join(0);
    body["masterPassword"] = json!("secret");
    let reply = second.post("/api/v1/agent/join", body).await;
    let dag = bench.done(&master, reply).await;
    assert_eq!(dag["nodes"][1]["name"], "Be follower");
}

#[tokio::test]
async fn removing_dissolves_the_group() {
    let bench = Bench::start(3).await;
    let master = bench.group("obc", 9, "").await;
    let unknown = master.post("/api/v1/agent/remove", json!({"ip": "127.0.0.9", "port": 2886})).await;
    assert_eq!((unknown.status, unknown.text.as_str()), (204, ""));
    let reply = master.post("/api/v1/agent/remove", bench.info(2)).await;
    bench.done(&master, reply).await;
    bench.seconds(5);
    assert_eq!(identity(&bench.addresses[2]).await, "SINGLE");
    let single = bench.client(2).await;
    assert_eq!(single.send("DELETE", "/api/v1/agent", Some(bench.info(2))).await.status, 204);

    let reply = master.send("DELETE", "/api/v1/agent", Some(bench.info(0))).await;
    assert_eq!(reply.data()["name"], "Remove all agents");
    bench.seconds(20);
    for address in &bench.addresses {
        assert_eq!(identity(address).await, "SINGLE");
    }
}
