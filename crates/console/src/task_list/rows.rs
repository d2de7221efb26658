use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::book::{Book, Listed, keeper_of, place_of};
use crate::dto::{
    CallHead, CallKind, CallView, ContactState, Environment, HistoryRecord, OperationKind, OperationView,
    StateKind, StateView, TaskPlace, TaskRow, TaskSystem,
};

/// A connection, and what was last read of its tasks.
pub struct Listing {
    pub connection_id: String,
    pub name: String,
    pub environment: Environment,
    /// Empty while that is not known.
    pub cluster_name: String,
    pub system: TaskSystem,
    pub book: Arc<Book>,
}

/// All tasks: one row each, however many lists, agents, operations and records tell of it. In the order of their keys.
///
/// A row is what its server said. An operation that follows it says more, and later, unless it has lost contact. What
/// only an operation or the history knows has a row of its own.
pub fn rows(
    listings: &[Listing],
    operations: &[Arc<OperationView>],
    history: &[HistoryRecord],
) -> Vec<TaskRow> {
    let by_id = listings.iter().map(|listing| (listing.connection_id.as_str(), listing)).collect();
    let mut table = Table { listings: by_id, rows: BTreeMap::new() };
    for listing in listings {
        for (id, listed) in &*listing.book.tasks {
            let row = listed_row(listing, id, listed);
            table.rows.insert(row.key.clone(), row);
        }
    }
    let mut operations: Vec<&OperationView> = operations.iter().map(|view| &**view).collect();
    // What started a task tells more of it than what merely opened it, and the newest tells it last.
    operations.sort_by_key(|view| (view.head.kind != OperationKind::Opened, view.head.started_at));
    for operation in operations {
        table.take_operation(operation);
    }
    let mut records: Vec<&HistoryRecord> = history.iter().collect();
    records.sort_by_key(|record| std::cmp::Reverse(record.ended_at));
    for record in records {
        table.take_record(record);
    }
    table.rows.into_values().collect()
}

struct Table<'a> {
    listings: HashMap<&'a str, &'a Listing>,
    rows: BTreeMap<String, TaskRow>,
}

