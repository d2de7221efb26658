use reach::readable::{self, Stranger};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::api_error::{ApiError, SubError};
use crate::error::{Error, NotObshell};
use crate::model::lenient;
use crate::transport::Answer;

/// Opens the agent's response envelope and returns its `data`; `None` when there is none.
pub fn open(answer: Answer) -> Result<Option<Value>, Error> {
    if answer.status == 204 {
        return Ok(None);
    }
    let mut envelope = match serde_json::from_slice(&answer.body) {
        Ok(Value::Object(object)) if is_envelope(&object) => object,
        Ok(_) => return Err(foreign(answer, NotObshell::NotEnvelope)),
        Err(_) => {
            let what = recognise(&answer.body);
            return Err(foreign(answer, what));
        }
    };
    let failed = envelope.get("successful") == Some(&Value::Bool(false)) || answer.status >= 400;
    match envelope.remove("error") {
        Some(error @ Value::Object(_)) => Err(rejected(answer, &envelope, error)),
        Some(_) | None if failed => Err(rejected(answer, &envelope, Value::Object(Map::new()))),
        Some(_) | None => Ok(envelope.remove("data").filter(|data| !data.is_null())),
    }
}

/// The list in `data`, which agents wrap as `{"contents": […]}` and may write as null.
pub fn contents(data: Option<Value>) -> Value {
    let list = match data {
        Some(Value::Object(mut object)) => object.remove("contents"),
        other => other,
    };
    list.filter(|list| !list.is_null()).unwrap_or_else(|| Value::Array(Vec::new()))
}

fn is_envelope(object: &Map<String, Value>) -> bool {
    let successful = object.get("successful").is_some_and(Value::is_boolean);
    let status = object.get("status").is_some_and(Value::is_number);
    successful || (status && (object.contains_key("data") || object.contains_key("error")))
}

fn rejected(answer: Answer, envelope: &Map<String, Value>, error: Value) -> Error {
    let wire: WireError = serde_json::from_value(error).unwrap_or_default();
    let trace_id = envelope.get("traceId").and_then(Value::as_str).filter(|id| !id.is_empty());
    Error::Rejected(ApiError {
        status: answer.status,
        err_code: wire.err_code,
        legacy_code: wire.code,
        message: wire.message,
        trace_id: trace_id.map_or(answer.trace_id, str::to_owned),
        sub_errors: wire.sub_errors,
    })
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct WireError {
    #[serde(deserialize_with = "lenient::or_default")]
    code: i64,
    #[serde(deserialize_with = "lenient::text")]
    err_code: String,
    #[serde(deserialize_with = "lenient::text")]
    message: String,
    #[serde(deserialize_with = "lenient::or_default")]
    sub_errors: Vec<SubError>,
}

fn foreign(answer: Answer, what: NotObshell) -> Error {
    let excerpt = readable::excerpt(&answer.body);
    Error::NotObshell { status: answer.status, what, excerpt, trace_id: answer.trace_id }
}

fn recognise(body: &[u8]) -> NotObshell {
    match readable::recognise(body) {
        Stranger::Html { title } => NotObshell::Html { title },
        Stranger::Empty => NotObshell::Empty,
        Stranger::WantsHttps => NotObshell::WantsHttps,
        Stranger::Other => NotObshell::NotJson,
    }
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
