//! Init's first step: what each observer gets, and where the root servers are.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::agent::state::AgentState;
use crate::dag::model::Script;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::faults;
use crate::flows::deploy::port;
use crate::flows::lines::spread;
use crate::world::World;

type Configs = BTreeMap<SocketAddr, BTreeMap<String, String>>;
type RootServers = Vec<(String, SocketAddr)>;

/// What the step writes, and whether it will fail.
pub(super) fn script(world: &mut World, me: usize) -> Script {
    let state = &world.agents[me].state;
    let mut lines = vec!["get all agents".to_owned(), "get global config".to_owned()];
    if !state.root_password.is_empty() {
        lines.push("set root password".to_owned());
    }
    lines.push("init all zone config".to_owned());
    for member in &state.members {
        lines.push(format!("Integrating {} agent config", member.address));
        lines.push(format!("merge {} agent config", member.address));
        lines.push(format!("fill {} agent config", member.address));
    }
    lines.push("setting bootstrap config".to_owned());
    if state.settings.rs_list.as_deref().is_some_and(|list| !list.is_empty()) {
        lines.push("rsList has set, check it".to_owned());
    }
    let failure = work_out(state).err().map(|fault| fault.quoted());
    Script { failure, ..spread(world, lines, 1_000) }
}

/// Hands the result on to the next steps.
pub(super) fn store(world: &mut World, me: usize, place: Place) -> Result<(), Fault> {
    let (configs, root_servers) = work_out(&world.agents[me].state)?;
    let context = &mut world.agents[me].state.tasks.dags[place.dag].context;
    context.configs = configs;
    context.root_servers = root_servers;
    Ok(())
}

fn work_out(state: &AgentState) -> Result<(Configs, RootServers), Fault> {
    let mut configs = Configs::new();
    for member in &state.members {
        let mut config = state.settings.effective(member.address, &member.zone);
        complete(&mut config, &state.home, &member.zone)?;
        configs.insert(member.address, config);
    }
    let list = state.settings.rs_list.as_deref().filter(|list| !list.is_empty());
    let cluster = state.settings.cluster_name.as_deref().unwrap_or_default();
    let root_servers = match list {
        _ if faults::has_bad_rs(cluster) => {
            let zone = state.members.last().map(|member| member.zone.as_str()).unwrap_or_default();
            return Err(invalid(list.unwrap_or_default(), format!("{zone} has no rootserver")));
        }
        Some(list) => check_list(state, &configs, list)?,
        None => choose(state),
    };
    Ok((configs, root_servers))
}

/// Fills in what a server in `zone`, with its agent in `home`, gets unless it is told otherwise.
pub(super) fn complete(config: &mut BTreeMap<String, String>, home: &str, zone: &str) -> Result<(), Fault> {
    let sql = port(config, "mysql_port", 2881)?;
    let rpc = port(config, "rpc_port", 2882)?;
    let data = filled(config, "data_dir", &format!("{home}/store"));
    let redo = filled(config, "redo_dir", &data);
    let fixed = [
        ("home_path", home.to_owned()),
        ("zone", zone.to_owned()),
        ("mysql_port", sql.to_string()),
        ("rpc_port", rpc.to_string()),
        ("data_dir", data),
        ("redo_dir", redo),
    ];
    config.extend(fixed.map(|(key, value)| (key.to_owned(), value)));
    Ok(())
}

fn choose(state: &AgentState) -> RootServers {
    let mut chosen: RootServers = vec![(state.zone.clone(), state.address)];
    for member in &state.members {
        if !chosen.iter().any(|(zone, _)| *zone == member.zone) {
            chosen.push((member.zone.clone(), member.address));
        }
    }
    chosen
}

fn check_list(state: &AgentState, configs: &Configs, list: &str) -> Result<RootServers, Fault> {
    let mut chosen = RootServers::new();
    for server in list.split(';') {
        if server.is_empty() {
            return Err(invalid(list, "has empty rsServer"));
        }
        let (ip, rpc, sql) = parts(server).ok_or_else(|| invalid(list, server))?;
        let member = state.members.iter().find(|member| {
            let config = configs.get(&member.address);
            member.address.ip().to_string() == ip
                && config.and_then(|c| c.get("rpc_port")).is_some_and(|port| port == rpc)
        });
        let Some(member) = member else { return Err(invalid(list, format!("{server} not in cluster"))) };
        if configs[&member.address].get("mysql_port").is_none_or(|port| port != sql) {
            return Err(invalid(list, format!("{server} mysql port not match")));
        }
        if chosen.iter().any(|(zone, _)| *zone == member.zone) {
            return Err(invalid(list, format!("{} has more than one rootserver", member.zone)));
        }
        chosen.push((member.zone.clone(), member.address));
    }
    for member in &state.members {
        if !chosen.iter().any(|(zone, _)| *zone == member.zone) {
            return Err(invalid(list, format!("{} has no rootserver", member.zone)));
        }
    }
    Ok(chosen)
}

fn parts(server: &str) -> Option<(&str, &str, &str)> {
    let (ip, ports) = match server.strip_prefix('[') {
        Some(rest) => rest.split_once("]:")?,
        None => server.split_once(':')?,
    };
    let (rpc, sql) = ports.split_once(':')?;
    (rpc.parse::<u16>().is_ok() && sql.parse::<u16>().is_ok()).then_some((ip, rpc, sql))
}

fn filled(config: &BTreeMap<String, String>, key: &str, default: &str) -> String {
    config.get(key).filter(|value| !value.is_empty()).map_or_else(|| default.to_owned(), Clone::clone)
}

fn invalid(list: &str, reason: impl std::fmt::Display) -> Fault {
    Fault::new(400, "OB.Parameter.RsList.Invalid", format!("rs_list '{list}' is invalid: {reason}"))
}
