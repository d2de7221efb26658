//! `POST /agent/remove`: an agent leaves its group, or the whole group is dissolved.

use std::net::SocketAddr;

use crate::agent::identity::{Identity, not_supported};
use crate::clock::Ns;
use crate::dag::model::Context;
use crate::dag::table::{DagPlan, NodePlan, Place};
use crate::fault::Fault;
use crate::flows::Job;
use crate::http::call::{Answer, Call, Reply};
use crate::world::World;

/// Starts the DAG.
pub(crate) fn request(call: &mut Call<'_>) -> Answer {
    let target = call.body()?.own_agent_info()?;
    let state = &call.agent().state;
    let (own, identity) = (state.address, state.identity);
    match identity {
        Identity::Follower => {
            let locked = state.master.and_then(|master| {
                let index = call.world.reach(master)?;
                call.world.agents[index].state.tasks.is_locked().then_some(master)
            });
            if let Some(master) = locked {
                return Err(under_maintenance(master));
            }
            if target != own {
                return call.relay_to_master();
            }
            let nodes = vec![
                one("Follower remove self", Job::TellMasterToForget, "C", own),
                one("Agent to single", Job::ToSingle, "C", own),
            ];
            call.create(plan("Follower remove self", nodes))
        }
        Identity::Master if state.tasks.is_locked() => Err(under_maintenance(own)),
        Identity::Master if target == own => {
            let others = state.members.iter().map(|member| member.address).filter(|a| *a != own);
            let others: Vec<_> = others.collect();
            let mut nodes = Vec::new();
            if !others.is_empty() {
                nodes.push(leave(others));
            }
            nodes.push(one("Remove master", Job::RemoveMaster, "", own));
            call.create(plan("Remove all agents", nodes))
        }
        Identity::Master => {
            if state.member(target).is_none() {
                return Ok(Reply::NoContent);
            }
            let name = format!("Remove follower agent {target}");
            let forget = one(&name, Job::ForgetFollower { follower: target }, "C", own);
            call.create(plan(&name, vec![leave(vec![target]), forget]))
        }
        Identity::Single if target == own => Ok(Reply::NoContent),
        Identity::Single | Identity::ClusterAgent | Identity::ScalingOut | Identity::ScalingIn => {
            Err(not_supported(own, identity, "MASTER or FOLLOWER"))
        }
    }
}

/// A follower is told to leave and does so in a DAG of its own.
pub(crate) fn tell_follower(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let follower = world.agents[me].state.tasks.task(place).agent;
    let Some(other) = world.reach(follower) else {
        let detail = format!("dial tcp {follower}: connect: connection refused");
        let message = format!("Request [DELETE]/rpc/v1/agent to {follower} error: {detail}");
        return Err(Fault::new(500, "Agent.RPC.RequestError", message));
    };
    if world.agents[other].state.identity == Identity::Single {
        return Ok(());
    }
    let at = world.stamp(other, now);
    let node = one("Agent to single", Job::ToSingle, "C", follower);
    world.agents[other].dirty = true;
    world.agents[other].state.tasks.create(follower, plan("Agent to single", vec![node]), at)?;
    Ok(())
}

/// A MASTER is told that this follower leaves, and forgets it in a DAG of its own.
pub(crate) fn tell_master(world: &mut World, me: usize, now: Ns) -> Result<(), Fault> {
    let follower = world.agents[me].state.address;
    let Some(master) = world.agents[me].state.master else { return Ok(()) };
    let Some(other) = world.reach(master) else {
        let detail = format!("dial tcp {master}: connect: connection refused");
        let message = format!("Request [DELETE]/rpc/v1/agent to {master} error: {detail}");
        return Err(Fault::new(500, "Agent.RPC.RequestError", message));
    };
    let at = world.stamp(other, now);
    let name = format!("Remove follower agent {follower}");
    let node = one(&name, Job::ForgetFollower { follower }, "C", master);
    world.agents[other].dirty = true;
    world.agents[other].state.tasks.create(master, plan(&name, vec![node]), at)?;
    Ok(())
}

/// The MASTER forgets a follower, and its zone's configuration when nobody else is in it.
pub(crate) fn forget(world: &mut World, me: usize, follower: SocketAddr) -> Result<(), Fault> {
    let state = &mut world.agents[me].state;
    let Some(zone) = state.member(follower).map(|member| member.zone.clone()) else { return Ok(()) };
    state.members.retain(|member| member.address != follower);
    let empty = !state.members.iter().any(|member| member.zone == zone);
    state.settings.forget(follower, empty.then_some(zone.as_str()));
    Ok(())
}

/// Back to what the agent was before it joined anyone.
pub(crate) fn become_single(world: &mut World, me: usize) -> Result<(), Fault> {
    world.agents[me].state.become_single();
    Ok(())
}

fn under_maintenance(agent: SocketAddr) -> Fault {
    Fault::new(500, "Agent.UnderMaintenance", format!("{agent} is under maintenance"))
}

fn leave(on: Vec<SocketAddr>) -> NodePlan {
    NodePlan { name: "Remove follower".to_owned(), job: Job::TellFollowerToLeave, flags: "CP", on }
}

fn one(name: &str, job: Job, flags: &'static str, on: SocketAddr) -> NodePlan {
    NodePlan { name: name.to_owned(), job, flags, on: vec![on] }
}

fn plan(name: &str, nodes: Vec<NodePlan>) -> DagPlan {
    DagPlan { name: name.to_owned(), nodes, context: Context::default() }
}
