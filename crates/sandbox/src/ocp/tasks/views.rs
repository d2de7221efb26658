//! Tasks as OCP's answers tell of them. Lists tell least.

use serde_json::{Value, json};
use time::UtcOffset;

use crate::clock::Ns;
use crate::gotime;
use crate::ocp::tasks::model::{Subtask, Task};

/// A line of a list.
pub fn basic(task: &Task, offset: UtcOffset) -> Value {
    let subtask = |subtask: &Subtask| {
        json!({
            "id": subtask.id, "name": subtask.name, "description": subtask.name, "status": subtask.status.word(),
            "operation": subtask.operation.word(),
        })
    };
    let mut view = json!({
        "id": task.id, "name": task.name, "cluster": null, "tenant": null, "creator": {"id": 100, "name": "admin"},
        "status": task.status.word(), "startTime": gotime::render(task.started, offset),
        "subtasks": task.subtasks.iter().map(subtask).collect::<Vec<_>>(),
    });
    set(&mut view, "finishTime", task.finished, offset);
    view
}

/// A task with everything.
pub fn detail(task: &Task, offset: UtcOffset) -> Value {
    let mut view = basic(task, offset);
    view["operation"] = task.operation.word().into();
    view["type"] = "MANUAL".into();
    view["taskDefinitionId"] = (-1).into();
    view["executor"] = "10.0.0.10".into();
    view["prohibitRollback"] = task.prohibit_rollback.into();
    view["isRemote"] = task.is_remote.into();
    view["createTime"] = gotime::render(task.started, offset).into();
    view["subtasks"] = (0..task.subtasks.len()).map(|at| subtask(task, at, offset)).collect();
    view
}

/// A task as the answer to what started it tells of it: a creator's name alone, and classes.
pub fn submitted(task: &Task, offset: UtcOffset) -> Value {
    let ids = |indices: &[usize]| indices.iter().map(|index| task.subtasks[*index].id).collect::<Vec<_>>();
    let subtask = |it: &Subtask| {
        json!({
            "className": format!("com.alipay.ocp.service.task.business.{}", it.class), "description": it.name,
            "downstreams": ids(&it.downstreams), "id": it.id, "name": it.name, "nodeType": "JAVA_TASK",
            "operation": it.operation.word(), "parallelIdx": it.parallel, "prohibitRollback": task.prohibit_rollback,
            "runTime": it.runs, "seriesId": it.series, "status": it.status.word(), "timeout": it.timeout,
            "upstreams": ids(&it.upstreams),
        })
    };
    let mut strings = json!({"prohibit_rollback": task.prohibit_rollback.to_string()});
    for (name, value) in &task.strings {
        strings[name] = value.as_str().into();
    }
    let lists: serde_json::Map<String, Value> =
        task.lists.iter().map(|(name, words)| ((*name).to_owned(), words.clone().into())).collect();
    let context = json!({"listMap": lists, "parallel": false, "parallelIdx": -1, "stringMap": strings});
    let mut view = json!({
        "context": context, "creator": "admin", "executor": "10.0.0.10", "id": task.id, "name": task.name,
        "operation": task.operation.word(), "startTime": gotime::render(task.started, offset),
        "status": task.status.word(), "subtasks": task.subtasks.iter().map(subtask).collect::<Vec<_>>(),
        "taskDefinitionId": -1, "type": "MANUAL",
    });
    if let Some(host) = task.host {
        view["hostId"] = host.into();
    }
    view
}

/// A subtask with everything.
pub fn subtask(task: &Task, at: usize, offset: UtcOffset) -> Value {
    let it = &task.subtasks[at];
    let ids = |indices: &[usize]| indices.iter().map(|index| task.subtasks[*index].id).collect::<Vec<_>>();
    let place = it.place.clone().unwrap_or_else(|| format!("10.0.0.{}", it.parallel.max(0) + 1));
    let strings: String = task.strings.iter().map(|(name, value)| format!(", {name}={value}")).collect();
    let list = |(name, words): &(&str, Vec<String>)| format!("{name}=[{}]", words.join(", "));
    let lists = task.lists.iter().map(list).collect::<Vec<_>>().join(", ");
    let context = format!(
        "Context(parallelIdx={}, stringMap={{host_ip={place}{strings}}}, listMap={{{lists}}})",
        it.parallel
    );
    let mut view = json!({
        "id": it.id, "name": it.name, "seriesId": it.series, "description": it.name, "timeout": it.timeout,
        "status": it.status.word(), "operation": it.operation.word(), "executor": "10.0.0.10", "runTime": it.runs,
        "context": context, "nodeType": "JAVA_TASK", "parallelIdx": it.parallel,
        "upstreams": ids(&it.upstreams), "downstreams": ids(&it.downstreams), "prohibitRollback": task.prohibit_rollback,
        "prohibitSkip": it.prohibit_skip, "taskId": task.id,
    });
    set(&mut view, "startTime", it.started, offset);
    set(&mut view, "finishTime", it.finished, offset);
    view
}

fn set(view: &mut Value, name: &str, at: Option<Ns>, offset: UtcOffset) {
    if let Some(at) = at {
        view[name] = gotime::render(at, offset).into();
    }
}
