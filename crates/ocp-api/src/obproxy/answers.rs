use serde_json::Value;

use crate::fields::Fields;
use crate::tasks::TaskInstance;

/// The tasks of an answer: one, a list of them, or a list as `contents`.
pub fn tasks(data: &Value) -> Vec<TaskInstance> {
    let contents = Fields::of(data).and_then(|fields| fields.value(&["contents"]));
    match contents.unwrap_or(data) {
        Value::Array(list) => list.iter().filter_map(TaskInstance::read).collect(),
        one => TaskInstance::read(one).into_iter().collect(),
    }
}

/// The one task of an answer, whatever it stands in.
pub fn task(data: &Value) -> Option<TaskInstance> {
    tasks(data).into_iter().next()
}
