//! What the cluster does to take a server in.

use std::net::SocketAddr;

use crate::agent::identity::{Identity, not_supported};
use crate::agent::state::{Member, Observer, Server};
use crate::clock::Ns;
use crate::dag::executor;
use crate::dag::ids;
use crate::dag::model::{Keeper, Operator, State};
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::flows::deploy::port;
use crate::flows::integrate;
use crate::flows::scale_out::model::ScaleOut;
use crate::flows::scale_out::{local, waits};
use crate::flows::scaling::{self, Other, Scaling};
use crate::world::World;

/// Lets a finished attempt take effect.
pub(crate) fn apply(
    world: &mut World,
    me: usize,
    place: Place,
    step: ScaleOut,
    now: Ns,
) -> Result<(), Fault> {
    let scaling = about(world, me, place)?;
    match step {
        ScaleOut::Integrate => integrate(world, me, place, &scaling),
        ScaleOut::CreateLocal => create_local(world, me, place, &scaling, now),
        ScaleOut::WaitReady | ScaleOut::WaitDeploy | ScaleOut::WaitStart => {
            waits::end(world, me, place, step, now)
        }
        ScaleOut::PreviousCheck => {
            let cluster = world.agents[me].state.cluster.as_ref();
            let there = cluster.is_some_and(|cluster| cluster.has_zone(&scaling.zone));
            if there == scaling.new_zone { Err(Fault::unexpected("zone has been changed")) } else { Ok(()) }
        }
        ScaleOut::AddZone => {
            world.amend(me, |cluster, _| {
                cluster.bare_zones.insert(scaling.zone.clone());
            });
            Ok(())
        }
        ScaleOut::StartZone => Ok(()),
        ScaleOut::AddServer => add_server(world, me, place, &scaling, now),
        ScaleOut::AddAgent => {
            add_agent(world, me, &scaling);
            Ok(())
        }
        ScaleOut::Finish => waits::finished(world, scaling.target),
    }
}

/// Takes back what an attempt did; when it is only tried again there is nothing to take back.
pub(crate) fn undo(world: &mut World, me: usize, place: Place, step: ScaleOut) {
    let back = world.agents[me].state.tasks.dags[place.dag].nodes[place.node].operator == Operator::Rollback;
    let Ok(scaling) = about(world, me, place) else { return };
    if !back {
        return;
    }
    match step {
        ScaleOut::CreateLocal => give_up_local(world, &scaling),
        ScaleOut::AddZone => world.amend(me, |cluster, _| {
            cluster.bare_zones.remove(&scaling.zone);
        }),
        ScaleOut::AddServer if scaling.added => world.amend(me, |cluster, _| cluster.let_go(scaling.target)),
        ScaleOut::AddAgent => {
            world.amend(me, |_, members| members.retain(|member| member.address != scaling.target));
        }
        ScaleOut::AddServer
        | ScaleOut::Integrate
        | ScaleOut::WaitReady
        | ScaleOut::WaitDeploy
        | ScaleOut::WaitStart
        | ScaleOut::PreviousCheck
        | ScaleOut::StartZone
        | ScaleOut::Finish => {}
    }
}

fn about(world: &World, me: usize, place: Place) -> Result<Scaling, Fault> {
    scaling::of(world, me, place).cloned().ok_or_else(|| Fault::unexpected("task context is not set"))
}

fn integrate(world: &mut World, me: usize, place: Place, scaling: &Scaling) -> Result<(), Fault> {
    let home = world.find(scaling.target).map(|index| world.agents[index].state.home.clone());
    let configs = &mut world.agents[me].state.tasks.dags[place.dag].context.configs;
    let config = configs.entry(scaling.target).or_default();
    integrate::complete(config, &home.unwrap_or_default(), &scaling.zone)
}

