use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use obshell_api::{Address, Client, Credentials, Fingerprint, Gate};
use secrecy::SecretString;
use vault::{SecretId, Vault};

use super::record::Operation;
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
    pub root: SecretString,
    pub proxyro: Option<SecretString>,
    pub master_agent: Option<SecretString>,
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
            let address = Address::parse(&host.address).map_err(obshell_api::Error::from)?;
            let options = wiring.options(&reach, &address).await?;
            let client = Client::new(address, options)?;
            client.use_gate(gate.clone());
            if let Some(pin) = store.pin(&host.address).await? {
                let pinned = Fingerprint::from_str(&pin.fingerprint);
                client.pin(pinned.map_err(|problem| IpcError::invalid(problem.to_string()))?);
            }
            client.set_credentials(Credentials {
                root: None,
                candidate_root: root.clone(),
                agent: read(vault, host.agent_password.as_deref()).await?,
            });
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
        let master = operation.hosts.iter().find(|host| host.address == operation.master);
        Ok(Secrets {
            root: read(vault, operation.root_password.as_deref())
                .await?
                .ok_or_else(|| IpcError::invalid("the root password is not set"))?,
            proxyro: read(vault, operation.proxyro_password.as_deref()).await?,
            master_agent: read(vault, master.and_then(|host| host.agent_password.as_deref())).await?,
        })
    }
}

async fn read(vault: &Vault, id: Option<&str>) -> Result<Option<SecretString>, IpcError> {
    let Some(id) = id else { return Ok(None) };
    let id = SecretId::from_str(id).map_err(|_| IpcError::not_found("secret"))?;
    let secret = vault.get(&id).await?;
    secret
        .map(Some)
        .ok_or_else(|| IpcError::new(crate::dto::ErrorCode::Vault, "a stored password is gone", false))
}
