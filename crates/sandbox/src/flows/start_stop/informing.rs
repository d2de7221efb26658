//! The main DAG's first step: every agent gets its sub-DAG.

use std::net::SocketAddr;

use serde_json::json;

use crate::clock::Ns;
use crate::dag::executor::write;
use crate::dag::ids;
use crate::dag::model::Operator;
use crate::dag::operators;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows::start_stop::{Sub, SubDag, main_mut, main_of, plan};
use crate::world::World;

/// How often an agent is asked before the step gives up.
const TRIES: u32 = 3;

/// Waits for a sub-DAG that is in the way and may be passed, until it is cancelled.
pub(super) fn waits(world: &mut World, me: usize, place: Place, now: Ns) -> bool {
    let Some((other, number)) = in_the_way(world, me, place) else { return false };
    let at = world.stamp(other, now);
    world.agents[other].dirty = true;
    let Some(dag) = world.agents[other].state.tasks.dag_mut(number) else { return false };
    if dag.state.is_finished() {
        return false;
    }
    // Cancelling it twice would set it back.
    dag.operator == Operator::Cancel || operators::operate(dag, "CANCEL", at).is_ok()
}

/// Tells the sub-task's agent. That it did not work is for the next step to find out.
pub(super) fn inform(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let agent = world.agents[me].state.tasks.task(place).agent;
    let Some(other) = world.reach(agent) else { return Ok(()) };
    let made = pass_old(world, me, place, now).and_then(|()| create(world, me, place, other, now));
    match made {
        Ok(id) => {
            world.agents[me].state.tasks.task_mut(place).additional =
                Some(json!({"sub_dags": {agent.to_string(): id}}));
            write(world, me, place, now, format!("create task {id} successfully"));
        }
        Err(fault) if other == me => {
            write(world, me, place, now, format!("ERROR: {}", fault.quoted()));
        }
        Err(fault) => {
            let why = fault.quoted();
            for line in (1..=TRIES).map(|count| failure(agent, &why, count)) {
                write(world, me, place, now, line);
            }
        }
    }
    Ok(())
}

/// What the log says when an agent could not be told for the `count`th time.
pub(super) fn failure(agent: SocketAddr, why: &str, count: u32) -> String {
    format!("ERROR: {agent} failed to create the task due to '{why}' and will try again[{count}/{TRIES}].")
}

/// The sub-DAG on the sub-task's agent that holds its lock, when the request says that it may go.
fn in_the_way(world: &World, me: usize, place: Place) -> Option<(usize, i64)> {
    let other = world.reach(world.agents[me].state.tasks.task(place).agent)?;
    let tasks = &world.agents[other].state.tasks;
    let last = tasks.last_maintenance().filter(|_| tasks.is_locked())?;
    let sub = last.context.sub.as_ref()?;
    let main = main_of(world, me, place).ok()?;
    main.force_pass.contains(&sub.main_id()).then_some((other, last.id))
}

fn pass_old(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    if let Some((other, number)) = in_the_way(world, me, place) {
        let at = world.stamp(other, now);
        if let Some(dag) = world.agents[other].state.tasks.dag_mut(number) {
            operators::operate(dag, "PASS", at)?;
        }
        return Ok(());
    }
    let agent = world.agents[me].state.tasks.task(place).agent;
    let Some(other) = world.reach(agent) else { return Ok(()) };
    let tasks = &world.agents[other].state.tasks;
    let Some(last) = tasks.last_maintenance().filter(|_| tasks.is_locked()) else { return Ok(()) };
    let main = last.context.sub.as_ref().map(Sub::main_id).unwrap_or_default();
    let message = format!("{agent} is under maintenance by DAG [{main}:{}]", last.name);
    Err(Fault::new(500, "Agent.UnderMaintenanceDag", message))
}

fn create(world: &mut World, me: usize, place: Place, other: usize, now: Ns) -> Result<String, Fault> {
    let main = main_of(world, me, place)?;
    let dag = &world.agents[me].state.tasks.dags[place.dag];
    let agent = world.agents[other].state.address;
    let zone = world.agents[me].state.member(agent).map(|member| member.zone.clone()).unwrap_or_default();
    let works = main.scope.has_server(agent, &zone) && (main.kills || main.verb.starts());
    let sub = Sub {
        verb: main.verb,
        scope: main.scope.clone(),
        kills: main.kills,
        main_agent: world.agents[me].state.address,
        main_number: dag.id,
        skip: false,
    };
    let main_id = sub.main_id();
    let plan = plan::sub(agent, sub, works);
    let last_stage = plan.nodes.len();
    let at = world.stamp(other, now);
    let number = world.agents[other].state.tasks.create(agent, plan, at)?.id;
    world.agents[other].dirty = true;
    if let Some(dag) = world.agents[other].state.tasks.dag_mut(number) {
        dag.nodes[0].tasks[0].additional = Some(json!({ "main_dag_id": main_id }));
    }
    if let Some(main) = main_mut(world, me, place) {
        main.sub_dags.insert(agent, SubDag { number, last_stage });
    }
    Ok(ids::local(agent, number))
}
