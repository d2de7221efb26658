//! Agents that go away, come back, and remember.

use std::net::SocketAddr;

use crate::common::{Bench, Client, ROOT, clock, options, raw, traits};
use sandbox::{Membership, Misbehave, Options, Sandbox, SandboxError};
use serde_json::json;

async fn info(address: &str) -> Option<crate::common::Reply> {
    raw(address, "GET", "/api/v1/info", &[], "").await
}

/// Asks until an agent answers; its listener may need a moment.
async fn answers(address: &str) -> bool {
    for _ in 0..500 {
        if info(address).await.is_some() {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

#[tokio::test]
async fn everything_survives_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let bench = Bench::with(3, |options| options.state_dir = Some(dir.path().to_owned())).await;
    let master = bench.group("obc", 9, "").await;
    let id = bench.init(&master).await;
    bench.until_stage(&master, &id, 3).await;
    bench.seconds(10);
    let before = master.dag(&id).await;
    let (clock, addresses) = (bench.clock, bench.addresses);
    bench.sandbox.stop().await;

    clock.advance(std::time::Duration::from_secs(3600));
    let mut again = options(3, &clock);
    again.listen = None;
    again.state_dir = Some(dir.path().to_owned());
    let sandbox = Sandbox::start(again).await.unwrap();
    assert_eq!(sandbox.addresses(), addresses);
    let bench = Bench { sandbox, clock, addresses };
    // The same key, password and task: the client goes on as if nothing had happened.
    let after = master.dag(&id).await;
    assert_eq!((&after["stage"], &after["state"]), (&before["stage"], &json!("RUNNING")));
    assert_eq!(after["nodes"][0], before["nodes"][0]);
    assert_eq!(bench.ended(&master, &id).await["state"], "SUCCEED");
}

#[tokio::test]
async fn a_process_dies_in_mid_dag_and_comes_back() {
    let bench = Bench::start(3).await;
    let master = bench.group("obc", 2, "/data/die-mid-dag").await;
    let id = bench.init(&master).await;
    bench.until_stage(&master, &id, 3).await;
    let mut away = 0;
    for _ in 0..60 {
        bench.seconds(1);
        master.dag(&id).await;
        if info(&bench.addresses[2]).await.is_none() {
            away += 1;
        }
    }
    assert!(away > 3, "away for {away} s");
    let dag = bench.ended(&master, &id).await;
    assert_eq!(dag["state"], "SUCCEED");
    assert!(
        dag["nodes"][2]["sub_tasks"][2]["task_logs"].to_string().contains("WARN: watch dag failed, count 1")
    );
    assert!(answers(&bench.addresses[2]).await);
}

#[tokio::test]
async fn a_killed_agent_is_left_out_and_revived() {
    let bench = Bench::start(2).await;
    let master = bench.group("obc", 9, "").await;
    let pid = info(&bench.addresses[1]).await.unwrap().data()["pid"].clone();
    bench.sandbox.kill_agent(1).await;
    assert!(info(&bench.addresses[1]).await.is_none());
    let all = master.get("/api/v1/agents/status").await;
    assert_eq!(all.data().as_object().unwrap().len(), 1);
    bench.sandbox.revive_agent(1).await;
    assert_ne!(info(&bench.addresses[1]).await.unwrap().data()["pid"], pid);
    assert_eq!(master.get("/api/v1/agents/status").await.data().as_object().unwrap().len(), 2);
}

#[tokio::test]
async fn nobody_else_gets_the_address_of_a_killed_agent() {
    let bench = Bench::start(1).await;
    let address: SocketAddr = bench.addresses[0].parse().unwrap();
    bench.sandbox.kill_agent(0).await;
    let other = || Sandbox::start(Options { agents: 1, listen: Some(address), ..Options::default() });
    assert!(
        matches!(other().await, Err(SandboxError::Listen { address: refused, .. }) if refused == address)
    );
    bench.sandbox.revive_agent(0).await;
    assert!(answers(&bench.addresses[0]).await);
}

#[tokio::test]
async fn a_new_key_makes_old_headers_useless() {
    let bench = Bench::start(1).await;
    let client = bench.client(0).await;
    bench.sandbox.replace_key(0).await;
    let refused = client.get("/api/v1/ob/agents").await;
    assert_eq!(refused.code(), "Security.Authentication.Header.DecryptFailed");
    assert_eq!(bench.client(0).await.get("/api/v1/ob/agents").await.status, 200);
}

#[tokio::test]
async fn the_answer_is_lost_but_not_the_effect() {
    let bench = Bench::with(1, |options| {
        options.traits.insert(0, traits(|t| t.drop_after_post = Some("/api/v1/agent/join".to_owned())));
    })
    .await;
    let client = bench.client(0).await;
    let body = json!({"agentInfo": bench.info(0), "zoneName": "z"});
    assert!(client.try_send("POST", "/api/v1/agent/join", Some(body)).await.is_none());
    bench.seconds(5);
    assert_eq!(info(&client.address).await.unwrap().data()["identity"], "MASTER");
    let joins = bench.sandbox.requests(0).into_iter().filter(|r| r.path == "/api/v1/agent/join").count();
    assert_eq!(joins, 1);
}

#[tokio::test]
async fn traits_show() {
    let bench = Bench::with(5, |options| {
        options.traits.insert(0, traits(|t| (t.key_bits, t.clock_skew) = (512, 90_000)));
        options.traits.insert(1, traits(|t| t.member = Some(Membership::FollowerOf(0))));
        options.traits.insert(2, traits(|t| t.misbehave = Some(Misbehave::Html)));
        options.traits.insert(3, traits(|t| t.misbehave = Some(Misbehave::Huge)));
        options.traits.insert(4, traits(|t| t.misbehave = Some(Misbehave::UnknownFields)));
    })
    .await;
    let master = bench.client(0).await;
    assert_eq!(master.get("/api/v1/ob/info").await.data()["agent_info"][1]["identity"], "FOLLOWER");
    let late = Client { expiry: "1778220080".to_owned(), ..master.with(ROOT, "x") };
    assert_eq!(late.get("/api/v1/ob/info").await.code(), "Security.Authentication.Expired");
    assert!(info(&bench.addresses[2]).await.unwrap().text.starts_with("<html>"));
    assert!(info(&bench.addresses[3]).await.unwrap().text.len() > 30_000_000);
    assert!(info(&bench.addresses[4]).await.unwrap().data()["introduced_later"].is_object());
}

#[tokio::test]
async fn nobody_else_can_reach_it() {
    let mut open = options(1, &clock());
    open.listen = Some("0.0.0.0:2886".parse().unwrap());
    assert!(matches!(Sandbox::start(open).await, Err(SandboxError::NotLoopback(_))));
}
