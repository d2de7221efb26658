use std::collections::BTreeMap;

use serde_json::Value;

use crate::api_error::text;
use crate::fields::Fields;

/// What a task hands from subtask to subtask. OCP writes it as an object, as JSON in a text, or as Java prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// `stringMap`.
    pub texts: BTreeMap<String, String>,
    /// `listMap`.
    pub lists: BTreeMap<String, Vec<String>>,
    /// Which of the lists' entries a subtask is for.
    pub parallel_idx: Option<i64>,
}

impl Context {
    /// Reads any of the three forms; what is none of them is an empty context.
    pub fn read(value: &Value) -> Context {
        match value {
            Value::Object(fields) => read_object(Fields(fields)),
            Value::String(text) => match serde_json::from_str::<Value>(text) {
                Ok(json @ Value::Object(_)) => Context::read(&json),
                Ok(_) | Err(_) => read_printed(text),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Context::default(),
        }
    }

    /// The text of a name; an empty one counts as none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let text = self.texts.get(name).map(String::as_str);
        text.filter(|text| !text.is_empty())
    }

    /// The entry of a list that a subtask with this index is for; the only one when it has none.
    pub fn entry(&self, list: &str, index: Option<i64>) -> Option<&str> {
        let list = self.lists.get(list)?;
        let index = index.filter(|index| *index >= 0).or(self.parallel_idx.filter(|index| *index >= 0));
        let only = (list.len() == 1).then_some(0);
        let at = index.and_then(|index| usize::try_from(index).ok()).or(only)?;
        list.get(at).map(String::as_str).filter(|entry| !entry.is_empty())
    }

    /// Whether a text of that name says `true`.
    pub fn says(&self, name: &str) -> bool {
        self.get(name).is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }
}

fn read_object(fields: Fields<'_>) -> Context {
    let object = |name| fields.value(&[name]).and_then(Value::as_object);
    let texts = object("stringMap").into_iter().flatten().map(|(name, value)| (name.clone(), text(value)));
    let entries = |value: &Value| {
        value.as_array().map_or_else(|| vec![text(value)], |list| list.iter().map(text).collect())
    };
    let lists = object("listMap").into_iter().flatten().map(|(name, value)| (name.clone(), entries(value)));
    let parallel_idx = fields.number(&["parallelIdx", "paralleIdx"]);
    Context { texts: texts.collect(), lists: lists.collect(), parallel_idx }
}

/// `Context(parallelIdx=-1, stringMap={host_id=1, a=b}, listMap={host_ids=[1, 2]})`.
fn read_printed(text: &str) -> Context {
    let within = |name: &str| {
        let (_, rest) = text.split_once(&format!("{name}={{"))?;
        rest.split_once('}').map(|(inner, _)| inner)
    };
    let parallel_idx = text.split_once("parallelIdx=").and_then(|(_, rest)| {
        let end = rest.find(|c: char| c != '-' && !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
    });
    let pair = |part: &str| {
        let (name, value) = part.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    let texts = within("stringMap").into_iter().flat_map(|inner| inner.split(", ").filter_map(pair));
    let lists = within("listMap").into_iter().flat_map(|inner| inner.split("],").filter_map(pair));
    let entries = |list: String| {
        let inner = list.trim_start_matches('[').trim_end_matches(']');
        inner.split(',').map(|entry| entry.trim().to_owned()).filter(|entry| !entry.is_empty()).collect()
    };
    Context {
        texts: texts.collect(),
        lists: lists.map(|(name, list)| (name.trim_start_matches(", ").to_owned(), entries(list))).collect(),
        parallel_idx,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_three_forms_say_the_same() {
        let object = json!({
            "stringMap": {"host_id": "7", "prohibit_rollback": "false"},
            "listMap": {"host_ids": ["7", 8]}, "parallel": true, "parallelIdx": 1,
        });
        let printed = "Context(parallelIdx=1, stringMap={host_id=7, prohibit_rollback=false}, \
                       listMap={host_ids=[7, 8], other=[x]})";
        let read = Context::read(&object);
        assert_eq!(read, Context::read(&json!(object.to_string())));
        let printed = Context::read(&json!(printed));
        assert_eq!((&printed.texts, printed.parallel_idx), (&read.texts, Some(1)));
        for context in [read, printed] {
            assert_eq!((context.get("host_id"), context.entry("host_ids", None)), (Some("7"), Some("8")));
            assert_eq!(context.entry("host_ids", Some(0)), Some("7"));
            assert!(!context.says("prohibit_rollback"));
        }
    }

    #[test]
    fn anything_else_is_empty() {
        for value in
            [json!(null), json!(1), json!([]), json!("stringMap={"), json!("{"), json!({"stringMap": 1})]
        {
            assert_eq!(Context::read(&value), Context::default(), "{value}");
        }
    }
}
