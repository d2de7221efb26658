use super::*;

/// The API's lists "Identity / agent" and "Cluster set-up".
const SET_UP: &str = "
    Agent.Identify.NotSupportOperation Agent.Identify.Unknown Agent.NoMaster Agent.NotExist
    Agent.AlreadyExists Agent.Unavailable Agent.Version.Inconsistent Agent.OB.Version.Inconsistent
    Agent.UnderMaintenance Agent.UnderMaintenanceDag Agent.OceanBase.NotHold Agent.OceanBase.Useless
    Agent.RPC.RequestError Agent.RPC.RequestFailed Agent.TakeOver.HigherVersion Agent.Rebuild.PortNotSame
    Agent.Rebuild.VersionNotSame Agent.Upgrade.ToLowerVersion Agent.Package.NotFound Agent.Binary.NotFound
    Agent.Maintainer.NotActive Agent.MaintainerNotExist
    OB.Cluster.Id.Invalid OB.Cluster.Name.Empty OB.Cluster.AlreadyInitialized OB.Cluster.NotInitialized
    OB.Cluster.Scope.Invalid OB.Cluster.Password.Encrypted OB.Cluster.Password.Incorrect
    OB.Cluster.StopModeConflict OB.Cluster.ForceStopRequired OB.Cluster.ForceStopOrTerminateRequired
    OB.Cluster.MultiPaxosNotAlive OB.Cluster.ScaleOutHigherVersion OB.Cluster.ScaleOutLowerVersion
    OB.Cluster.UnderMaintenance OB.Cluster.UnderMaintenanceWithDag OB.Cluster.AsyncOperationTimeout
    OB.Cluster.MinorFreezeTimeout OB.Parameter.RsList.Invalid OB.Zone.NotExist OB.Zone.NotEmpty
    OB.Zone.DeleteSelf OB.Zone.Name.Empty OB.Server.DeleteSelf OB.Server.StoppedInMultiZone
    OB.Server.Process.NotExist OB.Server.Process.CheckFailed OB.Server.HasNotBeenStarted
    OB.Server.Unavailable OB.Server.NotDeleting Environment.WithoutPython Environment.WithoutModule";

/// The API's list "OBProxy", and what its checks of a path and of a password end with.
const OBPROXY: &str = "
    OBProxy.AlreadyManaged OBProxy.RsListAndConfigUrl.Conflicted OBProxy.RsListOrConfigUrl.NotSpecified
    OBProxy.Version.NotSupported OBProxy.UpgradeToLowerVersion OBProxy.HealthCheckTimeout OBProxy.NotBeManaged
    OBProxy.NotRunning OBProxy.StopTimeout OBProxy.HotRestartTimeout OBProxy.Package.NotFound
    OBProxy.Package.Name.Invalid OBProxy.VersionOutputUnexpected OBProxy.StopDaemonTimeout
    Common.PathNotExist Common.PathNotDir Common.FilePermissionDenied Common.DirNotEmpty MySQL.Error";

#[test]
fn every_code_of_a_set_up_and_of_obproxy_has_a_kind() {
    for code in SET_UP.split_whitespace().chain(OBPROXY.split_whitespace()) {
        assert_ne!(ApiErrorKind::of(code), ApiErrorKind::Other, "{code}");
    }
}

#[test]
fn no_code_has_two_kinds() {
    let mut codes: Vec<&str> = KINDS.iter().map(|(code, _)| *code).collect();
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
}
