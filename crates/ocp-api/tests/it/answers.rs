//! What comes back, from an OCP and from others.

use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crate::support::{INFO, Server, login, reply, reply_with};
use ocp_api::{Client, Clock, Error, NotOcp, Options, Unreachable};

/// A clock that goes 100 ms forward at every look; the wall clock shows 1 000 s after 1970.
#[derive(Default)]
struct Stepping(AtomicU64);

impl Clock for Stepping {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(100 * self.0.fetch_add(1, Ordering::SeqCst))
    }
}

#[tokio::test]
async fn a_probe_needs_no_login_and_measures_the_clock() {
    let server = Server::start(|_| reply(200, "1970-01-01T08:16:45.05+08:00"));
    let options = Options { clock: Arc::new(Stepping::default()), ..Options::default() };
    let client = Client::new(&server.http(), options).unwrap();
    client.set_login(login("aaBB11##"));
    let probe = client.probe().await.unwrap();
    // 1005.05 s there at 1000.05 s here, half way.
    assert!((probe.offset.offset_ms - 5_000.0).abs() < 0.001, "{probe:?}");
    assert_eq!((probe.latency, probe.offset.round_trip_ms), (Duration::from_millis(100), 100.0));
    assert_eq!(probe.time.offset().whole_hours(), 8);
    let asked = &server.asked()[0];
    assert_eq!((asked.path(), asked.header("authorization")), ("/api/v2/time", None));
}

#[tokio::test]
async fn a_time_and_an_info_come_with_an_envelope_or_without() {
    let bare = r#"{"name":"ocp","buildVersion":"3.3.0","buildTime":1}"#;
    let enveloped = r#"{"successful":true,"status":200,"data":"2024-01-31T08:44:24.1Z"}"#;
    let server =
        Server::start(move |asked| reply(200, if asked.path().ends_with("time") { enveloped } else { bare }));
    let client = server.client();
    client.set_login(login("x"));
    assert_eq!(client.probe().await.unwrap().time.year(), 2024);
    assert_eq!(client.info().await.unwrap().version, "3.3.0");
}

async fn probed(status: u16, body: &'static str) -> Error {
    Server::start(move |_| reply(status, body)).client().probe().await.unwrap_err()
}

#[tokio::test]
async fn who_is_no_ocp_is_described() {
    let cases = [
        (
            200,
            "<html><title>OBShell Dashboard</title></html>",
            NotOcp::Html { title: "OBShell Dashboard".to_owned() },
        ),
        (
            502,
            "<html><head><title>502 Bad Gateway</title>",
            NotOcp::Html { title: "502 Bad Gateway".to_owned() },
        ),
        (200, "okay", NotOcp::Text),
        (200, "{\"status\":\"UP\"}", NotOcp::Json),
        (404, "{\"status\":404,\"error\":\"Not Found\"}", NotOcp::Json),
        (200, "17", NotOcp::Json),
        (200, "", NotOcp::Empty),
        (400, "Client sent an HTTP request to an HTTPS server.\n", NotOcp::WantsHttps),
        // An OCP, perhaps, but not with a time.
        (200, INFO, NotOcp::Json),
    ];
    for (status, body, expected) in cases {
        let error = probed(status, body).await;
        let Error::NotOcp { status: got, what, excerpt } = &error else { panic!("{body}: {error:?}") };
        assert_eq!((*got, what), (status, &expected), "{body}");
        assert!(excerpt.len() <= 200 && !excerpt.contains('\n'));
    }
}

