//! What a start or stop must keep to, in an agent's order.

use std::net::SocketAddr;

use crate::agent::state::AgentState;
use crate::fault::Fault;
use crate::flows::start_stop::{Kind, Scope};
use crate::http::bind::Body;

/// A scope as the request words it.
pub(super) struct Wanted {
    kind: String,
    targets: Vec<String>,
}

impl Wanted {
    pub fn of(body: &Body) -> Result<Self, Fault> {
        let scope = body.required_object("scope")?;
        let kind = scope.text("type")?.unwrap_or_default().to_ascii_uppercase();
        let mut targets: Vec<String> = Vec::new();
        for target in scope.texts("target")? {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        Ok(Self { kind, targets })
    }
}

/// The scope, if what it names is there.
pub(super) fn scope(state: &AgentState, wanted: Wanted) -> Result<Scope, Fault> {
    let Wanted { kind, targets } = wanted;
    let kind = match kind.as_str() {
        "GLOBAL" => return Ok(Scope { kind: Kind::Global, targets }),
        "ZONE" => Kind::Zone,
        "SERVER" => Kind::Server,
        _ => {
            let message = format!("Scope '{kind}' is invalid");
            return Err(Fault::new(400, "OB.Cluster.Scope.Invalid", message));
        }
    };
    if targets.is_empty() {
        return Err(Fault::illegal("target", "target is empty"));
    }
    for target in &targets {
        if kind == Kind::Zone {
            zone_exists(state.members.iter().any(|member| member.zone == *target), target)?;
        } else {
            server_exists(state, target)?;
        }
    }
    Ok(Scope { kind, targets })
}

/// Whether `scope` may be stopped, as seen by an agent that is `connected` to its observer or not.
pub(super) fn stop(
    connected: bool,
    state: &AgentState,
    scope: &Scope,
    force: bool,
    terminate: bool,
) -> Result<(), Fault> {
    let refuse = |code, message: &str| Err(Fault::new(400, code, message));
    let plain = !force && !terminate;
    if scope.kind == Kind::Global && plain {
        let message = "Cannot stop all observers without 'force' and 'terminate'";
        return refuse("OB.Cluster.ForceStopOrTerminateRequired", message);
    }
    if force && terminate {
        let message = "Cannot stop observer with 'force' and 'terminate' at the same time";
        return refuse("OB.Cluster.StopModeConflict", message);
    }
    if (!force || scope.is_zones()) && !connected {
        let message = "The current observer is not available, please stop with 'force'";
        return refuse("OB.Cluster.ForceStopRequired", message);
    }
    if !plain {
        return Ok(());
    }
    let mut zones: Vec<&str> = match scope.kind {
        Kind::Global => Vec::new(),
        Kind::Zone => scope.targets.iter().map(String::as_str).collect(),
        Kind::Server => scope.servers().filter_map(|server| zone_of(state, server)).collect(),
    };
    zones.dedup();
    match zones.as_slice() {
        [zone] if !stopped_elsewhere(state, zone) => Ok(()),
        _ => Err(several_zones()),
    }
}

/// Whether one zone may be stopped and its processes ended.
pub(super) fn stop_zone(state: &AgentState, zone: &str) -> Result<(), Fault> {
    let exists = state.cluster.as_ref().is_some_and(|cluster| cluster.has_zone(zone));
    zone_exists(exists, zone)?;
    if stopped_elsewhere(state, zone) {
        return Err(several_zones());
    }
    Ok(())
}

/// The directories of the agent's own server.
pub(super) fn own_dirs(state: &AgentState) -> Option<[String; 2]> {
    dirs_of(state, state.address)
}

/// The directories of the server beside `agent`.
pub(super) fn dirs_of(state: &AgentState, agent: SocketAddr) -> Option<[String; 2]> {
    let mut servers = state.cluster.iter().flat_map(|cluster| &cluster.servers);
    let server = servers.find(|server| server.agent == agent)?;
    Some([server.data_dir.clone(), server.redo_dir.clone()])
}

fn stopped_elsewhere(state: &AgentState, zone: &str) -> bool {
    state.cluster.as_ref().is_some_and(|cluster| cluster.has_other_stop(zone))
}

fn several_zones() -> Fault {
    Fault::new(400, "OB.Server.StoppedInMultiZone", "Cannot stop server or stop zone in multiple zones")
}

fn zone_of(state: &AgentState, server: SocketAddr) -> Option<&str> {
    state.member(server).map(|member| member.zone.as_str())
}

fn zone_exists(exists: bool, zone: &str) -> Result<(), Fault> {
    if exists {
        return Ok(());
    }
    Err(Fault::new(400, "OB.Zone.NotExist", format!("Zone '{zone}' does not exist")))
}

fn server_exists(state: &AgentState, server: &str) -> Result<(), Fault> {
    let address = server.parse::<SocketAddr>().map_err(|_| {
        Fault::new(400, "Common.InvalidAddress", format!("'{server}' is not a valid address"))
    })?;
    if address == state.address || state.member(address).is_some() {
        return Ok(());
    }
    Err(Fault::new(400, "Agent.NotExist", format!("Server '{server}' does not exist")))
}
