//! An OBProxy cluster of an OCP as the window shows it.

use std::collections::BTreeSet;

use ocp_api::{ObClusterKind, ObproxyCluster, ObproxyLink, ObproxyServer};

use super::deeds::{Around, Standing, of_cluster, of_server, standing};
use super::shown::id;
use crate::dto::{self, LookUpState, ObproxyConnect, ObproxySummary};
use crate::tasks::to_millis;

const PORT: u16 = 2883;

/// One line of the list. `offset_ms` is OCP's clock minus ours.
pub fn summary(cluster: &ObproxyCluster, offset_ms: f64) -> ObproxySummary {
    let servers = &cluster.servers;
    let counted: u32 = cluster.versions.iter().map(|version| version.count).sum();
    let is_running = |server: &&ObproxyServer| standing(server) == Standing::Running;
    let named = cluster.versions.iter().map(|version| &version.name);
    let versions: BTreeSet<&String> = named.chain(servers.iter().map(|server| &server.version)).collect();
    ObproxySummary {
        id: cluster.id.to_string(),
        name: cluster.name.clone(),
        address: cluster.address.clone(),
        port: cluster.port,
        work_mode: cluster.work_mode.as_ref().map(ToString::to_string).unwrap_or_default(),
        ob_clusters: cluster.links.iter().map(|link| link.cluster_name.clone()).collect(),
        servers: count(servers.len()).max(counted),
        servers_running: count(servers.iter().filter(is_running).count()),
        versions: versions.into_iter().filter(|version| !version.is_empty()).cloned().collect(),
        status: cluster.status.as_ref().map(ToString::to_string).unwrap_or_default(),
        creator: cluster.creator.clone(),
        created_at: cluster.created_at.map(|time| to_millis(time, offset_ms)),
    }
}

/// The whole cluster, with what can be done with it.
pub fn whole(
    cluster: &ObproxyCluster,
    state: LookUpState,
    around: &Around<'_>,
    offset_ms: f64,
) -> dto::ObproxyCluster {
    let server = |one: &ObproxyServer| server(cluster, one, around, offset_ms);
    dto::ObproxyCluster {
        state,
        summary: summary(cluster, offset_ms),
        config_url: cluster.config_url.clone(),
        links: cluster.links.iter().map(link).collect(),
        servers: cluster.servers.iter().map(server).collect(),
        connect: connect(cluster),
        deeds: of_cluster(cluster, around),
    }
}

fn link(link: &ObproxyLink) -> dto::ObproxyLink {
    dto::ObproxyLink {
        cluster_name: link.cluster_name.clone(),
        cluster_id: id(link.cluster_id),
        ob_cluster_id: id(link.ob_cluster_id),
        username: link.username.clone(),
        status: link.status.to_string(),
        connections: link.connections,
        is_standby: link.kind == Some(ObClusterKind::Standby),
    }
}

fn server(
    cluster: &ObproxyCluster,
    server: &ObproxyServer,
    around: &Around<'_>,
    offset_ms: f64,
) -> dto::ObproxyServer {
    let standing = standing(server);
    dto::ObproxyServer {
        id: server.id.to_string(),
        host_id: id(server.host_id),
        ip: server.ip.clone(),
        idc: server.idc.clone(),
        sql_port: server.sql_port,
        exporter_port: server.exporter_port,
        version: server.version.clone(),
        architecture: server.architecture.clone(),
        status: server.status.to_string(),
        is_running: standing == Standing::Running,
        is_busy: standing == Standing::Busy,
        last_active_at: server.last_active_at.map(|time| to_millis(time, offset_ms)),
        is_behind: cluster.is_outdated(server),
        deeds: of_server(server, around),
    }
}

/// How clients reach each cluster that it leads to: at its address, or at a server that runs when it has none.
fn connect(cluster: &ObproxyCluster) -> Vec<ObproxyConnect> {
    let first = cluster.servers.iter().find(|server| standing(server) == Standing::Running);
    let given = Some(cluster.address.trim()).filter(|address| !address.is_empty());
    let by_port = |server: &ObproxyServer| server.sql_port;
    let place = match (given, first) {
        (Some(address), first) => Some((address, cluster.port.or(first.and_then(by_port)))),
        (None, Some(server)) => Some((server.ip.as_str(), server.sql_port)),
        (None, None) => None,
    };
    let Some((host, port)) = place else { return Vec::new() };
    let port = port.unwrap_or(PORT);
    let command = |name: &str| {
        let (address, user) = (word(&format!("-h{host}")), word(&format!("-uroot@sys#{name}")));
        format!("obclient {address} -P{port} {user} -p -Doceanbase")
    };
    let one = |link: &ObproxyLink| ObproxyConnect {
        cluster_name: link.cluster_name.clone(),
        host: host.to_owned(),
        port,
        command: command(&link.cluster_name),
    };
    cluster.links.iter().map(one).collect()
}

/// One word for a shell, whatever OCP has in a name: the command is there to be copied.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:@#/[]".contains(c);
    if text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "cluster_tests.rs"]
mod tests;
