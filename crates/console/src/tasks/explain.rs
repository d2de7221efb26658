use crate::dto::{Explanation, LogLevel};

/// The cause that a message or an agent's code points to.
pub fn explain(message: &str, agent_code: Option<&str>) -> Explanation {
    let text = message.to_lowercase();
    let by_code = agent_code.and_then(|code| find(CODES, |needle| code == needle));
    by_code.or_else(|| find(WORDS, |needle| text.contains(needle))).unwrap_or(Explanation::Other)
}

/// What a log line's own words say of it. Agents write no level.
pub fn log_level(text: &str) -> LogLevel {
    let text = text.to_lowercase();
    let speaks_of = |list: &[&str]| text.split(|c: char| !c.is_alphanumeric()).any(|w| list.contains(&w));
    if speaks_of(&["error", "errors", "failed", "fail", "failure", "fatal", "panic", "cannot"]) {
        return LogLevel::Error;
    }
    if speaks_of(&["warn", "warning", "behind", "refused", "timeout"]) {
        return LogLevel::Warn;
    }
    LogLevel::Info
}

fn find(table: &[(&str, Explanation)], matches: impl Fn(&str) -> bool) -> Option<Explanation> {
    table.iter().find(|(needle, _)| matches(needle)).map(|(_, explanation)| *explanation)
}

const CODES: &[(&str, Explanation)] = &[
    ("Common.DirNotEmpty", Explanation::DirectoryNotEmpty),
    ("Common.FilePermissionDenied", Explanation::DirectoryNotWritable),
    ("Agent.Identify.NotSupportOperation", Explanation::WrongIdentity),
    ("Agent.Identify.Unknown", Explanation::WrongIdentity),
    ("Agent.NoMaster", Explanation::NoMaster),
    ("Request.Forward.MasterAgent.NotFound", Explanation::NoMaster),
    ("Agent.NotExist", Explanation::AgentUnknown),
    ("Agent.AlreadyExists", Explanation::AlreadyMember),
    ("Agent.Unavailable", Explanation::AgentLost),
    ("Agent.Version.Inconsistent", Explanation::VersionMismatch),
    ("Agent.OB.Version.Inconsistent", Explanation::VersionMismatch),
    ("Agent.UnderMaintenance", Explanation::UnderMaintenance),
    ("Agent.UnderMaintenanceDag", Explanation::UnderMaintenance),
    ("Agent.OceanBase.NotHold", Explanation::DatabaseUnavailable),
    ("Agent.OceanBase.Useless", Explanation::DatabaseUnavailable),
    ("Agent.RPC.RequestError", Explanation::AgentLost),
    ("Agent.RPC.RequestFailed", Explanation::PeerRefused),
    ("Agent.TakeOver.HigherVersion", Explanation::TakeOverMismatch),
    ("Agent.Rebuild.PortNotSame", Explanation::TakeOverMismatch),
    ("Agent.Rebuild.VersionNotSame", Explanation::TakeOverMismatch),
    ("Agent.Upgrade.ToLowerVersion", Explanation::TakeOverMismatch),
    ("Agent.Package.NotFound", Explanation::PackageMissing),
    ("Agent.Binary.NotFound", Explanation::PackageMissing),
    ("Agent.Maintainer.NotActive", Explanation::MaintainerMissing),
    ("Agent.MaintainerNotExist", Explanation::MaintainerMissing),
    ("OB.Cluster.Id.Invalid", Explanation::ClusterIdInvalid),
    ("OB.Cluster.Name.Empty", Explanation::ClusterNameEmpty),
    ("OB.Cluster.AlreadyInitialized", Explanation::ClusterAlreadyInitialized),
    ("OB.Cluster.NotInitialized", Explanation::ClusterNotInitialized),
    ("OB.Cluster.Scope.Invalid", Explanation::ScopeInvalid),
    ("OB.Cluster.Password.Encrypted", Explanation::PasswordUnreadable),
    ("OB.Cluster.Password.Incorrect", Explanation::WrongPassword),
    ("OB.Cluster.StopModeConflict", Explanation::StopModeConflict),
    ("OB.Cluster.ForceStopRequired", Explanation::ForceStopRequired),
    ("OB.Cluster.ForceStopOrTerminateRequired", Explanation::StopModeNeeded),
    ("OB.Cluster.MultiPaxosNotAlive", Explanation::MajorityMissing),
    ("OB.Cluster.ScaleOutHigherVersion", Explanation::ScaleOutHigherVersion),
    ("OB.Cluster.ScaleOutLowerVersion", Explanation::ScaleOutLowerVersion),
    ("OB.Cluster.UnderMaintenance", Explanation::UnderMaintenance),
    ("OB.Cluster.UnderMaintenanceWithDag", Explanation::UnderMaintenance),
    ("OB.Cluster.AsyncOperationTimeout", Explanation::OperationTimedOut),
    ("OB.Cluster.MinorFreezeTimeout", Explanation::FreezeTimedOut),
    ("OB.Parameter.RsList.Invalid", Explanation::RootServiceList),
    ("OB.Zone.NotExist", Explanation::ZoneUnknown),
    ("OB.Zone.NotEmpty", Explanation::ZoneNotEmpty),
    ("OB.Zone.DeleteSelf", Explanation::RemovesItself),
    ("OB.Zone.Name.Empty", Explanation::ZoneNameEmpty),
    ("OB.Server.DeleteSelf", Explanation::RemovesItself),
    ("OB.Server.StoppedInMultiZone", Explanation::AnotherZoneStopped),
    ("OB.Server.Process.NotExist", Explanation::ObserverDidNotStart),
    ("OB.Server.Process.CheckFailed", Explanation::ObserverCheckFailed),
    ("OB.Server.HasNotBeenStarted", Explanation::ObserverNeverStarted),
    ("OB.Server.Unavailable", Explanation::ObserverUnavailable),
    ("OB.Server.NotDeleting", Explanation::ServerNotDeleting),
    ("OBProxy.HealthCheckTimeout", Explanation::ProxyDidNotStart),
    ("OBProxy.HotRestartTimeout", Explanation::ProxyDidNotStart),
    ("OBProxy.StopTimeout", Explanation::ProxyDidNotStop),
    ("OBProxy.StopDaemonTimeout", Explanation::ProxyDidNotStop),
    ("OBProxy.AlreadyManaged", Explanation::ProxyManaged),
    ("OBProxy.NotBeManaged", Explanation::ProxyNotThere),
    ("OBProxy.NotRunning", Explanation::ProxyNotThere),
    ("OBProxy.UpgradeToLowerVersion", Explanation::ProxyVersion),
    ("OBProxy.Version.NotSupported", Explanation::ProxyVersion),
    ("OBProxy.VersionOutputUnexpected", Explanation::ProxyVersion),
    ("OBProxy.Package.NotFound", Explanation::PackageMissing),
    ("OBProxy.Package.Name.Invalid", Explanation::ProxyPackageName),
    ("OBProxy.RsListAndConfigUrl.Conflicted", Explanation::ProxySource),
    ("OBProxy.RsListOrConfigUrl.NotSpecified", Explanation::ProxySource),
    ("Environment.WithoutPython", Explanation::PythonMissing),
    ("Environment.WithoutModule", Explanation::PythonMissing),
    ("Security.Authentication.IncorrectOceanbasePassword", Explanation::WrongPassword),
    ("Security.Authentication.IncorrectAgentPassword", Explanation::WrongPassword),
    ("Security.Authentication.WithAgentPassword", Explanation::WrongPassword),
    ("Security.Authentication.WithOceanBasePassword", Explanation::WrongPassword),
];

