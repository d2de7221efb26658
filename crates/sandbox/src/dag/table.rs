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
    /// Numbers up to this one are somebody else's.
    #[serde(default)]
    last_dag: i64,
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
            return Err(under_maintenance(owner).within(format!("Create task '{}' failed", plan.name)));
        }
        Ok(self.push(plan, Keeper::Agent, Maintenance::Global, now))
    }

    /// Adds a DAG that locks nothing, and that no lock keeps out.
    pub fn create_unlocked(&mut self, plan: DagPlan, now: Ns) -> &Dag {
        self.push(plan, Keeper::Agent, Maintenance::None, now)
    }

    /// Adds a DAG for the agent's OBProxy; one that locks nothing is never kept out.
    pub fn create_for_obproxy(
        &mut self,
        owner: SocketAddr,
        plan: DagPlan,
        maintenance: Maintenance,
        now: Ns,
    ) -> Result<&Dag, Fault> {
        if maintenance == Maintenance::Obproxy && self.is_obproxy_locked() {
            return Err(under_maintenance(owner));
        }
        Ok(self.push(plan, Keeper::Obproxy, maintenance, now))
    }

    /// Whether a DAG about the OBProxy keeps others out.
    pub fn is_obproxy_locked(&self) -> bool {
        self.own().any(|dag| dag.maintenance == Maintenance::Obproxy && !dag.finished)
    }

    /// Gives no number up to these to anything that comes.
    pub fn go_on_after(&mut self, dag: i64, numbers: Numbers) {
        self.last_dag = self.last_dag.max(dag);
        self.last_node = self.last_node.max(numbers.node);
        self.last_task = self.last_task.max(numbers.task);
    }

    fn next_id(&self) -> i64 {
        self.own().last().map_or(0, |dag| dag.id).max(self.last_dag) + 1
    }

    fn push(&mut self, plan: DagPlan, keeper: Keeper, maintenance: Maintenance, now: Ns) -> &Dag {
        let mut numbers = Numbers { node: self.last_node, task: self.last_task };
        let id = self.next_id();
        let dag = Dag { maintenance, ..dag(plan, id, keeper, &mut numbers, now) };
        (self.last_node, self.last_task) = (numbers.node, numbers.task);
        let at = self.dags.len();
        self.dags.push(dag);
        &self.dags[at]
    }

    /// The agent's own DAGs, those of its OBProxy included.
    pub fn own(&self) -> impl DoubleEndedIterator<Item = &Dag> {
        self.dags.iter().filter(|dag| dag.keeper != Keeper::Cluster)
    }

    pub fn dag(&self, id: i64) -> Option<&Dag> {
        self.own().find(|dag| dag.id == id)
    }

    pub fn dag_mut(&mut self, id: i64) -> Option<&mut Dag> {
        self.dags.iter_mut().find(|dag| dag.keeper != Keeper::Cluster && dag.id == id)
    }

    pub fn node(&self, id: i64) -> Option<(&Dag, &Node)> {
        self.own().find_map(|dag| dag.nodes.iter().find(|node| node.id == id).map(|node| (dag, node)))
    }

    pub fn sub_task(&self, keeper: Keeper, id: i64) -> Option<(&Node, &SubTask)> {
        let nodes = self.own().filter(|dag| dag.keeper == keeper).flat_map(|dag| &dag.nodes);
        nodes.flat_map(|node| node.tasks.iter().map(move |task| (node, task))).find(|(_, task)| task.id == id)
    }

    pub fn last_maintenance(&self) -> Option<&Dag> {
        self.own().rev().find(|dag| dag.maintenance == Maintenance::Global)
    }

    /// The last DAG that locks anything, be it for the OBProxy only.
    pub fn last_lock(&self) -> Option<&Dag> {
        self.own().rev().find(|dag| dag.maintenance != Maintenance::None)
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

/// The refusal of what a lock keeps out.
pub(crate) fn under_maintenance(owner: SocketAddr) -> Fault {
    Fault::new(500, "Agent.UnderMaintenance", format!("{owner} is under maintenance"))
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
