use obshell_api::{Dag, State};

use super::view::Sources;
use crate::dto::LockView;
use crate::links::tasks::has_failed;
use crate::links::work::current_node;
use crate::tasks::operators;

/// Who keeps maintenance away: a task that stopped counts more than one that runs, for somebody has to act on it.
pub fn lock_view(of: &Sources<'_>) -> Option<LockView> {
    let statuses = of.survey.statuses.iter();
    let agents: Vec<String> =
        statuses.filter(|(_, it)| it.under_maintenance).map(|(name, _)| name.clone()).collect();
    let holders = || of.work.notes.iter().filter(|note| note.holds_lock);
    let holder = holders().find(|note| has_failed(note)).or_else(|| holders().next());
    if holder.is_none() && agents.is_empty() {
        return None;
    }
    let dag = holder.and_then(|note| of.work.dag(&note.id));
    Some(LockView {
        task: holder.cloned(),
        agents,
        step: dag.and_then(current_node).map(|node| node.name.clone()),
        host: dag.and_then(host),
        operators: dag.map(|dag| operators(dag, false)).unwrap_or_default(),
    })
}

/// Where it failed, or the one host it works on.
fn host(dag: &Dag) -> Option<String> {
    let tasks = &current_node(dag)?.sub_tasks;
    let failed = tasks.iter().find(|task| task.state == State::Failed);
    let mut running = tasks.iter().filter(|task| task.state == State::Running);
    let alone = running.next().filter(|_| running.next().is_none());
    failed.or(alone).map(|task| task.execute_agent.to_string())
}
