use super::capacity::capacity;
use super::findings::{Question, findings};
use super::receiver::{Receivers, receivers};
use super::scope::targets;
use crate::dto::{
    AcceptedFinding, CapacityChange, ClusterView, ImpactFinding, IpcError, NodeAction, StateKind, TaskNote,
    Undo, Verdict,
};

/// What is known beside the view.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The agent that answers for the connection.
    pub in_use: Option<String>,
    /// What the agent's own stop check said, where it was asked.
    pub stop_check: Option<Result<(), IpcError>>,
}

/// What an action would come to. Its calls follow from it.
#[derive(Debug, Clone)]
pub struct Assessment {
    pub findings: Vec<ImpactFinding>,
    pub capacity: Option<CapacityChange>,
    pub running: Vec<TaskNote>,
    pub undo: Undo,
    /// Absent when nobody can take the call, which is a finding too.
    pub receivers: Option<Receivers>,
}

/// Judges `action` by what is known of the cluster, in the order of the agent's own rules. Pure.
///
/// # Errors
/// `NotFound` when it names a host or a zone that is not there; `Invalid` when it makes no sense.
pub fn assess(view: &ClusterView, action: &NodeAction, facts: &Facts) -> Result<Assessment, IpcError> {
    let targets = targets(view, action)?;
    let receivers = receivers(view, action, &targets, facts.in_use.as_deref());
    let capacity = capacity(view, action, &targets);
    let question = Question {
        view,
        action,
        targets: &targets,
        receivers: receivers.as_ref(),
        capacity: capacity.as_ref(),
        facts,
    };
    let findings = findings(&question);
    let runs = |note: &&TaskNote| {
        matches!(note.state.kind, StateKind::Pending | StateKind::Ready | StateKind::Running)
    };
    Ok(Assessment {
        findings,
        capacity,
        running: view.tasks.iter().filter(runs).cloned().collect(),
        undo: undo(action),
        receivers,
    })
}

impl Assessment {
    /// Refuses what fails, and warnings that were not `accepted`.
    ///
    /// # Errors
    /// `Invalid`, with the codes as `detail`.
    pub fn check(&self, accepted: &[AcceptedFinding]) -> Result<(), IpcError> {
        let is_read = |finding: &ImpactFinding| {
            accepted.iter().any(|read| (read.code, &read.args) == (finding.code, &finding.args))
        };
        let stands = |finding: &&ImpactFinding| match finding.verdict {
            Verdict::Fail => true,
            Verdict::Warn => !is_read(finding),
            Verdict::Pending | Verdict::Pass | Verdict::Unknown => false,
        };
        let open: Vec<&ImpactFinding> = self.findings.iter().filter(stands).collect();
        if open.is_empty() {
            return Ok(());
        }
        let fails = open.iter().any(|finding| finding.verdict == Verdict::Fail);
        let message = if fails { "the action is not possible now" } else { "a warning was not accepted" };
        let codes: Vec<String> = open.iter().map(|finding| format!("{:?}", finding.code)).collect();
        Err(IpcError { detail: Some(codes.join(", ")), ..IpcError::invalid(message) })
    }

    /// Warnings that were accepted, for the audit list.
    pub fn warnings(&self) -> Vec<String> {
        let warns = self.findings.iter().filter(|finding| finding.verdict == Verdict::Warn);
        warns.map(|finding| format!("{:?}", finding.code)).collect()
    }
}

fn undo(action: &NodeAction) -> Undo {
    match action {
        NodeAction::Remove { .. } | NodeAction::RemoveAll => Undo::Join,
        NodeAction::ScaleIn { .. } | NodeAction::DeleteZone { .. } => Undo::ScaleOut,
        NodeAction::StopZone { .. } | NodeAction::Stop { .. } => Undo::Start,
        NodeAction::Start { .. } => Undo::Stop,
    }
}
