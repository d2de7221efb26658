//! What a careful client looks out for: members that come, members that are none, open doors, wrong addresses.

use std::time::Duration;

use crate::common::{AGENT, Bench, Client, ROOT, clock, options, raw};
use sandbox::{FirstTask, InitialisedCluster, Sandbox, SandboxError, TlsOptions};
use serde_json::{Value, json};

const PASSWORD: &str = "root#1";

async fn cluster(change: impl FnOnce(&mut sandbox::Options)) -> Bench {
    Bench::with(3, |options| {
        let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
        options.cluster = Some(InitialisedCluster { name, root_password, ..InitialisedCluster::default() });
        change(options);
    })
    .await
}

async fn root(address: &str) -> Client {
    Client::of(address).await.with(ROOT, PASSWORD)
}

/// The members an agent tells of, by each of its lists.
async fn lists(client: &Client) -> [Vec<String>; 3] {
    let info = client.get("/api/v1/ob/info").await.data().clone();
    let short = client.get("/api/v1/ob/agents").await.data().clone();
    let status = client.get("/api/v1/agents/status").await.data().clone();
    let address = |entry: &Value| format!("{}:{}", entry["ip"].as_str().unwrap(), entry["port"]);
    let all = |list: &Value| list.as_array().unwrap().iter().map(address).collect();
    [all(&info["agent_info"]), all(&short["contents"]), status.as_object().unwrap().keys().cloned().collect()]
}

#[tokio::test]
async fn a_new_member_is_in_every_list_and_answers() {
    let bench = cluster(|_| {}).await;
    let added = bench.sandbox.add_agent().await.unwrap();
    assert_eq!(bench.sandbox.addresses().last(), Some(&added));
    for address in bench.sandbox.addresses() {
        let client = root(&address).await;
        assert_eq!(lists(&client).await, [0, 1, 2].map(|_| bench.sandbox.addresses()));
        let zones = client.get("/api/v1/obcluster/info").await.data()["zones"].clone();
        let servers = zones[0]["servers"].as_array().unwrap();
        assert_eq!(
            (servers.len(), &servers[1]["sql_port"], &servers[1]["status"]),
            (2, &json!(2911), &json!("RUNNING"))
        );
    }
    let info = raw(&added, "GET", "/api/v1/info", &[], "").await.unwrap();
    assert_eq!((&info.data()["identity"], &info.data()["zone"]), (&json!("CLUSTER AGENT"), &json!("zone1")));
    // It is an agent like the others.
    bench.sandbox.change_root_password("other#2");
    assert_eq!(root(&added).await.get("/api/v1/ob/info").await.status, 401);
    bench.sandbox.kill_agent(3).await;
    assert!(raw(&added, "GET", "/api/v1/info", &[], "").await.is_none());
    bench.sandbox.revive_agent(3).await;
    assert!(raw(&added, "GET", "/api/v1/info", &[], "").await.is_some());
}

#[tokio::test]
async fn several_come_at_once_behind_https_and_stay() {
    let dir = tempfile::tempdir().unwrap();
    let bench = cluster(|options| {
        options.tls = Some(TlsOptions::default());
        options.state_dir = Some(dir.path().to_owned());
    })
    .await;
    let (one, two) = tokio::join!(bench.sandbox.add_agent(), bench.sandbox.add_agent());
    assert_ne!(one.unwrap(), two.unwrap());
    let addresses = bench.sandbox.addresses();
    assert_ne!(bench.sandbox.certificate_fingerprint(3), bench.sandbox.certificate_fingerprint(4));
    bench.sandbox.stop().await;
    bench.clock.advance(Duration::from_secs(60));
    let mut again = options(5, &bench.clock);
    again.state_dir = Some(dir.path().to_owned());
    let sandbox = Sandbox::start(again).await.unwrap();
    assert_eq!(sandbox.addresses(), addresses);
    assert_eq!(lists(&root(&addresses[4]).await).await[0], addresses);
}

