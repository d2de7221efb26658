//! What the review shows is what is sent, but for the secrets.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::common::fake_agent::{Record, Told};
use console::AgentOptions;
use console::dto::{
    DraftParameter, DraftReq, OperationEvent, ParameterScope, PlannedCall, PlannedCalls, StateKind,
    WizardDraft,
};
use contract::Desk;
use serde_json::Value;
use tokio::sync::mpsc;

const MASK: &str = "••••••";

/// Field, and the secret that belongs there.
const SECRETS: &[(&str, &str)] = &[
    ("masterPassword", "aaBB11##master"),
    ("rootPwd", "aaBB11##root"),
    ("proxyro_password", "aaBB11##proxyro"),
];

#[tokio::test]
async fn every_call_is_sent_as_it_was_shown() {
    let record = Record::default();
    let mut agents = Vec::new();
    for index in 0..3 {
        agents.push(record.agent(index == 0, BTreeMap::new()).await);
    }
    let options = AgentOptions::default();
    let desk = Desk::open(agents.clone(), options, Duration::from_millis(10)).await.unwrap();
    let draft = draft(&desk, &agents).await;
    desk.probe(&draft).await.unwrap();
    let plan = desk.console.plan_calls(DraftReq { id: draft.id.clone() }).await.unwrap();
    assert!(record.told().is_empty(), "looking changes nothing");

    succeeded(desk.start(&draft).await.unwrap()).await;

    let told = record.told();
    assert_eq!(plan.calls.len(), told.len(), "no call more, no call less: {told:#?}");
    let sent_as = pair(&plan, &told);
    for (call, at) in plan.calls.iter().zip(&sent_as) {
        let shown: Value = serde_json::from_str(&call.body).unwrap();
        assert_same("", &shown, &told[*at].body, &call.key);
        assert_order(call, *at, &plan, &sent_as);
    }
    let masks = plan.calls.iter().map(|call| call.body.matches(MASK).count()).sum::<usize>();
    assert_eq!(masks, 4, "two followers bring the master's password; root's and proxyro's");
    assert_eq!(scopes(&told), ["GLOBAL", "ZONE", "ZONE", "ZONE", "SERVER", "SERVER"]);
    let servers = told.iter().filter(|told| told.body["scope"]["type"] == "SERVER");
    let targets = servers.map(|told| told.body["scope"]["target"].as_array().unwrap().len());
    assert_eq!(targets.collect::<BTreeSet<_>>(), BTreeSet::from([1, 2]), "equal values share a call");
}

/// Three hosts, parameters at every scope, a password on the master, a proxyro user.
async fn draft(desk: &Desk, agents: &[String]) -> WizardDraft {
    let secret = async |name| {
        let (_, password) = SECRETS.iter().find(|(field, _)| *field == name).unwrap();
        Some(desk.secret(password).await.unwrap())
    };
    let (agent_password, root) = (secret("masterPassword").await, secret("rootPwd").await);
    let proxyro = secret("proxyro_password").await;
    let parameter = |scope, name: &str, value: &str| {
        let (name, value) = (name.to_owned(), value.to_owned());
        DraftParameter { scope, name, value }
    };
    let zone = |number: usize| ParameterScope::Zone { zone: format!("zone{number}") };
    let server = |index: usize| ParameterScope::Server { address: agents[index].clone() };
    let mut parameters = vec![parameter(ParameterScope::Cluster, "memory_limit", "8G")];
    for number in 1..=3 {
        parameters.push(parameter(zone(number), "mysql_port", &format!("{number}2881")));
        parameters.push(parameter(zone(number), "rpc_port", &format!("{number}2882")));
    }
    for index in 0..3 {
        let directory = if index < 2 { "/data/größe $(1) & 2" } else { "/data/3" };
        parameters.push(parameter(server(index), "data_dir", directory));
        parameters.push(parameter(server(index), "syslog_level", "INFO"));
    }
    desk.draft(|draft| {
        draft.hosts[0].agent_password = agent_password;
        draft.cluster.name = "ob_order".to_owned();
        draft.cluster.id = "17".to_owned();
        draft.cluster.root_password = root;
        draft.cluster.create_proxyro_user = true;
        draft.cluster.proxyro_password = proxyro;
        draft.parameters = parameters;
    })
    .await
    .unwrap()
}

async fn succeeded(mut events: mpsc::UnboundedReceiver<OperationEvent>) {
    loop {
        let event = tokio::time::timeout(Duration::from_secs(60), events.recv()).await.unwrap().unwrap();
        let (OperationEvent::Snapshot { operation: console::dto::OperationView { head, .. }, .. }
        | OperationEvent::Changed { head, .. }) = event;
        assert_ne!(head.state.kind, StateKind::Failed, "{head:#?}");
        if head.state.kind == StateKind::Succeeded {
            return;
        }
    }
}

/// For each planned call the place of the request that it became.
fn pair(plan: &PlannedCalls, told: &[Told]) -> Vec<usize> {
    let mut taken = BTreeSet::new();
    let mut find = |call: &PlannedCall| {
        let is_it = |told: &Told| {
            (&told.agent, &told.method, &told.target) == (&call.target, &call.method, &call.path)
        };
        let at = (0..told.len()).find(|at| is_it(&told[*at]) && !taken.contains(at));
        let at = at.unwrap_or_else(|| panic!("{} was not sent", call.key));
        taken.insert(at);
        at
    };
    plan.calls.iter().map(&mut find).collect()
}

/// Nothing is sent before what it needs.
fn assert_order(call: &PlannedCall, at: usize, plan: &PlannedCalls, sent_as: &[usize]) {
    for need in &call.needs {
        let needed = plan.calls.iter().position(|other| other.key == *need).unwrap();
        assert!(sent_as[needed] < at, "{} was sent before {need}", call.key);
    }
}

/// The same JSON, but for masks where the right secret was sent.
fn assert_same(field: &str, shown: &Value, sent: &Value, call: &str) {
    match (shown, sent) {
        (Value::Object(shown), Value::Object(sent)) => {
            let names = |object: &serde_json::Map<String, Value>| object.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(shown), names(sent), "{call}");
            for (name, value) in shown {
                assert_same(name, value, &sent[name], call);
            }
        }
        (Value::String(shown), Value::String(sent)) if shown == MASK => {
            let secret = SECRETS.iter().find(|(name, _)| *name == field);
            assert_eq!(Some(sent.as_str()), secret.map(|(_, secret)| *secret), "{call}: {field}");
        }
        (shown, sent) => assert_eq!(shown, sent, "{call}: {field}"),
    }
}

fn scopes(told: &[Told]) -> Vec<&str> {
    told.iter().filter_map(|told| told.body["scope"]["type"].as_str()).collect()
}
