//! Members that a cluster gets while somebody works with it: real ones, and addresses that only look like it.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::agent::identity::Identity;
use crate::agent::process::Agent;
use crate::agent::state::{AgentState, Member, Observer, Server};
use crate::clock::Ns;
use crate::error::SandboxError;
use crate::options::AgentTraits;
use crate::secure::keys::AgentKey;
use crate::world::World;
use crate::{Sandbox, listen, start};

impl Sandbox {
    /// Starts one more agent as a member of the cluster, as after a scale-out: it is in every list from now on.
    /// Returns where it listens. With a state directory it is there again when as many agents are asked for.
    ///
    /// # Errors
    ///
    /// When there is no cluster, or the agent cannot be started.
    pub async fn add_agent(&self) -> Result<String, SandboxError> {
        // One after the other: each is the next in line.
        let _turn = self.hosts.adding.lock().await;
        let (index, founder) = {
            let world = self.shared.world();
            let founder = world.agents.iter().position(|agent| agent.state.cluster.is_some());
            let no_cluster = || SandboxError::Option("there is no cluster to add an agent to".to_owned());
            (world.agents.len(), founder.ok_or_else(no_cluster)?)
        };
        let listener = listen::agent(self.shared.listen, index, None).await?;
        let address = listen::local(&listener)?;
        let seed = self.shared.seed;
        let bits = AgentTraits::default().key_bits;
        let key = tokio::task::spawn_blocking(move || AgentKey::generate(seed, index, 0, bits)).await;
        let key = key.map_err(|error| SandboxError::Option(error.to_string()))??;
        if let Some(https) = &self.shared.https {
            https.add(address.ip())?;
        }
        {
            let now = self.shared.clock.now_nanos();
            let mut world = self.shared.world();
            world.catch_up(now);
            world.admit(founder, address, key, start::token(seed, index), now);
            self.shared.keep(&mut world);
        }
        self.hosts.add(listener);
        Ok(address.to_string())
    }

    /// Lets every list of the cluster name `address`, as `ip:port`, as a member that answers, though nobody here has
    /// ever heard of it. What its clients then send there is theirs to answer for.
    ///
    /// # Errors
    ///
    /// When that is not an address, or one of the sandbox's own.
    pub fn forge_member(&self, address: &str) -> Result<(), SandboxError> {
        let refuse = |why: &str| SandboxError::Option(format!("'{address}' {why}"));
        let forged: SocketAddr = address.parse().map_err(|_| refuse("is not an address ip:port"))?;
        let mut world = self.shared.world();
        if world.find(forged).is_some() {
            return Err(refuse("is an agent's own address"));
        }
        let now = self.shared.clock.now_nanos();
        world.forged.insert(forged);
        world.list(forged, now);
        self.shared.keep(&mut world);
        Ok(())
    }
}

impl World {
    /// Adds an agent at `address` to the cluster that the agent `founder` belongs to.
    fn admit(&mut self, founder: usize, address: SocketAddr, key: AgentKey, token: String, now: Ns) {
        self.list(address, now);
        let founder = &self.agents[founder];
        let server = founder.state.cluster.iter().flat_map(|cluster| &cluster.servers);
        let server = server.into_iter().find(|server| server.agent == address);
        let mut state = AgentState::new(address, key.private_text(), token);
        state.identity = Identity::ClusterAgent;
        state.members.clone_from(&founder.state.members);
        state.cluster.clone_from(&founder.state.cluster);
        state.settings.clone_from(&founder.state.settings);
        state.root_password.clone_from(&founder.state.root_password);
        state.root_initialised = true;
        if let Some(server) = server {
            state.zone.clone_from(&server.zone);
            let (sql_port, rpc_port) = (server.sql_port, server.rpc_port);
            state.observer = Observer { started: true, state: 3, sql_port, rpc_port, ..Observer::default() };
        }
        let traits = AgentTraits {
            ob_version: founder.traits.ob_version.clone(),
            obshell_version: founder.traits.obshell_version.clone(),
            ..AgentTraits::default()
        };
        let pid = start::pid(self.agents.len());
        self.join(Agent::new(state, traits, Arc::new(key), pid, now));
    }

    /// Lets everybody who knows the cluster know of a member at `address`, in the emptiest zone.
    fn list(&mut self, address: SocketAddr, now: Ns) {
        let started = now;
        for agent in &mut self.agents {
            let version = agent.obshell_version().to_owned();
            let state = &mut agent.state;
            let Some(cluster) = &mut state.cluster else { continue };
            let server = place(&cluster.servers, address, started);
            let zone = server.zone.clone();
            cluster.servers.push(server);
            state.members.push(Member { address, zone, identity: Identity::ClusterAgent, version });
            agent.dirty = true;
        }
    }
}

/// One more server beside `servers`: in the zone with the fewest, with ports that are free on its host.
fn place(servers: &[Server], address: SocketAddr, started: Ns) -> Server {
    let crowd = |zone: &str| servers.iter().filter(|server| server.zone == zone).count();
    let zone = servers.iter().map(|server| server.zone.as_str()).min_by_key(|zone| crowd(zone));
    let beside = servers.iter().filter(|server| server.agent.ip() == address.ip()).count();
    let step = u16::try_from(10 * beside).unwrap_or_default();
    let data_dir = format!("/data/{}", servers.len() + 1);
    Server {
        agent: address,
        zone: zone.unwrap_or("zone1").to_owned(),
        sql_port: 2881 + step,
        rpc_port: 2882 + step,
        root: false,
        redo_dir: data_dir.clone(),
        data_dir,
        started,
        stopped: 0,
        deleting: false,
    }
}
