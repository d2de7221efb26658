use std::collections::{BTreeMap, BTreeSet};

use crate::dto::{DraftKind, Problem, ProblemCode, Severity, WizardDraft, WizardStep};
use crate::hosts::Probed;

use super::{Around, check_hosts, check_members, check_parameters};

/// Collects problems in the order they should be read.
#[derive(Default)]
pub struct Findings {
    problems: Vec<Problem>,
}

/// Everything that blocks a run of `draft` or wants consent, judged by what its hosts last said, and by what is known
/// `around` those that are to join a group or a cluster.
pub fn check(
    draft: &WizardDraft,
    probed: &BTreeMap<String, Probed>,
    around: Option<&Around>,
) -> Vec<Problem> {
    let mut findings = Findings::default();
    check_hosts::check(draft, probed, around.and_then(|around| around.clock), &mut findings);
    match draft.kind {
        DraftKind::Init => {
            check_cluster(draft, &mut findings);
            check_zones(draft, &mut findings);
            check_balance(draft, &mut findings);
        }
        DraftKind::Join | DraftKind::ScaleOut => {
            check_members::check(draft, probed, around, &mut findings);
            check_zones(draft, &mut findings);
        }
    }
    check_parameters::check(draft, probed, &mut findings);
    findings.problems
}

fn check_cluster(draft: &WizardDraft, findings: &mut Findings) {
    let cluster = &draft.cluster;
    let step = WizardStep::Cluster;
    if !cluster.id.trim().parse::<u32>().is_ok_and(|id| id > 0 && id <= i32::MAX as u32) {
        findings.block(step, ProblemCode::ClusterIdInvalid).field("cluster.id");
    }
    if cluster.name.is_empty() {
        findings.block(step, ProblemCode::ClusterNameMissing).field("cluster.name");
    } else if !is_plain_name(&cluster.name) {
        findings.block(step, ProblemCode::ClusterNameInvalid).field("cluster.name");
    }
    if cluster.root_password.is_none() {
        findings.block(step, ProblemCode::RootPasswordMissing).field("cluster.rootPassword");
    }
    if cluster.root_password.as_ref().is_some_and(|secret| secret.weak) {
        findings.warn(step, ProblemCode::RootPasswordWeak).field("cluster.rootPassword");
    }
    if cluster.create_proxyro_user && cluster.proxyro_password.is_none() {
        findings.block(step, ProblemCode::ProxyroPasswordMissing).field("cluster.proxyroPassword");
    }
}

fn check_zones(draft: &WizardDraft, findings: &mut Findings) {
    for (index, host) in draft.hosts.iter().enumerate() {
        let field = format!("hosts[{index}].zone");
        if host.zone.is_empty() {
            findings.block(WizardStep::Hosts, ProblemCode::ZoneMissing).field(&field).host(&host.address);
        } else if !is_plain_name(&host.zone) {
            findings.block(WizardStep::Hosts, ProblemCode::ZoneNameInvalid).field(&field).host(&host.address);
        }
    }
}

/// Zones of a new cluster had better be odd in number and equal in size.
fn check_balance(draft: &WizardDraft, findings: &mut Findings) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for host in &draft.hosts {
        *sizes.entry(&host.zone).or_default() += 1;
    }
    if sizes.len() > 1 && sizes.len().is_multiple_of(2) {
        findings.warn(WizardStep::Hosts, ProblemCode::ZoneCountEven).arg("count", sizes.len());
    }
    let distinct: BTreeSet<usize> = sizes.values().copied().collect();
    if distinct.len() > 1 {
        let counts: Vec<String> = sizes.iter().map(|(zone, size)| format!("{zone}: {size}")).collect();
        findings.warn(WizardStep::Hosts, ProblemCode::ZonesUneven).arg("counts", counts.join(", "));
    }
}

/// A name that every layer below takes as it is: no quotes, blanks, commas or shell characters.
fn is_plain_name(name: &str) -> bool {
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    starts_well && name.len() <= 64 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// Adds to the problem that was found last.
pub struct Finding<'a>(&'a mut Problem);

impl Findings {
    pub fn block(&mut self, step: WizardStep, code: ProblemCode) -> Finding<'_> {
        self.add(step, Severity::Block, code)
    }

    pub fn warn(&mut self, step: WizardStep, code: ProblemCode) -> Finding<'_> {
        self.add(step, Severity::Warn, code)
    }

    #[cfg(test)]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn add(&mut self, step: WizardStep, severity: Severity, code: ProblemCode) -> Finding<'_> {
        let problem = Problem { step, severity, code, host: None, field: None, args: BTreeMap::new() };
        self.problems.push(problem);
        let last = self.problems.len() - 1;
        Finding(&mut self.problems[last])
    }
}

impl Finding<'_> {
    pub fn field(self, field: &str) -> Self {
        self.0.field = Some(field.to_owned());
        self
    }

    pub fn host(self, address: &str) -> Self {
        self.0.host = Some(address.to_owned());
        self
    }

    pub fn arg(self, name: &str, value: impl ToString) -> Self {
        self.0.args.insert(name.to_owned(), value.to_string());
        self
    }
}
