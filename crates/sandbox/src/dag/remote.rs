//! A master's sub-task whose work is a DAG of its own on another agent.

use crate::clock::Ns;
use crate::dag::executor::{close, running, write};
use crate::dag::ids;
use crate::dag::model::{Operator, RemotePhase, RemoteRun, Run, State};
use crate::dag::operators;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows;
use crate::world::World;

/// How often an agent that does not answer is asked again.
const PATIENCE: u32 = 30;

/// Starts an attempt whose work happens on the sub-task's own agent.
pub(crate) fn begin(world: &mut World, me: usize, place: Place, operator: Operator, now: Ns) {
    let retrying = world.agents[me].state.tasks.dags[place.dag].nodes[place.node].operator == Operator::Retry;
    let phase = if operator == Operator::Rollback {
        let Some(phase) = way_back(world, me, place) else {
            let line = "agent never execute maintain task, no need rollback";
            write(world, me, place, now, line.to_owned());
            close(world, me, place, now, Ok(()));
            return;
        };
        phase
    } else {
        for line in flows::remote_opening(world, me, place) {
            write(world, me, place, now, line);
        }
        write(world, me, place, now, format!("retry flag: {retrying}"));
        RemotePhase::Request { undo: false }
    };
    let run = Run::Remote(RemoteRun { phase, misses: 0, retrying });
    world.agents[me].state.tasks.task_mut(place).run = Some(run);
}

/// Asks every agent that works for agent `me` how far it is.
pub(crate) fn poll(world: &mut World, me: usize, now: Ns) {
    if !world.agents[me].up {
        return;
    }
    for place in running(world, me) {
        let Some(Run::Remote(run)) = &world.agents[me].state.tasks.task(place).run else { continue };
        let run = run.clone();
        let address = world.agents[me].state.tasks.task(place).agent;
        match world.reach(address) {
            Some(other) => {
                set(world, me, place, RemoteRun { misses: 0, ..run.clone() });
                ask(world, me, place, other, &run, now);
            }
            None => miss(world, me, place, run, now),
        }
    }
}

fn ask(world: &mut World, me: usize, place: Place, other: usize, run: &RemoteRun, now: Ns) {
    match run.phase {
        RemotePhase::Request { undo } => request(world, me, place, other, undo, run, now),
        RemotePhase::Watch | RemotePhase::WatchBack => watch(world, me, place, other, run, now),
        RemotePhase::CancelFirst => order(world, me, place, other, Operator::Cancel, run, now),
        RemotePhase::RollBack => order(world, me, place, other, Operator::Rollback, run, now),
    }
}

fn request(world: &mut World, me: usize, place: Place, other: usize, undo: bool, run: &RemoteRun, now: Ns) {
    let plan = flows::remote_plan(world, me, place, undo);
    let at = world.stamp(other, now);
    let owner = world.agents[other].state.address;
    let made = world.agents[other].state.tasks.create(owner, plan, at).map(|dag| dag.id);
    world.agents[other].dirty = true;
    match made {
        Ok(id) => {
            world.agents[me].state.tasks.task_mut(place).remote_dag = Some(id);
            let phase = if undo { RemotePhase::WatchBack } else { RemotePhase::Watch };
            set(world, me, place, RemoteRun { phase, ..run.clone() });
        }
        Err(fault) => {
            let path = flows::remote_path(world, me, place, undo);
            let message = format!("Request [POST]{path} to {owner} error: {}", fault.quoted());
            close(world, me, place, now, Err(Fault::new(500, "Agent.RPC.RequestError", message)));
        }
    }
}

