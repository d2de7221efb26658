use serde::{Deserialize, Serialize};

use crate::dto::{CallView, OperatorOff, OperatorView, StepView, TaskOperator};

/// An operator that was sent and has shown no effect yet. It is written down before it is sent, so that after a kill
/// what became of it is found out by reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SentOperator {
    pub operator: TaskOperator,
    /// Absent for one on the whole task.
    pub step_key: Option<String>,
    pub journal_id: i64,
    /// How things stood before: another trace shows that it arrived.
    pub trace: String,
    /// OCP has answered, and the journal knows.
    pub answered: bool,
    /// How often was read without a change.
    pub looks: u32,
}

/// How the task, or one of its steps, stands, as far as an operator would change it.
pub fn trace(call: &CallView, step_key: Option<&str>) -> String {
    let Some(key) = step_key else {
        let executions: u64 = call.steps.iter().map(last_execution).sum();
        return format!("{} {executions}", call.head.state.word);
    };
    let step = call.steps.iter().find(|step| step.key == key);
    step.map(|step| format!("{} {} {:?}", step.state.word, last_execution(step), started(step)))
        .unwrap_or_default()
}

/// The call as it is shown while an operator is on its way: no other may be sent.
pub fn with_pending(call: &CallView, sent: &SentOperator) -> CallView {
    let mut shown = call.clone();
    shown.head.operator_pending = Some(sent.operator);
    let all = shown.steps.iter_mut().flat_map(|step| &mut step.operators).chain(&mut shown.head.operators);
    for view in all {
        let may = matches!(view, OperatorView { off: None | Some(OperatorOff::Unknown), .. });
        if may {
            view.off = Some(OperatorOff::OperatorPending);
        }
    }
    shown
}

/// OCP says any number: it is summed up where all of them fit.
fn last_execution(step: &StepView) -> u64 {
    let attempts = step.runs.iter().filter_map(|run| run.attempts.last());
    attempts.map(|attempt| u64::from(attempt.execution)).sum()
}

fn started(step: &StepView) -> Option<i64> {
    step.runs.iter().filter_map(|run| run.attempts.last()).filter_map(|attempt| attempt.started_at).max()
}
