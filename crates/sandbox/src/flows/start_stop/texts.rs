//! What the steps of start and stop write, how long they take, and which hosts make them fail.

use crate::dag::model::Script;
use crate::dag::table::Place;
use crate::faults::{self, Planned};
use crate::flows::deploy::happens;
use crate::flows::lines::{said, timed_script};
use crate::flows::start_stop::{Step, informing, main_of, rules, sub_steps};
use crate::world::World;

/// What an attempt will say.
pub(super) fn script(world: &mut World, me: usize, place: Place, step: Step) -> Script {
    match step {
        Step::Inform => inform(world, me, place),
        Step::CheckReady => said(world, &[], 4_000),
        Step::Freeze => freeze(world, me, place),
        Step::Advance | Step::End => said(world, &[], 500),
        Step::Wait => said(world, &["Wait for task to succeed"], 1_000),
        Step::StartZones => said(world, &["start zone"], 1_500),
        Step::StopSql => said(world, &[], 1_500),
        Step::Prepare | Step::WaitForEnd => said(world, &[], 300),
        Step::CheckProcess => check_process(world, me),
        Step::StartProcess => start_process(world, me, place),
        Step::StartSql => {
            let length = if world.is_connected(me) { 1_000 } else { 15_000 };
            said(world, &["exec start server sql"], length)
        }
        Step::StopProcess => stop_process(world, me),
    }
}

fn inform(world: &World, me: usize, place: Place) -> Script {
    let agent = world.agents[me].state.tasks.task(place).agent;
    let opening = (0, format!("Inform {agent} to create the task"));
    if world.reach(agent).is_some() {
        return timed_script(world, vec![opening], 400);
    }
    let refused = format!("dial tcp {agent}: connect: connection refused");
    let tries =
        (1..=3).map(|count| (i64::from(count - 1) * 3_000 + 100, informing::failure(agent, &refused, count)));
    timed_script(world, std::iter::once(opening).chain(tries).collect(), 9_400)
}

fn freeze(world: &mut World, me: usize, place: Place) -> Script {
    let Some(cluster) = &world.agents[me].state.cluster else { return said(world, &[], 500) };
    let Ok(main) = main_of(world, me, place) else { return said(world, &[], 500) };
    let scope = &main.scope;
    let all = cluster.servers.iter().filter(|server| scope.has_server(server.agent, &server.zone));
    let (active, inactive): (Vec<_>, Vec<_>) = all.cloned().partition(|server| world.is_running(server));
    let name = |server: &crate::agent::state::Server| format!("{}:{}", server.agent.ip(), server.rpc_port);
    let mut lines: Vec<(i64, String)> = inactive
        .iter()
        .map(|server| (0, format!("WARN: server {} is inactive, skip", name(server))))
        .collect();
    if active.is_empty() {
        lines.push((0, "WARN: no server to minor freeze".to_owned()));
        return timed_script(world, lines, 500);
    }
    lines.extend(active.iter().map(|server| (300, format!("minor freeze server: {}", name(server)))));
    let stuck = active.iter().find(|server| {
        let index = world.find(server.agent);
        index.is_some_and(|index| breaks(world, index, |once| Planned::NoFreeze { once }))
    });
    if let Some(server) = stuck {
        let line = format!(
            "[server: {}]smallest checkpoint_scn smaller than expired timestamp, waiting...",
            name(server)
        );
        lines.push((10_300, line));
        let failure = Some("[OB.Cluster.MinorFreezeTimeout]: Minor freeze timeout".to_owned());
        return Script { failure, ..timed_script(world, lines, 30_000) };
    }
    let passed = "smallest checkpoint_scn bigger than expired timestamp, check pass";
    lines.extend(active.iter().map(|server| (10_300, format!("[server: {}]{passed}", name(server)))));
    timed_script(world, lines, 10_500)
}

fn check_process(world: &World, me: usize) -> Script {
    let observer = &world.agents[me].state.observer;
    let mut lines = vec!["check if first start"];
    if !observer.started {
        lines.push("first start, skip check observer process");
        return said(world, &lines, 500);
    }
    lines.push("check observer process config");
    if observer.state > 0 {
        lines.push("observer process exist");
    }
    said(world, &lines, 500)
}

fn start_process(world: &mut World, me: usize, place: Place) -> Script {
    if sub_steps::skips(world, me, place) {
        return said(world, &["observer started."], 200);
    }
    let home = world.agents[me].state.home.clone();
    let command = format!("export LD_LIBRARY_PATH='{home}/lib'; {home}/bin/observer");
    let mut lines = vec![
        (0, "start observer".to_owned()),
        (60, "check if first start".to_owned()),
        (120, "not first start, skip require check".to_owned()),
        (180, "generate start cmd".to_owned()),
        (260, format!("start cmd: {command}  ")),
    ];
    if breaks(world, me, |once| Planned::NoRestart { once }) {
        let failure = "[Common.Unexpected]: Unexpected error: failed to start observer, see log/observer.log: exit status 255";
        return Script { failure: Some(failure.to_owned()), ..timed_script(world, lines, 3_000) };
    }
    lines.push((5_400, "update self OB port".to_owned()));
    lines.push((5_600, "update OB port in all_agent".to_owned()));
    timed_script(world, lines, 6_000)
}

fn stop_process(world: &mut World, me: usize) -> Script {
    if world.agents[me].state.observer.state == 0 {
        return said(world, &["Get observer Pid", "Observer is not running"], 500);
    }
    let kill = format!("Kill observer process {}", world.agents[me].pid + 7);
    let check = || "Check observer process".to_owned();
    let mut lines = vec![(0, "Get observer Pid".to_owned())];
    if breaks(world, me, |once| Planned::NoKill { once }) {
        for count in 0..15 {
            lines.push((count * 5_000 + 100, kill.clone()));
            lines.push((count * 5_000 + 5_000, check()));
        }
        let failure = Some("[OB.Cluster.AsyncOperationTimeout]: kill observer process timeout".to_owned());
        return Script { failure, ..timed_script(world, lines, 75_200) };
    }
    lines.push((100, kill));
    lines.push((5_100, check()));
    lines.push((5_200, "Successfully killed the observer process".to_owned()));
    timed_script(world, lines, 5_400)
}

/// Whether the directories of an agent's server ask for a failure, once or every time, and it happens now.
fn breaks(world: &mut World, index: usize, planned: impl Fn(bool) -> Planned) -> bool {
    let state = &world.agents[index].state;
    let Some(dirs) = rules::dirs_of(state, state.address) else { return false };
    let asked = [true, false].map(planned).into_iter().find(|planned| faults::asked(&dirs, *planned));
    asked.is_some_and(|planned| happens(world, index, planned))
}
