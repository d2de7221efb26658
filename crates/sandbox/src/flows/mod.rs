//! What the agents do: joining, leaving, configuration, and bringing a cluster up.

pub(crate) mod config;
pub(crate) mod convert;
pub(crate) mod delete_zone;
pub(crate) mod deploy;
pub(crate) mod init;
pub(crate) mod integrate;
pub(crate) mod join;
pub(crate) mod leaving;
mod lines;
pub(crate) mod obproxy;
pub(crate) mod remove;
pub(crate) mod scale_in;
pub(crate) mod scale_out;
pub(crate) mod scaling;
pub(crate) mod start_stop;

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::agent::settings::Scope;
use crate::clock::Ns;
use crate::dag::model::{Context, Script};
use crate::dag::table::{DagPlan, NodePlan, Place};
use crate::fault::Fault;
use crate::flows::leaving::Leaving;
use crate::flows::scale_out::model::{LocalScaleOut, ScaleOut};
use crate::secure::kept::KeptPassword;
use crate::world::World;

/// What a node's sub-tasks do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Job {
    JoinSelf { zone: String },
    JoinToMaster { master: SocketAddr, zone: String },
    BeFollower { master: SocketAddr, zone: String },
    TellFollowerToLeave,
    RemoveMaster,
    ForgetFollower { follower: SocketAddr },
    TellMasterToForget,
    ToSingle,
    ObserverConfig { scopes: Vec<Scope>, values: BTreeMap<String, String> },
    ClusterConfig { id: i64, name: String, root_password: Option<KeptPassword>, rs_list: Option<String> },
    Integrate,
    Deploy,
    Destroy,
    Start,
    Stop,
    Bootstrap,
    MigrateTable,
    ModifyPassword,
    CreateUser,
    MigrateData,
    ConvertFollowers,
    SyncAgent,
    ConvertMaster,
    ImportScript,
    ScaleOut(ScaleOut),
    LocalScaleOut(LocalScaleOut),
    StartStop(start_stop::Step),
    Leaving(Leaving),
    Obproxy(obproxy::Step),
}

impl Job {
    /// Whether the work is a DAG of its own when the sub-task's agent is another one.
    pub fn runs_on_its_agent(&self) -> bool {
        self.remote().is_some()
    }

    /// Whether a finished DAG on another agent can be undone by a further one.
    pub fn has_undo(&self) -> bool {
        matches!(self, Self::Deploy | Self::Start)
    }

    /// Name, route and job of the DAG made on another agent.
    fn remote(&self) -> Option<(&'static str, &'static str, Job, &'static str)> {
        match self {
            Self::Deploy => Some(("Create observer workdir", "/rpc/v1/ob/deploy", Self::Deploy, "CKRB")),
            Self::Destroy => Some(("Destroy observer workdir", "/rpc/v1/ob/destroy", Self::Destroy, "CR")),
            Self::Start => Some(("Start observer", "/rpc/v1/ob/start", Self::Start, "CKRBP")),
            Self::Stop => Some(("Stop observer", "/rpc/v1/ob/stop", Self::Stop, "CR")),
            Self::SyncAgent => {
                Some(("Synchronize agent from cluster", "/rpc/v1/agent/update", Self::SyncAgent, "CKR"))
            }
            Self::JoinSelf { .. }
            | Self::JoinToMaster { .. }
            | Self::BeFollower { .. }
            | Self::TellFollowerToLeave
            | Self::RemoveMaster
            | Self::ForgetFollower { .. }
            | Self::TellMasterToForget
            | Self::ToSingle
            | Self::ObserverConfig { .. }
            | Self::ClusterConfig { .. }
            | Self::Integrate
            | Self::Bootstrap
            | Self::MigrateTable
            | Self::ModifyPassword
            | Self::CreateUser
            | Self::MigrateData
            | Self::ConvertFollowers
            | Self::ConvertMaster
            | Self::ImportScript
            | Self::ScaleOut(_)
            | Self::LocalScaleOut(_)
            | Self::StartStop(_)
            | Self::Leaving(_)
            | Self::Obproxy(_) => None,
        }
    }

