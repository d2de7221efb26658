use std::collections::BTreeMap;

use super::{LookUpState, Millis, PlannedCall, SecretRef, Severity, Verdict, dto};

dto! {
    /// A wizard for OBProxy in progress. Saved at each change; holds ids of secrets, never secrets.
    pub struct ObproxyDraft {
        pub id: String,
        pub connection_id: String,
        #[ts(type = "number")]
        pub updated_at: Millis,
        pub step: ObproxyStep,
        pub form: ObproxyForm,
        /// The warnings the user has agreed to.
        pub accepted: Vec<AcceptedObproxyProblem>,
        /// The operation that was started from this draft.
        pub operation_id: Option<String>,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum ObproxyStep { Basics, Hosts, Clusters, Parameters, Review, Run }

    #[serde(tag = "type")]
    pub enum ObproxyForm {
        /// A new cluster, through OCP.
        Ocp(OcpObproxyForm),
        /// The same proxy on several agents.
        Agents(AgentObproxyForm),
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct OcpObproxyForm {
        pub name: String,
        pub address: String,
        /// As typed, like all ports.
        pub port: String,
        pub work_mode: WorkMode,
        pub links: Vec<ChosenLink>,
        pub host_ids: Vec<String>,
        /// The package's file name.
        pub package: String,
        pub sql_port: String,
        pub exporter_port: String,
        pub startup_parameters: Vec<NamedValue>,
        pub parameters: Vec<NamedValue>,
        /// The rest is sent only when it is set: no document of OCP describes it.
        pub rpc_port: String,
        pub install_path: String,
        pub run_user: String,
        pub proxysys_password: Option<SecretRef>,
        pub proxyro_password: Option<SecretRef>,
    }

    #[derive(Copy, Eq, Default)]
    pub enum WorkMode {
        /// Any number of OceanBase clusters, found at OCP's address.
        #[default]
        ConfigUrl,
        /// Exactly one, by the addresses of its root servers.
        RsList,
    }

    #[derive(Eq)]
    pub struct ChosenLink {
        pub cluster_name: String,
        pub cluster_id: String,
        pub ob_cluster_id: String,
        pub username: String,
    }

    #[derive(Eq)]
    pub struct NamedValue { pub name: String, pub value: String }

    #[derive(Default)]
    #[serde(default)]
    pub struct AgentObproxyForm {
        pub agents: Vec<ProxyHost>,
        /// The name applications see.
        pub name: String,
        pub home_path: String,
        pub sql_port: String,
        pub exporter_port: String,
        pub rpc_port: String,
        pub source: ProxySource,
        /// Of proxyro@sys in the cluster.
        pub proxyro_password: Option<SecretRef>,
        /// To be set for root@proxysys.
        pub proxysys_password: Option<SecretRef>,
        pub parameters: Vec<NamedValue>,
    }

    /// One agent that gets a proxy. What is empty is as for all.
    #[derive(Eq, Default)]
    #[serde(default)]
    pub struct ProxyHost {
        /// `ip:port` of the agent.
        pub agent: String,
        pub home_path: String,
        pub sql_port: String,
        pub exporter_port: String,
        pub rpc_port: String,
    }

    /// How a proxy finds its cluster.
    #[derive(Eq)]
    #[serde(tag = "type", rename_all_fields = "camelCase")]
    pub enum ProxySource {
        /// `ip:port` with the SQL port, one a server.
        RsList { servers: Vec<String> },
        ConfigUrl { url: String },
    }

    pub struct CreateObproxyDraftReq { pub connection_id: String }

    pub struct SaveObproxyDraftReq { pub draft: ObproxyDraft }

    pub struct ObproxyDraftSummary {
        pub id: String,
        pub connection_id: String,
        pub name: String,
        pub step: ObproxyStep,
        pub hosts: u32,
        #[ts(type = "number")]
        pub updated_at: Millis,
    }

    pub struct ObproxyDraftList { pub drafts: Vec<ObproxyDraftSummary> }

    /// What is known for and against a draft, from what was last read.
    pub struct ObproxyCheck {
        pub problems: Vec<ObproxyProblem>,
        /// For an OCP: every host, those that fit first.
        pub hosts: Vec<Choice>,
        pub packages: Vec<Choice>,
        /// OceanBase clusters, by OCP's id.
        pub clusters: Vec<Choice>,
        /// For agents: by address.
        pub agents: Vec<Choice>,
        /// How old the look-ups are that this rests on.
        pub state: LookUpState,
    }

    /// Something that can be chosen, and what speaks against it.
    pub struct Choice {
        pub id: String,
        pub verdict: Verdict,
        pub code: Option<ObproxyProblemCode>,
        #[ts(type = "Record<string, string>")]
        pub args: BTreeMap<String, String>,
    }

    pub struct ObproxyProblem {
        pub step: ObproxyStep,
        pub severity: Severity,
        pub code: ObproxyProblemCode,
        /// Which input: `name`, `hosts`, `exporterPort`, `startupParameters[2].value`, `agents[0].homePath`.
        pub field: Option<String>,
        #[ts(type = "Record<string, string>")]
        pub args: BTreeMap<String, String>,
    }

    pub struct AcceptedObproxyProblem {
        pub code: ObproxyProblemCode,
        pub field: Option<String>,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum ObproxyProblemCode {
        NameMissing,
        /// A letter first; letters, digits and `_`.
        NameInvalid,
        NameTaken,
        /// args: `port`
        PortInvalid,
        /// args: `port`, `other` the field it repeats
        PortEqual,
        /// args: `port`, `cluster` that has it on this host
        PortTaken,
        AddressMissing,
        /// The cluster stays empty.
        NoHosts,
        /// args: `status`
        HostOffline,
        HostHasNoAgent,
        /// Shares the host with `services`.
        HostShared,
        /// args: `architecture`, `package`
        HostArchitecture,
        /// args: `system`, `package`
        HostSystem,
        /// It is not in OCP any more.
        HostGone,
        PackageMissing,
        PackageGone,
        /// args: `architecture` of the hosts
        PackageArchitecture,
        /// args: `version`; below 1.8.0 OCP manages none
        PackageTooOld,
        /// args: `version`; 4.1 has a known fault: use 4.2.1 or later
        PackageFaulty,
        /// args: `version`, `cluster`, `obVersion`
        PackageBelowCluster,
        /// For a cluster of 3.x OCP offers packages up to 4.0.0. args: `version`, `cluster`, `obVersion`
        PackageAboveCluster,
        /// The newest that fits. A good verdict.
        PackageNewest,
        /// RS_LIST needs exactly one. args: `count`
        LinksNotOne,
        NoLinks,
        /// args: `status`
        ClusterNotRunning,
        ClusterIsStandby,
        /// Another cluster has the same name. args: `id`
        ClusterNameTwice,
        LinkUserMissing,
        /// args: `name`
        ParameterMissing,
        ParameterDuplicate,
        ParameterUnknown,
        ParameterReadOnly,
        /// A port of the form says it. args: `name`
        ParameterIsPort,
        /// args: `name`, `min`, `max`
        ParameterOutOfRange,
        /// args: `name`, `expected`
        ParameterInvalid,
        ParameterValueMissing,
        /// A password has no place among parameters. args: `name`
        ParameterSecret,
        PasswordWeak,
        /// OCP's look-up could not be read. args: `what`
        LookUpFailed,
        NoAgents,
        AgentUnknown,
        AgentSilent,
        AgentManages,
        /// args: `version`
        AgentTooOld,
        AgentPasswordMissing,
        HomePathMissing,
        /// Not absolute.
        HomePathInvalid,
        SourceMissing,
        /// args: `server`
        ServerMalformed,
        UrlInvalid,
        ProxyroPasswordMissing,
        /// Two agents on one address would share it. args: `port`, `other`
        AgentPortsShared,
        AgentHomeShared,
    }

    /// Everything that a run will do, before it does it.
    pub struct ObproxyPlan {
        pub calls: Vec<PlannedCall>,
        pub problems: Vec<ObproxyProblem>,
        /// Steps OCP or the agent will take, verbatim.
        pub steps: Vec<String>,
    }
}

impl Default for ProxySource {
    fn default() -> Self {
        Self::RsList { servers: Vec::new() }
    }
}
