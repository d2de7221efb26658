//! No password leaves the vault: a whole session through the command table, then a search of everything that came
//! out of it.

#![allow(clippy::unwrap_used)]

mod search;
mod setup;
mod wire;

use std::time::Duration;

use sandbox::{AgentTraits, Options, Sandbox};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;

use search::find;
use setup::Place;
use wire::Wire;

const ROOT: &str = "Canary#11/root+Kx";
const AGENT: &str = "Canary#22/agent+Kx";
const WRONG: &str = "Canary#33/wrong+Kx";
const PROXY: &str = "Canary#44/proxy+Kx";
const PASSPHRASE: &str = "Canary#55/phrase+Kx";
const ALL: [&str; 5] = [ROOT, AGENT, WRONG, PROXY, PASSPHRASE];

#[tokio::test]
async fn a_whole_session_lets_no_password_out() {
    let third = AgentTraits { agent_password: Some(AGENT.to_owned()), ..AgentTraits::default() };
    let traits = [(2, third)].into();
    let sandbox = Sandbox::start(Options { speed: 200.0, traits, ..Options::default() }).await.unwrap();
    let place = Place::new(sandbox.addresses());
    let wire = Wire::new(place.open().await);

    let connection = bootstrap(&wire, &sandbox.addresses()).await;
    trust_and_trouble(&wire, &connection, &sandbox.addresses()[0]).await;
    transfer(&wire, &connection).await;
    for command in ["home", "connections", "app_info", "vault", "load_preferences"] {
        wire.call(command, json!({})).await.unwrap();
    }
    wire.call("audit", json!({"before": null, "connectionId": null, "onlyTrouble": false, "limit": 200}))
        .await
        .unwrap();
    wire.call("protect_vault", json!({"passphrase": PASSPHRASE})).await.unwrap();

    let written = place.written(&wire);
    for part in [
        "vault.json",
        "obdeck.db",
        "export.json",
        "export.plan.yaml",
        "obdeck.log",
        "watch_log ",
        "run_preflight ",
        "audit ",
    ] {
        let found = written.iter().find(|(name, _)| name.contains(part));
        assert!(found.is_some_and(|(_, text)| text.len() > 100), "{part} is there to be searched");
    }
    for secret in ALL {
        assert_eq!(find(secret, &written), Vec::<String>::new(), "{secret}");
    }

    plant(&wire, &connection).await;
    let found = find(ROOT, &place.written(&wire));
    let in_database = found.iter().any(|name| name.contains("obdeck.db"));
    assert!(in_database && found.iter().any(|name| name.starts_with("edit_connection")), "{found:?}");
}

#[test]
fn a_secret_is_found_in_every_spelling() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let hidden = [
        format!("…{ROOT}…"),
        STANDARD.encode(format!("a{ROOT}b")),
        STANDARD.encode(format!("ab{ROOT}")),
        STANDARD.encode(format!("{{\"p\":\"{ROOT}\"}}")),
        ROOT.bytes().map(|byte| format!("{byte:02X}")).collect(),
        "https://x/?p=Canary%2311%2Froot%2BKx".to_owned(),
    ];
    for text in hidden {
        let texts = [("text".to_owned(), text.clone().into_bytes())];
        assert_eq!(find(ROOT, &texts), ["text"], "{text}");
    }
    assert!(find(ROOT, &[("text".to_owned(), b"Canary#12/root+Kx".to_vec())]).is_empty());
}

