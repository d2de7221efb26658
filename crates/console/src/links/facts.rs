use obshell_api::{Identity, ObInfo, Probe};

use crate::dto::{ConnectionFacts, ConnectionWarning};

/// What is known of a connection after the agent at `address` answered. What it did not say is taken from
/// `before`, but for an agent that is on its own.
pub fn facts_of(
    address: String,
    probe: &Probe,
    group: Option<&ObInfo>,
    before: Option<&ConnectionFacts>,
    warnings: Vec<ConnectionWarning>,
) -> ConnectionFacts {
    let info = &probe.info;
    let before = before.filter(|_| info.identity != Identity::Single);
    let kept = |read: Option<String>, before: Option<&String>| {
        read.filter(|read| !read.is_empty()).or_else(|| before.cloned()).unwrap_or_default()
    };
    let name = group.map(|group| group.cluster.name.clone());
    ConnectionFacts {
        cluster_name: kept(name, before.map(|facts| &facts.cluster_name)),
        cluster_id: kept(group.map(cluster_id), before.map(|facts| &facts.cluster_id)),
        ob_version: info.ob_version.clone(),
        obshell_version: info.version.clone(),
        identity: info.identity.as_str().to_owned(),
        agent: address,
        latency_ms: (probe.latency.as_secs_f64() * 1000.0).round(),
        clock_offset_ms: probe.offset.offset_ms.round(),
        fingerprint: probe.key.fingerprint().to_string(),
        key_bits: u32::try_from(probe.key.bits()).unwrap_or(u32::MAX),
        warnings,
    }
}

/// Empty before there is a cluster.
pub fn cluster_id(group: &ObInfo) -> String {
    let id = group.cluster.id;
    if id == 0 { String::new() } else { id.to_string() }
}
