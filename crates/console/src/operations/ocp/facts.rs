use std::sync::Arc;

use ocp_api::{
    Host, ObCluster, ObproxyCluster, ObproxyLink, ObproxyServer, ParameterInfo, ParameterValue, ServerPaths,
    SoftwarePackage,
};

use super::calls::{ClusterRef, HostRef, Paths, ServerRef};
use crate::dto::{OcpLogin, OcpOptions};

/// What was read of an OCP that decides on an action. What the action does not need is empty.
pub struct OcpFacts {
    pub options: OcpOptions,
    pub paths: ServerPaths,
    /// The cluster that it is about; absent when OCP has it no more.
    pub cluster: Option<Arc<ObproxyCluster>>,
    pub clusters: Arc<Vec<ObproxyCluster>>,
    pub hosts: Arc<Vec<Host>>,
    pub packages: Arc<Vec<SoftwarePackage>>,
    pub ob_clusters: Arc<Vec<ObCluster>>,
    pub parameters: Arc<Vec<ParameterValue>>,
    pub catalogue: Arc<Vec<ParameterInfo>>,
    /// Parameters or their catalogue could not be read now: they are empty or old.
    pub is_unread: bool,
}

impl OcpFacts {
    /// Nothing but how the OCP is spoken to.
    pub fn new(options: OcpOptions, paths: ServerPaths) -> OcpFacts {
        OcpFacts {
            options,
            paths,
            cluster: None,
            clusters: Arc::default(),
            hosts: Arc::default(),
            packages: Arc::default(),
            ob_clusters: Arc::default(),
            parameters: Arc::default(),
            catalogue: Arc::default(),
            is_unread: false,
        }
    }

    pub(super) fn host(&self, id: &str) -> Option<&Host> {
        let id: i64 = id.parse().ok()?;
        self.hosts.iter().find(|host| host.id == id)
    }

    pub(super) fn server(&self, id: &str) -> Option<&ObproxyServer> {
        let id: i64 = id.parse().ok()?;
        self.cluster.as_ref()?.servers.iter().find(|server| server.id == id)
    }

    /// The OceanBase clusters that the cluster leads to, as far as OCP tells of them.
    pub(super) fn linked(&self) -> Vec<&ObCluster> {
        let links = || self.cluster.iter().flat_map(|cluster| &cluster.links);
        let leads_to = |link: &ObproxyLink, cluster: &ObCluster| match link.cluster_id {
            Some(id) => id == cluster.id,
            None => link.ob_cluster_id == cluster.ob_cluster_id && link.cluster_name == cluster.name,
        };
        self.ob_clusters.iter().filter(|cluster| links().any(|link| leads_to(link, cluster))).collect()
    }

    pub(super) fn package_of_file(&self, file: &str) -> Option<&SoftwarePackage> {
        self.packages.iter().find(|package| package.file_name == file)
    }

    /// Packages with this short name, one an architecture.
    pub(super) fn packages_of_name<'a>(
        &'a self,
        short: &'a str,
    ) -> impl Iterator<Item = &'a SoftwarePackage> {
        self.packages.iter().filter(move |package| package.short_rpm_name() == short)
    }

    pub(super) fn paths(&self) -> Paths {
        match self.paths {
            ServerPaths::Old => Paths::Old,
            ServerPaths::New => Paths::New,
        }
    }

    /// Whether one request may name several servers. How a comma in a path is signed is not known.
    pub(super) fn may_name_several(&self) -> bool {
        self.paths == ServerPaths::New || self.options.login == OcpLogin::Password
    }
}

pub fn cluster_ref(cluster: &ObproxyCluster) -> ClusterRef {
    ClusterRef { id: cluster.id, name: cluster.name.clone() }
}

pub fn host_ref(host: &Host) -> HostRef {
    HostRef { id: host.id, ip: host.ip.clone() }
}

pub fn server_ref(server: &ObproxyServer) -> ServerRef {
    ServerRef { id: server.id, ip: server.ip.clone(), host_id: server.host_id }
}
