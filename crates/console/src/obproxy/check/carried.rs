use std::collections::HashMap;

use ocp_api::{Host, ObproxyCluster, ObproxyServer};

/// The OBProxies of an OCP by the host that they are on: looked through once, however many hosts are judged.
#[derive(Default)]
pub struct Carried<'a> {
    by_host: HashMap<i64, Vec<Placed<'a>>>,
    /// Those whose host OCP does not tell.
    by_ip: HashMap<&'a str, Vec<Placed<'a>>>,
}

/// An OBProxy, and the place and the name of its cluster.
type Placed<'a> = (usize, &'a str, &'a ObproxyServer);

impl<'a> Carried<'a> {
    pub fn of(clusters: &'a [ObproxyCluster]) -> Carried<'a> {
        let mut carried = Carried::default();
        for (at, cluster) in clusters.iter().enumerate() {
            for server in &cluster.servers {
                let placed = (at, cluster.name.as_str(), server);
                match server.host_id {
                    Some(id) => carried.by_host.entry(id).or_default().push(placed),
                    None if server.ip.is_empty() => {}
                    None => carried.by_ip.entry(&server.ip).or_default().push(placed),
                }
            }
        }
        carried
    }

    /// The first cluster with an OBProxy on this host that has this port.
    pub fn cluster_at(&self, host: &Host, port: u16) -> Option<&'a str> {
        let has = |server: &ObproxyServer| [server.sql_port, server.exporter_port].contains(&Some(port));
        let first = self.on(host).filter(|(_, _, server)| has(server)).min_by_key(|(at, ..)| *at);
        first.map(|(_, name, _)| *name)
    }

    /// Whether a cluster of this name has an OBProxy on this host.
    pub fn has(&self, host: &Host, name: &str) -> bool {
        self.on(host).any(|(_, of, _)| *of == name)
    }

    fn on(&self, host: &Host) -> impl Iterator<Item = &Placed<'a>> {
        self.by_host.get(&host.id).into_iter().chain(self.by_ip.get(host.ip.as_str())).flatten()
    }
}
