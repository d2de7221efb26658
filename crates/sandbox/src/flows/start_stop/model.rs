//! What a start or stop is about, as its DAGs hand it on.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::dag::ids;

/// Which way it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Verb {
    Start,
    Stop,
}

impl Verb {
    pub fn starts(self) -> bool {
        self == Self::Start
    }
}

/// What kind of thing a request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Global,
    Zone,
    Server,
}

/// What is started or stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Scope {
    pub kind: Kind,
    /// Zones, or agents as `ip:port`.
    pub targets: Vec<String>,
}

impl Scope {
    pub fn has_zone(&self, zone: &str) -> bool {
        match self.kind {
            Kind::Global => true,
            Kind::Zone => self.targets.iter().any(|target| target == zone),
            Kind::Server => false,
        }
    }

    pub fn has_server(&self, agent: SocketAddr, zone: &str) -> bool {
        match self.kind {
            Kind::Global | Kind::Zone => self.has_zone(zone),
            Kind::Server => self.servers().any(|target| target == agent),
        }
    }

    pub fn is_zones(&self) -> bool {
        self.kind == Kind::Zone
    }

    pub fn is_servers(&self) -> bool {
        self.kind == Kind::Server
    }

    /// The whole cluster, with targets all the same: without any an agent loses sight of the task.
    pub fn is_named_cluster(&self) -> bool {
        self.kind == Kind::Global && !self.targets.is_empty()
    }

    /// The agents it names, when it names servers.
    pub fn servers(&self) -> impl Iterator<Item = SocketAddr> {
        self.targets.iter().filter_map(|target| target.parse().ok())
    }
}

/// What the nodes of a main DAG hand on to each other.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Main {
    pub verb: Verb,
    pub scope: Scope,
    /// A stop that ends processes.
    pub kills: bool,
    /// Main DAGs whose sub-DAGs may be passed to get started.
    pub force_pass: Vec<String>,
    /// Every agent of the cluster.
    pub agents: Vec<SocketAddr>,
    pub sub_dags: BTreeMap<SocketAddr, SubDag>,
    /// The agents whose sub-DAG has come as far as it should.
    pub succeeded: BTreeSet<SocketAddr>,
}

/// A sub-DAG as its main DAG knows it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct SubDag {
    pub number: i64,
    /// The stage it parks in when everything went well.
    pub last_stage: usize,
}

/// What a sub-DAG knows of its main DAG.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sub {
    pub verb: Verb,
    pub scope: Scope,
    pub kills: bool,
    pub main_agent: SocketAddr,
    pub main_number: i64,
    /// The process runs already: nothing to start.
    pub skip: bool,
}

impl Sub {
    /// The id of the main DAG.
    pub fn main_id(&self) -> String {
        ids::local(self.main_agent, self.main_number)
    }
}
