//! What the plain tasks write and how long they take.

use crate::clock::Ns;
use crate::dag::model::Script;
use crate::dag::table::Place;
use crate::faults;
use crate::flows::{Job, leaving};
use crate::world::World;

const MS: Ns = 1_000_000;

/// A script of `lines` spread evenly over `length` milliseconds at speed 1.
pub(super) fn spread(world: &World, lines: Vec<String>, length: i64) -> Script {
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX).max(1);
    let step = length / (count + 1);
    let timed = lines.into_iter().zip(0_i64..).map(|(line, n)| (step * n, line)).collect();
    timed_script(world, timed, length)
}

/// A script of lines at given milliseconds at speed 1.
pub(super) fn timed_script(world: &World, lines: Vec<(i64, String)>, length: i64) -> Script {
    let lines = lines.into_iter().map(|(at, line)| (world.scaled(at * MS), line)).collect();
    Script { lines, length: world.scaled(length * MS), failure: None, death: None }
}

/// A script of fixed lines.
pub(super) fn said(world: &World, lines: &[&str], length: i64) -> Script {
    spread(world, lines.iter().map(|line| (*line).to_owned()).collect(), length)
}

/// Stopping an observer.
pub(super) fn stop(world: &World) -> Script {
    said(world, &["stop observer", "try to kill observer", "observer stopped"], 3_000)
}

/// What a plain task writes.
pub(super) fn plain(world: &World, me: usize, place: Place, job: &Job) -> Script {
    let state = &world.agents[me].state;
    let address = state.address;
    match job {
        Job::JoinSelf { .. } => said(world, &["set agent identity to master"], 300),
        Job::JoinToMaster { master, .. } => spread(
            world,
            vec![
                "creating token".to_owned(),
                "token created".to_owned(),
                "send join rpc to master".to_owned(),
                format!("join to master success, master agent info: {master}"),
            ],
            800,
        ),
        Job::BeFollower { .. } => said(world, &["set agent identity to follower"], 300),
        Job::TellFollowerToLeave => {
            let follower = state.tasks.task(place).agent;
            let line = format!("send remove agent request to follower, agent: {follower}");
            spread(world, vec![line, "send remove agent request succeed".to_owned()], 500)
        }
        Job::TellMasterToForget => said(
            world,
            &["sending remove this agent request to master agent", "send remove this agent request succeed"],
            500,
        ),
        Job::ForgetFollower { follower } => spread(
            world,
            vec![
                format!("finding agent {follower} info"),
                format!("deleting agent {follower}"),
                format!("remove follower agent {follower} success"),
            ],
            500,
        ),
        Job::RemoveMaster => said(
            world,
            &[
                "clearing ob config",
                "clearing global config",
                "change agent to single agent",
                "set agent to single agent success",
            ],
            500,
        ),
        Job::ToSingle => said(
            world,
            &["clearing ob config", "change agent to single agent", "set agent to single agent success"],
            500,
        ),
        Job::ObserverConfig { .. } | Job::ClusterConfig { .. } => said(world, &[], 300),
        Job::Bootstrap => bootstrap(world, me, place),
        Job::MigrateTable => said(
            world,
            &["connect to oceanbase", "create ocs database", "connect ocs database", "register ob tables"],
            6_000,
        ),
        Job::ModifyPassword => said(
            world,
            &[
                "try to connect to observer",
                "Successfully connected to OceanBase. Try to modify password.",
                "Save root password",
                "Reload oceanbase connection",
                "Reload oceanbase connection successfully",
            ],
            2_000,
        ),
        Job::CreateUser => {
            said(world, &["create user proxyro", "grant select on oceanbase.* to proxyro"], 1_500)
        }
        Job::MigrateData => said(world, &["migrate all agents"], 2_000),
        Job::ConvertFollowers => {
            let others = state.members.iter().filter(|member| member.address != address);
            let lines = others.map(|other| format!("convert agent {} to cluster agent", other.address));
            spread(world, lines.collect(), 1_500)
        }
        Job::SyncAgent => said(
            world,
            &[
                "try to connect",
                "connect succeed, dump password",
                "synchronize agent from oceanbase",
                "sync agent data",
            ],
            2_000,
        ),
        Job::ConvertMaster => said(
            world,
            &["convert self to cluster agent", "sync agent binary", "synchronize agent from oceanbase"],
            3_000,
        ),
        Job::ImportScript => said(
            world,
            &["import time zone data", "import srs data", "import script for tenant sys succeed"],
            20_000,
        ),
        Job::ScaleOut(step) => said(world, step.lines(), 300),
        Job::LocalScaleOut(step) => said(world, step.lines(), step.length()),
        Job::Leaving(step) => leaving::script(world, me, step),
        Job::Stop => stop(world),
        Job::Integrate | Job::Deploy | Job::Destroy | Job::Start | Job::StartStop(_) | Job::Obproxy(_) => {
            said(world, &[], 500)
        }
    }
}

fn bootstrap(world: &World, me: usize, place: Place) -> Script {
    let state = &world.agents[me].state;
    let context = &state.tasks.dags[place.dag].context;
    let port =
        |agent| context.configs.get(agent).and_then(|c| c.get("rpc_port")).cloned().unwrap_or_default();
    let servers: Vec<String> = context
        .root_servers
        .iter()
        .map(|(zone, agent)| format!("ZONE '{zone}' SERVER '{}:{}'", agent.ip(), port(agent)))
        .collect();
    let slow = faults::is_slow(state.settings.cluster_name.as_deref().unwrap_or_default());
    let length = if slow { 1_200_000 } else { 35_000 };
    let mut lines = vec![
        (0, "try to connect to observer".to_owned()),
        (900, format!("bootstrap cmd: ALTER SYSTEM BOOTSTRAP {}", servers.join(", "))),
    ];
    let roots: Vec<_> = context.root_servers.iter().map(|(_, agent)| *agent).collect();
    for member in state.members.iter().filter(|member| !roots.contains(&member.address)) {
        let server = format!("{}:{}", member.address.ip(), port(&member.address));
        let line = format!("add server: ALTER SYSTEM ADD SERVER '{server}' ZONE '{}'", member.zone);
        lines.push((length - 500, line));
    }
    timed_script(world, lines, length)
}
