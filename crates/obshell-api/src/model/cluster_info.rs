use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use super::cluster_status::{ClusterStatus, ServerStatus, ZoneStatus};
use super::id::GenericId;
use super::lenient;
use super::stats::ResourceStats;

/// `GET /api/v1/obcluster/info`. Parts this crate does not model are kept as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterInfo {
    #[serde(deserialize_with = "lenient::text")]
    pub cluster_name: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub cluster_id: i64,
    /// As the agent that answers sees it.
    pub status: ClusterStatus,
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_community_edition: bool,
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_standalone: bool,
    #[serde(deserialize_with = "lenient::text")]
    pub ob_version: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub dead_lock_detection_enabled: bool,
    #[serde(deserialize_with = "lenient::text")]
    pub startup_mode: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_shared_storage: bool,
    pub shared_storage_info: Option<Value>,
    /// The task in progress on the cluster.
    #[serde(deserialize_with = "lenient::or_default")]
    pub local_task_id: Option<GenericId>,
    /// Totals of the cluster.
    #[serde(deserialize_with = "lenient::or_default")]
    pub stats: ResourceStats,
    #[serde(deserialize_with = "lenient::list")]
    pub zones: Vec<ClusterZone>,
    #[serde(deserialize_with = "lenient::list")]
    pub tenants: Vec<Value>,
    #[serde(deserialize_with = "lenient::list")]
    pub tenant_stats: Vec<Value>,
    /// Of the standalone edition.
    pub license: Option<Value>,
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
    pub status: ZoneStatus,
    /// The cluster's own word for it, for example `ACTIVE`.
    #[serde(deserialize_with = "lenient::text")]
    pub inner_status: String,
    /// Empty when the zone has none.
    #[serde(deserialize_with = "lenient::or_default")]
    pub root_server: RootServer,
    #[serde(deserialize_with = "lenient::list")]
    pub servers: Vec<ClusterServer>,
    /// The task in progress on the zone.
    #[serde(deserialize_with = "lenient::or_default")]
    pub local_task_id: Option<GenericId>,
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

/// An OBServer of a [`ClusterZone`]; the agent's own with `GET /api/v1/observer/info`.
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
    /// Some agents leave it out.
    pub status: ServerStatus,
    /// Same numbers as [`AgentStatus::ob_state`](crate::AgentStatus::ob_state).
    #[serde(deserialize_with = "lenient::or_default")]
    pub ob_status: i32,
    /// The cluster's own word for it, for example `ACTIVE`.
    #[serde(deserialize_with = "lenient::text")]
    pub inner_status: String,
    #[serde(deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub start_time: Option<OffsetDateTime>,
    /// When it was stopped; `None` while it is in service.
    #[serde(deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub stop_time: Option<OffsetDateTime>,
    #[serde(deserialize_with = "lenient::or_default")]
    pub stats: ResourceStats,
    #[serde(deserialize_with = "lenient::text")]
    pub architecture: String,
    #[serde(deserialize_with = "lenient::text")]
    pub data_dir: String,
    #[serde(deserialize_with = "lenient::text")]
    pub redo_dir: String,
    #[serde(deserialize_with = "lenient::text")]
    pub log_dir: String,
    /// The task in progress on the server.
    #[serde(deserialize_with = "lenient::or_default")]
    pub local_task_id: Option<GenericId>,
}

#[cfg(test)]
#[path = "cluster_info_tests.rs"]
mod tests;
