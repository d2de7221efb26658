//! Starting agents: addresses, keys, and what they remember.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::agent::identity::Identity;
use crate::agent::persist::{self, Saved};
use crate::agent::process::Agent;
use crate::agent::state::{AgentState, Member};
use crate::clock::Ns;
use crate::error::SandboxError;
use crate::host::{Hosts, Shared};
use crate::listen::{self, local};
use crate::ocp::Ocp;
use crate::options::{AgentTraits, Membership, Options};
use crate::preset;
use crate::secure::kept::KeptPassword;
use crate::secure::keys::AgentKey;
use crate::secure::seeded::Seeded;
use crate::tls::Https;
use crate::world::World;

const MOST: usize = 250;

/// What is running.
type Started = (Arc<Shared>, Arc<Hosts>, Option<Arc<Ocp>>);

/// Starts what `options` ask for.
pub(crate) async fn start(options: Options) -> Result<Started, SandboxError> {
    check(&options)?;
    let now = options.clock.now_nanos();
    let saved = load(&options)?;
    let mut listeners = Vec::new();
    for (index, saved) in saved.iter().enumerate() {
        let known = saved.as_ref().map(|saved| saved.state.address);
        listeners.push(listen::agent(options.listen, index, known).await?);
    }
    let ocp = if options.ocp { Some(listen::ocp(options.listen).await?) } else { None };
    let keys = keys(&options, &saved).await?;
    let mut agents = Vec::new();
    let mut pauses = Vec::new();
    for (index, ((saved, key), listener)) in saved.into_iter().zip(keys).zip(&listeners).enumerate() {
        let address = local(listener)?;
        pauses.push(saved.as_ref().map(|saved| now - saved.at));
        agents.push(agent(&options, index, saved, key, address, now));
    }
    let fresh: Vec<bool> = pauses.iter().map(Option::is_none).collect();
    settle_members(&options, &fresh, &mut agents)?;
    let ips = agents.iter().map(|agent| agent.state.address.ip());
    let https = options.tls.as_ref().map(|tls| Https::new(tls, ips)).transpose()?.map(Arc::new);
    // A cluster that is up has come up before now.
    let cluster = options.cluster.as_ref().filter(|_| fresh.iter().all(|fresh| *fresh));
    let from = cluster.map_or(now, |_| now - preset::duration(agents.len(), options.speed));
    let mut world = World::new(agents, options.speed, options.utc_offset, options.seed, from);
    world.recorded = options.cluster.as_ref().map(|cluster| cluster.recorded.clone()).unwrap_or_default();
    if let Some(cluster) = cluster {
        preset::bring_up(&mut world, cluster, from, now)?;
    }
    for (index, pause) in pauses.into_iter().enumerate() {
        if let Some(pause) = pause {
            world.resume(index, pause, now);
        }
    }
    let shared = Arc::new(Shared::new(world, https, &options));
    shared.keep(&mut shared.world());
    let hosts = Hosts::start(shared.clone(), listeners);
    let ocp = match ocp {
        Some(listener) => {
            let ocp = Ocp::start(shared.clone(), listener, hosts.child_token(), &options);
            Some(ocp.inspect_err(|_| hosts.stop())?)
        }
        None => None,
    };
    Ok((shared, hosts, ocp))
}

fn check(options: &Options) -> Result<(), SandboxError> {
    let complain = |text: String| Err(SandboxError::Option(text));
    if options.agents == 0 || options.agents > MOST {
        return complain(format!("{} agents: between 1 and {MOST} can be started", options.agents));
    }
    if !options.speed.is_finite() || options.speed <= 0.0 {
        return complain(format!("speed {} is not above 0", options.speed));
    }
    if let Some(address) = options.listen.filter(|address| !address.ip().is_loopback()) {
        return Err(SandboxError::NotLoopback(address));
    }
    if options.cluster.as_ref().is_some_and(|cluster| cluster.zones == Some(0)) {
        return complain("a cluster has at least one zone".to_owned());
    }
    if options.cluster.as_ref().is_some_and(|cluster| cluster.spare >= options.agents) {
        return complain("a cluster has at least one agent".to_owned());
    }
    if let Some(claims) = options.claims.as_ref().filter(|claims| claims.parse::<SocketAddr>().is_err()) {
        return complain(format!("'{claims}' is not an address ip:port"));
    }
    for (index, traits) in &options.traits {
        let number = index + 1;
        if traits.member.is_some()
            && options.cluster.as_ref().is_some_and(|cluster| *index < options.agents - cluster.spare)
        {
            return complain(format!("agent {number} belongs to the cluster already"));
        }
        if *index >= options.agents {
            return complain(format!("there is no agent {number}: only {} are started", options.agents));
        }
        if ![512, 1024, 2048].contains(&traits.key_bits) {
            return complain(format!(
                "agent {number}: {} is not a key size (512, 1024, 2048)",
                traits.key_bits
            ));
        }
        if let Some(Membership::FollowerOf(master)) = traits.member
            && (master >= options.agents || master == *index)
        {
            return complain(format!("agent {number}: there is no agent {} to follow", master + 1));
        }
    }
    Ok(())
}

