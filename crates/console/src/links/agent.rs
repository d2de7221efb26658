use std::sync::Arc;
use std::time::Duration;

use obshell_api::{Address, AgentAddress, AgentInfo, Client, Clock, Gate, Identity, Probe};

use super::credentials::Passwords;
use super::warnings::Suspect;
use crate::clock::now;
use crate::connections::{KnownAgent, Wiring};
use crate::dto::{AgentLinkState, ErrorCode, IpcError, KeyChange, PasswordKind, Reach};
use crate::hosts::{Met, address_differs, is_dialled, key_changed, meet, own_address};
use crate::store::Store;

/// What every agent of one connection is asked with.
pub struct Tools {
    pub wiring: Wiring,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub reach: Reach,
    pub gate: Gate,
}

/// After this the next agent is asked. The status of an agent whose observer hangs takes ten seconds.
const LONGEST_READ: Duration = Duration::from_secs(15);

/// One agent of a connection.
pub struct Agent {
    pub address: Address,
    /// Named by the user; otherwise learned from the cluster.
    pub given: bool,
    /// Its zone in the words of the cluster that lists it; absent while none does.
    pub listed: Option<String>,
    pub shown: KnownAgent,
    pub suspect: Option<Suspect>,
    /// What it last said of itself.
    pub info: Option<AgentInfo>,
    /// The address by which it knows itself.
    pub own: Option<AgentAddress>,
    client: Option<Client>,
    /// What it said of itself when its client was given passwords.
    trusted_as: Option<(Identity, bool)>,
    asked_barely: bool,
}

impl Agent {
    /// An agent that was not asked yet. `given` is absent for one that the cluster lists.
    pub fn new(address: Address, shown: KnownAgent, given: bool) -> Agent {
        let listed = (!given).then(|| shown.zone.clone());
        Agent {
            address,
            given,
            listed,
            shown,
            suspect: None,
            info: None,
            own: None,
            client: None,
            trusted_as: None,
            asked_barely: false,
        }
    }

    /// Asks the agent who it is, over open routes alone, and whether it is the one we mean.
    ///
    /// After an error it gets no password. Performs network, vault and database I/O.
    pub async fn approach(&mut self, tools: &Tools) -> Result<Probe, IpcError> {
        match self.look(tools).await {
            Ok(probe) => Ok(probe),
            Err((state, problem)) => {
                self.lose(state, problem.clone());
                Err(problem)
            }
        }
    }

    /// The client for protected routes, after [`Agent::approach`] returned `info`. Otherwise the password that
    /// must be entered first.
    pub fn client_for(
        &mut self,
        info: &AgentInfo,
        passwords: &Passwords,
    ) -> Result<Option<Client>, PasswordKind> {
        let credentials = passwords.credentials_for(info)?;
        let identity = Some((info.identity.clone(), info.security));
        if let Some(client) = self.client.as_ref().filter(|_| self.trusted_as != identity) {
            client.set_credentials(credentials);
            self.trusted_as = identity;
        }
        Ok(self.client.clone())
    }

    /// Notes that it did not answer as it should.
    pub fn miss(&mut self, problem: IpcError) {
        self.lose(state_after(&problem), problem);
    }

    /// Notes that it is not the agent it was taken for: it gets no password any more.
    pub fn reject(&mut self, problem: IpcError) {
        self.lose(AgentLinkState::AddressDiffers, problem);
    }

    /// Whether the agents' name `other` is this one.
    pub fn is(&self, other: &AgentAddress) -> bool {
        self.address.is(other) || self.own.as_ref() == Some(other)
    }

    /// Whether it did when it was last asked.
    pub fn answers(&self) -> bool {
        self.shown.state == AgentLinkState::Answers
    }

    /// As agents write it: the address by which it knows itself, as far as that is known.
    pub fn name(&self) -> String {
        self.own.as_ref().map_or_else(|| self.address.to_string(), AgentAddress::to_string)
    }

