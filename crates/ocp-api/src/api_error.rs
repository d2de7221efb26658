use serde_json::{Map, Value};

use crate::fields::Fields;

/// OCP's own error: `error` of the response envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// For example `IAM10004`; releases differ in whether it is a number or a text. Empty when OCP gave none.
    pub code: String,
    /// OCP's text, in the language that was asked for. What is left of a foreign answer when it is none of OCP's.
    pub message: String,
    /// The id under which OCP logged the request; may be empty.
    pub trace_id: String,
    /// `subErrors`: what is wrong with which field, if OCP said so.
    pub sub_errors: Vec<SubError>,
}

/// What is wrong with one field of a request. The refused value, which may be a secret, is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubError {
    /// As OCP names it; empty when it did not.
    pub field: String,
    pub message: String,
}

/// Why OCP turned a login away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The user or the password is wrong.
    WrongLogin,
    /// The user is locked for some time, mostly after too many wrong passwords.
    Locked,
    /// The user is disabled, expired or not activated.
    Disabled,
    PasswordExpired,
    /// Not from this client's address.
    ClientNotAllowed,
    /// Anything else, or nothing was said.
    Other,
}

impl ApiError {
    /// Sorts an error with status 401 by its code.
    pub fn refusal(&self) -> Refusal {
        // Older releases leave the letters out.
        match self.code.strip_prefix("IAM").unwrap_or(&self.code) {
            "10004" | "10006" => Refusal::WrongLogin,
            "10003" | "10007" => Refusal::Locked,
            "10001" | "10002" | "10019" | "10020" => Refusal::Disabled,
            "10005" => Refusal::PasswordExpired,
            "10014" => Refusal::ClientNotAllowed,
            _ => Refusal::Other,
        }
    }

    /// Reads the envelope's `error`, which may be missing or of any shape.
    pub(crate) fn read(status: u16, envelope: &Map<String, Value>) -> ApiError {
        let error = envelope.get("error");
        let field = |name| error.and_then(|error| error.get(name)).map(text).unwrap_or_default();
        let trace_id = envelope.get("traceId").map(text).unwrap_or_default();
        let list = error.and_then(Fields::of).map(|fields| fields.list(&["subErrors"])).unwrap_or_default();
        let sub_errors = list.iter().filter_map(SubError::read).collect();
        ApiError { status, code: field("code"), message: field("message"), trace_id, sub_errors }
    }
}

impl SubError {
    fn read(value: &Value) -> Option<SubError> {
        let fields = Fields::of(value)?;
        let read = SubError { field: fields.text(&["field"]), message: fields.text(&["message"]) };
        (!read.field.is_empty() || !read.message.is_empty()).then_some(read)
    }
}

/// A text; numbers and booleans are taken as they are written.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn error(envelope: Value) -> ApiError {
        ApiError::read(401, envelope.as_object().unwrap())
    }

    #[test]
    fn codes_are_numbers_or_texts() {
        let text = error(json!({"error": {"code": "IAM10004", "message": "m"}, "traceId": "t"}));
        assert_eq!((&*text.code, &*text.message, &*text.trace_id), ("IAM10004", "m", "t"));
        assert_eq!(text.refusal(), Refusal::WrongLogin);
        let number = error(json!({"error": {"code": 10003}}));
        assert_eq!((&*number.code, number.refusal()), ("10003", Refusal::Locked));
    }

    #[test]
    fn the_fields_that_are_wrong_are_kept_without_their_values() {
        let sub_errors = json!([
            {"object": "o", "field": "password", "rejectedValue": "aaBB11##", "message": "too short"},
            {"SQLState": "23000", "code": 1062, "message": "Duplicate entry"},
            {}, null, 7,
        ]);
        let error = error(json!({"error": {"code": "COM10001", "message": "m", "subErrors": sub_errors}}));
        let said: Vec<(&str, &str)> =
            error.sub_errors.iter().map(|sub| (&*sub.field, &*sub.message)).collect();
        assert_eq!(said, [("password", "too short"), ("", "Duplicate entry")]);
        assert!(!format!("{error:?}").contains("aaBB11"));
    }

    #[test]
    fn an_error_of_another_shape_is_one_all_the_same() {
        for envelope in
            [json!({}), json!({"error": null}), json!({"error": "no"}), json!({"error": {"code": []}})]
        {
            let error = error(envelope);
            assert_eq!((error.status, &*error.code, error.refusal()), (401, "", Refusal::Other));
        }
    }
}
