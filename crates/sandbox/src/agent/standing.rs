//! The `status` of servers and zones: what obshell makes of the database, the process and the task under way.

use crate::agent::state::{Cluster, Server};
use crate::flows::start_stop::Sub;

/// A server's status, given its `inner` status and what its agent says about the connection.
pub(super) fn server(server: &Server, inner: &str, connection: u8, under_way: Option<&Sub>) -> &'static str {
    if let Some(sub) = under_way.filter(|sub| sub.scope.has_server(server.agent, &server.zone)) {
        return match (sub.verb.starts(), sub.kills) {
            (true, _) => "STARTING",
            (false, true) => "PROCESS_STOPPING",
            (false, false) => "SERVICE_STOPPING",
        };
    }
    match (inner, connection) {
        ("DELETING", _) => "DELETING",
        (_, 0) => "PROCESS_STOPPED",
        ("INACTIVE", _) => "UNAVAILABLE",
        _ if server.stopped != 0 && !inner.is_empty() => "SERVICE_STOPPED",
        ("ACTIVE", 3) => "RUNNING",
        _ => "UNAVAILABLE",
    }
}

/// A zone's status; without a database nobody knows more than what is under way.
pub(super) fn zone(
    name: &str,
    cluster: &Cluster,
    database: bool,
    under_way: Option<&Sub>,
) -> (&'static str, &'static str) {
    let inner = match (database, cluster.stopped_zones.contains(name)) {
        (false, _) => "",
        (true, true) => "INACTIVE",
        (true, false) => "ACTIVE",
    };
    if let Some(sub) = under_way.filter(|sub| sub.scope.has_zone(name)) {
        return (if sub.verb.starts() { "STARTING" } else { "STOPPING" }, inner);
    }
    let status = match inner {
        "ACTIVE" => "RUNNING",
        "INACTIVE" => "STOPPED",
        _ => "UNKNOWN",
    };
    (status, inner)
}
