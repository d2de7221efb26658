use crate::api_error_codes::KINDS;

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
    /// The agent cannot tell what it is to a cluster.
    IdentityUnknown,
    /// A cluster of a higher version than the agent's cannot be taken over.
    TakeOverHigherVersion,
    /// An agent made anew on a host of the cluster has another port or version than the one it replaces.
    RebuildMismatch,
    UpgradeToLowerVersion,
    /// The package or binary that another agent is to get is not there.
    PackageNotFound,
    /// The agent that looks after the cluster's tasks is not there or not active.
    MaintainerUnavailable,
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
    /// A forwarded `rootPwd` cannot be decrypted.
    ClusterPasswordUnreadable,
    /// The root password given with a cluster's configuration is not the cluster's.
    ClusterPasswordWrong,
    RsListInvalid,
    /// Both force and terminate.
    StopModeConflict,
    /// The agent's observer is not available: stopping works by force only.
    ForceStopRequired,
    /// The whole cluster stops by force or terminate only.
    ForceStopOrTerminateRequired,
    /// Without the server some replica would lose its majority.
    MajorityNotAlive,
    /// The cluster did not finish an operation in time.
    OperationTimedOut,
    /// The minor freeze before a stop did not end in time.
    FreezeTimedOut,
    ScopeInvalid,
    ZoneNotFound,
    /// The zone still holds resource units.
    ZoneNotEmpty,
    /// The agent belongs to the zone it is asked to delete: ask one of another zone.
    ZoneOfReceiver,
    ZoneNameEmpty,
    /// The agent is asked to delete its own server: ask another one.
    ServerOfReceiver,
    /// Something is stopped in another zone, or the call names servers of several zones.
    StoppedInSeveralZones,
    ServerProcessNotFound,
    /// Whether the server's process runs cannot be told.
    ServerProcessUnchecked,
    ServerNeverStarted,
    ServerUnavailable,
    /// The server is not being deleted, though a task waits for that.
    ServerNotDeleting,
    /// The host lacks Python or one of its modules.
    PythonMissing,
    DirectoryNotEmpty,
    PathNotFound,
    /// The path names something other than a directory.
    PathNotDirectory,
    /// The agent's user may not read and write there.
    PathNotPermitted,
    /// The agent manages an OBProxy already, and manages one at most.
    ObproxyAlreadyManaged,
    /// The agent manages no OBProxy.
    ObproxyNotManaged,
    ObproxyNotRunning,
    /// Both a list of servers and a config URL.
    ObproxySourceConflict,
    /// Neither a list of servers nor a config URL, and the agent belongs to no cluster.
    ObproxySourceMissing,
    /// An OBProxy older than 4.0.0.
    ObproxyVersionNotSupported,
    /// What the OBProxy's binary says of its version cannot be read.
    ObproxyVersionUnreadable,
    /// The version to upgrade to is not higher than the present one.
    ObproxyUpgradeToLowerVersion,
    ObproxyHealthCheckTimedOut,
    ObproxyHotRestartTimedOut,
    ObproxyStopTimedOut,
    /// The package is not one of OBProxy.
    ObproxyPackageNameInvalid,
    /// No such package was uploaded to the agent.
    ObproxyPackageNotFound,
    /// The database's own error, with which it turned the agent away.
    DatabaseError,
    InvalidArgument,
    NotFound,
    /// The agent failed in a way it does not explain, including a crash of the handler.
    Unexpected,
    Other,
}

impl ApiErrorKind {
    /// The kind of an `errCode`.
    pub(crate) fn of(code: &str) -> ApiErrorKind {
        match KINDS.iter().find(|(known, _)| *known == code) {
            Some((_, kind)) => *kind,
            None => prefix_kind(code),
        }
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
#[path = "api_error_kind_tests.rs"]
mod tests;
