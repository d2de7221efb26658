//! What is done to OBProxies that are there: restarts, upgrades, removal. One task for all of them.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::ocp::obproxy::model::{Change, Pending, Server, ServerState};
use crate::ocp::obproxy::{Desk, numbers};
use crate::ocp::packages::OBPROXY;
use crate::ocp::refusal::{Answer, Refusal};
use crate::ocp::tasks::plans::{Lane, Plan, Work};
use crate::ocp::tasks::submitted;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Body {
    obproxy_server_ids: Vec<i64>,
    short_rpm_name: Option<String>,
}

/// `DELETE …/clusters/{id}`.
pub fn delete(desk: &mut Desk<'_>, id: &str) -> Answer {
    let at = desk.settled(id)?;
    let cluster = &desk.estate.proxies.clusters[at];
    let servers: Vec<i64> = cluster.servers.iter().map(|server| server.id).collect();
    idle(desk, at, &servers)?;
    let work = if servers.is_empty() { Work::OfflineNothing } else { Work::Offline };
    begin(desk, at, servers, Change::Delete, work, "Offline obproxy")
}

/// The paths of older builds, `…/obproxies/{ids}`.
pub fn by_path(desk: &mut Desk<'_>, id: &str, ids: &str, word: &str) -> Answer {
    let ids: Result<Vec<i64>, _> = ids.split([',']).map(str::parse).collect();
    let ids = ids.map_err(|_| Refusal::illegal("The path names no OBProxies by their numbers."))?;
    let short = if word == "upgrade" { desk.asked.object::<Body>()?.short_rpm_name } else { None };
    operate(desk, id, ids, word, short.as_deref())
}

/// The paths of newer builds, `…/servers/…`.
pub fn by_body(desk: &mut Desk<'_>, id: &str, word: &str) -> Answer {
    let body: Body = desk.asked.object()?;
    if body.obproxy_server_ids.is_empty() {
        return Err(Refusal::member("obproxyServerIds", json!([]), "obproxyServerIds must not be empty."));
    }
    operate(desk, id, body.obproxy_server_ids, word, body.short_rpm_name.as_deref())
}

/// Begins a task at `servers`, which are idle.
pub fn begin(
    desk: &mut Desk<'_>,
    at: usize,
    servers: Vec<i64>,
    change: Change,
    work: Work,
    name: &'static str,
) -> Answer {
    let (cluster, during) = (&desk.estate.proxies.clusters[at], change.during());
    let concerned: Vec<&Server> =
        cluster.servers.iter().filter(|server| servers.contains(&server.id)).collect();
    let hosts: Vec<i64> = concerned.iter().map(|server| server.host).collect();
    let lanes = hosts.iter().filter_map(|host| desk.estate.host(*host));
    let lanes = lanes.map(|host| Lane { ip: host.ip.clone(), words: host.words.clone() });
    let goes = matches!(work, Work::Offline | Work::OfflineNothing);
    let plan = Plan {
        name,
        work,
        // What OCP does to servers that go is done to all of them at once.
        lanes: if goes { lanes.take(1).collect() } else { lanes.collect() },
        words: cluster.name.replace('_', "-"),
        host: None,
        strings: vec![
            ("service_type", "OB_PROXY".to_owned()),
            ("obproxy_need_delete_cluster", (change == Change::Delete).to_string()),
            ("service_name", cluster.name.clone()),
        ],
        lists: vec![("obproxy_server_ids", texts(&servers)), ("host_ids", texts(&hosts))],
    };
    let before = concerned.iter().map(|server| (server.id, server.state)).collect();
    let pending = Pending { task: 0, cluster: cluster.id, change, servers: before };
    let task = desk.tasks.carry_out(plan, desk.asked.now, |length| desk.asked.scaled(length));
    for server in &mut desk.estate.proxies.clusters[at].servers {
        if servers.contains(&server.id) {
            server.state = during;
        }
    }
    desk.estate.proxies.pending.push(Pending { task, ..pending });
    Ok(desk.tasks.get(task).map(|task| submitted(task, desk.asked.offset)))
}

