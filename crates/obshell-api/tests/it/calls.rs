//! What goes over the wire when all is well.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::support::{Agent, NOW, dag, options, refusal, reply, success};
use obshell_api::{
    AgentAddress, ApiErrorKind, Client, ClusterConfigRequest, Error, GenericId, Identity, InitRequest,
    JoinRequest, ObserverConfigRequest, Operator, Random, Scope,
};
use serde_json::{Value, json};

fn id(text: &str) -> GenericId {
    text.parse().unwrap()
}

fn join() -> JoinRequest {
    let agent = AgentAddress { ip: "10.10.10.1".to_owned(), port: 2886 };
    JoinRequest { agent, zone_name: "zone1".to_owned(), master_password: None }
}

#[tokio::test]
async fn the_first_call_learns_and_every_other_is_one_request() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    client.host_info().await.unwrap_err();
    assert_eq!(agent.world().all, 4, "key, clock, identity and the call");
    for _ in 0..3 {
        client.dags_agent().await.unwrap();
    }
    agent.will_answer(success(dag()));
    client.join(&join()).await.unwrap();
    assert_eq!(agent.world().all, 8);
}

#[tokio::test]
async fn concurrent_first_calls_learn_once() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    let (a, b, c) = tokio::join!(client.dags_agent(), client.unfinished(), client.dags_agent());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(agent.world().all, 6);
}

#[tokio::test]
async fn a_call_carries_its_header_and_body() {
    let agent = Agent::start("MASTER", false).await;
    agent.world().ahead = 3_600;
    let client = agent.client("", "", "");
    agent.will_answer(success(dag()));
    let accepted = client.join(&join()).await.unwrap();
    assert_eq!(accepted.id, id("22130706433028869"));
    let seen = agent.seen().remove(0);
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("POST", "/api/v1/agent/join"));
    assert_eq!(seen.header["Auth"], "");
    assert_eq!(seen.header["Ts"], (NOW + 3_600 + 60).to_string(), "on the agent's clock");
    assert_eq!(seen.header["Uri"], "/api/v1/agent/join");
    assert_eq!(
        seen.body.unwrap(),
        json!({"agentInfo": {"ip": "10.10.10.1", "port": 2886}, "zoneName": "zone1"})
    );
    assert_eq!(seen.trace_id.len(), 16);
}

#[tokio::test]
async fn randomness_is_what_the_client_was_given() {
    struct Sevens;
    impl Random for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }
    let agent = Agent::start("MASTER", false).await;
    let client = Client::with_random(agent.address.clone(), options(), Arc::new(Sevens)).unwrap();
    client.dags_agent().await.unwrap();
    assert_eq!(agent.seen()[0].trace_id, "07".repeat(8));
}

#[tokio::test]
async fn the_signed_uri_is_the_one_on_the_wire() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    agent.will_answer(success(dag()));
    client.dag(&id("1123"), true).await.unwrap();
    let seen = agent.seen().remove(0);
    assert_eq!(seen.target, "/api/v1/task/dag/1123?show_details=true");
    assert_eq!(seen.header["Uri"], seen.target.as_str());
    assert_eq!((seen.header_name, &seen.header["Auth"]), ("x-ocs-header", &json!("r00t")));
    assert_eq!(seen.body, None);
}

#[tokio::test]
async fn no_body_key_is_used_twice() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    for _ in 0..5 {
        client.set_agent_password(&"s3cret".into()).await.unwrap();
    }
    let keys: HashSet<String> = agent.seen().iter().map(|seen| seen.header["Keys"].to_string()).collect();
    assert_eq!(keys.len(), 5);
}

#[tokio::test]
async fn each_route_is_called_as_it_is_documented() {
    let agent = Agent::start("MASTER", false).await;
    let client = agent.client("", "", "");
    let six = AgentAddress { ip: "2001:db8::1".to_owned(), port: 2886 };
    let config = BTreeMap::from([("mysql_port".to_owned(), "2881".to_owned())]);
    (0..5).for_each(|_| agent.will_answer(success(dag())));
    client.join_legacy_path(&join()).await.unwrap();
    client
        .observer_config(&ObserverConfigRequest { config, scope: Scope::Servers(vec![six]) })
        .await
        .unwrap();
    let (cluster_id, cluster_name, rs_list) = (1, "obc".to_owned(), None);
    let request = ClusterConfigRequest { cluster_id, cluster_name, root_password: "n3w".into(), rs_list };
    client.obcluster_config(&request).await.unwrap();
    client.init(&InitRequest::default()).await.unwrap();
    client.remove(&join().agent).await.unwrap();
    client.operate_dag(&id("1123"), Operator::Rollback).await.unwrap();
    client.pass_node(&id("1124")).await.unwrap();
    let seen = agent.seen();
    let calls: Vec<String> = seen.iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect();
    let expected = [
        "POST /api/v1/agent",
        "POST /api/v1/observer/config",
        "POST /api/v1/obcluster/config",
        "POST /api/v1/ob/init",
        "POST /api/v1/agent/remove",
        "POST /api/v1/task/dag/1123",
        "POST /api/v1/task/node/1124",
    ];
    assert_eq!(calls, expected);
    let body = |index: usize| seen[index].body.clone().unwrap();
    assert_eq!(body(1)["scope"], json!({"type": "SERVER", "target": ["[2001:db8::1]:2886"]}));
    assert_eq!(body(2), json!({"clusterId": 1, "clusterName": "obc", "rootPwd": "n3w"}));
    assert_eq!(body(5), json!({"operator": "ROLLBACK"}));
    assert_eq!(body(6), json!({"operator": "PASS"}));
}

