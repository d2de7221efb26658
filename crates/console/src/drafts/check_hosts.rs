use std::collections::{BTreeMap, BTreeSet};

use obshell_api::{Address, AddressError};

use super::Findings;
use crate::dto::{ErrorCode, HostFacts, IpcError, ProblemCode, WizardDraft, WizardStep};
use crate::hosts::{Probed, canonical};

const CLOCK_WARN_MS: f64 = 50.0;
const CLOCK_BLOCK_MS: f64 = 500.0;
const OPEN_FILES_BLOCK: u64 = 20_000;
const OPEN_FILES_WARN: u64 = 655_350;
const PROCESSES_BLOCK: u64 = 4_096;
/// Keys up to this size can be factored by a determined reader of recorded traffic.
const SHORT_KEY_BITS: u32 = 512;

pub(super) fn check(draft: &WizardDraft, probed: &BTreeMap<String, Probed>, findings: &mut Findings) {
    if draft.hosts.is_empty() {
        findings.block(WizardStep::Hosts, ProblemCode::NoHosts);
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut answered: Vec<(usize, &str, &Probed, &HostFacts)> = Vec::new();
    for (index, host) in draft.hosts.iter().enumerate() {
        let field = format!("hosts[{index}].address");
        let address = match Address::parse(&host.address) {
            Ok(address) => address.to_string(),
            Err(problem) => {
                let code = match problem {
                    AddressError::PortInvalid => ProblemCode::AddressPortInvalid,
                    AddressError::Empty | AddressError::Malformed | AddressError::HostInvalid => {
                        ProblemCode::AddressMalformed
                    }
                };
                findings.block(WizardStep::Hosts, code).field(&field).host(&host.address);
                continue;
            }
        };
        if let Some(first) = seen.insert(address.clone(), index) {
            findings
                .block(WizardStep::Hosts, ProblemCode::AddressDuplicate)
                .field(&field)
                .host(&address)
                .arg("other", first + 1);
            continue;
        }
        let Some((key, record)) = probed.get_key_value(&address) else {
            findings.block(WizardStep::Hosts, ProblemCode::HostNotProbed).field(&field).host(&address);
            continue;
        };
        match (&record.view.facts, &record.view.problem) {
            (Some(facts), _) => answered.push((index, key, record, facts)),
            (None, problem) => unanswered(problem.as_ref(), &address, &field, findings),
        }
    }

    let members: BTreeSet<String> = draft.hosts.iter().filter_map(|host| canonical(&host.address)).collect();
    for &(index, address, record, facts) in &answered {
        let has_password = draft.hosts[index].agent_password.is_some();
        let mut host = HostCheck { address, field: format!("hosts[{index}].address"), facts, findings };
        host.trust();
        host.identity(record, &members);
        host.password(has_password);
        host.limits();
    }
    check_equal(&answered, findings);
}

fn unanswered(problem: Option<&IpcError>, address: &str, field: &str, findings: &mut Findings) {
    let not_obshell = problem
        .is_some_and(|problem| problem.code == ErrorCode::NotObshell || problem.code == ErrorCode::TooLarge);
    let code = if not_obshell { ProblemCode::HostNotObshell } else { ProblemCode::HostUnreachable };
    let detail = problem.map(|problem| problem.message.clone()).unwrap_or_default();
    findings.block(WizardStep::Hosts, code).field(field).host(address).arg("detail", detail);
}

/// What must be the same on all hosts: versions and architecture.
fn check_equal(answered: &[(usize, &str, &Probed, &HostFacts)], findings: &mut Findings) {
    type Read = fn(&HostFacts) -> &str;
    let checks: [(ProblemCode, &str, Read); 3] = [
        (ProblemCode::ObshellVersionDiffers, "version", |facts| &facts.obshell_version),
        (ProblemCode::ObVersionDiffers, "version", |facts| &facts.ob_version),
        (ProblemCode::ArchitectureDiffers, "architecture", |facts| &facts.architecture),
    ];
    for (code, arg, read) in checks {
        let Some(most) = most_common(answered.iter().map(|(.., facts)| read(facts))) else { continue };
        for (index, address, _, facts) in answered {
            let value = read(facts);
            if value == most || value.is_empty() {
                continue;
            }
            findings
                .block(WizardStep::Hosts, code)
                .field(&format!("hosts[{index}].address"))
                .host(address)
                .arg(arg, value)
                .arg("most", most);
        }
    }
}

fn most_common<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values.filter(|value| !value.is_empty()) {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

struct HostCheck<'a> {
    address: &'a str,
    field: String,
    facts: &'a HostFacts,
    findings: &'a mut Findings,
}

impl HostCheck<'_> {
    fn trust(&mut self) {
        if let Some(change) = &self.facts.key_change {
            self.block(ProblemCode::KeyChanged).arg("pinned", &change.pinned).arg("offered", &change.offered);
        }
        if self.facts.key_bits <= SHORT_KEY_BITS {
            let bits = self.facts.key_bits;
            self.warn(ProblemCode::KeyShort).arg("bits", bits);
        }
        let offset = self.facts.clock_offset_ms;
        if offset.abs() >= CLOCK_BLOCK_MS {
            self.block(ProblemCode::ClockOffset)
                .arg("offsetMs", offset.round())
                .arg("limitMs", CLOCK_BLOCK_MS);
        } else if offset.abs() >= CLOCK_WARN_MS {
            self.warn(ProblemCode::ClockOffset).arg("offsetMs", offset.round()).arg("limitMs", CLOCK_WARN_MS);
        }
    }

    fn identity(&mut self, record: &Probed, members: &BTreeSet<String>) {
        let facts = self.facts;
        if facts.agent_address != self.address {
            self.block(ProblemCode::HostAddressDiffers).arg("own", &facts.agent_address);
        }
        if facts.under_maintenance {
            self.block(ProblemCode::HostUnderMaintenance);
        }
        if facts.ob_version.is_empty() {
            self.block(ProblemCode::ObVersionMissing);
        }
        if facts.identity == "SINGLE" {
            return;
        }
        let is_group_of_draft = matches!(facts.identity.as_str(), "MASTER" | "FOLLOWER")
            && record.group.as_ref().is_some_and(|group| group.iter().all(|agent| members.contains(agent)));
        if is_group_of_draft {
            self.warn(ProblemCode::HostAlreadyJoined).arg("identity", &facts.identity);
        } else {
            self.block(ProblemCode::HostNotSingle).arg("identity", &facts.identity).arg("zone", &facts.zone);
        }
    }

    fn password(&mut self, has_password: bool) {
        let refused =
            self.facts.resources_problem.as_ref().is_some_and(|p| p.code == ErrorCode::Unauthorized);
        if self.facts.password_set && !has_password {
            self.block(ProblemCode::AgentPasswordNeeded);
        } else if self.facts.password_set && refused {
            self.block(ProblemCode::AgentPasswordWrong);
        }
    }

    fn limits(&mut self) {
        let Some(resources) = &self.facts.resources else { return };
        if let Some(limit) = resources.open_files {
            if limit < OPEN_FILES_BLOCK {
                self.block(ProblemCode::OpenFilesLow).arg("value", limit).arg("limit", OPEN_FILES_BLOCK);
            } else if limit < OPEN_FILES_WARN {
                self.warn(ProblemCode::OpenFilesLow).arg("value", limit).arg("limit", OPEN_FILES_WARN);
            }
        }
        if let Some(limit) = resources.processes.filter(|limit| *limit < PROCESSES_BLOCK) {
            self.block(ProblemCode::ProcessesLow).arg("value", limit).arg("limit", PROCESSES_BLOCK);
        }
    }

    fn block(&mut self, code: ProblemCode) -> super::check::Finding<'_> {
        self.findings.block(WizardStep::Hosts, code).field(&self.field).host(self.address)
    }

    fn warn(&mut self, code: ProblemCode) -> super::check::Finding<'_> {
        self.findings.warn(WizardStep::Hosts, code).field(&self.field).host(self.address)
    }
}
