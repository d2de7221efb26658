//! OBProxy clusters as OCP's answers tell of them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::gotime;
use crate::ocp::asked::Asked;
use crate::ocp::estate::Estate;
use crate::ocp::obproxy::model::{Change, Cluster, Link, Server, ServerState};

/// A cluster with everything.
pub fn cluster(cluster: &Cluster, estate: &Estate, asked: &Asked<'_>) -> Value {
    let time = |at| gotime::render(at, asked.offset);
    let idc = |server: &Server| estate.host(server.host).map_or("", |host| host.idc);
    let config_url = (cluster.work_mode != "RS_LIST").then(|| {
        format!(
            "{}/services?Action=GetObProxyConfig&User_ID=alibaba&UID=admin&ObproxyClusterName={}",
            estate.base, cluster.name
        )
    });
    let links: Vec<Value> = cluster.links.iter().filter_map(|one| link(one, cluster, estate)).collect();
    let servers: Vec<Value> = cluster.servers.iter().map(|it| server(it, cluster, estate, asked)).collect();
    json!({
        "address": cluster.address, "configUrl": config_url, "createTime": time(cluster.created), "creatorId": 100,
        "creatorName": "admin", "id": cluster.id, "name": cluster.name, "obLinks": links, "obproxies": servers,
        "parameterVersion": cluster.parameter_version, "port": cluster.port, "status": status(cluster, estate),
        "topo": counts("idcName", cluster.servers.iter().map(idc)), "updateTime": time(cluster.updated),
        "versions": counts("version", cluster.servers.iter().map(|server| server.version.as_str())),
        "workMode": cluster.work_mode,
    })
}

fn status(cluster: &Cluster, estate: &Estate) -> &'static str {
    let operated = estate.proxies.operated();
    match estate.proxies.pending_of(cluster.id) {
        Some(Change::Create) => "CREATING",
        Some(Change::Delete) => "DELETING",
        Some(_) | None => {
            if cluster.servers.iter().any(|server| operated.contains(&server.id)) {
                "OPERATING"
            } else if !cluster.servers.is_empty()
                && cluster.servers.iter().all(|server| server.state == ServerState::Stopped)
            {
                "STOPPED"
            } else {
                "RUNNING"
            }
        }
    }
}

fn link(link: &Link, cluster: &Cluster, estate: &Estate) -> Option<Value> {
    let linked = estate.cluster(link.cluster)?;
    let running = cluster.servers.iter().filter(|server| server.state == ServerState::Running).count();
    let kind = if linked.primary.is_some() { "STANDBY" } else { "PRIMARY" };
    let connections = if running > 0 { 12.0 } else { 0.0 };
    Some(json!({
        "clusterId": linked.id, "clusterName": linked.name, "username": link.username, "status": linked.status,
        "connections": connections, "obClusterId": linked.ob_id, "clusterType": kind,
    }))
}

fn server(server: &Server, cluster: &Cluster, estate: &Estate, asked: &Asked<'_>) -> Value {
    let host = estate.host(server.host);
    let runs = server.state == ServerState::Running;
    let active = if runs { asked.now } else { server.active };
    let operated = estate.proxies.operated().contains(&server.id);
    json!({
        "architecture": host.map(|host| host.architecture), "clusterId": cluster.id,
        "exporterPort": server.exporter_port, "hostId": server.host, "id": server.id,
        "idcName": host.map(|host| host.idc), "ip": host.map(|host| &host.ip),
        "lastActiveTime": gotime::render(active, asked.offset),
        "operateStatus": if operated { "OPERATING" } else { "NORMAL" },
        "parameterVersion": server.parameter_version, "sqlPort": server.sql_port, "status": server.state.word(),
        "version": server.version,
    })
}

fn counts<'a>(name: &str, words: impl Iterator<Item = &'a str>) -> Vec<Value> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    words.for_each(|word| *counts.entry(word).or_default() += 1);
    counts.into_iter().map(|(word, count)| json!({name: word, "count": count})).collect()
}
