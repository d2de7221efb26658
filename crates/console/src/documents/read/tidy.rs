use serde_json::{Map, Value};
use time::UtcOffset;
use time::format_description::well_known::Rfc3339;

use super::moment;

const MOMENTS: [&str; 5] = ["start_time", "end_time", "startTime", "finishTime", "createTime"];

/// Writes every moment in `task` as RFC 3339. One without a zone gets that of `told_at`, or of the first that has one.
pub fn tidy_moments(task: &mut Value, told_at: Option<&str>) {
    let zone = told_at.and_then(moment::zone_in).or_else(|| first_zone(task)).unwrap_or(UtcOffset::UTC);
    each_object(task, &mut |object| {
        for name in MOMENTS {
            let Some(Value::String(text)) = object.get_mut(name) else { continue };
            let written = moment::parse(text, zone).and_then(|moment| moment.format(&Rfc3339).ok());
            if let Some(written) = written {
                *text = written;
            }
        }
    });
}

/// Makes a DAG readable whose ids, hosts or logs are written otherwise than agents do. An id that is missing or makes
/// no sense becomes `0`.
pub fn tidy_dag(dag: &mut Value) {
    let Some(dag) = dag.as_object_mut() else { return };
    tidy_id(dag);
    for node in objects(dag, "nodes") {
        tidy_id(node);
        for task in objects(node, "sub_tasks") {
            tidy_id(task);
            tidy_agent(task);
            tidy_logs(task);
            let begun = task.get("state").and_then(Value::as_str);
            if begun.is_some_and(|state| !matches!(state, "PENDING" | "READY")) {
                task.entry("execute_times").or_insert(1.into());
            }
        }
    }
}

fn tidy_id(object: &mut Map<String, Value>) {
    let id = object.entry("id").or_insert(Value::Null);
    let text = match &*id {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    };
    let sound = obshell_api::GenericId::parse(&text).is_ok();
    *id = Value::String(if sound { text } else { "0".to_owned() });
}

/// `"10.0.0.1:2886"` and a port in quotes say the same as `{"ip", "port"}`.
fn tidy_agent(task: &mut Map<String, Value>) {
    let Some(agent) = task.get_mut("execute_agent") else { return };
    if let Value::String(text) = &*agent {
        let (ip, port) = text.rsplit_once(':').unwrap_or((text, ""));
        let ip = ip.trim_matches(['[', ']']).to_owned();
        *agent = serde_json::json!({ "ip": ip, "port": port.parse().unwrap_or(0_u16) });
    }
    let Some(port) = agent.get_mut("port") else { return };
    if let Some(number) = port.as_str().and_then(|text| text.parse::<u16>().ok()) {
        *port = number.into();
    }
}

/// A log that is one text is one with lines.
fn tidy_logs(task: &mut Map<String, Value>) {
    let Some(Value::String(text)) = task.get("task_logs") else { return };
    let lines = text.lines().map(|line| Value::String(line.to_owned())).collect();
    task.insert("task_logs".to_owned(), Value::Array(lines));
}

fn objects<'a>(
    parent: &'a mut Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = &'a mut Map<String, Value>> {
    let list = parent.get_mut(name).and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_object_mut)
}

fn first_zone(task: &mut Value) -> Option<UtcOffset> {
    let mut zone = None;
    each_object(task, &mut |object| {
        let texts = MOMENTS.iter().filter_map(|name| object.get(*name)?.as_str());
        zone = zone.or_else(|| texts.filter_map(moment::zone_in).next());
    });
    zone
}

/// The nesting is bounded by the reader of JSON.
fn each_object(value: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, visit)),
        Value::Object(object) => {
            visit(object);
            object.values_mut().for_each(|item| each_object(item, visit));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
