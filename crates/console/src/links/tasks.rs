use obshell_api::{AgentAddress, Dag, GenericId};

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
    /// The operation that OBDeck started a DAG with.
    pub owner_of: &'a dyn Fn(&str) -> Option<String>,
}

/// A clock is measured anew each time: a task that did not begin anew keeps the time it is shown with.
const MEASURING_MS: Millis = 2_000;
/// A list longer than this tells nobody anything.
const MOST: usize = 20;

/// Running tasks first, then failures, the newest in front. `maintenance` is shown when it failed.
///
/// A task whose id names a stranger's address is left out: nobody may ask for it.
pub fn notes(
    unfinished: &[Dag],
    maintenance: &[Dag],
    source: &TaskSource<'_>,
    before: &[TaskNote],
) -> Vec<TaskNote> {
    let mut notes: Vec<TaskNote> = Vec::new();
    for (dag, open) in
        unfinished.iter().map(|dag| (dag, true)).chain(maintenance.iter().map(|dag| (dag, false)))
    {
        let known = notes.iter().any(|note| note.id == dag.id.as_str());
        if known || !belongs(&dag.id, source) {
            continue;
        }
        let note = note(dag, open, source, before.iter().find(|note| note.id == dag.id.as_str()));
        if is_running(&note) || has_failed(&note) {
            notes.push(note);
        }
    }
    notes.sort_by_key(|note| (!is_running(note), std::cmp::Reverse(note.ended_at.or(note.started_at))));
    notes.truncate(MOST);
    notes
}

fn note(dag: &Dag, open: bool, source: &TaskSource<'_>, before: Option<&TaskNote>) -> TaskNote {
    let state = state_view(&dag.state, &dag.operator);
    let over = !matches!(state.kind, StateKind::Pending | StateKind::Ready | StateKind::Running);
    let keeper = dag.id.decode().ok().and_then(|parts| parts.agent);
    let offset_ms = keeper.map_or(source.offset_ms, |agent| (source.clock_of)(&agent));
    let time = |time: Option<time::OffsetDateTime>, shown: Option<Millis>| {
        let read = to_millis(time?, offset_ms);
        Some(shown.filter(|shown| (shown - read).abs() < MEASURING_MS).unwrap_or(read))
    };
    TaskNote {
        id: dag.id.to_string(),
        name: dag.name.clone(),
        done: dag.stage.saturating_sub(1).min(dag.max_stage),
        total: dag.max_stage,
        started_at: time(dag.start_time, before.and_then(|note| note.started_at)),
        ended_at: time(dag.end_time.filter(|_| over), before.and_then(|note| note.ended_at)),
        holds_lock: open && dag.maintenance_type > 1,
        operation_id: (source.owner_of)(dag.id.as_str()),
        state,
    }
}

fn belongs(id: &GenericId, source: &TaskSource<'_>) -> bool {
    id.decode().is_ok_and(|parts| parts.agent.is_none_or(|agent| (source.is_known)(&agent)))
}

fn is_running(note: &TaskNote) -> bool {
    matches!(note.state.kind, StateKind::Pending | StateKind::Ready | StateKind::Running | StateKind::Unknown)
}

fn has_failed(note: &TaskNote) -> bool {
    matches!(note.state.kind, StateKind::Failed | StateKind::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn dag(id: &str, state: &str) -> Dag {
        let body = json!({
            "id": id, "name": "Init cluster", "stage": 3, "max_stage": 9, "maintenance_type": 2,
            "state": state, "operator": "RUN", "start_time": "2026-05-08T10:00:00Z",
        });
        serde_json::from_value(body).unwrap()
    }

    fn shown(unfinished: &[Dag], maintenance: &[Dag], before: &[TaskNote], offset_ms: f64) -> Vec<TaskNote> {
        let is_known = |agent: &AgentAddress| agent.ip == "127.0.0.1";
        let owner_of = |id: &str| (id == "11").then(|| "op".to_owned());
        let clock_of = |_: &AgentAddress| offset_ms;
        let source = TaskSource { offset_ms, clock_of: &clock_of, is_known: &is_known, owner_of: &owner_of };
        notes(unfinished, maintenance, &source, before)
    }

    #[test]
    fn a_task_of_a_stranger_is_left_out() {
        let (ours, strangers) = (dag("22130706433028863", "RUNNING"), dag("201684300810288612", "RUNNING"));
        let notes = shown(&[strangers, ours], &[], &[], 0.0);
        assert_eq!(notes.iter().map(|note| note.id.as_str()).collect::<Vec<_>>(), ["22130706433028863"]);
        assert_eq!((notes[0].done, notes[0].total, notes[0].holds_lock), (2, 9, true));
    }

    #[test]
    fn running_tasks_come_first_and_nothing_comes_twice() {
        let failed = dag("12", "FAILED");
        let notes = shown(&[failed.clone(), dag("11", "RUNNING")], &[failed, dag("13", "SUCCEED")], &[], 0.0);
        let shown: Vec<_> =
            notes.iter().map(|note| (note.id.as_str(), note.operation_id.as_deref())).collect();
        assert_eq!(shown, [("11", Some("op")), ("12", None)]);
    }

    #[test]
    fn a_clock_measured_anew_moves_nothing() {
        let first = shown(&[dag("11", "RUNNING")], &[], &[], 0.0);
        assert_eq!(shown(&[dag("11", "RUNNING")], &[], &first, 40.0), first);
        assert_ne!(shown(&[dag("11", "RUNNING")], &[], &first, 4_000.0), first);
    }
}
