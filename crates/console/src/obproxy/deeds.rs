//! What can be done with an OBProxy cluster of an OCP and with its servers, and why something cannot.

use ocp_api::{
    ObproxyCluster, ObproxyClusterStatus, ObproxyServer, ObproxyServerStatus, ServerPaths, SoftwarePackage,
    WorkMode,
};

use super::machine::same_architecture;
use super::version::Version;
use crate::dto::{ObproxyDeed, ObproxyDeedView, ObproxyOff, OcpOptions, ServerPathChoice};

/// What decides beside the state of the cluster.
pub struct Around<'a> {
    pub options: &'a OcpOptions,
    pub paths: ServerPaths,
    pub is_read_only: bool,
    /// Absent when they could not be looked up: then there may be a newer one.
    pub packages: Option<&'a [SoftwarePackage]>,
}

/// How a server stands, as far as it decides over what can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Running,
    /// It should run and does not, or OBDeck does not know the word.
    Down,
    Stopped,
    /// Something is being done with it.
    Busy,
}

/// Everything that can be done with one server.
const OF_SERVERS: [ObproxyDeed; 5] = [
    ObproxyDeed::RemoveServers,
    ObproxyDeed::Restart,
    ObproxyDeed::Start,
    ObproxyDeed::Stop,
    ObproxyDeed::Upgrade,
];

/// And with the whole cluster.
const OF_CLUSTERS: [ObproxyDeed; 12] = [
    ObproxyDeed::AddServers,
    ObproxyDeed::TakeOver,
    ObproxyDeed::RemoveServers,
    ObproxyDeed::Restart,
    ObproxyDeed::Start,
    ObproxyDeed::Stop,
    ObproxyDeed::Upgrade,
    ObproxyDeed::EditAddress,
    ObproxyDeed::AddLink,
    ObproxyDeed::RemoveLink,
    ObproxyDeed::SetParameters,
    ObproxyDeed::Delete,
];

/// Where the servers of an OCP of this release are operated on, unless the connection says it.
pub fn server_paths(options: &OcpOptions, release: &str) -> ServerPaths {
    match options.server_paths {
        ServerPathChoice::ByVersion => ServerPaths::of_version(release),
        ServerPathChoice::Old => ServerPaths::Old,
        ServerPathChoice::New => ServerPaths::New,
    }
}

/// Whether no document of OCP's describes the route of a deed.
pub fn is_undocumented(deed: ObproxyDeed, paths: ServerPaths) -> bool {
    match deed {
        ObproxyDeed::SetParameters | ObproxyDeed::Start => true,
        ObproxyDeed::Restart | ObproxyDeed::Upgrade => paths == ServerPaths::New,
        ObproxyDeed::Create
        | ObproxyDeed::AddServers
        | ObproxyDeed::TakeOver
        | ObproxyDeed::RemoveServers
        | ObproxyDeed::Stop
        | ObproxyDeed::EditAddress
        | ObproxyDeed::AddLink
        | ObproxyDeed::RemoveLink
        | ObproxyDeed::Delete => false,
    }
}

pub fn standing(server: &ObproxyServer) -> Standing {
    use ObproxyServerStatus as Status;
    match &server.status {
        _ if server.is_operating => Standing::Busy,
        Status::Running => Standing::Running,
        Status::Stopped => Standing::Stopped,
        Status::Unavailable | Status::NodeCrash | Status::Other(_) => Standing::Down,
        Status::Creating
        | Status::Restarting
        | Status::Upgrading
        | Status::Refreshing
        | Status::Deleting
        | Status::TakingOver
        | Status::Starting
        | Status::Stopping
        | Status::Operating => Standing::Busy,
    }
}

/// What can be done with one server of a cluster.
pub fn of_server(server: &ObproxyServer, around: &Around<'_>) -> Vec<ObproxyDeedView> {
    let off = |deed| around.forbids(deed).or_else(|| server_off(deed, server, around));
    OF_SERVERS.into_iter().map(|deed| view(deed, off(deed), around)).collect()
}

