//! An agent's own tasks, and the lock a maintenance DAG holds.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::clock::Ns;
use crate::dag::model::{Context, Dag, Flags, LogRow, Maintenance, Node, Operator, State, SubTask};
use crate::fault::Fault;
use crate::flows::Job;

/// What a node is made from.
pub(crate) struct NodePlan {
    pub name: String,
    pub job: Job,
    pub flags: &'static str,
    /// One sub-task on each of these.
    pub on: Vec<SocketAddr>,
}

/// What a DAG is made from.
pub(crate) struct DagPlan {
    pub name: String,
    pub nodes: Vec<NodePlan>,
    pub context: Context,
}

/// An agent's own tasks. DAGs, nodes, sub-tasks and log rows are four number spaces.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct TaskTable {
    pub dags: Vec<Dag>,
    last_node: i64,
    last_task: i64,
    last_log: i64,
}

impl TaskTable {
    /// Whether a maintenance DAG holds the lock, be it running or failed.
    pub fn is_locked(&self) -> bool {
        self.dags.iter().any(|dag| dag.maintenance == Maintenance::Global && !dag.finished)
    }

    /// Adds a maintenance DAG, unless another one holds the lock.
    pub fn create(&mut self, owner: SocketAddr, plan: DagPlan, now: Ns) -> Result<&Dag, Fault> {
        if self.is_locked() {
            let fault = Fault::new(500, "Agent.UnderMaintenance", "Agent is under maintenance");
            return Err(Fault { message: format!("{owner} is under maintenance"), ..fault }
                .within(format!("Create task '{}' failed", plan.name)));
        }
        let nodes = plan.nodes.into_iter().map(|node| self.node(node, now)).collect();
        let id = self.dags.last().map_or(1, |dag| dag.id + 1);
        let at = self.dags.len();
        self.dags.push(Dag {
            id,
            name: plan.name,
            stage: 1,
            maintenance: Maintenance::Global,
            state: State::Ready,
            operator: Operator::Run,
            start: now,
            end: now,
            finished: false,
            nodes,
            context: plan.context,
        });
        Ok(&self.dags[at])
    }

    pub fn dag(&self, id: i64) -> Option<&Dag> {
        self.dags.iter().find(|dag| dag.id == id)
    }

    pub fn dag_mut(&mut self, id: i64) -> Option<&mut Dag> {
        self.dags.iter_mut().find(|dag| dag.id == id)
    }

    pub fn node_by_id(&self, id: i64) -> Option<(&Dag, &Node)> {
        self.dags.iter().find_map(|dag| dag.nodes.iter().find(|node| node.id == id).map(|node| (dag, node)))
    }

    pub fn task_by_id(&self, id: i64) -> Option<(&Node, &SubTask)> {
        let nodes = self.dags.iter().flat_map(|dag| &dag.nodes);
        nodes.flat_map(|node| node.tasks.iter().map(move |task| (node, task))).find(|(_, task)| task.id == id)
    }

    pub fn last_maintenance(&self) -> Option<&Dag> {
        self.dags.iter().rev().find(|dag| dag.maintenance == Maintenance::Global)
    }

    /// Adds a line to a sub-task's log.
    pub fn log(&mut self, place: Place, at: Ns, content: String) {
        self.last_log += 1;
        let id = self.last_log;
        let task = self.task_mut(place);
        task.logs.push(LogRow { id, execute_times: task.execute_times, content, at });
    }

    pub fn task(&self, place: Place) -> &SubTask {
        &self.dags[place.dag].nodes[place.node].tasks[place.task]
    }

    pub fn task_mut(&mut self, place: Place) -> &mut SubTask {
        &mut self.dags[place.dag].nodes[place.node].tasks[place.task]
    }

    pub fn node(&mut self, plan: NodePlan, now: Ns) -> Node {
        self.last_node += 1;
        let id = self.last_node;
        let tasks = plan.on.into_iter().map(|agent| self.sub_task(agent, now)).collect();
        Node {
            id,
            name: plan.name,
            job: plan.job,
            flags: Flags::of(plan.flags),
            state: State::Pending,
            operator: Operator::Run,
            start: now,
            end: now,
            tasks,
        }
    }

    fn sub_task(&mut self, agent: SocketAddr, now: Ns) -> SubTask {
        self.last_task += 1;
        SubTask {
            id: self.last_task,
            agent,
            state: State::Pending,
            operator: Operator::Run,
            start: now,
            end: now,
            execute_times: 0,
            additional: None,
            logs: Vec::new(),
            run: None,
            remote_dag: None,
        }
    }
}

/// Where a sub-task sits, by index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub dag: usize,
    pub node: usize,
    pub task: usize,
}
