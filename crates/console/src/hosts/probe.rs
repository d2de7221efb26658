use std::collections::BTreeMap;

use obshell_api::{Address, AgentAddress, AgentInfo, Client, Credentials, Gate, Identity, Probe};
use secrecy::SecretString;

use super::meet::{Met, is_dialled, meet, own_address};
use super::ports::PortAnswer;
use super::resources::{bytes_of, resources_of};
use crate::connections::Wiring;
use crate::dto::{HostFacts, HostProbe, IpcError, KeyChange, Millis, Reach};
use crate::store::Store;

/// A probe as the window sees it, and what only the console needs of it.
#[derive(Debug, Clone)]
pub struct Probed {
    pub view: HostProbe,
    /// Canonical addresses of all agents of the group that this MASTER or FOLLOWER belongs to.
    pub group: Option<Vec<String>>,
    /// Bytes of memory that nothing uses at all, not even as a cache.
    pub memory_free: Option<u64>,
    /// What a pre-flight found at the ports its observer will use.
    pub ports: BTreeMap<u16, PortAnswer>,
    /// How long a pre-flight waited for it.
    pub took_ms: Option<f64>,
}

/// What an agent tells a stranger.
pub struct Look {
    pub address: Address,
    /// Held to the agent's key, and without a credential.
    pub client: Client,
    pub info: AgentInfo,
    pub facts: HostFacts,
    /// It says it is another agent than the one dialled: it gets no password.
    pub differs: bool,
}

/// Asks hosts who they are.
#[derive(Clone)]
pub struct Prober {
    pub wiring: Wiring,
    pub store: Store,
}

impl Prober {
    /// Asks the agent at `address` for its identity, versions, clock, key and, where it lets us, its resources.
    ///
    /// A key that is seen for the first time is pinned. With a key that is not the pinned one only open
    /// routes are called, and an agent that says it is another one gets no password. Performs network, vault and
    /// database I/O.
    pub async fn probe(
        &self,
        address: &str,
        reach: &Reach,
        password: Option<SecretString>,
        now: Millis,
    ) -> Probed {
        let (address, asked, problem) = match self.ask(address, reach, password, now).await {
            Ok((address, asked)) => (address, Some(asked), None),
            Err(problem) => {
                (super::canonical(address).unwrap_or_else(|| address.to_owned()), None, Some(problem))
            }
        };
        let (facts, group, memory_free) = match asked {
            Some(Asked { facts, group, memory_free }) => (Some(facts), group, memory_free),
            None => (None, None, None),
        };
        let view = HostProbe { address, at: now, facts, problem };
        Probed { view, group, memory_free, ports: BTreeMap::new(), took_ms: None }
    }

    /// The part of [`Prober::probe`] that needs no password and sends none.
    pub async fn look(&self, address: &str, reach: &Reach, now: Millis) -> Result<Look, IpcError> {
        let address = Address::parse(address).map_err(obshell_api::Error::from)?;
        let options = self.wiring.options(reach, &address).await?;
        let client = Client::new(address.clone(), options)?;
        let (probe, key_change) = match meet(&client, &self.store, now).await? {
            Met::Known(probe) => (probe, None),
            Met::KeyChanged { change, probe: Some(probe) } => (probe, Some(change)),
            Met::KeyChanged { change, probe: None } => return Err(key_changed(&change)),
        };
        let differs = !is_dialled(&address, &probe.info);
        let mut facts = facts_of(&probe, key_change);
        if facts.key_change.is_none() {
            // An agent that does not answer this is none that answers everything.
            facts.accepts_bare_calls = client.accepts_bare_calls().await.unwrap_or(false);
        }
        Ok(Look { address, client, info: probe.info, facts, differs })
    }

    async fn ask(
        &self,
        address: &str,
        reach: &Reach,
        password: Option<SecretString>,
        now: Millis,
    ) -> Result<(String, Asked), IpcError> {
        let Look { address, client, info, mut facts, differs } = self.look(address, reach, now).await?;
        let address = address.to_string();
        if facts.key_change.is_some() {
            return Ok((address, Asked { facts, group: None, memory_free: None }));
        }
        if differs && password.is_some() {
            facts.resources_problem = Some(address_differs(&info));
            return Ok((address, Asked { facts, group: None, memory_free: None }));
        }
        let may_ask = !facts.password_set || password.is_some();
        // What was refused once is not sent again.
        client.use_gate(Gate::new());
        client.set_credentials(Credentials { agent: password, ..Credentials::default() });
        let mut memory_free = None;
        if may_ask {
            match client.host_info().await {
                Ok(info) => {
                    memory_free = bytes_of(&info.memory.free);
                    facts.resources = Some(resources_of(&info));
                }
                Err(problem) => facts.resources_problem = Some(problem.into()),
            }
        }
        let grouped = matches!(info.identity, Identity::Master | Identity::Follower);
        let group = if grouped && may_ask { group_of(&client).await } else { None };
        Ok((address, Asked { facts, group, memory_free }))
    }
}

/// What came of asking.
struct Asked {
    facts: HostFacts,
    group: Option<Vec<String>>,
    memory_free: Option<u64>,
}

/// Why an agent that says it is another one is not asked.
pub fn address_differs(info: &AgentInfo) -> IpcError {
    let own = own_address(info);
    IpcError::invalid(format!("the agent says it is {own}: no password was sent to it"))
}

/// Why an agent with another key is not asked.
pub fn key_changed(change: &KeyChange) -> IpcError {
    let KeyChange { pinned, offered, .. } = change;
    let message = format!("the agent's key changed: expected {pinned}, offered {offered}");
    let detail = Some(format!("{pinned} → {offered}"));
    IpcError { detail, ..IpcError::new(crate::dto::ErrorCode::KeyChanged, message, false) }
}

async fn group_of(client: &Client) -> Option<Vec<String>> {
    let info = client.ob_info().await.ok()?;
    let address = |ip: &str, port| AgentAddress { ip: ip.to_owned(), port }.to_string();
    Some(info.agents.iter().map(|agent| address(&agent.ip, agent.port)).collect())
}

fn facts_of(probe: &Probe, key_change: Option<KeyChange>) -> HostFacts {
    let info = &probe.info;
    HostFacts {
        agent_address: own_address(info).to_string(),
        identity: info.identity.as_str().to_owned(),
        zone: info.zone.clone(),
        obshell_version: info.version.clone(),
        ob_version: info.ob_version.clone(),
        architecture: info.architecture.clone(),
        home_path: info.home_path.clone(),
        latency_ms: probe.latency.as_secs_f64() * 1000.0,
        clock_offset_ms: probe.offset.offset_ms,
        fingerprint: probe.key.fingerprint().to_string(),
        key_bits: u32::try_from(probe.key.bits()).unwrap_or(u32::MAX),
        key_change,
        password_set: info.security,
        accepts_bare_calls: false,
        under_maintenance: probe.status.as_ref().is_some_and(|status| status.under_maintenance),
        resources: None,
        resources_problem: None,
    }
}
