//! Everything an agent keeps on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::agent::identity::Identity;
use crate::agent::obproxy::Obproxy;
use crate::agent::settings::Settings;
use crate::dag::table::TaskTable;
use crate::secure::kept::KeptPassword;

/// Everything an agent keeps on disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AgentState {
    pub address: SocketAddr,
    pub home: String,
    pub private_key: String,
    /// Counts reinstalls.
    pub key_generation: u32,
    pub identity: Identity,
    pub zone: String,
    pub master: Option<SocketAddr>,
    /// Every agent of the group including itself; only a MASTER or CLUSTER AGENT knows them.
    pub members: Vec<Member>,
    pub agent_password: Option<KeptPassword>,
    pub root_password: KeptPassword,
    pub root_initialised: bool,
    pub settings: Settings,
    pub observer: Observer,
    /// The cluster as its database would show it.
    pub cluster: Option<Cluster>,
    pub tasks: TaskTable,
    /// Failures that happen once and have happened.
    pub spent: BTreeSet<String>,
    pub token: String,
    /// The obshell release it was brought up to since it was installed.
    #[serde(default)]
    pub upgraded: Option<String>,
    #[serde(default)]
    pub obproxy: Obproxy,
}

impl AgentState {
    pub fn new(address: SocketAddr, private_key: String, token: String) -> Self {
        Self {
            address,
            home: "/home/admin/oceanbase".to_owned(),
            private_key,
            key_generation: 0,
            identity: Identity::Single,
            zone: String::new(),
            master: None,
            members: Vec::new(),
            agent_password: None,
            root_password: KeptPassword::default(),
            root_initialised: false,
            settings: Settings::default(),
            observer: Observer::default(),
            cluster: None,
            tasks: TaskTable::default(),
            spent: BTreeSet::new(),
            token,
            upgraded: None,
            obproxy: Obproxy::default(),
        }
    }

    /// Back to what it was before it joined anyone.
    pub fn become_single(&mut self) {
        self.identity = Identity::Single;
        self.zone = String::new();
        self.master = None;
        self.members.clear();
        self.settings = Settings::default();
        self.root_password = KeptPassword::default();
        self.root_initialised = false;
    }

    /// What tells the cluster it belongs to from others; `None` outside of one.
    pub fn cluster_key(&self) -> Option<ClusterKey> {
        match self.identity {
            Identity::ClusterAgent | Identity::ScalingIn => {
                self.cluster.as_ref().map(|cluster| (cluster.name.clone(), cluster.id))
            }
            Identity::Single | Identity::Master | Identity::Follower | Identity::ScalingOut => None,
        }
    }

    pub fn member(&self, address: SocketAddr) -> Option<&Member> {
        self.members.iter().find(|member| member.address == address)
    }
}

/// Name and number of a cluster.
pub(crate) type ClusterKey = (String, i64);

/// An agent of the group.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Member {
    pub address: SocketAddr,
    pub zone: String,
    pub identity: Identity,
    pub version: String,
}

/// The observer on an agent's host.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Observer {
    pub config: BTreeMap<String, String>,
    pub started: bool,
    /// 0 not running, 1 running, 2 restricted, 3 available.
    pub state: u8,
    pub sql_port: u16,
    pub rpc_port: u16,
}

/// The cluster as its database would show it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Cluster {
    pub id: i64,
    pub name: String,
    pub version: String,
    pub servers: Vec<Server>,
    /// Zones that `STOP ZONE` has taken out of service.
    #[serde(default)]
    pub stopped_zones: BTreeSet<String>,
    /// Zones without a server.
    #[serde(default)]
    pub bare_zones: BTreeSet<String>,
    /// Password of the user proxyro, if it was made when the cluster was.
    #[serde(default)]
    pub proxyro: Option<KeptPassword>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Server {
    pub agent: SocketAddr,
    pub zone: String,
    pub sql_port: u16,
    pub rpc_port: u16,
    pub root: bool,
    pub data_dir: String,
    pub redo_dir: String,
    pub started: i64,
    /// When `STOP SERVER` took it out of service; 0: it is in service.
    #[serde(default)]
    pub stopped: i64,
    /// `DELETE SERVER` has been told to take it out of the cluster.
    #[serde(default)]
    pub deleting: bool,
}
