//! Practice agents on a clock that stands still, and clients that live by it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use contract::SandboxTime;
use obshell_api::{
    Address, AgentAddress, ApiErrorKind, Client, ClusterConfigRequest, Credentials, Dag, Error, InitRequest,
    JoinRequest, ObserverConfigRequest, Options, Scope, SecretString, State,
};
use sandbox::{AgentTraits, ManualClock, Sandbox};
use time::UtcOffset;
use time::macros::datetime;

pub const ROOT: &str = "r00t#Root";

pub struct Group {
    pub sandbox: Sandbox,
    pub clock: Arc<ManualClock>,
    /// Of each agent, if it has one.
    passwords: Vec<Option<SecretString>>,
}

impl Group {
    /// So many agents, each as `traits` leaves it.
    pub async fn start(agents: usize, traits: impl Fn(usize, &mut AgentTraits)) -> Group {
        let clock = Arc::new(ManualClock::at(datetime!(2026-05-08 14:00 +8)));
        let made: BTreeMap<usize, AgentTraits> = (0..agents)
            .map(|agent| {
                let mut own = AgentTraits::default();
                traits(agent, &mut own);
                (agent, own)
            })
            .collect();
        let passwords = made.values().map(|own| own.agent_password.clone().map(SecretString::from)).collect();
        let options = sandbox::Options {
            agents,
            listen: Some("127.0.0.1:0".parse().unwrap()),
            traits: made,
            clock: clock.clone(),
            utc_offset: UtcOffset::from_hms(8, 0, 0).unwrap(),
            ..sandbox::Options::default()
        };
        Group { sandbox: Sandbox::start(options).await.unwrap(), clock, passwords }
    }

    /// Agents as they come.
    pub async fn plain(agents: usize) -> Group {
        Group::start(agents, |_, _| {}).await
    }

    /// Agents that have joined the first one, in `zone1`, `zone2`, and so on, and the client of the first.
    pub async fn joined(agents: usize, traits: impl Fn(usize, &mut AgentTraits)) -> (Group, Client) {
        let group = Group::start(agents, traits).await;
        let master = group.own(0);
        for agent in 0..agents {
            let dag = group.own(agent).join(&group.join(agent)).await.unwrap();
            group.done(&master, &dag).await;
        }
        (group, master)
    }

    /// [`Group::joined`], configured: ports and directories of their own, `data_dir` for the second agent,
    /// and a cluster named `name`. The client holds the new root password.
    pub async fn configured(agents: usize, name: &str, data_dir: &str) -> (Group, Client) {
        let (group, master) = Group::joined(agents, |_, _| {}).await;
        for agent in 0..agents {
            let config = [
                ("mysql_port", (2881 + agent * 10).to_string()),
                ("rpc_port", (2882 + agent * 10).to_string()),
                ("data_dir", if agent == 1 { data_dir.to_owned() } else { format!("/data/{agent}") }),
            ];
            let scope = Scope::Servers(vec![group.agent(agent)]);
            let dag = master.observer_config(&observer(scope, &config)).await.unwrap();
            group.done(&master, &dag).await;
        }
        master.set_credentials(candidate());
        let dag = master.obcluster_config(&cluster(name)).await.unwrap();
        group.done(&master, &dag).await;
        (group, master)
    }

    /// A configured group whose init has ended in failure on the second agent.
    pub async fn failed(data_dir: &str) -> (Group, Client, Dag) {
        let (group, master) = Group::configured(3, "obc", data_dir).await;
        let dag = master.init(&InitRequest::default()).await.unwrap();
        let dag = group.ended(&master, &dag).await;
        assert_eq!(dag.state, State::Failed);
        (group, master, dag)
    }

    /// A client that knows the agent's own password, if there is one.
    fn own(&self, agent: usize) -> Client {
        let client = self.client(agent);
        let password = self.passwords[agent].clone();
        client.set_credentials(Credentials { agent: password, ..Credentials::default() });
        client
    }

