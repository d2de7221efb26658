//! Whether the hosts of a draft fit the group or the cluster that they are to belong to.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::check::Finding;
use super::{Around, Findings};
use crate::dto::{DraftKind, HostFacts, ProblemCode, Severity, WizardDraft, WizardStep};
use crate::hosts::{Probed, canonical};

const STEP: WizardStep = WizardStep::Hosts;

pub(super) fn check(
    draft: &WizardDraft,
    probed: &BTreeMap<String, Probed>,
    around: Option<&Around>,
    findings: &mut Findings,
) {
    let Some(around) = around else {
        findings.block(STEP, ProblemCode::ClusterUnknown);
        return;
    };
    check_around(draft.kind, around, findings);
    let mut seen = BTreeSet::new();
    for (index, host) in draft.hosts.iter().enumerate() {
        let Some(address) = canonical(&host.address).filter(|address| seen.insert(address.clone())) else {
            continue;
        };
        let facts = probed.get(&address).and_then(|record| record.view.facts.as_ref());
        let Some(facts) = facts else { continue };
        let field = format!("hosts[{index}].address");
        let mut check = MemberCheck { address: &address, field, facts, around, findings };
        check.identity();
        check.architecture();
        match draft.kind {
            DraftKind::Init => {}
            DraftKind::Join => check.equal_versions(),
            DraftKind::ScaleOut => check.cluster_versions(),
        }
    }
    if draft.kind == DraftKind::ScaleOut {
        check_zones(draft, around, findings);
    }
}

/// Whether anybody can take the calls.
fn check_around(kind: DraftKind, around: &Around, findings: &mut Findings) {
    let taker = match kind {
        DraftKind::Init => return,
        DraftKind::Join => around.master().is_some(),
        DraftKind::ScaleOut => !around.cluster_agents().is_empty(),
    };
    if !taker {
        let code =
            if kind == DraftKind::Join { ProblemCode::MasterMissing } else { ProblemCode::ClusterUnknown };
        findings.block(STEP, code);
    }
    if kind == DraftKind::Join && around.wants_password {
        findings.block(STEP, ProblemCode::MasterPasswordNeeded);
    }
    // A task of one agent is in the way of that agent alone, and a MASTER keeps the group's.
    let in_the_way = |of_cluster: bool| of_cluster || kind == DraftKind::Join;
    for (task, _) in around.locks.iter().filter(|(_, of_cluster)| in_the_way(*of_cluster)) {
        findings.block(STEP, ProblemCode::ClusterLocked).arg("task", task);
    }
}

/// A zone that the cluster does not have yet begins with one server for each host of the draft.
fn check_zones(draft: &WizardDraft, around: &Around, findings: &mut Findings) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for host in &draft.hosts {
        *sizes.entry(&host.zone).or_default() += 1;
    }
    for (index, host) in draft.hosts.iter().enumerate().filter(|(_, host)| !host.zone.is_empty()) {
        let (zone, address) = (host.zone.as_str(), canonical(&host.address));
        if sizes.get(zone) == Some(&1) && !around.has_zone(zone) {
            // It may be a slip: agreeing to one says nothing of the next.
            let warning = findings.warn(STEP, ProblemCode::ZoneIsNew).arg("zone", zone);
            warning.field(&format!("hosts[{index}].zone")).host(address.as_deref().unwrap_or(&host.address));
        }
    }
}

struct MemberCheck<'a> {
    address: &'a str,
    field: String,
    facts: &'a HostFacts,
    around: &'a Around,
    findings: &'a mut Findings,
}

