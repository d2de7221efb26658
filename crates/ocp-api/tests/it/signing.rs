//! Requests that are signed with an access key.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use ocp_api::{
    Client, Clock, ClockOffset, CreateObproxyCluster, Error, HostQuery, Login, Options, ProxyAddress, Route,
    SecretString, WireForm, WorkMode,
};
use sha1::Sha1;

use crate::support::{Asked, INFO, Server, data, refused, reply, task};

const ACCESS_KEY: &str = "cqammmxBpfGjFlto";
const SECRET_KEY: &str = "2fc0c299cc94c6be266f2ceece765d4d";
/// Tue, 17 Jan 2023 09:13:57 GMT.
const NOW_S: u64 = 1_673_946_837;
/// The published key's signature of `POST /api/v2/tasks/instances/31257/retry` at that time to
/// `ocp.alibaba.net:8080`.
const RETRY: &str = "OCP-ACCESS-KEY-HMACSHA1 cqammmxBpfGjFlto:aRwMlCwqlHR+5jezZrRvXScXlcU=";

/// A wall clock that is set by hand.
struct Set(AtomicU64);

impl Clock for Set {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

fn key() -> Login {
    Login::access_key(ACCESS_KEY, SecretString::from(SECRET_KEY))
}

fn signing(url: &str, route: Route) -> (Client, Arc<Set>) {
    let clock = Arc::new(Set(AtomicU64::new(NOW_S)));
    let client = Client::new(url, Options { route, clock: clock.clone(), ..Options::default() }).unwrap();
    client.set_login(key());
    (client, clock)
}

/// A way on which every host is `server`.
fn to(server: &Server) -> Route {
    let host = "127.0.0.1".to_owned();
    Route::HttpProxy(ProxyAddress { host, port: server.port, user: None, password: None })
}

/// The signature of a request as an OCP computes it, of nothing but what came over the wire.
fn expected(asked: &Asked, host: &str) -> String {
    let mut words = asked.line.split(' ');
    let (method, target) = (words.next().unwrap(), words.next().unwrap());
    let md5: String = Md5::digest(&asked.body).iter().map(|byte| format!("{byte:02X}")).collect();
    let md5 = if asked.body.is_empty() { String::new() } else { md5 };
    let header = |name| asked.header(name).unwrap_or_default();
    let text = format!("{method}\n{md5}\n{}\n{}\n{host}\n\n{target}", header("content-type"), header("date"));
    let mut mac = Hmac::<Sha1>::new_from_slice(SECRET_KEY.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("OCP-ACCESS-KEY-HMACSHA1 {ACCESS_KEY}:{}", STANDARD.encode(mac.finalize().into_bytes()))
}

fn assert_signed(asked: &Asked) {
    assert_eq!(asked.header("authorization"), Some(&*expected(asked, asked.header("host").unwrap())));
}

#[tokio::test]
async fn a_known_request_gets_its_known_signature() {
    let server = Server::start(|_| data(&task(31_257, 1)));
    let (client, _) = signing("http://ocp.alibaba.net:8080", to(&server));
    client.retry_task("31257").await.unwrap();
    let asked = &server.asked()[0];
    assert_eq!(asked.header("authorization"), Some(RETRY));
    assert_eq!(asked.header("date"), Some("Tue, 17 Jan 2023 09:13:57 GMT"));
    assert_eq!(asked.header("host"), Some("ocp.alibaba.net:8080"));
    assert_eq!(asked.headers.iter().filter(|line| line.to_lowercase().starts_with("host:")).count(), 1);
}

#[tokio::test]
async fn what_is_sent_is_what_is_signed() {
    let server = Server::start(|_| reply(200, r#"{"successful":true,"data":{"contents":[]}}"#));
    let (client, _) = signing(&server.http(), Route::Direct);
    let keyword = "测试 a+b~*&=".to_owned();
    client.hosts(&HostQuery { keyword, ..HostQuery::default() }).await.unwrap();
    let mut wanted = CreateObproxyCluster::named("集群", WorkMode::ConfigUrl);
    wanted.password = Some(SecretString::from("aaBB11##\"\\"));
    client.create_obproxy_cluster(&wanted, WireForm::default()).await.unwrap();
    client.change_obproxy_address(1, Some("foo.bar"), None).await.unwrap();
    client.remove_ob_link(1, "a b/集").await.unwrap();
    client.skip_subtask("1", "2").await.unwrap();
    let asked = server.asked();
    asked.iter().for_each(assert_signed);
    assert_eq!((asked.len(), asked[1].body.is_empty(), asked[3].body.is_empty()), (5, false, true));
}

#[tokio::test]
async fn a_port_that_goes_without_saying_is_neither_sent_nor_signed() {
    let server = Server::start(|_| reply(200, INFO));
    let (client, _) = signing("http://ocp.example.com:80", to(&server));
    client.info().await.unwrap();
    let asked = &server.asked()[0];
    assert_eq!(asked.header("host"), Some("ocp.example.com"));
    // The proxy names the path alone.
    assert_signed(&Asked { line: "GET /api/v2/info HTTP/1.1".to_owned(), ..asked.clone() });
}

#[tokio::test]
async fn another_host_is_signed_when_something_between_writes_it() {
    let server = Server::start(|_| data(&task(31_257, 1)));
    let (client, _) = signing(&server.http(), Route::Direct);
    client.set_signing_host(Some("ocp.alibaba.net:8080")).unwrap();
    client.retry_task("31257").await.unwrap();
    let sent = format!("127.0.0.1:{}", server.port);
    assert_eq!(server.asked()[0].header("authorization"), Some(RETRY));
    assert_eq!(server.asked()[0].header("host"), Some(&*sent));
    for bad in ["ocp:0", "ocp:x", "http://ocp", "o cp", "ocp\nx"] {
        let refused = client.set_signing_host(Some(bad));
        assert!(matches!(refused, Err(Error::Options { .. })), "{bad:?}");
    }
    client.retry_task("31257").await.unwrap();
    assert_eq!(server.asked()[1].header("authorization"), Some(RETRY), "nothing was changed");
    client.set_signing_host(None).unwrap();
    client.retry_task("31257").await.unwrap();
    assert_signed(&server.asked()[2]);
}

#[tokio::test]
async fn each_request_has_ocps_time() {
    let server = Server::start(|asked| {
        // Half an hour ahead of ours.
        reply(200, if asked.path().ends_with("time") { "2023-01-17T09:43:57Z" } else { INFO })
    });
    let (client, clock) = signing(&server.http(), Route::Direct);
    client.probe().await.unwrap();
    client.info().await.unwrap();
    clock.0.store(NOW_S + 1, Ordering::SeqCst);
    client.info().await.unwrap();
    let mut offset = client.clock_offset().unwrap();
    assert!((offset.offset_ms - 1_800_000.0).abs() < 0.001);
    for ms in [-60_000.0, f64::MAX, f64::NAN] {
        offset.offset_ms = ms;
        client.set_clock_offset(ClockOffset { ..offset });
        client.info().await.unwrap();
    }
    let asked = server.asked();
    assert_eq!((asked[0].header("authorization"), asked[0].header("date")), (None, None));
    let dates: Vec<&str> = asked[1..].iter().filter_map(|asked| asked.header("date")).collect();
    let times = ["09:43:57", "09:43:58", "09:12:58", "09:13:58", "09:13:58"];
    assert_eq!(dates, times.map(|time| format!("Tue, 17 Jan 2023 {time} GMT")));
    asked[1..].iter().for_each(assert_signed);
}

#[tokio::test]
async fn a_refused_key_is_not_used_again() {
    let server = Server::start(|_| refused("\"IAM10000\""));
    let (client, _) = signing(&server.http(), Route::Direct);
    assert!(matches!(client.info().await, Err(Error::Unauthorized(_))));
    assert!(matches!(client.info().await, Err(Error::LoginRefused)));
    assert!(matches!(client.delete_obproxy_cluster(1).await, Err(Error::LoginRefused)));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_key_that_cannot_be_sent_is_not_and_no_secret_is_said() {
    let server = Server::start(|_| reply(200, INFO));
    let (client, _) = signing(&server.http(), Route::Direct);
    for bad in ["", "a:b", "a b", "a\n"] {
        client.set_login(Login::access_key(bad, SecretString::from(SECRET_KEY)));
        let error = client.info().await.unwrap_err();
        assert!(matches!(error, Error::Options { .. }), "{bad:?}");
    }
    assert!(server.asked().is_empty());
    let said = format!("{:?} {client:?}", key());
    assert!(said.contains(ACCESS_KEY) && !said.contains(SECRET_KEY), "{said}");
}
