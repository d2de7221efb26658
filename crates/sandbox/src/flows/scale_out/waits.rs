//! How the cluster waits for the newcomer, and leads it on.

use std::net::SocketAddr;

use crate::agent::identity::Identity;
use crate::clock::Ns;
use crate::dag::executor;
use crate::dag::ids;
use crate::dag::model::{Dag, Operator, Run, State};
use crate::dag::operators;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows::scale_out::model::ScaleOut;
use crate::flows::scale_out::steps::unreachable;
use crate::flows::scaling::{self, Other};
use crate::world::{SECOND, World};

/// How long a step of the newcomer may take.
const PATIENCE: Ns = 90 * SECOND;

/// Whether an attempt still waits for the newcomer; where that one waits for a word, it gets it.
pub(crate) fn waits(world: &mut World, me: usize, place: Place, step: ScaleOut, now: Ns) -> bool {
    if step == ScaleOut::CreateLocal {
        return is_still_going_forward(world, me, place);
    }
    if step == ScaleOut::Finish {
        let target = scaling::of(world, me, place).map(|scaling| scaling.target);
        return !is_late(world, me, place, now)
            && target.is_some_and(|target| finished(world, target).is_err());
    }
    let (Some(awaited), Some(other)) = (awaited(step), scaling::reached(world, me, place)) else {
        return false;
    };
    if is_going_back(world, me, place) || is_late(world, me, place, now) {
        return false;
    }
    let Some(parked) = awaited.parked else {
        return !is_finished(world.other(other), awaited.node);
    };
    if send_on(world, other, parked) {
        executor::write(world, me, place, now, format!("retry stage: {} successfully", parked + 1));
    }
    !is_finished(world.other(other), awaited.node)
}

/// What the wait has come to.
pub(crate) fn end(world: &mut World, me: usize, place: Place, step: ScaleOut, now: Ns) -> Result<(), Fault> {
    let target = scaling::of(world, me, place).map(|scaling| scaling.target);
    let Some(awaited) = awaited(step) else { return Ok(()) };
    let Some(other) = scaling::reached(world, me, place) else {
        return Err(target
            .map_or_else(|| Fault::task_not_found(None), unreachable)
            .within("get remote dag failed"));
    };
    let Some(dag) = world.other(other) else { return Err(Fault::task_not_found(None)) };
    let id = ids::local(other.agent, dag.id);
    let (dag_name, node) = (dag.name.clone(), &dag.nodes[awaited.node]);
    let (name, state) = (node.name.clone(), node.state);
    let lines =
        node.tasks.iter().flat_map(|task| &task.logs).map(|row| row.content.clone()).collect::<Vec<_>>();
    if state == State::Succeed {
        executor::write(world, me, place, now, awaited.line.to_owned());
        return Ok(());
    }
    if state != State::Failed {
        let message = format!("{} timeout", awaited.what);
        return Err(Fault::new(500, "OB.Cluster.AsyncOperationTimeout", message));
    }
    for line in &lines {
        executor::write(world, me, place, now, format!("task {name}: {line}"));
    }
    let last = lines.last().cloned().unwrap_or_default();
    Err(Fault::unexpected(format!("dag {id} {dag_name} failed: [{name}] {last}")))
}

/// Whether the newcomer has become part of the cluster.
pub(crate) fn finished(world: &World, target: SocketAddr) -> Result<(), Fault> {
    let identity = world.reach(target).map(|index| world.agents[index].state.identity);
    if identity == Some(Identity::ClusterAgent) {
        return Ok(());
    }
    Err(Fault::unexpected("agent has not been cluster agent"))
}

/// What of the newcomer's task a step waits for, by 0-based number.
struct Awaited {
    /// Stands still until it is told to go on.
    parked: Option<usize>,
    node: usize,
    line: &'static str,
    what: &'static str,
}

fn awaited(step: ScaleOut) -> Option<Awaited> {
    match step {
        ScaleOut::WaitReady => Some(Awaited {
            parked: None,
            node: 0,
            line: "local scale out dag task Be scaling agent is succeed",
            what: "wait scaling out ready",
        }),
        ScaleOut::WaitDeploy => Some(Awaited {
            parked: Some(1),
            node: 2,
            line: "remote deploy task is succeed",
            what: "wait remote deploy task finish",
        }),
        ScaleOut::WaitStart => Some(Awaited {
            parked: Some(3),
            node: 4,
            line: "remote start observer task is succeed",
            what: "wait remote start observer task finish",
        }),
        ScaleOut::Integrate
        | ScaleOut::CreateLocal
        | ScaleOut::PreviousCheck
        | ScaleOut::AddZone
        | ScaleOut::StartZone
        | ScaleOut::AddServer
        | ScaleOut::AddAgent
        | ScaleOut::Finish => None,
    }
}

/// Tells the newcomer's task to go on when it stands still at its node `parked`.
fn send_on(world: &mut World, other: Other, parked: usize) -> bool {
    let Some(dag) = world.other_mut(other) else { return false };
    dag.state == State::Failed
        && dag.operator == Operator::Run
        && dag.nodes[parked].state == State::Failed
        && operators::retry(dag).is_ok()
}

fn is_finished(dag: Option<&Dag>, node: usize) -> bool {
    dag.is_none_or(|dag| dag.nodes[node].state.is_finished())
}

/// On the way back the newcomer goes first, and it hears of that when its own step has ended.
fn is_still_going_forward(world: &mut World, me: usize, place: Place) -> bool {
    if !is_going_back(world, me, place) {
        return false;
    }
    scaling::tell_the_other(world, me, place);
    let Some(other) = scaling::reached(world, me, place) else { return false };
    world.other(other).is_some_and(|dag| dag.operator == Operator::Run && dag.state != State::Succeed)
}

fn is_going_back(world: &World, me: usize, place: Place) -> bool {
    world.agents[me].state.tasks.task(place).operator == Operator::Rollback
}

fn is_late(world: &World, me: usize, place: Place, now: Ns) -> bool {
    match &world.agents[me].state.tasks.task(place).run {
        Some(Run::Local { began, .. }) => now - began >= world.scaled(PATIENCE),
        Some(Run::Remote(_)) | None => false,
    }
}