fn watch(world: &mut World, me: usize, place: Place, other: usize, run: &RemoteRun, now: Ns) {
    let id = world.agents[me].state.tasks.task(place).remote_dag.unwrap_or_default();
    let owner = world.agents[other].state.address;
    let Some(dag) = world.agents[other].state.tasks.dag(id) else {
        close(world, me, place, now, Err(Fault::task_not_found(None)));
        return;
    };
    let generic = ids::local(owner, id);
    let (name, state, stage, stages) = (dag.name.clone(), dag.state, dag.stage, dag.nodes.len());
    if run.phase == RemotePhase::WatchBack && state == State::Failed && dag.operator == Operator::Cancel {
        set(world, me, place, RemoteRun { phase: RemotePhase::RollBack, ..run.clone() });
        return;
    }
    if !state.is_finished() {
        let line = format!("remote task {generic} {name} running [{stage}/{stages}]");
        write(world, me, place, now, line);
        return;
    }
    let lines: Vec<String> = dag
        .nodes
        .iter()
        .flat_map(|node| node.tasks.iter().flat_map(move |task| task.logs.iter().map(move |row| (node, row))))
        .map(|(node, row)| format!("task {}: {}", node.name, row.content))
        .collect();
    for line in lines {
        write(world, me, place, now, line);
    }
    if state == State::Failed {
        let message = format!("Remote task {generic} {name} failed");
        close(world, me, place, now, Err(Fault::new(500, "Task.RemoteTask.Failed", message)));
        return;
    }
    close(world, me, place, now, Ok(()));
}

fn order(
    world: &mut World,
    me: usize,
    place: Place,
    other: usize,
    operator: Operator,
    run: &RemoteRun,
    now: Ns,
) {
    let id = world.agents[me].state.tasks.task(place).remote_dag.unwrap_or_default();
    let generic = ids::local(world.agents[other].state.address, id);
    let uri = format!("/api/v1/task/dag/{generic}");
    write(world, me, place, now, format!("send operator {} request to {uri}", operator.name()));
    world.agents[other].dirty = true;
    let Some(dag) = world.agents[other].state.tasks.dag_mut(id) else {
        close(world, me, place, now, Err(Fault::task_not_found(None)));
        return;
    };
    let done = if operator == Operator::Cancel { operators::cancel(dag) } else { operators::roll_back(dag) };
    match done {
        Ok(()) => set(world, me, place, RemoteRun { phase: RemotePhase::WatchBack, ..run.clone() }),
        Err(fault) => close(world, me, place, now, Err(fault)),
    }
}

fn miss(world: &mut World, me: usize, place: Place, run: RemoteRun, now: Ns) {
    let address = world.agents[me].state.tasks.task(place).agent;
    let misses = run.misses + 1;
    let refused = format!("dial tcp {address}: connect: connection refused");
    if misses >= PATIENCE {
        let path = flows::remote_path(world, me, place, false);
        let message = format!("Request [GET]{path} to {address} failed: retry {PATIENCE} times");
        close(world, me, place, now, Err(Fault::new(500, "Agent.RPC.RequestFailed", message)));
        return;
    }
    let line = if matches!(run.phase, RemotePhase::Request { .. }) {
        format!("WARN: request failed: {refused} [{misses}/{PATIENCE}]")
    } else {
        format!("WARN: watch dag failed, count {misses}, err: {refused}")
    };
    write(world, me, place, now, line);
    set(world, me, place, RemoteRun { misses, ..run });
}

/// How to undo what the sub-task's agent has done so far; `None` when it has done nothing.
fn way_back(world: &World, me: usize, place: Place) -> Option<RemotePhase> {
    let task = world.agents[me].state.tasks.task(place);
    let job = &world.agents[me].state.tasks.dags[place.dag].nodes[place.node].job;
    if !job.has_undo() {
        return None;
    }
    let id = task.remote_dag?;
    let other = world.find(task.agent)?;
    let dag = world.agents[other].state.tasks.dag(id)?;
    match (dag.state, dag.operator) {
        (State::Succeed, Operator::Rollback) => None,
        (State::Succeed, _) => Some(RemotePhase::Request { undo: true }),
        (State::Failed, _) => Some(RemotePhase::RollBack),
        (State::Pending | State::Ready | State::Running, Operator::Rollback) => Some(RemotePhase::WatchBack),
        (State::Pending | State::Ready | State::Running, _) => Some(RemotePhase::CancelFirst),
    }
}

fn set(world: &mut World, me: usize, place: Place, run: RemoteRun) {
    world.agents[me].state.tasks.task_mut(place).run = Some(Run::Remote(run));
}