impl MemberCheck<'_> {
    /// Only an agent on its own can be taken in.
    fn identity(&mut self) {
        let HostFacts { identity, zone, .. } = self.facts;
        if self.around.is_member(self.address) {
            self.block(ProblemCode::HostIsMember);
        } else if identity != "SINGLE" {
            self.block(ProblemCode::HostNotSingle).arg("identity", identity).arg("zone", zone);
        }
    }

    fn architecture(&mut self) {
        let (own, of_cluster) = (&self.facts.architecture, &self.around.architecture);
        if own != of_cluster && !own.is_empty() && !of_cluster.is_empty() {
            let finding = self.block(ProblemCode::ArchitectureDiffers);
            finding.arg("architecture", own).arg("most", of_cluster);
        }
    }

    /// A MASTER takes in agents of its own versions alone.
    fn equal_versions(&mut self) {
        let (facts, around) = (self.facts, self.around);
        let pairs = [
            (ProblemCode::ObshellVersionDiffers, &facts.obshell_version, &around.obshell_version),
            (ProblemCode::ObVersionDiffers, &facts.ob_version, &around.ob_version),
        ];
        for (code, own, of_group) in pairs {
            if own != of_group && !own.is_empty() && !of_group.is_empty() {
                self.block(code).arg("version", own).arg("most", of_group);
            }
        }
    }

    /// A cluster takes in servers of its own version alone; an older agent is upgraded on the way.
    fn cluster_versions(&mut self) {
        let (facts, around) = (self.facts, self.around);
        match compare(&facts.ob_version, &around.ob_version) {
            Some(Ordering::Greater) => self.versions(ProblemCode::ObVersionHigher, Severity::Block, true),
            Some(Ordering::Less) => self.versions(ProblemCode::ObVersionLower, Severity::Block, true),
            Some(Ordering::Equal) | None => {}
        }
        match compare(&facts.obshell_version, &around.obshell_version) {
            Some(Ordering::Greater) => {
                let most = &around.obshell_version;
                self.block(ProblemCode::ObshellVersionDiffers)
                    .arg("version", &facts.obshell_version)
                    .arg("most", most);
            }
            Some(Ordering::Less) => self.versions(ProblemCode::ObshellVersionLower, Severity::Warn, false),
            Some(Ordering::Equal) | None => {}
        }
    }

    fn versions(&mut self, code: ProblemCode, severity: Severity, of_observer: bool) {
        let (facts, around) = (self.facts, self.around);
        let (own, cluster) = if of_observer {
            (&facts.ob_version, &around.ob_version)
        } else {
            (&facts.obshell_version, &around.obshell_version)
        };
        let finding = match severity {
            Severity::Block => self.findings.block(STEP, code),
            Severity::Warn => self.findings.warn(STEP, code),
        };
        finding.field(&self.field).host(self.address).arg("version", own).arg("cluster", cluster);
    }

    fn block(&mut self, code: ProblemCode) -> Finding<'_> {
        self.findings.block(STEP, code).field(&self.field).host(self.address)
    }
}

/// By their numbers, release before build; `None` when one of them is not known.
fn compare(own: &str, other: &str) -> Option<Ordering> {
    if own.is_empty() || other.is_empty() {
        return None;
    }
    let numbers = |text: &str| -> Vec<u64> {
        text.split(['.', '-']).map(|part| part.parse().unwrap_or_default()).collect()
    };
    Some(numbers(own).cmp(&numbers(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drafts::blank;
    use crate::dto::Environment;

    #[test]
    fn each_zone_that_is_new_is_a_warning_of_its_own() {
        let addresses = ["10.0.0.1:2886", "10.0.0.2:2886"].map(str::to_owned);
        let mut draft = blank("d".to_owned(), 0, Environment::Dev, "", &addresses);
        for (host, zone) in draft.hosts.iter_mut().zip(["zone4", "zoen1"]) {
            zone.clone_into(&mut host.zone);
        }
        let mut findings = Findings::default();
        check_zones(&draft, &Around::default(), &mut findings);
        let about: Vec<_> =
            findings.problems().iter().map(|it| (it.host.clone(), it.field.clone())).collect();
        assert_eq!(about.len(), 2);
        assert_ne!(about[0], about[1], "agreeing to one is not agreeing to the other");
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert_eq!(compare("4.3.10.0-1", "4.3.9.0-1"), Some(Ordering::Greater));
        assert_eq!(compare("4.3.5.1-101", "4.3.5.1-102"), Some(Ordering::Less));
        assert_eq!(compare("4.5.0.0-0", "4.5.0.0-0"), Some(Ordering::Equal));
        assert_eq!(compare("", "4.5.0.0-0"), None);
    }
}
