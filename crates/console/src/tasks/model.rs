use std::collections::BTreeMap;

use obshell_api::{Dag, Node, Operator, State, SubTask};

use super::operators::step_pass;
use super::rules::rules_of;
use super::state::{state_view, to_millis, word};
use crate::dto::{
    AttemptView, LogLevel, Millis, OperatorOff, OperatorView, RunView, StateKind, StepView, TaskOperator,
};
use crate::tasks::log_level;

/// What is known of a task beside the DAG itself.
pub struct TaskShape<'a> {
    /// The DAG owner's clock minus ours, in milliseconds.
    pub offset_ms: f64,
    /// Zone by `ip:port`.
    pub zones: &'a BTreeMap<String, String>,
}

/// The steps of `dag`. Attempts that a retry has overwritten at the agent are kept from `before`.
pub fn steps(dag: &Dag, before: &[StepView], shape: &TaskShape<'_>) -> Vec<StepView> {
    let mut known = Known::of(before);
    dag.nodes
        .iter()
        .zip(1..)
        .map(|(node, number)| {
            let started_at = start(node.start_time, &node.state, shape);
            let runs: Vec<RunView> =
                node.sub_tasks.iter().map(|task| run(task, dag, &mut known, shape)).collect();
            StepView {
                key: node.id.to_string(),
                number,
                name: node.name.clone(),
                state: state_view(&node.state, &node.operator),
                on_all_hosts: runs.len() > 1 || on_all_hosts(dag, node),
                started_at: first_start(&runs).into_iter().chain(started_at).min(),
                ended_at: end(node.end_time, &node.state, shape),
                runs,
                after: None,
                operators: vec![step_pass(dag, node)],
            }
        })
        .collect()
}

/// A step that is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStep {
    pub name: String,
    pub on_all_hosts: bool,
}

/// The steps a task is going to have, before the agent has told.
pub fn planned_steps(planned: Vec<PlannedStep>) -> Vec<StepView> {
    planned
        .into_iter()
        .zip(1..)
        .map(|(step, number)| StepView {
            key: format!("plan:{number}"),
            number,
            name: step.name,
            state: word(StateKind::Pending),
            on_all_hosts: step.on_all_hosts,
            started_at: None,
            ended_at: None,
            runs: Vec::new(),
            after: None,
            operators: vec![OperatorView {
                operator: TaskOperator::Pass,
                off: Some(OperatorOff::OnlyAfterFailure),
            }],
        })
        .collect()
}

fn on_all_hosts(dag: &Dag, node: &Node) -> bool {
    let rule = rules_of(&dag.name).and_then(|rules| rules.iter().find(|rule| rule.is_of(&node.name)));
    rule.is_some_and(|rule| rule.on_all_hosts)
}

/// A retried node starts anew at the agent; the step as a whole began with its first attempt.
fn first_start(runs: &[RunView]) -> Option<Millis> {
    runs.iter().flat_map(|run| &run.attempts).filter_map(|attempt| attempt.started_at).min()
}

/// The attempts that were seen before, by the run's key. Agents have been seen to give an id twice: then the order
/// tells such runs apart.
struct Known<'a> {
    runs: BTreeMap<(&'a str, usize), &'a RunView>,
    met: BTreeMap<String, usize>,
}

impl<'a> Known<'a> {
    fn of(before: &'a [StepView]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut runs = BTreeMap::new();
        for run in before.iter().flat_map(|step| &step.runs) {
            let count = counts.entry(&run.key).or_default();
            runs.insert((run.key.as_str(), *count), run);
            *count += 1;
        }
        Self { runs, met: BTreeMap::new() }
    }

    fn attempts(&mut self, key: &str) -> Vec<AttemptView> {
        let count = self.met.entry(key.to_owned()).or_default();
        let run = self.runs.get(&(key, *count));
        *count += 1;
        run.map(|run| run.attempts.clone()).unwrap_or_default()
    }
}

