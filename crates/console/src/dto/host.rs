use super::{IpcError, Millis, Reach, dto};

dto! {
    pub struct ProbeHostReq {
        /// As typed: `ip:port`, `ip`, `[v6]:port`.
        pub address: String,
        /// The stored agent password to use, when the agent has one.
        pub agent_password: Option<String>,
        #[serde(default)]
        pub reach: Reach,
    }

    /// What is known about one host after asking it. Hosts are probed one by one and all at once.
    pub struct HostProbe {
        /// Canonical `ip:port`, or the text as typed when it is no address.
        pub address: String,
        #[ts(type = "number")]
        pub at: Millis,
        pub facts: Option<HostFacts>,
        /// Set when the host could not be probed.
        pub problem: Option<IpcError>,
    }

    pub struct HostFacts {
        /// The address under which the agent knows itself. Other agents must use exactly this one.
        pub agent_address: String,
        /// The agent's word: `SINGLE`, `MASTER`, `FOLLOWER`, `CLUSTER AGENT`, or one OBDeck does not know.
        pub identity: String,
        /// Empty for `SINGLE`.
        pub zone: String,
        pub obshell_version: String,
        /// Empty when the agent finds no observer.
        pub ob_version: String,
        pub architecture: String,
        pub home_path: String,
        /// Milliseconds for one round trip.
        pub latency_ms: f64,
        /// The agent's clock minus ours, in milliseconds, the round trip taken out.
        pub clock_offset_ms: f64,
        /// `SHA256 aa:bb:…` of the agent's public key.
        pub fingerprint: String,
        pub key_bits: u32,
        /// Set when the key differs from the one seen before. Only open routes were called then.
        pub key_change: Option<KeyChange>,
        /// An agent password is set.
        pub password_set: bool,
        /// It answers calls that carry no password at all: a build for tests.
        pub accepts_bare_calls: bool,
        pub under_maintenance: bool,
        /// Memory, disks and limits; absent until the agent lets us read them.
        pub resources: Option<HostResources>,
        /// Why `resources` is absent: a password is needed or wrong, or the call failed.
        pub resources_problem: Option<IpcError>,
    }

    pub struct KeyChange {
        pub pinned: String,
        #[ts(type = "number")]
        pub pinned_at: Millis,
        pub offered: String,
    }

    pub struct HostResources {
        pub os: String,
        pub cpu_model: String,
        pub cpu_cores: u32,
        #[ts(type = "number")]
        pub memory_total: u64,
        #[ts(type = "number")]
        pub memory_available: u64,
        pub disks: Vec<Disk>,
        #[ts(type = "number | null")]
        pub open_files: Option<u64>,
        #[ts(type = "number | null")]
        pub processes: Option<u64>,
    }

    pub struct Disk {
        pub device: String,
        #[ts(type = "number")]
        pub total: u64,
        #[ts(type = "number")]
        pub used: u64,
    }

    /// Accepts the key that `address` offers now.
    pub struct TrustKeyReq {
        pub address: String,
        pub fingerprint: String,
    }
}
