use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use obshell_api::{Address, Client, Credentials, Fingerprint, Gate, Identity};
use secrecy::SecretString;
use vault::{SecretId, Vault};

use super::record::{Operation, OperationHost};
use super::runner::Parts;
use crate::dto::IpcError;

/// The clients of one operation, by canonical address, each held to the key its agent was first seen with.
#[derive(Clone)]
pub struct Agents {
    by_address: Arc<BTreeMap<String, Client>>,
    gate: Gate,
    /// The state of the gate that their passwords were read in.
    resets: u64,
}

/// The secrets of one operation, out of the vault for as long as a call needs them.
pub struct Secrets {
    root: Option<SecretString>,
    pub proxyro: Option<SecretString>,
    pub proxysys: Option<SecretString>,
    /// Agent passwords by address.
    agents: BTreeMap<String, SecretString>,
}

impl Agents {
    /// Clients for every host of `operation`, all through the gate of its connection and reached as that says.
    /// Performs database and vault I/O, no calls of agents.
    pub async fn open(operation: &Operation, parts: &Parts) -> Result<Agents, IpcError> {
        let Parts { store, vault, wiring, connections, .. } = parts;
        let connection = operation.connection_id.as_deref().and_then(|id| connections.get(id).ok());
        let reach = connection.map_or_else(|| operation.reach.clone(), |it| it.settings.reach);
        let gate = wiring.gate(operation.gate());
        let resets = gate.resets();
        let root = read(vault, operation.root_password.as_deref()).await?;
        let mut by_address = BTreeMap::new();
        for host in &operation.hosts {
            let pin = store.pin(&host.address).await?;
            if pin.is_none() && !host.identity.is_empty() {
                // A member that nobody has met: it gets no password before its key is known.
                continue;
            }
            let address = Address::parse(&host.address).map_err(obshell_api::Error::from)?;
            let options = match wiring.options(&reach, &address).await {
                Ok(options) => options,
                Err(problem) if host.identity.is_empty() || host.address == operation.receiver => {
                    return Err(problem);
                }
                // The others can do without this member.
                Err(_) => continue,
            };
            let client = Client::new(address, options)?;
            client.use_gate(gate.clone());
            if let Some(pin) = pin {
                let pinned = Fingerprint::from_str(&pin.fingerprint);
                client.pin(pinned.map_err(|problem| IpcError::invalid(problem.to_string()))?);
            }
            let agent = read(vault, host.agent_password.as_deref()).await?;
            client.set_credentials(credentials(host, root.clone(), agent));
            by_address.insert(host.address.clone(), client);
        }
        Ok(Agents { by_address: Arc::new(by_address), gate, resets })
    }

    /// Whether no password was replaced since these were made. Otherwise they may hold the refused one.
    pub fn are_current(&self) -> bool {
        self.gate.resets() == self.resets
    }

    pub fn get(&self, address: &str) -> Result<&Client, IpcError> {
        self.by_address.get(address).ok_or_else(|| IpcError::not_found("agent"))
    }
}

impl Secrets {
    /// Reads what `operation` needs. A secret that is gone from the vault is an error, not an empty password.
    pub async fn read(operation: &Operation, vault: &Vault) -> Result<Secrets, IpcError> {
        let mut agents = BTreeMap::new();
        for host in &operation.hosts {
            if let Some(password) = read(vault, host.agent_password.as_deref()).await? {
                agents.insert(host.address.clone(), password);
            }
        }
        Ok(Secrets {
            root: read(vault, operation.root_password.as_deref()).await?,
            proxyro: read(vault, operation.proxyro_password.as_deref()).await?,
            proxysys: read(vault, operation.proxysys_password.as_deref()).await?,
            agents,
        })
    }

    /// The password of root@sys that a new cluster is to get.
    pub fn root(&self) -> Result<SecretString, IpcError> {
        self.root.clone().ok_or_else(|| IpcError::invalid("the root password is not set"))
    }

    /// The password of the agent at `address`.
    pub fn agent(&self, address: &str) -> Option<&SecretString> {
        self.agents.get(address)
    }
}

/// A member of a cluster is asked with the root password; before there is one, that is tried second.
fn credentials(host: &OperationHost, root: Option<SecretString>, agent: Option<SecretString>) -> Credentials {
    if host.identity == Identity::ClusterAgent.as_str() {
        return Credentials { root, candidate_root: None, agent };
    }
    Credentials { root: None, candidate_root: root, agent }
}

async fn read(vault: &Vault, id: Option<&str>) -> Result<Option<SecretString>, IpcError> {
    let Some(id) = id else { return Ok(None) };
    let id = SecretId::from_str(id).map_err(|_| IpcError::not_found("secret"))?;
    let secret = vault.get(&id).await?;
    secret
        .map(Some)
        .ok_or_else(|| IpcError::new(crate::dto::ErrorCode::Vault, "a stored password is gone", false))
}
