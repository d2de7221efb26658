use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reach::{Clock, ClockOffset, Fingerprint, Options};

use crate::address::Address;
use crate::credentials::{Credentials, Held};
use crate::crypto::key::PublicKey;
use crate::error::Error;
use crate::facts::Facts;
use crate::gate::Gate;
use crate::model::agent::{AgentInfo, AgentStatus, Identity};
use crate::random::{Random, SystemRandom};
use crate::transport::Transport;

/// A conversation with one agent. Clones share the conversation.
///
/// The agent's key, clock and identity are learned with the first call that needs them and kept.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What can be learned of an agent without a credential.
#[derive(Clone, Debug)]
pub struct Probe {
    pub info: AgentInfo,
    /// `None` when the agent did not deliver it.
    pub status: Option<AgentStatus>,
    pub offset: ClockOffset,
    pub key: PublicKey,
    /// Round trip of the request that measured the clock.
    pub latency: Duration,
}

pub(crate) struct Inner {
    pub address: Address,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub transport: Transport,
    /// Held while the key, clock and identity are fetched, so that concurrent first calls fetch them once.
    pub preparing: tokio::sync::Mutex<()>,
    known: Mutex<Known>,
}

/// What the client was told and what it learned.
#[derive(Default)]
pub(crate) struct Known {
    pub credentials: Credentials,
    /// The credential the agent accepted after it had rejected the usual one.
    pub settled: Option<Held>,
    pub gate: Option<Gate>,
    pub pin: Option<Fingerprint>,
    pub key: Option<PublicKey>,
    /// Of the key last fetched, whether or not it was accepted.
    pub offered: Option<Fingerprint>,
    pub clock: Option<ClockOffset>,
    pub facts: Option<Facts>,
}

impl Client {
    /// Fails when the options cannot be used; connects to nothing yet.
    pub fn new(address: Address, options: Options) -> Result<Client, Error> {
        Client::with_random(address, options, Arc::new(SystemRandom))
    }

    /// [`Client::new`] with keys, initialisation vectors and trace ids from `random`.
    pub fn with_random(address: Address, options: Options, random: Arc<dyn Random>) -> Result<Client, Error> {
        let transport = Transport::new(address.clone(), &options)?;
        let (preparing, known) = (tokio::sync::Mutex::default(), Mutex::default());
        let clock = options.clock;
        Ok(Client { inner: Arc::new(Inner { address, clock, random, transport, preparing, known }) })
    }

    pub fn address(&self) -> &Address {
        &self.inner.address
    }

    /// Replaces all passwords, and forgets which of the former ones the agent preferred.
    pub fn set_credentials(&self, credentials: Credentials) {
        let mut known = self.known();
        known.credentials = credentials;
        known.settled = None;
    }

    /// Takes every call of a protected route through `gate` from now on.
    pub fn use_gate(&self, gate: Gate) {
        self.known().gate = Some(gate);
    }

    /// Accepts only this key from now on: another one ends every call with [`Error::KeyChanged`]
    /// before any secret is sent.
    pub fn pin(&self, fingerprint: Fingerprint) {
        let mut known = self.known();
        known.pin = Some(fingerprint);
        known.key.take_if(|key| key.fingerprint() != fingerprint);
    }

    /// Fingerprint of the key last fetched, accepted or not.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.known().offered
    }

    /// The agent's clock as last measured.
    pub fn clock_offset(&self) -> Option<ClockOffset> {
        self.known().clock
    }

    /// Tells the client what the agent is, so that it need not ask. `security` says whether an agent
    /// password is set. The facts decide which credential is sent.
    pub fn note_identity(&self, identity: Identity, security: bool) {
        self.note(Facts { identity, security });
    }

    pub(crate) fn note(&self, facts: Facts) {
        let mut known = self.known();
        if known.facts.as_ref() != Some(&facts) {
            known.settled = None;
        }
        known.facts = Some(facts);
    }

    /// Never held across an await.
    pub(crate) fn known(&self) -> MutexGuard<'_, Known> {
        self.inner.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("address", &self.inner.address).finish_non_exhaustive()
    }
}
