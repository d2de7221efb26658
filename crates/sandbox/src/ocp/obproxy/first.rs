//! The OBProxy clusters that are there at the start.

use crate::clock::Ns;
use crate::ocp::hosts::{Host, HostState};
use crate::ocp::obproxy::model::{Link, Proxies, ServerState};
use crate::ocp::traits::OcpTraits;
use crate::world::SECOND;

impl Proxies {
    /// What is there at the start: an old cluster of two servers one of which is away, an empty one, and as many more
    /// empty ones as wanted.
    pub fn begin(traits: &OcpTraits, hosts: &[Host], now: Ns) -> Self {
        let mut all = Self::none();
        let age = 30 * 24 * 3_600 * SECOND;
        let old = all.make("trade_old", now - age);
        for host in hosts.iter().filter(|host| ["proxy-sh-03", "proxy-hz-02"].contains(&host.name.as_str())) {
            let away = host.state == HostState::Offline;
            let mut server = all.equip(host.id, (2883, 2884), "4.1.0.0-7", ServerState::Running, now);
            if away {
                server.state = ServerState::Unavailable;
                server.active = now - 3 * 3_600 * SECOND;
                server.parameter_version = 2;
                server.own.insert("proxy_mem_limited".to_owned(), "2GB".to_owned());
            }
            all.clusters[old].servers.push(server);
        }
        all.clusters[old].values.insert("proxy_mem_limited".to_owned(), "4GB".to_owned());
        all.clusters[old].parameter_version = 3;
        all.clusters[old]
            .servers
            .iter_mut()
            .filter(|it| it.own.is_empty())
            .for_each(|it| it.parameter_version = 3);
        all.clusters[old].links.push(Link { cluster: 1_000_002, username: "proxyro".to_owned() });
        all.make("spare", now - age / 2);
        for number in all.clusters.len()..traits.obproxy_clusters {
            all.make(&format!("idle_{number:04}"), now - age / 4);
        }
        all
    }
}
