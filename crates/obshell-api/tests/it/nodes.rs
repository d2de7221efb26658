//! Servers and zones of a cluster: what goes over the wire, and what may come back.

use std::collections::BTreeMap;

use crate::support::raw::{Manner, Raw};
use crate::support::{Agent, dag, options, refusal, success};
use axum::body::Body;
use axum::http::Response;
use obshell_api::{
    AgentAddress, ApiErrorKind, Client, Error, ScaleInRequest, ScaleOutRequest, Scope, ServerStatus,
    StartRequest, StopMode, StopRequest, StopZoneRequest,
};
use serde_json::{Value, json};

fn target() -> AgentAddress {
    AgentAddress { ip: "10.10.10.4".to_owned(), port: 2886 }
}

fn scale_out() -> ScaleOutRequest {
    let password = Some("t4rget".into());
    let (agent, zone, config) = (target(), "zone4".to_owned(), BTreeMap::new());
    ScaleOutRequest { agent, zone, config, target_agent_password: password }
}

fn stop_zone(zone: &str) -> StopZoneRequest {
    StopZoneRequest { zone: zone.to_owned(), freeze_server: true, pass_dags: Vec::new() }
}

fn start_all() -> StartRequest {
    StartRequest { scope: Scope::Global, pass_dags: Vec::new() }
}

fn scale_in() -> ScaleInRequest {
    ScaleInRequest { agent: target(), force_kill: false }
}

fn empty() -> Response<Body> {
    Response::builder().status(204).body(Body::empty()).unwrap()
}

async fn cluster_agent() -> (Agent, Client) {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    (agent, client)
}

#[tokio::test]
async fn each_route_is_called_as_it_is_documented() {
    let (agent, client) = cluster_agent().await;
    (0..6).for_each(|_| agent.will_answer(success(dag())));
    client.scale_out(&scale_out()).await.unwrap();
    assert!(client.scale_in(&scale_in()).await.unwrap().is_some());
    assert!(client.delete_zone("zone4").await.unwrap().is_some());
    assert!(client.stop_zone(&stop_zone("zone4")).await.unwrap().is_some());
    assert!(client.start(&start_all()).await.unwrap().is_some());
    let scope = Scope::Servers(vec![target()]);
    client.stop(&StopRequest { scope, mode: StopMode::Force, pass_dags: Vec::new() }).await.unwrap();
    client.check_stop_zone("zone4").await.unwrap();

    let seen = agent.seen();
    let calls: Vec<String> = seen.iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect();
    let expected = [
        "POST /api/v1/ob/scale_out",
        "POST /api/v1/ob/scale_in",
        "DELETE /api/v1/zone/zone4",
        "POST /api/v1/ob/zone/zone4/stop",
        "POST /api/v1/ob/start",
        "POST /api/v1/ob/stop",
        "POST /api/v1/ob/zone/zone4/stop/check",
    ];
    assert_eq!(calls, expected);
    let body = |index: usize| seen[index].body.clone();
    assert_eq!(body(0).unwrap()["targetAgentPassword"], "t4rget");
    assert_eq!(body(1).unwrap()["agent_info"], json!({"ip": "10.10.10.4", "port": 2886}));
    assert_eq!(body(2), None);
    assert_eq!(body(3), Some(json!({"freeze_server": true})));
    assert_eq!(body(4), Some(json!({"scope": {"type": "GLOBAL", "target": []}})));
    let servers = json!({"type": "SERVER", "target": ["10.10.10.4:2886"]});
    assert_eq!(body(5), Some(json!({"scope": servers, "force": true})));
    assert_eq!(body(6), Some(json!({})));
    assert!(seen.iter().all(|seen| seen.header["Auth"] == "r00t"));
}

#[tokio::test]
async fn nothing_to_do_is_no_task() {
    let (agent, client) = cluster_agent().await;
    agent.will_answer(empty());
    assert_eq!(client.scale_in(&scale_in()).await.unwrap(), None);
    agent.will_answer(empty());
    assert_eq!(client.delete_zone("zone4").await.unwrap(), None);
    agent.will_answer(success(Value::Null));
    assert_eq!(client.start(&start_all()).await.unwrap(), None);
    agent.will_answer(success(Value::Null));
    let error = client.scale_out(&scale_out()).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "a scale-out without a task is none: {error:?}");
}

