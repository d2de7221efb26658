use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::record::Operation;
use crate::dto::{
    CallHead, CallKind, CallView, JournalState, OperatorOff, OperatorView, ParameterScope, PlannedCall,
    StateKind, StepView, TaskOperator,
};
use crate::hosts::agent_address;
use crate::tasks::{Rule, planned_steps, rules_of, word};

/// What a call is to do. Secrets are looked up when it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallSpec {
    /// `POST /api/v1/agent/join` to the agent that joins.
    Join { agent: String, zone: String },
    /// `POST /api/v1/observer/config` to the MASTER.
    ObserverConfig { scope: ConfigScope, config: BTreeMap<String, String> },
    /// `POST /api/v1/obcluster/config` to the MASTER.
    ClusterConfig,
    /// `POST /api/v1/ob/init` to the MASTER.
    Init,
}

/// The scope of one `observer/config` call. Servers with the same values share a call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConfigScope {
    Global,
    Zones(Vec<String>),
    Servers(Vec<String>),
}

const MASK: &str = "••••••";

impl CallSpec {
    pub fn key(&self) -> String {
        match self {
            CallSpec::Join { agent, .. } => format!("join:{agent}"),
            CallSpec::ObserverConfig { scope, .. } => format!("observer-config:{}", scope.label()),
            CallSpec::ClusterConfig => "cluster-config".to_owned(),
            CallSpec::Init => "init".to_owned(),
        }
    }

    pub fn kind(&self) -> CallKind {
        match self {
            CallSpec::Join { .. } => CallKind::Join,
            CallSpec::ObserverConfig { .. } => CallKind::ObserverConfig,
            CallSpec::ClusterConfig => CallKind::ClusterConfig,
            CallSpec::Init => CallKind::Init,
        }
    }

    /// The agent the call is sent to.
    pub fn target<'a>(&'a self, operation: &'a Operation) -> &'a str {
        match self {
            CallSpec::Join { agent, .. } => agent,
            CallSpec::ObserverConfig { .. } | CallSpec::ClusterConfig | CallSpec::Init => &operation.master,
        }
    }

