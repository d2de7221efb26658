//! OBProxy: what goes over the wire, and what may come back.

use std::io::Cursor;

use crate::support::raw::{Manner, Raw};
use crate::support::{Agent, credentials, dag, options, refusal, success, unauthorized};
use axum::body::Body;
use axum::http::Response;
use obshell_api::{
    ApiErrorKind, CancellationToken, Client, Error, ObproxyAddRequest, ObproxyUpgradeRequest, PackageFile,
    rs_list,
};
use serde_json::{Value, json};

fn add() -> ObproxyAddRequest {
    ObproxyAddRequest {
        home_path: "/data/obproxy".to_owned(),
        sql_port: Some(2883),
        rs_list: Some(rs_list(&[("10.10.10.1", 2881), ("10.10.10.2", 2881)])),
        proxyro_password: Some("proxyr0".into()),
        obproxy_sys_password: Some("5ys".into()),
        ..ObproxyAddRequest::default()
    }
}

fn upgrade() -> ObproxyUpgradeRequest {
    let (version, release) = ("4.3.1.0".to_owned(), "4.el7".to_owned());
    ObproxyUpgradeRequest { version, release, upgrade_dir: None }
}

/// An agent of a cluster with an agent password, and a client that holds all passwords.
async fn cluster_agent() -> (Agent, Client) {
    let agent = Agent::start("CLUSTER AGENT", true).await;
    let client = agent.client("r00t", "", "4gent");
    (agent, client)
}

fn documented() -> Value {
    let text = include_str!("../golden/obproxy_start_accepted.json");
    serde_json::from_str::<Value>(text).unwrap()["data"].clone()
}

#[tokio::test]
async fn each_route_is_called_as_it_is_documented() {
    let (agent, client) = cluster_agent().await;
    (0..5).for_each(|_| agent.will_answer(success(dag())));
    client.obproxy_add(&add()).await.unwrap();
    client.obproxy_start().await.unwrap();
    client.obproxy_stop().await.unwrap();
    assert!(client.obproxy_delete().await.unwrap().is_some());
    client.obproxy_upgrade(&upgrade()).await.unwrap();

    let seen = agent.seen();
    let calls: Vec<String> = seen.iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect();
    let expected = [
        "POST /api/v1/obproxy",
        "POST /api/v1/obproxy/start",
        "POST /api/v1/obproxy/stop",
        "DELETE /api/v1/obproxy",
        "POST /api/v1/obproxy/upgrade",
    ];
    assert_eq!(calls, expected);
    for seen in &seen {
        assert_eq!((seen.header_name, &seen.header["Auth"]), ("x-ocs-agent-header", &json!("4gent")));
    }
    let asked = json!({
        "home_path": "/data/obproxy", "sql_port": 2883, "proxyro_password": "proxyr0",
        "obproxy_sys_password": "5ys", "rs_list": "10.10.10.1:2881;10.10.10.2:2881",
    });
    assert_eq!(seen[0].body, Some(asked));
    assert!(seen[1..4].iter().all(|seen| seen.plain.is_empty()));
    assert_eq!(seen[4].body, Some(json!({"version": "4.3.1.0", "release": "4.el7"})));
}

#[tokio::test]
async fn the_documented_answer_is_a_task() {
    let (agent, client) = cluster_agent().await;
    agent.will_answer(success(documented()));
    let dag = client.obproxy_start().await.unwrap();
    assert_eq!((dag.id.as_str(), dag.name.as_str()), ("40194912107080888", "Start obproxy"));
}

#[tokio::test]
async fn nothing_to_delete_is_no_task() {
    let (agent, client) = cluster_agent().await;
    agent.will_answer(Response::builder().status(204).body(Body::empty()).unwrap());
    assert_eq!(client.obproxy_delete().await.unwrap(), None);
}

#[tokio::test]
async fn no_other_password_is_offered_in_place_of_the_agents() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "c4ndidate", "4gent");
    agent.will_answer(unauthorized("AgentPasswordNotInitialized"));
    let error = client.obproxy_start().await.unwrap_err();
    let Error::Rejected(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), ApiErrorKind::AgentPasswordNotSet);
    client.set_credentials(credentials("r00t", "", ""));
    agent.will_answer(unauthorized("IncorrectAgentPassword"));
    assert!(client.obproxy_stop().await.unwrap_err().is_unauthorized());
    let offered: Vec<Value> = agent.seen().iter().map(|seen| seen.header["Auth"].clone()).collect();
    assert_eq!(offered, ["4gent", ""], "each was asked once");
}

#[tokio::test]
async fn a_refusal_says_why() {
    let (agent, client) = cluster_agent().await;
    let cases = [
        (500, "OBProxy.AlreadyManaged", ApiErrorKind::ObproxyAlreadyManaged),
        (400, "OBProxy.RsListOrConfigUrl.NotSpecified", ApiErrorKind::ObproxySourceMissing),
        (400, "Common.PathNotExist", ApiErrorKind::PathNotFound),
        (400, "MySQL.Error", ApiErrorKind::DatabaseError),
    ];
    for (status, code, kind) in cases {
        agent.will_answer(refusal(status, code, 0));
        let error = client.obproxy_add(&add()).await.unwrap_err();
        let Error::Rejected(error) = error else { panic!("{error:?}") };
        assert_eq!(error.kind(), kind);
    }
}

#[tokio::test]
async fn a_lost_answer_leaves_it_open() {
    let raw = Raw::start(Manner::HangUp);
    let client = Client::new(raw.address.clone(), options()).unwrap();
    let package = PackageFile::new("p.rpm", 3, Cursor::new("abc"));
    let errors = [
        client.obproxy_add(&add()).await.unwrap_err(),
        client.obproxy_start().await.unwrap_err(),
        client.obproxy_delete().await.unwrap_err(),
        client.obproxy_upload(package, drop, &CancellationToken::new()).await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.outcome_unknown(), "{error:?}");
        assert!(!format!("{error:?}").contains("proxyr0"));
    }
}
