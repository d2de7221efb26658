//! Running sub-tasks: lines appear as time goes by, then the attempt ends and takes effect.

use crate::clock::Ns;
use crate::dag::model::{Operator, Run, Script, State};
use crate::dag::remote;
use crate::dag::table::Place;
use crate::failing;
use crate::fault::Fault;
use crate::flows;
use crate::world::World;

/// Starts the next attempt of a sub-task.
pub(crate) fn begin(world: &mut World, me: usize, place: Place, operator: Operator, now: Ns) {
    let at = world.stamp(me, now);
    let own = world.agents[me].state.address;
    let task = world.agents[me].state.tasks.task_mut(place);
    task.state = State::Running;
    task.operator = operator;
    task.execute_times += 1;
    task.start = at;
    let elsewhere = task.agent != own;
    let node = &world.agents[me].state.tasks.dags[place.dag].nodes[place.node];
    if elsewhere && node.job.runs_on_its_agent() {
        remote::begin(world, me, place, operator, now);
        return;
    }
    let script = match operator {
        Operator::Rollback => flows::undo_script(world, me, place),
        Operator::Run | Operator::Retry | Operator::Cancel | Operator::Pass => {
            let script = flows::script(world, me, place);
            let failure = script.failure.clone().or_else(|| failing::failure(world, me, place));
            Script { failure, ..script }
        }
    };
    let run = Run::Local { began: now, script, written: 0 };
    world.agents[me].state.tasks.task_mut(place).run = Some(run);
}

/// Brings the running attempts of agent `me` to moment `now`.
pub(crate) fn progress(world: &mut World, me: usize, now: Ns) {
    for place in running(world, me) {
        if !world.agents[me].up {
            return;
        }
        let Some(Run::Local { began, script, written }) = &world.agents[me].state.tasks.task(place).run
        else {
            continue;
        };
        let (began, script, written) = (*began, script.clone(), *written);
        let elapsed = now - began;
        let due = script.lines.iter().take_while(|(offset, _)| *offset <= elapsed).count();
        if due > written {
            for (offset, line) in &script.lines[written..due] {
                write(world, me, place, began + offset, line.clone());
            }
            if let Some(Run::Local { written, .. }) = &mut world.agents[me].state.tasks.task_mut(place).run {
                *written = due;
            }
        }
        if script.death.is_some_and(|death| death <= elapsed) {
            world.die(me, now);
        } else if script.length <= elapsed {
            if script.failure.is_none() && flows::waits(world, me, place, now) {
                lengthen(world, me, place);
            } else {
                end(world, me, place, &script, began + script.length);
            }
        }
    }
}

/// Stops a sub-task that has started; one that has not stays as it is.
pub(crate) fn cancel(world: &mut World, me: usize, place: Place, now: Ns) {
    if matches!(world.agents[me].state.tasks.task(place).state, State::Running | State::Ready) {
        let id = world.agents[me].state.tasks.task(place).id;
        close(world, me, place, now, Err(Fault::unexpected(format!("task {id} cancel"))));
    }
}

/// Ends an attempt, with its reason in the log when it failed.
pub(crate) fn close(world: &mut World, me: usize, place: Place, now: Ns, outcome: Result<(), Fault>) {
    if let Err(fault) = &outcome {
        write(world, me, place, now, fault.last_words());
    }
    let at = world.stamp(me, now);
    world.agents[me].dirty = true;
    let task = world.agents[me].state.tasks.task_mut(place);
    task.state = if outcome.is_ok() { State::Succeed } else { State::Failed };
    task.end = at;
    task.run = None;
}

/// Adds a line to a sub-task's log.
pub(crate) fn write(world: &mut World, me: usize, place: Place, now: Ns, line: String) {
    let at = world.stamp(me, now);
    world.agents[me].dirty = true;
    world.agents[me].state.tasks.log(place, at, line);
}

/// Every sub-task of agent `me` that is running.
pub(crate) fn running(world: &World, me: usize) -> Vec<Place> {
    let mut places = Vec::new();
    for (dag, entry) in world.agents[me].state.tasks.dags.iter().enumerate() {
        if !matches!(entry.state, State::Ready | State::Running) {
            continue;
        }
        for (node, entry) in entry.nodes.iter().enumerate() {
            for (task, entry) in entry.tasks.iter().enumerate() {
                if entry.state == State::Running {
                    places.push(Place { dag, node, task });
                }
            }
        }
    }
    places
}

/// Asks again at the next tick.
fn lengthen(world: &mut World, me: usize, place: Place) {
    let period = world.period();
    if let Some(Run::Local { script, .. }) = &mut world.agents[me].state.tasks.task_mut(place).run {
        script.length += period;
    }
}

fn end(world: &mut World, me: usize, place: Place, script: &Script, now: Ns) {
    if let Some(failure) = &script.failure {
        write(world, me, place, now, format!("ERROR: {failure}"));
        let at = world.stamp(me, now);
        let task = world.agents[me].state.tasks.task_mut(place);
        task.state = State::Failed;
        task.end = at;
        task.run = None;
        flows::failed(world, me, place, now);
        return;
    }
    let outcome = if world.agents[me].state.tasks.task(place).operator == Operator::Rollback {
        flows::undo(world, me, place);
        Ok(())
    } else {
        flows::apply(world, me, place, now)
    };
    close(world, me, place, now, outcome);
}
