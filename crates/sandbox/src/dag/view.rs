//! DAG, node and sub-task as JSON.

use std::net::SocketAddr;

use serde_json::{Map, Value, json};

use crate::dag::ids;
use crate::dag::model::{Dag, Keeper, Node, State, SubTask};
use crate::world::World;

/// A DAG; without details its nodes and additional data are null.
pub(crate) fn dag(world: &World, owner: usize, dag: &Dag, details: bool) -> Value {
    let id = ids_of(dag.keeper, world.agents[owner].state.address);
    let nodes: Option<Vec<Value>> =
        details.then(|| dag.nodes.iter().map(|entry| node(world, id, entry, false)).collect());
    let additional =
        if details { merged(dag.nodes.iter().map(node_additional).collect()) } else { Value::Null };
    json!({
        "id": id(dag.id),
        "dag_id": dag.id,
        "name": dag.name,
        "stage": dag.stage,
        "max_stage": dag.nodes.len(),
        "maintenance_type": dag.maintenance.number(),
        "maintenance_key": "",
        "state": dag.state.name(),
        "operator": dag.operator.name(),
        "start_time": world.text(dag.start),
        "end_time": world.text(dag.end),
        "additional_data": additional,
        "nodes": nodes,
    })
}

/// How what is kept by `keeper`, and worked on by `agent`, is numbered.
pub(crate) fn ids_of(keeper: Keeper, agent: SocketAddr) -> impl Fn(i64) -> String + Copy {
    move |number| match keeper {
        Keeper::Agent => ids::local(agent, number),
        Keeper::Obproxy => ids::obproxy(agent, number),
        Keeper::Cluster => ids::cluster(number),
    }
}

/// A node. Its additional data is null inside a DAG.
pub(crate) fn node(world: &World, id: impl Fn(i64) -> String + Copy, node: &Node, alone: bool) -> Value {
    let tasks: Vec<Value> = node.tasks.iter().map(|task| sub_task(world, id, node, task, false)).collect();
    json!({
        "id": id(node.id),
        "node_id": node.id,
        "name": node.name,
        "state": node.state.name(),
        "operator": node.operator.name(),
        "start_time": world.text(node.start),
        "end_time": world.text(node.end),
        "additional_data": if alone { node_additional(node) } else { Value::Null },
        "sub_tasks": tasks,
    })
}

/// A sub-task. Its additional data is null inside a node.
pub(crate) fn sub_task(
    world: &World,
    id: impl Fn(i64) -> String + Copy,
    node: &Node,
    task: &SubTask,
    alone: bool,
) -> Value {
    let shown = task.state == State::Running || task.state.is_finished();
    let logs: Option<Vec<&str>> = shown.then(|| task.logs.iter().map(|row| row.content.as_str()).collect());
    json!({
        "id": id(task.id),
        "task_id": task.id,
        "name": node.name,
        "state": task.state.name(),
        "operator": task.operator.name(),
        "start_time": world.text(task.start),
        "end_time": world.text(task.end),
        "additional_data": if alone { task.additional.clone().unwrap_or_default() } else { Value::Null },
        "execute_times": task.execute_times,
        "execute_agent": {"ip": task.agent.ip().to_string(), "port": task.agent.port()},
        "task_logs": logs,
    })
}

/// All log rows of a sub-task, attempt by attempt.
pub(crate) fn logs(world: &World, task: &SubTask) -> Vec<Value> {
    let row = |row: &crate::dag::model::LogRow| {
        json!({
            "id": row.id,
            "sub_task_id": task.id,
            "execute_times": row.execute_times,
            "log_content": row.content,
            "is_sync": true,
            "create_time": world.text(row.at),
            "update_time": world.text(row.at),
        })
    };
    task.logs.iter().map(row).collect()
}

fn node_additional(node: &Node) -> Value {
    merged(node.tasks.iter().map(|task| task.additional.clone().unwrap_or_default()).collect())
}

/// One part stays as it is, null included; several become one object.
fn merged(mut parts: Vec<Value>) -> Value {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut all = Map::new();
    for part in parts {
        if let Value::Object(fields) = part {
            for (key, value) in fields {
                let old = all.remove(&key);
                all.insert(key, joined(old, value));
            }
        }
    }
    Value::Object(all)
}

fn joined(old: Option<Value>, new: Value) -> Value {
    match (old, new) {
        (Some(Value::Object(mut old)), Value::Object(new)) => {
            for (key, value) in new {
                let before = old.remove(&key);
                old.insert(key, joined(before, value));
            }
            Value::Object(old)
        }
        (Some(Value::Array(mut old)), Value::Array(new)) => {
            old.extend(new);
            Value::Array(old)
        }
        (_, new) => new,
    }
}
