//! Clusters that are up from the start.

use std::time::Duration;

use crate::common::{Bench, Client, ROOT, clock, options, raw, traits};
use sandbox::{FirstTask, InitialisedCluster, Membership, Sandbox, SandboxError};
use serde_json::{Value, json};

const PASSWORD: &str = "root#1";

fn cluster(zones: usize, first_task: FirstTask) -> InitialisedCluster {
    let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
    InitialisedCluster {
        name,
        root_password,
        zones: Some(zones),
        first_task,
        ..InitialisedCluster::default()
    }
}

async fn bench(agents: usize, zones: usize, first_task: FirstTask) -> Bench {
    Bench::with(agents, |options| options.cluster = Some(cluster(zones, first_task))).await
}

async fn root(bench: &Bench, agent: usize) -> Client {
    bench.client(agent).await.with(ROOT, PASSWORD)
}

async fn open(address: &str, target: &str) -> Value {
    raw(address, "GET", target, &[], "").await.unwrap().data().clone()
}

#[tokio::test]
async fn every_agent_of_a_cluster_tells_the_same() {
    let bench = bench(5, 3, FirstTask::Done).await;
    for (agent, address) in bench.addresses.iter().enumerate() {
        let info = open(address, "/api/v1/info").await;
        let zone = format!("zone{}", agent % 3 + 1);
        assert_eq!((&info["identity"], &info["zone"]), (&json!("CLUSTER AGENT"), &json!(zone)));
        let status = open(address, "/api/v1/status").await;
        assert_eq!((&status["obState"], &status["underMaintenance"]), (&json!(3), &json!(false)));

        let client = root(&bench, agent).await;
        let info = client.get("/api/v1/ob/info").await.data().clone();
        assert_eq!(info["obcluster_info"]["name"], "obc");
        let zone1 = info["obcluster_info"]["topology"]["zone1"].as_array().unwrap();
        assert_eq!(zone1.iter().map(|s| s["sql_port"].as_u64().unwrap()).collect::<Vec<_>>(), [2881, 2911]);
        let identities = info["agent_info"].as_array().unwrap().iter().map(|agent| &agent["identity"]);
        assert!(identities.clone().all(|identity| identity == "CLUSTER AGENT"), "{info:#}");
        assert_eq!(identities.count(), 5);
        let info = client.get("/api/v1/obcluster/info").await.data().clone();
        assert_eq!((&info["status"], &info["cluster_name"]), (&json!("AVAILABLE"), &json!("obc")));
        let zones: Vec<usize> = info["zones"].as_array().unwrap().iter().map(servers).collect();
        assert_eq!(zones, [2, 2, 1]);
        let members = client.get("/api/v1/ob/agents").await;
        assert_eq!(members.data()["contents"].as_array().unwrap().len(), 5);
        assert_eq!(client.get("/api/v1/task/dag/unfinish").await.data(), &json!({"contents": null}));
    }
    assert_eq!(bench.client(0).await.get("/api/v1/ob/info").await.status, 401);
}

fn servers(zone: &Value) -> usize {
    zone["servers"].as_array().unwrap().len()
}

#[tokio::test]
async fn it_came_up_before_anybody_asked() {
    let clock = clock();
    let sandbox = Sandbox::initialised(options(3, &clock), "obc", PASSWORD).await.unwrap();
    let client = Client::of(&sandbox.addresses()[0]).await.with(ROOT, PASSWORD);
    let dag = client.get("/api/v1/task/dag/maintain/agent").await.data().clone();
    assert_eq!((&dag["name"], &dag["state"]), (&json!("Initialize cluster"), &json!("SUCCEED")));
    let end = dag["end_time"].as_str().unwrap();
    assert!(("2026-05-08T13:5".."2026-05-08T14:00:00").contains(&end), "{end}");
    assert!(sandbox.requests(1).is_empty(), "nobody asked");
}

#[tokio::test]
async fn a_failed_first_task_locks_its_agent_until_it_is_retried() {
    let bench = bench(3, 3, FirstTask::Failed).await;
    bench.seconds(3600);
    let status = open(&bench.addresses[0], "/api/v1/status").await;
    assert_eq!((&status["obState"], &status["underMaintenance"]), (&json!(3), &json!(true)));
    let client = root(&bench, 1).await;
    let list = client.get("/api/v1/task/dag/unfinish").await.data()["contents"].clone();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!((&list[0]["name"], &list[0]["state"]), (&json!("Initialize cluster"), &json!("FAILED")));
    let node = &list[0]["nodes"][10];
    assert_eq!((&node["name"], &node["state"]), (&json!("Import script for tenant"), &json!("FAILED")));
    assert!(node["sub_tasks"][0]["task_logs"].to_string().contains("ERROR: [Common.Unexpected]"));

    let id = list[0]["id"].as_str().unwrap();
    assert_eq!(client.operate(id, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, id).await["state"], "SUCCEED");
    assert_eq!(open(&bench.addresses[0], "/api/v1/status").await["underMaintenance"], false);
}

#[tokio::test]
async fn a_running_first_task_runs_for_twenty_minutes() {
    let bench = bench(3, 3, FirstTask::Running).await;
    let client = root(&bench, 2).await;
    bench.seconds(19 * 60);
    let list = client.get("/api/v1/task/dag/unfinish").await.data()["contents"].clone();
    assert_eq!((list[0]["state"].as_str(), list[0]["stage"].as_u64()), (Some("RUNNING"), Some(11)));
    assert_eq!(open(&bench.addresses[0], "/api/v1/status").await["underMaintenance"], true);
    let id = list[0]["id"].as_str().unwrap();
    bench.seconds(61);
    assert_eq!(bench.ended(&client, id).await["state"], "SUCCEED");
}