fn operate(desk: &mut Desk<'_>, id: &str, ids: Vec<i64>, word: &str, short: Option<&str>) -> Answer {
    let at = desk.settled(id)?;
    known(desk, at, &ids)?;
    idle(desk, at, &ids)?;
    let cluster = &desk.estate.proxies.clusters[at];
    let concerned: Vec<&Server> = cluster.servers.iter().filter(|server| ids.contains(&server.id)).collect();
    let (change, work, name) = match word {
        "restart" => (Change::Restart, Work::Restart, "Restart obproxy"),
        "start" => (Change::Start, Work::Start, "Start obproxy"),
        "stop" => (Change::Stop, Work::Stop, "Stop obproxy"),
        "upgrade" => (upgrade(desk, &concerned, short)?, Work::Upgrade, "Upgrade obproxy"),
        _ => (Change::Remove, Work::Offline, "Offline obproxy"),
    };
    for server in concerned {
        allows(&change, server)?;
    }
    begin(desk, at, ids, change, work, name)
}

/// Refuses numbers that are no server's of this cluster.
fn known(desk: &Desk<'_>, at: usize, ids: &[i64]) -> Result<(), Refusal> {
    let proxies = &desk.estate.proxies;
    for id in ids {
        let home =
            proxies.clusters.iter().position(|cluster| cluster.servers.iter().any(|server| server.id == *id));
        match home {
            Some(home) if home == at => {}
            Some(_) => {
                let message = format!("OBProxy {id} is not in cluster {}.", proxies.clusters[at].name);
                return Err(Refusal::new(400, "ODP21015", message));
            }
            None => return Err(Refusal::new(404, "ODP21002", format!("OBProxy {id} does not exist."))),
        }
    }
    Ok(())
}

fn idle(desk: &Desk<'_>, at: usize, ids: &[i64]) -> Result<(), Refusal> {
    let operated = desk.estate.proxies.operated();
    let servers = &desk.estate.proxies.clusters[at].servers;
    match servers.iter().find(|server| ids.contains(&server.id) && operated.contains(&server.id)) {
        Some(server) => Err(wrong_state(server)),
        None => Ok(()),
    }
}

fn allows(change: &Change, server: &Server) -> Result<(), Refusal> {
    let state = server.state;
    let (is_done, may) = match change {
        Change::Restart => (false, matches!(state, ServerState::Running | ServerState::Unavailable)),
        Change::Start => {
            (state == ServerState::Running, matches!(state, ServerState::Stopped | ServerState::Unavailable))
        }
        Change::Stop => {
            (state == ServerState::Stopped, matches!(state, ServerState::Running | ServerState::Unavailable))
        }
        Change::Upgrade(version) => (*version == server.version, state == ServerState::Running),
        Change::Create | Change::Delete | Change::Add | Change::Remove | Change::Configure(_) => {
            (false, true)
        }
    };
    if is_done {
        let message = format!("OBProxy {} is in that state already.", server.id);
        return Err(Refusal::new(400, "ODP21104", message));
    }
    if may { Ok(()) } else { Err(wrong_state(server)) }
}

fn wrong_state(server: &Server) -> Refusal {
    Refusal::new(400, "ODP21016", format!("OBProxy {} is {}.", server.id, server.state.word()))
}

fn upgrade(desk: &Desk<'_>, concerned: &[&Server], short: Option<&str>) -> Result<Change, Refusal> {
    let short =
        short.ok_or_else(|| Refusal::member("shortRpmName", Value::Null, "shortRpmName is missing."))?;
    let named =
        |package: &&crate::ocp::packages::Package| package.kind == OBPROXY && package.short() == short;
    let found: Vec<_> = desk.estate.packages.iter().filter(named).collect();
    let first = found.first().ok_or_else(|| Refusal::missing(format!("Software package {short}")))?;
    for server in concerned {
        let host = desk.estate.host(server.host);
        if !found.iter().any(|package| host.is_some_and(|host| host.architecture == package.architecture)) {
            let message = format!("There is no {short} for the architecture of OBProxy {}.", server.id);
            return Err(Refusal::member("shortRpmName", short, message));
        }
        if numbers(&first.release()) < numbers(&server.version) {
            let message = format!("OBProxy {} is {} already.", server.id, server.version);
            return Err(Refusal::new(400, "ODP21018", message));
        }
    }
    Ok(Change::Upgrade(first.release()))
}

fn texts(ids: &[i64]) -> Vec<String> {
    ids.iter().map(i64::to_string).collect()
}

impl Change {
    /// How servers stand while it goes on.
    fn during(&self) -> ServerState {
        match self {
            Self::Create | Self::Add => ServerState::Creating,
            Self::Delete | Self::Remove => ServerState::Deleting,
            Self::Restart => ServerState::Restarting,
            Self::Start => ServerState::Starting,
            Self::Stop => ServerState::Stopping,
            Self::Upgrade(_) => ServerState::Upgrading,
            Self::Configure(_) => ServerState::Refreshing,
        }
    }
}
