use std::collections::BTreeMap;
use std::fmt;

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};

use crate::call::{Call, Payload};
use crate::credentials::Rule;
use crate::error::Error;
use crate::model::agent::AgentAddress;
use crate::secret_buffer::SecretBuffer;

/// `POST /api/v1/agent/join`: makes the receiving `SINGLE` agent a member of a group.
#[derive(Clone, Debug)]
pub struct JoinRequest {
    /// The group's master, exactly as the master names itself; the receiver's own address makes it the master.
    pub agent: AgentAddress,
    /// Zone of the receiver.
    pub zone_name: String,
    /// The master's agent password, if it has one (agents from 4.2.6).
    pub master_password: Option<SecretString>,
}

/// `POST /api/v1/observer/config`: options of the observers to come.
/// Replaces all that was set for the same scope.
#[derive(Clone, Debug, Serialize)]
pub struct ObserverConfigRequest {
    /// At least one entry. Not allowed: `cluster_id`, `cluster`, `rootPwd`, `rootservice_list`, `zone`,
    /// `local_ip`, `devname`. A comma within a value begins another option.
    #[serde(rename = "observerConfig")]
    pub config: BTreeMap<String, String>,
    pub scope: Scope,
}

/// For which observers an [`ObserverConfigRequest`] is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Global,
    /// Names of zones.
    Zones(Vec<String>),
    /// Agents that have joined.
    Servers(Vec<AgentAddress>),
}

/// `POST /api/v1/obcluster/config`: name, id and root password of the cluster to come.
#[derive(Clone, Debug)]
pub struct ClusterConfigRequest {
    /// Greater than 0.
    pub cluster_id: i64,
    pub cluster_name: String,
    /// Sent even when empty: without it the agent would not count the root password as set.
    pub root_password: SecretString,
    /// `ip:rpcPort:sqlPort` of one server per zone, joined by `;`. `None` lets the agent choose.
    pub rs_list: Option<String>,
}

/// `POST /api/v1/ob/init`: starts the configured cluster.
#[derive(Clone, Debug, Default)]
pub struct InitRequest {
    /// Import time zones and GIS data into the sys tenant (agents from 4.2.4.2).
    pub import_script: bool,
    /// Create the user `proxyro` (agents from 4.2.6).
    pub create_proxyro_user: bool,
    /// Password of `proxyro`.
    pub proxyro_password: Option<SecretString>,
}

impl Call {
    /// A call that changes something, with `body` as JSON.
    pub fn change(method: Method, target: impl Into<String>, body: &impl Serialize) -> Result<Call, Error> {
        let body = SecretBuffer::json(body).map_err(|e| Error::Encrypt { detail: e.to_string() })?;
        let target = target.into();
        Ok(Call { method, target, body: Some(Payload::Json(body)), rule: Rule::Identity, mutating: true })
    }
}

/// A secret that may be written into a request body, and nowhere else.
pub struct Exposed<'a>(pub &'a SecretString);

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose_secret())
    }
}

impl fmt::Debug for Exposed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Body of [`JoinRequest`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JoinBody<'a> {
    agent_info: &'a AgentAddress,
    zone_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    master_password: Option<Exposed<'a>>,
}

impl<'a> From<&'a JoinRequest> for JoinBody<'a> {
    fn from(request: &'a JoinRequest) -> JoinBody<'a> {
        JoinBody {
            agent_info: &request.agent,
            zone_name: &request.zone_name,
            master_password: request.master_password.as_ref().map(Exposed),
        }
    }
}

/// Body of [`ClusterConfigRequest`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterConfigBody<'a> {
    cluster_id: i64,
    cluster_name: &'a str,
    root_pwd: Exposed<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rs_list: Option<&'a str>,
}

impl<'a> From<&'a ClusterConfigRequest> for ClusterConfigBody<'a> {
    fn from(request: &'a ClusterConfigRequest) -> ClusterConfigBody<'a> {
        ClusterConfigBody {
            cluster_id: request.cluster_id,
            cluster_name: &request.cluster_name,
            root_pwd: Exposed(&request.root_password),
            rs_list: request.rs_list.as_deref(),
        }
    }
}

/// Body of [`InitRequest`].
#[derive(Serialize)]
pub struct InitBody<'a> {
    import_script: bool,
    create_proxyro_user: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxyro_password: Option<Exposed<'a>>,
}

impl<'a> From<&'a InitRequest> for InitBody<'a> {
    fn from(request: &'a InitRequest) -> InitBody<'a> {
        InitBody {
            import_script: request.import_script,
            create_proxyro_user: request.create_proxyro_user,
            proxyro_password: request.proxyro_password.as_ref().map(Exposed),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, target) = match self {
            Scope::Global => ("GLOBAL", Vec::new()),
            Scope::Zones(zones) => ("ZONE", zones.clone()),
            Scope::Servers(servers) => ("SERVER", servers.iter().map(AgentAddress::to_string).collect()),
        };
        ScopeBody { kind, target }.serialize(serializer)
    }
}

#[derive(Serialize)]
struct ScopeBody {
    #[serde(rename = "type")]
    kind: &'static str,
    target: Vec<String>,
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
