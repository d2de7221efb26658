use std::collections::BTreeMap;

use super::{effective_value, parse_capacity};
use crate::dto::{DraftHost, WizardDraft};
use crate::hosts::{canonical, host_part};

/// Bytes that the observers of one host want all together; 0 where nothing is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    pub observers: u64,
    pub memory: u64,
    pub data: u64,
    pub log: u64,
    /// The largest single directory.
    pub largest: u64,
}

/// The draft's hosts by the address of the machine they are on: several agents may share one.
pub fn observers_by_host(draft: &WizardDraft) -> BTreeMap<String, Vec<(&DraftHost, String)>> {
    let mut by_host: BTreeMap<String, Vec<(&DraftHost, String)>> = BTreeMap::new();
    for host in &draft.hosts {
        let Some(address) = canonical(&host.address) else { continue };
        let on_host = by_host.entry(host_part(&address).to_owned()).or_default();
        // A line that repeats another is no second observer.
        if on_host.iter().all(|(_, known)| *known != address) {
            on_host.push((host, address));
        }
    }
    by_host
}

/// The SQL port and the RPC port of the observer that `host`, canonically `address`, will have. One that is no
/// number is left out.
pub fn observer_ports(draft: &WizardDraft, host: &DraftHost, address: &str) -> Vec<u16> {
    let value = |name, default| {
        let set = effective_value(&draft.parameters, name, address, &host.zone);
        set.unwrap_or(default).parse().ok()
    };
    [value("mysql_port", "2881"), value("rpc_port", "2882")].into_iter().flatten().collect()
}

/// What the observers of one machine want all together.
pub fn wanted(draft: &WizardDraft, on_host: &[(&DraftHost, String)]) -> Wanted {
    let mut all = Wanted::default();
    for (host, address) in on_host {
        let bytes = |name| {
            let set = effective_value(&draft.parameters, name, address, &host.zone);
            set.and_then(parse_capacity).unwrap_or(0)
        };
        let (data, log) = (bytes("datafile_size"), bytes("log_disk_size"));
        all.observers += 1;
        all.memory = all.memory.saturating_add(bytes("memory_limit"));
        all.data = all.data.saturating_add(data);
        all.log = all.log.saturating_add(log);
        all.largest = all.largest.max(data).max(log);
    }
    all
}

/// The same for the machine that the agent at `address` is on.
pub fn wanted_at(draft: &WizardDraft, address: &str) -> Wanted {
    let by_host = observers_by_host(draft);
    by_host.get(host_part(address)).map_or_else(Wanted::default, |on_host| wanted(draft, on_host))
}
