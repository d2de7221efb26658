//! How the practice OCP says no.

use serde_json::{Value, json};

/// What a route answers: its data, none, or a refusal.
pub type Answer = Result<Option<Value>, Refusal>;

/// A refusal as OCP words it: HTTP status, code, message, and what is wrong with single members.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub status: u16,
    pub code: &'static str,
    pub message: String,
    pub members: Vec<MemberError>,
}

/// What is wrong with one member of a body.
#[derive(Debug, Clone)]
pub struct MemberError {
    /// Its place, as `obproxyInstallParam.sqlPort`.
    pub field: String,
    pub rejected: Value,
    pub message: String,
}

impl Refusal {
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), members: Vec::new() }
    }

    /// Something in a request makes no sense.
    pub fn illegal(message: impl Into<String>) -> Self {
        Self::new(400, "COM10001", message)
    }

    /// Members of a body make no sense; the message is that of the first.
    pub fn members(members: Vec<MemberError>) -> Self {
        let message = members.first().map(|first| first.message.clone()).unwrap_or_default();
        Self { members, ..Self::illegal(message) }
    }

    /// One member of a body makes no sense.
    pub fn member(field: impl Into<String>, rejected: impl Into<Value>, message: impl Into<String>) -> Self {
        Self::members(vec![MemberError::new(field, rejected, message)])
    }

    /// There is no such thing.
    pub fn missing(what: impl std::fmt::Display) -> Self {
        Self::new(404, "COM10002", format!("{what} does not exist."))
    }

    /// The user lacks a right. Which one is not said.
    pub fn denied() -> Self {
        Self::new(403, "IAM11000", "Access denied")
    }

    /// The member `subErrors` of an error.
    pub fn sub_errors(&self) -> Option<Value> {
        let one = |it: &MemberError| {
            json!({
                "object": "param", "field": it.field, "rejectedValue": it.rejected, "message": it.message,
            })
        };
        (!self.members.is_empty()).then(|| self.members.iter().map(one).collect())
    }
}

impl MemberError {
    pub fn new(field: impl Into<String>, rejected: impl Into<Value>, message: impl Into<String>) -> Self {
        Self { field: field.into(), rejected: rejected.into(), message: message.into() }
    }
}
