//! Clients that share a gate.

use obshell_api::{Address, Client, Error, Gate};
use tokio::task::JoinSet;

use super::{Agent, credentials, options};

/// An agent of a cluster whose root password is `r00t`.
pub async fn agent() -> Agent {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    agent.world().password = Some("r00t");
    agent
}

/// A client of `address` that goes through `gate`.
pub fn client(address: &Address, root: &str, gate: &Gate) -> Client {
    let client = Client::new(address.clone(), options()).unwrap();
    client.set_credentials(credentials(root, "", ""));
    client.use_gate(gate.clone());
    client
}

/// Makes one call with each client, all at once.
pub async fn call_all(clients: &[Client]) -> Vec<Result<(), Error>> {
    let mut calls = JoinSet::new();
    for client in clients {
        let client = client.clone();
        calls.spawn(async move { client.dags_agent().await.map(drop) });
    }
    calls.join_all().await
}