#[tokio::test]
async fn the_old_root_password_is_refused_once_it_has_changed() {
    let bench = bench(3, 3, FirstTask::Done).await;
    let client = root(&bench, 0).await;
    assert_eq!(client.get("/api/v1/ob/info").await.status, 200);
    assert_eq!(bench.sandbox.refused_attempts(), 0);
    bench.sandbox.change_root_password("other#2");
    for agent in 0..3 {
        let old = root(&bench, agent).await;
        let refused = old.get("/api/v1/ob/info").await;
        assert_eq!(
            (refused.status, refused.code()),
            (401, "Security.Authentication.IncorrectOceanbasePassword")
        );
        assert_eq!(refused.json["error"]["code"], 10008);
        assert_eq!(old.with(ROOT, "other#2").get("/api/v1/ob/info").await.status, 200);
    }
    assert_eq!(bench.sandbox.refused_attempts(), 3);
    // What is refused for another reason does not count.
    let late = Client { expiry: "1".to_owned(), ..client };
    assert_eq!(late.get("/api/v1/ob/info").await.code(), "Security.Authentication.Expired");
    assert_eq!(bench.sandbox.refused_attempts(), 3);
}

#[tokio::test]
async fn the_survivors_of_a_cluster_answer_for_it() {
    let bench = bench(3, 3, FirstTask::Failed).await;
    let first = root(&bench, 0).await;
    let id = first.get("/api/v1/task/dag/unfinish").await.data()["contents"][0]["id"].clone();
    bench.sandbox.kill_agent(0).await;
    assert!(raw(&bench.addresses[0], "GET", "/api/v1/info", &[], "").await.is_none());

    let survivor = root(&bench, 1).await;
    let info = survivor.get("/api/v1/ob/info").await.data().clone();
    assert_eq!(info["agent_info"].as_array().unwrap().len(), 3);
    assert_eq!(survivor.get("/api/v1/obcluster/info").await.data()["status"], "AVAILABLE");
    let reached: Vec<String> = keys(survivor.get("/api/v1/agents/status").await.data());
    assert_eq!(reached, bench.addresses[1..]);
    // The dead agent's own task is out of reach, and no longer listed.
    assert_eq!(survivor.get("/api/v1/task/dag/unfinish").await.data(), &json!({"contents": null}));
    let target = format!("/api/v1/task/dag/{}", id.as_str().unwrap());
    assert_eq!(survivor.get(&target).await.code(), "Agent.RPC.RequestError");

    bench.sandbox.revive_agent(0).await;
    assert_eq!(survivor.get(&target).await.data()["state"], "FAILED");
    assert_eq!(keys(survivor.get("/api/v1/agents/status").await.data()).len(), 3);
}

fn keys(object: &Value) -> Vec<String> {
    object.as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn a_cluster_survives_a_restart_with_its_new_password() {
    let dir = tempfile::tempdir().unwrap();
    let clock = clock();
    let start = |clock| {
        let mut options = options(2, clock);
        options.state_dir = Some(dir.path().to_owned());
        Sandbox::initialised(options, "obc", PASSWORD)
    };
    let sandbox = start(&clock).await.unwrap();
    sandbox.change_root_password("other#2");
    sandbox.stop().await;
    clock.advance(Duration::from_secs(60));
    let sandbox = start(&clock).await.unwrap();
    let client = Client::of(&sandbox.addresses()[1]).await.with(ROOT, "other#2");
    assert_eq!(client.get("/api/v1/obcluster/info").await.data()["cluster_name"], "obc");
}

#[tokio::test]
async fn a_cluster_is_up_on_the_machines_clock_and_at_high_speed_too() {
    let options = sandbox::Options {
        agents: 3,
        listen: Some("127.0.0.1:0".parse().unwrap()),
        speed: 1000.0,
        ..sandbox::Options::default()
    };
    let sandbox = Sandbox::initialised(options, "obc", PASSWORD).await.unwrap();
    let client = Client::of(&sandbox.addresses()[2]).await.with(ROOT, PASSWORD);
    assert_eq!(client.get("/api/v1/obcluster/info").await.data()["status"], "AVAILABLE");
}

type Change = fn(&mut sandbox::Options);

#[tokio::test]
async fn a_cluster_that_cannot_come_up_says_why() {
    let cases: [(Change, &str); 5] = [
        (|options| options.cluster = Some(cluster(0, FirstTask::Done)), "at least one zone"),
        (
            |options| options.cluster.as_mut().unwrap().name = "bad-rs".to_owned(),
            "'Initialize cluster' fails",
        ),
        (|options| options.cluster.as_mut().unwrap().name = "slow-1".to_owned(), "takes too long"),
        (
            |options| drop(options.traits.insert(1, traits(|t| t.ob_version = Some(String::new())))),
            "get ob version failed",
        ),
        (
            |options| drop(options.traits.insert(1, traits(|t| t.member = Some(Membership::Master)))),
            "belongs to the cluster already",
        ),
    ];
    for (change, reason) in cases {
        let mut options = options(2, &clock());
        options.cluster = Some(cluster(1, FirstTask::Done));
        change(&mut options);
        let Err(SandboxError::Option(text)) = Sandbox::start(options).await else { panic!("{reason}") };
        assert!(text.contains(reason), "{text}");
    }
}
