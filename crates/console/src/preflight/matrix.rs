use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Seen, seen};
use super::checks::{check_of, checks_of, group_of};
use super::commands::command;
use super::needs::need;
use crate::drafts::Around;
use crate::dto::{
    Check, Millis, Preflight, PreflightCell, PreflightHost, PreflightRow, Problem, ProblemCode, Severity,
    Verdict, WizardDraft, WizardStep,
};
use crate::hosts::{Probed, canonical};

/// How far a pre-flight is.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    pub started_at: Millis,
    pub ended_at: Option<Millis>,
    /// Canonical addresses that have not answered yet.
    pub checking: BTreeSet<String>,
}

/// Lays out what is known of the draft's hosts. `problems` are the draft's, and `around` is what its hosts join.
pub fn matrix(
    draft: &WizardDraft,
    probed: &BTreeMap<String, Probed>,
    around: Option<&Around>,
    problems: &[Problem],
    progress: &Progress,
) -> Preflight {
    let columns: Vec<Column<'_>> = draft
        .hosts
        .iter()
        .enumerate()
        .map(|(index, host)| {
            let address = canonical(&host.address).unwrap_or_else(|| host.address.clone());
            Column { index, zone: &host.zone, record: probed.get(&address), address }
        })
        .collect();
    let mut left: Vec<&Problem> = problems.iter().filter(|problem| is_of_hosts(problem)).collect();
    let rows = checks_of(draft.kind).into_iter().map(|check| {
        let cells = columns.iter().map(|column| cell(draft, check, column, &mut left)).collect();
        PreflightRow { check, group: group_of(check), need: need(check, draft, around), cells }
    });
    let rows = rows.collect();
    let hosts = columns.iter().map(|column| host(column, progress)).collect();
    // What found no cell, and what must not be hidden behind something worse in the same cell.
    left.retain(|problem| problem.code != ProblemCode::HostNotProbed);
    Preflight {
        started_at: progress.started_at,
        ended_at: progress.ended_at,
        hosts,
        rows,
        overall: left.into_iter().cloned().collect(),
    }
}

/// A host of the draft.
pub struct Column<'a> {
    pub index: usize,
    pub address: String,
    pub zone: &'a str,
    pub record: Option<&'a Probed>,
}

impl Column<'_> {
    /// A problem that names a line of the list belongs to it alone; others go by the address.
    fn has(&self, problem: &Problem) -> bool {
        match problem.field.as_deref().filter(|field| field.starts_with("hosts[")) {
            Some(field) => field.starts_with(&format!("hosts[{}].", self.index)),
            None => problem.host.as_ref() == Some(&self.address),
        }
    }
}

fn host(column: &Column<'_>, progress: &Progress) -> PreflightHost {
    PreflightHost {
        address: column.address.clone(),
        zone: column.zone.to_owned(),
        checking: progress.checking.contains(&column.address),
        took_ms: column.record.and_then(|record| record.took_ms),
        problem: column.record.and_then(|record| record.view.problem.clone()),
    }
}

/// Takes the worst of the cell's problems out of `left`.
fn cell(draft: &WizardDraft, check: Check, column: &Column<'_>, left: &mut Vec<&Problem>) -> PreflightCell {
    let here = |problem: &&Problem| check_of(problem) == Some(check) && column.has(problem);
    let worst = (0..left.len()).filter(|at| here(&left[*at])).min_by_key(|at| left[*at].severity);
    let problem = worst.map(|at| left.remove(at).clone());
    let Seen { value, verdict } = seen(draft, check, column);
    let not_probed = |problem: &&Problem| problem.code == ProblemCode::HostNotProbed;
    if problem.as_ref().filter(not_probed).is_some() {
        return PreflightCell { verdict: Verdict::Pending, value, problem: None, command: None };
    }
    let verdict = match problem.as_ref().map(|problem| problem.severity) {
        Some(Severity::Block) => Verdict::Fail,
        Some(Severity::Warn) => Verdict::Warn,
        None => verdict,
    };
    let command = problem.as_ref().and_then(|problem| command(problem, draft, column));
    PreflightCell { verdict, value, problem, command }
}

/// What is decided on other pages of the wizard is not the matrix's to show.
fn is_of_hosts(problem: &Problem) -> bool {
    check_of(problem).is_some() || matches!(problem.step, WizardStep::Hosts | WizardStep::Preflight)
}
