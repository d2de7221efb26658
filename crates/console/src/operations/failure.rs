use super::record::Call;
use crate::dto::{
    CallView, Explanation, FailureView, JournalState, RunView, StateKind, StepView, TaskSystem,
};
use crate::tasks::explain;

/// The first failure among `calls` that the operation waits at.
pub fn first_failure(calls: &[Call], system: TaskSystem) -> Option<FailureView> {
    calls.iter().find_map(|call| failure_of(&call.view, system).or_else(|| of_call(&call.view)))
}

/// Where the task of a call failed, and why, when it stands in a failure.
pub fn failure_of(call: &CallView, system: TaskSystem) -> Option<FailureView> {
    if call.head.state.kind != StateKind::Failed {
        return None;
    }
    let stuck = |kind| match system {
        TaskSystem::Obshell => kind == StateKind::Failed,
        // A subtask that was cancelled lets the task fail.
        TaskSystem::Ocp => matches!(kind, StateKind::Failed | StateKind::Cancelled),
    };
    let step = call.steps.iter().find(|step| stuck(step.state.kind))?;
    let run = step.runs.iter().find(|run| stuck(run.state.kind))?;
    let attempt = run.attempts.last();
    let message = attempt.and_then(|attempt| attempt.message.clone()).unwrap_or_default();
    Some(FailureView {
        call_key: call.head.key.clone(),
        step_key: Some(step.key.clone()),
        step_number: Some(step.number),
        step_name: Some(step.name.clone()),
        run_key: Some(run.key.clone()),
        host: run.host.clone(),
        zone: run.zone.clone(),
        attempt: attempt.map_or(1, |attempt| attempt.number),
        agent_code: code_in(&message),
        trace_id: None,
        explanation: match system {
            TaskSystem::Obshell => explanation_of(step, run, &message),
            TaskSystem::Ocp => of_any_host(&message),
        },
        other_hosts_fine: fine_hosts(step),
        message,
    })
}

fn of_call(call: &CallView) -> Option<FailureView> {
    let error = call.head.error.as_ref()?;
    let explanation = match (call.head.journal, error.code) {
        (JournalState::Unknown, _) => Explanation::OutcomeUnknown,
        (_, crate::dto::ErrorCode::KeyChanged) => Explanation::KeyChanged,
        (_, crate::dto::ErrorCode::Unreachable) => Explanation::AgentLost,
        (_, crate::dto::ErrorCode::OutcomeUnknown) => Explanation::OutcomeUnknown,
        (_, _) => explain(&error.message, error.agent_code.as_deref()),
    };
    Some(FailureView {
        call_key: call.head.key.clone(),
        step_key: None,
        step_number: None,
        step_name: None,
        run_key: None,
        host: call.head.target.clone(),
        zone: call.head.zone.clone().unwrap_or_default(),
        attempt: 1,
        message: error.message.clone(),
        agent_code: error.agent_code.clone(),
        trace_id: error.trace_id.clone(),
        explanation,
        other_hosts_fine: Vec::new(),
    })
}

/// The message knows best; without a hint in it, the step's name says at least what did not work.
fn explanation_of(step: &StepView, run: &RunView, message: &str) -> Explanation {
    let by_message = explain(message, code_in(message).as_deref());
    if by_message != Explanation::Other || run.attempts.is_empty() {
        return by_message;
    }
    explain(&step.name, None)
}

/// What goes wrong on any host. The other explanations and remedies are about agents and observers.
fn of_any_host(message: &str) -> Explanation {
    let general = [
        Explanation::DirectoryNotEmpty,
        Explanation::DirectoryNotWritable,
        Explanation::NotEnoughDisk,
        Explanation::NotEnoughMemory,
        Explanation::PortInUse,
    ];
    general.into_iter().find(|known| *known == explain(message, None)).unwrap_or(Explanation::Other)
}

fn fine_hosts(step: &StepView) -> Vec<String> {
    let fine = |run: &&RunView| run.state.kind == StateKind::Succeeded;
    step.runs.iter().filter(fine).map(|run| run.host.clone()).collect()
}

/// Agents write their code in brackets before some messages, for instance `[Common.DirNotEmpty]: …`.
fn code_in(message: &str) -> Option<String> {
    let inside = message.split_once('[')?.1.split_once(']')?.0;
    let is_code = inside.contains('.') && inside.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    is_code.then(|| inside.to_owned())
}
