use serde_json::Value;
use time::OffsetDateTime;

use super::context::Context;
use super::words::{TaskOperation, TaskStatus};
use crate::fields::{Fields, is_true};

/// A task as any of OCP's answers tells of it: lists tell least. What is missing is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskInstance {
    /// A number as OCP writes it; kept as a text, because it may be larger than a float holds.
    pub id: String,
    /// In the language that was asked for.
    pub name: String,
    pub status: TaskStatus,
    /// Lists do not tell.
    pub operation: Option<TaskOperation>,
    /// `MANUAL`, `SCHEDULED`, ….
    pub kind: String,
    /// The name of who started it.
    pub creator: String,
    /// Which OCP-Server runs it.
    pub executor: String,
    pub cluster: Option<TaskObject>,
    pub tenant: Option<TaskObject>,
    pub host_id: Option<String>,
    pub context: Context,
    pub prohibit_rollback: bool,
    /// It belongs to another OCP, which alone may change it.
    pub is_remote: bool,
    pub created_at: Option<OffsetDateTime>,
    pub started_at: Option<OffsetDateTime>,
    pub finished_at: Option<OffsetDateTime>,
    /// In the order of the answer, which is not the order in which they run.
    pub subtasks: Vec<Subtask>,
}

/// One node of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Subtask {
    /// As the task's; empty when OCP gave none.
    pub id: String,
    pub name: String,
    pub description: String,
    /// The Java class that does it; some answers leave it out.
    pub class_name: String,
    /// Not the order in which subtasks run.
    pub series_id: Option<i64>,
    pub status: TaskStatus,
    pub operation: Option<TaskOperation>,
    /// Which OCP-Server runs it.
    pub executor: String,
    /// How often it has been run; 1 already before the first time.
    pub run_time: u32,
    /// Seconds until OCP stops it; 0 for never.
    pub timeout_s: i64,
    pub node_type: String,
    /// Which of several that do the same on different hosts; absent when there is one.
    pub parallel_idx: Option<i64>,
    /// Ids of the subtasks it waits for; perhaps of some that are not there.
    pub upstreams: Vec<String>,
    pub downstreams: Vec<String>,
    pub context: Context,
    pub prohibit_rollback: bool,
    pub prohibit_skip: bool,
    pub created_at: Option<OffsetDateTime>,
    pub started_at: Option<OffsetDateTime>,
    pub finished_at: Option<OffsetDateTime>,
}

/// What a task is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskObject {
    pub id: String,
    pub name: String,
}

impl TaskInstance {
    /// Reads a task of any answer, in OCP's envelope or bare: `None` when it is none. It has an id and a status.
    pub fn read(value: &Value) -> Option<TaskInstance> {
        let fields = Fields::of(value)?;
        if let Some(data @ Value::Object(_)) = fields.value(&["data"]).filter(|_| !is_task(fields)) {
            return TaskInstance::read(data);
        }
        if !is_task(fields) {
            return None;
        }
        let context = fields.value(&["context"]).map(Context::read).unwrap_or_default();
        Some(TaskInstance {
            id: fields.text(&["id"]),
            name: fields.text(&["name"]),
            status: TaskStatus::of(&fields.text(&["status"])),
            operation: operation(fields),
            kind: fields.text(&["type"]),
            creator: fields.named(&["creator"]),
            executor: fields.text(&["executor"]),
            cluster: object(fields, "cluster", &["clusterId"], &["clusterName"]),
            tenant: object(fields, "tenant", &["tenantId", "obTenantId"], &["tenantName"]),
            host_id: fields.optional(&["hostId"]),
            prohibit_rollback: fields.flag(&["prohibitRollback"]) || context.says("prohibit_rollback"),
            context,
            is_remote: fields.value(&["isRemote", "remote"]).is_some_and(is_true),
            created_at: fields.time(&["createTime"]),
            started_at: fields.time(&["startTime"]),
            finished_at: fields.time(&["finishTime", "endTime"]),
            subtasks: fields.list(&["subtasks", "tasks"]).iter().filter_map(Subtask::read).collect(),
        })
    }
}

impl Subtask {
    /// Reads a subtask; `None` for what is no object.
    pub fn read(value: &Value) -> Option<Subtask> {
        let fields = Fields::of(value)?;
        Some(Subtask {
            id: fields.text(&["id"]),
            name: fields.text(&["name"]),
            description: fields.text(&["description"]),
            class_name: fields.text(&["className", "clusterName"]),
            series_id: fields.number(&["seriesId"]),
            status: TaskStatus::of(&fields.text(&["status"])),
            operation: operation(fields),
            executor: fields.text(&["executor"]),
            run_time: fields.number(&["runTime"]).and_then(|count| u32::try_from(count).ok()).unwrap_or(0),
            timeout_s: fields.number(&["timeout"]).unwrap_or(0),
            node_type: fields.text(&["nodeType"]),
            parallel_idx: fields.number(&["parallelIdx", "paralleIdx"]).filter(|index| *index >= 0),
            upstreams: fields.ids(&["upstreams", "upstream"]),
            downstreams: fields.ids(&["downstreams", "downstream"]),
            context: fields.value(&["context"]).map(Context::read).unwrap_or_default(),
            prohibit_rollback: fields.flag(&["prohibitRollback"]),
            prohibit_skip: fields.flag(&["prohibitSkip"]),
            created_at: fields.time(&["createTime"]),
            started_at: fields.time(&["startTime"]),
            finished_at: fields.time(&["finishTime", "endTime"]),
        })
    }
}

fn is_task(fields: Fields<'_>) -> bool {
    fields.optional(&["id"]).is_some() && fields.optional(&["status"]).is_some()
}

fn operation(fields: Fields<'_>) -> Option<TaskOperation> {
    fields.optional(&["operation"]).map(|word| TaskOperation::of(&word))
}

/// What stands as an object, or as fields beside it.
fn object(fields: Fields<'_>, name: &str, ids: &[&str], names: &[&str]) -> Option<TaskObject> {
    let inner = fields.value(&[name]).and_then(Fields::of);
    let (id, name) = match inner {
        Some(inner) => (inner.text(&["id"]), inner.text(&["name"])),
        None => (fields.text(ids), fields.text(names)),
    };
    (!id.is_empty() || !name.is_empty()).then_some(TaskObject { id, name })
}

#[cfg(test)]
#[path = "instance_tests.rs"]
mod tests;
