//! What the main DAG does by SQL: zones into service, servers and zones out of it.

use std::net::SocketAddr;

use crate::agent::views::no_database;
use crate::clock::Ns;
use crate::dag::executor::write;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows::start_stop::main_steps::pass_all;
use crate::flows::start_stop::sub_steps::PATIENCE;
use crate::flows::start_stop::{Kind, main_of};
use crate::world::World;

/// Whether the agent still waits for its observer.
pub(super) fn waits(world: &World, me: usize, elapsed: Ns) -> bool {
    !world.is_connected(me) && elapsed < world.scaled(PATIENCE)
}

/// The zones serve again.
pub(super) fn start_zones(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let scope = main_of(world, me, place)?.scope.clone();
    connected(world, me, place, now)?;
    let known = world.agents[me].state.cluster.as_ref();
    let zones: Vec<(String, bool)> = known
        .into_iter()
        .flat_map(|cluster| {
            cluster.zones().into_iter().map(|zone| (zone, cluster.stopped_zones.contains(zone)))
        })
        .filter(|(zone, _)| scope.has_zone(zone))
        .map(|(zone, stopped)| (zone.to_owned(), stopped))
        .collect();
    for (zone, stopped) in zones {
        if stopped {
            world.amend(me, |cluster, _| {
                cluster.stopped_zones.remove(&zone);
            });
        } else {
            write(world, me, place, now, format!("{zone} started"));
        }
    }
    Ok(())
}

/// Servers or zones serve no more, if most zones still do. An agent without an observer has nobody to tell.
pub(super) fn stop(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let scope = main_of(world, me, place)?.scope.clone();
    if world.agents[me].state.observer.state == 0 {
        return Ok(());
    }
    connected(world, me, place, now)?;
    write(world, me, place, now, if scope.is_zones() { "Stop Zone" } else { "Stop observer" }.to_owned());
    for target in &scope.targets {
        match scope.kind {
            Kind::Zone => stop_zone(world, me, place, target, now)?,
            Kind::Server => stop_server(world, me, place, target, now)?,
            Kind::Global => {}
        }
    }
    Ok(())
}

fn stop_zone(world: &mut World, me: usize, place: Place, zone: &str, now: Ns) -> Result<(), Fault> {
    if !world.has_majority_without(me, |server| server.zone == zone) {
        pass_all(world, me, place, now);
        return Err(no_majority("zone"));
    }
    world.amend(me, |cluster, _| {
        cluster.stopped_zones.insert(zone.to_owned());
    });
    write(world, me, place, now, format!("{zone} stopped"));
    Ok(())
}

fn stop_server(world: &mut World, me: usize, place: Place, target: &str, now: Ns) -> Result<(), Fault> {
    write(world, me, place, now, format!("Stop {target}"));
    let Ok(address) = target.parse::<SocketAddr>() else { return Ok(()) };
    if !world.has_majority_without(me, |server| server.agent == address) {
        pass_all(world, me, place, now);
        return Err(no_majority("server"));
    }
    let at = world.stamp(me, now);
    world.alter_server(me, address, at);
    Ok(())
}

fn connected(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    if world.is_connected(me) {
        return Ok(());
    }
    pass_all(world, me, place, now);
    Err(no_database().within("get db instance timeout"))
}

fn no_majority(what: &str) -> Fault {
    let message = format!(
        "Error 4179 (HY000): Tenant(1) LS(1) has no enough valid paxos member after stop {what}, stop {what} not allowed"
    );
    Fault::new(400, "MySQL.Error", message)
}
