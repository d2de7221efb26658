use serde::{Deserialize, Serialize};

use super::lenient;

/// CPU, memory and disk of a cluster or of one server. What the agent leaves out is `None` or empty, never 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceStats {
    /// Cores.
    #[serde(deserialize_with = "lenient::float")]
    pub cpu_core_total: Option<f64>,
    /// Cores given to tenants.
    #[serde(deserialize_with = "lenient::float")]
    pub cpu_core_assigned: Option<f64>,
    /// 0 to 100, as are all percentages.
    #[serde(deserialize_with = "lenient::float")]
    pub cpu_core_assigned_percent: Option<f64>,
    /// In words, for example `10.00GB`, as are all sizes that do not name bytes.
    #[serde(deserialize_with = "lenient::text")]
    pub memory_total: String,
    #[serde(deserialize_with = "lenient::text")]
    pub memory_assigned: String,
    #[serde(deserialize_with = "lenient::count")]
    pub memory_in_bytes_total: Option<u64>,
    /// Given to tenants.
    #[serde(deserialize_with = "lenient::count")]
    pub memory_in_bytes_assigned: Option<u64>,
    #[serde(deserialize_with = "lenient::float")]
    pub memory_assigned_percent: Option<f64>,
    #[serde(deserialize_with = "lenient::text")]
    pub disk_total: String,
    #[serde(deserialize_with = "lenient::text")]
    pub disk_assigned: String,
    #[serde(deserialize_with = "lenient::count")]
    pub disk_in_bytes_total: Option<u64>,
    #[serde(deserialize_with = "lenient::count")]
    pub disk_in_bytes_assigned: Option<u64>,
    #[serde(deserialize_with = "lenient::float")]
    pub disk_assigned_percent: Option<f64>,
    /// Of a server only, as are the four below.
    #[serde(deserialize_with = "lenient::text")]
    pub disk_used: String,
    #[serde(deserialize_with = "lenient::text")]
    pub disk_free: String,
    #[serde(deserialize_with = "lenient::count")]
    pub disk_in_bytes_used: Option<u64>,
    #[serde(deserialize_with = "lenient::count")]
    pub disk_in_bytes_free: Option<u64>,
    #[serde(deserialize_with = "lenient::float")]
    pub disk_used_percent: Option<f64>,
    /// With shared storage only.
    #[serde(deserialize_with = "lenient::text")]
    pub shared_storage_used: String,
    /// With shared storage only.
    #[serde(deserialize_with = "lenient::count")]
    pub shared_storage_in_bytes_used: Option<u64>,
}
