//! What is to be said of an action on the proxies of agents, by what is known of them.

use std::collections::BTreeMap;

use super::action::named;
use super::fleet::{Fleet, Member, is_too_old};
use crate::dto::{
    AcceptedObproxyFinding, IpcError, ObproxyAction, ObproxyDeed, ObproxyFinding, ObproxyFindingCode as Code,
    ObproxyProblemCode, ProxyPackage, Verdict,
};
use crate::obproxy::{Version, same_architecture};

/// What an action would come to.
#[derive(Debug, Clone)]
pub struct Assessed {
    pub findings: Vec<ObproxyFinding>,
    /// What has to be typed first.
    pub to_type: Option<String>,
}

/// Judges an action. Pure.
pub fn assess(action: &ObproxyAction, fleet: &Fleet) -> Assessed {
    let Some((deed, agents)) = named(action) else {
        return Assessed { findings: Vec::new(), to_type: None };
    };
    let mut found = Found { findings: Vec::new() };
    if agents.is_empty() {
        found.add(Verdict::Fail, Code::NothingChosen, []);
    }
    for agent in agents {
        match fleet.member(agent) {
            Some(member) => found.standing(member),
            None => found.add(Verdict::Fail, Code::ServerGone, [("server", agent)]),
        }
    }
    let members: Vec<&Member> = agents.iter().filter_map(|agent| fleet.member(agent)).collect();
    if matches!(deed, ObproxyDeed::Stop | ObproxyDeed::Delete) && !members.is_empty() {
        found.add(Verdict::Warn, Code::ConnectionsDrop, [("servers", &agents.join(", "))]);
        let serves =
            |member: &&Member| member.managed() == Some(true) && !agents.contains(&member.asked.agent);
        if !fleet.members.iter().any(|member| serves(&member)) {
            found.add(Verdict::Warn, Code::NobodyServes, [("cluster", &fleet.name)]);
        }
    }
    for member in &members {
        if let ObproxyAction::UpgradeProxies { version, release, .. } = action {
            found.upgrade(member, version.trim(), release.trim());
        }
        if deed == ObproxyDeed::Delete {
            let path = member.record.as_ref().map(|record| record.home_path.as_str()).unwrap_or_default();
            found.add(Verdict::Warn, Code::FilesDeleted, [("agent", member.agent()), ("path", path)]);
        }
    }
    let to_type = (deed == ObproxyDeed::Delete).then(|| fleet.name.clone());
    Assessed { findings: found.findings, to_type }
}

impl Assessed {
    /// Refuses what fails, warnings that were not `accepted`, and the wrong thing `typed`.
    ///
    /// # Errors
    /// `Invalid`, with the codes as `detail`.
    pub fn check(&self, accepted: &[AcceptedObproxyFinding], typed: &str) -> Result<(), IpcError> {
        let is_read =
            |it: &ObproxyFinding| accepted.iter().any(|read| (read.code, &read.args) == (it.code, &it.args));
        let stands = |it: &&ObproxyFinding| match it.verdict {
            Verdict::Fail => true,
            Verdict::Warn => !is_read(it),
            Verdict::Pending | Verdict::Pass | Verdict::Unknown => false,
        };
        let open: Vec<&ObproxyFinding> = self.findings.iter().filter(stands).collect();
        if !open.is_empty() {
            let fails = open.iter().any(|it| it.verdict == Verdict::Fail);
            let message = if fails { "the action is not possible now" } else { "a warning was not accepted" };
            let codes: Vec<String> = open.iter().map(|it| format!("{:?}", it.code)).collect();
            return Err(IpcError { detail: Some(codes.join(", ")), ..IpcError::invalid(message) });
        }
        match &self.to_type {
            Some(name) if typed.trim() != name.trim() => {
                Err(IpcError::invalid("the name must be typed first"))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Warnings that were accepted, for the audit list.
    pub fn warnings(&self) -> Vec<String> {
        let warns = self.findings.iter().filter(|it| it.verdict == Verdict::Warn);
        warns.map(|it| format!("{:?}", it.code)).collect()
    }
}

struct Found {
    findings: Vec<ObproxyFinding>,
}

impl Found {
    fn add<const N: usize>(&mut self, verdict: Verdict, code: Code, args: [(&str, &str); N]) {
        let args: BTreeMap<_, _> =
            args.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        self.findings.push(ObproxyFinding { verdict, code, args });
    }

    fn standing(&mut self, member: &Member) {
        let agent = member.agent();
        let Some(info) = member.info() else {
            return self.add(Verdict::Fail, Code::AgentSilent, [("agent", agent)]);
        };
        if is_too_old(&info.version) {
            let reason = format!("{:?}", ObproxyProblemCode::AgentTooOld);
            return self.add(Verdict::Fail, Code::HostUnfit, [("host", agent), ("reason", &reason)]);
        }
        if member.unfit().is_some() {
            return self.add(Verdict::Fail, Code::AgentPasswordMissing, [("agent", agent)]);
        }
        if member.is_busy {
            self.add(Verdict::Fail, Code::ServerBusy, [("server", agent)]);
        }
        if !info.is_obproxy_agent {
            self.add(Verdict::Fail, Code::NotManaged, [("agent", agent)]);
        }
    }

    fn upgrade(&mut self, member: &Member, version: &str, release: &str) {
        let agent = member.agent();
        let present = member.record.as_ref().map(|record| record.version.as_str()).unwrap_or_default();
        let (new, old) = (Version::with_build(version, release), Version::of(present));
        if new.zip(old).is_some_and(|(new, old)| new <= old) {
            self.add(Verdict::Fail, Code::NotNewer, [("version", version), ("present", present)]);
        }
        let is_it = |package: &&ProxyPackage| {
            (package.version.as_str(), package.release.as_str()) == (version, release)
        };
        let Some(package) = member.packages.iter().find(is_it) else {
            let args = [("agent", agent), ("version", version)];
            return self.add(Verdict::Warn, Code::PackageNotUploaded, args);
        };
        let own = member.info().map(|info| info.architecture.as_str()).unwrap_or_default();
        if !same_architecture(&package.architecture, own) {
            let args = [("package", package.name.as_str()), ("architecture", own)];
            self.add(Verdict::Fail, Code::PackageUnfit, args);
        }
    }
}
