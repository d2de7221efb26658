//! Directories and process of one observer: create, start, and their way back.

use std::collections::BTreeMap;

use crate::agent::state::Observer;
use crate::dag::model::Script;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::faults::{self, Planned};
use crate::flows::lines::{spread, timed_script};
use crate::world::World;

type Config = BTreeMap<String, String>;

/// Making the observer's directories.
pub(super) fn deploy_script(world: &mut World, me: usize, place: Place) -> Script {
    let config = config(world, me, place);
    let home = world.agents[me].state.home.clone();
    let data = value(&config, "data_dir", &format!("{home}/store"));
    let redo = value(&config, "redo_dir", &data);
    let dirs = [("data_dir", data.clone()), ("redo_dir", redo.clone())];
    let parts = [("clog_dir", format!("{redo}/clog")), ("slog_dir", format!("{data}/slog"))];
    let mut lines: Vec<String> =
        dirs.iter().chain(&parts).map(|(key, dir)| format!("mkdir {key}: {dir}")).collect();
    if let Some((Planned::DirNotEmpty { once }, dir)) = faults::planned(&config)
        && happens(world, me, Planned::DirNotEmpty { once })
    {
        let stop = dirs.iter().position(|(_, made)| *made == dir).unwrap_or_default();
        lines.truncate(stop + 1);
        let failure = Some(format!("[Common.DirNotEmpty]: Directory '{dir}' is not empty"));
        return Script { failure, ..spread(world, lines, 900) };
    }
    lines.push(format!("symlink {data}: {home}/store"));
    for name in ["run", "etc", "log", "audit"] {
        lines.push(format!("mkdir {home}/{name}"));
    }
    spread(world, lines, 2_000)
}

/// Removing the observer's directories.
pub(super) fn destroy_script(world: &mut World, me: usize, place: Place) -> Script {
    let config = config(world, me, place);
    let home = world.agents[me].state.home.clone();
    let data = value(&config, "data_dir", &format!("{home}/store"));
    let lines =
        [format!("clear dir {data}"), format!("clear dir {home}/log"), format!("clear dir {home}/etc")];
    spread(world, lines.to_vec(), 1_500)
}

/// Starting the observer and waiting until it answers.
pub(super) fn start_script(world: &mut World, me: usize, place: Place) -> Script {
    let config = config(world, me, place);
    let home = world.agents[me].state.home.clone();
    let mut lines = vec![
        (0, "start observer".to_owned()),
        (60, "check if first start".to_owned()),
        (180, "generate start cmd".to_owned()),
        (260, format!("start cmd: {}", command(world, me, &config, &home))),
    ];
    let limit = config.get("memory_limit").and_then(|text| faults::bytes(text));
    if limit.is_some_and(|limit| limit > world.agents[me].traits.memory) {
        lines.push((2_300, check(1)));
        let failure = "[OB.Server.Process.NotExist]: observer health check failed: Observer process does not exist, \
                       last words: mmap failed: Cannot allocate memory (out of memory)";
        return Script { failure: Some(failure.to_owned()), ..timed_script(world, lines, 4_000) };
    }
    match faults::planned(&config) {
        Some((Planned::NoStart { once }, _)) if happens(world, me, Planned::NoStart { once }) => {
            lines.push((2_300, check(1)));
            let failure =
                "[OB.Server.Process.NotExist]: observer health check failed: Observer process does not exist";
            return Script { failure: Some(failure.to_owned()), ..timed_script(world, lines, 2_400) };
        }
        Some(_) | None => {}
    }
    for count in 1..=13 {
        if count % 10 != 0 {
            lines.push((400 + count * 2_000, check(count)));
        }
    }
    lines.push((29_000, "update self OB port".to_owned()));
    lines.push((29_400, "update OB port in all_agent".to_owned()));
    let mut script = timed_script(world, lines, 30_000);
    if matches!(faults::planned(&config), Some((Planned::DieMidDag, _)))
        && happens(world, me, Planned::DieMidDag)
    {
        script.death = Some(script.length / 3);
    }
    script
}

/// The observer runs.
pub(super) fn started(world: &mut World, me: usize, place: Place) -> Result<(), Fault> {
    let config = config(world, me, place);
    let observer = &mut world.agents[me].state.observer;
    observer.sql_port = port(&config, "mysql_port", 2881)?;
    observer.rpc_port = port(&config, "rpc_port", 2882)?;
    observer.config = config;
    observer.started = true;
    observer.state = 1;
    Ok(())
}

/// The observer does not run.
pub(super) fn stopped(world: &mut World, me: usize) {
    world.agents[me].state.observer.state = 0;
}

/// Nothing is left of the observer.
pub(super) fn destroyed(world: &mut World, me: usize) {
    world.agents[me].state.observer = Observer::default();
}

/// The port under `key`, within what an agent accepts.
pub(super) fn port(config: &Config, key: &str, default: u16) -> Result<u16, Fault> {
    let Some(text) = config.get(key).filter(|text| !text.is_empty()) else { return Ok(default) };
    text.parse::<u16>().ok().filter(|port| *port > 1024).ok_or_else(|| {
        let message = format!("The port '{text}' is invalid, must be in [1024, 65535]");
        Fault::new(400, "Common.InvalidPort", message)
    })
}

/// Whether a planned failure happens now; one that happens once is spent by asking.
pub(super) fn happens(world: &mut World, me: usize, planned: Planned) -> bool {
    !planned.is_once() || world.agents[me].state.spent.insert(planned.word().to_owned())
}

fn config(world: &World, me: usize, place: Place) -> Config {
    let state = &world.agents[me].state;
    state.tasks.dags[place.dag].context.configs.get(&state.address).cloned().unwrap_or_default()
}

fn command(world: &World, me: usize, config: &Config, home: &str) -> String {
    let state = &world.agents[me].state;
    let get = |key: &str, default: &str| value(config, key, default);
    let skip = ["mysql_port", "rpc_port", "data_dir", "redo_dir", "zone", "home_path"];
    let more: Vec<String> = config
        .iter()
        .filter(|(key, _)| !skip.contains(&key.as_str()))
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    format!(
        "export LD_LIBRARY_PATH='{home}/lib'; {home}/bin/observer -I '{}' -p '{}' -P '{}' -z '{}' -d '{}' -o '{}'",
        state.address.ip(),
        get("mysql_port", "2881"),
        get("rpc_port", "2882"),
        get("zone", ""),
        get("data_dir", &format!("{home}/store")),
        more.join(",")
    )
}

fn check(count: i64) -> String {
    format!("observer health check, retry [{count}/300]")
}

fn value(config: &Config, key: &str, default: &str) -> String {
    config.get(key).filter(|text| !text.is_empty()).cloned().unwrap_or_else(|| default.to_owned())
}
