//! What is done when servers, or their zone, leave a cluster.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::agent::identity::{Identity, not_supported};
use crate::clock::Ns;
use crate::dag::executor;
use crate::dag::model::{Context, Operator, Script};
use crate::dag::table::{DagPlan, NodePlan, Place};
use crate::fault::Fault;
use crate::flows::lines::spread;
use crate::flows::{Job, scale_in};
use crate::world::World;

/// A step of a task that takes servers out of a cluster. Servers are named by their agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Leaving {
    Delete {
        server: SocketAddr,
    },
    SetIdentity {
        agents: Vec<SocketAddr>,
    },
    CheckMajority {
        server: SocketAddr,
    },
    Wait {
        server: SocketAddr,
    },
    Forget {
        agents: Vec<SocketAddr>,
    },
    Kill {
        agents: Vec<SocketAddr>,
        force: bool,
    },
    StopZone {
        zone: String,
    },
    DeleteZone {
        zone: String,
    },
    /// On the agent that leaves.
    KillObserver,
}

impl Leaving {
    /// The agents it is about.
    pub fn agents(self) -> Vec<SocketAddr> {
        match self {
            Self::Delete { server } | Self::CheckMajority { server } | Self::Wait { server } => vec![server],
            Self::SetIdentity { agents } | Self::Forget { agents } | Self::Kill { agents, .. } => agents,
            Self::StopZone { .. } | Self::DeleteZone { .. } | Self::KillObserver => Vec::new(),
        }
    }
}

/// A node with one sub-task on agent `on`.
pub(super) fn node(name: &str, step: Leaving, flags: &'static str, on: SocketAddr) -> NodePlan {
    NodePlan { name: name.to_owned(), job: Job::Leaving(step), flags, on: vec![on] }
}

/// What a step writes, and how long it takes.
pub(super) fn script(world: &World, me: usize, step: &Leaving) -> Script {
    let observer = |agent: SocketAddr| {
        let servers = world.agents[me].state.cluster.iter().flat_map(|cluster| &cluster.servers);
        let server = servers.into_iter().find(|server| server.agent == agent);
        format!("{}:{}", agent.ip(), server.map_or(2882, |server| server.rpc_port))
    };
    let (lines, length) = match step {
        Leaving::Delete { .. } | Leaving::Forget { .. } | Leaving::DeleteZone { .. } => (Vec::new(), 500),
        Leaving::SetIdentity { .. } => (Vec::new(), 1_500),
        Leaving::CheckMajority { .. } => {
            (vec!["check multi paxos member alive of tenant '1', log stream '1'".to_owned()], 500)
        }
        Leaving::Wait { server } => {
            // Said at the end: the record is gone by then.
            let line = format!("observer '{}' has been deleted successfully", observer(*server));
            let script = spread(world, Vec::new(), 9_000);
            return Script { lines: vec![(script.length, line)], ..script };
        }
        Leaving::Kill { agents, .. } => {
            (agents.iter().filter_map(|agent| state_line(world, *agent)).collect(), 800)
        }
        Leaving::StopZone { zone } => {
            (vec![format!("stop zone {zone}"), format!("wait for {zone} to be inactive")], 4_000)
        }
        Leaving::KillObserver => (vec!["stop observer".to_owned(), "try to kill observer".to_owned()], 2_000),
    };
    spread(world, lines, length)
}

/// Lets a finished attempt take effect.
pub(super) fn apply(world: &mut World, me: usize, place: Place, step: Leaving, now: Ns) -> Result<(), Fault> {
    match step {
        Leaving::Delete { server } => mark(world, me, server, true),
        Leaving::SetIdentity { agents } => {
            set_identity(world, me, &agents, Identity::ScalingIn);
            executor::write(
                world,
                me,
                place,
                now,
                "change agent identity to 'SCALING IN' success".to_owned(),
            );
        }
        Leaving::CheckMajority { server } => scale_in::check_majority(world, me, server)?,
        Leaving::Wait { server } => world.amend(me, |cluster, _| cluster.let_go(server)),
        Leaving::Forget { agents } => {
            forget(world, me, &agents);
            executor::write(world, me, place, now, "delete agents success".to_owned());
        }
        Leaving::Kill { agents, force } => return kill(world, me, place, &agents, force, now),
        Leaving::StopZone { zone } => world.amend(me, |cluster, _| {
            cluster.stopped_zones.insert(zone.clone());
        }),
        Leaving::DeleteZone { zone } => world.amend(me, |cluster, _| {
            cluster.bare_zones.remove(&zone);
            cluster.stopped_zones.remove(&zone);
        }),
        Leaving::KillObserver => world.agents[me].state.observer.state = 0,
    }
    Ok(())
}

