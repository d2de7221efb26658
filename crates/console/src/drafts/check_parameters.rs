use std::collections::{BTreeMap, BTreeSet};

use super::parameters::kind_of;
use super::{Findings, effective_value, format_capacity, is_reserved, parse_capacity};
use crate::dto::{
    DraftParameter, HostResources, ParameterKind, ParameterScope, ProblemCode, WizardDraft, WizardStep,
};
use crate::hosts::{Probed, canonical, host_part};

const STEP: WizardStep = WizardStep::Resources;

pub(super) fn check(draft: &WizardDraft, probed: &BTreeMap<String, Probed>, findings: &mut Findings) {
    let zones: BTreeSet<&str> = draft.hosts.iter().map(|host| host.zone.as_str()).collect();
    let servers: BTreeSet<String> = draft.hosts.iter().filter_map(|host| canonical(&host.address)).collect();
    let mut seen = BTreeSet::new();
    for (index, parameter) in draft.parameters.iter().enumerate() {
        if !seen.insert((&parameter.scope, &parameter.name)) {
            findings
                .block(STEP, ProblemCode::ParameterDuplicate)
                .field(&format!("parameters[{index}].name"))
                .arg("name", &parameter.name);
        }
        check_name(index, parameter, findings);
        check_value(index, parameter, findings);
        let unknown_target = match &parameter.scope {
            ParameterScope::Cluster => None,
            ParameterScope::Zone { zone } => (!zones.contains(zone.as_str())).then_some(zone),
            ParameterScope::Server { address } => (!servers.contains(address)).then_some(address),
        };
        if let Some(target) = unknown_target {
            findings
                .block(STEP, ProblemCode::ParameterScopeUnknown)
                .field(&format!("parameters[{index}].name"))
                .arg("target", target);
        }
    }
    check_servers(draft, probed, findings);
}

fn check_name(index: usize, parameter: &DraftParameter, findings: &mut Findings) {
    let name = parameter.name.as_str();
    let field = format!("parameters[{index}].name");
    let is_identifier = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if name.is_empty() {
        findings.block(STEP, ProblemCode::ParameterNameMissing).field(&field);
    } else if is_reserved(name) {
        findings.block(STEP, ProblemCode::ParameterNameReserved).field(&field).arg("name", name);
    } else if !is_identifier {
        findings.block(STEP, ProblemCode::ParameterNameInvalid).field(&field).arg("name", name);
    } else if kind_of(name).is_none() {
        findings.warn(STEP, ProblemCode::ParameterUnknown).field(&field).arg("name", name);
    }
}

fn check_value(index: usize, parameter: &DraftParameter, findings: &mut Findings) {
    let DraftParameter { name, value, .. } = parameter;
    let field = format!("parameters[{index}].value");
    if value.is_empty() {
        findings.block(STEP, ProblemCode::ParameterValueMissing).field(&field).arg("name", name);
        return;
    }
    if value.contains(',') {
        findings.block(STEP, ProblemCode::ParameterValueComma).field(&field).arg("name", name);
        return;
    }
    let Some(kind) = kind_of(name) else { return };
    let (fits, expected) = match kind {
        ParameterKind::Port => (value.parse::<u16>().is_ok_and(|port| port > 1024), "1025–65535"),
        ParameterKind::Capacity => (parse_capacity(value).is_some(), "8G, 512M"),
        ParameterKind::Path => (value.starts_with('/') && !value.contains(['\'', '"', '\n']), "/data/1"),
        ParameterKind::Integer => (value.parse::<u64>().is_ok(), "0, 1, 2 …"),
        ParameterKind::Text => (!value.contains(['\'', '"', '\n']), "no quotes"),
    };
    if !fits {
        findings
            .block(STEP, ProblemCode::ParameterValueInvalid)
            .field(&field)
            .arg("name", name)
            .arg("expected", expected);
    }
}

/// Ports, memory and disk, server by server, with the values that will be in force there.
fn check_servers(draft: &WizardDraft, probed: &BTreeMap<String, Probed>, findings: &mut Findings) {
    let mut taken: BTreeMap<(String, String), String> = BTreeMap::new();
    for host in &draft.hosts {
        let Some(address) = canonical(&host.address) else { continue };
        let value = |name: &str| effective_value(&draft.parameters, name, &address, &host.zone);
        let ip = host_part(&address).to_owned();
        for (name, default) in [("mysql_port", "2881"), ("rpc_port", "2882")] {
            let port = value(name).unwrap_or(default).to_owned();
            let user = format!("{name} {address}");
            if let Some(other) = taken.insert((ip.clone(), port.clone()), user) {
                findings
                    .block(STEP, ProblemCode::PortConflict)
                    .host(&address)
                    .arg("port", port)
                    .arg("other", other);
            }
        }
        let facts = probed.get(&address).and_then(|record| record.view.facts.as_ref());
        let Some(resources) = facts.and_then(|facts| facts.resources.as_ref()) else { continue };
        check_memory(&address, resources, value("memory_limit"), value("system_memory"), findings);
        check_disk(&address, resources, value("datafile_size"), value("log_disk_size"), findings);
    }
}

fn check_memory(
    address: &str,
    resources: &HostResources,
    limit: Option<&str>,
    system: Option<&str>,
    findings: &mut Findings,
) {
    let Some(limit) = limit.and_then(parse_capacity) else { return };
    let available = resources.memory_available;
    if limit > available {
        let finding = if limit > resources.memory_total {
            findings.block(STEP, ProblemCode::MemoryShort)
        } else {
            findings.warn(STEP, ProblemCode::MemoryShort)
        };
        finding
            .host(address)
            .arg("needed", format_capacity(limit))
            .arg("available", format_capacity(available));
    }
    check_system_memory(address, limit, system, findings);
}

fn check_system_memory(address: &str, limit: u64, system: Option<&str>, findings: &mut Findings) {
    let Some(system) = system.and_then(parse_capacity) else { return };
    if system * 4 <= limit * 3 {
        return;
    }
    let finding = if system >= limit {
        findings.block(STEP, ProblemCode::SystemMemoryTooLarge)
    } else {
        findings.warn(STEP, ProblemCode::SystemMemoryTooLarge)
    };
    finding
        .host(address)
        .arg("systemMemory", format_capacity(system))
        .arg("memoryLimit", format_capacity(limit));
}

/// The agent hides which disk a directory is on, so the largest disk stands for all: a warning, never a block.
fn check_disk(
    address: &str,
    resources: &HostResources,
    data: Option<&str>,
    log: Option<&str>,
    findings: &mut Findings,
) {
    let needed: u64 = [data, log].into_iter().flatten().filter_map(parse_capacity).sum();
    let available = resources.disks.iter().map(|disk| disk.total.saturating_sub(disk.used)).max();
    let Some(available) = available.filter(|available| needed > *available) else { return };
    findings
        .warn(STEP, ProblemCode::DiskShort)
        .host(address)
        .arg("needed", format_capacity(needed))
        .arg("available", format_capacity(available));
}
