//! Signing requests to the practice OCP with an access key.

use crate::common::ocp::{address, refusal, refused};
use crate::common::{Bench, Reply, raw};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sandbox::OcpTraits;
use sha1::Sha1;

const NOW: &str = "Fri, 08 May 2026 06:00:00 GMT";
const INFO: &str = "/api/v2/info";
const JSON: &str = "application/json";

async fn bench(host_seen: Option<&str>) -> Bench {
    let ocp_traits = OcpTraits { host_seen: host_seen.map(str::to_owned), ..OcpTraits::default() };
    Bench::with(1, |options| (options.ocp, options.ocp_traits) = (true, ocp_traits)).await
}

/// What is signed: the seven pieces, the query sorted already.
struct Request<'a> {
    method: &'a str,
    target: &'a str,
    body: &'a str,
    date: &'a str,
    host: Option<&'a str>,
}

impl Request<'_> {
    fn signature(&self, secret: &str, host: &str) -> String {
        let digest: String = match self.body {
            "" => String::new(),
            body => Md5::digest(body).iter().map(|byte| format!("{byte:02X}")).collect(),
        };
        let host = self.host.unwrap_or(host);
        let lines = [self.method, &digest, JSON, self.date, host, "x-ocp-origin:test", self.target];
        let mut mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(lines.join("\n").as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }

    async fn send(&self, bench: &Bench) -> Reply {
        let (key, secret) = bench.sandbox.ocp_access_key().unwrap();
        self.send_as(bench, &key, &secret).await
    }

    async fn send_as(&self, bench: &Bench, key: &str, secret: &str) -> Reply {
        let address = address(bench);
        let signature = self.signature(secret, &address);
        let authorization = format!("OCP-ACCESS-KEY-HMACSHA1 {key}:{signature}");
        let headers = [
            ("Authorization", authorization.as_str()),
            ("Date", self.date),
            ("Content-Type", JSON),
            ("x-ocp-origin", "test"),
        ];
        raw(&address, self.method, self.target, &headers, self.body).await.unwrap()
    }
}

fn info() -> Request<'static> {
    Request { method: "GET", target: INFO, body: "", date: NOW, host: None }
}

#[tokio::test]
async fn what_is_signed_is_let_in() {
    let bench = bench(None).await;
    assert_eq!(info().send(&bench).await.data()["name"], "ocp-server");
    let sorted =
        Request { target: "/api/v2/compute/hosts?page=1&size=10&status=AVAILABLE%2CONLINE", ..info() };
    assert_eq!(sorted.send(&bench).await.data()["page"]["size"], 10);
    let posted =
        Request { method: "PATCH", target: "/api/v2/obproxy/clusters/5", body: "{\"port\":2899}", ..info() };
    assert_eq!(posted.send(&bench).await.data()["port"], 2899);
    let seen = bench.sandbox.ocp_requests();
    assert!(seen.iter().all(|request| request.is_signed && request.has_login));
    assert_eq!((bench.sandbox.ocp_refused_attempts(), &*seen[2].body), (0, "{\"port\":2899}"));
}

#[tokio::test]
async fn what_is_signed_otherwise_is_turned_away_and_locks_nobody() {
    let bench = bench(None).await;
    let (key, secret) = bench.sandbox.ocp_access_key().unwrap();
    let wrong = [
        Request { host: Some("ocp.lab"), ..info() },
        Request { target: "/api/v2/compute/hosts?status=AVAILABLE,ONLINE", ..info() },
        Request { target: "/api/v2/compute/hosts?size=1&page=1", ..info() },
    ];
    for request in &wrong {
        assert_eq!(refusal(&request.send(&bench).await), refused(401, "IAM10006"), "{}", request.target);
    }
    assert_eq!(refusal(&info().send_as(&bench, &key, "other").await), refused(401, "IAM10006"));
    assert_eq!(refusal(&info().send_as(&bench, "other", &secret).await), refused(401, "IAM10004"));
    assert_eq!(bench.sandbox.ocp_refused_attempts(), 5);
    for _ in 0..5 {
        info().send_as(&bench, "other", &secret).await;
    }
    assert_eq!(info().send(&bench).await.status, 200);
    bench.sandbox.change_ocp_secret_key("another");
    assert_eq!(refusal(&info().send_as(&bench, &key, &secret).await), refused(401, "IAM10006"));
}

#[tokio::test]
async fn a_date_counts_for_a_quarter_of_an_hour() {
    let bench = bench(None).await;
    for (date, status) in [
        ("Fri, 08 May 2026 05:45:00 GMT", 200),
        ("Fri, 08 May 2026 06:15:00 GMT", 200),
        ("Fri, 08 May 2026 05:44:59 GMT", 401),
        ("Fri, 08 May 2026 06:15:01 GMT", 401),
        ("2026-05-08T06:00:00Z", 401),
    ] {
        assert_eq!(Request { date, ..info() }.send(&bench).await.status, status, "{date}");
    }
    bench.seconds(15 * 60 + 1);
    assert_eq!(refusal(&info().send(&bench).await), refused(401, "IAM10000"));
}

#[tokio::test]
async fn a_proxy_that_rewrites_the_host_breaks_signatures_unless_the_rewritten_one_is_signed() {
    let bench = bench(Some("10.0.0.10:8080")).await;
    assert_eq!(refusal(&info().send(&bench).await), refused(401, "IAM10006"));
    assert_eq!(Request { host: Some("10.0.0.10:8080"), ..info() }.send(&bench).await.status, 200);
}
