//! When a call is sent a second time, and when it is not.

use crate::support::{Agent, NOW, Seen, dag, refusal, success, unauthorized};
use obshell_api::{AgentAddress, ApiErrorKind, Client, Error, JoinRequest};
use serde_json::json;

async fn join(client: &Client) -> Result<(), Error> {
    let agent = AgentAddress { ip: "10.10.10.1".to_owned(), port: 2886 };
    let request = JoinRequest { agent, zone_name: "zone1".to_owned(), master_password: None };
    client.join(&request).await.map(drop)
}

fn credential(seen: &Seen) -> (&'static str, String) {
    (seen.header_name, seen.header["Auth"].as_str().unwrap().to_owned())
}

fn kind(result: Result<(), Error>) -> ApiErrorKind {
    match result {
        Err(Error::Rejected(error)) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_undecryptable_header_is_sealed_again_with_the_new_key() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    let first = client.secret().await.unwrap().fingerprint();
    agent.world().key = 1;
    agent.will_answer(refusal(401, "Security.Authentication.Header.DecryptFailed", 1));
    agent.will_answer(success(dag()));
    join(&client).await.unwrap();
    assert_eq!(agent.seen().len(), 2);
    assert_ne!(client.fingerprint(), Some(first));
    assert_eq!(agent.seen()[0].body, agent.seen()[1].body);
    assert_ne!(agent.seen()[0].header["Keys"], agent.seen()[1].header["Keys"]);
}

#[tokio::test]
async fn an_old_agents_code_1_means_the_same() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    agent.will_answer(refusal(401, "", 1));
    agent.will_answer(refusal(401, "", 1));
    assert_eq!(kind(join(&client).await), ApiErrorKind::DecryptFailed);
    assert_eq!(agent.seen().len(), 2, "and not a third time");
}

#[tokio::test]
async fn a_changed_key_ends_the_call_when_one_is_pinned() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    let pinned = client.secret().await.unwrap().fingerprint();
    client.pin(pinned);
    agent.world().key = 1;
    agent.will_answer(refusal(401, "Security.Authentication.Header.DecryptFailed", 1));
    for _ in 0..2 {
        let Err(Error::KeyChanged { pinned: was, offered }) = join(&client).await else { panic!() };
        assert_eq!((was, Some(offered)), (pinned, client.fingerprint()));
    }
    assert_eq!(agent.seen().len(), 1, "nothing is sent for the new key");
}

#[tokio::test]
async fn nothing_is_sent_to_a_key_that_was_never_the_pinned_one() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    client.pin(format!("SHA256 {}", ["ab"; 32].join(":")).parse().unwrap());
    assert!(matches!(join(&client).await, Err(Error::KeyChanged { .. })));
    assert!(matches!(client.probe().await, Err(Error::KeyChanged { .. })));
    assert_eq!(agent.seen().len(), 0);
}

#[tokio::test]
async fn a_pin_set_later_counts_for_the_key_in_use() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    client.dags_agent().await.unwrap();
    client.pin(format!("SHA256 {}", ["ab"; 32].join(":")).parse().unwrap());
    assert!(matches!(client.dags_agent().await, Err(Error::KeyChanged { .. })));
    assert_eq!(agent.seen().len(), 1);
}

#[tokio::test]
async fn the_candidate_takes_over_in_the_middle_of_a_bootstrap() {
    let agent = Agent::start("MASTER", true).await;
    let client = agent.client("", "n3w", "4gent");
    client.dags_agent().await.unwrap();
    agent.will_answer(unauthorized("WithOceanBasePassword"));
    client.dags_agent().await.unwrap();
    client.dags_agent().await.unwrap();
    let used: Vec<_> = agent.seen().iter().map(credential).collect();
    let (root, agent_password) =
        (("x-ocs-header", "n3w".to_owned()), ("x-ocs-agent-header", "4gent".to_owned()));
    assert_eq!(used, [agent_password.clone(), agent_password, root.clone(), root]);
}

#[tokio::test]
async fn the_candidate_takes_over_from_no_password() {
    let agent = Agent::start("MASTER", false).await;
    let client = agent.client("", "n3w", "");
    agent.will_answer(unauthorized("IncorrectOceanbasePassword"));
    client.dags_agent().await.unwrap();
    let used: Vec<_> = agent.seen().iter().map(|seen| credential(seen).1).collect();
    assert_eq!(used, ["", "n3w"]);
    assert_eq!(agent.world().open.iter().filter(|path| *path == "/api/v1/info").count(), 2, "refreshed");
}

