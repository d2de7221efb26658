use super::{
    Environment, GuardLevel, GuardView, HostProbe, IpcError, KeyChange, Millis, OcpOptions, Reach, SecretRef,
    StateView, dto,
};

dto! {
    /// Everything about a connection that the user decides.
    pub struct ConnectionSettings {
        pub name: String,
        /// Empty: in no group.
        pub group: String,
        pub environment: Environment,
        pub kind: ConnectionKind,
        /// `ip:port` each, the one to try first in front; for an OCP its one URL.
        pub addresses: Vec<String>,
        /// Contacted when OBDeck starts.
        pub pinned: bool,
        pub reach: Reach,
        pub passwords: ConnectionPasswords,
        /// For an OCP.
        #[serde(default)]
        pub ocp: OcpOptions,
        /// For the user alone.
        pub note: String,
    }

    #[derive(Copy, Eq)]
    pub enum ConnectionKind {
        /// Agents of one cluster, initialised or about to be.
        Cluster,
        /// One agent that belongs to nobody yet.
        Agent,
        Ocp,
    }

    #[derive(Default)]
    pub struct ConnectionPasswords {
        /// Of root@sys.
        pub root: Option<SecretRef>,
        /// The agents' own password.
        pub agent: Option<SecretRef>,
        pub ocp_user: Option<String>,
        pub ocp: Option<SecretRef>,
    }

    /// Which password of a connection.
    #[derive(Copy, Eq)]
    pub enum PasswordKind { Root, Agent, Ocp }

    /// A connection as the window shows it. Only `settings` and `guard` are certain: the rest is what was last seen.
    pub struct ConnectionView {
        pub id: String,
        pub settings: ConnectionSettings,
        pub guard: GuardView,
        pub state: ConnectionState,
        pub facts: Option<ConnectionFacts>,
        /// Every agent known, those of the settings first.
        pub agents: Vec<AgentView>,
        /// Running tasks first, then the last failures.
        pub tasks: Vec<TaskNote>,
    }

    pub struct ConnectionState {
        pub kind: ConnectionStateKind,
        /// It is being read now and again. Otherwise nothing is contacted.
        pub live: bool,
        /// The last attempt failed, or there has been none since OBDeck started: what is shown is older.
        pub stale: bool,
        #[ts(type = "number | null")]
        pub answered_at: Option<Millis>,
        /// Why the last attempt failed.
        pub problem: Option<IpcError>,
        /// The password that is wrong or missing.
        pub password: Option<PasswordKind>,
    }

    #[derive(Copy, Eq)]
    pub enum ConnectionStateKind {
        NotContacted,
        /// The first answer is on its way.
        Contacting,
        /// The cluster is up.
        Available,
        /// The observer lets us in, its cluster tables are not usable.
        Restricted,
        /// The observer of the agent that answers is not running.
        ObserverDown,
        /// Agents that have no cluster yet.
        NotInitialized,
        /// A running task holds the maintenance lock.
        Locked,
        /// A failed task holds the maintenance lock.
        TaskStopped,
        /// An OCP that accepted the password.
        SignedIn,
        /// No agent answers.
        Unreachable,
        /// The only agents that answer have another key than before, or another certificate.
        KeyChanged,
        /// A password must be entered first.
        PasswordNeeded,
        PasswordWrong,
        /// The vault must be unlocked first.
        VaultLocked,
        /// It answers something OBDeck does not know.
        Unknown,
    }

    pub struct ConnectionFacts {
        pub cluster_name: String,
        /// Empty before there is a cluster.
        pub cluster_id: String,
        pub ob_version: String,
        pub obshell_version: String,
        /// The identity of the agent that answered, in its words; empty for an OCP.
        pub identity: String,
        /// The agent that answered.
        pub agent: String,
        pub latency_ms: f64,
        pub clock_offset_ms: f64,
        /// Of the key of the agent that answered; empty for an OCP.
        pub fingerprint: String,
        pub key_bits: u32,
        pub warnings: Vec<ConnectionWarning>,
    }

    pub struct ConnectionWarning {
        pub code: WarningCode,
        /// Which agents.
        pub agents: Vec<String>,
    }

    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum WarningCode {
        /// Its key has 512 bits: upgrade obshell.
        ShortKey,
        /// Anybody can join it to a cluster of his own.
        NoAgentPassword,
        /// It accepts calls without a password: a test build.
        AcceptsBareCalls,
        /// It knows itself by another address than the one it is reached at.
        AddressDiffers,
        /// Its clock is off by more than a second.
        ClockOffset,
    }

    pub struct AgentView {
        pub address: String,
        pub zone: String,
        pub identity: String,
        /// Named by the user; otherwise learned from the cluster.
        pub given: bool,
        pub state: AgentLinkState,
        pub latency_ms: Option<f64>,
        /// The one that answers for the cluster.
        pub current: bool,
        pub key_change: Option<KeyChange>,
        /// Fingerprint of a certificate that is not trusted.
        pub certificate: Option<String>,
        pub problem: Option<IpcError>,
    }

    #[derive(Copy, Eq)]
    pub enum AgentLinkState {
        NotAsked,
        Answers,
        Silent,
        KeyChanged,
        CertificateNotTrusted,
        /// It says it is another agent. No password is sent to it.
        AddressDiffers,
    }

    /// A task of the cluster: one that runs, or one that failed.
    pub struct TaskNote {
        /// Generic DAG id.
        pub id: String,
        /// The agent's name for it.
        pub name: String,
        pub state: StateView,
        pub done: u32,
        pub total: u32,
        #[ts(type = "number | null")]
        pub started_at: Option<Millis>,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        pub holds_lock: bool,
        /// Set when OBDeck started it and can open it.
        pub operation_id: Option<String>,
    }

    pub struct ConnectionReq { pub connection_id: String }

    /// Every connection in display order.
    pub struct ConnectionList { pub connections: Vec<ConnectionView> }

    pub struct WatchConnectionsReq {
        /// Chosen by the caller; names the subscription in `unwatch`.
        pub watch_id: String,
    }

    /// First all of them, then what changed. `order` is given when connections came, went or moved.
    pub struct ConnectionsEvent {
        pub order: Option<Vec<String>>,
        pub connections: Vec<ConnectionView>,
    }

    /// Looks who is at an address, before there is a connection. Nothing is stored but the key, on first sight.
    pub struct ProbeConnectionReq {
        /// As typed: `ip:port`, `ip`, `[v6]:port`, a URL.
        pub address: String,
        pub reach: Reach,
        /// Tried when the identity needs one.
        pub passwords: ConnectionPasswords,
        /// For an OCP; the usual when absent.
        #[serde(default)]
        #[ts(optional)]
        pub ocp: Option<OcpOptions>,
    }

    pub struct ConnectionProbe {
        /// What the address would be as a connection: kind, addresses, name. The user may change it.
        pub proposal: Option<ConnectionSettings>,
        pub host: Option<HostProbe>,
        pub ocp: Option<OcpProbe>,
        /// The password the identity needs; absent when none is.
        pub needs: Option<PasswordKind>,
        /// The password that was tried was right; absent when none was tried.
        pub accepted: Option<bool>,
        /// A connection that has this address already.
        pub existing: Option<ConnectionRef>,
        pub warnings: Vec<ConnectionWarning>,
        /// Fingerprint of a certificate that is not trusted yet.
        pub certificate: Option<String>,
        pub problem: Option<IpcError>,
    }

    /// An OCP as a stranger sees it, and its version once the password was right.
    pub struct OcpProbe {
        pub url: String,
        pub version: Option<String>,
        pub latency_ms: f64,
        pub clock_offset_ms: f64,
    }

    pub struct ConnectionRef { pub id: String, pub name: String }

    pub struct AddConnectionReq {
        pub settings: ConnectionSettings,
        /// The environment's default when absent.
        pub guard: Option<GuardLevel>,
    }

    pub struct EditConnectionReq {
        pub connection_id: String,
        pub settings: ConnectionSettings,
    }

    /// Puts connections in order: all of them, group by group.
    pub struct ArrangeConnectionsReq {
        pub places: Vec<ConnectionPlace>,
    }

    pub struct ConnectionPlace {
        pub id: String,
        pub group: String,
    }

    pub struct DeletedConnection {
        /// Until then `restore_connection` brings it back, passwords and all.
        #[ts(type = "number")]
        pub until: Millis,
    }

    /// Stores a password in the place of the one that was refused, and lets the connection go on.
    pub struct ReplacePasswordReq {
        pub connection_id: String,
        pub kind: PasswordKind,
        /// From `store_secret`.
        pub secret_id: String,
        /// For an OCP.
        pub user: Option<String>,
    }

    /// Trusts the certificate that an agent of a connection offers now.
    pub struct TrustCertificateReq {
        pub connection_id: String,
        pub fingerprint: String,
    }
}
