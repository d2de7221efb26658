//! What an agent keeps of the one OBProxy it may manage, and of the places on its host where one can be.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Ns;

/// What an agent keeps of OBProxy.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Obproxy {
    /// The one it manages.
    pub managed: Option<Proxy>,
    /// The process that runs, managed or not yet.
    pub process: Option<Proxy>,
    /// Uploaded, in order.
    pub packages: Vec<Package>,
    /// Directories in which something has happened.
    pub homes: BTreeMap<String, Home>,
}

/// An OBProxy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Proxy {
    pub home: String,
    pub sql_port: u16,
    pub rpc_port: u16,
    pub exporter_port: u16,
    /// `4.2.3.0-3`.
    pub version: String,
    pub pid: u32,
}

impl Proxy {
    pub fn ports(&self) -> [u16; 3] {
        [self.sql_port, self.rpc_port, self.exporter_port]
    }
}

/// What has happened in a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Home {
    /// An OBProxy has run there: `etc` is not empty.
    Used,
    /// `etc`, `log`, `run`, `bin` and `lib` were removed.
    Cleaned,
}

/// An uploaded package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Package {
    pub version: String,
    /// Build number and distribution, joined by a dot.
    pub release_distribution: String,
    pub architecture: String,
    /// In bytes.
    pub length: u64,
    pub digest: String,
    pub at: Ns,
}

impl Package {
    pub fn build(&self) -> &str {
        self.release_distribution.split('.').next().unwrap_or_default()
    }

    pub fn distribution(&self) -> &str {
        self.release_distribution.rsplit('.').next().unwrap_or_default()
    }
}
