use super::dto;

dto! {
    pub struct FailureView {
        pub call_key: String,
        pub step_key: Option<String>,
        pub step_number: Option<u32>,
        pub step_name: Option<String>,
        pub run_key: Option<String>,
        pub host: String,
        pub zone: String,
        pub attempt: u32,
        /// The log line or the agent's message that says why.
        pub message: String,
        pub agent_code: Option<String>,
        pub trace_id: Option<String>,
        pub explanation: Explanation,
        /// Hosts on which the same step is fine.
        pub other_hosts_fine: Vec<String>,
    }

    /// Which cause and remedy the UI shows.
    #[derive(Copy, Eq)]
    pub enum Explanation {
        DirectoryNotEmpty,
        DirectoryNotWritable,
        ObserverDidNotStart,
        PortInUse,
        NotEnoughMemory,
        NotEnoughDisk,
        ClockSkew,
        AgentLost,
        VersionMismatch,
        WrongPassword,
        UnderMaintenance,
        RootServiceList,
        QueryTimeout,
        KeyChanged,
        OutcomeUnknown,
        /// The agent has no part in this cluster or group that would let it do that.
        WrongIdentity,
        /// A follower lost its MASTER.
        NoMaster,
        /// The agent that was named is none of the group.
        AgentUnknown,
        /// It is a member already.
        AlreadyMember,
        /// Another agent was asked and said no.
        PeerRefused,
        /// The agent has no usable connection to its database.
        DatabaseUnavailable,
        /// Taking over, rebuilding or upgrading wants other versions or ports.
        TakeOverMismatch,
        /// A package or binary is not on the agent's host.
        PackageMissing,
        /// No agent of the cluster looks after its tasks just now.
        MaintainerMissing,
        ClusterIdInvalid,
        ClusterNameEmpty,
        ClusterAlreadyInitialized,
        ClusterNotInitialized,
        ScopeInvalid,
        /// The root password could not be decrypted on its way through a follower.
        PasswordUnreadable,
        /// Force and terminate at once.
        StopModeConflict,
        /// The observer that answers is not available: only force works.
        ForceStopRequired,
        /// The whole cluster stops by terminate or force only.
        StopModeNeeded,
        /// Too few replicas would be left.
        MajorityMissing,
        ScaleOutHigherVersion,
        ScaleOutLowerVersion,
        OperationTimedOut,
        FreezeTimedOut,
        ZoneUnknown,
        /// Resource units are left in the zone.
        ZoneNotEmpty,
        /// The call went to an agent that would remove itself.
        RemovesItself,
        ZoneNameEmpty,
        /// Service is stopped in another zone already.
        AnotherZoneStopped,
        ObserverCheckFailed,
        ObserverNeverStarted,
        ObserverUnavailable,
        /// The server is not being deleted any more.
        ServerNotDeleting,
        /// Upgrades need Python and its modules on the host.
        PythonMissing,
        /// obproxy does not come up, or comes up and is not healthy.
        ProxyDidNotStart,
        ProxyDidNotStop,
        /// The agent manages an OBProxy already.
        ProxyManaged,
        /// There is no OBProxy, or it does not run.
        ProxyNotThere,
        /// The version is none that can be used, or not a newer one.
        ProxyVersion,
        ProxyPackageName,
        /// Either a list of root servers or a config URL, not both or none.
        ProxySource,
        /// A command that OCP needs is not on the host.
        OcpCommandMissing,
        /// A process that must not be there is on the host, mostly another obproxy. `COM32001`
        OcpProcessOnHost,
        /// OCP cannot log on to the OBProxy. `ODP10001`
        OcpProxyUnreachable,
        /// `ODP21006`, `ODP21011`
        OcpProxyroPassword,
        /// `ODP21116`
        OcpHostTaken,
        /// `ODP21114`
        OcpDirectoryNotEmpty,
        OcpDirectoryNotWritable,
        /// Versions of OBProxy, OceanBase and OCP do not go together. `ODP21007`, `ODP21018`, `ODP21110`, `ODP21113`
        OcpVersion,
        /// `COM10006`
        OcpNameTaken,
        /// `COM10001`
        OcpInvalidParameter,
        /// `ODP21105`
        OcpParameterReadOnly,
        /// `ODP21106`
        OcpPasswordFormat,
        /// What it is about is in a state that does not allow it.
        OcpState,
        /// What it is about is not there any more.
        OcpGone,
        OcpRightMissing,
        OcpLoginRefused,
        OcpUnreachable,
        /// OCP was restarted in between. `TSK10013`, `TSK10015`
        OcpInterrupted,
        Other,
    }
}
