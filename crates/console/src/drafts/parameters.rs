use crate::dto::{DraftParameter, ParameterInfo, ParameterKind, ParameterScope};

/// The start parameters the wizard knows by name.
pub fn catalogue() -> Vec<ParameterInfo> {
    KNOWN
        .iter()
        .map(|&(name, kind, default, common)| ParameterInfo {
            name: name.to_owned(),
            kind,
            default: default.to_owned(),
            common,
        })
        .collect()
}

/// The kind of a parameter the wizard knows.
pub(super) fn kind_of(name: &str) -> Option<ParameterKind> {
    KNOWN.iter().find(|(known, ..)| *known == name).map(|(_, kind, ..)| *kind)
}

/// The agent fills these in itself and rejects a request that names one (`POST /api/v1/observer/config`).
pub fn is_reserved(name: &str) -> bool {
    ["cluster_id", "cluster", "rootPwd", "rootservice_list", "zone", "local_ip", "devname"].contains(&name)
}

/// The value in force on one server: server over zone over cluster.
pub fn effective_value<'a>(
    parameters: &'a [DraftParameter],
    name: &str,
    address: &str,
    zone: &str,
) -> Option<&'a str> {
    let rank = |scope: &ParameterScope| match scope {
        ParameterScope::Server { address: at } if at == address => Some(3),
        ParameterScope::Zone { zone: of } if of == zone => Some(2),
        ParameterScope::Cluster => Some(1),
        ParameterScope::Server { .. } | ParameterScope::Zone { .. } => None,
    };
    parameters
        .iter()
        .filter(|parameter| parameter.name == name && !parameter.value.is_empty())
        .filter_map(|parameter| rank(&parameter.scope).map(|rank| (rank, parameter.value.as_str())))
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, value)| value)
}

const KNOWN: &[(&str, ParameterKind, &str, bool)] = &[
    ("mysql_port", ParameterKind::Port, "2881", true),
    ("rpc_port", ParameterKind::Port, "2882", true),
    ("memory_limit", ParameterKind::Capacity, "", true),
    ("system_memory", ParameterKind::Capacity, "", true),
    ("datafile_size", ParameterKind::Capacity, "", true),
    ("log_disk_size", ParameterKind::Capacity, "", true),
    ("data_dir", ParameterKind::Path, "<home>/store", true),
    ("redo_dir", ParameterKind::Path, "= data_dir", true),
    ("cpu_count", ParameterKind::Integer, "0", false),
    ("datafile_disk_percentage", ParameterKind::Integer, "90", false),
    ("log_disk_percentage", ParameterKind::Integer, "30", false),
    ("datafile_maxsize", ParameterKind::Capacity, "0", false),
    ("datafile_next", ParameterKind::Capacity, "0", false),
    ("syslog_level", ParameterKind::Text, "WDIAG", false),
    ("enable_syslog_recycle", ParameterKind::Text, "True", false),
    ("enable_syslog_wf", ParameterKind::Text, "False", false),
    ("max_syslog_file_count", ParameterKind::Integer, "4", false),
    ("net_thread_count", ParameterKind::Integer, "0", false),
    ("obconfig_url", ParameterKind::Text, "", false),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(scope: ParameterScope, value: &str) -> DraftParameter {
        DraftParameter { scope, name: "memory_limit".to_owned(), value: value.to_owned() }
    }

    #[test]
    fn the_most_specific_scope_wins_whatever_the_order() {
        let server = ParameterScope::Server { address: "10.0.0.1:2886".to_owned() };
        let zone = ParameterScope::Zone { zone: "zone1".to_owned() };
        let parameters =
            [parameter(server, "3G"), parameter(ParameterScope::Cluster, "1G"), parameter(zone, "2G")];
        let value = |address, zone| effective_value(&parameters, "memory_limit", address, zone);
        assert_eq!(value("10.0.0.1:2886", "zone1"), Some("3G"));
        assert_eq!(value("10.0.0.4:2886", "zone1"), Some("2G"));
        assert_eq!(value("10.0.0.2:2886", "zone2"), Some("1G"));
    }
}