    fn undo(&self) -> Self {
        if *self == Self::Start { Self::Stop } else { Self::Destroy }
    }
}

/// What an attempt on the agent itself will say and how it will end.
pub(crate) fn script(world: &mut World, me: usize, place: Place) -> Script {
    let job = job(world, me, place);
    if let Job::StartStop(step) = job {
        start_stop::script(world, me, place, step)
    } else if let Job::Obproxy(step) = job {
        obproxy::script(world, me, place, step)
    } else if job == Job::Integrate {
        integrate::script(world, me)
    } else if job == Job::Deploy {
        deploy::deploy_script(world, me, place)
    } else if job == Job::Start {
        deploy::start_script(world, me, place)
    } else if job == Job::Destroy {
        deploy::destroy_script(world, me, place)
    } else {
        lines::plain(world, me, place, &job)
    }
}

/// What rolling an attempt back on the agent itself will say.
pub(crate) fn undo_script(world: &mut World, me: usize, place: Place) -> Script {
    let job = job(world, me, place);
    if job == Job::Deploy {
        deploy::destroy_script(world, me, place)
    } else if job == Job::Start {
        lines::stop(world)
    } else if job == Job::Bootstrap {
        lines::said(world, &["clear db Instance"], 500)
    } else {
        lines::said(world, &[], 300)
    }
}

/// Lets a finished attempt on the agent itself take effect.
pub(crate) fn apply(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    match job(world, me, place) {
        Job::JoinSelf { zone } => join::be_master(world, me, &zone),
        Job::JoinToMaster { master, zone } => join::join_to_master(world, me, master, &zone),
        Job::BeFollower { master, zone } => join::be_follower(world, me, master, &zone),
        Job::TellFollowerToLeave => remove::tell_follower(world, me, place, now),
        Job::TellMasterToForget => remove::tell_master(world, me, now),
        Job::ForgetFollower { follower } => remove::forget(world, me, follower),
        Job::RemoveMaster | Job::ToSingle => remove::become_single(world, me),
        Job::ObserverConfig { scopes, values } => config::store_observer(world, me, scopes, &values, now),
        Job::ClusterConfig { id, name, root_password, rs_list } => {
            config::store_cluster(world, me, id, name, root_password, rs_list)
        }
        Job::Integrate => integrate::store(world, me, place),
        Job::Deploy => Ok(()),
        Job::Destroy => {
            deploy::destroyed(world, me);
            Ok(())
        }
        Job::Start => deploy::started(world, me, place),
        Job::Stop => {
            deploy::stopped(world, me);
            Ok(())
        }
        Job::Bootstrap => convert::bootstrapped(world, me, place, now),
        Job::CreateUser => convert::made_user(world, me, place),
        Job::MigrateTable | Job::ModifyPassword | Job::ImportScript => Ok(()),
        Job::MigrateData => convert::migrated(world, me),
        Job::ConvertFollowers => convert::followers(world, me),
        Job::SyncAgent => convert::synchronised(world, me, place),
        Job::ConvertMaster => convert::master(world, me),
        Job::ScaleOut(step) => scale_out::steps::apply(world, me, place, step, now),
        Job::LocalScaleOut(step) => scale_out::local::apply(world, me, place, step, now),
        Job::StartStop(step) => start_stop::apply(world, me, place, step, now),
        Job::Leaving(step) => leaving::apply(world, me, place, step, now),
        Job::Obproxy(step) => obproxy::apply(world, me, place, step),
    }
}

