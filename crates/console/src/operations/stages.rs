//! The steps that the task of a call is going to have, in the agent's words.

use super::calls::CallSpec;
use super::record::Operation;
use crate::dto::{NodeScope, StopMode};
use crate::tasks::{PlannedStep, rules_of};

/// As far as it is known before the agent has told.
pub fn stages(spec: &CallSpec, operation: &Operation) -> Vec<PlannedStep> {
    let name = spec.task_name(operation);
    match spec {
        CallSpec::Init => stages_of(&name, |step| match step {
            "Create user" => operation.create_proxyro_user,
            "Import script for tenant" => operation.import_script,
            _ => true,
        }),
        CallSpec::ScaleOut { new_zone, .. } => stages_of(&name, |step| *new_zone || !is_of_new_zone(step)),
        CallSpec::ScaleIn { force: true, .. } => in_order(&name, &FORCED_SCALE_IN),
        CallSpec::ScaleIn { force: false, .. } => in_order(&name, &SCALE_IN),
        CallSpec::StopZone { freeze_server, .. } => {
            let freezes = |step: &&str| *freeze_server || *step != FREEZE;
            let order: Vec<&str> = STOP_ZONE.iter().copied().filter(freezes).collect();
            in_order(&name, &order)
        }
        CallSpec::DeleteZone { zone } => delete_zone(zone, operation),
        CallSpec::Start { scope, .. } => {
            let with_zone = !matches!(scope, NodeScope::Servers { .. });
            stages_of(&name, |step| with_zone || step != "Start Zone")
        }
        CallSpec::Stop { mode, .. } => stages_of(&name, |step| match step {
            FREEZE => *mode == StopMode::Terminate,
            "Execute stop sql" => *mode == StopMode::Service,
            _ => true,
        }),
        CallSpec::Remove { agent } if *agent == operation.receiver => {
            let alone = operation.hosts.len() < 2;
            stages_of(&name, |step| !alone || step == "Remove master")
        }
        CallSpec::Remove { .. } => {
            let mut steps = stages_of("Remove follower agent ", |_| true);
            if let Some(last) = steps.last_mut() {
                last.name.clone_from(&name);
            }
            steps
        }
        CallSpec::Obproxy(call) => call.stages(),
        CallSpec::Proxy(call) => call.steps().iter().map(|name| step(name, false)).collect(),
        CallSpec::AgentPassword { .. }
        | CallSpec::Join { .. }
        | CallSpec::ObserverConfig { .. }
        | CallSpec::ClusterConfig
        | CallSpec::Opened { .. } => stages_of(&name, |_| true),
    }
}

const FREEZE: &str = "Minor freeze before stop server";

const SCALE_IN: [&str; 5] = [
    "Delete observer",
    "Set agent to 'SCALING IN'",
    "Wait delete observer success",
    "Delete agent",
    "Try to inform to kill observer",
];

const FORCED_SCALE_IN: [&str; 6] = [
    "Delete observer",
    "Set agent to 'SCALING IN'",
    "Check multi paxos member alive",
    "Try to inform to kill observer",
    "Wait delete observer success",
    "Delete agent",
];

const STOP_ZONE: [&str; 7] = [
    "Inform all agents to prepare to stop observer",
    "Make sure all agents are ready",
    "Execute stop sql",
    FREEZE,
    "Advance agents to execute the task",
    "Wait for all agents to execute tasks successfully",
    "Inform all agents to end the task",
];

fn stages_of(dag: &str, wanted: impl Fn(&str) -> bool) -> Vec<PlannedStep> {
    let rules = rules_of(dag).unwrap_or_default().iter().filter(|rule| wanted(rule.name));
    rules.map(|rule| step(rule.name, rule.on_all_hosts)).collect()
}

fn in_order(dag: &str, order: &[&str]) -> Vec<PlannedStep> {
    let rules = rules_of(dag).unwrap_or_default();
    let on_all = |name: &str| rules.iter().any(|rule| rule.is_of(name) && rule.on_all_hosts);
    order.iter().map(|name| step(name, on_all(name))).collect()
}

/// One pair of steps a server of the zone.
fn delete_zone(zone: &str, operation: &Operation) -> Vec<PlannedStep> {
    let servers = operation.hosts.iter().filter(|host| host.zone == zone).count();
    let mut names = vec![format!("Stop zone {zone}")];
    for _ in 0..servers {
        names.extend(["Delete observer".to_owned(), "Wait delete observer success".to_owned()]);
    }
    names.push(format!("Delete zone {zone}"));
    if servers > 0 {
        names.insert(0, "Set agent to 'SCALING IN'".to_owned());
        names.extend(["Delete agent".to_owned(), "Try to inform to kill observers".to_owned()]);
    }
    names.iter().map(|name| step(name, false)).collect()
}

fn is_of_new_zone(step: &str) -> bool {
    ["Add new zone for scale_out", "Start new zone for scale_out"].contains(&step)
}

fn step(name: &str, on_all_hosts: bool) -> PlannedStep {
    PlannedStep { name: name.to_owned(), on_all_hosts }
}
