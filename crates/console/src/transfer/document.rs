//! The file as it is written. Its names are a promise to files that were written long ago.

use serde::{Deserialize, Serialize};
use vault::Parcel;

use crate::dto::{ConnectionKind, Environment, GuardLevel, OcpOptions, ProxyChoice, Route, TlsChoice};

pub const FORMAT: &str = "obdeck-connections";
pub const VERSION: u64 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    pub format: &'static str,
    pub version: u64,
    /// RFC 3339.
    pub exported_at: String,
    /// The version of OBDeck that wrote it.
    pub app: String,
    pub connections: Vec<FileConnection>,
    pub pins: Vec<FilePin>,
    /// Every secret under `key/slot`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Parcel>,
}

/// A connection without any secret, and without the id of one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileConnection {
    /// Its name within this file, and nowhere else.
    pub key: String,
    pub name: String,
    pub group: String,
    pub environment: Environment,
    pub kind: ConnectionKind,
    pub addresses: Vec<String>,
    pub guard: GuardLevel,
    pub pinned: bool,
    pub note: String,
    pub reach: FileReach,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocp_user: Option<String>,
    /// For an OCP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocp: Option<OcpOptions>,
    /// PEM. Only together with its key among the secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    /// Which secrets the file has of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<String>,
}

#[derive(Serialize)]
pub struct FileReach {
    pub tls: TlsChoice,
    pub route: FileRoute,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum FileRoute {
    Direct,
    Jump { host: String },
    HttpProxy(FileProxy),
    SocksProxy(FileProxy),
}

#[derive(Serialize, Deserialize)]
pub struct FileProxy {
    pub address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
}

/// The key an agent is trusted by.
#[derive(Serialize, Deserialize)]
pub struct FilePin {
    pub address: String,
    pub fingerprint: String,
}

impl From<&Route> for FileRoute {
    fn from(route: &Route) -> Self {
        let file =
            |proxy: &ProxyChoice| FileProxy { address: proxy.address.clone(), user: proxy.user.clone() };
        match route {
            Route::Direct => FileRoute::Direct,
            Route::Jump { host } => FileRoute::Jump { host: host.clone() },
            Route::HttpProxy { proxy } => FileRoute::HttpProxy(file(proxy)),
            Route::SocksProxy { proxy } => FileRoute::SocksProxy(file(proxy)),
        }
    }
}

impl From<FileRoute> for Route {
    fn from(route: FileRoute) -> Self {
        let proxy = |FileProxy { address, user }| ProxyChoice { address, user, password: None };
        match route {
            FileRoute::Direct => Route::Direct,
            FileRoute::Jump { host } => Route::Jump { host },
            FileRoute::HttpProxy(it) => Route::HttpProxy { proxy: proxy(it) },
            FileRoute::SocksProxy(it) => Route::SocksProxy { proxy: proxy(it) },
        }
    }
}
