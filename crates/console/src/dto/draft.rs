use std::collections::BTreeMap;

use super::{Millis, Reach, dto};

dto! {
    /// A wizard in progress. Saved at each change; holds ids of secrets, never secrets.
    pub struct WizardDraft {
        pub id: String,
        #[serde(default)]
        pub kind: DraftKind,
        #[ts(type = "number")]
        pub updated_at: Millis,
        /// Where the user is.
        pub step: WizardStep,
        pub environment: Environment,
        pub hosts: Vec<DraftHost>,
        pub cluster: DraftCluster,
        /// `observer/config` entries at the scope they were written for.
        pub parameters: Vec<DraftParameter>,
        /// The warnings the user has agreed to. One that comes later must be agreed to again.
        pub accepted_warnings: Vec<AcceptedWarning>,
        /// The operation that was started from this draft.
        pub operation_id: Option<String>,
        /// The connection it was begun from.
        #[serde(default)]
        pub connection_id: Option<String>,
        #[serde(default)]
        pub reach: Reach,
    }

    /// Names a warning: the `Problem` with the same code, host and field.
    pub struct AcceptedWarning {
        pub code: ProblemCode,
        pub host: Option<String>,
        pub field: Option<String>,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum WizardStep { Hosts, Cluster, Resources, Preflight, Review, Run }

    /// What a wizard is for.
    #[derive(Copy, Eq, Default)]
    pub enum DraftKind {
        /// A new cluster.
        #[default]
        Init,
        /// Further agents for a MASTER, before its cluster is initialised.
        Join,
        /// Further servers for a cluster.
        ScaleOut,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Environment { Dev, Stage, Prod }

    pub struct DraftHost {
        /// As typed.
        pub address: String,
        pub zone: String,
        pub agent_password: Option<SecretRef>,
        /// The agent has no password yet and gets this one first, while it is SINGLE.
        #[serde(default)]
        pub set_password: bool,
    }

    pub struct DraftCluster {
        /// As typed; a positive number when valid.
        pub id: String,
        pub name: String,
        pub root_password: Option<SecretRef>,
        pub import_script: bool,
        pub create_proxyro_user: bool,
        pub proxyro_password: Option<SecretRef>,
    }

    /// A secret kept in Rust.
    #[derive(Eq)]
    pub struct SecretRef {
        pub id: String,
        /// It misses at least one of OceanBase's rules (see `PasswordRules`).
        pub weak: bool,
    }

    pub struct DraftParameter {
        pub scope: ParameterScope,
        pub name: String,
        pub value: String,
    }

    #[derive(Eq, PartialOrd, Ord)]
    #[serde(tag = "type")]
    pub enum ParameterScope {
        /// The whole cluster (`GLOBAL`).
        Cluster,
        #[serde(rename_all = "camelCase")]
        Zone { zone: String },
        #[serde(rename_all = "camelCase")]
        Server { address: String },
    }

    pub struct CreateDraftReq {
        pub kind: DraftKind,
        /// Start the practice cluster and put its agents on the list.
        pub practice: bool,
        /// Begin with the agents of this connection.
        pub connection_id: Option<String>,
    }

    pub struct DraftReq { pub id: String }

    pub struct SaveDraftReq { pub draft: WizardDraft }

    pub struct SavedDraft {
        #[ts(type = "number")]
        pub updated_at: Millis,
    }

    pub struct Problems { pub problems: Vec<Problem> }

    /// Something in a draft that blocks the run or needs the user's consent.
    pub struct Problem {
        pub step: WizardStep,
        pub severity: Severity,
        pub code: ProblemCode,
        /// Canonical address of the host it is about.
        pub host: Option<String>,
        /// Which input: `cluster.id`, `hosts[2].zone`, `parameters[4].value`.
        pub field: Option<String>,
        /// Values for the translated text.
        #[ts(type = "Record<string, string>")]
        pub args: BTreeMap<String, String>,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Severity { Block, Warn }

    #[derive(Copy, Eq)]
    pub enum ProblemCode {
        NoHosts,
        AddressMalformed,
        AddressPortInvalid,
        /// args: `other` the line it repeats
        AddressDuplicate,
        /// Not probed yet, or the probe is older than the address.
        HostNotProbed,
        HostUnreachable,
        HostNotObshell,
        /// args: `offered` the certificate's fingerprint
        CertificateNotTrusted,
        /// The way to it is closed: the proxy or the jump host. args: `detail`
        RouteUnreachable,
        /// args: `identity`, `zone`
        HostNotSingle,
        /// args: `identity`; already part of a group that this draft's hosts share: the run continues from there
        HostAlreadyJoined,
        /// args: `own` the address it knows itself by
        HostAddressDiffers,
        /// args: `version`, `most`
        ObshellVersionDiffers,
        /// args: `version`, `most`
        ObVersionDiffers,
        ObVersionMissing,
        /// args: `architecture`, `most`
        ArchitectureDiffers,
        /// args: `offsetMs`, `limitMs`
        ClockOffset,
        /// args: `pinned`, `offered`
        KeyChanged,
        /// args: `bits`
        KeyShort,
        AgentPasswordNeeded,
        AgentPasswordWrong,
        AgentOpen,
        /// It answers calls that carry no password at all: a build for tests.
        AcceptsBareCalls,
        HostUnderMaintenance,
        ZoneMissing,
        ZoneNameInvalid,
        /// args: `count`
        ZoneCountEven,
        /// args: `counts`
        ZonesUneven,
        ClusterIdInvalid,
        ClusterNameMissing,
        ClusterNameInvalid,
        RootPasswordMissing,
        RootPasswordWeak,
        ProxyroPasswordMissing,
        ParameterNameMissing,
        /// args: `name`
        ParameterNameInvalid,
        /// args: `name`; the agent sets it itself
        ParameterNameReserved,
        /// args: `name`
        ParameterUnknown,
        /// args: `name`
        ParameterDuplicate,
        /// args: `name`
        ParameterValueMissing,
        /// args: `name`; a comma would add further options
        ParameterValueComma,
        /// args: `name`, `expected`
        ParameterValueInvalid,
        /// args: `target`; the zone or server is not on the list
        ParameterScopeUnknown,
        /// args: `port`, `other`
        PortConflict,
        /// args: `needed`, `available`
        MemoryShort,
        /// args: `systemMemory`, `memoryLimit`
        SystemMemoryTooLarge,
        /// args: `needed`, `available`
        DiskShort,
        /// args: `limit`, `value`
        OpenFilesLow,
        /// args: `limit`, `value`
        ProcessesLow,
        /// args: `ports` that answer already
        PortsAnswer,
        /// args: `zones` of hosts that do not say enough of themselves
        ResourcesUnknown,
        /// The draft's connection is gone, or nothing is known of its cluster.
        ClusterUnknown,
        /// args: `task`; the cluster's maintenance lock is held
        ClusterLocked,
        /// No MASTER answers for the connection.
        MasterMissing,
        /// It is in this cluster already.
        HostIsMember,
        /// args: `version`, `cluster`
        ObVersionHigher,
        /// args: `version`, `cluster`
        ObVersionLower,
        /// args: `version`, `cluster`; the scale-out upgrades the agent first
        ObshellVersionLower,
        /// args: `zone`; it is new and gets one server only
        ZoneIsNew,
        /// The master has a password and none is known here.
        MasterPasswordNeeded,
    }

    /// A parameter the wizard knows.
    pub struct ParameterInfo {
        pub name: String,
        pub kind: ParameterKind,
        /// The value OceanBase or the agent takes when nothing is set.
        pub default: String,
        /// On the list of every new draft.
        pub common: bool,
    }

    #[derive(Copy, Eq)]
    pub enum ParameterKind { Port, Capacity, Path, Integer, Text }

    pub struct ParameterCatalogue { pub parameters: Vec<ParameterInfo> }

    /// A value worth setting, from what the hosts say of themselves.
    pub struct Suggestion {
        pub name: String,
        pub value: String,
        pub reason: SuggestionReason,
        #[ts(type = "Record<string, string>")]
        pub args: BTreeMap<String, String>,
    }

    #[derive(Copy, Eq)]
    pub enum SuggestionReason {
        /// args: `host`, `available`
        SmallestMemory,
        /// args: `host`, `free`
        SmallestDisk,
        /// args: `memoryLimit`
        ThreeTimesMemory,
        /// args: `memoryLimit`
        ShareOfMemory,
        /// Several agents on one address need different ports and directories. args: `host`
        SharedAddress,
    }

    pub struct Suggestions {
        pub cluster: Vec<Suggestion>,
        /// For a single host; args carry `host`.
        pub servers: Vec<ServerSuggestion>,
    }

    pub struct ServerSuggestion {
        pub address: String,
        pub suggestions: Vec<Suggestion>,
    }
}