/// The newcomer gets a task of its own, and the root password with it.
fn create_local(world: &mut World, me: usize, place: Place, scaling: &Scaling, now: Ns) -> Result<(), Fault> {
    let target = scaling.target;
    let refused = |fault: Fault| fault.within("send scale out rpc to target agent failed");
    let Some(other) = world.reach(target) else { return Err(refused(unreachable(target))) };
    let state = &world.agents[other].state;
    if state.agent_password.as_ref().is_some_and(|wanted| *wanted != scaling.password) {
        let code = "Security.Authentication.IncorrectAgentPassword";
        return Err(refused(Fault::unauthorized(code, "Agent password is incorrect")));
    }
    if state.identity != Identity::Single {
        return Err(refused(not_supported(target, state.identity, "CLUSTER AGENT")));
    }
    if let Some(dag) = state.tasks.last_maintenance().filter(|dag| !dag.finished) {
        let id = ids::local(target, dag.id);
        let message = format!("{target} is under maintenance by DAG [{id}:{}]", dag.name);
        return Err(refused(Fault::new(500, "Agent.UnderMaintenanceDag", message)));
    }
    let own = &world.agents[me].state;
    let dag = &own.tasks.dags[place.dag];
    let coordinator = Other { agent: own.address, keeper: Keeper::Cluster, id: dag.id };
    let root_password = own.root_password.clone();
    let plan = local::plan(scaling, coordinator, dag.context.configs.clone(), root_password.clone());
    let at = world.stamp(other, now);
    let newcomer = &mut world.agents[other];
    newcomer.dirty = true;
    newcomer.state.root_password = root_password;
    newcomer.state.root_initialised = true;
    let id = newcomer.state.tasks.create(target, plan, at).map_err(refused)?.id;
    local::tell_main(newcomer, id, coordinator.id);
    let context = &mut world.agents[me].state.tasks.dags[place.dag].context;
    if let Some(scaling) = &mut context.scaling {
        scaling.other = Some(Other { agent: target, keeper: Keeper::Agent, id });
    }
    let line = format!("create local scale out dag success, genericID:{}", ids::local(target, id));
    executor::write(world, me, place, now, line);
    Ok(())
}

fn add_server(world: &mut World, me: usize, place: Place, scaling: &Scaling, now: Ns) -> Result<(), Fault> {
    let started = world.stamp(me, now);
    let context = &mut world.agents[me].state.tasks.dags[place.dag].context;
    let config = context.configs.get(&scaling.target).cloned().unwrap_or_default();
    let dir = |key: &str| config.get(key).cloned().unwrap_or_default();
    let server = Server {
        agent: scaling.target,
        zone: scaling.zone.clone(),
        sql_port: port(&config, "mysql_port", 2881)?,
        rpc_port: port(&config, "rpc_port", 2882)?,
        root: false,
        data_dir: dir("data_dir"),
        redo_dir: dir("redo_dir"),
        started,
        stopped: 0,
        deleting: false,
    };
    if let Some(scaling) = &mut context.scaling {
        scaling.added = true;
    }
    world.amend(me, |cluster, _| cluster.take_in(server.clone()));
    Ok(())
}

fn add_agent(world: &mut World, me: usize, scaling: &Scaling) {
    let newcomer = world.find(scaling.target).map(|index| world.agents[index].obshell_version().to_owned());
    let member = Member {
        address: scaling.target,
        zone: scaling.zone.clone(),
        identity: Identity::ClusterAgent,
        version: newcomer.unwrap_or_default(),
    };
    world.amend(me, |_, members| {
        members.retain(|known| known.address != member.address);
        members.push(member.clone());
    });
}

/// A newcomer whose own task is done already cannot go back by it.
fn give_up_local(world: &mut World, scaling: &Scaling) {
    let done = scaling
        .other
        .and_then(|other| world.other(other))
        .is_some_and(|dag| dag.state == State::Succeed && dag.operator != Operator::Rollback);
    if let Some(index) = world.find(scaling.target).filter(|_| done) {
        let agent = &mut world.agents[index];
        agent.dirty = true;
        agent.state.become_single();
        agent.state.cluster = None;
        agent.state.observer = Observer::default();
    }
}

pub(super) fn unreachable(target: SocketAddr) -> Fault {
    let detail = format!("dial tcp {target}: connect: connection refused");
    let message = format!("Request [POST]/rpc/v1/ob/scale_out to {target} error: {detail}");
    Fault::new(500, "Agent.RPC.RequestError", message)
}
