//! What happens when the network or a stranger answers instead of an agent.

use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::support::raw::{Manner, Raw};
use crate::support::{Agent, options};
use axum::body::Body;
use axum::http::Response;
use obshell_api::{Address, AgentAddress, Client, Error, JoinRequest, NotObshell, Options, Tls, Unreachable};

async fn join(client: &Client) -> Error {
    let agent = AgentAddress { ip: "10.10.10.1".to_owned(), port: 2886 };
    let request = JoinRequest { agent, zone_name: "zone1".to_owned(), master_password: None };
    client.join(&request).await.unwrap_err()
}

fn client(raw: &Raw, options: Options) -> Client {
    Client::new(raw.address.clone(), options).unwrap()
}

fn page(status: u16, body: &str) -> Response<Body> {
    Response::builder().status(status).body(Body::from(body.to_owned())).unwrap()
}

#[tokio::test]
async fn an_answer_of_30_mb_is_not_read() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    agent.will_answer(Response::new(Body::from(vec![b' '; 30 << 20])));
    let error = client.dags_agent().await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 16_777_216, .. }), "{error:?}");
    assert!(error.trace_id().is_some());
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let raw = Raw::start(Manner::GoOn);
    let error = client(&raw, Options { max_body: 100_000, ..options() }).dags_agent().await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 100_000, .. }), "{error:?}");
}

#[tokio::test]
async fn a_web_page_is_not_an_agent() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    agent.will_answer(page(200, "<html><head><title>Sign in</title></head></html>"));
    let error = join(&client).await;
    let Error::NotObshell { status: 200, what, excerpt, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*what, NotObshell::Html { title: "Sign in".to_owned() });
    assert!(excerpt.starts_with("<html>"));
    assert!(error.outcome_unknown());
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    let elsewhere = format!("http://{}/elsewhere", agent.address);
    let moved = Response::builder().status(307).header("location", &elsewhere).body(Body::empty()).unwrap();
    agent.will_answer(moved);
    let error = join(&client).await;
    assert!(matches!(&error, Error::Redirected { location } if *location == elsewhere), "{error:?}");
    assert!(!error.outcome_unknown());
    assert_eq!(agent.world().all, 4);
}

#[tokio::test]
async fn a_lost_change_has_an_unknown_outcome_and_is_never_repeated() {
    for manner in [Manner::HangUp, Manner::BreakOff] {
        let raw = Raw::start(manner);
        let error = join(&client(&raw, options())).await;
        assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
        assert!(error.outcome_unknown());
        assert_eq!(error.trace_id().map(str::len), Some(16));
        assert_eq!(raw.hits.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn a_change_that_is_never_answered_times_out_with_an_unknown_outcome() {
    let raw = Raw::start(Manner::KeepSilent);
    let error = join(&client(&raw, Options { total_timeout: Duration::from_secs(1), ..options() })).await;
    assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
    assert_eq!(raw.hits.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_lost_read_changes_nothing() {
    let raw = Raw::start(Manner::HangUp);
    let error = client(&raw, options()).dags_agent().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::Reset, .. }), "{error:?}");
    assert!(!error.outcome_unknown());
    assert_eq!(raw.hits.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_change_that_finds_nobody_was_not_made() {
    let raw = Raw::start_for(Manner::HangUp, 3);
    let client = client(&raw, options());
    client.secret().await.unwrap();
    client.measure_clock().await.unwrap();
    client.info().await.unwrap();
    raw.gone();
    let error = join(&client).await;
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::Refused, .. }), "{error:?}");
    assert!(!error.outcome_unknown());
}

#[tokio::test]
async fn a_handshake_that_never_ends_times_out() {
    let pem = rcgen::generate_simple_self_signed(["ob1".to_owned()]).unwrap().cert.pem();
    let connect_timeout = Duration::from_millis(200);
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = Address::parse(&silent.local_addr().unwrap().to_string()).unwrap();
    let options = Options { connect_timeout, tls: Tls::PrivateCa(pem.into_bytes()), ..options() };
    let error = Client::new(address, options).unwrap().info().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::TimedOut, .. }), "{error:?}");
}

#[tokio::test]
async fn an_unknown_name_is_named_so() {
    let address = Address::parse("obshell.invalid").unwrap();
    let error = Client::new(address, options()).unwrap().info().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::NameNotFound, .. }), "{error:?}");
}

#[test]
fn an_unusable_option_is_found_at_once() {
    let address = Address::parse("ob1").unwrap();
    let options = Options { accept_language: "\n".to_owned(), ..Options::default() };
    assert!(matches!(Client::new(address, options), Err(Error::Options { .. })));
}
