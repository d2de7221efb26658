use super::{AgentLinkState, ConnectionState, IpcError, Millis, OperatorView, TaskNote, dto};

dto! {
    /// A connection's cluster, or the agents that are to become one.
    pub struct ClusterView {
        pub connection_id: String,
        pub stage: ClusterStage,
        pub name: String,
        /// Empty before there is a cluster.
        pub cluster_id: String,
        pub ob_version: String,
        pub obshell_version: String,
        pub community: Option<bool>,
        /// The agent's word, for instance `AVAILABLE`; empty before there is a cluster.
        pub status: String,
        pub state: ConnectionState,
        /// Of the whole cluster.
        pub usage: HostUsage,
        pub zones: Vec<ZoneView>,
        pub tenants: Vec<TenantView>,
        pub lock: Option<LockView>,
        /// Running tasks first, then the last failures.
        pub tasks: Vec<TaskNote>,
        /// Tasks of the last 24 hours, the newest first.
        pub recent: Vec<TaskNote>,
        pub actions: Vec<NodeActionView>,
        /// When the topology was last read; the view is older where a part of the cluster is down.
        #[ts(type = "number | null")]
        pub read_at: Option<Millis>,
    }

    #[derive(Copy, Eq)]
    pub enum ClusterStage {
        /// Agents on their own, or a MASTER with its FOLLOWERs.
        Agents,
        Cluster,
    }

    pub struct ZoneView {
        pub name: String,
        /// The server's word, for instance `RUNNING`; empty before there is a cluster.
        pub word: String,
        pub idc: String,
        pub region: String,
        pub hosts: Vec<HostView>,
        pub actions: Vec<NodeActionView>,
    }

    pub struct HostView {
        /// `ip:port` of its agent.
        pub address: String,
        /// `ip:port` for SQL; absent before there is a cluster.
        pub sql_address: Option<String>,
        pub zone: String,
        /// The agent's word.
        pub identity: String,
        pub agent: AgentLinkState,
        pub observer: ObserverState,
        /// The server's word, for instance `SERVICE_STOPPED`.
        pub observer_word: String,
        pub root_service: bool,
        pub ob_version: String,
        pub obshell_version: String,
        pub architecture: String,
        pub usage: HostUsage,
        pub latency_ms: Option<f64>,
        pub clock_offset_ms: Option<f64>,
        /// In progress here, or stopped here.
        pub task: Option<TaskNote>,
        pub outliers: Vec<Outlier>,
        /// What is shown is older than the rest.
        pub stale: bool,
        pub problem: Option<IpcError>,
        pub actions: Vec<NodeActionView>,
    }

    #[derive(Copy, Eq)]
    pub enum ObserverState {
        /// There is none yet.
        NotDeployed,
        Running,
        Starting,
        Stopping,
        /// The process runs and serves nobody.
        ServiceStopped,
        ProcessStopped,
        Deleting,
        Unavailable,
        Unknown,
    }

    /// Used or assigned, of how much. CPU in cores, the others in bytes.
    #[derive(Default)]
    pub struct HostUsage {
        pub cpu: Option<Usage>,
        pub memory: Option<Usage>,
        pub disk: Option<Usage>,
    }

    #[derive(Copy)]
    pub struct Usage { pub used: f64, pub total: f64 }

    /// In what a host stands out.
    #[derive(Copy, Eq)]
    pub enum Outlier { DiskFull, MemoryFull, ObVersion, ObshellVersion, Clock, Silent, ObserverDown, Architecture }

    pub struct TenantView {
        pub name: String,
        pub mode: String,
        pub status: String,
        pub cpu_percent: Option<f64>,
    }

    /// Who keeps further maintenance from starting.
    pub struct LockView {
        /// Absent when an agent says it is held and no task can be found.
        pub task: Option<TaskNote>,
        /// Agents that say they are under maintenance.
        pub agents: Vec<String>,
        /// The step it stands at, verbatim, and its host.
        pub step: Option<String>,
        pub host: Option<String>,
        /// What would free it: retry, roll back, pass; with the reason when it is off.
        pub operators: Vec<OperatorView>,
    }

    pub struct NodeActionView {
        pub action: NodeActionKind,
        /// Why it is off; absent when it may be used.
        pub off: Option<NodeActionOff>,
    }

    #[derive(Copy, Eq)]
    pub enum NodeActionKind {
        Initialize,
        Join,
        Remove,
        RemoveAll,
        ScaleOut,
        ScaleIn,
        Start,
        Stop,
        StopZone,
        DeleteZone,
    }

    #[derive(Copy, Eq)]
    pub enum NodeActionOff {
        /// Nothing is known of the cluster yet.
        NotContacted,
        /// There is no cluster yet.
        NotInitialized,
        /// The cluster is there already: scale out.
        AlreadyInitialized,
        /// A task holds the maintenance lock.
        Locked,
        /// It runs already.
        Running,
        /// It is stopped already.
        Stopped,
        /// A task is under way here.
        Busy,
        /// The last zone cannot go.
        LastZone,
        /// The last host cannot go.
        LastHost,
        /// Another zone is stopped already.
        AnotherZoneStopped,
        /// Its agent is needed and does not answer.
        AgentSilent,
        /// No agent answers.
        Unreachable,
        /// A password is needed first.
        PasswordNeeded,
        /// No MASTER to join yet.
        NoMaster,
    }

    pub struct WatchClusterReq {
        /// Chosen by the caller; names the subscription in `unwatch`.
        pub watch_id: String,
        pub connection_id: String,
    }

    /// The whole view, whenever it has changed.
    pub struct ClusterEvent { pub cluster: ClusterView }

    /// Opens a task of a cluster, whoever started it.
    pub struct OpenTaskReq {
        pub connection_id: String,
        /// Generic DAG id.
        pub task_id: String,
    }
}
