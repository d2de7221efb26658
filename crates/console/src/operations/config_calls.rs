use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::calls::CallSpec;
use super::record::Operation;
use crate::drafts::effective_value;
use crate::dto::{DraftParameter, ParameterScope};

/// The scope of one `observer/config` call. Servers with the same values share a call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConfigScope {
    Global,
    Zones(Vec<String>),
    Servers(Vec<String>),
}

impl ConfigScope {
    /// `type` and `target` of the request.
    pub fn parts(&self) -> (&'static str, &[String]) {
        match self {
            ConfigScope::Global => ("GLOBAL", &[]),
            ConfigScope::Zones(zones) => ("ZONE", zones),
            ConfigScope::Servers(servers) => ("SERVER", servers),
        }
    }

    pub fn label(&self) -> String {
        let (kind, target) = self.parts();
        if target.is_empty() { kind.to_owned() } else { format!("{kind}:{}", target.join(",")) }
    }
}

/// The parameters of a draft that one server is to get: the most specific scope wins.
pub fn merged(parameters: &[DraftParameter], address: &str, zone: &str) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    let value = |name: &str| effective_value(parameters, name, address, zone).map(str::to_owned);
    names.into_iter().filter_map(|name| Some((name.to_owned(), value(name)?))).collect()
}

/// One call a server that `hosts` name by address and zone; those with the same values share it. What is there for
/// others stays as it is.
pub fn server_config_calls<'a>(
    parameters: &[DraftParameter],
    hosts: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<CallSpec> {
    let mut groups = Vec::new();
    for (address, zone) in hosts {
        let config = merged(parameters, address, zone);
        if !config.is_empty() {
            share(&mut groups, config, address);
        }
    }
    let call = |(config, servers)| CallSpec::ObserverConfig { scope: ConfigScope::Servers(servers), config };
    groups.into_iter().map(call).collect()
}

/// One call a scope; targets with the same values share it. Wider scopes first: the agent lets the newest win.
pub fn config_calls(operation: &Operation) -> Vec<CallSpec> {
    let mut by_target: BTreeMap<&ParameterScope, BTreeMap<String, String>> = BTreeMap::new();
    for parameter in &operation.parameters {
        by_target
            .entry(&parameter.scope)
            .or_default()
            .insert(parameter.name.clone(), parameter.value.clone());
    }
    let mut zones: Vec<(BTreeMap<String, String>, Vec<String>)> = Vec::new();
    let mut servers = zones.clone();
    let mut calls = Vec::new();
    for (scope, config) in by_target {
        match scope {
            ParameterScope::Cluster => {
                calls.push(CallSpec::ObserverConfig { scope: ConfigScope::Global, config })
            }
            ParameterScope::Zone { zone } => share(&mut zones, config, zone),
            ParameterScope::Server { address } => share(&mut servers, config, address),
        }
    }
    let call = |scope, config| CallSpec::ObserverConfig { scope, config };
    calls.extend(zones.into_iter().map(|(config, zones)| call(ConfigScope::Zones(zones), config)));
    calls.extend(servers.into_iter().map(|(config, servers)| call(ConfigScope::Servers(servers), config)));
    calls
}

fn share(
    groups: &mut Vec<(BTreeMap<String, String>, Vec<String>)>,
    config: BTreeMap<String, String>,
    target: &str,
) {
    match groups.iter_mut().find(|(known, _)| *known == config) {
        Some((_, targets)) => targets.push(target.to_owned()),
        None => groups.push((config, vec![target.to_owned()])),
    }
}