/// Takes back what an attempt did; when it is only tried again there is nothing to take back.
pub(super) fn undo(world: &mut World, me: usize, place: Place, step: Leaving) {
    if world.agents[me].state.tasks.dags[place.dag].nodes[place.node].operator != Operator::Rollback {
        return;
    }
    match step {
        Leaving::Delete { server } => mark(world, me, server, false),
        Leaving::SetIdentity { agents } => set_identity(world, me, &agents, Identity::ClusterAgent),
        Leaving::Kill { agents, .. } => {
            for index in agents.into_iter().filter_map(|agent| world.find(agent)).collect::<Vec<_>>() {
                world.agents[index].state.observer.state = 3;
                world.agents[index].dirty = true;
            }
        }
        Leaving::StopZone { zone } => world.amend(me, |cluster, _| {
            cluster.stopped_zones.remove(&zone);
        }),
        Leaving::CheckMajority { .. }
        | Leaving::Wait { .. }
        | Leaving::Forget { .. }
        | Leaving::DeleteZone { .. }
        | Leaving::KillObserver => {}
    }
}

fn mark(world: &mut World, me: usize, server: SocketAddr, deleting: bool) {
    world.amend(me, |cluster, _| {
        for entry in cluster.servers.iter_mut().filter(|entry| entry.agent == server) {
            entry.deleting = deleting;
        }
    });
}

fn set_identity(world: &mut World, me: usize, agents: &[SocketAddr], identity: Identity) {
    world.amend(me, |_, members| {
        for member in members.iter_mut().filter(|member| agents.contains(&member.address)) {
            member.identity = identity;
        }
    });
    for index in agents.iter().filter_map(|agent| world.find(*agent)).collect::<Vec<_>>() {
        world.agents[index].state.identity = identity;
        world.agents[index].dirty = true;
    }
}

/// The cluster's agents forget those that leave, and those forget the cluster.
fn forget(world: &mut World, me: usize, agents: &[SocketAddr]) {
    world.amend(me, |_, members| members.retain(|member| !agents.contains(&member.address)));
    for index in agents.iter().filter_map(|agent| world.find(*agent)).collect::<Vec<_>>() {
        let agent = &mut world.agents[index];
        agent.state.members.clear();
        agent.state.cluster = None;
        agent.dirty = true;
    }
    world.forged.retain(|forged| !agents.contains(forged));
}

/// Agents that leave are told to kill their observers, which they do in tasks of their own.
fn kill(
    world: &mut World,
    me: usize,
    place: Place,
    agents: &[SocketAddr],
    force: bool,
    now: Ns,
) -> Result<(), Fault> {
    for agent in agents {
        let Some(index) = world.reach(*agent) else { continue };
        let state = &world.agents[index].state;
        if state.observer.state == 0 {
            continue;
        }
        let told = if state.identity == Identity::ScalingIn {
            let at = world.stamp(index, now);
            world.agents[index].dirty = true;
            world.agents[index].state.tasks.create(*agent, kill_plan(*agent), at).map(drop)
        } else {
            Err(not_supported(agent, state.identity, "SCALING IN"))
        };
        if let Err(fault) = told {
            let outer = format!("inform agent {agent} to kill observer failed");
            if force {
                return Err(fault.within(outer));
            }
            executor::write(world, me, place, now, format!("WARN: {outer}: {}", fault.quoted()));
        }
    }
    Ok(())
}

fn kill_plan(agent: SocketAddr) -> DagPlan {
    let nodes = vec![node("Kill observer", Leaving::KillObserver, "CKRPX", agent)];
    DagPlan { name: "Kill observer".to_owned(), nodes, context: Context::default() }
}

fn state_line(world: &World, agent: SocketAddr) -> Option<String> {
    let index = world.reach(agent)?;
    Some(format!("agent {agent} ob state: {}", world.agents[index].state.observer.state))
}
