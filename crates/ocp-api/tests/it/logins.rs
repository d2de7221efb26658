//! Who is let in, and how often a wrong password is sent.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

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
async fn many_calls_at_once_do_not_lock_an_account_whose_password_was_changed() {
    let changed = Arc::new(AtomicBool::new(false));
    let seen = changed.clone();
    let server =
        Server::start(
            move |asked| {
                if seen.load(Ordering::SeqCst) { refused("\"IAM10004\"") } else { strict(asked) }
            },
        );
    let client = server.user();
    client.info().await.unwrap();
    changed.store(true, Ordering::SeqCst);
    let call = |client: ocp_api::Client| async move { client.info().await.unwrap_err() };
    let calls: Vec<_> = (0..10).map(|_| tokio::spawn(call(client.clone()))).collect();
    for call in calls {
        let error = call.await.unwrap();
        assert!(matches!(error, Error::Unauthorized(_) | Error::LoginRefused), "{error:?}");
    }
    let refused = server.asked().len() - 1;
    assert!((1..=2).contains(&refused), "{refused}");
}

#[tokio::test]
async fn an_answer_that_was_under_way_does_not_bring_a_refused_login_back() {
    let (refusal, is_known) = std::sync::mpsc::channel();
    let (arrived, waits) = tokio::sync::oneshot::channel();
    let (is_known, arrived) = (Mutex::new(is_known), Mutex::new(Some(arrived)));
    let server = Server::start(move |asked| match asked.path() {
        "/api/v2/tasks/instances/1" => {
            arrived.lock().unwrap().take().unwrap().send(()).unwrap();
            is_known.lock().unwrap().recv().unwrap();
            reply(200, r#"{"successful":true,"data":{"id":1,"status":"RUNNING"}}"#)
        }
        "/api/v2/tasks/instances/2" => refused("\"IAM10003\""),
        _ => strict(asked),
    });
    let client = server.user();
    client.info().await.unwrap();
    let slow = tokio::spawn({
        let client = client.clone();
        async move { client.task("1").await }
    });
    waits.await.unwrap();
    assert!(matches!(client.task("2").await, Err(Error::Unauthorized(_))));
    refusal.send(()).unwrap();
    assert!(slow.await.unwrap().is_ok());
    assert!(matches!(client.info().await, Err(Error::LoginRefused)));
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
