use serde::{Deserialize, Serialize};

use crate::dto::{KnownProxy, Millis, ProxySource};
use crate::hosts::agent_address;

/// What was set of an agent's OBProxy from here. Stored as JSON; holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProxyRecord {
    pub connection_id: String,
    /// `ip:port` of the agent.
    pub agent: String,
    pub name: String,
    pub home_path: String,
    pub sql_port: u16,
    pub exporter_port: u16,
    pub rpc_port: u16,
    pub source: ProxySource,
    /// Empty until an upgrade has told it.
    pub version: String,
    pub added_at: Millis,
    /// The operation that added it.
    pub operation_id: String,
}

impl ProxyRecord {
    /// As the window shows it.
    pub fn view(&self) -> KnownProxy {
        KnownProxy {
            name: self.name.clone(),
            home_path: self.home_path.clone(),
            sql_port: self.sql_port,
            exporter_port: self.exporter_port,
            rpc_port: self.rpc_port,
            source: match &self.source {
                ProxySource::RsList { servers } => servers.join(";"),
                ProxySource::ConfigUrl { url } => url.clone(),
            },
            version: self.version.clone(),
            added_at: self.added_at,
            command: format!(
                "obclient -h{} -P{} -uroot@sys -p",
                agent_address(&self.agent).ip,
                self.sql_port
            ),
        }
    }
}
