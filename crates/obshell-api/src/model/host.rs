use serde::{Deserialize, Serialize};

use super::lenient;

/// `GET /api/v1/agent/host-info`: the machine an agent runs on. Texts and sizes are as the agent wrote them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct HostInfo {
    #[serde(deserialize_with = "lenient::or_default")]
    pub os: Os,
    #[serde(rename = "cpuInfo", deserialize_with = "lenient::or_default")]
    pub cpu: Cpu,
    #[serde(deserialize_with = "lenient::or_default")]
    pub basic: Basic,
    #[serde(deserialize_with = "lenient::list")]
    pub disks: Vec<Disk>,
    #[serde(rename = "memoryInfo", deserialize_with = "lenient::or_default")]
    pub memory: Memory,
    #[serde(deserialize_with = "lenient::or_default")]
    pub ulimit: Ulimit,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Os {
    #[serde(deserialize_with = "lenient::text")]
    pub os: String,
    #[serde(deserialize_with = "lenient::text")]
    pub version: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Cpu {
    #[serde(deserialize_with = "lenient::text")]
    pub frequency: String,
    #[serde(deserialize_with = "lenient::text")]
    pub model_name: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub logical_cores: u32,
    #[serde(deserialize_with = "lenient::or_default")]
    pub physical_cores: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Basic {
    #[serde(deserialize_with = "lenient::text")]
    pub host_hash: String,
    #[serde(deserialize_with = "lenient::text")]
    pub host_type: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Disk {
    #[serde(deserialize_with = "lenient::text")]
    pub used: String,
    #[serde(deserialize_with = "lenient::text")]
    pub total: String,
    #[serde(deserialize_with = "lenient::text")]
    pub mount_hash: String,
    #[serde(deserialize_with = "lenient::text")]
    pub device_name: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    #[serde(deserialize_with = "lenient::text")]
    pub free: String,
    #[serde(deserialize_with = "lenient::text")]
    pub total: String,
    #[serde(deserialize_with = "lenient::text")]
    pub available: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Ulimit {
    #[serde(deserialize_with = "lenient::text")]
    pub nofile_hard: String,
    #[serde(deserialize_with = "lenient::text")]
    pub nofile_soft: String,
    #[serde(deserialize_with = "lenient::text")]
    pub max_user_processes_hard: String,
    #[serde(deserialize_with = "lenient::text")]
    pub max_user_processes_soft: String,
}
