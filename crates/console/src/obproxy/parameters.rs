//! Parameters of OBProxy as the window shows them: those that servers have, and those that there are.

use ocp_api::{ParameterInfo, ParameterKind, ParameterValue, ParameterValues};

use crate::dto::{ObproxyOtherValue, ObproxyParameter, ObproxyParameterInfo};

/// What an OBProxy is told when it is started. OCP's catalogue does not say which these are.
const STARTUP: [&str; 16] = [
    "app_name",
    "automatic_match_work_thread",
    "block_thread_num",
    "enable_cpu_topology",
    "enable_metadb_used",
    "enable_strict_kernel_release",
    "listen_port",
    "local_bound_ip",
    "net_accept_threads",
    "prometheus_listen_port",
    "proxy_id",
    "proxy_service_mode",
    "skip_proxy_sys_private_check",
    "stack_size",
    "task_thread_num",
    "work_thread_num",
];

/// Ports that a form has fields for.
const PORTS: [&str; 2] = ["listen_port", "prometheus_listen_port"];

/// Whether it is given when the process is started.
pub fn is_startup(name: &str) -> bool {
    STARTUP.contains(&name)
}

/// Whether a port of the form says it already.
pub fn is_port(name: &str) -> bool {
    PORTS.contains(&name)
}

/// Whether its value is a secret, which would be shown and kept as it is.
pub fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    ["password", "passwd", "secret"].iter().any(|word| name.contains(word))
}

/// A parameter of the catalogue.
pub fn info(info: &ParameterInfo) -> ObproxyParameterInfo {
    ObproxyParameterInfo {
        name: info.name.clone(),
        kind: info.kind.to_string(),
        default: info.default.clone(),
        min: info.min.clone(),
        max: info.max.clone(),
        allowed: allowed(info),
        needs_restart: info.needs_restart,
        read_only: info.is_read_only,
        is_startup: is_startup(&info.name),
        is_port: is_port(&info.name),
        description: if info.description.is_empty() { &info.explanation } else { &info.description }.clone(),
    }
}

/// The only values that a parameter of words may have; any when empty. OCP writes them with brackets, and writes ranges
/// of numbers in the same place.
pub fn allowed(info: &ParameterInfo) -> Vec<String> {
    if !matches!(info.kind, ParameterKind::String | ParameterKind::StringList) {
        return Vec::new();
    }
    let bare = |value: &String| value.trim_matches(['[', ']', '"', ' ']).to_owned();
    info.allowed.iter().map(bare).filter(|value| !value.is_empty()).collect()
}

/// A parameter of servers, with what the catalogue has of it.
pub fn parameter(value: &ParameterValue, catalogue: &[ParameterInfo]) -> ObproxyParameter {
    let mut values = merged(&value.values);
    // Of several that are as frequent, the one that OCP names first.
    values.sort_by_key(|one| std::cmp::Reverse(one.servers.len()));
    let mut values = values.into_iter();
    let most = values.next().map_or_else(|| value.value.clone(), |most| most.value);
    let known = catalogue.iter().find(|known| known.name == value.name);
    ObproxyParameter {
        name: value.name.clone(),
        value: most,
        description: value.description.clone(),
        others: values.collect(),
        info: known.map(|known| ObproxyParameterInfo {
            needs_restart: known.needs_restart || value.needs_restart,
            read_only: known.is_read_only || value.is_read_only,
            ..info(known)
        }),
    }
}

fn merged(values: &[ParameterValues]) -> Vec<ObproxyOtherValue> {
    let mut all: Vec<ObproxyOtherValue> = Vec::new();
    for ParameterValues { value, servers } in values {
        match all.iter_mut().find(|other| other.value == *value) {
            Some(other) => other.servers.extend(servers.iter().cloned()),
            None => all.push(ObproxyOtherValue { value: value.clone(), servers: servers.clone() }),
        }
    }
    all
}

#[cfg(test)]
#[path = "parameters_tests.rs"]
mod tests;
