//! Who is let in, and how often a wrong password is sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{Asked, BASIC, INFO, Server, login, refused, reply};
use ocp_api::{Error, Login, Options, Refusal, SecretString};

/// Lets `admin:aaBB11##` in.
fn strict(asked: &Asked) -> Vec<u8> {
    if asked.header("authorization") == Some(BASIC) { reply(200, INFO) } else { refused("\"IAM10004\"") }
}

#[tokio::test]
async fn the_login_proves_itself_and_the_version_is_told() {
    let server = Server::start(strict);
    let client = server.client();
    client.set_login(login("aaBB11##"));
    let info = client.info().await.unwrap();
    assert_eq!((&*info.version, &*info.name), ("4.2.2-20240131164424", "ocp-server"));
    assert_eq!((&*info.spring_boot_version, &*info.build_time), ("2.7.18", "2024-01-31T08:44:24Z"));
    let asked = &server.asked()[0];
    assert_eq!(asked.line, "GET /api/v2/info HTTP/1.1");
    assert_eq!(asked.header("authorization"), Some(BASIC));
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert_eq!(asked.header("accept-language"), Some("en-US"));
}

#[tokio::test]
async fn a_refused_login_is_not_sent_again() {
    let server = Server::start(strict);
    let client = server.client();
    client.set_login(login("wrong"));
    let error = client.info().await.unwrap_err();
    let Error::Unauthorized(refusal) = &error else { panic!("{error:?}") };
    assert_eq!((&*refusal.code, refusal.refusal()), ("IAM10004", Refusal::WrongLogin));
    assert_eq!(error.trace_id(), Some("abc"));
    for _ in 0..3 {
        assert!(matches!(client.clone().info().await, Err(Error::LoginRefused)));
    }
    assert_eq!(server.asked().len(), 1);
    client.set_login(login("aaBB11##"));
    assert!(client.info().await.is_ok());
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn many_calls_at_once_try_a_wrong_login_once() {
    let server = Server::start(strict);
    let client = server.client();
    client.set_login(login("wrong"));
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.info().await.unwrap_err() })
        })
        .collect();
    let mut refused = 0;
    for call in calls {
        let error = call.await.unwrap();
        assert!(matches!(error, Error::Unauthorized(_) | Error::LoginRefused), "{error:?}");
        refused += usize::from(matches!(error, Error::Unauthorized(_)));
    }
    assert_eq!((refused, server.asked().len()), (1, 1));
}

#[tokio::test]
async fn a_login_that_is_refused_later_is_not_sent_again_either() {
    let changed = Arc::new(AtomicBool::new(false));
    let seen = changed.clone();
    let server = Server::start(
        move |asked| {
            if seen.load(Ordering::SeqCst) { refused("10003") } else { strict(asked) }
        },
    );
    let client = server.client();
    client.set_login(login("aaBB11##"));
    client.info().await.unwrap();
    changed.store(true, Ordering::SeqCst);
    let Err(Error::Unauthorized(refusal)) = client.info().await else { panic!() };
    assert_eq!(refusal.refusal(), Refusal::Locked);
    assert!(matches!(client.info().await, Err(Error::LoginRefused)));
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn an_error_that_is_not_about_the_login_does_not_cost_it() {
    let server = Server::start(|_| reply(500, r#"{"successful":false,"error":{"code":"COM10999"}}"#));
    let client = server.client();
    client.set_login(login("aaBB11##"));
    for _ in 0..2 {
        assert!(matches!(client.info().await, Err(Error::Rejected(error)) if error.code == "COM10999"));
    }
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn without_a_login_nothing_is_sent() {
    let server = Server::start(strict);
    let client = server.client();
    assert!(matches!(client.info().await, Err(Error::NoLogin)));
    client.set_login(login("wrong"));
    client.clear_login();
    assert!(matches!(client.info().await, Err(Error::NoLogin)));
    for user in ["", "ad:min", "ad\nmin"] {
        client.set_login(Login::basic(user, SecretString::from("x")));
        assert!(matches!(client.info().await, Err(Error::Options { .. })), "{user:?}");
    }
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn nothing_says_the_password() {
    let server = Server::start(|_| refused("10004"));
    let client = ocp_api::Client::new(&server.http(), Options::default()).unwrap();
    let secret = login("aaBB11##");
    client.set_login(secret.clone());
    let error = client.info().await.unwrap_err();
    let said = format!("{secret:?} {client:?} {error:?} {error}");
    assert!(!said.contains("aaBB11") && !said.contains("YWRtaW46"), "{said}");
    assert!(said.contains("admin"));
}
