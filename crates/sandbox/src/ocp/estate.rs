//! What a practice OCP looks after.

use crate::clock::Ns;
use crate::ocp::asked::Asked;
use crate::ocp::clusters::{self, ObCluster};
use crate::ocp::hosts::{self, Host};
use crate::ocp::obproxy::{self, Proxies};
use crate::ocp::packages::{self, Package};
use crate::ocp::refusal::Answer;
use crate::ocp::tasks::Tasks;
use crate::ocp::traits::OcpTraits;

/// Hosts, packages, clusters of OceanBase and of OBProxy.
#[derive(Debug)]
pub struct Estate {
    /// Where OCP is, as `http://ip:port`.
    pub base: String,
    pub hosts: Vec<Host>,
    pub packages: Vec<Package>,
    pub clusters: Vec<ObCluster>,
    pub proxies: Proxies,
    /// The password of proxyro in every OceanBase cluster.
    pub proxyro_password: String,
}

impl Estate {
    pub fn new(traits: &OcpTraits, base: String, proxyro_password: String, now: Ns) -> Self {
        let (hosts, packages) = (hosts::begin(traits, now), packages::begin(traits, now));
        let (clusters, proxies) = (clusters::begin(traits, now), Proxies::begin(traits, &hosts, now));
        Self { base, hosts, packages, clusters, proxies, proxyro_password }
    }

    /// `None`: this is about something else.
    pub fn answer(&mut self, asked: &Asked<'_>, tasks: &mut Tasks, traits: &OcpTraits) -> Option<Answer> {
        hosts::answer(asked, &self.hosts, &self.proxies, traits)
            .or_else(|| packages::answer(asked, &self.packages, traits, &self.base))
            .or_else(|| clusters::answer(asked, &self.clusters, traits))
            .or_else(|| obproxy::answer(asked, self, tasks, traits))
    }

    pub fn host(&self, id: i64) -> Option<&Host> {
        self.hosts.iter().find(|host| host.id == id)
    }

    pub fn cluster(&self, id: i64) -> Option<&ObCluster> {
        self.clusters.iter().find(|cluster| cluster.id == id)
    }
}
