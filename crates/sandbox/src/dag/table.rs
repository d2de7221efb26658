//! An agent's own tasks, and the lock a maintenance DAG holds.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::clock::Ns;
use crate::dag::model::{Context, Dag, Flags, Keeper, LogRow, Maintenance, Node, Operator, State, SubTask};
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

/// The last numbers given to nodes and sub-tasks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Numbers {
    pub node: i64,
    pub task: i64,
}

/// An agent's own tasks, and the cluster's it works on. DAGs, nodes, sub-tasks and log rows are four number spaces.
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
        self.own().any(|dag| dag.maintenance == Maintenance::Global && !dag.finished)
    }

    /// Adds a maintenance DAG, unless another one holds the lock.
    pub fn create(&mut self, owner: SocketAddr, plan: DagPlan, now: Ns) -> Result<&Dag, Fault> {
        if self.is_locked() {
            let fault = Fault::new(500, "Agent.UnderMaintenance", "Agent is under maintenance");
            return Err(Fault { message: format!("{owner} is under maintenance"), ..fault }
                .within(format!("Create task '{}' failed", plan.name)));
        }
        Ok(self.push(plan, Maintenance::Global, now))
    }

    /// Adds a DAG that locks nothing, and that no lock keeps out.
    pub fn create_unlocked(&mut self, plan: DagPlan, now: Ns) -> &Dag {
        self.push(plan, Maintenance::None, now)
    }

    fn push(&mut self, plan: DagPlan, maintenance: Maintenance, now: Ns) -> &Dag {
        let mut numbers = Numbers { node: self.last_node, task: self.last_task };
        let id = self.own().last().map_or(1, |dag| dag.id + 1);
        let dag = Dag { maintenance, ..dag(plan, id, Keeper::Agent, &mut numbers, now) };
        (self.last_node, self.last_task) = (numbers.node, numbers.task);
        let at = self.dags.len();
        self.dags.push(dag);
        &self.dags[at]
    }

    /// The agent's own DAGs.
    pub fn own(&self) -> impl DoubleEndedIterator<Item = &Dag> {
        self.dags.iter().filter(|dag| dag.keeper == Keeper::Agent)
    }

    pub fn dag(&self, id: i64) -> Option<&Dag> {
        self.own().find(|dag| dag.id == id)
    }

    pub fn dag_mut(&mut self, id: i64) -> Option<&mut Dag> {
        self.dags.iter_mut().find(|dag| dag.keeper == Keeper::Agent && dag.id == id)
    }

    pub fn node(&self, id: i64) -> Option<(&Dag, &Node)> {
        self.own().find_map(|dag| dag.nodes.iter().find(|node| node.id == id).map(|node| (dag, node)))
    }

    pub fn sub_task(&self, id: i64) -> Option<(&Node, &SubTask)> {
        let nodes = self.own().flat_map(|dag| &dag.nodes);
        nodes.flat_map(|node| node.tasks.iter().map(move |task| (node, task))).find(|(_, task)| task.id == id)
    }

    pub fn last_maintenance(&self) -> Option<&Dag> {
        self.own().rev().find(|dag| dag.maintenance == Maintenance::Global)
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
}

/// A maintenance DAG that is ready to run, numbered `id`; its parts take the numbers after `numbers`.
pub(crate) fn dag(plan: DagPlan, id: i64, keeper: Keeper, numbers: &mut Numbers, now: Ns) -> Dag {
    Dag {
        id,
        name: plan.name,
        stage: 1,
        maintenance: Maintenance::Global,
        keeper,
        state: State::Ready,
        operator: Operator::Run,
        start: now,
        end: now,
        finished: false,
        nodes: plan.nodes.into_iter().map(|plan| node(plan, numbers, now)).collect(),
        context: plan.context,
    }
}

/// Where a sub-task sits, by index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub dag: usize,
    pub node: usize,
    pub task: usize,
}

fn node(plan: NodePlan, numbers: &mut Numbers, now: Ns) -> Node {
    numbers.node += 1;
    Node {
        id: numbers.node,
        name: plan.name,
        job: plan.job,
        flags: Flags::of(plan.flags),
        state: State::Pending,
        operator: Operator::Run,
        start: now,
        end: now,
        tasks: plan.on.into_iter().map(|agent| sub_task(agent, numbers, now)).collect(),
    }
}

fn sub_task(agent: SocketAddr, numbers: &mut Numbers, now: Ns) -> SubTask {
    numbers.task += 1;
    SubTask {
        id: numbers.task,
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
