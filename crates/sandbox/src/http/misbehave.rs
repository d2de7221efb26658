//! Answers as no agent should give them.

use serde_json::{Value, json};

use crate::http::envelope::Outbound;
use crate::http::pipeline::HTML;
use crate::options::Misbehave;

const HUGE: usize = 30 << 20;

/// Turns a proper answer into what `how` asks for.
pub(crate) fn dress(answer: Outbound, how: Misbehave) -> Outbound {
    match how {
        Misbehave::Html => {
            let page = "<html><head><title>Sign in</title></head><body><h1>Company proxy</h1></body></html>";
            Outbound { status: 200, content_type: HTML, location: None, body: page.into() }
        }
        Misbehave::Huge => {
            let mut body = br#"{"successful":true,"status":200,"data":""#.to_vec();
            body.resize(HUGE, b'x');
            body.extend_from_slice(br#""}"#);
            Outbound { body, ..answer }
        }
        Misbehave::UnknownFields => match serde_json::from_slice(&answer.body) {
            Ok(value) => Outbound { body: strange(value).to_string().into_bytes(), ..answer },
            Err(_) => answer,
        },
    }
}

fn strange(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(strange).collect()),
        Value::Object(fields) => {
            let is_task = fields.contains_key("operator");
            let mut strange_fields = serde_json::Map::new();
            for (key, value) in fields {
                let value = if is_task && key == "state" && value == "RUNNING" {
                    json!("THROTTLED")
                } else {
                    strange(value)
                };
                strange_fields.insert(key, value);
            }
            strange_fields.insert("introduced_later".to_owned(), json!({"level": 9, "notes": null}));
            Value::Object(strange_fields)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