    async fn look(&mut self, tools: &Tools) -> Result<Probe, (AgentLinkState, IpcError)> {
        let lost = |problem: IpcError| (state_after(&problem), problem);
        if let Some(change) = self.still_changed(tools).await.map_err(lost)? {
            return Err((AgentLinkState::KeyChanged, key_changed(&change)));
        }
        let client = self.client(tools).await.map_err(lost)?;
        let at = now(&*tools.clock);
        let probe = match meet(&client, &tools.store, at).await.map_err(lost)? {
            Met::Known(probe) => *probe,
            Met::KeyChanged { change, probe: _ } => {
                let problem = key_changed(&change);
                self.shown.key_change = Some(change);
                return Err((AgentLinkState::KeyChanged, problem));
            }
        };
        self.shown.key_change = None;
        let is_itself = self.is_itself(&probe.info);
        self.note(&probe, !is_itself);
        if !is_itself {
            return Err((AgentLinkState::AddressDiffers, address_differs(&probe.info)));
        }
        self.ask_barely(&client).await;
        self.shown.state = AgentLinkState::Answers;
        self.shown.latency_ms = Some((probe.latency.as_secs_f64() * 1000.0).round());
        (self.shown.problem, self.shown.certificate) = (None, None);
        Ok(probe)
    }

    /// The change of its key, until the user has decided on another pin.
    async fn still_changed(&self, tools: &Tools) -> Result<Option<KeyChange>, IpcError> {
        let Some(change) = &self.shown.key_change else { return Ok(None) };
        let pin = tools.store.pin(&self.address.to_string()).await?;
        Ok(pin.filter(|pin| pin.fingerprint == change.pinned).map(|_| change.clone()))
    }

    async fn client(&mut self, tools: &Tools) -> Result<Client, IpcError> {
        if let Some(client) = &self.client {
            return Ok(client.clone());
        }
        let mut options = tools.wiring.options(&tools.reach, &self.address).await?;
        options.total_timeout = options.total_timeout.min(LONGEST_READ);
        let client = Client::new(self.address.clone(), options)?;
        client.use_gate(tools.gate.clone());
        (self.trusted_as, self.asked_barely) = (None, false);
        Ok(self.client.insert(client).clone())
    }

    /// A learned address must be what the cluster lists there; of a given one the user has said that he means it.
    fn is_itself(&self, info: &AgentInfo) -> bool {
        if !is_dialled(&self.address, info) {
            return false;
        }
        let as_listed = |zone: &String| info.identity != Identity::Single && *zone == info.zone;
        self.given || self.listed.as_ref().is_some_and(as_listed)
    }

    fn note(&mut self, probe: &Probe, address_differs: bool) {
        let info = &probe.info;
        let before = self.suspect.as_ref();
        self.suspect = Some(Suspect {
            address: self.address.to_string(),
            identity: info.identity.clone(),
            key_bits: u32::try_from(probe.key.bits()).unwrap_or(u32::MAX),
            password_set: info.security,
            accepts_bare_calls: before.is_some_and(|before| before.accepts_bare_calls),
            address_differs,
            clock_offset_ms: probe.offset.offset_ms,
        });
        if address_differs {
            return;
        }
        self.own = Some(own_address(info));
        self.info = Some(info.clone());
        // What its cluster says of it counts more.
        if self.listed.is_none() {
            self.shown.identity = info.identity.as_str().to_owned();
            self.shown.zone.clone_from(&info.zone);
        }
    }

    /// Asked once a client: it is a matter of how the agent was built.
    async fn ask_barely(&mut self, client: &Client) {
        if self.asked_barely {
            return;
        }
        if let (Some(suspect), Ok(accepts)) = (&mut self.suspect, client.accepts_bare_calls().await) {
            suspect.accepts_bare_calls = accepts;
            self.asked_barely = true;
        }
    }

    fn lose(&mut self, state: AgentLinkState, problem: IpcError) {
        self.client = None;
        let certificate = (state == AgentLinkState::CertificateNotTrusted).then(|| problem.detail.clone());
        self.shown = KnownAgent {
            state,
            latency_ms: None,
            current: false,
            certificate: certificate.flatten(),
            problem: Some(problem),
            ..self.shown.clone()
        };
    }
}

fn state_after(problem: &IpcError) -> AgentLinkState {
    if problem.code == ErrorCode::KeyChanged {
        return AgentLinkState::KeyChanged;
    }
    let untrusted = problem.code == ErrorCode::CertificateNotTrusted;
    if untrusted { AgentLinkState::CertificateNotTrusted } else { AgentLinkState::Silent }
}
