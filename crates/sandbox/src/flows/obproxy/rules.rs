//! What an agent looks at before it takes an OBProxy on.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::agent::database::AVAILABLE;
use crate::agent::identity::Identity;
use crate::agent::obproxy::Home;
use crate::agent::state::AgentState;
use crate::agent::views::no_database;
use crate::fault::Fault;
use crate::flows::obproxy::{INSTALLED, versions};
use crate::world::World;

/// Whether an OBProxy can be run in `home`; returns its version.
pub(super) fn home(state: &AgentState, home: &str) -> Result<String, Fault> {
    check_directory(state, home).map_err(|fault| fault.within("invalid obproxy home path"))?;
    if home.contains("no-version") {
        let message = "Version not found in output: ./bin/obproxy: invalid option -- 'V'";
        return Err(Fault::new(500, "OBProxy.VersionOutputUnexpected", message));
    }
    let is_old = home.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "old");
    Ok(if is_old { "3.2.3.0-2".to_owned() } else { INSTALLED.to_owned() })
}

/// Whether a version can be managed.
pub(super) fn version(version: &str) -> Result<(), Fault> {
    // Compared as text, as agents do.
    if version < versions::LOWEST { Err(versions::too_low(version)) } else { Ok(()) }
}

/// The three ports: what was asked for, then what the start options say, then the usual ones.
pub(super) fn ports(
    asked: [Option<i64>; 3],
    parameters: &mut BTreeMap<String, String>,
) -> Result<[u16; 3], Fault> {
    let keys = [("listen_port", 2883), ("rpc_listen_port", 2885), ("prometheus_listen_port", 2884)];
    let mut ports = [0; 3];
    for (((key, usual), asked), port) in keys.into_iter().zip(asked).zip(&mut ports) {
        let given = parameters.get(key).filter(|text| !text.is_empty()).cloned();
        let text = asked.map(|port| port.to_string()).or(given).unwrap_or_else(|| usual.to_string());
        *port = text.parse().map_err(|_| {
            let message = format!("The port '{text}' is invalid, must be in [1024, 65535]");
            Fault::new(400, "Common.InvalidPort", message)
        })?;
        parameters.insert(key.to_owned(), text);
    }
    Ok(ports)
}

/// The list of servers to go by; `None` with a config URL.
pub(super) fn servers(
    world: &World,
    me: usize,
    rs_list: Option<String>,
    config_url: Option<&str>,
) -> Result<Option<String>, Fault> {
    let refuse = |code, message: &str| Err(Fault::new(400, code, message));
    match (rs_list, config_url) {
        (Some(_), Some(_)) => refuse(
            "OBProxy.RsListAndConfigUrl.Conflicted",
            "rs_list and config_url cannot be specified at the same time",
        ),
        (Some(list), None) => Ok(Some(list)),
        (None, Some(_)) => Ok(None),
        (None, None) if world.agents[me].state.identity != Identity::ClusterAgent => refuse(
            "OBProxy.RsListOrConfigUrl.NotSpecified",
            "rs_list or config_url must be specified when agent is not cluster agent",
        ),
        (None, None) if !world.is_connected(me) => Err(no_database()),
        (None, None) => {
            let cluster = world.agents[me].state.cluster.iter();
            let servers = cluster.flat_map(|cluster| &cluster.servers).filter(|server| server.root);
            let list: Vec<String> =
                servers.map(|server| format!("{}:{}", server.agent.ip(), server.sql_port)).collect();
            Ok(Some(list.join(";")))
        }
    }
}

/// Logs in as `proxyro`, at one server after the other; returns the name of the cluster.
pub(super) fn log_in(world: &World, list: &str, password: &str) -> Result<String, Fault> {
    let mut last = Fault::unexpected("rs_list is empty");
    for server in list.split(';') {
        match log_in_at(world, server, password) {
            Ok(cluster) => return Ok(cluster),
            Err(fault) => last = fault,
        }
    }
    Err(last)
}

fn log_in_at(world: &World, server: &str, password: &str) -> Result<String, Fault> {
    let address: SocketAddr = server.parse().map_err(|_| {
        let fault = Fault::new(400, "Common.InvalidAddress", format!("'{server}' is not a valid address"));
        fault.within("invalid observer info")
    })?;
    let found = world.agents.iter().find(|agent| {
        let observer = &agent.state.observer;
        agent.state.address.ip() == address.ip()
            && observer.sql_port == address.port()
            && observer.state == AVAILABLE
    });
    let cluster = found.and_then(|agent| agent.state.cluster.as_ref());
    let cluster = cluster
        .ok_or_else(|| Fault::unexpected(format!("dial tcp {address}: connect: connection refused")))?;
    let right = match &cluster.proxyro {
        Some(kept) => kept.is(password),
        None => !password.contains("wrong"),
    };
    if right {
        return Ok(cluster.name.clone());
    }
    let using = if password.is_empty() { "NO" } else { "YES" };
    let detail = format!("Access denied for user 'proxyro'@'xxx.xxx.xxx.xxx' (using password: {using})");
    Err(Fault::new(400, "MySQL.Error", format!("MySQL error: Error 1045 (42000): {detail}")))
}

fn check_directory(state: &AgentState, home: &str) -> Result<(), Fault> {
    let refuse = |status, code, message: String| Err(Fault::new(status, code, message));
    let missing = |path: &str| refuse(400, "Common.PathNotExist", format!("'{path}' does not exist"));
    let etc = format!("{home}/etc");
    if home.contains("missing") {
        return missing(home);
    }
    if home.contains("plain-file") {
        return refuse(400, "Common.PathNotDir", format!("'{home}' is not a directory"));
    }
    if home.contains("denied") {
        let message = format!("No read/write permission for file '{home}'");
        return refuse(400, "Common.FilePermissionDenied", message);
    }
    let before = state.obproxy.homes.get(home);
    if home.contains("no-bin") || before == Some(&Home::Cleaned) {
        return missing(&format!("{home}/bin"));
    }
    if home.contains("occupied") || before == Some(&Home::Used) {
        return refuse(500, "Common.DirNotEmpty", format!("Directory '{etc}' is not empty"));
    }
    Ok(())
}
