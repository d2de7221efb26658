//! Taking an agent and its server into a cluster.

use crate::common::{AGENT, Bench, Client, ROOT, raw, traits};
use sandbox::{AgentTraits, InitialisedCluster};
use serde_json::{Value, json};

const PASSWORD: &str = "root#1";
const NODES: [&str; 11] = [
    "Integrate server config",
    "Create local scale out dag",
    "Wait scale out ready",
    "Wait remote deploy finish",
    "Wait remote start finish",
    "Prev check for scale_out",
    "Add new zone for scale_out",
    "Start new zone for scale_out",
    "Add server for scale_out",
    "Add agent for scale_out",
    "Check cluster scale_out whether finished",
];

/// A cluster of three, and a fourth agent on its own.
async fn bench(fourth: impl FnOnce(&mut AgentTraits)) -> Bench {
    Bench::with(4, |options| {
        let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
        let cluster = InitialisedCluster { name, root_password, spare: 1, ..InitialisedCluster::default() };
        options.cluster = Some(cluster);
        options.traits.insert(3, traits(fourth));
    })
    .await
}

async fn root(bench: &Bench, agent: usize) -> Client {
    bench.client(agent).await.with(ROOT, PASSWORD)
}

fn body(bench: &Bench, zone: &str, data_dir: &str) -> Value {
    let config = json!({"mysql_port": "2991", "rpc_port": "2992", "data_dir": data_dir});
    json!({"agentInfo": bench.info(3), "zone": zone, "obConfigs": config})
}

async fn begin(bench: &Bench, client: &Client, zone: &str, data_dir: &str) -> String {
    let reply = client.post("/api/v1/ob/scale_out", body(bench, zone, data_dir)).await;
    reply.data()["id"].as_str().unwrap().to_owned()
}

