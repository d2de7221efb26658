use obshell_api::{Address, AgentAddress, AgentInfo, Client, Error, Probe};

use crate::dto::{IpcError, KeyChange, Millis};
use crate::store::{Pin, Store};

/// What came of asking an agent who it is.
pub enum Met {
    /// Its key is the pinned one, or was pinned now. The client accepts no other from here on.
    Known(Box<Probe>),
    /// Its key is not the pinned one: nothing but open routes may be called. The probe is absent when the client
    /// held another key before.
    KeyChanged { change: KeyChange, probe: Option<Box<Probe>> },
}

/// Calls the agent's open routes, and compares its key with the one it was first seen with. Sends no credential.
/// Performs network and database I/O.
pub async fn meet(client: &Client, store: &Store, now: Millis) -> Result<Met, IpcError> {
    let address = client.address().to_string();
    let (probe, offered) = match client.probe().await {
        Ok(probe) => {
            let offered = probe.key.fingerprint();
            (Some(Box::new(probe)), offered)
        }
        Err(Error::KeyChanged { offered, .. }) => (None, offered),
        Err(problem) => return Err(problem.into()),
    };
    let pin = match store.pin(&address).await? {
        Some(pin) => pin,
        None => {
            let pin = Pin { fingerprint: offered.to_string(), pinned_at: now };
            store.set_pin(&address, &pin).await?;
            pin
        }
    };
    match probe {
        Some(probe) if pin.fingerprint == offered.to_string() => {
            client.pin(offered);
            Ok(Met::Known(probe))
        }
        probe => {
            let Pin { fingerprint: pinned, pinned_at } = pin;
            let change = KeyChange { pinned, pinned_at, offered: offered.to_string() };
            Ok(Met::KeyChanged { change, probe })
        }
    }
}

/// Whether an agent that says `info` of itself is the one that was dialled. Of a host name only the port can be
/// compared: agents know themselves by their ip.
pub fn is_dialled(address: &Address, info: &AgentInfo) -> bool {
    match address.ip() {
        Some(_) => address.is(&own_address(info)),
        None => address.port() == info.port,
    }
}

/// The address by which the agent knows itself.
pub fn own_address(info: &AgentInfo) -> AgentAddress {
    AgentAddress { ip: info.ip.clone(), port: info.port }
}
