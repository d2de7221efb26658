//! What a cluster agent tells about its cluster.

use serde_json::{Map, Value, json};

use crate::agent::identity::Identity;
use crate::agent::state::{AgentState, Cluster};
use crate::agent::views::no_database;
use crate::agent::zone_views::{View, stats};
use crate::flows::start_stop;
use crate::http::call::{Answer, Call, Reply};

/// `GET /obcluster/info`; an agent that cannot ask its own observer lets another one answer, or tells what little
/// it knows by itself.
pub(crate) fn cluster_info(call: &mut Call<'_>) -> Answer {
    if let Some(other) = better_informed(call) {
        return Ok(Reply::Relay(other));
    }
    let state = &call.agent().state;
    let status =
        ["NOT RUNNING", "RUNNING", "RESTRICTED", "AVAILABLE"][usize::from(state.observer.state.min(3))];
    let none = Cluster::default();
    let cluster = state.cluster.as_ref().unwrap_or(&none);
    let database = knows_database(call, state);
    let name = if cluster.name.is_empty() {
        state.settings.cluster_name.clone()
    } else {
        Some(cluster.name.clone())
    };
    let id = if cluster.id == 0 { state.settings.cluster_id.unwrap_or_default() } else { cluster.id };
    let count = u64::try_from(cluster.servers.len()).unwrap_or_default();
    let list = || if database { json!([]) } else { Value::Null };
    let mut info = json!({
        "cluster_name": name.unwrap_or_default(),
        "cluster_id": id,
        "status": status,
        "is_community_edition": database,
        "is_standalone": false,
        "ob_version": if database { call.agent().ob_version() } else { "" },
        "dead_lock_detection_enabled": database,
        "startup_mode": if database { "NORMAL" } else { "" },
        "is_shared_storage": false,
        "stats": stats(if database { count } else { 0 }),
        "zones": View::new(call.world, call.me, cluster).zones(),
        "tenants": list(),
        "tenant_stats": list(),
    });
    let whole = start_stop::under_way(state).filter(|sub| sub.scope.is_named_cluster());
    if let Some((fields, sub)) = info.as_object_mut().zip(whole) {
        fields.insert("local_task_id".to_owned(), sub.main_id().into());
    }
    Ok(Reply::Data(info))
}

/// `GET /obcluster/topology/info`.
pub(crate) fn topology(call: &mut Call<'_>) -> Answer {
    if let Some(other) = better_informed(call) {
        return Ok(Reply::Relay(other));
    }
    let state = &call.agent().state;
    let known = state.cluster.as_ref();
    let cluster =
        known.filter(|_| state.identity == Identity::ClusterAgent || call.world.is_connected(call.me));
    let cluster = cluster.ok_or_else(no_database)?;
    Ok(Reply::Data(json!({ "zones": View::new(call.world, call.me, cluster).zones() })))
}

/// `GET /observer/info`.
pub(crate) fn observer_info(call: &mut Call<'_>) -> Answer {
    let state = &call.agent().state;
    if state.identity != Identity::ClusterAgent {
        return Err(crate::agent::identity::not_supported(state.address, state.identity, "CLUSTER AGENT"));
    }
    let cluster = state.cluster.as_ref().ok_or_else(no_database)?;
    View::new(call.world, call.me, cluster).own_server().map(Reply::Data).ok_or_else(no_database)
}

/// The cluster as `/ob/info` shows it.
pub(crate) fn brief(world: &crate::world::World, cluster: &Cluster) -> Value {
    let mut topology = Map::new();
    for server in &cluster.servers {
        let entry = json!({
            "svr_ip": server.agent.ip().to_string(),
            "svr_port": server.rpc_port,
            "sql_port": server.sql_port,
            "agent_port": server.agent.port(),
            "with_rootserver": if server.root { "YES" } else { "NO" },
            "status": if world.is_running(server) { "ACTIVE" } else { "INACTIVE" },
            "build_version": cluster.version,
        });
        let zone = topology.entry(server.zone.clone()).or_insert_with(|| json!([]));
        if let Some(list) = zone.as_array_mut() {
            list.push(entry);
        }
    }
    let version = cluster.version.split('-').next().unwrap_or_default();
    json!({
        "id": cluster.id, "name": cluster.name, "version": version, "topology": topology,
        "is_shared_storage": false,
    })
}

/// Who answers for an agent of the cluster that cannot ask its own observer.
fn better_informed(call: &Call<'_>) -> Option<std::net::SocketAddr> {
    if knows_database(call, &call.agent().state) {
        return None;
    }
    call.world.connected_elsewhere(call.me)
}

fn knows_database(call: &Call<'_>, state: &AgentState) -> bool {
    call.world.is_connected(call.me) || state.identity != Identity::ClusterAgent
}
