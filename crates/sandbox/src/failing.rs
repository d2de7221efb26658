//! Steps of tasks that fail because somebody said so.

use std::net::SocketAddr;

use crate::Sandbox;
use crate::dag::table::Place;
use crate::flows;
use crate::host_traits::FailingNode;
use crate::world::World;

impl Sandbox {
    /// Lets every node named `node` fail from now on where agent `i` works on it, or is what it is about; `once`: only
    /// the next time. A node that fails writes what it would have written and then why it fails.
    pub fn fail_node(&self, i: usize, node: &str, once: bool) {
        let mut world = self.shared.world();
        world.catch_up(self.shared.clock.now_nanos());
        let agent = &mut world.agents[i];
        agent.state.spent.remove(&word(node));
        agent.traits.failing.retain(|failing| failing.node != node);
        agent.traits.failing.push(FailingNode { node: node.to_owned(), once });
    }

    /// Lets no node fail any more because of [`fail_node`](Sandbox::fail_node) or a trait of agent `i`.
    pub fn mend_nodes(&self, i: usize) {
        self.shared.world().agents[i].traits.failing.clear();
    }
}

/// Why the attempt at `place` fails because somebody said so; what is to happen once is spent by asking.
pub(crate) fn failure(world: &mut World, me: usize, place: Place) -> Option<String> {
    let own = world.agents[me].state.address;
    let name = world.agents[me].state.tasks.dags[place.dag].nodes[place.node].name.clone();
    let concerned: Vec<SocketAddr> = flows::subjects(world, me, place).into_iter().chain([own]).collect();
    let agents: Vec<usize> = concerned.into_iter().filter_map(|address| world.find(address)).collect();
    let fails = agents.into_iter().any(|index| {
        let agent = &mut world.agents[index];
        let failing = agent.traits.failing.iter().find(|failing| failing.node == name);
        failing.is_some_and(|failing| !failing.once || agent.state.spent.insert(word(&name)))
    });
    fails.then(|| format!("[Common.Unexpected]: Unexpected error: practice: '{name}' is told to fail"))
}

fn word(node: &str) -> String {
    format!("node {node}")
}
