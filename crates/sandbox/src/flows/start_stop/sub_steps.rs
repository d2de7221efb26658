//! What a sub-DAG does: wait for the main DAG, start or end its agent's observer, wait to be passed.

use crate::agent::views::no_database;
use crate::clock::Ns;
use crate::dag::executor::write;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows::start_stop::Sub;
use crate::world::{SECOND, World};

/// The stage a main DAG must have reached before its sub-DAGs work.
const MAIN_STAGE: usize = 3;
/// How long an agent waits for its observer.
pub(super) const PATIENCE: Ns = 600 * SECOND;

/// Parks until the main DAG advances it.
pub(super) fn prepare(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let Some(sub) = sub_of(world, me, place) else { return Err(Fault::unexpected("not a sub task")) };
    let stage = world.reach(sub.main_agent).map(|main| {
        world.agents[main].state.tasks.dag(sub.main_number).map(|dag| dag.stage).unwrap_or_default()
    });
    if stage.is_some_and(|stage| stage >= MAIN_STAGE) {
        write(world, me, place, now, "start to execute the task".to_owned());
        return Ok(());
    }
    if stage.is_none() {
        let line = format!("ERROR: dial tcp {}: connect: connection refused", sub.main_agent);
        write(world, me, place, now, line);
    }
    write(world, me, place, now, "wait for notification to start task".to_owned());
    Err(Fault::wait_for_operator())
}

/// Notes whether there is anything to start.
pub(super) fn check_process(world: &mut World, me: usize, place: Place) -> Result<(), Fault> {
    let observer = &world.agents[me].state.observer;
    let skip = observer.state > 0 || !observer.started;
    if let Some(sub) = &mut world.agents[me].state.tasks.dags[place.dag].context.sub {
        sub.skip = skip;
    }
    Ok(())
}

/// Whether there is nothing to start.
pub(super) fn skips(world: &World, me: usize, place: Place) -> bool {
    sub_of(world, me, place).is_some_and(|sub| sub.skip)
}

/// The process runs; it is not part of the cluster yet.
pub(super) fn start_process(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    if !skips(world, me, place) {
        let at = world.stamp(me, now);
        world.run_observer(me, at);
    }
    Ok(())
}

/// Whether the observer cannot be asked yet: it needs most zones beside it.
pub(super) fn waits_for_connection(world: &mut World, me: usize, elapsed: Ns) -> bool {
    world.settle(me);
    !world.is_connected(me) && elapsed < world.scaled(PATIENCE)
}

/// The server is in service.
pub(super) fn start_sql(world: &mut World, me: usize) -> Result<(), Fault> {
    if !world.is_connected(me) {
        return Err(no_database().within("get db instance timeout"));
    }
    let address = world.agents[me].state.address;
    world.alter_server(me, address, 0);
    Ok(())
}

/// The process is gone.
pub(super) fn stop_process(world: &mut World, me: usize) -> Result<(), Fault> {
    world.kill_observer(me);
    Ok(())
}

fn sub_of(world: &World, me: usize, place: Place) -> Option<Sub> {
    world.agents[me].state.tasks.dags[place.dag].context.sub.clone()
}