#[tokio::test]
async fn an_answer_in_the_wrong_place_is_not_an_info() {
    for body in ["\"4.2.2\"", "[]", r#"{"successful":true,"status":200}"#, "2024-01-31T08:44:24Z"] {
        let server = Server::start(move |_| reply(200, body));
        let client = server.client();
        client.set_login(login("x"));
        let error = client.info().await.unwrap_err();
        assert!(matches!(error, Error::NotOcp { status: 200, .. }), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn ocps_own_errors_keep_their_code_and_trace() {
    let body =
        r#"{"successful":false,"status":404,"traceId":"4f","error":{"code":"COM10002","message":"gone"}}"#;
    let error = probed(404, body).await;
    assert_eq!((error.to_string(), error.trace_id()), ("gone".to_owned(), Some("4f")));
    assert!(matches!(error, Error::Rejected(error) if error.status == 404 && error.code == "COM10002"));
    // A status of 200 does not make a success of it.
    assert!(matches!(probed(200, r#"{"successful":false}"#).await, Error::Rejected(_)));
}

#[tokio::test]
async fn too_many_requests_say_how_long_to_wait() {
    let body = r#"{"successful":false,"status":429,"error":{"code":0,"message":"slow down"}}"#;
    let server = Server::start(move |_| reply_with(429, "RateLimit-Reset: 7\r\n", body));
    let Err(Error::Throttled { error, wait }) = server.client().probe().await else { panic!() };
    assert_eq!((&*error.code, wait), ("0", Some(Duration::from_secs(7))));
    assert!(matches!(probed(429, "later").await, Error::Throttled { wait: None, .. }));
}

#[tokio::test]
async fn a_401_is_one_whoever_words_it() {
    let server = Server::start(|_| reply(401, "<html><title>401</title>who are you"));
    let client = server.client();
    client.set_login(login("x"));
    let error = client.info().await.unwrap_err();
    assert!(
        matches!(&error, Error::Unauthorized(error) if error.message.contains("who are you")),
        "{error:?}"
    );
    assert!(matches!(client.info().await, Err(Error::LoginRefused)));
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("http://{}/api/v2/info", elsewhere.local_addr().unwrap());
    let location = target.clone();
    let server = Server::start(move |_| reply_with(302, &format!("Location: {location}\r\n"), ""));
    let client = server.client();
    client.set_login(login("x"));
    let error = client.info().await.unwrap_err();
    assert!(matches!(&error, Error::Redirected { location } if *location == target), "{error:?}");
    assert!(!crate::support::visited(&elsewhere));
}

#[tokio::test]
async fn a_long_answer_is_not_read() {
    for head in ["Content-Length: 200000", "Transfer-Encoding: chunked"] {
        let server = Server::start(move |_| {
            let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
            format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{}", chunk.repeat(48)).into_bytes()
        });
        let options = Options { max_body: 100_000, ..Options::default() };
        let error = Client::new(&server.http(), options).unwrap().probe().await.unwrap_err();
        assert!(matches!(error, Error::TooLarge { limit: 100_000 }), "{head}: {error:?}");
    }
}

#[tokio::test]
async fn who_does_not_answer_is_sorted_by_why() {
    let reason = async |url: &str, options: Options| match Client::new(url, options).unwrap().probe().await {
        Err(Error::Unreachable { reason, .. }) => reason,
        other => panic!("{url}: {other:?}"),
    };
    let silent = Server::start(|_| Vec::new());
    assert_eq!(reason(&silent.http(), Options::default()).await, Unreachable::Reset);
    assert_eq!(silent.asked().len(), 1, "not repeated");
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(reason(&gone.to_string(), Options::default()).await, Unreachable::Refused);
    assert_eq!(reason("http://ocp.invalid", Options::default()).await, Unreachable::NameNotFound);
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let patience = Options { total_timeout: Duration::from_millis(200), ..Options::default() };
    assert_eq!(reason(&deaf.local_addr().unwrap().to_string(), patience).await, Unreachable::TimedOut);
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", plain.local_addr().unwrap());
    std::thread::spawn(move || {
        plain.accept().unwrap().0.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap()
    });
    assert_eq!(reason(&url, Options::default()).await, Unreachable::Tls);
}

#[test]
fn what_cannot_be_used_is_found_at_once() {
    assert!(matches!(Client::new("http://admin:x@ocp", Options::default()), Err(Error::BaseUrl(_))));
    let options = Options { accept_language: "\n".to_owned(), ..Options::default() };
    assert!(matches!(Client::new("ocp", options), Err(Error::Options { .. })));
}
