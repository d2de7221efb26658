//! What a sandbox is started with.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use time::UtcOffset;

use crate::clock::{Clock, SystemClock};
use crate::host_traits::{FailingNode, HostTraits};
use crate::ocp::{OcpTask, OcpTraits};

/// The OceanBase build a practice agent finds beside itself unless told otherwise.
pub const DEFAULT_OB_VERSION: &str = "4.3.5.1-101000042025031818";
/// The obshell release a practice agent says it is unless told otherwise.
pub const DEFAULT_OBSHELL_VERSION: &str = "4.5.0.0-0";

/// How many agents to start, where, and how they behave.
#[derive(Clone)]
pub struct Options {
    /// How many agents.
    pub agents: usize,
    /// Where the first agent listens; the others take the following ports, or any port when it is 0.
    /// `None`: one loopback address each with port 2886 where the system allows it.
    pub listen: Option<SocketAddr>,
    /// How many times faster than real agents tasks run. 1.0 takes about two minutes for a bootstrap.
    pub speed: f64,
    /// Decides every key, trace id and token, but not the certificates of https.
    pub seed: u64,
    /// Where each agent keeps its state, one JSON file per agent; `None`: nothing is kept.
    pub state_dir: Option<PathBuf>,
    /// What is special about an agent, by 0-based number.
    pub traits: BTreeMap<usize, AgentTraits>,
    /// The cluster the agents are when they start for the first time; `None`: every agent is on its own.
    pub cluster: Option<InitialisedCluster>,
    /// https instead of http; `None`: plain http.
    pub tls: Option<TlsOptions>,
    /// Whether the agents accept calls with no header at all, as those of a build for tests do. They then decrypt
    /// nothing: an encrypted body is not understood.
    pub bare: bool,
    /// The address, as `ip:port`, that the first agent says it has, as if the one it is reached at led elsewhere.
    pub claims: Option<String>,
    /// Whether there is an OCP beside the agents.
    pub ocp: bool,
    /// What the OCP runs when it starts, oldest first.
    pub ocp_tasks: Vec<OcpTask>,
    /// How the OCP behaves.
    pub ocp_traits: OcpTraits,
    /// The clock all agents run on.
    pub clock: Arc<dyn Clock>,
    /// The offset agents write their times with.
    pub utc_offset: UtcOffset,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            agents: 3,
            listen: None,
            speed: 1.0,
            seed: 1,
            state_dir: None,
            traits: BTreeMap::new(),
            cluster: None,
            tls: None,
            bare: false,
            claims: None,
            ocp: false,
            ocp_tasks: OcpTask::samples(),
            ocp_traits: OcpTraits::default(),
            clock: Arc::new(SystemClock),
            utc_offset: UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC),
        }
    }
}

/// How agents speak https. Authority and certificates are made anew at every start.
#[derive(Debug, Clone, Copy, Default)]
pub struct TlsOptions {
    /// A client must show a certificate of the same authority.
    pub client_auth: bool,
}

/// A cluster that is up when the sandbox starts. Its agents have gone through a whole bootstrap by then, so that
/// every list, identity and task is what that leaves behind. All agents of the sandbox are in it, unless some are spared.
#[derive(Debug, Clone)]
pub struct InitialisedCluster {
    /// The cluster's name.
    pub name: String,
    /// The password of root@sys.
    pub root_password: String,
    /// How many zones the agents are spread over, in turn; `None`: one for each agent.
    pub zones: Option<usize>,
    /// What has become of the task that brought it up.
    pub first_task: FirstTask,
    /// How many agents, the last ones, do not belong to it: each is on its own.
    pub spare: usize,
    /// Finished tasks that the cluster kept elsewhere, oldest first, each the JSON of its DAG: every agent of the
    /// cluster tells of them word for word, log lines included. One with the id of an OBProxy's task is told by the
    /// agent that the id names. Tasks the cluster begins now are numbered after them.
    pub recorded: Vec<Value>,
}

/// What has become of the task that brought a cluster up. It belongs to the first agent and locks it until it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FirstTask {
    /// It has succeeded.
    #[default]
    Done,
    /// It has failed at its last but one step, which can be retried or passed. The cluster works.
    Failed,
    /// It is at its last but one step, for 20 minutes (divided by the speed). The cluster works.
    Running,
}

impl Default for InitialisedCluster {
    fn default() -> Self {
        Self {
            name: "obcluster".to_owned(),
            root_password: String::new(),
            zones: None,
            first_task: FirstTask::Done,
            spare: 0,
            recorded: Vec::new(),
        }
    }
}

/// What is special about one agent.
#[derive(Debug, Clone)]
pub struct AgentTraits {
    /// How far the agent's clock is off, in milliseconds; positive is ahead.
    pub clock_skew: i64,
    /// The OceanBase version it finds, `""` for none; `None`: [`DEFAULT_OB_VERSION`].
    pub ob_version: Option<String>,
    /// The obshell version it says it is; `None`: [`DEFAULT_OBSHELL_VERSION`].
    pub obshell_version: Option<String>,
    /// The agent password it starts with.
    pub agent_password: Option<String>,
    /// Size of its RSA key: 512, 1024 or 2048.
    pub key_bits: usize,
    /// How long every answer takes, on the sandbox's clock.
    pub latency: Duration,
    /// How it breaks the protocol.
    pub misbehave: Option<Misbehave>,
    /// Closes the connection right after handling a POST to this path: the effect stays, the answer is lost.
    pub drop_after_post: Option<String>,
    /// What it already belongs to when it starts for the first time.
    pub member: Option<Membership>,
    /// The host's memory in bytes.
    pub memory: u64,
    /// Where its server keeps its data in a cluster that is up when the sandbox starts; a word in it can make a later
    /// start or stop fail. `None`: a directory that does not.
    pub data_dir: Option<String>,
    /// What it tells of its host besides.
    pub host: HostTraits,
    /// Steps that fail.
    pub failing: Vec<FailingNode>,
}

impl Default for AgentTraits {
    fn default() -> Self {
        Self {
            clock_skew: 0,
            ob_version: None,
            obshell_version: None,
            agent_password: None,
            key_bits: 1024,
            latency: Duration::ZERO,
            misbehave: None,
            drop_after_post: None,
            member: None,
            memory: 64 << 30,
            data_dir: None,
            host: HostTraits::default(),
            failing: Vec::new(),
        }
    }
}

/// How an agent breaks the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misbehave {
    /// Every answer is an HTML page, as from a proxy in between.
    Html,
    /// Every answer carries 30 MB.
    Huge,
    /// Answers carry fields nobody knows, and running tasks a state nobody knows.
    UnknownFields,
}

/// What an agent already belongs to when it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// It is the MASTER of `zone1`.
    Master,
    /// It is a FOLLOWER of the agent with this 0-based number, which becomes MASTER.
    FollowerOf(usize),
}
