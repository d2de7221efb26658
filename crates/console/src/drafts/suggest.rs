use std::collections::BTreeMap;

use super::format_capacity;
use crate::dto::{HostResources, ServerSuggestion, Suggestion, SuggestionReason, Suggestions, WizardDraft};
use crate::hosts::{Probed, canonical, free_of, host_part};

const GIB: u64 = 1 << 30;

/// Values that fit the hosts that have answered. Memory and disk go by the smallest host; agents that share
/// an address get ports and directories of their own.
pub fn suggest(draft: &WizardDraft, probed: &BTreeMap<String, Probed>) -> Suggestions {
    let addresses: Vec<String> = draft.hosts.iter().filter_map(|host| canonical(&host.address)).collect();
    let known: Vec<(&str, &HostResources)> = addresses
        .iter()
        .filter_map(|address| {
            let facts = probed.get(address)?.view.facts.as_ref()?;
            Some((address.as_str(), facts.resources.as_ref()?))
        })
        .collect();
    Suggestions { cluster: sizes(&known), servers: apart(&addresses, draft) }
}

fn sizes(known: &[(&str, &HostResources)]) -> Vec<Suggestion> {
    let mut suggestions = Vec::new();
    let Some((host, smallest)) = known.iter().min_by_key(|(_, resources)| resources.memory_available) else {
        return suggestions;
    };
    let limit = smallest.memory_available / 10 * 8 / GIB * GIB;
    if limit < GIB {
        return suggestions;
    }
    let available = format_capacity(smallest.memory_available);
    suggestions.push(suggestion(
        "memory_limit",
        limit,
        SuggestionReason::SmallestMemory,
        &[("host", *host), ("available", &available)],
    ));
    let limit_text = format_capacity(limit);
    let system = (limit / 8 / GIB * GIB).max(GIB);
    suggestions.push(suggestion(
        "system_memory",
        system,
        SuggestionReason::ShareOfMemory,
        &[("memoryLimit", &limit_text)],
    ));

    let free = |resources: &HostResources| largest_free_disk(resources);
    let Some((host, free)) = known.iter().map(|(host, r)| (*host, free(r))).min_by_key(|(_, free)| *free)
    else {
        return suggestions;
    };
    let log = (limit * 3).min(free / 10 * 3) / GIB * GIB;
    let data = free / 10 * 6 / GIB * GIB;
    if log == 0 || data == 0 {
        return suggestions;
    }
    suggestions.push(suggestion(
        "datafile_size",
        data,
        SuggestionReason::SmallestDisk,
        &[("host", host), ("free", &format_capacity(free))],
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
