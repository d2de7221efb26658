use obshell_api::{Address, AgentAddress, Client, Credentials, HostInfo, Identity, Options, Probe};
use secrecy::SecretString;

use crate::dto::{Disk, HostFacts, HostProbe, HostResources, IpcError, KeyChange, Millis};
use crate::store::{Pin, Store};

/// A probe as the window sees it, and what only the console needs of it.
#[derive(Debug, Clone)]
pub struct Probed {
    pub view: HostProbe,
    /// Canonical addresses of all agents of the group that this MASTER or FOLLOWER belongs to.
    pub group: Option<Vec<String>>,
}

/// Asks hosts who they are.
#[derive(Clone)]
pub struct Prober {
    pub options: Options,
    pub store: Store,
}

impl Prober {
    /// Asks the agent at `address` for its identity, versions, clock, key and, where it lets us, its resources.
    ///
    /// A key that is seen for the first time is pinned. With a key that is not the pinned one only open
    /// routes are called. Performs network and database I/O.
    pub async fn probe(&self, address: &str, password: Option<SecretString>, now: Millis) -> Probed {
        match self.ask(address, password, now).await {
            Ok((address, facts, group)) => {
                Probed { view: HostProbe { address, at: now, facts: Some(facts), problem: None }, group }
            }
            Err(problem) => {
                let address = super::canonical(address).unwrap_or_else(|| address.to_owned());
                let view = HostProbe { address, at: now, facts: None, problem: Some(problem) };
                Probed { view, group: None }
            }
        }
    }

    async fn ask(
        &self,
        address: &str,
        password: Option<SecretString>,
        now: Millis,
    ) -> Result<(String, HostFacts, Option<Vec<String>>), IpcError> {
        let address = Address::parse(address).map_err(obshell_api::Error::from)?;
        let client = Client::new(address.clone(), self.options.clone())?;
        let probe = client.probe().await?;
        let address = address.to_string();
        let key_change = self.compare_key(&address, &probe, now).await?;
        let mut facts = facts_of(&probe, key_change);
        if facts.key_change.is_some() {
            return Ok((address, facts, None));
        }
        client.pin(probe.key.fingerprint());
        let may_ask = !facts.password_set || password.is_some();
        client.set_credentials(Credentials { agent: password, ..Credentials::default() });
        if may_ask {
            match client.host_info().await {
                Ok(info) => facts.resources = Some(resources_of(&info)),
                Err(problem) => facts.resources_problem = Some(problem.into()),
            }
        }
        let grouped = matches!(probe.info.identity, Identity::Master | Identity::Follower);
        let group = if grouped && may_ask { group_of(&client).await } else { None };
        Ok((address, facts, group))
    }

    async fn compare_key(
        &self,
        address: &str,
        probe: &Probe,
        now: Millis,
    ) -> Result<Option<KeyChange>, IpcError> {
        let offered = probe.key.fingerprint().to_string();
        let Some(pin) = self.store.pin(address).await? else {
            self.store.set_pin(address, &Pin { fingerprint: offered, pinned_at: now }).await?;
            return Ok(None);
        };
        let changed = pin.fingerprint != offered;
        Ok(changed.then_some(KeyChange { pinned: pin.fingerprint, pinned_at: pin.pinned_at, offered }))
    }
}

async fn group_of(client: &Client) -> Option<Vec<String>> {
    let info = client.ob_info().await.ok()?;
    let addresses = info.agents.iter().map(|agent| written(&agent.ip, agent.port));
    Some(addresses.collect())
}

fn written(ip: &str, port: u16) -> String {
    AgentAddress { ip: ip.to_owned(), port }.to_string()
}

fn facts_of(probe: &Probe, key_change: Option<KeyChange>) -> HostFacts {
    let info = &probe.info;
    HostFacts {
        agent_address: written(&info.ip, info.port),
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

fn resources_of(info: &HostInfo) -> HostResources {
    HostResources {
        os: format!("{} {}", info.os.os, info.os.version).trim().to_owned(),
        cpu_model: info.cpu.model_name.clone(),
        cpu_cores: info.cpu.logical_cores,
        memory_total: bytes_of(&info.memory.total).unwrap_or(0),
        memory_available: bytes_of(&info.memory.available).unwrap_or(0),
        disks: info.disks.iter().filter_map(disk_of).collect(),
        open_files: limit_of(&info.ulimit.nofile_soft),
        processes: limit_of(&info.ulimit.max_user_processes_soft),
    }
}

fn disk_of(disk: &obshell_api::Disk) -> Option<Disk> {
    let total = bytes_of(&disk.total)?;
    Some(Disk { device: disk.device_name.clone(), total, used: bytes_of(&disk.used)? })
}

/// The agent hands on what its shell prints: `24588400 kB`, `252G`, `1.8T`. Powers of 1024.
fn bytes_of(text: &str) -> Option<u64> {
    let text = text.trim();
    let unit_at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let number: f64 = number.parse().ok()?;
    let shift = match unit.trim().to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        "P" => 50,
        _ => return None,
    };
    Some((number * (1_u64 << shift) as f64) as u64)
}

/// `unlimited` is the largest number there is.
fn limit_of(text: &str) -> Option<u64> {
    let text = text.trim();
    if text == "unlimited" { Some(u64::from(u32::MAX)) } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_a_shell_prints_them() {
        assert_eq!(bytes_of("24588400 kB"), Some(24_588_400 << 10));
        assert_eq!(bytes_of("252G"), Some(252 << 30));
        assert_eq!(bytes_of("1.5T"), Some(3 << 39));
        assert_eq!(bytes_of("0"), Some(0));
        assert_eq!(bytes_of("much"), None);
        assert_eq!(bytes_of(""), None);
    }

    #[test]
    fn limits_may_be_unlimited() {
        assert_eq!(limit_of("655350"), Some(655_350));
        assert_eq!(limit_of("unlimited"), Some(u64::from(u32::MAX)));
        assert_eq!(limit_of(""), None);
    }
}
