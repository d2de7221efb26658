//! `POST /agent/join`: an agent becomes a MASTER, or a FOLLOWER of one.

use std::net::SocketAddr;

use crate::agent::identity::{Identity, not_supported};
use crate::agent::process::Agent;
use crate::agent::state::Member;
use crate::dag::model::Context;
use crate::dag::table::{DagPlan, NodePlan};
use crate::fault::Fault;
use crate::faults;
use crate::flows::Job;
use crate::http::call::{Answer, Call};
use crate::world::World;

/// Starts the DAG.
pub(crate) fn request(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let master = body.agent_info("agentInfo")?;
    let zone = body.required_text("zoneName")?;
    let password = body.text("masterPassword")?.unwrap_or_default();
    let state = &call.agent().state;
    if state.identity != Identity::Single {
        return Err(not_supported(state.address, state.identity, "SINGLE"));
    }
    if master == state.address {
        let node = one("Join self", Job::JoinSelf { zone }, state.address);
        return call.create(plan("Join self", vec![node]));
    }
    let address = state.address;
    check_master(call, master, &password)?;
    let nodes = vec![
        one("Join to master", Job::JoinToMaster { master, zone: zone.clone() }, address),
        one("Be follower", Job::BeFollower { master, zone }, address),
    ];
    call.create(plan("Join to master", nodes))
}

/// The agent becomes a MASTER.
pub(crate) fn be_master(world: &mut World, me: usize, zone: &str) -> Result<(), Fault> {
    let version = world.agents[me].obshell_version().to_owned();
    let state = &mut world.agents[me].state;
    if state.identity == Identity::Master {
        return Ok(());
    }
    if state.identity != Identity::Single {
        return Err(not_supported(state.address, state.identity, "SINGLE"));
    }
    state.identity = Identity::Master;
    state.zone = zone.to_owned();
    let own = Member { address: state.address, zone: zone.to_owned(), identity: Identity::Master, version };
    state.members = vec![own];
    Ok(())
}

/// The MASTER takes note of the agent.
pub(crate) fn join_to_master(
    world: &mut World,
    me: usize,
    master: SocketAddr,
    zone: &str,
) -> Result<(), Fault> {
    let address = world.agents[me].state.address;
    let version = world.agents[me].obshell_version().to_owned();
    let Some(other) = world.reach(master) else { return Err(unreachable(master)) };
    if faults::rejects(zone)
        && (!faults::only_once(zone) || world.agents[me].state.spent.insert(zone.to_owned()))
    {
        return Err(rejected(master, address));
    }
    world.agents[other].dirty = true;
    let state = &mut world.agents[other].state;
    if state.identity != Identity::Master {
        return Err(not_supported(master, state.identity, "MASTER"));
    }
    state.members.retain(|member| member.address != address);
    state.members.push(Member { address, zone: zone.to_owned(), identity: Identity::Follower, version });
    Ok(())
}

/// The agent becomes a FOLLOWER.
pub(crate) fn be_follower(world: &mut World, me: usize, master: SocketAddr, zone: &str) -> Result<(), Fault> {
    let state = &mut world.agents[me].state;
    if state.identity == Identity::Follower {
        return Ok(());
    }
    if state.identity != Identity::Single {
        return Err(not_supported(state.address, state.identity, "SINGLE"));
    }
    state.identity = Identity::Follower;
    state.zone = zone.to_owned();
    state.master = Some(master);
    Ok(())
}

fn check_master(call: &Call<'_>, master: SocketAddr, password: &str) -> Result<(), Fault> {
    let own = call.agent();
    let other = call.world.reach(master).ok_or_else(|| {
        Fault::unexpected(format!("get agent info failed: dial tcp {master}: connect: connection refused"))
    })?;
    let other = &call.world.agents[other];
    if other.state.identity != Identity::Master {
        return Err(not_supported(master, other.state.identity, "MASTER"));
    }
    let address = own.state.address;
    if other.obshell_version() != own.obshell_version() {
        let (theirs, ours) = (other.obshell_version(), own.obshell_version());
        let message =
            format!("obshell version is not consistent between {master}({theirs}) and {address}({ours})");
        return Err(Fault::new(400, "Agent.Version.Inconsistent", message));
    }
    if own.ob_version().is_empty() {
        return Err(Fault::unexpected("get ob version failed: exit status 127"));
    }
    if other.ob_version() != own.ob_version() {
        let (theirs, ours) = (other.ob_version(), own.ob_version());
        let message =
            format!("OB version is not consistent between {master}({theirs}) and {address}({ours})");
        return Err(Fault::new(400, "Agent.OB.Version.Inconsistent", message));
    }
    hand_over_token(other, password)
}

/// The master checks the agent password the joining agent brings.
fn hand_over_token(master: &Agent, password: &str) -> Result<(), Fault> {
    let reason = match &master.state.agent_password {
        Some(wanted) if !wanted.is(password) => {
            "[Security.Authentication.IncorrectAgentPassword]: Unauthorized: Agent password is incorrect"
        }
        None if master.state.root_initialised => {
            "[Security.Authentication.WithOceanBasePassword]: Unauthorized: Should use oceanbase_password to verify: \
             agent password is not initialized"
        }
        Some(_) | None => return Ok(()),
    };
    Err(Fault::unexpected(format!("send post request failed: {reason}")))
}

fn unreachable(master: SocketAddr) -> Fault {
    let detail = format!("dial tcp {master}: connect: connection refused");
    Fault::new(
        500,
        "Agent.RPC.RequestError",
        format!("Request [POST]/rpc/v1/agent to {master} error: {detail}"),
    )
}

fn rejected(master: SocketAddr, agent: SocketAddr) -> Fault {
    let reason = format!("[Agent.AlreadyExists]: Agent {agent} already exists in cluster");
    let message = format!("Request [POST]/rpc/v1/agent to {master} failed: {reason}");
    Fault::new(500, "Agent.RPC.RequestFailed", message)
}

/// A join that fails can only be made anew: it gives the lock back.
fn one(name: &str, job: Job, on: SocketAddr) -> NodePlan {
    NodePlan { name: name.to_owned(), job, flags: "CX", on: vec![on] }
}

fn plan(name: &str, nodes: Vec<NodePlan>) -> DagPlan {
    DagPlan { name: name.to_owned(), nodes, context: Context::default() }
}