impl Table<'_> {
    fn take_operation(&mut self, operation: &OperationView) {
        for call in &operation.calls {
            if let Some(task) = &call.head.task {
                self.take_call(operation, call, &task.id, &task.name);
                for sub in &call.head.sub_tasks {
                    let key = task_key(operation.head.connection_id.as_deref(), &sub.task_id);
                    if let Some(row) = self.rows.get_mut(&key) {
                        row.main_task_id.get_or_insert_with(|| task.id.clone());
                    }
                }
            }
        }
        if let Some(call) = without_task(operation) {
            let row = self.operation_row(operation, call, String::new(), String::new());
            let row = TaskRow { key: format!("operation:{}", operation.head.id), on_server: false, ..row };
            self.rows.insert(row.key.clone(), row);
        }
    }

    fn take_call(&mut self, operation: &OperationView, call: &CallView, id: &str, name: &str) {
        let head = &operation.head;
        let new = self.operation_row(operation, call, id.to_owned(), name.to_owned());
        let Some(connection_id) = head.connection_id.as_deref() else {
            let key = format!("operation:{}/{id}", head.id);
            self.rows.insert(key.clone(), TaskRow { key, ..new });
            return;
        };
        let key = task_key(Some(connection_id), id);
        let stale = head.contact.state == ContactState::Stale || is_unwatched(operation, call);
        match self.rows.get_mut(&key) {
            Some(row) if row.name == name || row.operation_id.is_some() => lend(row, new, stale),
            // A cluster that was made anew counts from one again.
            Some(_) => {
                let key = format!("operation:{}/{id}", head.id);
                self.rows.insert(key.clone(), TaskRow { key, on_server: false, ..new });
            }
            None => {
                let ended = call.head.ended_at.filter(|_| call.head.state.kind.has_ended());
                // It may have vanished between its opening and the first answer.
                let seen = head.contact.last_answer_at.or(call.head.started_at);
                let last = ended.or(seen.filter(|_| stale));
                let on_server = !self.is_gone(connection_id, &new.place, last);
                self.rows.insert(key.clone(), TaskRow { key, on_server, ..new });
            }
        }
    }

    fn take_record(&mut self, record: &HistoryRecord) {
        let key = task_key(record.connection_id.as_deref(), &record.task_id);
        let own = format!("record:{}", record.id);
        let (key, taken) = match self.rows.get_mut(&key).filter(|_| record.connection_id.is_some()) {
            Some(row) if row.name == record.name && row.record_id.is_none() => {
                row.record_id = Some(record.id.clone());
                return;
            }
            Some(_) => (own, true),
            None if record.connection_id.is_none() => (own, true),
            None => (key, false),
        };
        let place = match record.system {
            TaskSystem::Obshell => place_of(&record.task_id).unwrap_or(TaskPlace::Cluster),
            TaskSystem::Ocp => TaskPlace::Ocp,
        };
        let here = record.connection_id.as_deref();
        let on_server = !taken && here.is_some_and(|id| !self.is_gone(id, &place, record.ended_at));
        let connection_name = here.and_then(|id| self.listings.get(id)).map(|listing| listing.name.clone());
        let row = TaskRow {
            key: key.clone(),
            system: record.system,
            place,
            connection_id: record.connection_id.clone(),
            connection_name: connection_name.unwrap_or_else(|| record.connection_name.clone()),
            environment: record.environment,
            cluster_name: record.cluster_name.clone(),
            task_id: record.task_id.clone(),
            name: record.name.clone(),
            kind: Some(record.kind).filter(|kind| *kind != OperationKind::Opened),
            deed: record.deed,
            subject: subject(record.kind, &record.subject),
            state: record.state.clone(),
            done: if is_success(&record.state) { record.steps } else { 0 },
            total: record.steps,
            started_at: record.started_at,
            ended_at: record.ended_at,
            at_step: None,
            holds_lock: false,
            main_task_id: None,
            operation_id: None,
            record_id: Some(record.id.clone()),
            on_server,
        };
        self.rows.insert(key, row);
    }

    /// Whether it is known that a task that is not listed is not kept there any more.
    fn is_gone(&self, connection_id: &str, place: &TaskPlace, ended_at: Option<i64>) -> bool {
        let Some(listing) = self.listings.get(connection_id) else { return true };
        let whole = listing.book.whole.get(&keeper_of(place).map(str::to_owned));
        whole.zip(ended_at).is_some_and(|(read_at, ended_at)| *read_at > ended_at)
    }

    fn operation_row(
        &self,
        operation: &OperationView,
        call: &CallView,
        task_id: String,
        name: String,
    ) -> TaskRow {
        let (head, of_call) = (&operation.head, &call.head);
        let listing = head.connection_id.as_deref().and_then(|id| self.listings.get(id));
        let steps = || call.steps.iter();
        let is_done = |kind| matches!(kind, StateKind::Succeeded | StateKind::Passed);
        let notable = |kind| matches!(kind, StateKind::Running | StateKind::Failed | StateKind::Cancelled);
        let place = match head.system {
            TaskSystem::Obshell => place_of(&task_id),
            TaskSystem::Ocp => Some(TaskPlace::Ocp),
        };
        TaskRow {
            key: String::new(),
            system: head.system,
            place: place.unwrap_or_else(|| TaskPlace::Agent { address: of_call.target.clone() }),
            connection_id: head.connection_id.clone(),
            connection_name: listing.map(|listing| listing.name.clone()).unwrap_or_default(),
            environment: listing.map_or(head.environment, |listing| listing.environment),
            cluster_name: head.cluster_name.clone(),
            task_id,
            name,
            kind: Some(head.kind).filter(|kind| *kind != OperationKind::Opened),
            deed: head.deed,
            subject: call_subject(operation, of_call),
            state: of_call.state.clone(),
            done: count(steps().filter(|step| is_done(step.state.kind)).count()),
            total: count(steps().count()),
            started_at: of_call.started_at,
            ended_at: of_call.ended_at,
            at_step: steps().find(|step| notable(step.state.kind)).map(|step| step.name.clone()),
            holds_lock: of_call.task.as_ref().is_some_and(|task| task.holds_lock)
                && !of_call.state.kind.is_freed(),
            main_task_id: None,
            operation_id: Some(head.id.clone()),
            record_id: None,
            on_server: true,
        }
    }
}