fn load(options: &Options) -> Result<Vec<Option<Saved>>, SandboxError> {
    let Some(dir) = &options.state_dir else {
        return Ok((0..options.agents).map(|_| None).collect());
    };
    std::fs::create_dir_all(dir).map_err(|source| SandboxError::State { path: dir.clone(), source })?;
    (0..options.agents).map(|index| persist::load(dir, index)).collect()
}

/// Keys take their time: they are made on all cores at once.
async fn keys(options: &Options, saved: &[Option<Saved>]) -> Result<Vec<AgentKey>, SandboxError> {
    let mut makers = Vec::new();
    for (index, saved) in saved.iter().enumerate() {
        let stored = saved.as_ref().map(|saved| saved.state.private_key.clone());
        let dir = options.state_dir.clone().unwrap_or_default();
        let seed = options.seed;
        let bits = options.traits.get(&index).map_or(1024, |traits| traits.key_bits);
        makers.push(tokio::task::spawn_blocking(move || match stored {
            Some(text) => AgentKey::restore(&text)
                .map_err(|reason| SandboxError::Damaged { path: persist::path(&dir, index), reason }),
            None => AgentKey::generate(seed, index, 0, bits),
        }));
    }
    let mut keys = Vec::new();
    for maker in makers {
        keys.push(maker.await.map_err(|error| SandboxError::Option(error.to_string()))??);
    }
    Ok(keys)
}

fn agent(
    options: &Options,
    index: usize,
    saved: Option<Saved>,
    key: AgentKey,
    address: SocketAddr,
    now: Ns,
) -> Agent {
    let traits = options.traits.get(&index).cloned().unwrap_or_else(AgentTraits::default);
    let new = || AgentState::new(address, key.private_text(), token(options.seed, index));
    let mut state = saved.map(|saved| saved.state).unwrap_or_else(new);
    if state.agent_password.is_none() {
        let given = traits.agent_password.as_deref();
        state.agent_password = given.map(|password| KeptPassword::keep(password, &state.token));
    }
    let mut agent = Agent::new(state, traits, Arc::new(key), pid(index), now);
    agent.claims = options.claims.as_ref().filter(|_| index == 0).and_then(|text| text.parse().ok());
    agent
}

/// The token of agent number `index`.
pub(crate) fn token(seed: u64, index: usize) -> String {
    Seeded::new(seed, &format!("token/{index}")).hex(16)
}

/// The process id agent number `index` begins with.
pub(crate) fn pid(index: usize) -> u32 {
    4000 + u32::try_from(index).unwrap_or_default() * 31
}

/// Agents that start as members of something, unless they remember what they are.
fn settle_members(options: &Options, fresh: &[bool], agents: &mut [Agent]) -> Result<(), SandboxError> {
    for (index, traits) in &options.traits {
        let Some(membership) = traits.member.filter(|_| fresh[*index]) else { continue };
        match membership {
            Membership::Master => make_master(&mut agents[*index]),
            Membership::FollowerOf(master) => {
                make_master(&mut agents[master]);
                let address = agents[master].state.address;
                let zone = format!("zone{}", agents[master].state.members.len() + 1);
                let follower = &mut agents[*index];
                follower.state.identity = Identity::Follower;
                follower.state.zone.clone_from(&zone);
                follower.state.master = Some(address);
                let member = Member {
                    address: follower.state.address,
                    zone,
                    identity: Identity::Follower,
                    version: follower.obshell_version().to_owned(),
                };
                agents[master].state.members.push(member);
            }
        }
    }
    Ok(())
}

fn make_master(agent: &mut Agent) {
    if agent.state.identity != Identity::Single {
        return;
    }
    let version = agent.obshell_version().to_owned();
    agent.state.identity = Identity::Master;
    agent.state.zone = "zone1".to_owned();
    agent.state.members = vec![Member {
        address: agent.state.address,
        zone: "zone1".to_owned(),
        identity: Identity::Master,
        version,
    }];
}
