//! One wrong password, one attempt, however many clients hold it.

use std::sync::Arc;

use crate::support::gated::{agent, call_all, client};
use crate::support::{Agent, WRONG_ROOT, credentials};
use obshell_api::{Error, Gate};
use tokio::sync::Barrier;

fn is_withheld(result: &Result<(), Error>) -> bool {
    matches!(result, Err(Error::Withheld))
}

fn attempts(agents: &[Agent]) -> usize {
    agents.iter().map(|agent| agent.world().sealed).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_calls_with_a_wrong_password_are_one_attempt() {
    let (agents, gate) = ([agent().await, agent().await, agent().await], Gate::new());
    let clients: Vec<_> = (0..10).map(|index| client(&agents[index % 3].address, "wr0ng", &gate)).collect();
    let results = call_all(&clients).await;
    assert_eq!(attempts(&agents), 1);
    assert_eq!(results.iter().filter(|result| is_withheld(result)).count(), 9);
    assert!(results.iter().all(|result| result.as_ref().is_err_and(Error::is_unauthorized)));
    assert!(results.iter().all(|result| result.as_ref().is_err_and(|error| !error.outcome_unknown())));
    assert!(gate.is_refused());

    let sent: usize = agents.iter().map(|agent| agent.world().all).sum();
    assert!(call_all(&clients).await.iter().all(is_withheld));
    assert_eq!(agents.iter().map(|agent| agent.world().all).sum::<usize>(), sent, "not even a question");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_lets_exactly_one_more_out() {
    let (agents, gate) = ([agent().await, agent().await], Gate::new());
    let clients: Vec<_> = (0..6).map(|index| client(&agents[index % 2].address, "wr0ng", &gate)).collect();
    for attempt in 1..4 {
        assert_eq!(call_all(&clients).await.iter().filter(|result| is_withheld(result)).count(), 5);
        assert_eq!(attempts(&agents), attempt);
        gate.reset();
        assert!(!gate.is_refused());
    }
    clients.iter().for_each(|client| client.set_credentials(credentials("r00t", "", "")));
    assert!(call_all(&clients).await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_proven_password_is_used_in_parallel() {
    let (agent, gate) = (agent().await, Gate::new());
    let clients: Vec<_> = (0..5).map(|_| client(&agent.address, "r00t", &gate)).collect();
    clients[0].dags_agent().await.unwrap();
    agent.world().meeting = Some(Arc::new(Barrier::new(5)));
    assert!(call_all(&clients).await.iter().all(Result::is_ok), "each waits in the agent for all others");
}

#[tokio::test]
async fn a_proven_password_that_is_refused_closes_the_gate() {
    let (agent, gate) = (agent().await, Gate::new());
    let client = client(&agent.address, "r00t", &gate);
    client.dags_agent().await.unwrap();
    agent.world().password = Some("changed");
    assert!(matches!(client.dags_agent().await, Err(Error::Rejected(_))));
    assert!(matches!(client.dags_agent().await, Err(Error::Withheld)));
    assert_eq!(agent.world().sealed, 2);
}

#[tokio::test]
async fn a_dropped_call_frees_its_turn() {
    let (agent, gate) = (agent().await, Gate::new());
    let meeting = Arc::new(Barrier::new(2));
    agent.world().meeting = Some(meeting.clone());
    let (first, second) = (client(&agent.address, "r00t", &gate), client(&agent.address, "r00t", &gate));
    let call = tokio::spawn(async move { first.dags_agent().await });
    agent.arrival().await;
    agent.world().meeting = None;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    second.dags_agent().await.unwrap();
    assert_eq!(agent.world().sealed, 2);
}

#[tokio::test]
async fn a_call_that_is_dropped_after_its_refusal_closes_the_gate() {
    let (agent, gate) = (agent().await, Gate::new());
    let client = client(&agent.address, "wr0ng", &gate);
    client.probe().await.unwrap();
    agent.world().silent = Some("/api/v1/info");
    let call = tokio::spawn({
        let client = client.clone();
        async move { client.dags_agent().await }
    });
    agent.arrival().await;
    agent.arrival().await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert!(gate.is_refused());
}

#[tokio::test]
async fn what_is_learned_of_a_former_password_is_ignored() {
    let (agent, gate) = (agent().await, Gate::new());
    let meeting = Arc::new(Barrier::new(2));
    agent.world().meeting = Some(meeting.clone());
    let client = client(&agent.address, "wr0ng", &gate);
    let call = tokio::spawn({
        let client = client.clone();
        async move { client.dags_agent().await }
    });
    agent.arrival().await;
    client.set_credentials(credentials("r00t", "", ""));
    gate.reset();
    agent.world().meeting = None;
    meeting.wait().await;
    assert!(matches!(call.await.unwrap(), Err(Error::Rejected(_))));
    assert!(!gate.is_refused());
    client.dags_agent().await.unwrap();
}

#[tokio::test]
async fn without_a_gate_every_call_is_an_attempt() {
    let agent = agent().await;
    let client = agent.client("wr0ng", "", "");
    for _ in 0..3 {
        let Err(Error::Rejected(error)) = client.dags_agent().await else { panic!() };
        assert!(error.err_code.ends_with(WRONG_ROOT));
    }
    assert_eq!(agent.world().sealed, 3);
}