#[tokio::test]
async fn an_old_agent_gets_the_candidate_for_a_bare_refusal() {
    let agent = Agent::start("MASTER", false).await;
    let client = agent.client("", "n3w", "");
    agent.will_answer(refusal(401, "", 10008));
    client.dags_agent().await.unwrap();
    assert_eq!(agent.seen()[1].header["Auth"], "n3w");
}

#[tokio::test]
async fn an_old_agent_whose_clock_moved_gets_a_new_header() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "0ther", "");
    client.dags_agent().await.unwrap();
    agent.world().ahead = 600;
    agent.will_answer(refusal(401, "", 10008));
    client.dags_agent().await.unwrap();
    let last = agent.seen().remove(2);
    assert_eq!((&last.header["Auth"], &last.header["Ts"]), (&json!("r00t"), &json!((NOW + 660).to_string())));
}

#[tokio::test]
async fn two_wrong_passwords_are_two_attempts() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("wr0ng", "wr0ng too", "");
    (0..3).for_each(|_| agent.will_answer(unauthorized("IncorrectOceanbasePassword")));
    assert_eq!(kind(join(&client).await), ApiErrorKind::WrongRootPassword);
    assert_eq!(agent.seen().len(), 2);
}

#[tokio::test]
async fn one_wrong_password_is_one_attempt() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("wr0ng", "", "");
    (0..3).for_each(|_| agent.will_answer(unauthorized("IncorrectOceanbasePassword")));
    assert_eq!(kind(join(&client).await), ApiErrorKind::WrongRootPassword);
    assert_eq!(agent.seen().len(), 1);
}

#[tokio::test]
async fn a_stale_identity_is_refreshed_before_the_second_try() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("r00t", "", "4gent");
    client.dags_agent().await.unwrap();
    agent.world().security = true;
    agent.will_answer(unauthorized("WithAgentPassword"));
    client.dags_agent().await.unwrap();
    let used: Vec<_> = agent.seen().iter().map(|seen| credential(seen).1).collect();
    assert_eq!(used, ["", "", "4gent"], "and the root password never left");
}

#[tokio::test]
async fn an_expired_header_is_signed_again_with_the_measured_clock() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    client.dags_agent().await.unwrap();
    agent.world().ahead = 7_200;
    agent.will_answer(unauthorized("Expired"));
    agent.will_answer(success(dag()));
    join(&client).await.unwrap();
    let signed: Vec<_> = agent.seen().iter().map(|seen| seen.header["Ts"].clone()).collect();
    assert_eq!(signed[1..], [json!((NOW + 60).to_string()), json!((NOW + 7_260).to_string())]);
    assert_eq!(client.clock_offset().unwrap().offset_ms, 7_200_000.0);
}

#[tokio::test]
async fn there_is_one_second_try_in_total() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "n3w", "");
    agent.will_answer(unauthorized("Expired"));
    agent.will_answer(unauthorized("IncorrectOceanbasePassword"));
    assert_eq!(kind(join(&client).await), ApiErrorKind::WrongRootPassword);
    assert_eq!(agent.seen().len(), 2);
}

#[tokio::test]
async fn no_other_refusal_is_answered_with_a_second_try() {
    let agent = Agent::start("CLUSTER AGENT", true).await;
    let client = agent.client("r00t", "n3w", "4gent");
    let codes = [
        (500, "Agent.UnderMaintenance"),
        (500, "Security.Authentication.IncorrectOceanbasePassword"),
        (401, "Security.Authentication.Header.UriMismatch"),
        (401, "Security.Authentication.IncorrectAgentPassword"),
        (400, "Request.Header.NotFound"),
        (500, "Gorm.NoRowAffected"),
    ];
    for (status, code) in codes {
        agent.will_answer(refusal(status, code, 0));
        assert!(matches!(join(&client).await, Err(Error::Rejected(_))), "{code}");
    }
    assert_eq!(agent.seen().len(), codes.len());
}

#[tokio::test]
async fn no_error_shows_a_password() {
    let agent = Agent::start("CLUSTER AGENT", true).await;
    let client = agent.client("c4nary-root", "c4nary-new", "c4nary-agent");
    (0..2).for_each(|_| agent.will_answer(unauthorized("IncorrectOceanbasePassword")));
    let error = join(&client).await.unwrap_err();
    let text = format!("{error} {error:?} {client:?}");
    assert!(!text.contains("c4nary"), "{text}");
}
