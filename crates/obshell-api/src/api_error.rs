use serde::{Deserialize, Serialize};

use crate::api_error_kind::ApiErrorKind;
use crate::model::lenient;

/// The agent's own error: `error` of the response envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// HTTP status. State conflicts come as 500, so branch on [`ApiError::kind`] instead.
    pub status: u16,
    /// For example `Agent.UnderMaintenance`; empty from agents before 4.3.1.
    pub err_code: String,
    /// Number used before `err_code` existed; 0 when absent.
    pub legacy_code: i64,
    /// The agent's text, in the language that was asked for, outermost cause first.
    pub message: String,
    /// The agent's trace id, or the one we sent when the agent left it out.
    pub trace_id: String,
    pub sub_errors: Vec<SubError>,
}

/// One item of `error.subErrors`; which fields are filled depends on the cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubError {
    #[serde(deserialize_with = "lenient::text")]
    pub tag: String,
    #[serde(deserialize_with = "lenient::text")]
    pub field: String,
    #[serde(deserialize_with = "lenient::text")]
    pub message: String,
    #[serde(deserialize_with = "lenient::text")]
    pub error: String,
}

impl ApiError {
    /// Sorts the error by its `errCode`, or by the legacy number from agents that have no `errCode`.
    pub fn kind(&self) -> ApiErrorKind {
        if self.err_code.is_empty() { legacy_kind(self) } else { ApiErrorKind::of(&self.err_code) }
    }
}

fn legacy_kind(error: &ApiError) -> ApiErrorKind {
    match (error.legacy_code, error.status) {
        (1, _) => ApiErrorKind::DecryptFailed,
        (10008, _) | (_, 401) => ApiErrorKind::Unauthorized,
        (_, 404) => ApiErrorKind::NotFound,
        (_, _) => ApiErrorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(err_code: &str, legacy_code: i64, status: u16) -> ApiError {
        let (message, trace_id) = (String::new(), String::new());
        ApiError { status, err_code: err_code.to_owned(), legacy_code, message, trace_id, sub_errors: vec![] }
    }

    #[test]
    fn the_code_decides_and_not_the_status() {
        let kind = |code: &str, status| error(code, 0, status).kind();
        assert_eq!(kind("Agent.UnderMaintenance", 500), ApiErrorKind::UnderMaintenance);
        assert_eq!(kind("Task.Dag.Operator.RetryNotAllowed", 400), ApiErrorKind::OperatorNotAllowed);
        assert_eq!(kind("Security.Authentication.Header.UriMismatch", 401), ApiErrorKind::Unauthorized);
        assert_eq!(kind("Something.New", 500), ApiErrorKind::Other);
    }

    #[test]
    fn old_agents_are_understood_by_their_number() {
        assert_eq!(error("", 1, 401).kind(), ApiErrorKind::DecryptFailed);
        assert_eq!(error("", 10008, 401).kind(), ApiErrorKind::Unauthorized);
        assert_eq!(error("", 1000, 404).kind(), ApiErrorKind::NotFound);
        assert_eq!(error("", 0, 500).kind(), ApiErrorKind::Other);
    }
}
