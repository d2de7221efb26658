//! `POST /observer/config` and `POST /obcluster/config`.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::agent::identity::{Identity, not_supported};
use crate::agent::settings::Scope;
use crate::agent::state::AgentState;
use crate::clock::Ns;
use crate::dag::model::Context;
use crate::dag::table::{DagPlan, NodePlan};
use crate::fault::Fault;
use crate::flows::Job;
use crate::flows::init::already_initialised;
use crate::http::call::{Answer, Call};
use crate::secure::kept::KeptPassword;
use crate::world::World;

const DENIED: [&str; 7] =
    ["cluster_id", "cluster", "rootPwd", "rootservice_list", "zone", "local_ip", "devname"];
const ALIASES: [(&str, &str); 2] = [("mysql_port", "mysqlPort"), ("rpc_port", "rpcPort")];

/// Configuration for observers.
pub(crate) fn observer(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let mut values = body.required_map("observerConfig")?;
    let scope = body.required_object("scope")?;
    let kind = scope.required_text("type")?;
    let targets = scope.texts("target")?;
    body.flag("restart")?;
    if values.is_empty() {
        return Err(Fault::illegal("observerConfig", "config is empty"));
    }
    check_allowed(&values)?;
    let state = &call.agent().state;
    match state.identity {
        Identity::Follower => return call.relay_to_master(),
        Identity::ClusterAgent => return Err(already_initialised()),
        Identity::Single | Identity::ScalingOut | Identity::ScalingIn => {
            return Err(not_supported(state.address, state.identity, "MASTER or FOLLOWER"));
        }
        Identity::Master => {}
    }
    let scopes = scopes(state, &kind, &targets)?;
    resolve_aliases(&mut values)?;
    let job = Job::ObserverConfig { scopes, values };
    let plan = plan("Update observer config", job, state.address);
    call.create(plan)
}

/// Configuration for the cluster. From the moment it is stored the root password counts.
pub(crate) fn cluster(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let id = body.integer("clusterId")?;
    let name = body.text("clusterName")?;
    let root_password = body.text("rootPwd")?;
    let rs_list = body.text("rsList")?;
    let Some(id) = id.filter(|id| *id > 0) else {
        return Err(Fault::new(400, "OB.Cluster.Id.Invalid", "Cluster ID is invalid"));
    };
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return Err(Fault::new(400, "OB.Cluster.Name.Empty", "Cluster name is empty"));
    };
    let state = &call.agent().state;
    match state.identity {
        Identity::Follower => return call.relay_to_master(),
        Identity::ClusterAgent => return Err(already_initialised()),
        Identity::Single | Identity::ScalingOut | Identity::ScalingIn => {
            return Err(not_supported(state.address, state.identity, "MASTER or FOLLOWER"));
        }
        Identity::Master => {}
    }
    let address = state.address;
    let root_password = root_password.map(|text| opened_password(call, text)).transpose()?;
    let salt = &call.agent().state.token;
    let root_password = root_password.map(|text| KeptPassword::keep(&text, salt));
    let job = Job::ClusterConfig { id, name, root_password, rs_list };
    call.create(plan("Update cluster config", job, address))
}

/// Stores observer configuration; each scope's earlier set is replaced.
pub(crate) fn store_observer(
    world: &mut World,
    me: usize,
    scopes: Vec<Scope>,
    values: &BTreeMap<String, String>,
    now: Ns,
) -> Result<(), Fault> {
    let at = world.stamp(me, now);
    for scope in scopes {
        world.agents[me].state.settings.set(scope, values.clone(), at);
    }
    Ok(())
}

/// Stores cluster configuration; the earlier set is replaced.
pub(crate) fn store_cluster(
    world: &mut World,
    me: usize,
    id: i64,
    name: String,
    root_password: Option<KeptPassword>,
    rs_list: Option<String>,
) -> Result<(), Fault> {
    let state = &mut world.agents[me].state;
    state.settings.cluster_id = Some(id);
    state.settings.cluster_name = Some(name);
    state.settings.rs_list = rs_list;
    if let Some(password) = root_password {
        state.root_password = password;
        state.root_initialised = true;
    }
    Ok(())
}

fn scopes(state: &AgentState, kind: &str, targets: &[String]) -> Result<Vec<Scope>, Fault> {
    match kind.to_ascii_uppercase().as_str() {
        "GLOBAL" => Ok(vec![Scope::Global]),
        "ZONE" | "SERVER" if targets.is_empty() => Err(invalid_scope(kind)),
        "ZONE" => targets.iter().map(|zone| zone_scope(state, zone)).collect(),
        "SERVER" => targets.iter().map(|server| server_scope(state, server)).collect(),
        _ => Err(invalid_scope(kind)),
    }
}

fn zone_scope(state: &AgentState, zone: &str) -> Result<Scope, Fault> {
    if state.members.iter().any(|member| member.zone == zone) {
        return Ok(Scope::Zone(zone.to_owned()));
    }
    Err(Fault::new(400, "OB.Zone.NotExist", format!("Zone '{zone}' does not exist")))
}

fn server_scope(state: &AgentState, server: &str) -> Result<Scope, Fault> {
    let address = server.parse::<SocketAddr>().map_err(|_| {
        Fault::new(400, "Common.InvalidAddress", format!("'{server}' is not a valid address"))
    })?;
    if state.member(address).is_some() {
        return Ok(Scope::Server(address));
    }
    Err(Fault::new(400, "Agent.NotExist", format!("Server '{server}' does not exist")))
}

/// Refuses keys that an agent fills in itself.
pub(super) fn check_allowed(values: &BTreeMap<String, String>) -> Result<(), Fault> {
    let denied = DENIED.iter().find(|key| values.contains_key(**key));
    denied.map_or(Ok(()), |key| {
        Err(Fault::illegal("observerConfig", format!("config {key} is not allowed to set")))
    })
}

pub(super) fn resolve_aliases(values: &mut BTreeMap<String, String>) -> Result<(), Fault> {
    for (key, alias) in ALIASES {
        let Some(value) = values.remove(alias) else { continue };
        if values.get(key).is_some_and(|given| *given != value) {
            let message = format!("You cannot set both {key} and {alias}, use {key} instead.");
            return Err(Fault::illegal("observerConfig", message));
        }
        values.insert(key.to_owned(), value);
    }
    Ok(())
}

/// Old clients sealed the password once more: a text that long is tried as such.
fn opened_password(call: &Call<'_>, text: String) -> Result<String, Fault> {
    if text.len() < call.agent().key.size().div_ceil(3) * 4 {
        return Ok(text);
    }
    match call.agent().key.open(&text).map(String::from_utf8) {
        Ok(Ok(opened)) => Ok(opened),
        Ok(Err(_)) | Err(_) if call.is_forwarded() => {
            let message =
                "Please do not encrypt the 'rootPwd', and send /api/v1/obcluster/config to master agent";
            Err(Fault::new(400, "OB.Cluster.Password.Encrypted", message))
        }
        Ok(Err(_)) | Err(_) => Ok(text),
    }
}

fn plan(name: &str, job: Job, on: SocketAddr) -> DagPlan {
    let node = NodePlan { name: name.to_owned(), job, flags: "CKR", on: vec![on] };
    DagPlan { name: name.to_owned(), nodes: vec![node], context: Context::default() }
}

fn invalid_scope(kind: &str) -> Fault {
    Fault::new(400, "OB.Cluster.Scope.Invalid", format!("Scope '{kind}' is invalid"))
}