fn names(dag: &Value) -> Vec<&str> {
    dag["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect()
}

fn lines(node: &Value) -> Vec<&str> {
    let lines = node["sub_tasks"][0]["task_logs"].as_array().unwrap();
    lines.iter().map(|line| line.as_str().unwrap()).collect()
}

async fn open(bench: &Bench, agent: usize, path: &str) -> Value {
    raw(&bench.addresses[agent], "GET", path, &[], "").await.unwrap().data().clone()
}

async fn zones(client: &Client) -> Vec<(String, usize)> {
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    let zones = info["zones"].as_array().unwrap().iter();
    zones
        .map(|zone| (zone["name"].as_str().unwrap().to_owned(), zone["servers"].as_array().unwrap().len()))
        .collect()
}

#[tokio::test]
async fn a_server_joins_a_zone_that_is_there() {
    let bench = bench(|_| {}).await;
    let client = root(&bench, 1).await;
    let id = begin(&bench, &client, "zone2", "/data/4").await;
    assert_eq!(id, "11", "it is kept in the cluster");
    let dag = bench.ended(&root(&bench, 2).await, &id).await;
    assert_eq!((&dag["state"], &dag["maintenance_type"]), (&json!("SUCCEED"), &json!(2)), "{dag:#}");
    assert_eq!(names(&dag), [&NODES[..6], &NODES[8..]].concat());
    let nodes = dag["nodes"].as_array().unwrap();
    assert!(lines(&nodes[1])[0].starts_with("create local scale out dag success, genericID:2"));
    assert_eq!(lines(&nodes[2]), ["local scale out dag task Be scaling agent is succeed"]);
    assert_eq!(lines(&nodes[3]), ["retry stage: 2 successfully", "remote deploy task is succeed"]);
    assert_eq!(lines(&nodes[4]), ["retry stage: 4 successfully", "remote start observer task is succeed"]);
    assert_eq!(lines(&nodes[5]), ["PrevCheckTask execute"]);
    assert_eq!(lines(&nodes[6]), ["AddServerTask execute"]);
    assert_eq!(lines(&nodes[8]), ["FinishTask execute"]);
    assert_eq!(nodes[0]["sub_tasks"][0]["execute_agent"], bench.info(1));
    for agent in 0..4 {
        let client = root(&bench, agent).await;
        assert_eq!(open(&bench, agent, "/api/v1/info").await["identity"], "CLUSTER AGENT");
        assert_eq!(zones(&client).await, [("zone1".into(), 1), ("zone2".into(), 2), ("zone3".into(), 1)]);
        assert_eq!(client.get("/api/v1/agents/status").await.data().as_object().unwrap().len(), 4);
        let info = client.get("/api/v1/ob/info").await.data().clone();
        let added = &info["agent_info"][3];
        assert_eq!((&added["zone"], &added["identity"]), (&json!("zone2"), &json!("CLUSTER AGENT")));
        assert_eq!(info["obcluster_info"]["topology"]["zone2"][1]["sql_port"], 2991);
        assert_eq!(client.get("/api/v1/task/dag/maintain/ob").await.data()["id"], "11");
    }
}

#[tokio::test]
async fn a_new_zone_is_made_and_the_agent_goes_through_its_identities() {
    let bench = bench(|_| {}).await;
    let client = root(&bench, 0).await;
    let id = begin(&bench, &client, "zone4", "/data/4").await;
    let mut seen = vec!["SINGLE".to_owned()];
    while client.dag(&id).await["state"] != "SUCCEED" {
        let identity = open(&bench, 3, "/api/v1/info").await["identity"].as_str().unwrap().to_owned();
        if seen.last() != Some(&identity) {
            seen.push(identity);
        }
        bench.seconds(1);
    }
    assert_eq!(seen, ["SINGLE", "SCALING OUT", "CLUSTER AGENT"]);
    assert_eq!(names(&client.dag(&id).await), NODES);
    assert_eq!(zones(&client).await[3], ("zone4".into(), 1));
}

#[tokio::test]
async fn the_agents_own_task_stands_still_until_it_is_called() {
    let bench = bench(|_| {}).await;
    let client = root(&bench, 0).await;
    let id = begin(&bench, &client, "zone1", "/data/4").await;
    let newcomer = root(&bench, 3).await;
    bench.until_stage(&client, &id, 3).await;
    let own = newcomer.get("/api/v1/task/dag/maintain/agent").await.data()["id"].clone();
    let own = bench.ended(&newcomer, own.as_str().unwrap()).await;
    let expected = [
        "Be scaling agent",
        "Start preparations",
        "Create observer workdir",
        "Start preparations",
        "Start observer",
        "Watch cluster scale_out dag",
        "Sync from observer",
    ];
    assert_eq!((&own["name"], names(&own)), (&json!("Local scale out"), expected.to_vec()));
    assert_eq!((&own["state"], &own["stage"]), (&json!("FAILED"), &json!(2)));
    assert_eq!(lines(&own["nodes"][1]), ["wait for notification to start task", "wait operator to advance"]);
    assert_eq!(own["additional_data"]["main_dag_id"], id);
    assert_eq!(open(&bench, 3, "/api/v1/status").await["underMaintenance"], true);
    assert_eq!(bench.ended(&client, &id).await["state"], "SUCCEED");
    bench.seconds(5);
    let own = client.dag(own["id"].as_str().unwrap()).await;
    assert_eq!(own["state"], "SUCCEED", "the cluster's agents tell of it too");
}

#[tokio::test]
async fn the_cluster_is_locked_meanwhile() {
    let bench = bench(|_| {}).await;
    let id = begin(&bench, &root(&bench, 0).await, "zone1", "/data/4").await;
    let client = root(&bench, 2).await;
    let added = bench.sandbox.add_agent().await.unwrap();
    assert!(added.contains(':'));
    let refused = client.post("/api/v1/ob/scale_out", body(&bench, "zone1", "/data/4")).await;
    assert_eq!((refused.status, refused.code()), (500, "OB.Cluster.UnderMaintenanceWithDag"));
    assert!(refused.text.contains("Cluster scale out"), "{}", refused.text);
    let list = client.get("/api/v1/task/dag/ob/unfinish").await.data()["contents"].clone();
    assert_eq!(list[0]["id"], id);
    bench.ended(&client, &id).await;
}

#[tokio::test]
async fn an_older_agent_is_upgraded() {
    let bench = bench(|agent| agent.obshell_version = Some("4.3.0.0-7".to_owned())).await;
    let client = root(&bench, 0).await;
    let id = begin(&bench, &client, "zone1", "/data/4").await;
    bench.ended(&client, &id).await;
    bench.seconds(5);
    let own = root(&bench, 3).await.get("/api/v1/task/dag/maintain/agent").await.data().clone();
    assert_eq!(names(&own)[6], "Upgrade to cluster agent version");
    assert_eq!(open(&bench, 3, "/api/v1/info").await["version"], sandbox::DEFAULT_OBSHELL_VERSION);
    let info = client.get("/api/v1/ob/info").await.data().clone();
    assert_eq!(info["agent_info"][3]["version"], sandbox::DEFAULT_OBSHELL_VERSION);
}

type Case = (fn(&mut AgentTraits), Value, u16, &'static str);

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let ok = json!({"mysql_port": "2991", "rpc_port": "2992"});
    let cases: [Case; 7] = [
        (|a| a.ob_version = Some("4.2.1.0-1".into()), ok.clone(), 400, "Agent.OB.Version.Inconsistent"),
        (
            |a| a.obshell_version = Some("4.6.0.0-1".into()),
            ok.clone(),
            400,
            "OB.Cluster.ScaleOutHigherVersion",
        ),
        (
            |a| a.obshell_version = Some("4.2.4.0-1".into()),
            ok.clone(),
            400,
            "OB.Cluster.ScaleOutLowerVersion",
        ),
        (|_| {}, json!({"zone": "x"}), 400, "Common.IllegalArgument"),
        (|_| {}, json!({"mysql_port": "1", "mysqlPort": "2"}), 400, "Common.IllegalArgument"),
        (|_| {}, json!({"mysql_port": 2991}), 400, "Common.BindJsonFailed"),
        (|_| {}, json!({"rpc_port": "2882"}), 500, "Agent.AlreadyExists"),
    ];
    for (fourth, config, status, code) in cases {
        let bench = Bench::with(4, |options| {
            options.listen = Some("127.0.0.1:0".parse().unwrap());
            let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
            let cluster =
                InitialisedCluster { name, root_password, spare: 1, ..InitialisedCluster::default() };
            options.cluster = Some(cluster);
            options.traits.insert(3, traits(fourth));
        })
        .await;
        let body = json!({"agentInfo": bench.info(3), "zone": "zone1", "obConfigs": config});
        let refused = root(&bench, 0).await.post("/api/v1/ob/scale_out", body).await;
        assert_eq!((refused.status, refused.code()), (status, code), "{}", refused.text);
        assert_eq!(open(&bench, 3, "/api/v1/info").await["identity"], "SINGLE");
    }
}

#[tokio::test]
async fn only_a_cluster_takes_in_and_only_who_is_single() {
    let bench = bench(|_| {}).await;
    let members = json!({"agentInfo": bench.info(1), "zone": "zone1", "obConfigs": {}});
    let client = root(&bench, 0).await;
    assert_eq!(
        client.post("/api/v1/ob/scale_out", members.clone()).await.code(),
        "Agent.Identify.NotSupportOperation"
    );
    let single = bench.client(3).await;
    assert_eq!(
        single.post("/api/v1/ob/scale_out", members).await.code(),
        "Agent.Identify.NotSupportOperation"
    );
    bench.sandbox.kill_agent(3).await;
    let refused = client.post("/api/v1/ob/scale_out", body(&bench, "zone1", "/data/4")).await;
    assert_eq!((refused.status, refused.code()), (500, "Common.Unexpected"));
}

#[tokio::test]
async fn a_wrong_agent_password_shows_in_the_task() {
    let bench = bench(|agent| agent.agent_password = Some("agent#4".to_owned())).await;
    let client = root(&bench, 0).await;
    let id = begin(&bench, &client, "zone1", "/data/4").await;
    let dag = bench.ended(&client, &id).await;
    assert_eq!((&dag["state"], &dag["stage"]), (&json!("FAILED"), &json!(2)));
    assert!(lines(&dag["nodes"][1])[0].contains("[Security.Authentication.IncorrectAgentPassword]"));
    assert_eq!(client.operate(&id, "ROLLBACK").await.status, 200);
    assert_eq!(bench.ended(&client, &id).await["state"], "SUCCEED");

    let mut body = body(&bench, "zone1", "/data/4");
    body["targetAgentPassword"] = "agent#4".into();
    let reply = client.post("/api/v1/ob/scale_out", body).await;
    assert_eq!(reply.data()["id"], "12");
    bench.done(&client, reply).await;
    assert_eq!(bench.client(3).await.with(AGENT, "agent#4").get("/api/v1/ob/info").await.status, 200);
}

#[tokio::test]
async fn what_failed_once_on_the_host_is_tried_again() {
    let bench = bench(|_| {}).await;
    let client = root(&bench, 0).await;
    let id = begin(&bench, &client, "zone4", "/data/not-empty-once").await;
    let dag = bench.ended(&client, &id).await;
    assert_eq!((&dag["state"], &dag["stage"]), (&json!("FAILED"), &json!(4)));
    let log = lines(&dag["nodes"][3]).join("\n");
    assert!(log.contains("task Create observer workdir: ERROR: [Common.DirNotEmpty]"), "{log}");
    assert_eq!(client.operate(&id, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, &id).await["state"], "SUCCEED");
    assert_eq!(zones(&client).await[3], ("zone4".into(), 1));
}

#[tokio::test]
async fn a_rollback_leaves_nothing_behind_on_either_side() {
    let bench = bench(|_| {}).await;
    let client = root(&bench, 0).await;
    let id = begin(&bench, &client, "zone4", "/data/no-start").await;
    let dag = bench.ended(&client, &id).await;
    assert_eq!((&dag["state"], &dag["stage"]), (&json!("FAILED"), &json!(5)));
    assert_eq!(open(&bench, 3, "/api/v1/info").await["identity"], "SCALING OUT");
    assert_eq!(client.operate(&id, "ROLLBACK").await.status, 200);
    let dag = bench.ended(&client, &id).await;
    assert_eq!((&dag["state"], &dag["operator"]), (&json!("SUCCEED"), &json!("ROLLBACK")));
    bench.seconds(30);
    let info = open(&bench, 3, "/api/v1/info").await;
    assert_eq!((&info["identity"], &info["zone"]), (&json!("SINGLE"), &json!("")));
    assert_eq!(open(&bench, 3, "/api/v1/status").await["underMaintenance"], false);
    assert_eq!(zones(&client).await.len(), 3);
    // It can be taken in again.
    let id = begin(&bench, &client, "zone4", "/data/4").await;
    assert_eq!(bench.ended(&client, &id).await["state"], "SUCCEED");
}
