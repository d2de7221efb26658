//! Clusters that are started and stopped.

use std::path::Path;
use std::time::Duration;

use sandbox::{AgentTraits, InitialisedCluster, Options, Sandbox};
use serde_json::{Value, json};

use super::{Bench, Client, ROOT, options, raw, traits};

const PASSWORD: &str = "root#1";

pub fn start() -> &'static str {
    "/api/v1/ob/start"
}

pub fn stop() -> &'static str {
    "/api/v1/ob/stop"
}

/// A cluster that is up.
pub struct Cluster {
    pub bench: Bench,
}

impl Cluster {
    pub async fn of(agents: usize, zones: usize) -> Self {
        Self::with(agents, zones, |_, _| {}).await
    }

    /// A cluster in which agent `i` has the data directory `dirs[i]`.
    pub async fn failing(zones: usize, dirs: &[&str]) -> Self {
        Self::with(dirs.len(), zones, |agent, traits| traits.data_dir = Some(dirs[agent].to_owned())).await
    }

    /// A cluster that writes everything down in `dir`.
    pub async fn kept(agents: usize, dir: &Path) -> Self {
        let bench = Bench::with(agents, |options| {
            options.cluster = Some(described(agents));
            options.state_dir = Some(dir.to_owned());
        });
        Self { bench: bench.await }
    }

    /// The same cluster a minute later, after everything was stopped.
    pub async fn restarted(self, dir: &Path) -> Self {
        let Bench { sandbox, clock, addresses } = self.bench;
        sandbox.stop().await;
        clock.advance(Duration::from_secs(60));
        let state_dir = Some(dir.to_owned());
        let sandbox =
            Sandbox::start(Options { state_dir, ..options(addresses.len(), &clock) }).await.unwrap();
        Self { bench: Bench { sandbox, clock, addresses } }
    }

    async fn with(agents: usize, zones: usize, change: impl Fn(usize, &mut AgentTraits)) -> Self {
        let bench = Bench::with(agents, |options| {
            options.cluster = Some(described(zones));
            options.traits =
                (0..agents).map(|agent| (agent, traits(|traits| change(agent, traits)))).collect();
        });
        Self { bench: bench.await }
    }

    pub async fn root(&self, agent: usize) -> Client {
        self.bench.client(agent).await.with(ROOT, PASSWORD)
    }

    /// Asks for a stop or start of some servers, by number.
    pub async fn servers(&self, client: &Client, path: &str, servers: &[usize], mode: Value) -> Value {
        let targets: Vec<&String> = servers.iter().map(|server| &self.bench.addresses[*server]).collect();
        let mut body = json!({"scope": {"type": "SERVER", "target": targets}});
        body.as_object_mut().unwrap().extend(mode.as_object().unwrap().clone());
        let reply = client.post(path, body).await;
        self.bench.ended(client, reply.data()["id"].as_str().unwrap()).await
    }

    pub async fn done(&self, client: &Client, path: &str, body: Value) -> Value {
        let reply = client.post(path, body).await;
        self.succeeded(client, reply.data()["id"].as_str().unwrap()).await
    }

    pub async fn succeeded(&self, client: &Client, id: &str) -> Value {
        let dag = self.bench.ended(client, id).await;
        assert_eq!(dag["state"], "SUCCEED", "{dag:#}");
        dag
    }
}

fn described(zones: usize) -> InitialisedCluster {
    let (name, root_password) = ("obc".to_owned(), PASSWORD.to_owned());
    InitialisedCluster { name, root_password, zones: Some(zones), ..InitialisedCluster::default() }
}

/// What an agent says at `/status`.
pub async fn at(address: &str) -> Value {
    raw(address, "GET", "/api/v1/status", &[], "").await.unwrap().data().clone()
}

pub fn zones(info: &Value) -> Value {
    info["zones"].clone()
}

/// The servers of all zones, in the order of their addresses' numbers for one server a zone.
pub fn servers(info: &Value) -> Value {
    info["zones"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|zone| zone["servers"].as_array().unwrap().clone())
        .collect()
}

/// One field of every entry of a list.
pub fn texts<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|entry| entry[field].as_str().unwrap()).collect()
}