fn listed_row(listing: &Listing, id: &str, listed: &Listed) -> TaskRow {
    TaskRow {
        key: task_key(Some(&listing.connection_id), id),
        system: listing.system,
        place: listed.place.clone(),
        connection_id: Some(listing.connection_id.clone()),
        connection_name: listing.name.clone(),
        environment: listing.environment,
        cluster_name: listing.cluster_name.clone(),
        task_id: id.to_owned(),
        name: listed.name.clone(),
        kind: None,
        deed: None,
        subject: String::new(),
        state: listed.state.clone(),
        done: listed.done,
        total: listed.total,
        started_at: listed.started_at,
        ended_at: listed.ended_at,
        at_step: listed.at_step.clone(),
        holds_lock: listed.holds_lock,
        main_task_id: listed.main_task_id.clone(),
        operation_id: None,
        record_id: None,
        on_server: true,
    }
}

/// What the operation knows of the task. One that has lost contact knows only who it is.
fn lend(row: &mut TaskRow, from: TaskRow, stale: bool) {
    let listed = TaskRow {
        kind: from.kind.or(row.kind),
        subject: if from.kind.is_some() { from.subject.clone() } else { std::mem::take(&mut row.subject) },
        operation_id: from.operation_id.clone(),
        ..row.clone()
    };
    if stale {
        *row = listed;
        return;
    }
    *row = TaskRow {
        state: from.state,
        done: from.done,
        total: from.total,
        started_at: from.started_at.or(listed.started_at),
        ended_at: from.ended_at,
        at_step: from.at_step,
        holds_lock: from.holds_lock,
        ..listed
    };
}

/// The call that an operation is at, if that has no task: it is being sent, was refused, or waits for what is lost.
fn without_task(operation: &OperationView) -> Option<&CallView> {
    let at = operation.calls.iter().find(|call| !call.head.state.kind.is_freed())?;
    Some(at).filter(|call| call.head.task.is_none())
}

/// Unique for a task of a connection.
fn task_key(connection_id: Option<&str>, task_id: &str) -> String {
    format!("{}/{task_id}", connection_id.unwrap_or_default())
}

fn call_subject(operation: &OperationView, call: &CallHead) -> String {
    let subject = subject(operation.head.kind, &operation.head.subject);
    // One agent each, of an operation that is about them all.
    let joins = matches!(call.kind, CallKind::Join | CallKind::AgentPassword);
    if subject.is_empty() && joins { call.target.clone() } else { subject }
}

/// What was merely opened has the task's name for a subject.
fn subject(kind: OperationKind, subject: &str) -> String {
    if kind == OperationKind::Opened { String::new() } else { subject.to_owned() }
}

fn is_success(state: &StateView) -> bool {
    matches!(state.kind, StateKind::Succeeded | StateKind::Passed)
}

/// The user has stopped to watch it: what the operation shows is how it was then.
fn is_unwatched(operation: &OperationView, call: &CallView) -> bool {
    let head = &operation.head;
    let may_change = match call.head.state.kind {
        StateKind::Pending
        | StateKind::Ready
        | StateKind::Running
        | StateKind::Failed
        | StateKind::Cancelled => true,
        StateKind::Succeeded | StateKind::Passed | StateKind::RolledBack | StateKind::Unknown => false,
    };
    head.system == TaskSystem::Ocp && head.ended_at.is_some() && may_change
}

fn count(steps: usize) -> u32 {
    u32::try_from(steps).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
