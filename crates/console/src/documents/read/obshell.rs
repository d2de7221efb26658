use std::collections::BTreeMap;

use obshell_api::{Dag, GenericId, Node, SubTask};
use time::UtcOffset;

use super::head::operation_view;
use super::recognise::Told;
use super::tidy::{tidy_dag, tidy_moments};
use super::{Unreadable, moment};
use crate::documents::TaskDocument;
use crate::documents::unique::Unique;
use crate::dto::{
    CallHead, CallKind, CallView, JournalState, LogRow, RunView, StepView, SubTaskRef, TaskOrigin, TaskRef,
    TaskSystem,
};
use crate::tasks::{TaskShape, log_level, operators, state_view, steps, to_millis};

/// The DAG that an agent told.
pub fn document(told: Told, file: &str) -> Result<TaskDocument, Unreadable> {
    let Told { mut task, at } = told;
    tidy_moments(&mut task, at.as_deref());
    tidy_dag(&mut task);
    let dag: Dag =
        serde_json::from_value(task).map_err(|problem| Unreadable::Damaged(problem.to_string()))?;
    let mut steps = steps(&dag, &[], &TaskShape { offset_ms: 0.0, zones: &BTreeMap::new() });
    make_unique(&mut steps);
    let logs = logs(&dag, &steps);
    let saved_at = at.and_then(|at| moment::parse(&at, UtcOffset::UTC)).map(|at| to_millis(at, 0.0));
    let origin = TaskOrigin::File { name: file.to_owned(), saved_at };
    let call = CallView { head: head(&dag), steps };
    Ok(TaskDocument { view: operation_view(call, TaskSystem::Obshell, origin), logs })
}

fn head(dag: &Dag) -> CallHead {
    let state = state_view(&dag.state, &dag.operator);
    let sub_task = |(agent, id): (String, GenericId)| SubTaskRef { agent, task_id: id.to_string() };
    CallHead {
        key: format!("task:{}", dag.id),
        kind: CallKind::Opened,
        deed: None,
        target: keeper(&dag.id),
        zone: None,
        method: "GET".to_owned(),
        path: format!("/api/v1/task/dag/{}", dag.id),
        body: String::new(),
        journal: JournalState::Accepted,
        task: Some(TaskRef {
            id: dag.id.to_string(),
            name: dag.name.clone(),
            stage: dag.stage,
            max_stage: dag.max_stage,
            main_task_id: dag.main_dag_id().map(|id| id.to_string()),
            holds_lock: dag.maintenance_type > 1,
        }),
        started_at: dag.start_time.map(|time| to_millis(time, 0.0)),
        ended_at: dag.end_time.filter(|_| state.kind.has_ended()).map(|time| to_millis(time, 0.0)),
        state,
        error: None,
        operators: operators(dag, false),
        operator_pending: None,
        sub_tasks: dag.sub_dags().into_iter().map(sub_task).collect(),
    }
}

/// The agent that a local task's id names.
fn keeper(id: &GenericId) -> String {
    let agent = id.decode().ok().and_then(|parts| parts.agent);
    agent.map(|agent| agent.to_string()).unwrap_or_default()
}

/// Steps are told apart by their key, runs by theirs, in the whole task.
fn make_unique(steps: &mut [StepView]) {
    let (mut of_steps, mut of_runs) = (Unique::default(), Unique::default());
    for step in steps {
        step.key = of_steps.key(&step.key);
        for run in &mut step.runs {
            run.key = of_runs.key(&run.key);
        }
    }
}

fn logs(dag: &Dag, steps: &[StepView]) -> Vec<LogRow> {
    let told = dag.nodes.iter().flat_map(|node: &Node| &node.sub_tasks);
    let shown = steps.iter().flat_map(|step| &step.runs);
    told.zip(shown).flat_map(|(task, run)| lines(task, run)).collect()
}

fn lines<'a>(task: &'a SubTask, run: &'a RunView) -> impl Iterator<Item = LogRow> + 'a {
    let attempt = run.attempts.last().map_or(1, |attempt| attempt.number);
    task.task_logs.iter().zip(1..).map(move |(text, number)| LogRow {
        key: format!("{}:{number}", run.key),
        run_key: run.key.clone(),
        host: run.host.clone(),
        attempt,
        at: None,
        level: log_level(text),
        text: text.clone(),
    })
}
