use std::cmp::Reverse;

use obshell_api::{AgentAddress, Dag, GenericId};

use super::followers::Followers;
use crate::dto::{Millis, StateKind, TaskNote};
use crate::tasks::{state_view, to_millis};

/// Where the tasks of one agent or cluster come from.
pub struct TaskSource<'a> {
    /// The clock of the agent that answered minus ours, in milliseconds.
    pub offset_ms: f64,
    /// The same for the agent that keeps a task.
    pub clock_of: &'a dyn Fn(&AgentAddress) -> f64,
    /// Whether an agent of this name belongs to the connection.
    pub is_known: &'a dyn Fn(&AgentAddress) -> bool,
    /// The operation that OBDeck started a DAG of this id and name with.
    pub owner_of: &'a dyn Fn(&str, &str) -> Option<String>,
}

/// A clock is measured anew each time: a task that did not begin anew keeps the time it is shown with.
const MEASURING_MS: Millis = 2_000;
/// A list longer than this tells nobody anything.
const MOST: usize = 20;
const MOST_RECENT: usize = 200;

/// Running tasks first, then failures, the newest in front. `maintenance` is shown when it failed. A task that
/// follows another one is shown as that one.
///
/// A task whose id names a stranger's address is left out: nobody may ask for it.
pub fn notes(
    unfinished: &[Dag],
    maintenance: &[Dag],
    followers: &Followers,
    source: &TaskSource<'_>,
    before: &[TaskNote],
) -> Vec<TaskNote> {
    let mut notes: Vec<TaskNote> = Vec::new();
    let open = unfinished.iter().map(|dag| (dag, dag.maintenance_type > 1));
    let last = maintenance.iter().map(|dag| (dag, false));
    for (dag, holds_lock) in followers.mains().chain(open).chain(last) {
        let known = notes.iter().any(|note| note.id == dag.id.as_str());
        if known || followers.follows(dag) || !belongs(&dag.id, source.is_known) {
            continue;
        }
        let note = note(dag, holds_lock, source, before.iter().find(|note| note.id == dag.id.as_str()));
        if is_running(&note) || has_failed(&note) {
            notes.push(note);
        }
    }
    foremost(notes)
}

/// Those that run first, the newest in front, and no more than anybody reads.
pub(super) fn foremost(mut notes: Vec<TaskNote>) -> Vec<TaskNote> {
    notes.sort_by_key(|note| (!is_running(note), Reverse(note.ended_at.or(note.started_at))));
    notes.truncate(MOST);
    notes
}

/// Of the tasks that ever were those that ran since `since`, the newest first. What follows another task is left
/// out, and so is a stranger's.
pub fn recent(history: &[Dag], since: Millis, source: &TaskSource<'_>, before: &[TaskNote]) -> Vec<TaskNote> {
    let mut notes: Vec<TaskNote> = Vec::new();
    for dag in history {
        let known = notes.iter().any(|note| note.id == dag.id.as_str());
        if known || dag.main_dag_id().is_some() || !belongs(&dag.id, source.is_known) {
            continue;
        }
        let note = note(dag, false, source, before.iter().find(|note| note.id == dag.id.as_str()));
        if note.ended_at.or(note.started_at).is_some_and(|last| last >= since) {
            notes.push(note);
        }
    }
    notes.sort_by_key(|note| Reverse(note.started_at));
    notes.truncate(MOST_RECENT);
    notes
}

pub fn is_running(note: &TaskNote) -> bool {
    matches!(note.state.kind, StateKind::Pending | StateKind::Ready | StateKind::Running | StateKind::Unknown)
}

pub fn has_failed(note: &TaskNote) -> bool {
    matches!(note.state.kind, StateKind::Failed | StateKind::Cancelled)
}

/// When a task in the state of `kind` began and ended, on this computer's clock, [`settled`] on what is `shown`.
pub fn times(
    dag: &Dag,
    kind: StateKind,
    source: &TaskSource<'_>,
    shown: (Option<Millis>, Option<Millis>),
) -> (Option<Millis>, Option<Millis>) {
    let over = !matches!(kind, StateKind::Pending | StateKind::Ready | StateKind::Running);
    let keeper = dag.id.decode().ok().and_then(|parts| parts.agent);
    let offset_ms = keeper.map_or(source.offset_ms, |agent| (source.clock_of)(&agent));
    let time = |time: Option<time::OffsetDateTime>, shown: Option<Millis>| {
        Some(settled(to_millis(time?, offset_ms), shown))
    };
    (time(dag.start_time, shown.0), time(dag.end_time.filter(|_| over), shown.1))
}

/// What was `read`, or what is `shown` of it already where measuring a clock anew explains the difference.
pub fn settled(read: Millis, shown: Option<Millis>) -> Millis {
    shown.filter(|shown| (shown - read).abs() < MEASURING_MS).unwrap_or(read)
}

/// Whether the agent that keeps a task is of the connection; a task of the cluster is.
pub fn belongs(id: &GenericId, is_known: impl Fn(&AgentAddress) -> bool) -> bool {
    id.decode().is_ok_and(|parts| parts.agent.is_none_or(|agent| is_known(&agent)))
}

fn note(dag: &Dag, holds_lock: bool, source: &TaskSource<'_>, before: Option<&TaskNote>) -> TaskNote {
    let state = state_view(&dag.state, &dag.operator);
    let shown = before.map_or((None, None), |note| (note.started_at, note.ended_at));
    let (started_at, ended_at) = times(dag, state.kind, source, shown);
    TaskNote {
        id: dag.id.to_string(),
        name: dag.name.clone(),
        done: dag.stage.saturating_sub(1).min(dag.max_stage),
        total: dag.max_stage,
        started_at,
        ended_at,
        holds_lock,
        operation_id: (source.owner_of)(dag.id.as_str(), &dag.name),
        state,
    }
}

#[cfg(test)]
#[path = "tasks_tests.rs"]
mod tests;
