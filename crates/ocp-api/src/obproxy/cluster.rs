use serde_json::Value;
use time::OffsetDateTime;

use super::words::{ObproxyClusterStatus, ObproxyServerStatus, WorkMode};
use crate::clusters::{ObClusterKind, ObClusterStatus};
use crate::fields::Fields;

/// A cluster of OBProxies. What OCP left out is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct ObproxyCluster {
    pub id: i64,
    pub name: String,
    /// Some releases do not say.
    pub status: Option<ObproxyClusterStatus>,
    /// What clients connect to: an IP address or a name. OCP only shows it and builds connect strings of it.
    pub address: String,
    pub port: Option<u16>,
    pub work_mode: Option<WorkMode>,
    /// Where its OBProxies ask for OB clusters.
    pub config_url: String,
    /// An OBProxy with another one has to refresh its configuration.
    pub parameter_version: String,
    pub creator: String,
    pub created_at: Option<OffsetDateTime>,
    pub updated_at: Option<OffsetDateTime>,
    /// `obLinks`: the OB clusters that it leads to.
    pub links: Vec<ObproxyLink>,
    /// How many of its OBProxies have which version.
    pub versions: Vec<Count>,
    /// How many of its OBProxies are in which IDC.
    pub idcs: Vec<Count>,
    /// `obproxies`.
    pub servers: Vec<ObproxyServer>,
}

/// An OB cluster that an OBProxy cluster leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct ObproxyLink {
    /// OCP's id.
    pub cluster_id: Option<i64>,
    /// OceanBase's id.
    pub ob_cluster_id: Option<i64>,
    pub cluster_name: String,
    /// As whom OBProxy connects.
    pub username: String,
    pub status: ObClusterStatus,
    pub kind: Option<ObClusterKind>,
    /// How many connections there are; OCP gives an average.
    pub connections: Option<f64>,
}

/// One OBProxy.
#[derive(Clone, Debug, PartialEq)]
pub struct ObproxyServer {
    pub id: i64,
    pub cluster_id: Option<i64>,
    /// OCP's id of the host.
    pub host_id: Option<i64>,
    pub idc: String,
    pub ip: String,
    pub sql_port: Option<u16>,
    pub exporter_port: Option<u16>,
    /// For example `1.9.1.1-1919579`.
    pub version: String,
    pub architecture: String,
    pub status: ObproxyServerStatus,
    /// Whether something is being done with it: `operateStatus` is `OPERATING`.
    pub is_operating: bool,
    pub parameter_version: String,
    pub last_active_at: Option<OffsetDateTime>,
}

/// How many there are of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub name: String,
    pub count: u32,
}

impl ObproxyCluster {
    pub(super) fn read(value: &Value) -> Option<ObproxyCluster> {
        let fields = Fields::of(value)?;
        let counts = |list: &str, name: &str| {
            let count = |fields: Fields<'_>| fields.small(&["count"]).unwrap_or(0);
            fields.all(&[list], |one| Some(Count { name: one.text(&[name]), count: count(one) }))
        };
        Some(ObproxyCluster {
            id: fields.number(&["id"])?,
            name: fields.text(&["name"]),
            status: fields.word(&["status"], ObproxyClusterStatus::of),
            address: fields.text(&["address"]),
            port: fields.small(&["port"]),
            work_mode: fields.word(&["workMode"], WorkMode::of),
            config_url: fields.text(&["configUrl"]),
            parameter_version: fields.text(&["parameterVersion"]),
            creator: fields.named(&["creatorName", "creator"]),
            created_at: fields.time(&["createTime"]),
            updated_at: fields.time(&["updateTime"]),
            links: fields.all(&["obLinks"], |link| Some(ObproxyLink::read(link))),
            versions: counts("versions", "version"),
            idcs: counts("topo", "idcName"),
            servers: fields.all(&["obproxies"], ObproxyServer::read),
        })
    }

    /// Whether an OBProxy of this cluster runs with another configuration than the cluster has.
    pub fn is_outdated(&self, server: &ObproxyServer) -> bool {
        let (ours, theirs) = (&self.parameter_version, &server.parameter_version);
        !ours.is_empty() && !theirs.is_empty() && ours != theirs
    }
}

impl ObproxyLink {
    fn read(fields: Fields<'_>) -> ObproxyLink {
        ObproxyLink {
            cluster_id: fields.number(&["clusterId"]),
            ob_cluster_id: fields.number(&["obClusterId"]),
            cluster_name: fields.text(&["clusterName"]),
            username: fields.text(&["username"]),
            status: ObClusterStatus::of(&fields.text(&["status"])),
            kind: fields.word(&["clusterType"], ObClusterKind::of),
            connections: fields.text(&["connections"]).parse().ok(),
        }
    }
}

impl ObproxyServer {
    fn read(fields: Fields<'_>) -> Option<ObproxyServer> {
        Some(ObproxyServer {
            id: fields.number(&["id"])?,
            cluster_id: fields.number(&["clusterId"]),
            host_id: fields.number(&["hostId"]),
            idc: fields.text(&["idcName"]),
            ip: fields.text(&["ip"]),
            sql_port: fields.small(&["sqlPort"]),
            exporter_port: fields.small(&["exporterPort", "exportPort"]),
            version: fields.text(&["version"]),
            architecture: fields.text(&["architecture"]),
            status: ObproxyServerStatus::of(&fields.text(&["status"])),
            is_operating: fields.text(&["operateStatus"]).eq_ignore_ascii_case("OPERATING"),
            parameter_version: fields.text(&["parameterVersion"]),
            last_active_at: fields.time(&["lastActiveTime"]),
        })
    }
}
