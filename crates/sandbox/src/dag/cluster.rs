//! Tasks that a cluster keeps in its database: every cluster agent tells of them, one works on each.

use crate::agent::state::ClusterKey;
use crate::clock::Ns;
use crate::dag::model::{Dag, Keeper, Node, SubTask};
use crate::dag::recorded;
use crate::dag::table::{self, DagPlan, Numbers};
use crate::fault::Fault;
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

    /// Refuses when a maintenance DAG holds the lock of the cluster that agent `me` belongs to; the refusal names it.
    pub fn check_cluster_lock(&self, me: usize) -> Result<(), Fault> {
        let all = self.cluster_dags(me);
        let Some((_, holder)) = all.iter().find(|(_, dag)| !dag.finished) else { return Ok(()) };
        let name = &holder.name;
        let message =
            format!("OceanBase cluster is under maintenance by DAG: {name}, please try again later");
        Err(Fault::new(500, "OB.Cluster.UnderMaintenanceWithDag", message))
    }

    /// Gives the cluster that agent `me` belongs to a maintenance DAG, unless another one holds its lock. The agent
    /// works on it. Returns its number.
    pub fn create_in_cluster(&mut self, me: usize, mut plan: DagPlan, now: Ns) -> Result<i64, Fault> {
        let key: ClusterKey = self.agents[me].state.cluster_key().unwrap_or_default();
        self.check_cluster_lock(me)
            .map_err(|fault| fault.within(format!("Create task '{}' failed", plan.name)))?;
        let all = self.cluster_dags(me);
        let mut numbers = Numbers::default();
        let mut last = 0;
        for (_, dag) in all {
            last = last.max(dag.id);
            numbers.node = numbers.node.max(dag.nodes.iter().map(|node| node.id).max().unwrap_or_default());
            let tasks = dag.nodes.iter().flat_map(|node| &node.tasks);
            numbers.task = numbers.task.max(tasks.map(|task| task.id).max().unwrap_or_default());
        }
        let (recorded, parts) = recorded::last_numbers(&self.recorded);
        numbers.node = numbers.node.max(parts.node);
        numbers.task = numbers.task.max(parts.task);
        let id = last.max(recorded) + 1;
        plan.context.cluster = Some(key);
        let dag = table::dag(plan, id, Keeper::Cluster, &mut numbers, now);
        let agent = &mut self.agents[me];
        agent.dirty = true;
        agent.state.tasks.dags.push(dag);
        Ok(id)
    }
}
