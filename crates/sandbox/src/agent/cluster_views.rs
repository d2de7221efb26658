//! What a cluster agent tells about its cluster.

use serde_json::{Map, Value, json};

use crate::agent::identity::Identity;
use crate::agent::state::{Cluster, Server};
use crate::agent::views::no_database;
use crate::http::call::{Answer, Call, Reply};
use crate::options::DEFAULT_OB_VERSION;
use crate::world::World;

const GIB: u64 = 1 << 30;

/// `GET /obcluster/info`.
pub(crate) fn cluster_info(call: &mut Call<'_>) -> Answer {
    let state = &call.agent().state;
    let status =
        ["NOT RUNNING", "RUNNING", "RESTRICTED", "AVAILABLE"][usize::from(state.observer.state.min(3))];
    let none = Cluster::default();
    let cluster = state.cluster.as_ref().unwrap_or(&none);
    let name = if cluster.name.is_empty() {
        state.settings.cluster_name.clone()
    } else {
        Some(cluster.name.clone())
    };
    let id = if cluster.id == 0 { state.settings.cluster_id.unwrap_or_default() } else { cluster.id };
    let count = u64::try_from(cluster.servers.len()).unwrap_or_default();
    Ok(Reply::Data(json!({
        "cluster_name": name.unwrap_or_default(),
        "cluster_id": id,
        "status": status,
        "is_community_edition": true,
        "is_standalone": false,
        "ob_version": call.agent().ob_version(),
        "dead_lock_detection_enabled": true,
        "startup_mode": "NORMAL",
        "is_shared_storage": false,
        "stats": stats(count),
        "zones": zones(call.world, cluster),
        "tenants": [],
        "tenant_stats": [],
    })))
}

/// `GET /obcluster/topology/info`.
pub(crate) fn topology(call: &mut Call<'_>) -> Answer {
    let state = &call.agent().state;
    let cluster = state.cluster.as_ref().filter(|_| state.observer.state == 3).ok_or_else(no_database)?;
    Ok(Reply::Data(json!({ "zones": zones(call.world, cluster) })))
}

/// `GET /observer/info`.
pub(crate) fn observer_info(call: &mut Call<'_>) -> Answer {
    let state = &call.agent().state;
    if state.identity != Identity::ClusterAgent {
        return Err(crate::agent::identity::not_supported(state.address, state.identity, "CLUSTER AGENT"));
    }
    let servers = state.cluster.iter().flat_map(|cluster| cluster.servers.iter().enumerate());
    let own = servers.map(|(n, s)| (n, s.clone())).find(|(_, server)| server.agent == state.address);
    let (number, own) = own.ok_or_else(no_database)?;
    Ok(Reply::Data(server(call.world, number, &own)))
}

/// The cluster as `/ob/info` shows it.
pub(crate) fn brief(cluster: &Cluster) -> Value {
    let mut topology = Map::new();
    for server in &cluster.servers {
        let entry = json!({
            "svr_ip": server.agent.ip().to_string(),
            "svr_port": server.rpc_port,
            "sql_port": server.sql_port,
            "agent_port": server.agent.port(),
            "with_rootserver": if server.root { "YES" } else { "NO" },
            "status": "ACTIVE",
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

fn zones(world: &World, cluster: &Cluster) -> Vec<Value> {
    let mut names: Vec<&str> = Vec::new();
    for server in &cluster.servers {
        if !names.contains(&server.zone.as_str()) {
            names.push(&server.zone);
        }
    }
    names.extend(cluster.bare_zones.iter().map(String::as_str));
    names.into_iter().enumerate().map(|(index, name)| zone(world, cluster, index, name)).collect()
}

fn zone(world: &World, cluster: &Cluster, index: usize, name: &str) -> Value {
    let inside = || cluster.servers.iter().enumerate().filter(|(_, server)| server.zone == name);
    let root = inside().find(|(_, server)| server.root).map_or_else(
        || json!({}),
        |(_, root)| {
            let role = if index == 0 { "LEADER" } else { "FOLLOWER" };
            json!({"ip": root.agent.ip().to_string(), "role": role, "zone": name, "svr_port": root.rpc_port})
        },
    );
    json!({
        "name": name, "idc_name": "", "region_name": "sys_region", "status": "RUNNING", "inner_status": "ACTIVE",
        "root_server": root,
        "servers": inside().map(|(number, entry)| server(world, number, entry)).collect::<Vec<_>>(),
    })
}

fn server(world: &World, number: usize, server: &Server) -> Value {
    let agent = world.find(server.agent).map(|index| &world.agents[index]);
    let up =
        agent.is_some_and(|agent| agent.state.observer.state > 0) || world.forged.contains(&server.agent);
    let mut stats = stats(1);
    if let Some(fields) = stats.as_object_mut() {
        let used = 24 * GIB;
        fields.insert("disk_used".to_owned(), human(used).into());
        fields.insert("disk_free".to_owned(), human(1000 * GIB).into());
        fields.insert("disk_in_bytes_used".to_owned(), used.into());
        fields.insert("disk_in_bytes_free".to_owned(), (1000 * GIB).into());
        fields.insert("disk_used_percent".to_owned(), json!(2.34));
        fields.insert("ip".to_owned(), server.agent.ip().to_string().into());
        fields.insert("port".to_owned(), server.rpc_port.into());
        fields.insert("zone".to_owned(), server.zone.clone().into());
    }
    json!({
        "id": number + 1,
        "ip": server.agent.ip().to_string(),
        "svr_port": server.rpc_port,
        "sql_port": server.sql_port,
        "version": agent.map_or(DEFAULT_OB_VERSION, |agent| agent.ob_version()),
        "with_rootserver": server.root,
        "status": if up { "RUNNING" } else { "UNAVAILABLE" },
        "ob_status": if up { 3 } else { 0 },
        "inner_status": if up { "ACTIVE" } else { "INACTIVE" },
        "start_time": world.text(server.started),
        "stop_time": "0001-01-01T00:00:00Z",
        "stats": stats,
        "architecture": "x86_64",
        "data_dir": server.data_dir,
        "redo_dir": server.redo_dir,
        "log_dir": "/home/admin/oceanbase/log",
        "obshell_port": server.agent.port(),
    })
}

fn stats(servers: u64) -> Value {
    let (cores, memory, disk) = (16 * servers, 64 * GIB * servers, 1024 * GIB * servers);
    let (memory_used, disk_used) = (8 * GIB * servers, 24 * GIB * servers);
    json!({
        "cpu_core_total": cores, "cpu_core_assigned": 2 * servers,
        "cpu_core_assigned_percent": 12.5, "memory_assigned_percent": 12.5, "disk_assigned_percent": 2.34,
        "memory_total": human(memory), "memory_assigned": human(memory_used),
        "disk_total": human(disk), "disk_assigned": human(disk_used),
        "memory_in_bytes_total": memory, "memory_in_bytes_assigned": memory_used,
        "disk_in_bytes_total": disk, "disk_in_bytes_assigned": disk_used,
    })
}

fn human(bytes: u64) -> String {
    format!("{}.00GB", bytes / GIB)
}
