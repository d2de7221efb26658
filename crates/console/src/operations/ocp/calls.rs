//! What an OCP is asked to do with OBProxy.

use serde::{Deserialize, Serialize};

use crate::dto::{ExporterMember, LinkIds, NamedValue, ObproxyDeed, WorkMode};

/// One request to an OCP. Plain data, and ids of secrets; what it looks like on the wire is settled when it is planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum OcpCall {
    /// `POST /api/v2/obproxy/clusters`
    Create(Box<NewCluster>),
    /// `POST …/clusters/{id}/obproxies/batchAdd`; a task a host.
    AddServers {
        cluster: ClusterRef,
        hosts: Vec<HostRef>,
        sql_port: u16,
        exporter_port: u16,
        /// The package's file name.
        package: String,
    },
    /// `POST …/clusters/{id}/takeOver`; a task a host.
    TakeOver { cluster: ClusterRef, hosts: Vec<TakenRef> },
    /// Removes, restarts, starts or stops servers; one task for all of them.
    Servers { cluster: ClusterRef, deed: ServerDeed, servers: Vec<ServerRef>, paths: Paths },
    /// One server at a time. `package` is its short name.
    Upgrade { cluster: ClusterRef, server: ServerRef, package: String, paths: Paths },
    /// `PATCH …/clusters/{id}`; what is absent stays. There is no task.
    EditAddress { cluster: ClusterRef, address: Option<String>, port: Option<u16> },
    /// `POST …/clusters/{id}/obLinks/batchAdd`; there is no task.
    AddLink { cluster: ClusterRef, link: Link, link_ids: LinkIds },
    /// `DELETE …/clusters/{id}/obLinks/{name}`; there is no task.
    RemoveLink { cluster: ClusterRef, name: String },
    /// `PUT …/clusters/{id}/parameters`, of which no document tells.
    SetParameters { cluster: ClusterRef, values: Vec<NamedValue> },
    /// `DELETE …/clusters/{id}`
    Delete { cluster: ClusterRef },
    /// One more task of a call that OCP answered with several. Nothing is sent.
    Further { deed: ObproxyDeed, task_id: String, name: String },
}

/// An OBProxy cluster that is to be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewCluster {
    pub name: String,
    pub address: Option<String>,
    pub port: Option<u16>,
    pub work_mode: WorkMode,
    pub links: Vec<Link>,
    /// None: the cluster stays empty, and what follows is not sent.
    pub hosts: Vec<HostRef>,
    pub sql_port: u16,
    pub exporter_port: u16,
    pub rpc_port: Option<u16>,
    /// The package's file name.
    pub package: String,
    pub startup_parameters: Vec<NamedValue>,
    pub parameters: Vec<NamedValue>,
    pub install_path: Option<String>,
    pub run_user: Option<String>,
    /// Ids of secrets.
    pub proxysys_password: Option<String>,
    pub proxyro_password: Option<String>,
    pub exporter: ExporterMember,
    pub link_ids: LinkIds,
}

/// An OBProxy cluster that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterRef {
    pub id: i64,
    pub name: String,
}

/// A host by OCP's number; the address is empty when it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostRef {
    pub id: i64,
    pub ip: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TakenRef {
    pub host: HostRef,
    pub sql_port: u16,
    /// Id of the secret: the password of root@proxysys there.
    #[serde(default)]
    pub password: Option<String>,
}

/// An OBProxy by OCP's number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerRef {
    pub id: i64,
    pub ip: String,
    pub host_id: Option<i64>,
}

/// An OceanBase cluster that is led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    pub cluster_name: String,
    /// OCP's id.
    pub cluster_id: i64,
    /// OceanBase's id.
    pub ob_cluster_id: i64,
    pub username: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ServerDeed {
    Remove,
    Restart,
    Start,
    Stop,
}

/// Where servers are operated on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Paths {
    /// `…/obproxies/{ids}`, before OCP 4.3.5.
    Old,
    /// `…/servers/…`
    New,
}

