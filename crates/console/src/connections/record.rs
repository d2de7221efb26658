use serde::{Deserialize, Serialize};

use crate::dto::{
    AgentLinkState, AgentView, ConnectionFacts, ConnectionSettings, ConnectionState, ConnectionStateKind,
    ConnectionView, IpcError, KeyChange, Millis, PasswordKind, TaskNote,
};
use crate::guard::GuardRecord;

/// A connection: what the user decided, and what was last seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    pub id: String,
    pub settings: ConnectionSettings,
    pub guard: GuardRecord,
    pub seen: Seen,
}

/// What was last seen of a connection. Stored, so that an old state can be shown without contacting anybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub kind: ConnectionStateKind,
    pub answered_at: Option<Millis>,
    pub facts: Option<ConnectionFacts>,
    pub agents: Vec<KnownAgent>,
    pub tasks: Vec<TaskNote>,
    /// What only holds while OBDeck runs.
    #[serde(skip)]
    pub session: Session,
}

/// The part of [`Seen`] that is not stored.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {
    pub live: bool,
    /// An answer came since OBDeck was started, and the last attempt did not fail.
    pub fresh: bool,
    pub problem: Option<IpcError>,
    pub password: Option<PasswordKind>,
}

/// An agent of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KnownAgent {
    /// Canonical `ip:port`.
    pub address: String,
    pub zone: String,
    pub identity: String,
    #[serde(skip, default = "not_asked")]
    pub state: AgentLinkState,
    #[serde(skip)]
    pub latency_ms: Option<f64>,
    #[serde(skip)]
    pub current: bool,
    #[serde(skip)]
    pub key_change: Option<KeyChange>,
    #[serde(skip)]
    pub certificate: Option<String>,
    #[serde(skip)]
    pub problem: Option<IpcError>,
}

impl Connection {
    /// Takes other settings. What was seen is forgotten when they may lead to somebody else. Whether a password
    /// that was refused may be right now.
    pub fn settle(&mut self, settings: ConnectionSettings) -> bool {
        let elsewhere = leads_elsewhere(&self.settings, &settings);
        if elsewhere {
            let session = Session { live: self.seen.session.live, ..Session::default() };
            self.seen = Seen { session, ..Seen::default() };
        }
        let before = std::mem::replace(&mut self.settings, settings);
        elsewhere || before.passwords != self.settings.passwords || before.ocp != self.settings.ocp
    }

    /// As the window shows it at `now`.
    pub fn view(&self, now: Millis) -> ConnectionView {
        let Seen { facts, agents, tasks, .. } = &self.seen;
        let given = |address: &String| self.settings.addresses.contains(address);
        ConnectionView {
            id: self.id.clone(),
            settings: self.settings.clone(),
            guard: self.guard.view(now),
            state: self.seen.state(),
            facts: facts.clone(),
            agents: agents.iter().map(|agent| agent.view(given(&agent.address))).collect(),
            tasks: tasks.clone(),
        }
    }
}

impl Seen {
    /// How the connection is, as the window shows it.
    pub fn state(&self) -> ConnectionState {
        let Seen { kind, answered_at, session, .. } = self;
        ConnectionState {
            kind: *kind,
            live: session.live,
            stale: !session.fresh && answered_at.is_some(),
            answered_at: *answered_at,
            problem: session.problem.clone(),
            password: session.password,
        }
    }

    /// Whether the two differ in nothing that is stored but in times and latencies.
    pub fn is_like(&self, other: &Seen) -> bool {
        let lasting = |seen: &Seen| {
            let mut seen = Seen { answered_at: None, session: Session::default(), ..seen.clone() };
            if let Some(facts) = &mut seen.facts {
                (facts.latency_ms, facts.clock_offset_ms) = (0.0, 0.0);
            }
            serde_json::to_string(&seen).ok()
        };
        lasting(self) == lasting(other)
    }
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            kind: ConnectionStateKind::NotContacted,
            answered_at: None,
            facts: None,
            agents: Vec::new(),
            tasks: Vec::new(),
            session: Session::default(),
        }
    }
}

impl KnownAgent {
    /// One of which nothing but its address is known.
    pub fn new(address: String) -> Self {
        Self {
            address,
            zone: String::new(),
            identity: String::new(),
            state: AgentLinkState::NotAsked,
            latency_ms: None,
            current: false,
            key_change: None,
            certificate: None,
            problem: None,
        }
    }

    fn view(&self, given: bool) -> AgentView {
        AgentView {
            address: self.address.clone(),
            zone: self.zone.clone(),
            identity: self.identity.clone(),
            given,
            state: self.state,
            latency_ms: self.latency_ms,
            current: self.current,
            key_change: self.key_change.clone(),
            certificate: self.certificate.clone(),
            problem: self.problem.clone(),
        }
    }
}

fn leads_elsewhere(before: &ConnectionSettings, after: &ConnectionSettings) -> bool {
    let sorted = |settings: &ConnectionSettings| {
        let mut addresses = settings.addresses.clone();
        addresses.sort();
        addresses
    };
    before.kind != after.kind || before.reach != after.reach || sorted(before) != sorted(after)
}

fn not_asked() -> AgentLinkState {
    AgentLinkState::NotAsked
}
