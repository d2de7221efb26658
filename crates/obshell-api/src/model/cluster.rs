use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::agent::Identity;
use super::lenient;

/// `GET /api/v1/ob/info`: the agents of a group or cluster, and the cluster if there is one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObInfo {
    #[serde(rename = "agent_info", deserialize_with = "lenient::list")]
    pub agents: Vec<KnownAgent>,
    /// Empty until the cluster is configured.
    #[serde(rename = "obcluster_info", deserialize_with = "lenient::or_default")]
    pub cluster: ClusterTopology,
}

/// An agent as its group knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownAgent {
    #[serde(deserialize_with = "lenient::text")]
    pub ip: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub port: u16,
    #[serde(deserialize_with = "lenient::text")]
    pub zone: String,
    pub identity: Identity,
    #[serde(deserialize_with = "lenient::text")]
    pub version: String,
}

/// `obcluster_info` of [`ObInfo`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterTopology {
    #[serde(deserialize_with = "lenient::or_default")]
    pub id: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub version: String,
    /// Servers by zone; empty before the cluster is initialised.
    #[serde(deserialize_with = "lenient::or_default")]
    pub topology: BTreeMap<String, Vec<TopologyServer>>,
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_shared_storage: bool,
}

/// An OBServer in [`ClusterTopology`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopologyServer {
    #[serde(deserialize_with = "lenient::text")]
    pub svr_ip: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub svr_port: u16,
    #[serde(deserialize_with = "lenient::or_default")]
    pub sql_port: u16,
    #[serde(deserialize_with = "lenient::or_default")]
    pub agent_port: u16,
    /// `YES` or `NO`.
    #[serde(deserialize_with = "lenient::text")]
    pub with_rootserver: String,
    #[serde(deserialize_with = "lenient::text")]
    pub status: String,
    #[serde(deserialize_with = "lenient::text")]
    pub build_version: String,
}

/// `GET /api/v1/obcluster/info`. Parts this crate does not model are kept as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterInfo {
    #[serde(deserialize_with = "lenient::text")]
    pub cluster_name: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub cluster_id: i64,
    /// `NOT RUNNING`, `RUNNING`, `RESTRICTED` or `AVAILABLE`, as this agent sees it.
    #[serde(deserialize_with = "lenient::text")]
    pub status: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_community_edition: bool,
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_standalone: bool,
    #[serde(deserialize_with = "lenient::text")]
    pub ob_version: String,
    #[serde(deserialize_with = "lenient::text")]
    pub startup_mode: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_shared_storage: bool,
    /// The task in progress on the cluster, empty when there is none.
    #[serde(deserialize_with = "lenient::text")]
    pub local_task_id: String,
    /// Totals of CPU cores, memory and disk.
    pub stats: Value,
    #[serde(deserialize_with = "lenient::list")]
    pub zones: Vec<ClusterZone>,
    #[serde(deserialize_with = "lenient::list")]
    pub tenants: Vec<Value>,
}

/// A zone of [`ClusterInfo`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterZone {
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub idc_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub region_name: String,
    /// For example `RUNNING`, `UNAVAILABLE`, `STOPPED`, `STARTING`.
    #[serde(deserialize_with = "lenient::text")]
    pub status: String,
    #[serde(deserialize_with = "lenient::text")]
    pub inner_status: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub root_server: RootServer,
    #[serde(deserialize_with = "lenient::list")]
    pub servers: Vec<ClusterServer>,
    #[serde(deserialize_with = "lenient::text")]
    pub local_task_id: String,
}

/// The root service replica of a [`ClusterZone`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RootServer {
    #[serde(deserialize_with = "lenient::text")]
    pub ip: String,
    /// `LEADER` or `FOLLOWER`.
    #[serde(deserialize_with = "lenient::text")]
    pub role: String,
    #[serde(deserialize_with = "lenient::text")]
    pub zone: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub svr_port: u16,
}

/// An OBServer of a [`ClusterZone`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterServer {
    #[serde(deserialize_with = "lenient::or_default")]
    pub id: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub ip: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub svr_port: u16,
    #[serde(deserialize_with = "lenient::or_default")]
    pub sql_port: u16,
    #[serde(deserialize_with = "lenient::or_default")]
    pub obshell_port: u16,
    #[serde(deserialize_with = "lenient::text")]
    pub version: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub with_rootserver: bool,
    /// For example `RUNNING`, `UNAVAILABLE`, `SERVICE_STOPPED`, `PROCESS_STOPPED`.
    #[serde(deserialize_with = "lenient::text")]
    pub status: String,
    /// Same numbers as [`AgentStatus::ob_state`](crate::AgentStatus::ob_state).
    #[serde(deserialize_with = "lenient::or_default")]
    pub ob_status: i32,
    #[serde(deserialize_with = "lenient::text")]
    pub inner_status: String,
    #[serde(deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub start_time: Option<OffsetDateTime>,
    #[serde(deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub stop_time: Option<OffsetDateTime>,
    /// CPU, memory and disk of this server.
    pub stats: Value,
    #[serde(deserialize_with = "lenient::text")]
    pub architecture: String,
    #[serde(deserialize_with = "lenient::text")]
    pub data_dir: String,
    #[serde(deserialize_with = "lenient::text")]
    pub redo_dir: String,
    #[serde(deserialize_with = "lenient::text")]
    pub log_dir: String,
    #[serde(deserialize_with = "lenient::text")]
    pub local_task_id: String,
}