/// The agents that the sub-task at `place` is about, beside the one that works on it.
pub(crate) fn subjects(world: &World, me: usize, place: Place) -> Vec<SocketAddr> {
    let newcomer = scaling::of(world, me, place).map(|scaling| scaling.target);
    let leaving = if let Job::Leaving(step) = job(world, me, place) { step.agents() } else { Vec::new() };
    newcomer.into_iter().chain(leaving).collect()
}

/// Whether an attempt that has had its say still waits for others. It may do its part in the meantime.
pub(crate) fn waits(world: &mut World, me: usize, place: Place, now: Ns) -> bool {
    let job = job(world, me, place);
    if let Job::ScaleOut(step) = job {
        scale_out::waits::waits(world, me, place, step, now)
    } else if let Job::LocalScaleOut(step) = job {
        scale_out::local::waits(world, me, place, step)
    } else if let Job::StartStop(step) = job {
        start_stop::waits(world, me, place, step, now)
    } else {
        false
    }
}

/// Does what an attempt on the agent itself that failed still sees to.
pub(crate) fn failed(world: &mut World, me: usize, place: Place, now: Ns) {
    let job = job(world, me, place);
    if let Job::StartStop(step) = job {
        start_stop::failed(world, me, place, step, now);
    } else if let Job::Obproxy(step) = job {
        obproxy::failed(world, me, place, step);
    }
}

/// Takes back what an attempt on the agent itself did.
pub(crate) fn undo(world: &mut World, me: usize, place: Place) {
    let job = job(world, me, place);
    scaling::tell_the_other(world, me, place);
    if let Job::ScaleOut(step) = job {
        scale_out::steps::undo(world, me, place, step);
    } else if let Job::LocalScaleOut(step) = job {
        scale_out::local::undo(world, me, place, step);
    } else if let Job::StartStop(step) = job {
        start_stop::undo(world, me, place, step);
    } else if let Job::Leaving(step) = job {
        leaving::undo(world, me, place, step);
    } else if job == Job::Deploy {
        deploy::destroyed(world, me);
    } else if job == Job::Start {
        deploy::stopped(world, me);
    }
}

/// The first lines of a sub-task whose work happens on another agent.
pub(crate) fn remote_opening(world: &World, me: usize, place: Place) -> Vec<String> {
    let job = job(world, me, place);
    let line = if job == Job::Start { Some("start observer") } else { None };
    let line = if job == Job::SyncAgent { Some("encrypt password for agent") } else { line };
    line.map(str::to_owned).into_iter().collect()
}

/// The DAG a sub-task has made on another agent.
pub(crate) fn remote_plan(world: &World, me: usize, place: Place, undo: bool) -> DagPlan {
    let (name, _, job, flags) = remote_parts(world, me, place, undo);
    let dag = &world.agents[me].state.tasks.dags[place.dag];
    let agent = world.agents[me].state.tasks.task(place).agent;
    let configs = dag.context.configs.iter().filter(|(address, _)| **address == agent);
    let context = Context {
        configs: configs.map(|(address, config)| (*address, config.clone())).collect(),
        root_password: world.agents[me].state.root_password.clone(),
        cluster_of: Some(world.agents[me].state.address),
        ..Context::default()
    };
    DagPlan {
        name: name.to_owned(),
        nodes: vec![NodePlan { name: name.to_owned(), job, flags, on: vec![agent] }],
        context,
    }
}

/// The route a sub-task asks another agent on.
pub(crate) fn remote_path(world: &World, me: usize, place: Place, undo: bool) -> &'static str {
    remote_parts(world, me, place, undo).1
}

fn remote_parts(
    world: &World,
    me: usize,
    place: Place,
    undo: bool,
) -> (&'static str, &'static str, Job, &'static str) {
    let job = job(world, me, place);
    let job = if undo { job.undo() } else { job };
    job.remote().unwrap_or(("", "", Job::Integrate, ""))
}

fn job(world: &World, me: usize, place: Place) -> Job {
    world.agents[me].state.tasks.dags[place.dag].nodes[place.node].job.clone()
}
