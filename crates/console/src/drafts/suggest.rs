use std::collections::BTreeMap;

use super::{format_capacity, observers_by_host};
use crate::dto::{HostResources, ServerSuggestion, Suggestion, SuggestionReason, Suggestions, WizardDraft};
use crate::hosts::{Probed, canonical, free_of, host_part};

const GIB: u64 = 1 << 30;

/// Values that fit the hosts that have answered, and that no check warns of. Memory and disk go by the smallest
/// host; agents that share an address share what it has, and get ports and directories of their own.
pub fn suggest(draft: &WizardDraft, probed: &BTreeMap<String, Probed>) -> Suggestions {
    let addresses: Vec<String> = draft.hosts.iter().filter_map(|host| canonical(&host.address)).collect();
    let by_host = observers_by_host(draft);
    let share = |address: &String| {
        let record = probed.get(address)?;
        let resources = record.view.facts.as_ref()?.resources.as_ref()?;
        let observers = by_host.get(host_part(address)).map_or(1, Vec::len) as u64;
        let free = largest_free_disk(resources);
        Some(Share {
            address: address.clone(),
            available: resources.memory_available,
            memory: spare_memory(record, resources) / observers,
            free,
            disk: free / observers,
        })
    };
    let known: Vec<Share> = addresses.iter().filter_map(share).collect();
    Suggestions { cluster: sizes(&known), servers: apart(&addresses, draft) }
}

/// What one observer may have of its host, in bytes.
struct Share {
    address: String,
    /// All that the host has to give.
    available: u64,
    memory: u64,
    /// On its largest disk.
    free: u64,
    disk: u64,
}

/// Most of what is available. Where the half of that is free, nothing has to make room.
fn spare_memory(record: &Probed, resources: &HostResources) -> u64 {
    let available = resources.memory_available;
    let most = available / 10 * 8;
    match record.memory_free {
        Some(free) if free >= available / 2 => most.min(free),
        Some(_) | None => most,
    }
}

fn sizes(known: &[Share]) -> Vec<Suggestion> {
    let mut suggestions = Vec::new();
    let Some(smallest) = known.iter().min_by_key(|share| share.memory) else { return suggestions };
    let limit = smallest.memory / GIB * GIB;
    if limit < GIB {
        return suggestions;
    }
    let available = format_capacity(smallest.available);
    suggestions.push(suggestion(
        "memory_limit",
        limit,
        SuggestionReason::SmallestMemory,
        &[("host", smallest.address.as_str()), ("available", &available)],
    ));
    let limit_text = format_capacity(limit);
    let system = (limit / 8 / GIB * GIB).max(GIB);
    suggestions.push(suggestion(
        "system_memory",
        system,
        SuggestionReason::ShareOfMemory,
        &[("memoryLimit", &limit_text)],
    ));

    let Some(Share { address: host, free, disk, .. }) = known.iter().min_by_key(|share| share.disk) else {
        return suggestions;
    };
    let log = (limit * 3).min(disk / 10 * 3) / GIB * GIB;
    let data = disk / 10 * 6 / GIB * GIB;
    if log == 0 || data == 0 {
        return suggestions;
    }
    suggestions.push(suggestion(
        "datafile_size",
        data,
        SuggestionReason::SmallestDisk,
        &[("host", host), ("free", &format_capacity(*free))],
    ));
    suggestions.push(suggestion(
        "log_disk_size",
        log,
        SuggestionReason::ThreeTimesMemory,
        &[("memoryLimit", &limit_text)],
    ));
    suggestions
}

fn largest_free_disk(resources: &HostResources) -> u64 {
    resources.disks.iter().map(free_of).max().unwrap_or(0)
}

fn apart(addresses: &[String], draft: &WizardDraft) -> Vec<ServerSuggestion> {
    let name = if draft.cluster.name.is_empty() { "oceanbase" } else { &draft.cluster.name };
    let mut nth_on: BTreeMap<String, u16> = BTreeMap::new();
    let mut servers = Vec::new();
    for address in addresses {
        let nth = nth_on.entry(host_part(address).to_owned()).or_default();
        if *nth > 0 {
            let values = [
                ("mysql_port", (2881 + *nth * 10).to_string()),
                ("rpc_port", (2882 + *nth * 10).to_string()),
                ("data_dir", format!("/data/{name}-{}", *nth + 1)),
                ("redo_dir", format!("/redo/{name}-{}", *nth + 1)),
            ];
            let suggestions = values.map(|(name, value)| Suggestion {
                name: name.to_owned(),
                value,
                reason: SuggestionReason::SharedAddress,
                args: BTreeMap::from([("host".to_owned(), host_part(address).to_owned())]),
            });
            servers.push(ServerSuggestion { address: address.clone(), suggestions: suggestions.to_vec() });
        }
        *nth += 1;
    }
    servers
}

fn suggestion(name: &str, bytes: u64, reason: SuggestionReason, args: &[(&str, &str)]) -> Suggestion {
    Suggestion {
        name: name.to_owned(),
        value: format_capacity(bytes),
        reason,
        args: args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}