    pub fn path(&self) -> &'static str {
        match self {
            CallSpec::Join { .. } => "/api/v1/agent/join",
            CallSpec::ObserverConfig { .. } => "/api/v1/observer/config",
            CallSpec::ClusterConfig => "/api/v1/obcluster/config",
            CallSpec::Init => "/api/v1/ob/init",
        }
    }

    /// The agent's name for the task it makes of the call.
    pub fn task_name(&self, operation: &Operation) -> &'static str {
        match self {
            CallSpec::Join { agent, .. } if *agent == operation.master => "Join self",
            CallSpec::Join { .. } => "Join to master",
            CallSpec::ObserverConfig { .. } => "Update observer config",
            CallSpec::ClusterConfig => "Update cluster config",
            CallSpec::Init => "Initialize cluster",
        }
    }

    /// The body as it will be sent, secrets masked.
    pub fn masked_body(&self, operation: &Operation) -> Value {
        match self {
            CallSpec::Join { agent, zone } => {
                let mut body = json!({ "agentInfo": agent_address(&operation.master), "zoneName": zone });
                let master = operation.hosts.iter().find(|host| host.address == operation.master);
                let has_password = master.is_some_and(|host| host.agent_password.is_some());
                if has_password && *agent != operation.master {
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
        }
    }

    /// The call as the review shows it.
    pub fn planned(&self, operation: &Operation, needs: &[String]) -> PlannedCall {
        PlannedCall {
            key: self.key(),
            kind: self.kind(),
            target: self.target(operation).to_owned(),
            zone: self.zone(),
            method: "POST".to_owned(),
            path: self.path().to_owned(),
            body: indented(&self.masked_body(operation)),
            needs: needs.to_vec(),
        }
    }

    /// The call as the run shows it before anything was sent.
    pub fn unsent(&self, operation: &Operation) -> CallView {
        let head = CallHead {
            key: self.key(),
            kind: self.kind(),
            target: self.target(operation).to_owned(),
            zone: self.zone(),
            method: "POST".to_owned(),
            path: self.path().to_owned(),
            body: indented(&self.masked_body(operation)),
            journal: JournalState::Planned,
            state: word(StateKind::Pending),
            task: None,
            started_at: None,
            ended_at: None,
            error: None,
            operators: no_operators(OperatorOff::NoTask),
            operator_pending: None,
            sub_tasks: Vec::new(),
        };
        CallView { head, steps: self.planned_steps(operation) }
    }

    fn planned_steps(&self, operation: &Operation) -> Vec<StepView> {
        let rules = rules_of(self.task_name(operation)).unwrap_or_default();
        let wanted = |rule: &&Rule| match rule.name {
            "Create user" => operation.create_proxyro_user,
            "Import script for tenant" => operation.import_script,
            _ => true,
        };
        planned_steps(rules.iter().filter(wanted))
    }

    fn zone(&self) -> Option<String> {
        match self {
            CallSpec::Join { zone, .. } => Some(zone.clone()),
            CallSpec::ObserverConfig { .. } | CallSpec::ClusterConfig | CallSpec::Init => None,
        }
    }
}

impl ConfigScope {
    /// `type` and `target` of the request.
    pub fn parts(&self) -> (&'static str, &[String]) {
        match self {
            ConfigScope::Global => ("GLOBAL", &[]),
            ConfigScope::Zones(zones) => ("ZONE", zones),
            ConfigScope::Servers(servers) => ("SERVER", servers),
        }
    }

    fn label(&self) -> String {
        let (kind, target) = self.parts();
        if target.is_empty() { kind.to_owned() } else { format!("{kind}:{}", target.join(",")) }
    }
}

/// One call a scope; targets with the same values share it. Wider scopes first: the agent lets the newest win.
pub fn config_calls(operation: &Operation) -> Vec<CallSpec> {
    let mut by_target: BTreeMap<&ParameterScope, BTreeMap<String, String>> = BTreeMap::new();
    for parameter in &operation.parameters {
        by_target
            .entry(&parameter.scope)
            .or_default()
            .insert(parameter.name.clone(), parameter.value.clone());
    }
    let mut zones: Vec<(BTreeMap<String, String>, Vec<String>)> = Vec::new();
    let mut servers = zones.clone();
    let mut calls = Vec::new();
    for (scope, config) in by_target {
        match scope {
            ParameterScope::Cluster => {
                calls.push(CallSpec::ObserverConfig { scope: ConfigScope::Global, config })
            }
            ParameterScope::Zone { zone } => share(&mut zones, config, zone),
            ParameterScope::Server { address } => share(&mut servers, config, address),
        }
    }
    let call = |scope, config| CallSpec::ObserverConfig { scope, config };
    calls.extend(zones.into_iter().map(|(config, zones)| call(ConfigScope::Zones(zones), config)));
    calls.extend(servers.into_iter().map(|(config, servers)| call(ConfigScope::Servers(servers), config)));
    calls
}

fn share(
    groups: &mut Vec<(BTreeMap<String, String>, Vec<String>)>,
    config: BTreeMap<String, String>,
    target: &str,
) {
    match groups.iter_mut().find(|(known, _)| *known == config) {
        Some((_, targets)) => targets.push(target.to_owned()),
        None => groups.push((config, vec![target.to_owned()])),
    }
}

/// Every operator, off for one reason.
pub fn no_operators(off: OperatorOff) -> Vec<OperatorView> {
    [TaskOperator::Retry, TaskOperator::Rollback, TaskOperator::Cancel, TaskOperator::Pass]
        .map(|operator| OperatorView { operator, off: Some(off) })
        .to_vec()
}

fn indented(body: &Value) -> String {
    serde_json::to_string_pretty(body).unwrap_or_default()
}
