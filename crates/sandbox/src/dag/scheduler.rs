//! One tick of an agent's scheduler: every unfinished DAG takes at most one step.

use crate::clock::Ns;
use crate::dag::executor;
use crate::dag::model::{Dag, Maintenance, Node, Operator, State};
use crate::dag::table::Place;
use crate::world::World;

/// Lets every unfinished DAG of agent `me` take a step at moment `now`.
pub(crate) fn tick(world: &mut World, me: usize, now: Ns) {
    for dag in 0..world.agents[me].state.tasks.dags.len() {
        if !world.agents[me].up {
            return;
        }
        let state = world.agents[me].state.tasks.dags[dag].state;
        if matches!(state, State::Ready | State::Running) {
            world.agents[me].dirty = true;
            step(world, me, dag, now);
        }
    }
}

/// How far a node's sub-tasks are.
struct Progress {
    finished: bool,
    succeeded: bool,
    start: Vec<(usize, Operator)>,
}

fn step(world: &mut World, me: usize, dag: usize, now: Ns) {
    if world.agents[me].state.tasks.dags[dag].state == State::Ready {
        let at = world.stamp(me, now);
        let dag = &mut world.agents[me].state.tasks.dags[dag];
        dag.state = State::Running;
        dag.start = at;
    }
    let index = world.agents[me].state.tasks.dags[dag].stage - 1;
    if world.agents[me].state.tasks.dags[dag].nodes[index].state == State::Pending {
        let at = world.stamp(me, now);
        let node = &mut world.agents[me].state.tasks.dags[dag].nodes[index];
        node.state = State::Running;
        node.start = at;
        node.end = at;
    }
    if !world.agents[me].state.tasks.dags[dag].nodes[index].state.is_finished() {
        advance_node(world, me, dag, index, now);
    }
    let state = world.agents[me].state.tasks.dags[dag].nodes[index].state;
    if state.is_finished() {
        let at = world.stamp(me, now);
        move_on(&mut world.agents[me].state.tasks.dags[dag], state, at);
    }
}

fn advance_node(world: &mut World, me: usize, dag: usize, index: usize, now: Ns) {
    let node = &world.agents[me].state.tasks.dags[dag].nodes[index];
    let progress = match node.operator {
        Operator::Run | Operator::Pass => running(node),
        Operator::Retry => retrying(node),
        Operator::Rollback => rolling_back(node),
        Operator::Cancel => Progress { finished: true, succeeded: false, start: Vec::new() },
    };
    if node.operator == Operator::Cancel {
        for task in 0..node.tasks.len() {
            executor::cancel(world, me, Place { dag, node: index, task }, now);
        }
    }
    for (task, operator) in progress.start {
        executor::begin(world, me, Place { dag, node: index, task }, operator, now);
    }
    if progress.finished {
        let at = world.stamp(me, now);
        let node = &mut world.agents[me].state.tasks.dags[dag].nodes[index];
        node.state = if progress.succeeded { State::Succeed } else { State::Failed };
        node.end = at;
    }
}

fn running(node: &Node) -> Progress {
    let mut progress = Progress { finished: true, succeeded: true, start: Vec::new() };
    for (index, task) in node.tasks.iter().enumerate() {
        match task.state {
            State::Pending | State::Ready => progress.again(index, Operator::Run),
            State::Running => progress.finished = false,
            State::Succeed => {}
            State::Failed => progress.succeeded = false,
        }
    }
    progress
}

/// A failed sub-task is rolled back first and then run again; the others stay as they are.
fn retrying(node: &Node) -> Progress {
    let mut progress = Progress { finished: true, succeeded: true, start: Vec::new() };
    for (index, task) in node.tasks.iter().enumerate() {
        let since = task.start > node.start;
        match task.state {
            State::Pending | State::Ready => progress.again(index, Operator::Run),
            State::Running => progress.finished = false,
            State::Succeed if since && task.operator == Operator::Rollback => {
                progress.again(index, Operator::Run);
            }
            State::Succeed => {}
            State::Failed if since => progress.succeeded = false,
            State::Failed => progress.again(index, Operator::Rollback),
        }
    }
    progress
}

fn rolling_back(node: &Node) -> Progress {
    let mut progress = Progress { finished: true, succeeded: true, start: Vec::new() };
    for (index, task) in node.tasks.iter().enumerate() {
        if task.operator == Operator::Run && task.state == State::Pending {
            continue;
        }
        if task.operator != Operator::Rollback || task.start < node.start {
            progress.again(index, Operator::Rollback);
            continue;
        }
        match task.state {
            State::Pending | State::Ready => progress.again(index, Operator::Rollback),
            State::Running => progress.finished = false,
            State::Succeed => {}
            State::Failed => progress.succeeded = false,
        }
    }
    progress
}

impl Progress {
    fn again(&mut self, task: usize, operator: Operator) {
        self.finished = false;
        self.start.push((task, operator));
    }
}

fn move_on(dag: &mut Dag, node: State, at: Ns) {
    if node == State::Failed {
        dag.state = State::Failed;
        dag.end = at;
        // A failed maintenance DAG keeps its lock until someone decides.
        dag.finished = dag.maintenance == Maintenance::None || dag.nodes[dag.stage - 1].flags.exits;
        return;
    }
    let back = dag.operator == Operator::Rollback;
    let last = if back { 1 } else { dag.nodes.len() };
    if dag.stage == last {
        dag.state = State::Succeed;
        dag.end = at;
        dag.finished = true;
    } else if back {
        dag.stage -= 1;
    } else {
        dag.stage += 1;
    }
}
