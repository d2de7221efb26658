//! Which answers prove a password, which refuse it, and which say nothing of it.

use std::net::TcpListener;

use crate::support::gated::{agent, call_all, client};
use crate::support::raw::{Manner, Raw};
use crate::support::{Agent, credentials, refusal, success, unauthorized};
use obshell_api::{Address, Error, Gate, Unreachable};
use serde_json::Value;

#[tokio::test]
async fn an_agent_that_cannot_be_reached_says_nothing_of_the_password() {
    let gate = Gate::new();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let unreachable = client(&Address::parse(&nobody).unwrap(), "r00t", &gate);
    let error = unreachable.dags_agent().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::Refused, .. }), "{error:?}");
    let hangs_up = client(&Raw::start(Manner::HangUp).address, "r00t", &gate);
    let error = hangs_up.dags_agent().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::Reset, .. }), "{error:?}");

    let agent = agent().await;
    let clients: Vec<_> = (0..4).map(|_| client(&agent.address, "wr0ng", &gate)).collect();
    call_all(&clients).await;
    assert_eq!(agent.world().sealed, 1, "nor was it proven");
}

#[tokio::test]
async fn no_password_at_all_is_refused_like_a_wrong_one() {
    let (agent, gate) = (agent().await, Gate::new());
    let clients: Vec<_> = (0..4).map(|_| client(&agent.address, "", &gate)).collect();
    call_all(&clients).await;
    assert_eq!(agent.world().sealed, 1);
    assert!(gate.is_refused());
}

#[tokio::test]
async fn an_open_agent_proves_no_password() {
    let (open, closed, gate) = (Agent::start("SINGLE", false).await, agent().await, Gate::new());
    client(&open.address, "wr0ng", &gate).dags_agent().await.unwrap();
    let clients: Vec<_> = (0..4).map(|_| client(&closed.address, "wr0ng", &gate)).collect();
    call_all(&clients).await;
    assert_eq!(closed.world().sealed, 1);
}

#[tokio::test]
async fn a_failure_before_the_password_is_looked_at_proves_nothing() {
    for (status, code) in [(500, "Common.Unexpected"), (500, "Request.Body.Decrypt.AES.KeyAndIv.Invalid")] {
        let (agent, gate) = (agent().await, Gate::new());
        let clients: Vec<_> = (0..4).map(|_| client(&agent.address, "wr0ng", &gate)).collect();
        agent.will_answer(refusal(status, code, 0));
        clients[0].dags_agent().await.unwrap_err();
        call_all(&clients).await;
        assert_eq!(agent.world().sealed, 2, "{code}");
    }
}

#[tokio::test]
async fn a_refusal_of_something_else_leaves_the_gate_open() {
    let codes = [
        ("Security.Authentication.Expired", 10008),
        ("Security.Authentication.Header.DecryptFailed", 1),
        ("Security.Authentication.Header.UriMismatch", 10008),
        ("Security.Authentication.Timestamp.Invalid", 10008),
        ("Security.Authentication.IncorrectAgentPassword", 10008),
        ("", 1),
    ];
    let agent = agent().await;
    for (code, legacy) in codes {
        let gate = Gate::new();
        let client = client(&agent.address, "r00t", &gate);
        (0..2).for_each(|_| agent.will_answer(refusal(401, code, legacy)));
        assert!(matches!(client.dags_agent().await, Err(Error::Rejected(_))), "{code}");
        agent.world().script.clear();
        assert!(!gate.is_refused(), "{code}");
        client.dags_agent().await.unwrap();
    }
}

#[tokio::test]
async fn an_old_agents_bare_refusal_closes_the_gate() {
    let (agent, gate) = (agent().await, Gate::new());
    agent.will_answer(refusal(401, "", 10008));
    client(&agent.address, "r00t", &gate).dags_agent().await.unwrap_err();
    assert!(gate.is_refused());
}

#[tokio::test]
async fn another_kind_of_password_is_still_tried_once() {
    let (agent, gate) = (agent().await, Gate::new());
    let clients: Vec<_> = (0..5).map(|_| client(&agent.address, "", &gate)).collect();
    clients.iter().for_each(|client| client.set_credentials(credentials("0ld", "wr0ng", "")));
    call_all(&clients).await;
    assert_eq!(agent.world().sealed, 2);
    assert!(gate.is_refused());

    gate.reset();
    clients.iter().for_each(|client| client.set_credentials(credentials("0ld", "r00t", "")));
    assert!(clients[0].dags_agent().await.is_ok());
    assert!(!gate.is_refused());
    assert!(clients[0].dags_agent().await.is_ok());
    assert_eq!(agent.world().sealed, 5, "the accepted one is preferred from then on");
}

#[tokio::test]
async fn a_missing_agent_password_is_no_refusal_of_the_root_password() {
    let (agent, gate) = (agent().await, Gate::new());
    let client = client(&agent.address, "r00t", &gate);
    agent.will_answer(unauthorized("IncorrectAgentPassword"));
    client.dag(&"40168430081028867".parse().unwrap(), false).await.unwrap_err();
    assert!(!gate.is_refused());
}

#[tokio::test]
async fn a_route_that_some_agents_leave_open_proves_no_password() {
    for open in [success(Value::Null), refusal(400, "OB.Zone.NotEmpty", 0)] {
        let (agent, gate) = (agent().await, Gate::new());
        let clients: Vec<_> = (0..4).map(|_| client(&agent.address, "wr0ng", &gate)).collect();
        agent.will_answer(open);
        clients[0].delete_zone("zone1").await.unwrap_or_default();
        call_all(&clients).await;
        assert_eq!(agent.world().sealed, 2);
    }
    let (agent, gate) = (agent().await, Gate::new());
    client(&agent.address, "wr0ng", &gate).delete_zone("zone1").await.unwrap_err();
    assert!(gate.is_refused(), "the others refuse it as anywhere");
}

#[tokio::test]
async fn a_followers_master_that_wants_the_other_kind_of_password_judges_none() {
    let (follower, gate) = (Agent::start("FOLLOWER", true).await, Gate::new());
    follower.will_answer(unauthorized("WithAgentPassword"));
    let error = client(&follower.address, "", &gate).dags_agent().await.unwrap_err();
    assert!(error.is_unauthorized(), "{error:?}");
    assert!(!gate.is_refused(), "the master did not look at what was offered");
}