fn run(task: &SubTask, dag: &Dag, known: &mut Known<'_>, shape: &TaskShape<'_>) -> RunView {
    let key = task.id.to_string();
    let host = task.execute_agent.to_string();
    let state = state_view(&task.state, &task.operator);
    let attempts = attempts(task, dag, known.attempts(&key), shape);
    let zone = shape.zones.get(&host).cloned().unwrap_or_default();
    RunView { key, zone, host, state, limit_s: None, attempts }
}

fn attempts(
    task: &SubTask,
    dag: &Dag,
    mut known: Vec<AttemptView>,
    shape: &TaskShape<'_>,
) -> Vec<AttemptView> {
    let waits = matches!(task.state, State::Pending | State::Ready);
    // A retry first undoes what the failed attempt did. The agent counts that; it is no attempt of the task.
    let clears_the_way = task.operator == Operator::Rollback && dag.operator != Operator::Rollback;
    let counted = known.iter().any(|attempt| attempt.execution >= task.execute_times);
    if task.execute_times == 0 || clears_the_way || (counted && waits) {
        known.iter_mut().for_each(leave);
        return known;
    }
    let started_at = start(task.start_time, &task.state, shape);
    let last = known.last();
    let goes_on = last.is_some_and(|last| {
        let same_start = last.started_at.is_none() || last.started_at == started_at;
        let counted_late = last.execution < task.execute_times && last.ended_at.is_none() && same_start;
        counted_late || (last.execution == task.execute_times && !restarted(last, task, shape))
    });
    let number = last.map_or(1, |last| if goes_on { last.number } else { last.number.saturating_add(1) });
    let current = AttemptView {
        number,
        execution: task.execute_times,
        state: state_view(&task.state, &task.operator),
        started_at,
        ended_at: end(task.end_time, &task.state, shape),
        message: (task.state == State::Failed).then(|| reason(&task.task_logs)).flatten(),
    };
    if goes_on {
        known.pop();
    }
    known.iter_mut().for_each(leave);
    known.push(current);
    known
}

/// An attempt that nobody saw end, though another thing goes on now: what came of it is not known.
fn leave(attempt: &mut AttemptView) {
    if attempt.state.kind == StateKind::Running {
        attempt.state.kind = StateKind::Unknown;
    }
}

/// Undoing may run a sub-task again under the same count.
fn restarted(last: &AttemptView, task: &SubTask, shape: &TaskShape<'_>) -> bool {
    let started_at = start(task.start_time, &task.state, shape);
    last.ended_at.is_some() && started_at.is_some() && last.started_at != started_at
}

/// The line that says why: the last that speaks of an error itself, and does not just report that another
/// agent's task failed; else the last one of all.
fn reason(logs: &[String]) -> Option<String> {
    let lines = || logs.iter().rev().map(|line| line.trim()).filter(|line| !line.is_empty());
    let hearsay = |line: &str| line.contains("Task.RemoteTask.Failed") || line.ends_with("is failed");
    let speaks = |line: &&str| log_level(line) == LogLevel::Error && !hearsay(line);
    lines().find(speaks).or_else(|| lines().next()).map(|line| bare(line).to_owned())
}

/// Without what the agent puts before a message: `task Start observer: ERROR: …`.
fn bare(line: &str) -> &str {
    line.split_once("ERROR: ").map_or(line, |(_, message)| message)
}

fn start(time: Option<time::OffsetDateTime>, state: &State, shape: &TaskShape<'_>) -> Option<Millis> {
    let began = matches!(state, State::Running | State::Failed | State::Succeed | State::Unknown(_));
    time.filter(|_| began).map(|time| to_millis(time, shape.offset_ms))
}

fn end(time: Option<time::OffsetDateTime>, state: &State, shape: &TaskShape<'_>) -> Option<Millis> {
    let over = matches!(state, State::Failed | State::Succeed);
    time.filter(|_| over).map(|time| to_millis(time, shape.offset_ms))
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
