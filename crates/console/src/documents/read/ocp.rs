use ocp_api::TaskInstance;
use time::UtcOffset;

use super::head::operation_view;
use super::recognise::Told;
use super::tidy::tidy_moments;
use super::{Unreadable, moment};
use crate::documents::TaskDocument;
use crate::dto::{CallHead, CallKind, CallView, JournalState, StepView, TaskOrigin, TaskRef, TaskSystem};
use crate::operations::is_done;
use crate::tasks::{ocp_operators, ocp_state, ocp_steps, to_millis};

/// The task that an OCP told. Its logs are in no answer that has the task.
pub fn document(told: Told, file: &str) -> Result<TaskDocument, Unreadable> {
    let Told { mut task, at } = told;
    tidy_moments(&mut task, at.as_deref());
    let Some(task) = TaskInstance::read(&task) else {
        return Err(Unreadable::Damaged("an OCP's task has an id and a status".to_owned()));
    };
    let steps = ocp_steps(&task, &[], 0.0);
    let saved_at = at.and_then(|at| moment::parse(&at, UtcOffset::UTC)).map(|at| to_millis(at, 0.0));
    let origin = TaskOrigin::File { name: file.to_owned(), saved_at };
    let call = CallView { head: head(&task, &steps), steps };
    let mut view = operation_view(call, TaskSystem::Ocp, origin);
    view.head.cluster_name = task.cluster.map(|cluster| cluster.name).unwrap_or_default();
    Ok(TaskDocument { view, logs: Vec::new() })
}

fn head(task: &TaskInstance, steps: &[StepView]) -> CallHead {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    CallHead {
        key: format!("task:{}", task.id),
        kind: CallKind::Opened,
        target: String::new(),
        zone: None,
        method: "GET".to_owned(),
        path: format!("/api/v2/tasks/instances/{}", task.id),
        body: String::new(),
        journal: JournalState::Accepted,
        state: ocp_state(task),
        task: Some(TaskRef {
            id: task.id.clone(),
            name: task.name.clone(),
            stage: number(steps.iter().filter(|step| is_done(step.state.kind)).count()),
            max_stage: number(steps.len()),
            holds_lock: false,
        }),
        started_at: task.started_at.or(task.created_at).map(|time| to_millis(time, 0.0)),
        ended_at: task.finished_at.map(|time| to_millis(time, 0.0)),
        error: None,
        operators: ocp_operators(task, false),
        operator_pending: None,
        sub_tasks: Vec::new(),
    }
}