    /// A client without passwords, on the agents' clock.
    pub fn client(&self, agent: usize) -> Client {
        self.client_on(agent, SandboxTime(self.clock.clone()))
    }

    /// A client on a clock of its own.
    pub fn client_on(&self, agent: usize, clock: impl obshell_api::Clock + 'static) -> Client {
        let address = Address::parse(&self.sandbox.addresses()[agent]).unwrap();
        Client::new(address, Options { clock: Arc::new(clock), ..Options::default() }).unwrap()
    }

    /// A client that knows the root password of the cluster.
    pub fn root(&self, agent: usize) -> Client {
        let client = self.client(agent);
        client.set_credentials(Credentials { root: Some(ROOT.into()), ..Credentials::default() });
        client
    }

    pub fn agent(&self, agent: usize) -> AgentAddress {
        AgentAddress::from(&Address::parse(&self.sandbox.addresses()[agent]).unwrap())
    }

    /// The request that makes `agent` a member of the first one's group.
    pub fn join(&self, agent: usize) -> JoinRequest {
        let zone_name = format!("zone{}", agent + 1);
        let master_password = self.passwords[0].clone().filter(|_| agent != 0);
        JoinRequest { agent: self.agent(0), zone_name, master_password }
    }

    pub fn seconds(&self, count: u64) {
        self.clock.advance(Duration::from_secs(count));
    }

    /// Lets time pass until a task has ended, and returns it.
    pub async fn ended(&self, client: &Client, dag: &Dag) -> Dag {
        let finished = |dag: &Dag| matches!(dag.state, State::Succeed | State::Failed);
        self.until(client, dag, finished).await
    }

    /// Lets time pass until a task has succeeded, and returns it.
    pub async fn done(&self, client: &Client, dag: &Dag) -> Dag {
        let dag = self.ended(client, dag).await;
        assert_eq!(dag.state, State::Succeed, "{dag:#?}");
        dag
    }

    /// Lets time pass until a task is as it is wanted.
    pub async fn until(&self, client: &Client, dag: &Dag, wanted: impl Fn(&Dag) -> bool) -> Dag {
        for _ in 0..2_000 {
            let seen = client.dag(&dag.id, true).await.unwrap();
            if wanted(&seen) {
                return seen;
            }
            self.seconds(1);
        }
        panic!("{} does not get there", dag.name);
    }

    /// What `agent` was asked since it was asked `from` things: method, path and query.
    pub fn asked(&self, agent: usize, from: usize) -> Vec<String> {
        let requests = self.sandbox.requests(agent);
        requests[from..].iter().map(|request| format!("{} {}", request.method, request.path)).collect()
    }

    /// How many things `agent` was asked so far.
    pub fn count(&self, agent: usize) -> usize {
        self.sandbox.requests(agent).len()
    }
}

pub fn candidate() -> Credentials {
    Credentials { candidate_root: Some(ROOT.into()), ..Credentials::default() }
}

pub fn cluster(name: &str) -> ClusterConfigRequest {
    let cluster_name = name.to_owned();
    ClusterConfigRequest { cluster_id: 7, cluster_name, root_password: ROOT.into(), rs_list: None }
}

pub fn observer(scope: Scope, config: &[(&str, String)]) -> ObserverConfigRequest {
    let config: BTreeMap<_, _> =
        config.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    ObserverConfigRequest { config, scope }
}

/// What kind of refusal this is.
#[track_caller]
pub fn kind<T: std::fmt::Debug>(answer: Result<T, Error>) -> ApiErrorKind {
    match answer {
        Err(Error::Rejected(error)) => error.kind(),
        other => panic!("not a refusal: {other:?}"),
    }
}

/// The code of this refusal.
#[track_caller]
pub fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    match answer {
        Err(Error::Rejected(error)) => error.err_code,
        other => panic!("not a refusal: {other:?}"),
    }
}
