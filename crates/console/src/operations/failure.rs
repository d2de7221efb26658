use super::record::Call;
use crate::dto::{
    CallView, ErrorCode, Explanation, FailureView, JournalState, RunView, StateKind, StepView, TaskSystem,
};
use crate::tasks::{explain, explain_ocp};

/// The first failure among `calls` that the operation waits at.
pub fn first_failure(calls: &[Call], system: TaskSystem) -> Option<FailureView> {
    calls.iter().find_map(|call| failure_of(&call.view, system).or_else(|| of_call(&call.view, system)))
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
        agent_code: match system {
            TaskSystem::Obshell => code_in(&message),
            TaskSystem::Ocp => ocp_code_in(&message).map(str::to_owned),
        },
        trace_id: None,
        explanation: match system {
            TaskSystem::Obshell => explanation_of(step, run, &message),
            TaskSystem::Ocp => explain_ocp(&message, ocp_code_in(&message)),
        },
        other_hosts_fine: fine_hosts(step),
        message,
    })
}

fn of_call(call: &CallView, system: TaskSystem) -> Option<FailureView> {
    let error = call.head.error.as_ref()?;
    let code = error.agent_code.as_deref();
    let explanation = match (call.head.journal, error.code, system) {
        (JournalState::Unknown, _, _) => Explanation::OutcomeUnknown,
        (_, ErrorCode::KeyChanged, _) => Explanation::KeyChanged,
        (_, ErrorCode::OutcomeUnknown, _) => Explanation::OutcomeUnknown,
        (_, ErrorCode::Unreachable, TaskSystem::Obshell) => Explanation::AgentLost,
        (_, ErrorCode::Unreachable, TaskSystem::Ocp) => Explanation::OcpUnreachable,
        (_, ErrorCode::Unauthorized, TaskSystem::Ocp) => Explanation::OcpLoginRefused,
        (_, _, TaskSystem::Obshell) => explain(&error.message, code),
        (_, _, TaskSystem::Ocp) => explain_ocp(&error.message, code.or(ocp_code_in(&error.message))),
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

/// OCP writes its codes into what its tasks say, for instance `COM32001: process obproxy should not exists on host`.
fn ocp_code_in(message: &str) -> Option<&str> {
    let is_code = |word: &&str| {
        let (letters, digits) = word.split_at_checked(3).unwrap_or_default();
        ["COM", "IAM", "ODP", "TSK"].contains(&letters) && digits.len() == 5 && digits.parse::<u32>().is_ok()
    };
    message.split(|c: char| !c.is_ascii_alphanumeric()).find(is_code)
}
