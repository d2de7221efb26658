use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Serialize;

use super::request::Exposed;

/// `POST /api/v1/obproxy`: starts an OBProxy on the agent's host and has the agent manage it.
#[derive(Clone, Debug, Default)]
pub struct ObproxyAddRequest {
    /// The app name that is given to the OBProxy.
    pub name: Option<String>,
    /// Where OBProxy is installed: an existing directory with `bin` and `lib`, and with nothing in `etc`.
    pub home_path: String,
    /// Agents take 2883 where there is none.
    pub sql_port: Option<u16>,
    /// Agents take 2885 where there is none.
    pub rpc_port: Option<u16>,
    /// Agents take 2884 where there is none.
    pub exporter_port: Option<u16>,
    /// Password of `proxyro@sys` in the cluster behind.
    pub proxyro_password: Option<SecretString>,
    /// Password that `root@proxysys` is to have.
    pub obproxy_sys_password: Option<SecretString>,
    /// Servers of the cluster behind, as [`rs_list`] writes them. With neither this nor
    /// [`config_url`](ObproxyAddRequest::config_url) a `CLUSTER AGENT` takes its own cluster.
    pub rs_list: Option<String>,
    /// URL of a config server; not together with [`rs_list`](ObproxyAddRequest::rs_list).
    pub config_url: Option<String>,
    /// Start options of OBProxy. The ports above win over ports in here.
    pub parameters: BTreeMap<String, String>,
}

/// `POST /api/v1/obproxy/upgrade`: replaces the OBProxy by a higher version that was uploaded before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ObproxyUpgradeRequest {
    /// Four numbers.
    pub version: String,
    /// Build number and distribution, joined by a dot.
    pub release: String,
    /// Where the agent unpacks; its OBProxy's home where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgrade_dir: Option<String>,
}

/// Servers, by IP address and SQL port, as [`ObproxyAddRequest::rs_list`] has them: `ip:port;ip:port`. An IPv6
/// address gets brackets.
pub fn rs_list<T: AsRef<str>>(servers: &[(T, u16)]) -> String {
    let server = |(ip, port): &(T, u16)| match ip.as_ref() {
        ip if ip.contains(':') && !ip.starts_with('[') => format!("[{ip}]:{port}"),
        ip => format!("{ip}:{port}"),
    };
    servers.iter().map(server).collect::<Vec<_>>().join(";")
}

/// Body of [`ObproxyAddRequest`].
#[derive(Serialize)]
pub struct ObproxyAddBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    home_path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sql_port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rpc_port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exporter_port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxyro_password: Option<Exposed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    obproxy_sys_password: Option<Exposed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rs_list: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    config_url: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parameters: &'a BTreeMap<String, String>,
}

impl<'a> From<&'a ObproxyAddRequest> for ObproxyAddBody<'a> {
    fn from(request: &'a ObproxyAddRequest) -> ObproxyAddBody<'a> {
        ObproxyAddBody {
            name: request.name.as_deref(),
            home_path: &request.home_path,
            sql_port: request.sql_port,
            rpc_port: request.rpc_port,
            exporter_port: request.exporter_port,
            proxyro_password: request.proxyro_password.as_ref().map(Exposed),
            obproxy_sys_password: request.obproxy_sys_password.as_ref().map(Exposed),
            rs_list: request.rs_list.as_deref(),
            config_url: request.config_url.as_deref(),
            parameters: &request.parameters,
        }
    }
}

#[cfg(test)]
#[path = "obproxy_request_tests.rs"]
mod tests;
