use std::collections::{BTreeMap, BTreeSet};

use super::observers::{Wanted, observers_by_host, wanted};
use super::parameters::kind_of;
use super::{Findings, effective_value, format_capacity, is_reserved, parse_capacity};
use crate::dto::{
    DraftKind, DraftParameter, HostResources, ParameterKind, ParameterScope, ProblemCode, WizardDraft,
    WizardStep,
};
use crate::hosts::{Probed, canonical, free_of, host_part};

const STEP: WizardStep = WizardStep::Resources;
/// No observer starts with less.
pub const MEMORY_LEAST: u64 = 3 << 30;

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
    // A group that is being joined gets its parameters later.
    if draft.kind != DraftKind::Join {
        check_servers(draft, probed, findings);
    }
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
        check_system_memory(&address, value("memory_limit"), value("system_memory"), findings);
    }
    for on_host in observers_by_host(draft).values() {
        let wanted = wanted(draft, on_host);
        for (_, address) in on_host {
            let Some(record) = probed.get(address) else { continue };
            let facts = record.view.facts.as_ref();
            let Some(resources) = facts.and_then(|facts| facts.resources.as_ref()) else { continue };
            check_memory(address, resources, record.memory_free, wanted, findings);
            check_disk(address, resources, wanted, findings);
        }
    }
}

/// A host that does not say how much memory it has is not judged.
fn check_memory(
    address: &str,
    resources: &HostResources,
    free: Option<u64>,
    wanted: Wanted,
    findings: &mut Findings,
) {
    let available = resources.memory_available;
    if available == 0 {
        return;
    }
    let least = wanted.memory.max(MEMORY_LEAST.saturating_mul(wanted.observers));
    let free = free.unwrap_or(available);
    let (finding, needed, available) = if least > available {
        (findings.block(STEP, ProblemCode::MemoryShort), least, available)
    } else if wanted.memory > free {
        (findings.warn(STEP, ProblemCode::MemoryShort), wanted.memory, free)
    } else {
        return;
    };
    finding.host(address).arg("needed", format_capacity(needed)).arg("available", format_capacity(available));
}

fn check_system_memory(address: &str, limit: Option<&str>, system: Option<&str>, findings: &mut Findings) {
    let Some(limit) = limit.and_then(parse_capacity) else { return };
    let Some(system) = system.and_then(parse_capacity) else { return };
    if system.saturating_mul(4) <= limit.saturating_mul(3) {
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

/// The agent hides which disk a directory is on. With a single one there is no doubt; of several it is only certain
/// that they are too small when none of them, or all together, would do.
fn check_disk(address: &str, resources: &HostResources, wanted: Wanted, findings: &mut Findings) {
    let needed = wanted.data.saturating_add(wanted.log);
    let free: Vec<u64> = resources.disks.iter().map(free_of).collect();
    let (finding, needed, available) = match free.as_slice() {
        [] => return,
        [only] if needed > *only => (findings.block(STEP, ProblemCode::DiskShort), needed, *only),
        [_] => return,
        several => {
            let largest = several.iter().copied().max().unwrap_or(0);
            let together = several.iter().fold(0_u64, |sum, free| sum.saturating_add(*free));
            if wanted.largest > largest {
                (findings.warn(STEP, ProblemCode::DiskShort), wanted.largest, largest)
            } else if needed > together {
                (findings.warn(STEP, ProblemCode::DiskShort), needed, together)
            } else {
                return;
            }
        }
    };
    finding.host(address).arg("needed", format_capacity(needed)).arg("available", format_capacity(available));
}
