use std::collections::BTreeMap;

use ocp_api::{TaskInstance, TaskStatus};

use crate::dto::{CallHead, CallKind, CallView, JournalState, Millis, StateKind, StepView, TaskRef};
use crate::operations::calls::CallSpec;
use crate::operations::is_done;
use crate::operations::record::Call;
use crate::tasks::{ocp_operators, ocp_state, ocp_steps, to_millis};

/// The call that stands for a task that is there already.
pub fn opened(task: &TaskInstance, url: &str, offset_ms: f64) -> Call {
    let spec = CallSpec::Opened { task_id: task.id.clone(), name: task.name.clone() };
    let view = CallView { head: ocp_head(task, url, offset_ms, &[]), steps: Vec::new() };
    let (baseline, clocks, journal_id, sent) = (None, None, None, None);
    let mut call = Call { spec, needs: Vec::new(), view, baseline, offset_ms, clocks, journal_id, sent };
    show(&mut call, task, &BTreeMap::new());
    call
}

/// Shows the task as OCP tells it now. `messages` say, by key, why steps failed.
pub fn show(call: &mut Call, task: &TaskInstance, messages: &BTreeMap<String, String>) {
    let offset_ms = call.offset_ms;
    let mut steps = ocp_steps(task, &call.view.steps, offset_ms);
    for step in &mut steps {
        let attempt = step.runs.iter_mut().find_map(|run| run.attempts.last_mut());
        if let (Some(attempt), Some(message)) = (attempt, messages.get(&step.key)) {
            attempt.message = Some(message.clone());
        }
    }
    let CallHead { state, task, started_at, ended_at, operators, .. } =
        ocp_head(task, &call.view.head.target, offset_ms, &steps);
    let head = &mut call.view.head;
    (head.state, head.task, head.operators) = (state, task, operators);
    (head.started_at, head.ended_at) = (started_at.or(head.started_at), ended_at);
    call.view.steps = steps;
}

/// The head of a call that stands for the task as OCP tells it. `target` is where it was read; `offset_ms` that clock
/// minus ours.
pub fn ocp_head(task: &TaskInstance, target: &str, offset_ms: f64, steps: &[StepView]) -> CallHead {
    let at = steps.iter().position(|step| !is_done(step.state.kind));
    let count = |steps: usize| u32::try_from(steps).unwrap_or(u32::MAX);
    let millis = |time: Option<time::OffsetDateTime>| time.map(|time| to_millis(time, offset_ms));
    // One that is retried still has the end of its last run.
    let over = !matches!(task.status, TaskStatus::Running | TaskStatus::Pending | TaskStatus::Ready);
    CallHead {
        key: format!("task:{}", task.id),
        kind: CallKind::Opened,
        deed: None,
        target: target.to_owned(),
        zone: None,
        method: "GET".to_owned(),
        path: format!("/api/v2/tasks/instances/{}", task.id),
        body: String::new(),
        journal: JournalState::Accepted,
        state: ocp_state(task),
        task: Some(TaskRef {
            id: task.id.clone(),
            name: task.name.clone(),
            stage: count(at.map_or(steps.len(), |at| at + 1)),
            max_stage: count(steps.len()),
            holds_lock: false,
            main_task_id: None,
        }),
        started_at: millis(task.started_at.or(task.created_at)),
        ended_at: millis(task.finished_at).filter(|_| over),
        error: None,
        operators: ocp_operators(task, false),
        operator_pending: None,
        sub_tasks: Vec::new(),
    }
}

/// It will not change any more: it was carried through, undone, or given up. A failed one may be retried by anybody.
pub fn is_over(call: &CallView) -> bool {
    let goes_on = |kind| matches!(kind, StateKind::Running | StateKind::Ready);
    match call.head.state.kind {
        StateKind::Succeeded | StateKind::Passed | StateKind::RolledBack => true,
        StateKind::Unknown => {
            call.head.ended_at.is_some() && !call.steps.iter().any(|step| goes_on(step.state.kind))
        }
        StateKind::Pending
        | StateKind::Ready
        | StateKind::Running
        | StateKind::Failed
        | StateKind::Cancelled => false,
    }
}

/// When it ended, as far as is known.
pub fn ended_at(call: &CallView, now: Millis) -> Millis {
    call.head.ended_at.unwrap_or(now)
}
