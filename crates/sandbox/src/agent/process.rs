//! One agent: what is on its disk and what its process holds.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::agent::state::AgentState;
use crate::clock::Ns;
use crate::options::{AgentTraits, DEFAULT_OB_VERSION, DEFAULT_OBSHELL_VERSION};
use crate::records::RequestRecord;
use crate::secure::keys::AgentKey;

/// How many requests an agent remembers.
const MOST_REQUESTS: usize = 100_000;

/// One agent: what is on its disk and what its process holds.
pub(crate) struct Agent {
    pub state: AgentState,
    pub traits: AgentTraits,
    pub key: Arc<AgentKey>,
    /// The keys it had before, since the sandbox was started.
    pub earlier_keys: Vec<Arc<AgentKey>>,
    pub up: bool,
    pub pid: u32,
    pub started: Ns,
    /// Something has changed that is not on disk yet.
    pub dirty: bool,
    pub requests: Vec<RequestRecord>,
    /// How many passwords it has refused as wrong.
    pub refused: usize,
    /// The address it says it has, if not its own.
    pub claims: Option<SocketAddr>,
    /// When a process that died comes back.
    pub back_at: Option<Ns>,
    /// When it went away last.
    pub went: Ns,
}

impl Agent {
    pub fn new(state: AgentState, traits: AgentTraits, key: Arc<AgentKey>, pid: u32, now: Ns) -> Self {
        Self {
            state,
            traits,
            key,
            earlier_keys: Vec::new(),
            up: true,
            pid,
            started: now,
            dirty: true,
            requests: Vec::new(),
            refused: 0,
            claims: None,
            back_at: None,
            went: now,
        }
    }

    /// Takes note of a request; of very many, the older half is forgotten.
    pub fn record(&mut self, request: RequestRecord) {
        if self.requests.len() >= MOST_REQUESTS {
            self.requests.drain(..MOST_REQUESTS / 2);
        }
        self.requests.push(request);
    }

    /// The address it says it has.
    pub fn claimed(&self) -> SocketAddr {
        self.claims.unwrap_or(self.state.address)
    }

    pub fn obshell_version(&self) -> &str {
        let installed = self.traits.obshell_version.as_deref().unwrap_or(DEFAULT_OBSHELL_VERSION);
        self.state.upgraded.as_deref().unwrap_or(installed)
    }

    pub fn ob_version(&self) -> &str {
        self.traits.ob_version.as_deref().unwrap_or(DEFAULT_OB_VERSION)
    }

    /// The agent's own clock, in nanoseconds from the sandbox's.
    pub fn skew(&self) -> Ns {
        self.traits.clock_skew.saturating_mul(1_000_000)
    }
}
