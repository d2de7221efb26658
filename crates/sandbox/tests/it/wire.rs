//! What a sandbox tells of the requests on the wire.

use crate::common::{AGENT, Bench, ROOT, raw, traits};
use sandbox::{Credential, SealedCredential, SealedFor};
use serde_json::json;

/// What the last request to an agent carried.
fn last(bench: &Bench, agent: usize) -> Option<SealedCredential> {
    bench.sandbox.requests(agent).last().unwrap().credential
}

fn sealed(header: Credential, sealed_for: SealedFor, has_password: bool) -> Option<SealedCredential> {
    Some(SealedCredential { header, sealed_for, has_password })
}

#[tokio::test]
async fn a_request_tells_which_credential_it_carried() {
    let bench = Bench::start(2).await;
    let client = bench.client(0).await;
    assert_eq!(last(&bench, 0), None, "the key is fetched without one");
    client.get("/api/v1/ob/info").await;
    assert_eq!(last(&bench, 0), sealed(Credential::Root, SealedFor::CurrentKey, false));
    client.with(ROOT, "root#1").get("/api/v1/ob/info?x=1").await;
    assert_eq!(last(&bench, 0), sealed(Credential::Root, SealedFor::CurrentKey, true));
    let record = bench.sandbox.requests(0).pop().unwrap();
    assert_eq!((&*record.method, &*record.path, record.relayed), ("GET", "/api/v1/ob/info?x=1", false));
    client.with(AGENT, "agent#1").post("/api/v1/agent/password", json!({"password": "agent#1"})).await;
    assert_eq!(last(&bench, 0), sealed(Credential::Agent, SealedFor::CurrentKey, true));

    let foreign = bench.client(1).await.seal("{}");
    for (value, target) in [(&*foreign, "/api/v1/ob/info"), ("***", "/api/v1/info"), ("***", "/elsewhere")] {
        raw(&client.address, "GET", target, &[(ROOT, value)], "").await.unwrap();
        assert_eq!(last(&bench, 0), sealed(Credential::Root, SealedFor::NoKey, false), "{value} {target}");
    }
}

#[tokio::test]
async fn a_password_sealed_for_a_key_that_is_gone_is_seen() {
    let bench = Bench::start(1).await;
    let client = bench.client(0).await.with(ROOT, "root#1");
    bench.sandbox.replace_key(0).await;
    bench.sandbox.replace_key(0).await;
    assert_eq!(client.get("/api/v1/ob/info").await.code(), "Security.Authentication.Header.DecryptFailed");
    assert_eq!(last(&bench, 0), sealed(Credential::Root, SealedFor::EarlierKey, true));
}

#[tokio::test]
async fn a_key_can_be_swapped_at_any_moment() {
    let bench = Bench::with(1, |options| {
        options.traits.insert(0, traits(|t| t.key_bits = 512));
    })
    .await;
    let client = bench.client(0).await;
    // Twice at the same time, while it is asked, and while it is away.
    let (_, _, reply) = tokio::join!(
        bench.sandbox.replace_key(0),
        bench.sandbox.replace_key(0),
        client.get("/api/v1/ob/agents")
    );
    assert!([200, 401].contains(&reply.status));
    let swapped = bench.client(0).await;
    assert_ne!(swapped.key, client.key);
    bench.sandbox.kill_agent(0).await;
    bench.sandbox.replace_key_by(0, 1024).await;
    bench.sandbox.revive_agent(0).await;
    let grown = bench.client(0).await;
    assert_eq!(rsa::traits::PublicKeyParts::size(&grown.key), 128);
    assert_eq!(grown.get("/api/v1/ob/agents").await.status, 200);
    client.get("/api/v1/ob/agents").await;
    assert_eq!(last(&bench, 0), sealed(Credential::Root, SealedFor::EarlierKey, false));
}

#[tokio::test]
async fn a_relayed_request_is_seen_on_both_ends() {
    let bench = Bench::start(2).await;
    bench.group("obc", 9, "").await;
    let follower = bench.client(1).await.with(ROOT, "root#1");
    assert_eq!(follower.get("/api/v1/agents/status").await.status, 200);
    assert_eq!(last(&bench, 1), sealed(Credential::Root, SealedFor::CurrentKey, true));
    assert_eq!(last(&bench, 0), sealed(Credential::Root, SealedFor::CurrentKey, true));
    assert!(bench.sandbox.requests(0).pop().unwrap().relayed);
    let wrong = bench.client(1).await.with(ROOT, "wrong");
    assert_eq!(wrong.get("/api/v1/agents/status").await.status, 401);
    assert_eq!(bench.sandbox.refused_attempts(), 1, "counted where it is checked");
}
