use std::collections::BTreeMap;

use super::calls::CallSpec;
use super::config_calls::config_calls;
use super::record::{Call, Operation, OperationHost};
use crate::dto::{Millis, OperationKind, WizardDraft};
use crate::hosts::{Probed, canonical};

/// The operation that a draft describes, and its calls in order: joins side by side after the master's,
/// then the configurations one by one (each holds the master's maintenance lock), then init.
pub fn plan_calls(
    id: String,
    draft: &WizardDraft,
    probed: &BTreeMap<String, Probed>,
    now: Millis,
) -> (Operation, Vec<Call>) {
    let operation = operation_of(id, draft, probed, now);
    let mut calls: Vec<Call> = Vec::new();
    let mut joins: Vec<String> = Vec::new();
    let masters_first = operation
        .hosts
        .iter()
        .filter(|host| host.address == operation.receiver)
        .chain(operation.hosts.iter().filter(|host| host.address != operation.receiver));
    for host in masters_first {
        let spec = CallSpec::Join { agent: host.address.clone(), zone: host.zone.clone() };
        joins.push(spec.key());
        let needs = joins.first().filter(|first| **first != spec.key()).cloned();
        calls.push(Call::new(spec, needs.into_iter().collect(), &operation));
    }
    let mut needs = joins;
    for spec in config_calls(&operation).into_iter().chain([CallSpec::ClusterConfig, CallSpec::Init]) {
        let key = spec.key();
        calls.push(Call::new(spec, needs, &operation));
        needs = vec![key];
    }
    (operation, calls)
}

fn operation_of(
    id: String,
    draft: &WizardDraft,
    probed: &BTreeMap<String, Probed>,
    now: Millis,
) -> Operation {
    let facts = |address: &str| probed.get(address).and_then(|record| record.view.facts.as_ref());
    let hosts: Vec<OperationHost> = draft
        .hosts
        .iter()
        .filter_map(|host| {
            let address = canonical(&host.address)?;
            let known = facts(&address);
            Some(OperationHost {
                zone: host.zone.clone(),
                agent_password: host.agent_password.as_ref().map(|secret| secret.id.clone()),
                home_path: known.map(|facts| facts.home_path.clone()).unwrap_or_default(),
                ob_version: known.map(|facts| facts.ob_version.clone()).unwrap_or_default(),
                identity: String::new(),
                address,
            })
        })
        .collect();
    let is_master = |host: &&OperationHost| facts(&host.address).is_some_and(|f| f.identity == "MASTER");
    let master = hosts.iter().find(is_master).or(hosts.first());
    Operation {
        id,
        kind: OperationKind::Init,
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
        parameters: draft.parameters.clone(),
    }
}
