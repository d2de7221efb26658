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
    ("Agent.Identify.Unknown", ApiErrorKind::IdentityUnknown),
    ("Agent.TakeOver.HigherVersion", ApiErrorKind::TakeOverHigherVersion),
    ("Agent.Rebuild.PortNotSame", ApiErrorKind::RebuildMismatch),
    ("Agent.Rebuild.VersionNotSame", ApiErrorKind::RebuildMismatch),
    ("Agent.Upgrade.ToLowerVersion", ApiErrorKind::UpgradeToLowerVersion),
    ("Agent.Package.NotFound", ApiErrorKind::PackageNotFound),
    ("Agent.Binary.NotFound", ApiErrorKind::PackageNotFound),
    ("Agent.Maintainer.NotActive", ApiErrorKind::MaintainerUnavailable),
    ("Agent.MaintainerNotExist", ApiErrorKind::MaintainerUnavailable),
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
    ("OB.Cluster.Password.Encrypted", ApiErrorKind::ClusterPasswordUnreadable),
    ("OB.Cluster.Password.Incorrect", ApiErrorKind::ClusterPasswordWrong),
    ("OB.Parameter.RsList.Invalid", ApiErrorKind::RsListInvalid),
    ("OB.Cluster.StopModeConflict", ApiErrorKind::StopModeConflict),
    ("OB.Cluster.ForceStopRequired", ApiErrorKind::ForceStopRequired),
    ("OB.Cluster.ForceStopOrTerminateRequired", ApiErrorKind::ForceStopOrTerminateRequired),
    ("OB.Cluster.MultiPaxosNotAlive", ApiErrorKind::MajorityNotAlive),
    ("OB.Cluster.AsyncOperationTimeout", ApiErrorKind::OperationTimedOut),
    ("OB.Cluster.MinorFreezeTimeout", ApiErrorKind::FreezeTimedOut),
    ("OB.Cluster.Scope.Invalid", ApiErrorKind::ScopeInvalid),
    ("OB.Zone.NotExist", ApiErrorKind::ZoneNotFound),
    ("OB.Zone.NotEmpty", ApiErrorKind::ZoneNotEmpty),
    ("OB.Zone.DeleteSelf", ApiErrorKind::ZoneOfReceiver),
    ("OB.Zone.Name.Empty", ApiErrorKind::ZoneNameEmpty),
    ("OB.Server.DeleteSelf", ApiErrorKind::ServerOfReceiver),
    ("OB.Server.StoppedInMultiZone", ApiErrorKind::StoppedInSeveralZones),
    ("OB.Server.Process.NotExist", ApiErrorKind::ServerProcessNotFound),
    ("OB.Server.Process.CheckFailed", ApiErrorKind::ServerProcessUnchecked),
    ("OB.Server.HasNotBeenStarted", ApiErrorKind::ServerNeverStarted),
    ("OB.Server.Unavailable", ApiErrorKind::ServerUnavailable),
    ("OB.Server.NotDeleting", ApiErrorKind::ServerNotDeleting),
    ("Environment.WithoutPython", ApiErrorKind::PythonMissing),
    ("Environment.WithoutModule", ApiErrorKind::PythonMissing),
    ("Common.DirNotEmpty", ApiErrorKind::DirectoryNotEmpty),
    ("Common.PathNotExist", ApiErrorKind::PathNotFound),
    ("Common.PathNotDir", ApiErrorKind::PathNotDirectory),
    ("Common.FilePermissionDenied", ApiErrorKind::PathNotPermitted),
    ("OBProxy.AlreadyManaged", ApiErrorKind::ObproxyAlreadyManaged),
    ("OBProxy.NotBeManaged", ApiErrorKind::ObproxyNotManaged),
    ("OBProxy.NotRunning", ApiErrorKind::ObproxyNotRunning),
    ("OBProxy.RsListAndConfigUrl.Conflicted", ApiErrorKind::ObproxySourceConflict),
    ("OBProxy.RsListOrConfigUrl.NotSpecified", ApiErrorKind::ObproxySourceMissing),
    ("OBProxy.Version.NotSupported", ApiErrorKind::ObproxyVersionNotSupported),
    ("OBProxy.VersionOutputUnexpected", ApiErrorKind::ObproxyVersionUnreadable),
    ("OBProxy.UpgradeToLowerVersion", ApiErrorKind::ObproxyUpgradeToLowerVersion),
    ("OBProxy.HealthCheckTimeout", ApiErrorKind::ObproxyHealthCheckTimedOut),
    ("OBProxy.HotRestartTimeout", ApiErrorKind::ObproxyHotRestartTimedOut),
    ("OBProxy.StopTimeout", ApiErrorKind::ObproxyStopTimedOut),
    ("OBProxy.StopDaemonTimeout", ApiErrorKind::ObproxyStopTimedOut),
    ("OBProxy.Package.Name.Invalid", ApiErrorKind::ObproxyPackageNameInvalid),
    ("OBProxy.Package.NotFound", ApiErrorKind::ObproxyPackageNotFound),
    ("MySQL.Error", ApiErrorKind::DatabaseError),
    ("Common.BindJsonFailed", ApiErrorKind::InvalidArgument),
    ("Common.IllegalArgument", ApiErrorKind::InvalidArgument),
    ("Common.InvalidPort", ApiErrorKind::InvalidArgument),
    ("Common.InvalidIp", ApiErrorKind::InvalidArgument),
    ("Common.InvalidAddress", ApiErrorKind::InvalidArgument),
    ("Common.InvalidPath", ApiErrorKind::InvalidArgument),
    ("Common.NotFound", ApiErrorKind::NotFound),
    ("Common.Unexpected", ApiErrorKind::Unexpected),
];

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
