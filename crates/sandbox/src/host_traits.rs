//! What a practice agent tells of its host, and which of its steps fail.

/// What an agent tells of its host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostTraits {
    /// Memory nobody uses, in bytes; `None`: three quarters of [`AgentTraits::memory`](crate::AgentTraits::memory).
    pub memory_available: Option<u64>,
    /// Its disks.
    pub disks: Vec<Disk>,
    /// How many files a process may have open: a number or `unlimited`; soft and hard alike.
    pub nofile: String,
    /// How many processes a user may have: a number or `unlimited`; soft and hard alike.
    pub nproc: String,
    /// `x86_64` or `aarch64`.
    pub architecture: String,
}

/// A disk of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    /// `/dev/vda1`.
    pub device: String,
    /// In bytes.
    pub total: u64,
    /// In bytes.
    pub used: u64,
}

impl Default for HostTraits {
    fn default() -> Self {
        let disk = |device: &str, used: u64, total: u64| Disk {
            device: device.to_owned(),
            total: total << 30,
            used: used << 30,
        };
        Self {
            memory_available: None,
            disks: vec![disk("/dev/vda1", 120, 1024), disk("/dev/vdb1", 40, 2048)],
            nofile: "655350".to_owned(),
            nproc: "655350".to_owned(),
            architecture: "x86_64".to_owned(),
        }
    }
}

/// A step that fails where an agent works on it, or is what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailingNode {
    /// The node's name, as `Add server for scale_out`.
    pub node: String,
    /// It fails the first time only, so that RETRY succeeds.
    pub once: bool,
}
