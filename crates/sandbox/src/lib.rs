//! Practice obshell agents on loopback.
//!
//! A sandbox runs agents that a client cannot tell from obshell 4.5 as far as bringing up a cluster
//! goes: key exchange and hybrid encryption, who must prove what, joining and leaving, configuration,
//! `ob/init` with its DAGs, scale-out, scale-in and zone delete, and the task routes. Nothing is installed and nothing leaves the machine.
//! It shares no code with the client it is there to test.
//!
//! # Input that makes things fail
//!
//! | Input | What happens |
//! |---|---|
//! | `data_dir` or `redo_dir` contains `not-empty` | `Create observer workdir` fails on those hosts, every time |
//! | … contains `not-empty-once` | the same, but only the first time on each host: RETRY succeeds |
//! | … contains `no-start` | `Start observer` fails on those hosts, every time |
//! | … contains `no-start-once` | the same, but only the first time on each host: RETRY succeeds |
//! | … contains `die-mid-dag` | that agent's process goes away while its observer starts, once, and is back after 8 s |
//! | … contains `no-restart` | an observer that was stopped does not start again: the sub-DAG of that agent fails, then the main DAG |
//! | … contains `no-kill` | the observer survives a stop with `force` or `terminate`, for 75 s |
//! | … contains `no-freeze` | the minor freeze before a stop with `terminate` takes too long |
//! | … contains `no-restart-once`, `no-kill-once`, `no-freeze-once` | the same, but only the first time on each host |
//! | … contains `no-marker` | that agent answers `ob/start` with 200 and nothing else |
//! | zone of a join contains `reject-join` | the master rejects the agent that has accepted to join: `Join to master` fails |
//! | … contains `reject-join-once` | the same, but only the first time for each agent: another join succeeds |
//! | `memory_limit` above the host's memory (64G unless told otherwise) | `Start observer` runs out of memory |
//! | cluster name begins with `slow-` | `Cluster boostrap` takes 20 minutes |
//! | cluster name is `bad-rs` | `Integrate config` refuses the root server list |
//! | `rsList` that does not fit the agents | the same, as a real agent does |
//! | OBProxy's `home_path` contains `missing`, `no-bin`, `plain-file`, `denied`, `occupied` | the agent finds that it does not exist, has no `bin`, is no directory, may not be written to, has run an OBProxy before |
//! | … contains `no-version`, or the word `old` | the binary there does not say its version, or is of version 3 |
//! | … contains `no-health`, `no-stop`, `no-hot-restart` | `Start obproxy`, `Stop obproxy`, `Wait hot restart obproxy finish` give up, every time; with `-once`, only the first time |
//! | a port of OBProxy that something on the host has | `Start obproxy` fails |
//! | `proxyro_password` contains `wrong`, in a cluster that was not given one | the database turns the agent away; one that `ob/init` gave it is the only right one |
//!
//! All times are at speed 1 and are divided by [`Options::speed`]. Put an input into the configuration
//! of one server (scope `SERVER`) to let one host of three fail; in a cluster that is there already,
//! [`AgentTraits::data_dir`] does.
//!
//! The directories count in a scale-out too: the newcomer's own task fails, and the cluster's with it. Any node of any task
//! can be told to fail by its name, where an agent works on it or is what it is about: [`AgentTraits::failing`] from the
//! start, [`Sandbox::fail_node`] and [`Sandbox::mend_nodes`] while clients work.
//!
//! Of a start or stop only a failed minor freeze is worth a retry, as with real agents: its main DAG passes the sub-DAGs
//! when anything else fails, and what helps is another request. A main DAG that is cancelled, or whose agent dies, leaves
//! sub-DAGs behind that hold their agents' locks until a request names it in `forcePassDag`.
//!
//! # A cluster that is there already
//!
//! [`Options::cluster`] lets the agents begin as a cluster that is up, with its first task done, failed or running.
//! [`InitialisedCluster::spare`] leaves agents over to be taken in, [`InitialisedCluster::recorded`] gives it finished
//! tasks word for word. The zones it begins with hold resource units and cannot be deleted, those added later can.
//! While clients work with it, a sandbox can take agents away and bring them back, add members, name addresses that are
//! none, give an agent another key or certificate and root@sys another password. [`Sandbox::requests`] says what was on the
//! wire: which credential, sealed for which key, and whether there was a password inside.
//!
//! # https
//!
//! With [`Options::tls`] a sandbox makes a certificate authority at every start; [`Sandbox::ca_pem`] is what to trust.
//!
//! # OCP
//!
//! With [`Options::ocp`] there is an OCP beside the agents. It tells its time to everybody. Who logs in
//! ([`Sandbox::ocp_credentials`]) or signs ([`Sandbox::ocp_access_key`], strictly, no more than 15 minutes off) sees its
//! version, hosts, software packages, clusters of OceanBase and OBProxy, and its tasks; five wrong passwords lock the user
//! for half an hour. It makes, changes and deletes OBProxy clusters, each time with a task ([`Options::ocp_tasks`] are
//! there already) that goes by the rules of OCP's own engine: lists that tell least, subtasks whose order and numbers say
//! nothing of the order in which they run, rolled back tasks that say `SUCCESSFUL`. Words in a task's name make it fail,
//! with `_` for `-` also those in the name of an OBProxy cluster, and on one host those in [`OcpTraits::host_words`]:
//!
//! | Name of the task contains | What happens |
//! |---|---|
//! | `no-nc` | `Check if command exists` fails, every time |
//! | `has-obproxy` | `Check process not exist` fails with COM32001, every time |
//! | `no-start` | `Start obproxy` fails, every time |
//! | `no-password` | `Set obproxy user password for ob` fails, every time |
//! | `no-nc-once`, `has-obproxy-once`, `no-start-once`, `no-password-once` | the same, but only the first time: a retry succeeds |
//! | `stuck` | `Set obproxy user password for ob` never ends, until it is cancelled |
//! | `no-rollback` | it cannot be rolled back |
//! | `no-skip` | none of its subtasks can be skipped |
//!
//! It always has the hosts `proxy-sh-01`, `proxy-sh-02`, `proxy-hz-01` (idle), `ob-trade-07` (carries a server of
//! `trade`, and an OBProxy at port 2893 that can be taken over), `proxy-sh-03` and `proxy-hz-02` (those of `trade_old`,
//! the latter offline, where parameters differ), `proxy-arm-01` (aarch64) and `new-host-11` (without an agent). Those that
//! [`OcpTraits::hosts`] adds begin with `no-nc-09`, `has-obproxy-10`, `stuck-11` and `no-start-once-12`, which fail.
//! There are two clusters named `trade`, and a third that stands by for the first.
//!
//! [`OcpTraits`] takes rights away, changes shapes and paths; [`Sandbox::ocp_trouble`] loses answers, throttles, and puts a
//! proxy's page in the place of an answer.
//!
//! # Time
//!
//! Agents take the time from a [`Clock`]. Every request first lets everything happen that is due, so
//! with a [`ManualClock`] a test moves the clock and asks, without waiting.

