//! What the newcomer does, in a task of its own that goes along with the cluster's.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde_json::json;

use crate::agent::identity::{Identity, not_supported};
use crate::agent::process::Agent;
use crate::agent::state::Observer;
use crate::clock::Ns;
use crate::dag::executor;
use crate::dag::ids;
use crate::dag::model::{Context, Operator, State};
use crate::dag::table::{DagPlan, NodePlan, Place};
use crate::fault::Fault;
use crate::flows::Job;
use crate::flows::scale_out::model::LocalScaleOut;
use crate::flows::scaling::{self, Other, Scaling};
use crate::secure::kept::KeptPassword;
use crate::world::World;

/// The newcomer's task.
pub(super) fn plan(
    scaling: &Scaling,
    coordinator: Other,
    configs: BTreeMap<SocketAddr, BTreeMap<String, String>>,
    root_password: KeptPassword,
) -> DagPlan {
    let own = |name: &str, step, flags| (name.to_owned(), Job::LocalScaleOut(step), flags);
    let mut steps = vec![
        own("Be scaling agent", LocalScaleOut::BeScaling, "CRB"),
        own("Start preparations", LocalScaleOut::Prepare { stage: 4 }, "CKRBP"),
        ("Create observer workdir".to_owned(), Job::Deploy, "CKRB"),
        own("Start preparations", LocalScaleOut::Prepare { stage: 5 }, "CKRBP"),
        ("Start observer".to_owned(), Job::Start, "CKRBP"),
        own("Watch cluster scale_out dag", LocalScaleOut::Watch, "CRB"),
    ];
    if scaling.upgrade {
        steps.push(own("Upgrade to cluster agent version", LocalScaleOut::Upgrade, "CRB"));
    }
    steps.push(own("Sync from observer", LocalScaleOut::Sync, "CRB"));
    let on = |(name, job, flags)| NodePlan { name, job, flags, on: vec![scaling.target] };
    DagPlan {
        name: "Local scale out".to_owned(),
        nodes: steps.into_iter().map(on).collect(),
        context: Context {
            configs,
            root_password,
            cluster_of: Some(coordinator.agent),
            scaling: Some(Scaling { other: Some(coordinator), ..scaling.clone() }),
            ..Context::default()
        },
    }
}

/// Names the cluster's task where the newcomer's stands still for it.
pub(super) fn tell_main(agent: &mut Agent, id: i64, main: i64) {
    let Some(dag) = agent.state.tasks.dag_mut(id) else { return };
    let parked = dag
        .nodes
        .iter_mut()
        .filter(|node| matches!(node.job, Job::LocalScaleOut(LocalScaleOut::Prepare { .. })));
    for task in parked.flat_map(|node| &mut node.tasks) {
        task.additional = Some(json!({"main_dag_id": ids::cluster(main)}));
    }
}

/// Whether an attempt still waits for the cluster.
pub(crate) fn waits(world: &World, me: usize, place: Place, step: LocalScaleOut) -> bool {
    if step != LocalScaleOut::Watch || world.agents[me].state.tasks.task(place).operator == Operator::Rollback
    {
        return false;
    }
    // What does not answer is asked again.
    let Some(other) = scaling::reached(world, me, place) else { return true };
    world.other(other).is_some_and(|dag| {
        dag.stage != dag.nodes.len() && dag.operator == Operator::Run && dag.state != State::Failed
    })
}

/// Lets a finished attempt take effect.
pub(crate) fn apply(
    world: &mut World,
    me: usize,
    place: Place,
    step: LocalScaleOut,
    now: Ns,
) -> Result<(), Fault> {
    match step {
        LocalScaleOut::BeScaling => be_scaling(world, me, place),
        LocalScaleOut::Prepare { stage } => prepare(world, me, place, stage, now),
        LocalScaleOut::Watch => watched(world, me, place),
        LocalScaleOut::Upgrade => {
            upgrade(world, me, place);
            Ok(())
        }
        LocalScaleOut::Sync => {
            synchronise(world, me, place);
            Ok(())
        }
    }
}

/// Takes back what an attempt did.
pub(crate) fn undo(world: &mut World, me: usize, place: Place, step: LocalScaleOut) {
    let back = world.agents[me].state.tasks.dags[place.dag].nodes[place.node].operator == Operator::Rollback;
    if back && step == LocalScaleOut::BeScaling {
        let state = &mut world.agents[me].state;
        state.become_single();
        state.cluster = None;
        state.observer = Observer::default();
    }
}

fn be_scaling(world: &mut World, me: usize, place: Place) -> Result<(), Fault> {
    let zone = scaling::of(world, me, place).map(|scaling| scaling.zone.clone()).unwrap_or_default();
    let state = &mut world.agents[me].state;
    if !matches!(state.identity, Identity::Single | Identity::ScalingOut) {
        return Err(not_supported(state.address, state.identity, "SINGLE"));
    }
    state.identity = Identity::ScalingOut;
    state.zone = zone;
    Ok(())
}

fn prepare(world: &mut World, me: usize, place: Place, stage: usize, now: Ns) -> Result<(), Fault> {
    let reached = scaling::reached(world, me, place).and_then(|other| world.other(other));
    if reached.is_some_and(|dag| dag.nodes[stage - 1].state != State::Pending) {
        executor::write(world, me, place, now, "start to execute the task".to_owned());
        return Ok(());
    }
    executor::write(world, me, place, now, "wait for notification to start task".to_owned());
    Err(Fault::wait_for_operator())
}

fn watched(world: &World, me: usize, place: Place) -> Result<(), Fault> {
    let dag = scaling::reached(world, me, place).and_then(|other| world.other(other));
    let Some(dag) = dag.filter(|dag| dag.operator != Operator::Run || dag.state == State::Failed) else {
        return Ok(());
    };
    let message = format!("DAG {} {} failed", ids::cluster(dag.id), dag.name);
    Err(Fault::new(500, "Task.DagFailed", message).within("watch dag failed"))
}

fn coordinator(world: &World, me: usize, place: Place) -> Option<usize> {
    let context = &world.agents[me].state.tasks.dags[place.dag].context;
    context.cluster_of.and_then(|address| world.find(address))
}

/// The agent becomes what the cluster's agents are.
fn upgrade(world: &mut World, me: usize, place: Place) {
    let Some(source) = coordinator(world, me, place) else { return };
    let version = world.agents[source].obshell_version().to_owned();
    let state = &mut world.agents[me].state;
    let address = state.address;
    state.upgraded = Some(version.clone());
    world.amend(source, |_, members| {
        for member in members.iter_mut().filter(|member| member.address == address) {
            member.version.clone_from(&version);
        }
    });
}

/// The agent takes over what the cluster says.
fn synchronise(world: &mut World, me: usize, place: Place) {
    let Some(source) = coordinator(world, me, place) else { return };
    let source = world.agents[source].state.clone();
    let state = &mut world.agents[me].state;
    state.members = source.members;
    state.cluster = source.cluster;
    state.settings = source.settings;
    state.identity = Identity::ClusterAgent;
    state.observer.state = 3;
}
