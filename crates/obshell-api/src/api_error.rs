use serde::{Deserialize, Serialize};

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

/// The agent's errors that a console acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApiErrorKind {
    /// Another maintenance task holds the cluster or the agent.
    UnderMaintenance,
    /// The agent's identity does not allow the operation.
    IdentityNotSupported,
    WrongRootPassword,
    WrongAgentPassword,
    /// The root password was offered where the agent password is demanded.
    NeedsAgentPassword,
    /// The agent password was offered where the root password is demanded.
    NeedsRootPassword,
    /// The agent password is demanded, but none has been set yet.
    AgentPasswordNotSet,
    /// The header's time ran out before it arrived: the clocks differ.
    Expired,
    /// The header was not encrypted for the agent's present key.
    DecryptFailed,
    /// Any other refusal of the credential; all that agents before 4.3.1 tell.
    Unauthorized,
    /// A protected route was called without a header.
    HeaderNotFound,
    TaskNotFound,
    TaskIdInvalid,
    /// Retry, rollback, cancel or pass is not possible in the task's state, or not for this task.
    OperatorNotAllowed,
    /// The obshell versions of two agents differ.
    VersionMismatch,
    /// The OceanBase versions of two agents differ.
    ObVersionMismatch,
    AlreadyInitialized,
    NotInitialized,
    AgentNotFound,
    AgentAlreadyExists,
    AgentUnavailable,
    NoMaster,
    /// The agent could not reach, or was turned away by, another agent.
    PeerFailed,
    /// The agent has no usable database connection.
    DatabaseUnavailable,
    ClusterIdInvalid,
    ClusterNameEmpty,
    ScopeInvalid,
    ZoneNotFound,
    DirectoryNotEmpty,
    InvalidArgument,
    NotFound,
    /// The agent failed in a way it does not explain, including a crash of the handler.
    Unexpected,
    Other,
}

impl ApiError {
    /// Sorts the error by its `errCode`, or by the legacy number from agents that have no `errCode`.
    pub fn kind(&self) -> ApiErrorKind {
        if self.err_code.is_empty() {
            return legacy_kind(self);
        }
        match KINDS.iter().find(|(code, _)| *code == self.err_code) {
            Some((_, kind)) => *kind,
            None => prefix_kind(&self.err_code),
        }
    }
}

const KINDS: &[(&str, ApiErrorKind)] = &[
    ("Agent.UnderMaintenance", ApiErrorKind::UnderMaintenance),
    ("Agent.UnderMaintenanceDag", ApiErrorKind::UnderMaintenance),
    ("OB.Cluster.UnderMaintenance", ApiErrorKind::UnderMaintenance),
    ("OB.Cluster.UnderMaintenanceWithDag", ApiErrorKind::UnderMaintenance),
    ("Agent.Identify.NotSupportOperation", ApiErrorKind::IdentityNotSupported),
    ("Security.Authentication.IncorrectOceanbasePassword", ApiErrorKind::WrongRootPassword),
    ("Security.Authentication.IncorrectAgentPassword", ApiErrorKind::WrongAgentPassword),
    ("Security.Authentication.WithAgentPassword", ApiErrorKind::NeedsAgentPassword),
    ("Security.Authentication.WithOceanBasePassword", ApiErrorKind::NeedsRootPassword),
    ("Security.Authentication.AgentPasswordNotInitialized", ApiErrorKind::AgentPasswordNotSet),
    ("Security.Authentication.Expired", ApiErrorKind::Expired),
    ("Security.Authentication.Header.DecryptFailed", ApiErrorKind::DecryptFailed),
    ("Common.Unauthorized", ApiErrorKind::Unauthorized),
    ("Request.Header.NotFound", ApiErrorKind::HeaderNotFound),
    ("Task.NotFound", ApiErrorKind::TaskNotFound),
    ("Task.GenericID.Invalid", ApiErrorKind::TaskIdInvalid),
    ("Agent.Version.Inconsistent", ApiErrorKind::VersionMismatch),
    ("Agent.OB.Version.Inconsistent", ApiErrorKind::ObVersionMismatch),
    ("OB.Cluster.ScaleOutHigherVersion", ApiErrorKind::ObVersionMismatch),
    ("OB.Cluster.ScaleOutLowerVersion", ApiErrorKind::ObVersionMismatch),
    ("OB.Cluster.AlreadyInitialized", ApiErrorKind::AlreadyInitialized),
    ("OB.Cluster.NotInitialized", ApiErrorKind::NotInitialized),
    ("Agent.NotExist", ApiErrorKind::AgentNotFound),
    ("Agent.AlreadyExists", ApiErrorKind::AgentAlreadyExists),
    ("Agent.Unavailable", ApiErrorKind::AgentUnavailable),
    ("Agent.NoMaster", ApiErrorKind::NoMaster),
    ("Agent.RPC.RequestError", ApiErrorKind::PeerFailed),
    ("Agent.RPC.RequestFailed", ApiErrorKind::PeerFailed),
    ("Agent.OceanBase.NotHold", ApiErrorKind::DatabaseUnavailable),
    ("Agent.OceanBase.Useless", ApiErrorKind::DatabaseUnavailable),
    ("OB.Cluster.Id.Invalid", ApiErrorKind::ClusterIdInvalid),
    ("OB.Cluster.Name.Empty", ApiErrorKind::ClusterNameEmpty),
    ("OB.Cluster.Scope.Invalid", ApiErrorKind::ScopeInvalid),
    ("OB.Zone.NotExist", ApiErrorKind::ZoneNotFound),
    ("Common.DirNotEmpty", ApiErrorKind::DirectoryNotEmpty),
    ("Common.BindJsonFailed", ApiErrorKind::InvalidArgument),
    ("Common.IllegalArgument", ApiErrorKind::InvalidArgument),
    ("Common.InvalidPort", ApiErrorKind::InvalidArgument),
    ("Common.InvalidIp", ApiErrorKind::InvalidArgument),
    ("Common.InvalidAddress", ApiErrorKind::InvalidArgument),
    ("Common.InvalidPath", ApiErrorKind::InvalidArgument),
    ("Common.NotFound", ApiErrorKind::NotFound),
    ("Common.Unexpected", ApiErrorKind::Unexpected),
];

fn legacy_kind(error: &ApiError) -> ApiErrorKind {
    match (error.legacy_code, error.status) {
        (1, _) => ApiErrorKind::DecryptFailed,
        (10008, _) | (_, 401) => ApiErrorKind::Unauthorized,
        (_, 404) => ApiErrorKind::NotFound,
        (_, _) => ApiErrorKind::Other,
    }
}

fn prefix_kind(code: &str) -> ApiErrorKind {
    if code.starts_with("Task.Dag.Operator.") || code.starts_with("Task.Node.Operator.") {
        return ApiErrorKind::OperatorNotAllowed;
    }
    if code.starts_with("Security.Authentication.") || code.starts_with("Security.SSO.") {
        return ApiErrorKind::Unauthorized;
    }
    ApiErrorKind::Other
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
