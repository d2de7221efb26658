use std::collections::BTreeSet;

use crate::documents::{masked_view, read_only, redact};
use crate::dto::{
    CallHead, CallView, Contact, ContactState, HistoryRecord, LogRow, OperationHead, OperationKind,
    OperationView, StateKind, TaskSystem,
};
use crate::operations::is_done;
use crate::store::NewTask;

/// A task that ended, ready for the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// With one call.
    pub view: OperationView,
    pub call_key: String,
    pub operation_id: String,
    /// Tells this end from another one: a retry gives further attempts, another state or another time.
    pub mark: String,
}

/// The task of a call, if it has ended.
pub fn take(view: &OperationView, call: &CallView) -> Option<Taken> {
    call.head.task.as_ref().filter(|_| has_ended(view.head.system, &call.head))?;
    let operation_id = view.head.id.clone();
    let mark = mark(call);
    let call_key = call.head.key.clone();
    let view = OperationView { head: head(&view.head, call), calls: vec![call.clone()] };
    Some(Taken { view: masked_view(read_only(view)), call_key, operation_id, mark })
}

/// A line as it is kept. The database ends texts at a zero.
pub fn kept_line(row: &LogRow) -> LogRow {
    let text = redact(&row.text);
    let text = if text.contains('\0') { text.replace('\0', "\u{2400}") } else { text.into_owned() };
    LogRow { text, ..row.clone() }
}

impl Taken {
    /// As it is stored. `id` is for a record that takes no other's place.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which is not expected.
    pub fn stored(&self, id: String, connection_name: &str, now: i64) -> Result<NewTask, serde_json::Error> {
        let record = record(&self.view, id, connection_name);
        Ok(NewTask {
            operation_id: self.operation_id.clone(),
            call_key: self.call_key.clone(),
            mark: self.mark.clone(),
            is_opened: record.kind == OperationKind::Opened,
            ended_at: record.ended_at.unwrap_or(now),
            words: words(&self.view, &record),
            view: serde_json::to_string(&self.view)?,
            record,
        })
    }
}

/// An OCP gives a task up in a state that says nothing.
fn has_ended(system: TaskSystem, head: &CallHead) -> bool {
    let given_up = || head.state.kind == StateKind::Unknown && head.ended_at.is_some();
    head.state.kind.has_ended() || (system == TaskSystem::Ocp && given_up())
}

fn head(head: &OperationHead, call: &CallView) -> OperationHead {
    let of_call = &call.head;
    let is_of_one = head.kind == OperationKind::AgentProxy;
    let done = call.steps.iter().filter(|step| is_done(step.state.kind)).count();
    OperationHead {
        // A wizard may be gone when this is looked at.
        draft_id: None,
        // Of several agents each has a task of its own.
        subject: if is_of_one { of_call.target.clone() } else { head.subject.clone() },
        deed: of_call.deed.or(head.deed),
        state: of_call.state.clone(),
        done: count(done),
        total: count(call.steps.len()),
        started_at: of_call.started_at.unwrap_or(head.started_at),
        ended_at: of_call.ended_at,
        contact: Contact { state: ContactState::Idle, agent: None, last_answer_at: None, problem: None },
        lock_held: !of_call.state.kind.is_freed()
            && of_call.task.as_ref().is_some_and(|task| task.holds_lock),
        failure: head.failure.clone().filter(|failure| failure.call_key == of_call.key),
        outcome: None,
        ..head.clone()
    }
}

fn mark(call: &CallView) -> String {
    let attempts = call.steps.iter().flat_map(|step| &step.runs).flat_map(|run| &run.attempts);
    let CallHead { state, ended_at, task, .. } = &call.head;
    let task = task.as_ref().map(|task| task.id.as_str()).unwrap_or_default();
    format!("{task} {} {} {}", state.word, ended_at.unwrap_or_default(), attempts.count())
}

fn record(view: &OperationView, id: String, connection_name: &str) -> HistoryRecord {
    let head = &view.head;
    let call = view.calls.first();
    let task = call.and_then(|call| call.head.task.as_ref());
    HistoryRecord {
        id,
        system: head.system,
        task_id: task.map(|task| task.id.clone()).unwrap_or_default(),
        name: task.map(|task| task.name.clone()).unwrap_or_default(),
        kind: head.kind,
        deed: head.deed,
        subject: head.subject.clone(),
        connection_id: head.connection_id.clone(),
        connection_name: connection_name.to_owned(),
        cluster_name: head.cluster_name.clone(),
        environment: head.environment,
        state: head.state.clone(),
        started_at: call.and_then(|call| call.head.started_at),
        ended_at: head.ended_at,
        steps: head.total,
        hosts: count(hosts(view).len()),
        log_lines: 0,
        bytes: 0,
    }
}

/// Those that ran something; all of the operation where that is not known.
fn hosts(view: &OperationView) -> BTreeSet<&str> {
    let steps = view.calls.iter().flat_map(|call| &call.steps);
    let ran: BTreeSet<&str> = steps.flat_map(|step| &step.runs).map(|run| run.host.as_str()).collect();
    if ran.is_empty() {
        return view.head.hosts.iter().map(|host| host.address.as_str()).collect();
    }
    ran
}

fn words(view: &OperationView, record: &HistoryRecord) -> String {
    let HistoryRecord { name, subject, connection_name, cluster_name, task_id, .. } = record;
    let mut words = vec![name.as_str(), subject, connection_name, cluster_name, task_id];
    let all = view.head.hosts.iter().map(|host| host.address.as_str());
    words.extend(hosts(view).into_iter().chain(all).collect::<BTreeSet<_>>());
    words.join("\n")
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "taken_tests.rs"]
mod tests;
