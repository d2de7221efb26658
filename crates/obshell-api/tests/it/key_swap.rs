//! An agent whose key changes between the probe and the use, seen from the wire.

use crate::support::tap::Tap;
use crate::support::{Agent, credentials, options};
use obshell_api::{AgentAddress, Client, Error, JoinRequest};
use tokio::task::JoinSet;

/// Keys A and B of the agent, as the wire tells them apart.
const A: usize = 0;
const B: usize = 1;

struct Scene {
    agent: Agent,
    tap: Tap,
}

impl Scene {
    async fn new() -> Scene {
        let agent = Agent::start("CLUSTER AGENT", true).await;
        agent.world().strict = true;
        let tap = Tap::before(&agent.address).await;
        Scene { agent, tap }
    }

    fn client(&self) -> Client {
        let client = Client::new(self.tap.address.clone(), options()).unwrap();
        client.set_credentials(credentials("r00t", "n3w", "4gent"));
        client
    }

    fn swap(&self) {
        self.agent.world().key = B;
    }

    /// The keys for which headers were sealed, and whether any of them held a password.
    fn sealed_for(&self) -> Vec<usize> {
        self.tap
            .headers()
            .into_iter()
            .filter(|(_, header)| header["Auth"] != "")
            .map(|(key, _)| key)
            .collect()
    }
}

/// All that a client does with its passwords, each more than once.
async fn use_up(client: &Client) {
    let address = AgentAddress { ip: "10.10.10.1".to_owned(), port: 2886 };
    let zone_name = "zone1".to_owned();
    let join = JoinRequest { agent: address.clone(), zone_name, master_password: Some("m4ster".into()) };
    for _ in 0..2 {
        assert_stopped(client.dags_agent().await);
        assert_stopped(client.join(&join).await);
        assert_stopped(client.set_agent_password(&"an0ther".into()).await);
        assert_stopped(client.dag(&"40168430081028867".parse().unwrap(), true).await);
        assert_stopped(client.probe().await);
        assert_stopped(client.secret().await);
    }
    let mut calls = JoinSet::new();
    for _ in 0..5 {
        let client = client.clone();
        calls.spawn(async move { client.dags_agent().await });
    }
    calls.join_all().await.into_iter().for_each(assert_stopped);
}

fn assert_stopped<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(result, Err(Error::KeyChanged { .. })), "{result:?}");
}

#[tokio::test]
async fn no_password_is_sealed_for_a_key_that_was_swapped_after_the_probe() {
    let scene = Scene::new().await;
    let client = scene.client();
    client.pin(client.probe().await.unwrap().key.fingerprint());
    client.dags_agent().await.unwrap();
    scene.swap();
    use_up(&client).await;
    assert_eq!(scene.sealed_for(), [A, A], "one before the swap, and one that the agent could not read");
}

#[tokio::test]
async fn no_password_is_sealed_for_a_key_that_was_swapped_before_the_first_call() {
    let scene = Scene::new().await;
    let pinned = scene.client().probe().await.unwrap().key.fingerprint();
    scene.swap();
    let client = scene.client();
    client.pin(pinned);
    use_up(&client).await;
    assert_eq!(scene.sealed_for(), [] as [usize; 0]);
}

#[tokio::test]
async fn a_decision_for_the_new_key_lets_calls_through_again() {
    let scene = Scene::new().await;
    let client = scene.client();
    client.pin(client.probe().await.unwrap().key.fingerprint());
    scene.swap();
    let Err(Error::KeyChanged { offered, .. }) = client.secret().await else { panic!() };
    assert_eq!(scene.sealed_for(), [] as [usize; 0]);
    client.pin(offered);
    client.dags_agent().await.unwrap();
    assert_eq!(scene.sealed_for(), [B]);
}

#[tokio::test]
async fn without_a_pin_the_wire_shows_the_new_key() {
    let scene = Scene::new().await;
    let client = scene.client();
    client.dags_agent().await.unwrap();
    scene.swap();
    client.dags_agent().await.unwrap();
    assert_eq!(scene.sealed_for(), [A, A, B]);
}
