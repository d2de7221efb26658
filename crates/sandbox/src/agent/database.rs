//! What observers are to each other: who runs, whether they can be asked, and what SQL changes for everybody.

use std::net::SocketAddr;

use crate::agent::state::{Cluster, Server};
use crate::clock::Ns;
use crate::world::World;

/// The observer answers SQL, and the cluster's tables can be used.
pub(crate) const AVAILABLE: u8 = 3;
/// The observer's process runs, but nobody can log in.
const ALONE: u8 = 1;

impl Cluster {
    /// The zones, in the order of their first servers; those without any come last.
    pub fn zones(&self) -> Vec<&str> {
        let mut names = self.manned_zones();
        names.extend(self.bare_zones.iter().map(String::as_str));
        names
    }

    /// The zones that have servers.
    fn manned_zones(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for server in &self.servers {
            if !names.contains(&server.zone.as_str()) {
                names.push(&server.zone);
            }
        }
        names
    }

    /// Whether something outside `zone` was stopped by SQL.
    pub fn has_other_stop(&self, zone: &str) -> bool {
        self.servers.iter().any(|server| server.stopped != 0 && server.zone != zone)
            || self.stopped_zones.iter().any(|stopped| stopped != zone)
    }
}

impl World {
    /// Whether the observer of agent `me` can be asked.
    pub fn is_connected(&self, me: usize) -> bool {
        self.agents[me].state.observer.state == AVAILABLE
    }

    /// Whether the process of an observer runs; of a server nobody knows it is taken for granted.
    pub fn is_running(&self, server: &Server) -> bool {
        self.find(server.agent).is_none_or(|index| self.agents[index].state.observer.state > 0)
    }

    /// Another agent of the cluster that answers, and whose observer can be asked.
    pub fn connected_elsewhere(&self, me: usize) -> Option<SocketAddr> {
        let state = &self.agents[me].state;
        let others = state.members.iter().map(|member| member.address).filter(|a| *a != state.address);
        others.into_iter().find(|other| self.reach(*other).is_some_and(|index| self.is_connected(index)))
    }

    /// Notes in the database when the server of agent `me` was stopped; 0: it is in service again.
    pub fn alter_server(&mut self, me: usize, address: SocketAddr, stopped: Ns) {
        self.amend(me, |cluster, _| {
            for server in cluster.servers.iter_mut().filter(|server| server.agent == address) {
                server.stopped = stopped;
            }
        });
    }

    /// The process of the observer of agent `me` runs from now on.
    pub fn run_observer(&mut self, me: usize, at: Ns) {
        let address = self.agents[me].state.address;
        self.agents[me].state.observer.state = ALONE;
        self.amend(me, |cluster, _| {
            for server in cluster.servers.iter_mut().filter(|server| server.agent == address) {
                server.started = at;
            }
        });
    }

    /// The process of the observer of agent `me` is gone.
    pub fn kill_observer(&mut self, me: usize) {
        self.agents[me].state.observer.state = 0;
        self.agents[me].dirty = true;
        self.settle(me);
    }

    /// Lets the running observers of a cluster find each other, or lose each other: they can be asked
    /// as long as most zones have one that runs.
    pub fn settle(&mut self, me: usize) {
        let Some(cluster) = &self.agents[me].state.cluster else { return };
        let running: Vec<&Server> = cluster.servers.iter().filter(|server| self.is_running(server)).collect();
        let zones = cluster.manned_zones();
        let alive = zones.iter().filter(|zone| running.iter().any(|server| server.zone == **zone)).count();
        let state = if alive * 2 > zones.len() { AVAILABLE } else { ALONE };
        let agents: Vec<usize> = running.iter().filter_map(|server| self.find(server.agent)).collect();
        for index in agents {
            self.agents[index].state.observer.state = state;
            self.agents[index].dirty = true;
        }
    }

    /// Whether most zones still serve when `spared` are left out of the count.
    pub fn has_majority_without(&self, me: usize, spared: impl Fn(&Server) -> bool) -> bool {
        let Some(cluster) = &self.agents[me].state.cluster else { return false };
        let serves = |server: &Server| {
            self.is_running(server)
                && server.stopped == 0
                && !cluster.stopped_zones.contains(&server.zone)
                && !spared(server)
        };
        let zones = cluster.manned_zones();
        let serving =
            |zone: &&&str| cluster.servers.iter().any(|server| server.zone == **zone && serves(server));
        zones.iter().filter(serving).count() * 2 > zones.len()
    }
}
