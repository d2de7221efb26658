//! What calls look like on the wire.

use ocp_api::{ObLink, ObproxyParameter, ServerPaths, WireForm};
use serde_json::{Value, json};

use super::calls::{Link, OcpCall, Paths, ServerDeed, TakenRef, joined};
use super::wire_new::masked;
use crate::dto::{LinkIds, NamedValue};
use crate::operations::bodies::{MASK, shown_value};

const CLUSTERS: &str = "/api/v2/obproxy/clusters";

impl OcpCall {
    pub fn method(&self) -> &'static str {
        match self {
            OcpCall::Servers { deed: ServerDeed::Remove, paths: Paths::Old, .. }
            | OcpCall::RemoveLink { .. }
            | OcpCall::Delete { .. } => "DELETE",
            OcpCall::EditAddress { .. } => "PATCH",
            OcpCall::SetParameters { .. } => "PUT",
            OcpCall::Further { .. } => "GET",
            OcpCall::Create(_)
            | OcpCall::AddServers { .. }
            | OcpCall::TakeOver { .. }
            | OcpCall::Servers { .. }
            | OcpCall::Upgrade { .. }
            | OcpCall::AddLink { .. } => "POST",
        }
    }

    pub fn path(&self) -> String {
        let of = |rest: String| match self.cluster() {
            Some(cluster) => format!("{CLUSTERS}/{}{rest}", cluster.id),
            None => format!("{CLUSTERS}{rest}"),
        };
        match self {
            OcpCall::Create(_) | OcpCall::EditAddress { .. } | OcpCall::Delete { .. } => of(String::new()),
            OcpCall::AddServers { .. } => of("/obproxies/batchAdd".to_owned()),
            OcpCall::TakeOver { .. } => of("/takeOver".to_owned()),
            OcpCall::Servers { deed, servers, paths, .. } => match (servers_path(*deed, *paths), deed) {
                (Paths::New, _) => of(format!("/servers/{}", deed.word())),
                (Paths::Old, ServerDeed::Remove) => of(format!("/obproxies/{}", joined(servers))),
                (Paths::Old, _) => of(format!("/obproxies/{}/{}", joined(servers), deed.word())),
            },
            OcpCall::Upgrade { server, paths: Paths::Old, .. } => {
                of(format!("/obproxies/{}/upgrade", server.id))
            }
            OcpCall::Upgrade { paths: Paths::New, .. } => of("/servers/upgrade".to_owned()),
            OcpCall::AddLink { .. } => of("/obLinks/batchAdd".to_owned()),
            OcpCall::RemoveLink { name, .. } => of(format!("/obLinks/{}", escaped(name))),
            OcpCall::SetParameters { .. } => of("/parameters".to_owned()),
            OcpCall::Further { task_id, .. } => format!("/api/v2/tasks/instances/{task_id}"),
        }
    }

    /// The body as it is sent, secrets masked; null when there is none.
    pub fn masked_body(&self) -> Value {
        match self {
            OcpCall::Create(new) => masked(new),
            OcpCall::AddServers { hosts, sql_port, exporter_port, package, .. } => json!({
                "hostIds": hosts.iter().map(|host| host.id).collect::<Vec<_>>(),
                "sqlPort": sql_port,
                "exporterPort": exporter_port,
                "version": package,
            }),
            OcpCall::TakeOver { hosts, .. } => {
                let host = |taken: &TakenRef| {
                    let mut body = json!({"hostId": taken.host.id, "sqlPort": taken.sql_port});
                    if taken.password.is_some() {
                        body["proxysysPasswd"] = json!(MASK);
                    }
                    body
                };
                json!({ "hosts": hosts.iter().map(host).collect::<Vec<_>>() })
            }
            OcpCall::Servers { deed, servers, paths, .. } => match servers_path(*deed, *paths) {
                Paths::Old => Value::Null,
                Paths::New => {
                    json!({ "obproxyServerIds": servers.iter().map(|server| server.id).collect::<Vec<_>>() })
                }
            },
            OcpCall::Upgrade { package, paths: Paths::Old, .. } => json!({ "shortRpmName": package }),
            OcpCall::Upgrade { server, package, paths: Paths::New, .. } => {
                json!({ "shortRpmName": package, "obproxyServerIds": [server.id] })
            }
            OcpCall::EditAddress { address, port, .. } => {
                let mut body = json!({});
                if let Some(address) = address {
                    body["address"] = json!(address);
                }
                if let Some(port) = port {
                    body["port"] = json!(port);
                }
                body
            }
            OcpCall::AddLink { link, link_ids, .. } => {
                let Link { cluster_name, cluster_id, ob_cluster_id, username } = link;
                let mut body =
                    json!({"clusterName": cluster_name, "obClusterId": ob_cluster_id, "username": username});
                if *link_ids == LinkIds::Both {
                    body["clusterId"] = json!(cluster_id);
                }
                json!([body])
            }
            OcpCall::SetParameters { values, .. } => {
                let one = |given: &NamedValue| json!({"name": given.name, "value": shown_value(&given.name, &given.value)});
                values.iter().map(one).collect()
            }
            OcpCall::RemoveLink { .. } | OcpCall::Delete { .. } | OcpCall::Further { .. } => Value::Null,
        }
    }

    /// Whether a document of OCP's describes the route.
    pub fn is_documented(&self) -> bool {
        match self {
            OcpCall::Servers { deed, paths, .. } => match deed {
                ServerDeed::Remove => true,
                ServerDeed::Restart => *paths == Paths::Old,
                ServerDeed::Stop => *paths == Paths::New,
                ServerDeed::Start => false,
            },
            OcpCall::Upgrade { paths, .. } => *paths == Paths::Old,
            OcpCall::SetParameters { .. } => false,
            OcpCall::Create(_)
            | OcpCall::AddServers { .. }
            | OcpCall::TakeOver { .. }
            | OcpCall::EditAddress { .. }
            | OcpCall::AddLink { .. }
            | OcpCall::RemoveLink { .. }
            | OcpCall::Delete { .. }
            | OcpCall::Further { .. } => true,
        }
    }
}

/// To start and to stop there are new paths alone.
fn servers_path(deed: ServerDeed, paths: Paths) -> Paths {
    match deed {
        ServerDeed::Start | ServerDeed::Stop => Paths::New,
        ServerDeed::Remove | ServerDeed::Restart => paths,
    }
}

impl From<Paths> for ServerPaths {
    fn from(paths: Paths) -> Self {
        match paths {
            Paths::Old => ServerPaths::Old,
            Paths::New => ServerPaths::New,
        }
    }
}

pub fn form_of(link_ids: LinkIds) -> WireForm {
    let link_ids = match link_ids {
        LinkIds::Both => ocp_api::LinkIds::Both,
        LinkIds::ObClusterIdOnly => ocp_api::LinkIds::ObClusterIdOnly,
    };
    WireForm { link_ids, ..WireForm::default() }
}

pub fn link(link: &Link) -> ObLink {
    let Link { cluster_name, cluster_id, ob_cluster_id, username } = link.clone();
    ObLink { cluster_name, cluster_id, ob_cluster_id, username }
}

pub fn parameters(values: &[NamedValue]) -> Vec<ObproxyParameter> {
    let one = |value: &NamedValue| ObproxyParameter { name: value.name.clone(), value: value.value.clone() };
    values.iter().map(one).collect()
}

/// RFC 3986, as a name stands in a path.
fn escaped(name: &str) -> String {
    let one = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    name.bytes().map(one).collect()
}
