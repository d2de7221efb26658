//! What the steps write, how long they take, and when they fail.

use crate::dag::model::Script;
use crate::dag::table::Place;
use crate::flows::lines::{said, spread, timed_script};
use crate::flows::obproxy::steps::plan;
use crate::flows::obproxy::{Plan, Step};
use crate::world::World;

/// How often an agent looks whether an OBProxy answers, and how long it waits between.
const LOOKS: i64 = 100;
const BETWEEN: i64 = 10_000;
/// How often an agent kills a process, and how long it waits between.
const KILLS: i64 = 15;
const AFTER_KILL: i64 = 5_000;

/// What an attempt will say.
pub(in crate::flows) fn script(world: &mut World, me: usize, place: Place, step: Step) -> Script {
    let plan = plan(world, me, place);
    let Plan { proxy, upgrade_dir, target, .. } = &plan;
    let home = &proxy.home;
    let package =
        format!("{upgrade_dir}/x86_64/{}/obproxy-ce.rpm", target.split('-').next().unwrap_or_default());
    let lines = |world: &World, lines: Vec<String>| spread(world, lines, 800);
    match step {
        Step::Check { .. } | Step::Persist | Step::Forget | Step::Clean | Step::CopyConfig | Step::Record => {
            said(world, &[], 300)
        }
        Step::Start => start(world, me, &plan),
        Step::SetPassword => said(world, &["set obproxy user password"], 500),
        Step::Stop => stop(world, me, home),
        Step::CreateDir => {
            lines(world, vec![format!("Upgrade dir is {upgrade_dir}"), format!("Mkdir {upgrade_dir} ")])
        }
        Step::Download => lines(
            world,
            vec![
                format!("The directory for this upgrade check task is {upgrade_dir}"),
                "Confirm that all the required packages have been uploaded.".to_owned(),
                "Check the remaining disk space.".to_owned(),
                format!("Download all packages to {upgrade_dir}"),
                format!("Downloaded pkg 'obproxy-ce' to '{package}'"),
            ],
        ),
        Step::CheckPackage => said(world, &["obproxy-ce package is checked successfully."], 500),
        Step::BackUp => lines(
            world,
            vec![
                "Backup important files.".to_owned(),
                format!("The directory for backup is {upgrade_dir}/backup"),
                format!("Backup the bin directory {home}/bin"),
            ],
        ),
        Step::Reinstall => lines(world, vec![format!("Successfully installed {package}")]),
        Step::HotRestart => said(world, &["set proxy_local_cmd to 2"], 500),
        Step::WaitForRestart => hot_restart(world, me, home),
        Step::RemoveDir => said(world, &["remove upgrade dir", "remove upgrade check dir finished"], 500),
    }
}

fn start(world: &mut World, me: usize, plan: &Plan) -> Script {
    let port = plan.proxy.sql_port;
    let refused = format!("dial tcp 127.0.0.1:{port}: connect: connection refused");
    let look = |count: i64, why: &str| {
        (count * BETWEEN, format!("WARN: obproxy health check failed(retry {count}): {why}"))
    };
    let mut lines = vec![
        (0, format!("start obproxy cmd: {}", plan.command)),
        (200, "start obproxy health check".to_owned()),
    ];
    // One that runs already keeps its ports; the second one goes away again and nobody notices.
    let runs = world.agents[me].state.obproxy.process.is_some();
    let taken = if runs { None } else { taken(world, me, plan) };
    let [_, others @ ..] = plan.proxy.ports();
    if taken.is_some_and(|taken| taken != port || others.contains(&port)) {
        lines.push(look(1, &refused));
        lines.push((BETWEEN, format!("WARN: no process listening on port {port}, obproxy may have exited")));
        let failure = format!(
            "[Common.Unexpected]: obproxy start failed: obproxy process not found on port {port}: {refused}"
        );
        return Script { failure: Some(failure), ..timed_script(world, lines, BETWEEN + 100) };
    }
    let denied = "Error 1045 (42000): Access denied for user 'root'@'127.0.0.1' (using password: YES)";
    if taken.is_some() || happens(world, me, &plan.proxy.home, "no-health") {
        lines.extend((1..=LOOKS).map(|count| look(count, denied)));
        let failure = "[OBProxy.HealthCheckTimeout]: obproxy start failed: OBProxy health check timeout";
        let length = LOOKS * BETWEEN + 100;
        return Script { failure: Some(failure.to_owned()), ..timed_script(world, lines, length) };
    }
    timed_script(world, lines, BETWEEN + 100)
}

