//! What is kept of a task.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::agent::state::ClusterKey;
use crate::clock::Ns;
use crate::flows::Job;
use crate::flows::obproxy;
use crate::flows::scaling::Scaling;
use crate::flows::start_stop::{Main, Sub};
use crate::secure::kept::KeptPassword;

/// Where a DAG, node or sub-task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    Pending,
    Ready,
    Running,
    Failed,
    Succeed,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Ready => "READY",
            Self::Running => "RUNNING",
            Self::Failed => "FAILED",
            Self::Succeed => "SUCCEED",
        }
    }

    pub fn is_finished(self) -> bool {
        matches!(self, Self::Failed | Self::Succeed)
    }
}

/// What is being done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Operator {
    Run,
    Retry,
    Rollback,
    Cancel,
    Pass,
}

impl Operator {
    pub fn name(self) -> &'static str {
        match self {
            Self::Run => "RUN",
            Self::Retry => "RETRY",
            Self::Rollback => "ROLLBACK",
            Self::Cancel => "CANCEL",
            Self::Pass => "PASS",
        }
    }
}

/// What may be done with a node's sub-tasks: continue, cancel, retry, roll back, pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Flags {
    pub resume: bool,
    pub cancel: bool,
    pub retry: bool,
    pub rollback: bool,
    pub pass: bool,
    /// A failure locks nobody out.
    #[serde(default)]
    pub exits: bool,
}

impl Flags {
    /// The flags named by letters: `C` continue, `K` cancel, `R` retry, `B` roll back, `P` pass; `X`: a
    /// failure gives the lock back.
    pub fn of(letters: &str) -> Self {
        Self {
            resume: letters.contains('C'),
            cancel: letters.contains('K'),
            retry: letters.contains('R'),
            rollback: letters.contains('B'),
            pass: letters.contains('P'),
            exits: letters.contains('X'),
        }
    }
}

/// Which part of the agent a DAG locks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Maintenance {
    None,
    Global,
    /// What it does with its OBProxy, and nothing else.
    Obproxy,
}

impl Maintenance {
    pub fn number(self) -> u8 {
        match self {
            Self::None => 1,
            Self::Global => 2,
            Self::Obproxy => 4,
        }
    }
}

/// Who keeps a DAG, and which numbers its parts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Keeper {
    /// The agent it is stored with.
    #[default]
    Agent,
    /// The agent it is stored with, for its OBProxy. Numbers are shared with the agent's other tasks.
    Obproxy,
    /// The cluster's database; the agent it is stored with only works on it.
    Cluster,
}

/// What the nodes of one DAG hand on to each other.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Context {
    /// Effective observer configuration by agent.
    pub configs: BTreeMap<SocketAddr, BTreeMap<String, String>>,
    /// Root server by zone, in bootstrap order: (zone, agent).
    pub root_servers: Vec<(String, SocketAddr)>,
    /// The root password a master hands to its followers.
    pub root_password: KeptPassword,
    /// What a master knows of the cluster, handed to its followers.
    pub cluster_of: Option<SocketAddr>,
    /// The cluster whose task it is.
    #[serde(default)]
    pub cluster: Option<ClusterKey>,
    /// What a server that comes or goes is about.
    #[serde(default)]
    pub scaling: Option<Scaling>,
    /// What a start or stop of observers is about.
    #[serde(default)]
    pub main: Option<Main>,
    /// The start or stop that a sub-DAG is part of.
    #[serde(default)]
    pub sub: Option<Sub>,
    /// What is done with an OBProxy.
    #[serde(default)]
    pub obproxy: Option<obproxy::Plan>,
    /// The password that the user proxyro is to have.
    #[serde(default)]
    pub proxyro: Option<KeptPassword>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dag {
    pub id: i64,
    pub name: String,
    /// 1-based.
    pub stage: usize,
    pub maintenance: Maintenance,
    #[serde(default)]
    pub keeper: Keeper,
    pub state: State,
    pub operator: Operator,
    pub start: Ns,
    pub end: Ns,
    /// Done with: no longer in the lists of unfinished work, lock released.
    pub finished: bool,
    pub nodes: Vec<Node>,
    pub context: Context,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Node {
    pub id: i64,
    pub name: String,
    pub job: Job,
    pub flags: Flags,
    pub state: State,
    pub operator: Operator,
    pub start: Ns,
    pub end: Ns,
    pub tasks: Vec<SubTask>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SubTask {
    pub id: i64,
    pub agent: SocketAddr,
    pub state: State,
    pub operator: Operator,
    pub start: Ns,
    pub end: Ns,
    pub execute_times: u32,
    pub additional: Option<Value>,
    pub logs: Vec<LogRow>,
    pub run: Option<Run>,
    /// The last DAG made for this sub-task on its own agent.
    pub remote_dag: Option<i64>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LogRow {
    pub id: i64,
    pub execute_times: u32,
    pub content: String,
    pub at: Ns,
}

/// One attempt under way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Run {
    /// On the agent itself: lines appear as time goes by, then the outcome.
    Local { began: Ns, script: Script, written: usize },
    /// On another agent, watched from here.
    Remote(RemoteRun),
}

/// What an attempt will say and how it will end. Offsets are nanoseconds from its start.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Script {
    pub lines: Vec<(Ns, String)>,
    pub length: Ns,
    pub failure: Option<String>,
    /// Set when the agent's process goes away at this offset.
    pub death: Option<Ns>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RemoteRun {
    pub phase: RemotePhase,
    pub misses: u32,
    pub retrying: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RemotePhase {
    /// Ask the agent to do the job, or to undo it.
    Request { undo: bool },
    /// Follow the DAG it made.
    Watch,
    /// Undo: tell its DAG to cancel first, then roll back.
    CancelFirst,
    /// Undo: its DAG failed, tell it to roll back.
    RollBack,
    /// Follow its DAG back.
    WatchBack,
}