mod agent;
mod changes;
mod clock;
mod dag;
mod error;
mod failing;
mod fault;
mod faults;
mod flows;
mod gotime;
mod host;
mod host_traits;
mod http;
mod listen;
mod members;
mod ocp;
mod options;
mod preset;
mod records;
mod secure;
mod start;
mod tls;
mod trust;
mod upsets;
mod world;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use clock::{Clock, ManualClock, Pause, SystemClock};
pub use error::SandboxError;
pub use host_traits::{Disk, FailingNode, HostTraits};
pub use ocp::{ExporterMember, OcpRequest, OcpRight, OcpTask, OcpTemplate, OcpTraits, OcpTrouble};
pub use options::{
    AgentTraits, DEFAULT_OB_VERSION, DEFAULT_OBSHELL_VERSION, FirstTask, InitialisedCluster, Membership,
    Misbehave, Options, TlsOptions,
};
pub use records::{RequestRecord, SealedCredential, SealedFor};
pub use secure::header::Credential;

use crate::host::Hosts;
pub(crate) use crate::host::Shared;
use crate::ocp::Ocp;

/// A running set of practice agents. Dropping it stops them without a last word on disk;
/// [`stop`](Sandbox::stop) writes everything down first.
pub struct Sandbox {
    shared: Arc<Shared>,
    hosts: Arc<Hosts>,
    ocp: Option<Arc<Ocp>>,
}

impl Sandbox {
    /// Starts the agents and returns when all of them answer.
    ///
    /// # Errors
    ///
    /// When an option makes no sense, an address cannot be had, or a state file is unusable.
    pub async fn start(options: Options) -> Result<Self, SandboxError> {
        let (shared, hosts, ocp) = start::start(options).await?;
        Ok(Self { shared, hosts, ocp })
    }

    /// Starts the agents as a cluster named `name` that is up already, one zone for each agent.
    ///
    /// # Errors
    ///
    /// As [`start`](Sandbox::start), and when the options let no such cluster come up.
    pub async fn initialised(
        options: Options,
        name: &str,
        root_password: &str,
    ) -> Result<Self, SandboxError> {
        let cluster = InitialisedCluster {
            name: name.to_owned(),
            root_password: root_password.to_owned(),
            ..InitialisedCluster::default()
        };
        Self::start(Options { cluster: Some(cluster), ..options }).await
    }

    /// Where the agents listen, as `ip:port`, in order.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let world = self.shared.world();
        world.agents.iter().map(|agent| agent.state.address.to_string()).collect()
    }

    /// Stops all agents and keeps what they know.
    pub async fn stop(self) {
        self.hosts.stop();
        tokio::task::yield_now().await;
        let mut world = self.shared.world();
        self.shared.keep(&mut world);
    }

    /// The requests agent `i` has received since the sandbox was started, in order (the last 50 000 at least).
    #[must_use]
    pub fn requests(&self, i: usize) -> Vec<RequestRecord> {
        self.shared.world().agents[i].requests.clone()
    }

    /// How many times an agent has refused a password as wrong since the sandbox was started.
    #[must_use]
    pub fn refused_attempts(&self) -> usize {
        self.shared.world().agents.iter().map(|agent| agent.refused).sum()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.hosts.stop();
    }
}

/// Locks even when a thread has panicked while holding the lock: practice goes on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
