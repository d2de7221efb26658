use std::collections::{BTreeMap, BTreeSet};

use obshell_api::{Address, AddressError};

use super::check_state::Offset;
use super::{Findings, check_state};
use crate::dto::{DraftKind, ErrorCode, HostFacts, IpcError, ProblemCode, WizardDraft, WizardStep};
use crate::hosts::{Probed, canonical};

pub(super) fn check(
    draft: &WizardDraft,
    probed: &BTreeMap<String, Probed>,
    cluster_clock: Option<Offset>,
    findings: &mut Findings,
) {
    if draft.hosts.is_empty() {
        findings.block(WizardStep::Hosts, ProblemCode::NoHosts);
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut answered: Vec<Answered<'_>> = Vec::new();
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
            (Some(facts), _) => answered.push(Answered { index, address: key, record, facts }),
            (None, problem) => unanswered(problem.as_ref(), &address, &field, findings),
        }
    }

    let members: BTreeSet<String> = draft.hosts.iter().filter_map(|host| canonical(&host.address)).collect();
    for &Answered { index, address, record, facts } in &answered {
        let has_password = draft.hosts[index].agent_password.is_some();
        let mut host = HostCheck { address, field: format!("hosts[{index}].address"), facts, findings };
        host.trust();
        host.address();
        if draft.kind == DraftKind::Init {
            host.identity(record, &members);
        }
        host.password(has_password);
    }
    check_equal(draft.kind, &answered, findings);
    check_state::check(draft, &answered, cluster_clock, findings);
}

/// A host of the draft that said who it is.
#[derive(Clone, Copy)]
pub(super) struct Answered<'a> {
    /// Its place on the list.
    pub index: usize,
    /// Canonical.
    pub address: &'a str,
    pub record: &'a Probed,
    pub facts: &'a HostFacts,
}

fn unanswered(problem: Option<&IpcError>, address: &str, field: &str, findings: &mut Findings) {
    let is = |codes: &[ErrorCode]| problem.is_some_and(|problem| codes.contains(&problem.code));
    let message = problem.map(|problem| problem.message.clone()).unwrap_or_default();
    let offered = problem.and_then(|problem| problem.detail.clone()).unwrap_or_default();
    let (code, name, said) = if is(&[ErrorCode::NotObshell, ErrorCode::TooLarge]) {
        (ProblemCode::HostNotObshell, "detail", message)
    } else if is(&[ErrorCode::CertificateNotTrusted]) {
        (ProblemCode::CertificateNotTrusted, "offered", offered)
    } else if is(&[ErrorCode::Route]) {
        (ProblemCode::RouteUnreachable, "detail", message)
    } else {
        (ProblemCode::HostUnreachable, "detail", message)
    };
    findings.block(WizardStep::Hosts, code).field(field).host(address).arg(name, said);
}

/// What must be the same on all hosts: architecture, and versions, which those that join are not told by each other.
fn check_equal(kind: DraftKind, answered: &[Answered<'_>], findings: &mut Findings) {
    type Read = fn(&HostFacts) -> &str;
    let checks: [(ProblemCode, &str, Read); 3] = [
        (ProblemCode::ObshellVersionDiffers, "version", |facts| &facts.obshell_version),
        (ProblemCode::ObVersionDiffers, "version", |facts| &facts.ob_version),
        (ProblemCode::ArchitectureDiffers, "architecture", |facts| &facts.architecture),
    ];
    let alone = |code: &ProblemCode| kind == DraftKind::Init || *code == ProblemCode::ArchitectureDiffers;
    for (code, arg, read) in checks.into_iter().filter(|(code, ..)| alone(code)) {
        let Some(most) = most_common(answered.iter().map(|host| read(host.facts))) else { continue };
        for Answered { index, address, facts, .. } in answered {
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
        if self.facts.accepts_bare_calls {
            self.warn(ProblemCode::AcceptsBareCalls);
        }
    }

    fn address(&mut self) {
        let facts = self.facts;
        if facts.agent_address != self.address {
            self.block(ProblemCode::HostAddressDiffers).arg("own", &facts.agent_address);
        }
        if facts.ob_version.is_empty() {
            self.block(ProblemCode::ObVersionMissing);
        }
    }

    /// A new cluster is made of agents on their own, or of a group that this draft began.
    fn identity(&mut self, record: &Probed, members: &BTreeSet<String>) {
        let facts = self.facts;
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

    fn block(&mut self, code: ProblemCode) -> super::check::Finding<'_> {
        self.findings.block(WizardStep::Hosts, code).field(&self.field).host(self.address)
    }

    fn warn(&mut self, code: ProblemCode) -> super::check::Finding<'_> {
        self.findings.warn(WizardStep::Hosts, code).field(&self.field).host(self.address)
    }
}
