//! The examples of the API's documents on joining an agent and on initialising a cluster.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::common::fake_agent::Record;
use console::AgentOptions;
use console::dto::{DraftHost, DraftReq, PlannedCall};
use contract::Desk;
use obshell_api::{Address, AgentAddress, Client, Dag, InitRequest, JoinRequest, Operator, Options, State};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

/// "Request example" of the join document.
const JOIN_REQUEST: &str = r#"{
"agentInfo":
{
"ip":"10.10.10.1",
"port":2886
},
"zoneName": "zone1"
}"#;

/// `data` of its "Response example".
const JOIN_ANSWER: &str = r#"{
"id": "22130706433028869",
"dag_id": 1,
"name": "Join self",
"stage": 1,
"max_stage": 1,
"state": "READY",
"operator": "RUN",
"start_time": "2024-01-09T11:06:25.956382369+08:00",
"end_time": "2024-01-09T11:06:25.956382369+08:00",
"additional_data": null,
"nodes": null
}"#;

/// `data` of the init document's "Response example".
const INIT_ANSWER: &str = r#"{
"id": "22130706433028869",
"dag_id": 4,
"name": "Initialize cluster",
"stage": 1,
"max_stage": 10,
"state": "READY",
"operator": "RUN",
"start_time": "2024-01-09T16:38:29.708290486+08:00",
"end_time": "2024-01-09T16:38:29.708290486+08:00",
"additional_data": null,
"nodes": null
}"#;

/// The init document's table: its example has no body, so that each parameter has its default.
fn init_defaults() -> Value {
    json!({"import_script": false, "create_proxyro_user": false})
}

fn join_request() -> Value {
    serde_json::from_str(JOIN_REQUEST).unwrap()
}

async fn documented_agent() -> (Record, Client) {
    let answer = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let answers = BTreeMap::from([
        ("/api/v1/agent", answer(JOIN_ANSWER)),
        ("/api/v1/agent/join", answer(JOIN_ANSWER)),
        ("/api/v1/ob/init", answer(INIT_ANSWER)),
    ]);
    let record = Record::default();
    let address = Address::parse(&record.agent(false, answers).await).unwrap();
    (record, Client::new(address, Options::default()).unwrap())
}

#[track_caller]
fn assert_is(dag: &Dag, number: i64, name: &str, max_stage: u32, time: OffsetDateTime) {
    assert_eq!((dag.id.as_str(), dag.dag_id, dag.name.as_str()), ("22130706433028869", number, name));
    assert_eq!((dag.stage, dag.max_stage), (1, max_stage));
    assert_eq!((&dag.state, &dag.operator), (&State::Ready, &Operator::Run));
    assert_eq!((dag.start_time, dag.end_time), (Some(time), Some(time)));
    assert_eq!((dag.additional_data.len(), dag.nodes.len()), (0, 0));
    let owner = dag.id.decode().unwrap().agent.unwrap();
    assert_eq!(owner.to_string(), "127.0.0.1:2886");
}

#[tokio::test]
async fn a_join_is_sent_and_answered_as_documented() {
    let (record, client) = documented_agent().await;
    let agent = AgentAddress { ip: "10.10.10.1".to_owned(), port: 2886 };
    let request = JoinRequest { agent, zone_name: "zone1".to_owned(), master_password: None };
    let answers = [client.join_legacy_path(&request).await.unwrap(), client.join(&request).await.unwrap()];
    for dag in answers {
        assert_is(&dag, 1, "Join self", 1, datetime!(2024-01-09 11:06:25.956382369 +8));
    }
    let told = record.told();
    let calls: Vec<String> = told.iter().map(|told| format!("{} {}", told.method, told.target)).collect();
    assert_eq!(calls, ["POST /api/v1/agent", "POST /api/v1/agent/join"]);
    let agent = client.address().to_string();
    assert!(told.iter().all(|told| told.agent == agent && told.body == join_request()), "{told:#?}");
}

#[tokio::test]
async fn an_init_is_sent_and_answered_as_documented() {
    let (record, client) = documented_agent().await;
    let dag = client.init(&InitRequest::default()).await.unwrap();
    assert_is(&dag, 4, "Initialize cluster", 10, datetime!(2024-01-09 16:38:29.708290486 +8));
    let told = record.told().remove(0);
    assert_eq!((told.method.as_str(), told.target.as_str()), ("POST", "/api/v1/ob/init"));
    assert_eq!(told.body, init_defaults());
}

#[tokio::test]
async fn the_plan_for_the_documents_host_is_the_documents_requests() {
    let desk = Desk::open(Vec::new(), AgentOptions::default(), Duration::from_secs(1)).await.unwrap();
    let draft = desk
        .draft(|draft| {
            let (address, zone) = ("10.10.10.1".to_owned(), "zone1".to_owned());
            draft.hosts = vec![DraftHost { address, zone, agent_password: None, set_password: false }];
            draft.cluster.name = "obc".to_owned();
            draft.cluster.import_script = false;
        })
        .await
        .unwrap();
    let plan = desk.console.plan_calls(DraftReq { id: draft.id }).await.unwrap();
    let targets: Vec<&str> = plan.calls.iter().map(|call| call.target.as_str()).collect();
    assert_eq!(targets, ["10.10.10.1:2886"; 3]);
    let line = |call: &PlannedCall| format!("{} {}", call.method, call.path);
    let body = |call: &PlannedCall| serde_json::from_str::<Value>(&call.body).unwrap();
    assert_eq!(line(&plan.calls[0]), "POST /api/v1/agent/join");
    assert_eq!(body(&plan.calls[0]), join_request());
    assert_eq!(line(&plan.calls[1]), "POST /api/v1/obcluster/config");
    let masked = json!({"clusterId": 1, "clusterName": "obc", "rootPwd": "••••••"});
    assert_eq!(body(&plan.calls[1]), masked);
    assert_eq!(line(&plan.calls[2]), "POST /api/v1/ob/init");
    assert_eq!(body(&plan.calls[2]), init_defaults());
}