/// Three hosts, one of them with an agent password and a step that fails once; retried to its end.
async fn bootstrap(wire: &Wire, agents: &[String]) -> String {
    let mut draft = wire
        .call("create_draft", json!({"kind": "init", "practice": true, "connectionId": null}))
        .await
        .unwrap();
    draft["cluster"]["name"] = "ob_canary".into();
    draft["cluster"]["rootPassword"] = secret(wire, ROOT).await;
    draft["hosts"][2]["agentPassword"] = secret(wire, AGENT).await;
    let scope = json!({"type": "server", "address": agents[1]});
    draft["parameters"] = json!([{"scope": scope, "name": "data_dir", "value": "/data/no-start-once"}]);
    wire.call("save_draft", json!({"draft": draft})).await.unwrap();
    for host in draft["hosts"].as_array().unwrap() {
        let password = &host["agentPassword"]["id"];
        wire.call("probe_host", json!({"address": host["address"], "agentPassword": password}))
            .await
            .unwrap();
    }
    let id = json!({"id": draft["id"]});
    let problems = wire.call("check_draft", id.clone()).await.unwrap();
    draft["acceptedWarnings"] = problems["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| json!({"code": problem["code"], "host": problem["host"], "field": problem["field"]}))
        .collect();
    wire.call("save_draft", json!({"draft": draft})).await.unwrap();
    wire.call("plan_calls", id.clone()).await.unwrap();
    preflight(wire, &draft["id"]).await;
    wire.call("preflight_script", id.clone()).await.unwrap();
    wire.call("export_plan", id).await.unwrap();
    let read = wire.call("read_plan", json!({"draftId": draft["id"]})).await.unwrap();
    assert_eq!(read["preview"]["refusals"], json!([]));
    let consent = json!({"confirmed": true, "typedName": null});
    let started =
        wire.call("start_draft", json!({"draftId": draft["id"], "consent": consent})).await.unwrap();
    let operation = started["operationId"].clone();
    let watch = json!({"watchId": "run", "operationId": operation});
    let mut run = wire.follow("watch_operation", watch).await;
    let failed = until(&mut run, "a failure", |head| head["state"]["kind"] == "failed").await;
    let failure = &failed["failure"];
    let log = json!({
        "watchId": "log", "operationId": operation, "callKey": failure["callKey"], "stepKey": failure["stepKey"],
        "runKey": null,
    });
    wire.follow("watch_log", log).await.recv().await.unwrap();
    let retry = json!({"operationId": operation, "callKey": failure["callKey"], "operator": "retry", "consent": consent});
    wire.call("operate_task", retry).await.unwrap();
    let done = until(&mut run, "the end", |head| head["state"]["kind"] == "succeeded").await;
    done["connectionId"].as_str().unwrap().to_owned()
}

/// A wrong password, and a proxy with a password that is not there.
async fn trust_and_trouble(wire: &Wire, connection: &str, agent: &str) {
    let wrong = secret(wire, WRONG).await;
    let proxy = json!({"address": "127.0.0.1:9", "user": "dba", "password": secret(wire, PROXY).await});
    let reach = json!({"tls": {"type": "off"}, "route": {"type": "direct"}, "clientCertificate": null});
    let behind = json!({"tls": {"type": "off"}, "route": {"type": "socksProxy", "proxy": proxy}, "clientCertificate": null});
    let passwords = json!({"root": wrong, "agent": null, "ocpUser": null, "ocp": null});
    for reach in [&reach, &behind] {
        let probe = json!({"address": agent, "reach": reach, "passwords": passwords});
        wire.call("probe_connection", probe).await.unwrap();
    }
    let mut rows = wire.follow("watch_connections", json!({"watchId": "rows"})).await;
    wire.call("contact_connection", json!({"connectionId": connection})).await.unwrap();
    let replace = json!({"connectionId": connection, "kind": "root", "secretId": wrong["id"], "user": null});
    wire.call("replace_password", replace).await.unwrap();
    until_row(&mut rows, connection, "passwordWrong").await;
    let right = secret(wire, ROOT).await;
    let replace = json!({"connectionId": connection, "kind": "root", "secretId": right["id"], "user": null});
    wire.call("replace_password", replace).await.unwrap();
    until_row(&mut rows, connection, "available").await;
}

/// To a file and back, without passwords and with.
async fn preflight(wire: &Wire, draft: &Value) {
    let watch = json!({"watchId": "preflight", "draftId": draft, "hosts": []});
    let mut events = wire.follow("run_preflight", watch).await;
    while events.recv().await.unwrap()["endedAt"].is_null() {}
}

async fn transfer(wire: &Wire, connection: &str) {
    for passphrase in [Value::Null, PASSPHRASE.into()] {
        let export = json!({"ids": [connection], "passphrase": passphrase});
        wire.call("export_connections", export).await.unwrap();
        let read = wire.call("read_import", json!({})).await.unwrap();
        let preview = &read["preview"];
        let import = json!({
            "importId": preview["importId"], "accept": [preview["items"][0]["key"]], "passphrase": passphrase,
        });
        wire.call("apply_import", import).await.unwrap();
    }
}

/// What a careless change to the program could do.
async fn plant(wire: &Wire, connection: &str) {
    let list = wire.call("connections", json!({})).await.unwrap();
    let all = list["connections"].as_array().unwrap();
    let mut settings = all.iter().find(|view| view["id"] == connection).unwrap()["settings"].clone();
    settings["note"] = format!("the password is {ROOT}").into();
    wire.call("edit_connection", json!({"connectionId": connection, "settings": settings})).await.unwrap();
}

async fn secret(wire: &Wire, value: &str) -> Value {
    wire.call("store_secret", json!({"replaces": null, "value": value})).await.unwrap()
}

async fn until(run: &mut UnboundedReceiver<Value>, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
    loop {
        let event = next(run, what).await;
        let head = if event["type"] == "snapshot" { &event["operation"]["head"] } else { &event["head"] };
        if holds(head) {
            return head.clone();
        }
    }
}

async fn until_row(rows: &mut UnboundedReceiver<Value>, connection: &str, kind: &str) {
    loop {
        let event = next(rows, kind).await;
        let rows = event["connections"].as_array().unwrap();
        if rows.iter().any(|row| row["id"] == connection && row["state"]["kind"] == kind) {
            return;
        }
    }
}

async fn next(events: &mut UnboundedReceiver<Value>, what: &str) -> Value {
    let next = tokio::time::timeout(Duration::from_secs(60), events.recv()).await;
    next.unwrap_or_else(|_| panic!("waited in vain for {what}")).unwrap()
}
