use std::collections::BTreeSet;

use obshell_api::AgentInfo;

use super::ask::Asked;
use super::record::ProxyRecord;
use crate::dto::{ObproxyOff, ProxyPackage, TaskNote};
use crate::hosts::host_part;
use crate::obproxy::Version;

/// The agents of a connection, and what is known of the proxy that each may manage.
#[derive(Debug, Clone)]
pub struct Fleet {
    /// Of the connection.
    pub name: String,
    pub is_read_only: bool,
    pub members: Vec<Member>,
    /// Addresses that something else has: agents, and servers for SQL.
    pub in_use: BTreeSet<String>,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub zone: String,
    pub asked: Asked,
    pub record: Option<ProxyRecord>,
    /// Given to it from here, the newest first.
    pub packages: Vec<ProxyPackage>,
    /// Something is being done with its proxy.
    pub is_busy: bool,
    /// The connection has a password for agents.
    pub has_password: bool,
    pub task: Option<TaskNote>,
}

/// The first release of obshell that manages an OBProxy.
const FIRST_VERSION: [u64; 3] = [4, 2, 6];

impl Fleet {
    pub fn member(&self, agent: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.agent() == agent)
    }

    /// Who has `port` on the host of `agent` already, that agent's own proxy aside.
    pub fn owner_of(&self, agent: &str, port: u16) -> Option<String> {
        let host = host_part(agent);
        let address = format!("{host}:{port}");
        let known = self.members.iter().filter(|member| member.agent() != agent);
        let mut records = known.filter_map(|member| member.record.as_ref());
        let has = |record: &&ProxyRecord| {
            let ports = [record.sql_port, record.exporter_port, record.rpc_port];
            host_part(&record.agent) == host && ports.contains(&port)
        };
        let proxy = records.find(has).map(|record| record.agent.clone());
        proxy.or_else(|| self.in_use.get(&address).cloned())
    }
}

impl Member {
    /// `ip:port`.
    pub fn agent(&self) -> &str {
        &self.asked.agent
    }

    pub fn info(&self) -> Option<&AgentInfo> {
        self.asked.told.as_ref().ok()
    }

    /// By its own word.
    pub fn managed(&self) -> Option<bool> {
        self.info().map(|info| info.is_obproxy_agent)
    }

    /// Why nothing can be done with its proxy, whether it has one or not.
    pub fn unfit(&self) -> Option<ObproxyOff> {
        let Some(info) = self.info() else { return Some(ObproxyOff::Silent) };
        if is_too_old(&info.version) {
            return Some(ObproxyOff::Version);
        }
        (!info.security || !self.has_password).then_some(ObproxyOff::AgentPassword)
    }
}

/// A version that cannot be read is left to the agent.
pub fn is_too_old(version: &str) -> bool {
    Version::of(version).is_some_and(|version| version.is_before(&FIRST_VERSION))
}

#[cfg(test)]
mod tests {
    use super::is_too_old;

    #[test]
    fn obproxy_came_with_4_2_6() {
        for old in ["4.2.5.0-1", "4.2.3.0", "4.1.9"] {
            assert!(is_too_old(old), "{old}");
        }
        for new in ["4.2.6.0-10", "4.2.6", "4.10.0.0-0", "4.5.0.0-0", "next", ""] {
            assert!(!is_too_old(new), "{new}");
        }
    }
}
