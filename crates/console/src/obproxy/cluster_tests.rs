use ocp_api::{Count, ObproxyServerStatus, ServerPaths};
use time::macros::datetime;

use super::*;
use crate::dto::OcpOptions;
use crate::obproxy::samples::{obproxy_cluster, server};

fn shown(cluster: &ObproxyCluster) -> dto::ObproxyCluster {
    let around = Around {
        options: &OcpOptions::default(),
        paths: ServerPaths::Old,
        is_read_only: false,
        packages: None,
    };
    whole(cluster, LookUpState { read_at: Some(1), problem: None, cut: false }, &around, 1_000.0)
}

#[test]
fn clients_connect_at_the_address() {
    let shown = shown(&obproxy_cluster("one", vec![server(1, 21)]));
    let connect = &shown.connect[0];
    assert_eq!(
        (connect.host.as_str(), connect.port, connect.cluster_name.as_str()),
        ("trade.proxy.lab", 2883, "trade")
    );
    assert_eq!(connect.command, "obclient -htrade.proxy.lab -P2883 -uroot@sys#trade -p -Doceanbase");
}

#[test]
fn without_an_address_they_connect_to_a_server_that_runs() {
    let down = ObproxyServer { status: ObproxyServerStatus::Unavailable, ..server(1, 21) };
    let other_port = ObproxyServer { sql_port: Some(3883), ..server(2, 22) };
    let bare = ObproxyCluster {
        address: " ".to_owned(),
        port: None,
        ..obproxy_cluster("one", vec![down.clone(), other_port])
    };
    assert_eq!(
        shown(&bare).connect[0].command,
        "obclient -h10.10.40.22 -P3883 -uroot@sys#trade -p -Doceanbase"
    );
    let silent = ObproxyCluster { address: String::new(), ..obproxy_cluster("one", vec![down]) };
    assert_eq!(shown(&silent).connect, []);
}

#[test]
fn a_name_runs_no_command_when_it_is_copied() {
    let mut cluster = obproxy_cluster("one", Vec::new());
    cluster.links[0].cluster_name = "x; rm -rf '/'".to_owned();
    let command = &shown(&cluster).connect[0].command;
    assert_eq!(command, r"obclient -htrade.proxy.lab -P2883 '-uroot@sys#x; rm -rf '\''/'\''' -p -Doceanbase");
}

#[test]
fn servers_tell_who_runs_who_is_busy_and_who_is_behind() {
    let behind = ObproxyServer { parameter_version: "2".to_owned(), ..server(1, 21) };
    let busy = ObproxyServer { is_operating: true, ..server(2, 22) };
    let down = ObproxyServer { status: ObproxyServerStatus::Unavailable, ..server(3, 23) };
    let shown = shown(&obproxy_cluster("one", vec![behind, busy, down]));
    let state = |at: usize| {
        let server = &shown.servers[at];
        (server.is_running, server.is_busy, server.is_behind, server.status.as_str())
    };
    assert_eq!(
        [state(0), state(1), state(2)],
        [
            (true, false, true, "RUNNING"),
            (false, true, false, "RUNNING"),
            (false, false, false, "UNAVAILABLE"),
        ]
    );
    assert_eq!((shown.summary.servers, shown.summary.servers_running), (3, 1));
}

#[test]
fn a_list_may_count_servers_without_naming_them() {
    let mut cluster = obproxy_cluster("one", Vec::new());
    cluster.versions = vec![Count { name: "4.2.3.0-3".to_owned(), count: 2 }];
    cluster.created_at = Some(datetime!(2026-11-21 12:00 UTC));
    let summary = summary(&cluster, 1_000.0);
    assert_eq!((summary.servers, summary.versions), (2, vec!["4.2.3.0-3".to_owned()]));
    // OCP's clock is a second ahead of ours.
    assert_eq!(summary.created_at, Some(datetime!(2026-11-21 11:59:59 UTC).unix_timestamp() * 1_000));
}
