use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
