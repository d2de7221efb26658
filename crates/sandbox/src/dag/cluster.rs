//! Tasks that a cluster keeps in its database: every cluster agent tells of them, one works on each.

use crate::dag::model::{Dag, Keeper, Node, SubTask};
use crate::world::World;

impl World {
    /// The tasks of the cluster that agent `me` belongs to, in order, each with the agent that works on it.
    pub fn cluster_dags(&self, me: usize) -> Vec<(usize, &Dag)> {
        let Some(key) = self.agents[me].state.cluster_key() else { return Vec::new() };
        let mut all: Vec<(usize, &Dag)> = self
            .agents
            .iter()
            .enumerate()
            .flat_map(|(owner, agent)| agent.state.tasks.dags.iter().map(move |dag| (owner, dag)))
            .filter(|(_, dag)| dag.keeper == Keeper::Cluster && dag.context.cluster.as_ref() == Some(&key))
            .collect();
        all.sort_by_key(|(_, dag)| dag.id);
        all
    }

    pub fn cluster_dag(&self, me: usize, id: i64) -> Option<(usize, &Dag)> {
        self.cluster_dags(me).into_iter().find(|(_, dag)| dag.id == id)
    }

    pub fn cluster_dag_mut(&mut self, me: usize, id: i64) -> Option<&mut Dag> {
        let (owner, _) = self.cluster_dag(me, id)?;
        let agent = &mut self.agents[owner];
        agent.dirty = true;
        agent.state.tasks.dags.iter_mut().find(|dag| dag.keeper == Keeper::Cluster && dag.id == id)
    }

    pub fn cluster_node(&self, me: usize, id: i64) -> Option<(&Dag, &Node)> {
        let all = self.cluster_dags(me).into_iter();
        all.flat_map(|(_, dag)| dag.nodes.iter().map(move |node| (dag, node))).find(|(_, node)| node.id == id)
    }

    pub fn cluster_task(&self, me: usize, id: i64) -> Option<(&Node, &SubTask)> {
        let nodes = self.cluster_dags(me).into_iter().flat_map(|(_, dag)| &dag.nodes);
        nodes.flat_map(|node| node.tasks.iter().map(move |task| (node, task))).find(|(_, task)| task.id == id)
    }
}