#[tokio::test]
async fn nothing_to_remove_is_no_task() {
    let agent = Agent::start("MASTER", false).await;
    let client = agent.client("", "", "");
    let empty = axum::http::Response::builder().status(204).body(axum::body::Body::empty()).unwrap();
    agent.will_answer(empty);
    assert_eq!(client.remove_legacy(&join().agent).await.unwrap(), None);
    assert_eq!(agent.seen()[0].method, "DELETE");
}

#[tokio::test]
async fn lists_may_be_null_and_tasks_may_be_missing() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    agent.will_answer(success(json!({"contents": null})));
    assert_eq!(client.unfinished_ob().await.unwrap().len(), 0);
    agent.will_answer(success(json!({"contents": [{"id": 5, "log_content": "line", "execute_times": 2}]})));
    assert_eq!(client.sub_task_logs(&id("1123")).await.unwrap()[0].log_content, "line");
    agent.will_answer(refusal(404, "Task.NotFound", 0));
    assert_eq!(client.maintain_agent().await.unwrap(), None);
    agent.will_answer(refusal(404, "Task.NotFound", 0));
    let Err(Error::Rejected(error)) = client.dag(&id("1123"), false).await else { panic!() };
    assert_eq!((error.kind(), error.trace_id.as_str()), (ApiErrorKind::TaskNotFound, "theirs"));
}

#[tokio::test]
async fn an_obproxy_task_is_asked_for_with_the_agent_password() {
    let agent = Agent::start("CLUSTER AGENT", true).await;
    let client = agent.client("r00t", "", "4gent");
    agent.will_answer(success(dag()));
    client.dag(&id("40168430081028867"), true).await.unwrap();
    let seen = agent.seen().remove(0);
    assert_eq!((seen.header_name, &seen.header["Auth"]), ("x-ocs-agent-header", &json!("4gent")));
}

#[tokio::test]
async fn a_new_agent_password_is_used_from_then_on() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    client.set_agent_password(&"4gent".into()).await.unwrap();
    client.dags_agent().await.unwrap();
    let seen = agent.seen();
    assert_eq!(seen[0].body, Some(json!({"password": "4gent"})));
    assert_eq!((seen[0].header_name, &seen[0].header["Auth"]), ("x-ocs-header", &json!("")));
    assert_eq!((seen[1].header_name, &seen[1].header["Auth"]), ("x-ocs-agent-header", &json!("4gent")));
}

#[tokio::test]
async fn a_probe_learns_all_that_an_agent_tells_a_stranger() {
    let agent = Agent::start("FOLLOWER", true).await;
    agent.world().ahead = -90;
    let client = agent.client("", "", "");
    let probe = client.probe().await.unwrap();
    assert_eq!(probe.info.identity, Identity::Follower);
    assert_eq!(probe.status.unwrap().state, 2);
    assert_eq!((probe.offset.offset_ms, client.clock_offset()), (-90_000.0, Some(probe.offset)));
    assert_eq!((probe.key.bits(), client.fingerprint()), (512, Some(probe.key.fingerprint())));
    client.dags_agent().await.unwrap();
    assert_eq!(agent.world().all, 5, "the probe's knowledge is used");
}

#[tokio::test]
async fn noted_facts_spare_the_question() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let client = agent.client("r00t", "", "");
    client.note_identity(Identity::ClusterAgent, false);
    client.dags_agent().await.unwrap();
    assert!(!agent.world().open.contains(&"/api/v1/info".to_owned()));
}

#[tokio::test]
async fn data_of_another_shape_is_named_with_its_path() {
    let agent = Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    agent.will_answer(reply(200, json!({"successful": true, "status": 200, "data": {"id": "no digits"}})));
    let error = client.join(&join()).await.unwrap_err();
    let Error::Decode { path, .. } = &error else { panic!("{error:?}") };
    assert_eq!(path, "/api/v1/agent/join");
    assert!(error.outcome_unknown());
    agent.will_answer(success(Value::Null));
    assert!(matches!(client.init(&InitRequest::default()).await, Err(Error::Decode { .. })));
}
