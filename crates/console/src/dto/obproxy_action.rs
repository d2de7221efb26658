use std::collections::BTreeMap;

use super::{
    ChosenLink, Consent, IpcError, Millis, NamedValue, ObproxyDeedView, PlannedCall, SecretRef, TaskNote,
    Verdict, dto,
};

dto! {
    /// A change of an OBProxy cluster of an OCP, or of the proxies of agents.
    #[derive(Eq)]
    #[serde(tag = "type", rename_all_fields = "camelCase")]
    pub enum ObproxyAction {
        AddServers { cluster_id: String, host_ids: Vec<String>, package: String, sql_port: String, exporter_port: String },
        TakeOver { cluster_id: String, hosts: Vec<TakenHost> },
        RemoveServers { cluster_id: String, server_ids: Vec<String> },
        Restart { cluster_id: String, server_ids: Vec<String> },
        Start { cluster_id: String, server_ids: Vec<String> },
        Stop { cluster_id: String, server_ids: Vec<String> },
        /// `package` is its short name.
        Upgrade { cluster_id: String, server_ids: Vec<String>, package: String },
        EditAddress { cluster_id: String, address: String, port: String },
        AddLink { cluster_id: String, link: ChosenLink },
        RemoveLink { cluster_id: String, cluster_name: String },
        SetParameters { cluster_id: String, values: Vec<NamedValue> },
        DeleteCluster { cluster_id: String },
        /// On agents, by address, side by side.
        StartProxies { agents: Vec<String> },
        StopProxies { agents: Vec<String> },
        DeleteProxies { agents: Vec<String> },
        /// `release` is `<build>.<dist>`; an empty directory is the agent's choice.
        UpgradeProxies { agents: Vec<String>, version: String, release: String, upgrade_dir: String },
    }

    #[derive(Eq)]
    pub struct TakenHost {
        pub host_id: String,
        pub sql_port: String,
        /// Of root@proxysys, as it is there. Newer releases of OCP want it.
        #[serde(default)]
        pub password: Option<SecretRef>,
    }

    pub struct ObproxyActionReq {
        pub connection_id: String,
        pub action: ObproxyAction,
    }

    /// What an action would do, before it does it. Reads only.
    pub struct ObproxyImpact {
        /// The exact calls.
        pub calls: Vec<PlannedCall>,
        pub findings: Vec<ObproxyFinding>,
        /// The steps that OCP or the agent takes, verbatim, as far as they are known.
        pub steps: Vec<String>,
        /// What has to be typed first; absent when nothing does.
        pub to_type: Option<String>,
    }

    pub struct ObproxyFinding {
        /// A failure blocks, a warning needs a tick.
        pub verdict: Verdict,
        pub code: ObproxyFindingCode,
        #[ts(type = "Record<string, string>")]
        pub args: BTreeMap<String, String>,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum ObproxyFindingCode {
        /// Clients lose their connections. args: `servers`
        ConnectionsDrop,
        /// No server is left that serves. args: `cluster`
        NobodyServes,
        /// Not running. args: `server`, `status`
        NotRunning,
        /// Something is being done with it. args: `server`
        ServerBusy,
        ServerGone,
        ClusterGone,
        /// args: `host`, `reason` a word of `ObproxyProblemCode`
        HostUnfit,
        /// args: `field`, `value`
        PortInvalid,
        /// args: `version`, `present`
        NotNewer,
        /// args: `package`, `architecture`
        PackageUnfit,
        /// args: `package`, `reason` a word of `ObproxyProblemCode`, and what that one says
        PackageMisfit,
        /// RS_LIST has exactly one link.
        RsListLink,
        /// args: `cluster`
        AlreadyLinked,
        /// args: `name`
        ParameterReadOnly,
        /// args: `name`, `min`, `max`
        ParameterOutOfRange,
        /// args: `name`; it takes effect after a restart
        ParameterNeedsRestart,
        /// A password has no place among parameters. args: `name`
        ParameterSecret,
        /// OCP's parameters could not be read: the values are not checked.
        LookUpFailed,
        /// Links to several OceanBase clusters of this name go at once. args: `cluster`, `ids` of OceanBase
        LinkNameTwice,
        /// No document describes the route; it may not exist. args: `path`
        Undocumented,
        /// The home directory is emptied: `etc`, `log`, `run`, `bin`, `lib`. args: `agent`, `path`
        FilesDeleted,
        /// args: `agent`
        AgentSilent,
        /// args: `agent`
        NotManaged,
        /// Whether it manages a proxy is not known. args: `agent`
        ManagedUnknown,
        /// args: `agent`
        AgentPasswordMissing,
        /// A package of this version was not uploaded from here. args: `agent`, `version`
        PackageNotUploaded,
        /// Nothing is chosen.
        NothingChosen,
    }

    pub struct StartObproxyActionReq {
        pub connection_id: String,
        pub action: ObproxyAction,
        /// The warnings the user has ticked.
        pub accepted: Vec<AcceptedObproxyFinding>,
        /// What was typed, when the impact asked for it.
        pub typed: String,
        pub consent: Consent,
    }

    pub struct AcceptedObproxyFinding {
        pub code: ObproxyFindingCode,
        pub args: BTreeMap<String, String>,
    }

    /// The agents of a connection, and what is known of the OBProxy that each may manage.
    pub struct AgentProxies {
        pub agents: Vec<AgentProxy>,
        /// What can be done with several at once.
        pub deeds: Vec<ObproxyDeedView>,
    }

    pub struct AgentProxy {
        pub agent: String,
        pub zone: String,
        pub obshell_version: String,
        /// By the agent's own word; absent when it has not been asked or did not answer.
        pub managed: Option<bool>,
        #[ts(type = "number | null")]
        pub asked_at: Option<Millis>,
        /// What OBDeck has set itself. An agent does not tell what it manages.
        pub known: Option<KnownProxy>,
        /// The last OBProxy task of the agent that was seen.
        pub task: Option<TaskNote>,
        pub problem: Option<IpcError>,
        pub deeds: Vec<ObproxyDeedView>,
        /// The newest package that was uploaded from here.
        pub package: Option<ProxyPackage>,
    }

    pub struct KnownProxy {
        pub name: String,
        pub home_path: String,
        pub sql_port: u16,
        pub exporter_port: u16,
        pub rpc_port: u16,
        /// The list of servers, or the URL.
        pub source: String,
        /// Empty until an upgrade has told it.
        pub version: String,
        #[ts(type = "number")]
        pub added_at: Millis,
        /// `obclient -h… -P… …`
        pub command: String,
    }

    #[derive(Eq)]
    pub struct ProxyPackage {
        pub name: String,
        pub version: String,
        /// `<build>.<dist>`.
        pub release: String,
        pub architecture: String,
        #[ts(type = "number")]
        pub uploaded_at: Millis,
    }

    /// Sends a package, chosen in the system's dialog, to agents one after the other. `unwatch` cancels.
    pub struct UploadPackageReq {
        /// Chosen by the caller; names the upload in `unwatch`.
        pub watch_id: String,
        pub connection_id: String,
        pub agents: Vec<String>,
        pub consent: Consent,
    }

    pub struct UploadProgress {
        /// Absent as long as nothing was chosen.
        pub file: Option<String>,
        /// Bytes of the file.
        #[ts(type = "number")]
        pub size: u64,
        pub agents: Vec<AgentUpload>,
        pub over: bool,
        /// Nothing was chosen, or the file cannot be read.
        pub problem: Option<IpcError>,
    }

    pub struct AgentUpload {
        pub agent: String,
        pub state: UploadState,
        /// Bytes of the file that were sent.
        #[ts(type = "number")]
        pub sent: u64,
        pub package: Option<ProxyPackage>,
        pub problem: Option<IpcError>,
    }

    #[derive(Copy, Eq)]
    pub enum UploadState { Waiting, Sending, Done, Failed, Cancelled }
}
