use std::collections::BTreeMap;

use super::calls::CallSpec;
use super::config_calls::config_calls;
use super::plan_members::{plan_join, plan_scale_out};
use super::record::{Call, Operation, OperationHost};
use crate::connections::Connection;
use crate::dto::{DraftHost, DraftKind, Millis, OperationKind, TaskSystem, WizardDraft};
use crate::hosts::{Probed, canonical};

/// The operation that a draft describes, and its calls in order. `connection` is what those that join or are scaled out
/// are to belong to.
pub fn plan_calls(
    id: String,
    draft: &WizardDraft,
    probed: &BTreeMap<String, Probed>,
    connection: Option<&Connection>,
    now: Millis,
) -> (Operation, Vec<Call>) {
    let hosts = hosts_of(draft, probed);
    match (draft.kind, connection) {
        (DraftKind::Join, Some(connection)) => plan_join(id, draft, hosts, connection, now),
        (DraftKind::ScaleOut, Some(connection)) => plan_scale_out(id, draft, hosts, connection, now),
        (DraftKind::Init, _) | (DraftKind::Join | DraftKind::ScaleOut, None) => {
            plan_init(operation_of(id, draft, hosts, probed, now), draft)
        }
    }
}

/// Agent passwords that are to be set, one call a host, keyed by its address.
pub fn password_calls(draft: &WizardDraft, operation: &Operation) -> BTreeMap<String, Call> {
    let wanted = draft.hosts.iter().filter(|host| host.set_password && host.agent_password.is_some());
    let call =
        |agent: String| (agent.clone(), Call::new(CallSpec::AgentPassword { agent }, Vec::new(), operation));
    wanted.filter_map(|host| canonical(&host.address)).map(call).collect()
}

/// Joins side by side after the master's, each once its agent has its password; then the configurations one by one
/// (each holds the master's maintenance lock), then init.
fn plan_init(operation: Operation, draft: &WizardDraft) -> (Operation, Vec<Call>) {
    let passwords = password_calls(draft, &operation);
    let mut joins: Vec<Call> = Vec::new();
    let masters_first = operation
        .hosts
        .iter()
        .filter(|host| host.address == operation.receiver)
        .chain(operation.hosts.iter().filter(|host| host.address != operation.receiver));
    for host in masters_first {
        let spec = CallSpec::Join { agent: host.address.clone(), zone: host.zone.clone() };
        let before = joins.first().into_iter().chain(passwords.get(&host.address));
        let needs = before.map(|call| call.view.head.key.clone()).collect();
        joins.push(Call::new(spec, needs, &operation));
    }
    let mut needs = joins.iter().map(|call| call.view.head.key.clone()).collect();
    let mut calls: Vec<Call> = passwords.into_values().chain(joins).collect();
    for spec in config_calls(&operation).into_iter().chain([CallSpec::ClusterConfig, CallSpec::Init]) {
        let key = spec.key();
        calls.push(Call::new(spec, needs, &operation));
        needs = vec![key];
    }
    (operation, calls)
}

/// The hosts of a draft that have an address.
fn hosts_of(draft: &WizardDraft, probed: &BTreeMap<String, Probed>) -> Vec<OperationHost> {
    let host = |host: &DraftHost| {
        let address = canonical(&host.address)?;
        let known = probed.get(&address).and_then(|record| record.view.facts.as_ref());
        Some(OperationHost {
            zone: host.zone.clone(),
            agent_password: host.agent_password.as_ref().map(|secret| secret.id.clone()),
            home_path: known.map(|facts| facts.home_path.clone()).unwrap_or_default(),
            ob_version: known.map(|facts| facts.ob_version.clone()).unwrap_or_default(),
            identity: String::new(),
            address,
        })
    };
    draft.hosts.iter().filter_map(host).collect()
}

fn operation_of(
    id: String,
    draft: &WizardDraft,
    hosts: Vec<OperationHost>,
    probed: &BTreeMap<String, Probed>,
    now: Millis,
) -> Operation {
    let facts = |address: &str| probed.get(address).and_then(|record| record.view.facts.as_ref());
    let is_master = |host: &&OperationHost| facts(&host.address).is_some_and(|f| f.identity == "MASTER");
    let master = hosts.iter().find(is_master).or(hosts.first());
    Operation {
        id,
        system: TaskSystem::Obshell,
        kind: OperationKind::Init,
        deed: None,
        subject: String::new(),
        draft_id: Some(draft.id.clone()),
        connection_id: draft.connection_id.clone(),
        reach: draft.reach.clone(),
        permit: None,
        started_at: now,
        environment: draft.environment,
        cluster_name: draft.cluster.name.clone(),
        cluster_id: draft.cluster.id.trim().parse().unwrap_or_default(),
        receiver: master.map(|host| host.address.clone()).unwrap_or_default(),
        stand_ins: Vec::new(),
        hosts,
        root_password: draft.cluster.root_password.as_ref().map(|secret| secret.id.clone()),
        import_script: draft.cluster.import_script,
        create_proxyro_user: draft.cluster.create_proxyro_user,
        proxyro_password: draft.cluster.proxyro_password.as_ref().map(|secret| secret.id.clone()),
        proxysys_password: None,
        parameters: draft.parameters.clone(),
        call_secrets: Vec::new(),
    }
}
