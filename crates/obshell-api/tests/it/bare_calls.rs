//! Agents that let everybody in.

use crate::support::raw::{Manner, Raw};
use crate::support::tap::Tap;
use crate::support::{Agent, refusal, success};
use obshell_api::{Error, Gate, Unreachable};
use serde_json::json;

#[tokio::test]
async fn an_agent_that_demands_a_header_is_no_open_door() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let tap = Tap::before(&agent.address).await;
    let client = obshell_api::Client::new(tap.address.clone(), crate::support::options()).unwrap();
    client.set_credentials(crate::support::credentials("r00t", "", ""));
    assert!(!client.accepts_bare_calls().await.unwrap());
    assert_eq!((agent.world().all, tap.headers().len()), (1, 0), "one request, and no secret in it");
}

#[tokio::test]
async fn an_agent_that_answers_is_an_open_door() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    agent.world().bare = Some(success(json!({"basic": {}})));
    assert!(agent.client("r00t", "", "").accepts_bare_calls().await.unwrap());
}

#[tokio::test]
async fn what_is_neither_is_an_error() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    agent.world().bare = Some(refusal(500, "Common.Unexpected", 0));
    let error = agent.client("", "", "").accepts_bare_calls().await.unwrap_err();
    assert!(matches!(error, Error::Rejected(_)), "{error:?}");
    let silent = Raw::start(Manner::HangUp);
    let client = obshell_api::Client::new(silent.address.clone(), crate::support::options()).unwrap();
    let error = client.accepts_bare_calls().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::Reset, .. }), "{error:?}");
}

#[tokio::test]
async fn a_closed_gate_is_no_obstacle_to_a_question_without_a_password() {
    let (agent, gate) = (crate::support::gated::agent().await, Gate::new());
    let client = crate::support::gated::client(&agent.address, "wr0ng", &gate);
    client.dags_agent().await.unwrap_err();
    assert!(gate.is_refused());
    assert!(!client.accepts_bare_calls().await.unwrap());
    client.probe().await.unwrap();
}
