use serde_json::{Map, Value};

use super::Unreadable;

/// What a file holds.
#[derive(Debug)]
pub enum Found {
    /// OBDeck's own export.
    Own(Value),
    /// obshell's DAG.
    Dag(Told),
    /// OCP's task instance.
    Ocp(Told),
}

/// A task as a server told it.
#[derive(Debug)]
pub struct Told {
    pub task: Value,
    /// The time in the envelope, as it is written there.
    pub at: Option<String>,
}

/// Says what a value is, or why it is no task.
pub fn recognise(value: Value) -> Result<Found, Unreadable> {
    let Value::Object(mut object) = value else { return recognise_inner(value, None) };
    if object.contains_key("obdeckTask") {
        return Ok(Found::Own(Value::Object(object)));
    }
    if !is_envelope(&object) {
        return recognise_inner(Value::Object(object), None);
    }
    let at = object.get("timestamp").and_then(Value::as_str).map(str::to_owned);
    match object.remove("data") {
        Some(data) if !data.is_null() => recognise_inner(data, at),
        Some(_) | None => Err(refusal(&object).map_or(Unreadable::NoData, Unreadable::Refusal)),
    }
}

fn recognise_inner(value: Value, at: Option<String>) -> Result<Found, Unreadable> {
    let mut object = match value {
        Value::Array(items) => return only_one(items, at),
        Value::Object(object) => object,
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
            return Err(Unreadable::Foreign(format!("it is {}", kind(&other))));
        }
    };
    if let Some(Value::Array(items)) = object.get_mut("contents").map(Value::take) {
        return only_one(items, at);
    }
    let has = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
    if has(&["dag_id", "max_stage", "nodes"]) {
        return Ok(Found::Dag(Told { task: Value::Object(object), at }));
    }
    let has_tasks = object.get("tasks").is_some_and(Value::is_array) && has(&["status"]);
    if has(&["subtasks", "taskDefinitionId"]) || has_tasks {
        return Ok(Found::Ocp(Told { task: Value::Object(object), at }));
    }
    if has(&["node_id", "sub_tasks"]) {
        return Err(Unreadable::OnlyStep(name_of(&object)));
    }
    if has(&["execute_agent", "execute_times", "task_logs", "nodeType", "seriesId", "upstreams"]) {
        return Err(Unreadable::OnlySubTask(name_of(&object)));
    }
    Err(Unreadable::Foreign(fields(&object)))
}

/// Of a list only its one task can be opened; which of several is meant, nobody said.
fn only_one(mut items: Vec<Value>, at: Option<String>) -> Result<Found, Unreadable> {
    items.retain(|item| !item.is_null());
    let objects: Vec<&Map<String, Value>> = items.iter().filter_map(Value::as_object).collect();
    if objects.iter().any(|object| object.contains_key("log_content")) {
        return Err(Unreadable::OnlyLog);
    }
    if objects.len() < items.len() {
        return Err(Unreadable::Foreign(format!("it is a list of {}", kind(&items[0]))));
    }
    match objects.len() {
        0 => Err(Unreadable::NoTasks),
        1 => recognise_inner(items.remove(0), at),
        count => {
            let mut tasks: Vec<String> = objects.iter().take(5).map(|object| name_of(object)).collect();
            if count > tasks.len() {
                tasks.push("…".to_owned());
            }
            Err(Unreadable::ManyTasks { count, tasks: tasks.join(", ") })
        }
    }
}

fn is_envelope(object: &Map<String, Value>) -> bool {
    let speaks = object.contains_key("data") || object.contains_key("error");
    object.contains_key("successful") || (speaks && object.contains_key("traceId"))
}

/// The server's own words in an envelope without data.
fn refusal(envelope: &Map<String, Value>) -> Option<String> {
    let error = envelope.get("error")?.as_object()?;
    let text = |name: &str| error.get(name).map(short).filter(|text| !text.is_empty());
    let code = text("errCode").or_else(|| text("code"));
    let parts: Vec<String> = code.into_iter().chain(text("message")).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// For an error: `11 Cluster scale out`.
fn name_of(object: &Map<String, Value>) -> String {
    let part = |name: &str| object.get(name).map(short).filter(|text| !text.is_empty());
    let parts: Vec<String> = part("id").into_iter().chain(part("name")).collect();
    if parts.is_empty() { fields(object) } else { parts.join(" ") }
}

fn fields(object: &Map<String, Value>) -> String {
    let names: Vec<String> = object.keys().take(8).map(|key| cut(key, 40)).collect();
    let more = if object.len() > names.len() { ", …" } else { "" };
    if names.is_empty() { "it is empty".to_owned() } else { format!("it has {}{more}", names.join(", ")) }
}

fn short(value: &Value) -> String {
    match value {
        Value::String(text) => cut(text, 200),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