fn stop(world: &mut World, me: usize, home: &str) -> Script {
    let Some(process) = world.agents[me].state.obproxy.process.clone() else {
        return said(world, &["Get obproxy pid: ", "Obproxy is not running"], 300);
    };
    let pid = process.pid;
    let stuck = happens(world, me, home, "no-stop");
    let kills = if stuck { KILLS } else { 1 };
    let mut lines = vec![(0, format!("Get obproxy pid: {pid}"))];
    for count in 0..kills {
        lines.push((100 + count * AFTER_KILL, format!("Kill obproxy process {pid}")));
        lines.push((90 + (count + 1) * AFTER_KILL, "Check obproxy process".to_owned()));
    }
    let length = kills * AFTER_KILL + 100;
    if stuck {
        let failure = "[OBProxy.StopTimeout]: Kill OBProxy process timeout";
        return Script { failure: Some(failure.to_owned()), ..timed_script(world, lines, length) };
    }
    lines.push((length, "Successfully killed the obproxy process".to_owned()));
    timed_script(world, lines, length)
}

fn hot_restart(world: &mut World, me: usize, home: &str) -> Script {
    let old = world.agents[me].state.obproxy.process.as_ref().map(|process| process.pid).unwrap_or_default();
    let stuck = happens(world, me, home, "no-hot-restart");
    let waits = if stuck { 24 } else { 2 };
    let mut lines = Vec::new();
    for count in 1..=waits {
        lines.push((count * AFTER_KILL, format!("obproxy {old} is running")));
        let line = format!("obproxy {old} is still running, waiting for it to exit...");
        lines.push((count * AFTER_KILL, line));
    }
    let length = (waits + 1) * AFTER_KILL;
    if stuck {
        let failure = "[OBProxy.HotRestartTimeout]: Wait hot restart OBProxy finish timeout";
        return Script { failure: Some(failure.to_owned()), ..timed_script(world, lines, length) };
    }
    lines.push((length, format!("obproxy {} is running", old + 100)));
    timed_script(world, lines, length)
}

/// A port of a new OBProxy that something on the host has.
fn taken(world: &World, me: usize, plan: &Plan) -> Option<u16> {
    let ip = world.agents[me].state.address.ip();
    let on_host = world.agents.iter().filter(|agent| agent.state.address.ip() == ip);
    let in_use: Vec<u16> = on_host
        .flat_map(|agent| {
            let (state, observer) = (&agent.state, &agent.state.observer);
            let observer =
                if observer.state > 0 { vec![observer.sql_port, observer.rpc_port] } else { Vec::new() };
            let proxy = state.obproxy.process.iter().flat_map(|process| process.ports());
            observer.into_iter().chain(proxy).chain([state.address.port()]).collect::<Vec<_>>()
        })
        .collect();
    let [sql, rpc, exporter] = plan.proxy.ports();
    let twice = [(rpc, sql), (exporter, sql), (exporter, rpc)].into_iter().find(|(one, other)| one == other);
    [sql, rpc, exporter].into_iter().find(|port| in_use.contains(port)).or(twice.map(|(port, _)| port))
}

/// Whether a word in an OBProxy's home makes something fail now; with `-once` it does the first time only.
fn happens(world: &mut World, me: usize, home: &str, word: &str) -> bool {
    let once = format!("{word}-once");
    if home.contains(&once) {
        return world.agents[me].state.spent.insert(format!("obproxy {once}"));
    }
    home.contains(word)
}
