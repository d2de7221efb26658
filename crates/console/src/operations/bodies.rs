//! The bodies of calls as they are shown: secrets masked.

use serde_json::{Value, json};

use super::calls::CallSpec;
use super::record::Operation;
use crate::dto::{NodeScope, StopMode};
use crate::hosts::agent_address;
use crate::obproxy::parameters::is_secret;

pub const MASK: &str = "••••••";

/// The value of a parameter as it is shown.
pub fn shown_value<'a>(name: &str, value: &'a str) -> &'a str {
    if is_secret(name) { MASK } else { value }
}

/// The body as it will be sent, secrets masked; null when there is none.
pub fn masked_body(spec: &CallSpec, operation: &Operation) -> Value {
    match spec {
        CallSpec::AgentPassword { .. } => json!({ "password": MASK }),
        CallSpec::Join { agent, zone } => {
            let mut body = json!({ "agentInfo": agent_address(&operation.receiver), "zoneName": zone });
            if has_password(operation, &operation.receiver) && *agent != operation.receiver {
                body["masterPassword"] = json!(MASK);
            }
            body
        }
        CallSpec::ObserverConfig { scope, config } => {
            let (kind, target) = scope.parts();
            json!({ "observerConfig": config, "scope": { "type": kind, "target": target } })
        }
        CallSpec::ClusterConfig => json!({
            "clusterId": operation.cluster_id,
            "clusterName": operation.cluster_name,
            "rootPwd": MASK,
        }),
        CallSpec::Init => {
            let mut body = json!({
                "import_script": operation.import_script,
                "create_proxyro_user": operation.create_proxyro_user,
            });
            if operation.create_proxyro_user {
                body["proxyro_password"] = json!(MASK);
            }
            body
        }
        CallSpec::Remove { agent } => json!(agent_address(agent)),
        CallSpec::ScaleOut { agent, zone, config, .. } => {
            let mut body = json!({ "agentInfo": agent_address(agent), "zone": zone, "obConfigs": config });
            if has_password(operation, agent) {
                body["targetAgentPassword"] = json!(MASK);
            }
            body
        }
        CallSpec::ScaleIn { agent, force } => {
            json!({ "agent_info": agent_address(agent), "force_kill": force })
        }
        CallSpec::StopZone { freeze_server, pass_tasks, .. } => {
            with_passed(json!({ "freeze_server": freeze_server }), pass_tasks)
        }
        CallSpec::Start { scope, pass_tasks } => with_passed(json!({ "scope": scope_of(scope) }), pass_tasks),
        CallSpec::Stop { scope, mode, pass_tasks } => {
            let mut body = json!({ "scope": scope_of(scope) });
            match mode {
                StopMode::Service => {}
                StopMode::Terminate => body["terminate"] = json!(true),
                StopMode::Force => body["force"] = json!(true),
            }
            with_passed(body, pass_tasks)
        }
        CallSpec::Obproxy(call) => call.masked_body(),
        CallSpec::Proxy(call) => call.masked_body(operation),
        CallSpec::DeleteZone { .. } | CallSpec::Opened { .. } => Value::Null,
    }
}

/// A body for a person to read.
pub fn indented(body: &Value) -> String {
    if body.is_null() {
        return String::new();
    }
    serde_json::to_string_pretty(body).unwrap_or_default()
}

fn scope_of(scope: &NodeScope) -> Value {
    match scope {
        NodeScope::Cluster => json!({ "type": "GLOBAL", "target": [] }),
        NodeScope::Zones { zones } => json!({ "type": "ZONE", "target": zones }),
        NodeScope::Servers { agents } => json!({ "type": "SERVER", "target": agents }),
    }
}

fn with_passed(mut body: Value, tasks: &[String]) -> Value {
    if !tasks.is_empty() {
        body["forcePassDag"] = json!({ "id": tasks });
    }
    body
}

fn has_password(operation: &Operation, address: &str) -> bool {
    operation.host(address).is_some_and(|host| host.agent_password.is_some())
}