/// What can be done with the whole cluster. What is done with servers can be done when it can be with one of them.
pub fn of_cluster(cluster: &ObproxyCluster, around: &Around<'_>) -> Vec<ObproxyDeedView> {
    let off = |deed| around.forbids(deed).or_else(|| cluster_off(deed, cluster, around));
    OF_CLUSTERS.into_iter().map(|deed| view(deed, off(deed), around)).collect()
}

impl Around<'_> {
    /// Why this connection, or this OCP, has no such deed at all.
    fn forbids(&self, deed: ObproxyDeed) -> Option<ObproxyOff> {
        let is_new_only = matches!(deed, ObproxyDeed::Start | ObproxyDeed::Stop);
        if self.is_read_only {
            Some(ObproxyOff::ReadOnly)
        } else if is_new_only && self.paths == ServerPaths::Old {
            Some(ObproxyOff::Release)
        } else if is_undocumented(deed, self.paths) && !self.options.undocumented {
            Some(ObproxyOff::Undocumented)
        } else {
            None
        }
    }

    fn has_newer(&self, server: &ObproxyServer) -> bool {
        let Some(packages) = self.packages else { return true };
        let ours = Version::of(&server.version);
        packages.iter().any(|package| {
            let theirs = Version::with_build(&package.version, &package.build_number);
            theirs > ours && same_architecture(&package.architecture, &server.architecture)
        })
    }
}

fn server_off(deed: ObproxyDeed, server: &ObproxyServer, around: &Around<'_>) -> Option<ObproxyOff> {
    let allowed = match (deed, standing(server)) {
        (_, Standing::Busy) => return Some(ObproxyOff::Busy),
        (ObproxyDeed::RemoveServers, _) => true,
        (ObproxyDeed::Restart, standing) => standing != Standing::Stopped,
        (ObproxyDeed::Start, standing) => standing == Standing::Stopped,
        (_, standing) => standing == Standing::Running,
    };
    if !allowed {
        return Some(ObproxyOff::State);
    }
    let is_newest = deed == ObproxyDeed::Upgrade && !around.has_newer(server);
    is_newest.then_some(ObproxyOff::NoNewerPackage)
}

fn cluster_off(deed: ObproxyDeed, cluster: &ObproxyCluster, around: &Around<'_>) -> Option<ObproxyOff> {
    use ObproxyClusterStatus as Status;
    if let Some(Status::Creating | Status::Operating | Status::Deleting) = cluster.status {
        return Some(ObproxyOff::Busy);
    }
    let servers = &cluster.servers;
    match deed {
        ObproxyDeed::Create | ObproxyDeed::AddServers | ObproxyDeed::TakeOver | ObproxyDeed::EditAddress => {
            None
        }
        ObproxyDeed::AddLink | ObproxyDeed::RemoveLink if cluster.work_mode == Some(WorkMode::RsList) => {
            Some(ObproxyOff::RsList)
        }
        ObproxyDeed::AddLink => None,
        ObproxyDeed::RemoveLink => cluster.links.is_empty().then_some(ObproxyOff::State),
        ObproxyDeed::SetParameters => servers.is_empty().then_some(ObproxyOff::NoServers),
        ObproxyDeed::Delete => {
            let is_busy = servers.iter().any(|server| standing(server) == Standing::Busy);
            is_busy.then_some(ObproxyOff::Busy)
        }
        ObproxyDeed::RemoveServers
        | ObproxyDeed::Restart
        | ObproxyDeed::Start
        | ObproxyDeed::Stop
        | ObproxyDeed::Upgrade => {
            let reasons: Vec<_> = servers.iter().map(|server| server_off(deed, server, around)).collect();
            if reasons.is_empty() {
                return Some(ObproxyOff::NoServers);
            }
            if reasons.contains(&None) { None } else { reasons.into_iter().flatten().next() }
        }
    }
}

fn view(deed: ObproxyDeed, off: Option<ObproxyOff>, around: &Around<'_>) -> ObproxyDeedView {
    ObproxyDeedView { deed, off, undocumented: is_undocumented(deed, around.paths) }
}

#[cfg(test)]
#[path = "deeds_tests.rs"]
mod tests;
