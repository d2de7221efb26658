//! Taking hosts into a group or a cluster that is there already.

use super::calls::CallSpec;
use super::config_calls::{merged, server_config_calls};
use super::plan::password_calls;
use super::record::{Call, Operation, OperationHost};
use crate::connections::Connection;
use crate::drafts::Around;
use crate::dto::{Millis, OperationKind, WizardDraft};

/// Joins side by side, each once its agent has its password; then the parameters of those hosts, and of no others, one
/// call after the other (each holds the master's maintenance lock).
pub fn plan_join(
    id: String,
    draft: &WizardDraft,
    hosts: Vec<OperationHost>,
    connection: &Connection,
    now: Millis,
) -> (Operation, Vec<Call>) {
    let around = Around::of(connection).unwrap_or_default();
    let master = around.master().map(str::to_owned);
    let operation = taking_in(id, OperationKind::Join, draft, &hosts, connection, master, now);
    let passwords = password_calls(draft, &operation);
    let join = |host: &OperationHost| {
        let spec = CallSpec::Join { agent: host.address.clone(), zone: host.zone.clone() };
        let needs = passwords.get(&host.address).map(|call| call.view.head.key.clone());
        Call::new(spec, needs.into_iter().collect(), &operation)
    };
    let joins: Vec<Call> = hosts.iter().map(join).collect();
    let mut needs: Vec<String> = joins.iter().map(|call| call.view.head.key.clone()).collect();
    let mut calls: Vec<Call> = passwords.values().cloned().chain(joins).collect();
    let servers = hosts.iter().map(|host| (host.address.as_str(), host.zone.as_str()));
    for spec in server_config_calls(&draft.parameters, servers) {
        let key = spec.key();
        calls.push(Call::new(spec, needs, &operation));
        needs = vec![key];
    }
    (operation, calls)
}

/// One host after the other, for each scale-out holds the cluster's maintenance lock.
pub fn plan_scale_out(
    id: String,
    draft: &WizardDraft,
    hosts: Vec<OperationHost>,
    connection: &Connection,
    now: Millis,
) -> (Operation, Vec<Call>) {
    let around = Around::of(connection).unwrap_or_default();
    let takers: Vec<String> = around.cluster_agents().into_iter().map(str::to_owned).collect();
    let receiver = takers.first().cloned();
    let mut operation = taking_in(id, OperationKind::ScaleOut, draft, &hosts, connection, receiver, now);
    operation.stand_ins = takers;
    let passwords = password_calls(draft, &operation);
    let mut calls: Vec<Call> = passwords.values().cloned().collect();
    let mut before: Option<String> = None;
    let mut new_zones: Vec<&str> = Vec::new();
    for host in &hosts {
        let new_zone = !around.has_zone(&host.zone) && !new_zones.contains(&host.zone.as_str());
        if new_zone {
            new_zones.push(&host.zone);
        }
        let spec = CallSpec::ScaleOut {
            agent: host.address.clone(),
            zone: host.zone.clone(),
            new_zone,
            config: merged(&draft.parameters, &host.address, &host.zone),
        };
        let own = passwords.get(&host.address).map(|call| call.view.head.key.clone());
        let key = spec.key();
        calls.push(Call::new(spec, own.into_iter().chain(before).collect(), &operation));
        before = Some(key);
    }
    (operation, calls)
}

/// An operation on the agents of a connection and on those that are to come.
fn taking_in(
    id: String,
    kind: OperationKind,
    draft: &WizardDraft,
    hosts: &[OperationHost],
    connection: &Connection,
    receiver: Option<String>,
    now: Millis,
) -> Operation {
    let subject: Vec<&str> = hosts.iter().map(|host| host.address.as_str()).collect();
    let receiver = receiver.unwrap_or_default();
    let mut operation = Operation::on(id, connection, kind, subject.join(", "), receiver, None, now);
    operation.hosts.retain(|member| hosts.iter().all(|host| host.address != member.address));
    operation.hosts.extend(hosts.iter().cloned());
    operation.draft_id = Some(draft.id.clone());
    operation.parameters.clone_from(&draft.parameters);
    operation
}
