//! The envelope every answer comes in.

use serde_json::{Map, Value, json};

use crate::fault::Fault;

/// An answer ready to send.
#[derive(Debug, Clone)]
pub(crate) struct Outbound {
    pub status: u16,
    pub content_type: &'static str,
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Outbound {
    pub fn json(status: u16, content_type: &'static str, body: &Value) -> Self {
        Self { status, content_type, location: None, body: body.to_string().into_bytes() }
    }

    /// 204 has no body at all.
    pub fn no_content() -> Self {
        Self { status: 204, content_type: JSON, location: None, body: Vec::new() }
    }
}

pub(crate) const JSON: &str = "application/json";
pub(crate) const JSON_UTF8: &str = "application/json; charset=utf-8";

/// Success; `None` leaves `data` out.
pub(crate) fn success(data: Option<Value>, timestamp: &str, trace: &str) -> Value {
    let mut fields = head(true, 200, timestamp, trace);
    if let Some(data) = data {
        fields.insert("data".to_owned(), data);
    }
    Value::Object(fields)
}

/// A refusal.
pub(crate) fn failure(fault: &Fault, timestamp: &str, trace: &str) -> Value {
    let mut fields = head(false, fault.status, timestamp, trace);
    let mut error = Map::new();
    if fault.legacy != 0 {
        error.insert("code".to_owned(), fault.legacy.into());
    }
    error.insert("errCode".to_owned(), fault.code.into());
    error.insert("message".to_owned(), fault.message.clone().into());
    fields.insert("error".to_owned(), Value::Object(error));
    Value::Object(fields)
}

/// A list, as agents wrap them.
pub(crate) fn contents(list: Vec<Value>) -> Value {
    json!({ "contents": list })
}

fn head(successful: bool, status: u16, timestamp: &str, trace: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("successful".to_owned(), successful.into());
    fields.insert("timestamp".to_owned(), timestamp.into());
    fields.insert("duration".to_owned(), 0.into());
    fields.insert("status".to_owned(), status.into());
    fields.insert("traceId".to_owned(), trace.into());
    fields
}
