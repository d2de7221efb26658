//! Tasks that somebody wrote down: an agent tells of them word for word.

use serde_json::{Value, json};

use crate::dag::table::Numbers;

/// The recorded DAG whose generic id is `id`; without details its nodes and additional data are null.
pub(crate) fn dag(recorded: &[Value], id: &str, details: bool) -> Option<Value> {
    recorded.iter().find(|dag| dag["id"] == id).map(|dag| shown(dag, details))
}

/// Those that the cluster keeps, and no single agent.
pub(crate) fn of_cluster(recorded: &[Value]) -> impl Iterator<Item = &Value> {
    recorded.iter().filter(|dag| dag["id"].as_str().is_some_and(|id| id.starts_with('1')))
}

/// A recorded DAG as a list or a route shows it.
pub(crate) fn shown(dag: &Value, details: bool) -> Value {
    let mut dag = dag.clone();
    if !details && let Some(fields) = dag.as_object_mut() {
        fields.insert("nodes".to_owned(), Value::Null);
        fields.insert("additional_data".to_owned(), Value::Null);
    }
    dag
}

/// The recorded node whose generic id is `id`.
pub(crate) fn node(recorded: &[Value], id: &str) -> Option<Value> {
    nodes(recorded).find(|node| node["id"] == id).cloned()
}

/// The recorded sub-task whose generic id is `id`.
pub(crate) fn sub_task(recorded: &[Value], id: &str) -> Option<Value> {
    tasks(recorded).find(|task| task["id"] == id).cloned()
}

/// The log rows of the recorded sub-task whose generic id is `id`: its lines, written when it began.
pub(crate) fn logs(recorded: &[Value], id: &str) -> Option<Vec<Value>> {
    let task = tasks(recorded).find(|task| task["id"] == id)?;
    let lines = task["task_logs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let row = |(number, line): (usize, &Value)| {
        json!({
            "id": number + 1,
            "sub_task_id": task["task_id"],
            "execute_times": task["execute_times"],
            "log_content": line,
            "is_sync": true,
            "create_time": task["start_time"],
            "update_time": task["start_time"],
        })
    };
    Some(lines.iter().enumerate().map(row).collect())
}

/// The highest numbers that the recorded DAGs, and their parts, have.
pub(crate) fn last_numbers(recorded: &[Value]) -> (i64, Numbers) {
    let most =
        |numbers: &mut dyn Iterator<Item = &Value>| numbers.filter_map(Value::as_i64).max().unwrap_or(0);
    let dags = most(&mut recorded.iter().map(|dag| &dag["dag_id"]));
    let node = most(&mut nodes(recorded).map(|node| &node["node_id"]));
    let task = most(&mut tasks(recorded).map(|task| &task["task_id"]));
    (dags, Numbers { node, task })
}

fn nodes(recorded: &[Value]) -> impl Iterator<Item = &Value> {
    recorded.iter().filter_map(|dag| dag["nodes"].as_array()).flatten()
}

fn tasks(recorded: &[Value]) -> impl Iterator<Item = &Value> {
    nodes(recorded).filter_map(|node| node["sub_tasks"].as_array()).flatten()
}
