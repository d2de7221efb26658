//! OBProxy clusters and servers as a practice OCP keeps them.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Ns;
use crate::ocp::refusal::Refusal;

/// All OBProxy clusters, oldest first, and what is being done to them.
#[derive(Debug)]
pub struct Proxies {
    pub clusters: Vec<Cluster>,
    pub pending: Vec<Pending>,
    /// The tasks of creates that carried a token.
    pub tokens: BTreeMap<String, i64>,
    next_cluster: i64,
    next_server: i64,
}

#[derive(Debug, Clone)]
pub struct Cluster {
    pub id: i64,
    pub name: String,
    pub address: Option<String>,
    pub port: Option<i64>,
    pub work_mode: String,
    pub links: Vec<Link>,
    pub servers: Vec<Server>,
    /// Parameters that are not at their defaults.
    pub values: BTreeMap<String, String>,
    pub parameter_version: i64,
    pub created: Ns,
    pub updated: Ns,
}

/// A cluster of OceanBase that clients may reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// OCP's number for it.
    pub cluster: i64,
    pub username: String,
}

#[derive(Debug, Clone)]
pub struct Server {
    pub id: i64,
    pub host: i64,
    pub sql_port: i64,
    pub exporter_port: i64,
    /// As `4.3.2.0-26`.
    pub version: String,
    pub parameter_version: i64,
    pub state: ServerState,
    pub active: Ns,
    /// Where its parameters are not the cluster's.
    pub own: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerState {
    Creating,
    TakingOver,
    Running,
    Restarting,
    Upgrading,
    Refreshing,
    Stopping,
    Stopped,
    Starting,
    Deleting,
    Unavailable,
}

/// What a task will have done when it succeeds.
#[derive(Debug)]
pub struct Pending {
    pub task: i64,
    pub cluster: i64,
    pub change: Change,
    /// The servers that it is about, and how they stood before.
    pub servers: BTreeMap<i64, ServerState>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The cluster.
    Create,
    Delete,
    /// Servers.
    Add,
    Remove,
    Restart,
    Start,
    Stop,
    /// To this version.
    Upgrade(String),
    Configure(Vec<(String, String)>),
}

impl ServerState {
    pub fn word(self) -> &'static str {
        match self {
            Self::Creating => "CREATING",
            Self::TakingOver => "TAKINGOVER",
            Self::Running => "RUNNING",
            Self::Restarting => "RESTARTING",
            Self::Upgrading => "UPGRADING",
            Self::Refreshing => "REFRESHING",
            Self::Stopping => "STOPPING",
            Self::Stopped => "STOPPED",
            Self::Starting => "STARTING",
            Self::Deleting => "DELETING",
            Self::Unavailable => "UNAVAILABLE",
        }
    }
}

impl Proxies {
    /// None yet.
    pub fn none() -> Self {
        let (clusters, pending, tokens) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { clusters, pending, tokens, next_cluster: 3, next_server: 11 }
    }

    /// An empty cluster; its place.
    pub fn make(&mut self, name: &str, now: Ns) -> usize {
        self.clusters.push(Cluster {
            id: self.next_cluster,
            name: name.to_owned(),
            address: None,
            port: Some(2883),
            work_mode: "CONFIG_URL".to_owned(),
            links: Vec::new(),
            servers: Vec::new(),
            values: BTreeMap::new(),
            parameter_version: 1,
            created: now,
            updated: now,
        });
        self.next_cluster += 2;
        self.clusters.len() - 1
    }

    /// A server for a cluster.
    pub fn equip(
        &mut self,
        host: i64,
        ports: (i64, i64),
        version: &str,
        state: ServerState,
        now: Ns,
    ) -> Server {
        self.next_server += 1;
        Server {
            id: self.next_server - 1,
            host,
            sql_port: ports.0,
            exporter_port: ports.1,
            version: version.to_owned(),
            parameter_version: 1,
            state,
            active: now,
            own: BTreeMap::new(),
        }
    }

    /// The servers on a host, each with its cluster.
    pub fn on(&self, host: i64) -> impl Iterator<Item = (&Cluster, &Server)> {
        let all = self
            .clusters
            .iter()
            .flat_map(|cluster| cluster.servers.iter().map(move |server| (cluster, server)));
        all.filter(move |(_, server)| server.host == host)
    }

    /// The place of a cluster by its number.
    pub fn find(&self, id: &str) -> Result<usize, Refusal> {
        let missing = || Refusal::new(404, "ODP21001", format!("OBProxy cluster {id} does not exist."));
        self.clusters.iter().position(|cluster| cluster.id.to_string() == id).ok_or_else(missing)
    }

    /// The servers that some task is at.
    pub fn operated(&self) -> BTreeSet<i64> {
        self.pending.iter().flat_map(|pending| pending.servers.keys().copied()).collect()
    }

    /// What is being done to the cluster as a whole.
    pub fn pending_of(&self, cluster: i64) -> Option<&Change> {
        let whole = |pending: &&Pending| {
            pending.cluster == cluster && matches!(pending.change, Change::Create | Change::Delete)
        };
        self.pending.iter().find(whole).map(|pending| &pending.change)
    }
}