#[tokio::test]
async fn a_zone_of_any_name_is_one_segment_of_the_path() {
    let (agent, client) = cluster_agent().await;
    let cases = [
        ("zone-1_a.b~", "zone-1_a.b~"),
        ("zone 4", "zone%204"),
        ("a?b#c%d", "a%3Fb%23c%25d"),
        ("北京", "%E5%8C%97%E4%BA%AC"),
        ("...", "..."),
        ("%2e%2e", "%252e%252e"),
        ("\t", "%09"),
    ];
    for (zone, segment) in cases {
        client.delete_zone(zone).await.unwrap();
        client.stop_zone(&stop_zone(zone)).await.unwrap();
        client.check_stop_zone(zone).await.unwrap();
        let [deleted, stopped, checked] = agent.seen().try_into().unwrap();
        assert_eq!(deleted.target, format!("/api/v1/zone/{segment}"));
        assert_eq!(stopped.target, format!("/api/v1/ob/zone/{segment}/stop"));
        assert_eq!(checked.target, format!("/api/v1/ob/zone/{segment}/stop/check"));
        assert_eq!(checked.header["Uri"], checked.target.as_str());
        agent.world().seen.clear();
    }
}

#[tokio::test]
async fn a_name_that_would_lead_elsewhere_is_not_sent() {
    let (agent, client) = cluster_agent().await;
    for zone in ["", ".", "..", "a/b", "../stop"] {
        let stop = client.stop_zone(&stop_zone(zone)).await.map(drop);
        let delete = client.delete_zone(zone).await.map(drop);
        for refused in [stop, delete, client.check_stop_zone(zone).await] {
            let error = refused.unwrap_err();
            assert!(matches!(&error, Error::ZoneName { zone: named } if named == zone), "{error:?}");
            assert!(!error.outcome_unknown());
        }
    }
    assert_eq!(agent.world().all, 0);
}

#[tokio::test]
async fn a_stop_check_says_why_not() {
    let (agent, client) = cluster_agent().await;
    agent.will_answer(refusal(400, "OB.Server.StoppedInMultiZone", 0));
    let Err(Error::Rejected(error)) = client.check_stop_zone("zone4").await else { panic!() };
    assert_eq!(error.kind(), ApiErrorKind::StoppedInSeveralZones);
}

#[tokio::test]
async fn a_lost_answer_leaves_a_stop_open_but_not_its_check() {
    let raw = Raw::start(Manner::HangUp);
    let client = Client::new(raw.address.clone(), options()).unwrap();
    let check = client.check_stop_zone("zone4").await.unwrap_err();
    assert!(matches!(check, Error::Unreachable { .. }) && !check.outcome_unknown(), "{check:?}");
    let stop = client.stop_zone(&stop_zone("zone4")).await.unwrap_err();
    assert!(stop.outcome_unknown(), "{stop:?}");
    let delete = client.delete_zone("zone4").await.unwrap_err();
    assert!(delete.outcome_unknown(), "{delete:?}");
}

#[tokio::test]
async fn a_server_tells_of_itself() {
    let (agent, client) = cluster_agent().await;
    let stats = json!({"memory_in_bytes_total": 1024, "ip": "10.10.10.1", "port": 2882, "zone": "zone1"});
    agent.will_answer(success(json!({
        "id": 1, "ip": "10.10.10.1", "svr_port": 2882, "status": "SERVICE_STOPPED", "stats": stats,
    })));
    let server = client.observer_info().await.unwrap();
    assert_eq!(agent.seen()[0].target, "/api/v1/observer/info");
    assert_eq!((server.svr_port, server.status), (2882, ServerStatus::ServiceStopped));
    assert_eq!(server.stats.memory_in_bytes_total, Some(1024));
}
