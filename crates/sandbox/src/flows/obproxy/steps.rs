//! What a step changes when it ends.

use crate::agent::obproxy::{Home, Proxy};
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows::obproxy::requests::not_managed;
use crate::flows::obproxy::{Plan, Step};
use crate::world::World;

/// Lets a finished attempt take effect.
pub(in crate::flows) fn apply(world: &mut World, me: usize, place: Place, step: Step) -> Result<(), Fault> {
    let Plan { proxy, target, .. } = plan(world, me, place);
    let first_pid = world.agents[me].pid + 9_000;
    let state = &mut world.agents[me].state.obproxy;
    match step {
        Step::Check { expected: true } if state.managed.is_none() => return Err(not_managed()),
        Step::Check { expected: false } if state.managed.is_some() => {
            return Err(Fault::new(400, "OBProxy.AlreadyManaged", "Agent has already managed OBProxy"));
        }
        Step::Start if state.process.is_none() => {
            state.homes.insert(proxy.home.clone(), Home::Used);
            state.process = Some(Proxy { pid: first_pid, ..proxy });
        }
        Step::Persist => state.managed = Some(proxy),
        Step::Stop => state.process = None,
        Step::Forget => state.managed = None,
        Step::Clean => drop(state.homes.insert(proxy.home, Home::Cleaned)),
        Step::WaitForRestart => {
            for proxy in [&mut state.managed, &mut state.process].into_iter().flatten() {
                proxy.version.clone_from(&target);
            }
            if let Some(process) = &mut state.process {
                process.pid += 100;
            }
        }
        Step::Check { .. }
        | Step::Start
        | Step::SetPassword
        | Step::CreateDir
        | Step::Download
        | Step::CheckPackage
        | Step::BackUp
        | Step::Reinstall
        | Step::CopyConfig
        | Step::Record
        | Step::HotRestart
        | Step::RemoveDir => {}
    }
    Ok(())
}

/// An OBProxy that did not come up has left its traces.
pub(in crate::flows) fn failed(world: &mut World, me: usize, place: Place, step: Step) {
    if step == Step::Start {
        let home = plan(world, me, place).proxy.home;
        world.agents[me].state.obproxy.homes.insert(home, Home::Used);
    }
}

/// What the DAG at `place` is about.
pub(super) fn plan(world: &World, me: usize, place: Place) -> Plan {
    world.agents[me].state.tasks.dags[place.dag].context.obproxy.clone().unwrap_or_default()
}
