//! What servers that come and go have in common: what their tasks are about, and what everybody then knows.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::agent::state::{Cluster, Member, Server};
use crate::dag::model::{Dag, Keeper, Operator, State};
use crate::dag::operators;
use crate::dag::table::Place;
use crate::secure::kept::KeptPassword;
use crate::world::World;

/// What the task that takes a server in is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Scaling {
    /// The agent that is taken in.
    pub target: SocketAddr,
    pub zone: String,
    pub new_zone: bool,
    /// The agent is older than the cluster's.
    pub upgrade: bool,
    /// The password that the client says the agent has.
    pub password: KeptPassword,
    /// The task on the other side, once it is known.
    pub other: Option<Other>,
    /// The cluster has taken the server in.
    pub added: bool,
}

/// A task that this one goes along with.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Other {
    pub agent: SocketAddr,
    pub keeper: Keeper,
    pub id: i64,
}

impl World {
    /// Changes what everybody in the cluster of agent `me` knows of it.
    pub fn amend(&mut self, me: usize, change: impl Fn(&mut Cluster, &mut Vec<Member>)) {
        let Some(key) = self.agents[me].state.cluster_key() else { return };
        for agent in self.agents.iter_mut().filter(|agent| agent.state.cluster_key().as_ref() == Some(&key)) {
            if let Some(cluster) = &mut agent.state.cluster {
                change(cluster, &mut agent.state.members);
                agent.dirty = true;
            }
        }
    }

    /// The task that another one goes along with, whether its agent answers or not.
    pub fn other(&self, other: Other) -> Option<&Dag> {
        let dags = &self.agents[self.find(other.agent)?].state.tasks.dags;
        dags.iter().find(|dag| dag.keeper == other.keeper && dag.id == other.id)
    }

    pub fn other_mut(&mut self, other: Other) -> Option<&mut Dag> {
        let index = self.find(other.agent)?;
        let agent = &mut self.agents[index];
        agent.dirty = true;
        agent.state.tasks.dags.iter_mut().find(|dag| dag.keeper == other.keeper && dag.id == other.id)
    }
}

impl Cluster {
    pub fn has_zone(&self, zone: &str) -> bool {
        self.bare_zones.contains(zone) || self.servers.iter().any(|server| server.zone == zone)
    }

    /// Takes a server in; its zone is there already.
    pub fn take_in(&mut self, server: Server) {
        self.bare_zones.remove(&server.zone);
        self.servers.push(server);
    }

    /// Lets a server go; its zone stays, and another of its servers steps in for it.
    pub fn let_go(&mut self, agent: SocketAddr) {
        let Some(at) = self.servers.iter().position(|server| server.agent == agent) else { return };
        let gone = self.servers.remove(at);
        match self.servers.iter_mut().find(|server| server.zone == gone.zone) {
            Some(next) => next.root |= gone.root,
            None => {
                self.bare_zones.insert(gone.zone);
            }
        }
    }
}

/// What the DAG at `place` is about, if it takes a server in.
pub(super) fn of(world: &World, me: usize, place: Place) -> Option<&Scaling> {
    world.agents[me].state.tasks.dags[place.dag].context.scaling.as_ref()
}

/// The other side of the DAG at `place`, as far as its agent answers.
pub(super) fn reached(world: &World, me: usize, place: Place) -> Option<Other> {
    of(world, me, place)?.other.filter(|other| world.reach(other.agent).is_some())
}

/// Two tasks that go along with each other go back, and set out again, together.
pub(super) fn tell_the_other(world: &mut World, me: usize, place: Place) {
    let Some(other) = reached(world, me, place) else { return };
    let operator = world.agents[me].state.tasks.dags[place.dag].nodes[place.node].operator;
    let Some(dag) = world.other_mut(other) else { return };
    if dag.state != State::Failed || dag.operator != Operator::Run {
        return;
    }
    // A refusal is as good as no answer: it is told again at the next step.
    let _ = match operator {
        Operator::Rollback => operators::roll_back(dag),
        Operator::Retry => operators::retry(dag),
        Operator::Run | Operator::Cancel | Operator::Pass => Ok(()),
    };
}
