use super::facts::OcpFacts;
use super::findings::findings;
use super::plan_action::{Planned, action_calls, cluster_gone};
use crate::dto::{
    AcceptedObproxyFinding, IpcError, ObproxyAction, ObproxyFinding, ObproxyFindingCode, Verdict,
};

/// What an action at an OCP would come to.
pub struct OcpAssessment {
    /// Why it cannot be said, when it cannot.
    pub planned: Result<Planned, IpcError>,
    pub findings: Vec<ObproxyFinding>,
    /// What has to be typed first.
    pub to_type: Option<String>,
}

/// Judges an action by what was read of the OCP. Pure.
pub fn assess_ocp(action: &ObproxyAction, facts: &OcpFacts) -> OcpAssessment {
    let planned = action_calls(action, facts);
    let calls = planned.as_ref().map(|planned| planned.calls.as_slice()).unwrap_or_default();
    let is_delete = matches!(action, ObproxyAction::DeleteCluster { .. });
    let to_type = facts.cluster.as_ref().filter(|_| is_delete).map(|cluster| cluster.name.clone());
    let findings = findings(action, facts, calls);
    OcpAssessment { planned, findings, to_type }
}

impl OcpAssessment {
    /// Refuses what fails, warnings that were not `accepted`, and a name that was not `typed`.
    ///
    /// # Errors
    /// `ClusterGone`; otherwise `Invalid`, with the codes as `detail`.
    pub fn check(&self, accepted: &[AcceptedObproxyFinding], typed: &str) -> Result<(), IpcError> {
        let is_read = |finding: &ObproxyFinding| {
            accepted.iter().any(|read| (read.code, &read.args) == (finding.code, &finding.args))
        };
        let stands = |finding: &&ObproxyFinding| match finding.verdict {
            Verdict::Fail => true,
            Verdict::Warn => !is_read(finding),
            Verdict::Pending | Verdict::Pass | Verdict::Unknown => false,
        };
        let open: Vec<&ObproxyFinding> = self.findings.iter().filter(stands).collect();
        if open.iter().any(|finding| finding.code == ObproxyFindingCode::ClusterGone) {
            return Err(cluster_gone());
        }
        if !open.is_empty() {
            let fails = open.iter().any(|finding| finding.verdict == Verdict::Fail);
            let message = if fails { "the action is not possible now" } else { "a warning was not accepted" };
            let codes: Vec<String> = open.iter().map(|finding| format!("{:?}", finding.code)).collect();
            return Err(IpcError { detail: Some(codes.join(", ")), ..IpcError::invalid(message) });
        }
        match &self.to_type {
            Some(name) if typed.trim() != name => Err(IpcError::invalid("the cluster's name was not typed")),
            Some(_) | None => Ok(()),
        }
    }

    /// Warnings that were accepted, for the audit list.
    pub fn warnings(&self) -> Vec<String> {
        let warns = self.findings.iter().filter(|finding| finding.verdict == Verdict::Warn);
        warns.map(|finding| format!("{:?}", finding.code)).collect()
    }
}