#[tokio::test]
async fn without_a_cluster_nobody_can_come() {
    let bench = Bench::start(1).await;
    assert!(matches!(bench.sandbox.add_agent().await, Err(SandboxError::Option(_))));
}

#[tokio::test]
async fn a_forged_member_looks_like_one_in_every_list() {
    let (bench, stranger) = (cluster(|_| {}).await, Bench::start(1).await);
    let foreign = &stranger.addresses[0];
    bench.sandbox.forge_member(foreign).unwrap();
    for address in &bench.addresses {
        let client = root(address).await;
        for list in lists(&client).await {
            assert_eq!((list.len(), list.last()), (4, Some(foreign)));
        }
        let zones = client.get("/api/v1/obcluster/info").await.data()["zones"].clone();
        assert_eq!(zones[0]["servers"][1]["status"], "RUNNING");
    }
    assert!(stranger.sandbox.requests(0).is_empty(), "the agents themselves do not go there");
    for (address, why) in [("ob1:2886", "is not an address"), (&*bench.addresses[0], "own address")] {
        let error = bench.sandbox.forge_member(address).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test]
async fn a_bare_agent_asks_for_nothing() {
    let bench = cluster(|options| options.bare = true).await;
    let address = &bench.addresses[0];
    let call = async |method, target, headers: &[(&str, &str)], body| {
        raw(address, method, target, headers, body).await.unwrap()
    };
    assert_eq!(call("GET", "/api/v1/ob/info", &[], "").await.status, 200);
    assert_eq!(call("GET", "/api/v1/ob/info", &[(AGENT, "***")], "").await.status, 200);
    let set = call("POST", "/api/v1/agent/password", &[], r#"{"password":"agent#1"}"#).await;
    assert_eq!(set.status, 200);
    assert_eq!(raw(address, "GET", "/api/v1/info", &[], "").await.unwrap().data()["security"], true);
    // A wrong password is not looked at, but seen.
    let client = root(address).await.with(ROOT, "wrong");
    assert_eq!(client.get("/api/v1/ob/info").await.status, 200);
    assert!(bench.sandbox.requests(0).last().unwrap().credential.unwrap().has_password);
    assert_eq!(bench.sandbox.refused_attempts(), 0);
    let encrypted = client.post("/api/v1/agent/password", json!({"password": "x"})).await;
    assert_eq!(encrypted.code(), "Common.BindJsonFailed");
}

#[tokio::test]
async fn an_agent_can_claim_another_address() {
    let bench = cluster(|options| options.claims = Some("10.9.8.7:2887".to_owned())).await;
    let address = &bench.addresses[0];
    for target in ["/api/v1/info", "/api/v1/secret"] {
        let data = raw(address, "GET", target, &[], "").await.unwrap().data().clone();
        assert_eq!((&data["ip"], &data["port"]), (&json!("10.9.8.7"), &json!(2887)), "{target}");
    }
    let status = raw(address, "GET", "/api/v1/status", &[], "").await.unwrap();
    assert_eq!(status.data()["agent"]["ip"], "10.9.8.7");
    let other = raw(&bench.addresses[1], "GET", "/api/v1/info", &[], "").await.unwrap();
    assert_eq!(other.data()["ip"], "127.0.0.1");
    assert_eq!(lists(&root(address).await).await[1], bench.addresses);

    let bad = sandbox::Options { claims: Some("ob1".to_owned()), ..options(1, &clock()) };
    assert!(matches!(Sandbox::start(bad).await, Err(SandboxError::Option(_))));
}

#[tokio::test]
async fn a_stuck_cluster_can_grow_too() {
    let bench = cluster(|options| options.cluster.as_mut().unwrap().first_task = FirstTask::Failed).await;
    bench.sandbox.add_agent().await.unwrap();
    let client = root(&bench.addresses[1]).await;
    let list = client.get("/api/v1/task/dag/unfinish").await.data()["contents"].clone();
    let id = list[0]["id"].as_str().unwrap();
    assert_eq!(client.operate(id, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, id).await["state"], "SUCCEED");
    assert_eq!(lists(&client).await[0].len(), 4);
}
