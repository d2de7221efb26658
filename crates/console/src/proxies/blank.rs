use std::collections::BTreeMap;

use crate::connections::Connection;
use crate::dto::{AgentObproxyForm, ClusterView, ProxyHost, ProxySource};
use crate::hosts::host_part;

/// What an agent takes when it is told none: for SQL, for the exporter, for RPC.
pub const PORTS: [u16; 3] = [2883, 2884, 2885];

/// A form over all agents of a connection, in front of the servers of its cluster as that was last read. Agents that
/// share a host get ports of their own, one after the other.
pub fn blank_form(connection: &Connection, cluster: Option<&ClusterView>) -> AgentObproxyForm {
    let agents = addresses(connection);
    let [sql_port, exporter_port, rpc_port] = PORTS.map(|port| port.to_string());
    let servers = cluster.map(servers_of).unwrap_or_default();
    AgentObproxyForm {
        agents: hosts(&agents, &in_use(&agents, &servers)),
        sql_port,
        exporter_port,
        rpc_port,
        source: ProxySource::RsList { servers },
        ..AgentObproxyForm::default()
    }
}

/// Every agent that a connection knows; those that the user named before anybody was asked.
pub fn addresses(connection: &Connection) -> Vec<String> {
    let known = connection.seen.agents.iter().map(|agent| agent.address.clone());
    let known: Vec<String> = known.collect();
    if known.is_empty() { connection.settings.addresses.clone() } else { known }
}

/// `ip:port` for SQL, one a server.
pub fn servers_of(cluster: &ClusterView) -> Vec<String> {
    let hosts = cluster.zones.iter().flat_map(|zone| &zone.hosts);
    hosts.filter_map(|host| host.sql_address.clone()).collect()
}

/// Ports by host that agents and servers have.
fn in_use<'a>(agents: &'a [String], servers: &'a [String]) -> BTreeMap<&'a str, Vec<u16>> {
    let mut ports: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for address in agents.iter().chain(servers) {
        let port: Option<u16> = address.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        ports.entry(host_part(address)).or_default().extend(port);
    }
    ports
}

/// The first of a host is as the form says, unless something else has one of its ports.
fn hosts<'a>(agents: &'a [String], in_use: &BTreeMap<&'a str, Vec<u16>>) -> Vec<ProxyHost> {
    let (mut taken, mut hosts) = (in_use.clone(), Vec::new());
    for agent in agents {
        let taken = taken.entry(host_part(agent)).or_default();
        let mut ports = PORTS;
        while ports.iter().any(|port| taken.contains(port)) {
            ports = ports.map(|port| port.wrapping_add(10));
        }
        taken.extend(ports);
        let own = ports.map(|port| if ports == PORTS { String::new() } else { port.to_string() });
        let [sql_port, exporter_port, rpc_port] = own;
        let home_path = String::new();
        hosts.push(ProxyHost { agent: agent.clone(), home_path, sql_port, exporter_port, rpc_port });
    }
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports(agents: &[&str], servers: &[&str]) -> Vec<String> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let (agents, servers) = (owned(agents), owned(servers));
        let hosts = hosts(&agents, &in_use(&agents, &servers));
        hosts.iter().map(|host| format!("{}/{}", host.sql_port, host.rpc_port)).collect()
    }

    #[test]
    fn agents_of_one_host_get_ports_of_their_own() {
        assert_eq!(ports(&["10.0.0.1:2886", "10.0.0.2:2886"], &[]), ["/", "/"]);
        assert_eq!(
            ports(&["10.0.0.1:2886", "10.0.0.1:3886", "10.0.0.1:4886"], &[]),
            ["/", "2893/2895", "2903/2905"]
        );
        assert_eq!(ports(&["[::1]:2886", "[::1]:3886"], &[]), ["/", "2893/2895"]);
    }

    #[test]
    fn ports_of_servers_and_agents_stay_theirs() {
        assert_eq!(ports(&["10.0.0.1:2884"], &[]), ["2893/2895"]);
        assert_eq!(ports(&["10.0.0.1:2886"], &["10.0.0.1:2883"]), ["2893/2895"]);
        assert_eq!(ports(&["10.0.0.1:2886"], &["10.0.0.2:2883"]), ["/"]);
    }
}
