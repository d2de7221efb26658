//! The practice OCP.

use crate::common::{Bench, Reply, raw};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sandbox::TlsOptions;
use serde_json::json;

async fn bench() -> Bench {
    Bench::with(1, |options| options.ocp = true).await
}

fn address(bench: &Bench) -> String {
    bench.sandbox.ocp_url().unwrap().strip_prefix("http://").unwrap().to_owned()
}

async fn ask(bench: &Bench, target: &str, login: Option<&str>) -> Reply {
    let value = login.map(|login| format!("Basic {}", STANDARD.encode(login)));
    let header = value.as_ref().map(|value| ("Authorization", value.as_str()));
    raw(&address(bench), "GET", target, header.as_slice(), "").await.unwrap()
}

fn right(bench: &Bench) -> String {
    let (user, password) = bench.sandbox.ocp_credentials().unwrap();
    format!("{user}:{password}")
}

const INFO: &str = "/api/v2/info";

#[tokio::test]
async fn it_tells_everybody_the_time_in_plain_text() {
    let bench = bench().await;
    let reply = ask(&bench, "/api/v2/time", None).await;
    assert_eq!((reply.status, &*reply.text), (200, "2026-05-08T14:00:00+08:00"));
    assert!(reply.head.to_ascii_lowercase().contains("content-type: text/plain"));
}

#[tokio::test]
async fn it_says_who_it_is_to_those_who_log_in() {
    let bench = bench().await;
    let reply = ask(&bench, INFO, Some(&right(&bench))).await;
    assert_eq!(reply.data()["buildVersion"], "4.2.2-20240131164424");
    assert_eq!((&reply.json["successful"], &reply.json["status"]), (&json!(true), &json!(200)));
    assert_eq!(reply.trace().len(), 16);
    assert_eq!(bench.sandbox.ocp_refused_attempts(), 0);
}

#[tokio::test]
async fn it_turns_everybody_else_away() {
    let bench = bench().await;
    let nobody = ask(&bench, INFO, None).await;
    assert_eq!((nobody.status, &nobody.json["error"]["code"]), (401, &json!("IAM10000")));
    assert_eq!(bench.sandbox.ocp_refused_attempts(), 0);
    let (user, password) = bench.sandbox.ocp_credentials().unwrap();
    for (count, login) in [format!("{user}:wrong"), format!("root:{password}"), user].iter().enumerate() {
        let refused = ask(&bench, INFO, Some(login)).await;
        assert_eq!((refused.status, &refused.json["error"]["code"]), (401, &json!("IAM10004")), "{login}");
        assert_eq!(refused.json["successful"], false);
        let left = format!("{} attempts remain", 4 - count);
        assert!(refused.json["error"]["message"].as_str().unwrap().contains(&left));
    }
    let odd = raw(&address(&bench), "GET", INFO, &[("Authorization", "Bearer x")], "").await.unwrap();
    assert_eq!(odd.status, 401);
    assert_eq!(bench.sandbox.ocp_refused_attempts(), 4);
    assert_eq!(ask(&bench, INFO, Some(&right(&bench))).await.status, 200);
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_user_for_half_an_hour() {
    let bench = bench().await;
    for _ in 0..5 {
        ask(&bench, INFO, Some("admin:wrong")).await;
    }
    let locked = ask(&bench, INFO, Some(&right(&bench))).await;
    assert_eq!((locked.status, &locked.json["error"]["code"]), (401, &json!("IAM10003")));
    assert_eq!(bench.sandbox.ocp_refused_attempts(), 6);
    bench.seconds(30 * 60);
    assert_eq!(ask(&bench, INFO, Some("admin:wrong")).await.json["error"]["code"], "IAM10004");
    assert_eq!(ask(&bench, INFO, Some(&right(&bench))).await.status, 200);
}

#[tokio::test]
async fn the_old_password_is_refused_once_it_has_changed() {
    let bench = bench().await;
    let old = right(&bench);
    bench.sandbox.change_ocp_password("other#2");
    assert_eq!(ask(&bench, INFO, Some(&old)).await.status, 401);
    assert_eq!(ask(&bench, INFO, Some("admin:other#2")).await.status, 200);
    assert_eq!(right(&bench), "admin:other#2");
}

#[tokio::test]
async fn what_it_does_not_know_is_not_found_and_everything_is_remembered() {
    let bench = bench().await;
    let reply = ask(&bench, "/api/v2/nothing?page=1", Some(&right(&bench))).await;
    assert_eq!((reply.status, &reply.json["error"]["code"]), (404, &json!("COM10002")));
    let posted = raw(&address(&bench), "POST", INFO, &[], "{}").await.unwrap();
    assert_eq!((posted.status, posted.json["successful"].as_bool()), (401, Some(false)));
    let seen = bench.sandbox.ocp_requests();
    let seen: Vec<_> = seen.iter().map(|r| (&*r.method, &*r.path, r.has_login, &*r.body)).collect();
    assert_eq!(seen, [("GET", "/api/v2/nothing?page=1", true, ""), ("POST", INFO, false, "{}")]);
    assert!(bench.sandbox.requests(0).is_empty());
}

#[tokio::test]
async fn it_speaks_https_when_the_agents_do() {
    let bench = Bench::with(1, |options| {
        options.ocp = true;
        options.tls = Some(TlsOptions { client_auth: true });
    })
    .await;
    let url = bench.sandbox.ocp_url().unwrap();
    let reply = raw(url.strip_prefix("https://").unwrap(), "GET", INFO, &[], "").await.unwrap();
    assert_eq!(reply.text, "Client sent an HTTP request to an HTTPS server.\n");
    let fingerprint = bench.sandbox.ocp_certificate_fingerprint().unwrap();
    assert!(fingerprint.starts_with("SHA256 "));
    assert_ne!(Some(fingerprint), bench.sandbox.certificate_fingerprint(0));
}

#[tokio::test]
async fn without_it_there_is_nothing() {
    let sandbox = Bench::start(1).await.sandbox;
    sandbox.change_ocp_password("x");
    assert_eq!(
        (sandbox.ocp_url(), sandbox.ocp_credentials(), sandbox.ocp_refused_attempts()),
        (None, None, 0)
    );
    assert!(sandbox.ocp_requests().is_empty() && sandbox.ocp_certificate_fingerprint().is_none());
}