/// The first hit wins: the specific before the general.
const WORDS: &[(&str, Explanation)] = &[
    ("not empty", Explanation::DirectoryNotEmpty),
    ("dirnotempty", Explanation::DirectoryNotEmpty),
    ("permission denied", Explanation::DirectoryNotWritable),
    ("no space left", Explanation::NotEnoughDisk),
    ("disk space", Explanation::NotEnoughDisk),
    ("already used", Explanation::PortInUse),
    ("address already in use", Explanation::PortInUse),
    ("in use by", Explanation::PortInUse),
    ("out of memory", Explanation::NotEnoughMemory),
    ("cannot allocate memory", Explanation::NotEnoughMemory),
    ("not enough memory", Explanation::NotEnoughMemory),
    ("memory", Explanation::NotEnoughMemory),
    ("rootservice_list", Explanation::RootServiceList),
    ("rslist", Explanation::RootServiceList),
    ("rs list", Explanation::RootServiceList),
    ("clock", Explanation::ClockSkew),
    ("behind last heartbeat", Explanation::ClockSkew),
    ("password", Explanation::WrongPassword),
    ("access denied", Explanation::WrongPassword),
    ("version", Explanation::VersionMismatch),
    ("under maintenance", Explanation::UnderMaintenance),
    ("connection refused", Explanation::AgentLost),
    ("agent unavailable", Explanation::AgentLost),
    ("no route to host", Explanation::AgentLost),
    ("connection reset", Explanation::AgentLost),
    ("observer process", Explanation::ObserverDidNotStart),
    ("process not exist", Explanation::ObserverDidNotStart),
    ("observer exited", Explanation::ObserverDidNotStart),
    ("start observer", Explanation::ObserverDidNotStart),
    ("health check", Explanation::ObserverDidNotStart),
    // A script that ends badly is no observer.
    ("import script", Explanation::Other),
    ("exit status", Explanation::ObserverDidNotStart),
    ("timeout", Explanation::QueryTimeout),
    ("4012", Explanation::QueryTimeout),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agents_code_decides_before_its_words() {
        let code = Some("Common.DirNotEmpty");
        assert_eq!(explain("cannot allocate memory", code), Explanation::DirectoryNotEmpty);
        assert_eq!(explain("rpc port 2882 is already used by pid 30172", None), Explanation::PortInUse);
        assert_eq!(explain("Directory '/data/1' is not empty", None), Explanation::DirectoryNotEmpty);
        assert_eq!(explain("something else", Some("New.Code")), Explanation::Other);
    }

    #[test]
    fn every_code_of_a_set_up_has_an_explanation() {
        let mut seen = std::collections::BTreeSet::new();
        for (code, explanation) in CODES {
            assert!(seen.insert(code), "{code} is there twice");
            assert_eq!(explain("a word that says nothing", Some(code)), *explanation);
            assert_ne!(*explanation, Explanation::Other);
            let error = obshell_api::ApiError {
                status: 400,
                err_code: (*code).to_owned(),
                legacy_code: 0,
                message: "in the agent's words".to_owned(),
                trace_id: "t".to_owned(),
                sub_errors: Vec::new(),
            };
            let problem = crate::dto::IpcError::from(error);
            assert_eq!(
                (problem.agent_code.as_deref(), problem.message.as_str()),
                (Some(*code), "in the agent's words")
            );
        }
    }

    #[test]
    fn levels_follow_whole_words() {
        assert_eq!(log_level("Error: rpc port 2882 is already used"), LogLevel::Error);
        assert_eq!(log_level("sub task Start observer is failed"), LogLevel::Error);
        assert_eq!(log_level("health check 3/300: connection refused"), LogLevel::Warn);
        assert_eq!(log_level("observer started, pid 48213"), LogLevel::Info);
        assert_eq!(log_level("check failover settings"), LogLevel::Info, "a word inside a word is no level");
    }
}
