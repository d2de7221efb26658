//! Start and stop of observers: one main DAG on the agent that was asked, and one sub-DAG on every agent.
//!
//! A sub-DAG waits for the main DAG, and at its end for being passed, by failing on purpose.

mod informing;
mod main_steps;
mod model;
mod plan;
mod requests;
mod rules;
mod sql;
mod sub_steps;
mod texts;

use serde::{Deserialize, Serialize};

use crate::agent::state::AgentState;
use crate::clock::Ns;
use crate::dag::model::{Operator, Run, Script, State};
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::world::World;

pub(crate) use model::{Kind, Main, Scope, Sub, SubDag, Verb};
pub(crate) use requests::{start, stop, stop_zone, stop_zone_check};

/// What a sub-task of a main DAG or a sub-DAG does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Step {
    Inform,
    CheckReady,
    Freeze,
    Advance,
    Wait,
    StartZones,
    StopSql,
    End,
    Prepare,
    CheckProcess,
    StartProcess,
    StartSql,
    StopProcess,
    WaitForEnd,
}

/// The start or stop that an agent takes part in.
pub(crate) fn under_way(state: &AgentState) -> Option<&Sub> {
    let last = state.tasks.last_maintenance().filter(|dag| dag.state != State::Succeed);
    last.and_then(|dag| dag.context.sub.as_ref())
}

/// What an attempt will say.
pub(crate) fn script(world: &mut World, me: usize, place: Place, step: Step) -> Script {
    texts::script(world, me, place, step)
}

/// Whether an attempt that has said everything still waits for others.
pub(crate) fn waits(world: &mut World, me: usize, place: Place, step: Step, now: Ns) -> bool {
    let task = world.agents[me].state.tasks.task(place);
    let Some(Run::Local { began, .. }) = &task.run else { return false };
    if task.operator == Operator::Rollback {
        return false;
    }
    let elapsed = now - *began;
    match step {
        Step::Inform => informing::waits(world, me, place, now),
        Step::CheckReady => main_steps::waits_for_parked(world, me, place, elapsed, now),
        Step::Wait => main_steps::waits_for_end(world, me, place, elapsed, now),
        Step::StartZones | Step::StopSql => sql::waits(world, me, elapsed),
        Step::StartSql => sub_steps::waits_for_connection(world, me, elapsed),
        Step::Freeze
        | Step::Advance
        | Step::End
        | Step::Prepare
        | Step::CheckProcess
        | Step::StartProcess
        | Step::StopProcess
        | Step::WaitForEnd => false,
    }
}

/// Lets a finished attempt take effect.
pub(crate) fn apply(world: &mut World, me: usize, place: Place, step: Step, now: Ns) -> Result<(), Fault> {
    match step {
        Step::Inform => informing::inform(world, me, place, now),
        Step::CheckReady => main_steps::check_ready(world, me, place, now),
        Step::Freeze => Ok(()),
        Step::Advance => main_steps::advance(world, me, place, now),
        Step::Wait => main_steps::note_end(world, me, place, now),
        Step::StartZones => sql::start_zones(world, me, place, now),
        Step::StopSql => sql::stop(world, me, place, now),
        Step::End => main_steps::end(world, me, place, now),
        Step::Prepare => sub_steps::prepare(world, me, place, now),
        Step::CheckProcess => sub_steps::check_process(world, me, place),
        Step::StartProcess => sub_steps::start_process(world, me, place, now),
        Step::StartSql => sub_steps::start_sql(world, me),
        Step::StopProcess => sub_steps::stop_process(world, me),
        Step::WaitForEnd => Err(Fault::wait_for_operator()),
    }
}

/// Most steps of a main DAG that fail give up: they pass the sub-DAGs first.
pub(crate) fn failed(world: &mut World, me: usize, place: Place, step: Step, now: Ns) {
    match step {
        Step::CheckReady | Step::Advance | Step::StartZones | Step::StopSql | Step::End => {
            main_steps::pass_all(world, me, place, now);
        }
        Step::Inform
        | Step::Freeze
        | Step::Wait
        | Step::Prepare
        | Step::CheckProcess
        | Step::StartProcess
        | Step::StartSql
        | Step::StopProcess
        | Step::WaitForEnd => {}
    }
}

/// Takes back what an attempt did, before it is made again.
pub(crate) fn undo(world: &mut World, me: usize, place: Place, step: Step) {
    if step == Step::StartProcess && !sub_steps::skips(world, me, place) {
        world.kill_observer(me);
    }
}

/// What the main DAG at `place` has handed on so far.
fn main_of(world: &World, me: usize, place: Place) -> Result<&Main, Fault> {
    let main = world.agents[me].state.tasks.dags[place.dag].context.main.as_ref();
    main.ok_or_else(|| Fault::unexpected("not a main task"))
}

fn main_mut(world: &mut World, me: usize, place: Place) -> Option<&mut Main> {
    world.agents[me].state.tasks.dags[place.dag].context.main.as_mut()
}