impl OcpCall {
    pub fn deed(&self) -> ObproxyDeed {
        match self {
            OcpCall::Create(_) => ObproxyDeed::Create,
            OcpCall::AddServers { .. } => ObproxyDeed::AddServers,
            OcpCall::TakeOver { .. } => ObproxyDeed::TakeOver,
            OcpCall::Servers { deed, .. } => deed.deed(),
            OcpCall::Upgrade { .. } => ObproxyDeed::Upgrade,
            OcpCall::EditAddress { .. } => ObproxyDeed::EditAddress,
            OcpCall::AddLink { .. } => ObproxyDeed::AddLink,
            OcpCall::RemoveLink { .. } => ObproxyDeed::RemoveLink,
            OcpCall::SetParameters { .. } => ObproxyDeed::SetParameters,
            OcpCall::Delete { .. } => ObproxyDeed::Delete,
            OcpCall::Further { deed, .. } => *deed,
        }
    }

    /// Unique within an operation.
    pub fn key(&self) -> String {
        match self {
            OcpCall::Create(_) => "create".to_owned(),
            OcpCall::AddServers { .. } => "add-servers".to_owned(),
            OcpCall::TakeOver { .. } => "take-over".to_owned(),
            OcpCall::Servers { deed, servers, .. } => format!("{}:{}", deed.word(), joined(servers)),
            OcpCall::Upgrade { server, .. } => format!("upgrade:{}", server.id),
            OcpCall::EditAddress { .. } => "edit-address".to_owned(),
            OcpCall::AddLink { .. } => "add-link".to_owned(),
            OcpCall::RemoveLink { .. } => "remove-link".to_owned(),
            OcpCall::SetParameters { .. } => "set-parameters".to_owned(),
            OcpCall::Delete { .. } => "delete".to_owned(),
            OcpCall::Further { task_id, .. } => format!("task:{task_id}"),
        }
    }

    /// The cluster it is about, if that is there already.
    pub fn cluster(&self) -> Option<&ClusterRef> {
        match self {
            OcpCall::AddServers { cluster, .. }
            | OcpCall::TakeOver { cluster, .. }
            | OcpCall::Servers { cluster, .. }
            | OcpCall::Upgrade { cluster, .. }
            | OcpCall::EditAddress { cluster, .. }
            | OcpCall::AddLink { cluster, .. }
            | OcpCall::RemoveLink { cluster, .. }
            | OcpCall::SetParameters { cluster, .. }
            | OcpCall::Delete { cluster } => Some(cluster),
            OcpCall::Create(_) | OcpCall::Further { .. } => None,
        }
    }

    /// Ids of the secrets that it is sent with.
    pub fn secrets(&self) -> Vec<&str> {
        match self {
            OcpCall::Create(new) => [&new.proxysys_password, &new.proxyro_password]
                .into_iter()
                .filter_map(Option::as_deref)
                .collect(),
            OcpCall::TakeOver { hosts, .. } => {
                hosts.iter().filter_map(|taken| taken.password.as_deref()).collect()
            }
            OcpCall::AddServers { .. }
            | OcpCall::Servers { .. }
            | OcpCall::Upgrade { .. }
            | OcpCall::EditAddress { .. }
            | OcpCall::AddLink { .. }
            | OcpCall::RemoveLink { .. }
            | OcpCall::SetParameters { .. }
            | OcpCall::Delete { .. }
            | OcpCall::Further { .. } => Vec::new(),
        }
    }
}

impl ServerDeed {
    pub fn deed(self) -> ObproxyDeed {
        match self {
            ServerDeed::Remove => ObproxyDeed::RemoveServers,
            ServerDeed::Restart => ObproxyDeed::Restart,
            ServerDeed::Start => ObproxyDeed::Start,
            ServerDeed::Stop => ObproxyDeed::Stop,
        }
    }

    /// The last part of its new path.
    pub fn word(self) -> &'static str {
        match self {
            ServerDeed::Remove => "delete",
            ServerDeed::Restart => "restart",
            ServerDeed::Start => "start",
            ServerDeed::Stop => "stop",
        }
    }
}

/// Ids as a path has them.
pub fn joined(servers: &[ServerRef]) -> String {
    servers.iter().map(|server| server.id.to_string()).collect::<Vec<_>>().join(",")
}
