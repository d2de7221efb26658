//! OBProxies that join a cluster: new ones, and such as are there already. One task each.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::ocp::obproxy::Desk;
use crate::ocp::obproxy::model::{Change, Pending, Server, ServerState};
use crate::ocp::obproxy::numbers;
use crate::ocp::obproxy::placement::{Names, Placement};
use crate::ocp::pages;
use crate::ocp::refusal::{Answer, MemberError, Refusal};
use crate::ocp::tasks::plans::{Lane, Plan, Work};
use crate::ocp::tasks::submitted;

/// `POST …/obproxies/batchAdd`.
pub fn add(desk: &mut Desk<'_>, id: &str) -> Answer {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Body {
        host_ids: Vec<i64>,
        sql_port: i64,
        exporter_port: i64,
        version: String,
    }
    let at = desk.settled(id)?;
    let body: Body = desk.asked.object()?;
    if body.host_ids.is_empty() {
        return Err(Refusal::member("hostIds", json!([]), "hostIds must not be empty."));
    }
    let placement = Placement {
        hosts: body.host_ids,
        sql_port: body.sql_port,
        exporter_port: body.exporter_port,
        file: body.version,
    };
    let cluster = &desk.estate.proxies.clusters[at];
    let package =
        placement.check(desk.estate, &cluster.links, Names { within: "", exporter: "exporterPort" })?;
    if let Some(first) = cluster.servers.first() {
        fits(&placement, first, &package.version)?;
    }
    let release = package.release();
    let ports = (placement.sql_port, placement.exporter_port);
    let mut answers = Vec::new();
    for host in placement.hosts {
        let server = desk.estate.proxies.equip(host, ports, &release, ServerState::Creating, desk.asked.now);
        answers.extend(join(desk, at, server, Work::Install));
    }
    pages::whole(desk.traits, answers)
}

/// `POST …/takeOver`.
pub fn take_over(desk: &mut Desk<'_>, id: &str) -> Answer {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Body {
        hosts: Vec<Place>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Place {
        host_id: i64,
        sql_port: i64,
    }
    let at = desk.settled(id)?;
    let body: Body = desk.asked.object()?;
    if body.hosts.is_empty() {
        return Err(Refusal::member("hosts", json!([]), "hosts must not be empty."));
    }
    let mut found = Vec::new();
    for place in &body.hosts {
        let host = desk.estate.host(place.host_id);
        let host = host.ok_or_else(|| Refusal::missing(format!("Host {}", place.host_id)))?;
        let there = host.stray.filter(|(port, _)| *port == place.sql_port);
        let managed = desk.estate.proxies.on(host.id).any(|(_, server)| server.sql_port == place.sql_port);
        if managed {
            return Err(Refusal::new(400, "ODP21116", format!("OCP manages that of {} already.", host.name)));
        }
        let (port, version) = there.ok_or_else(|| {
            let message = format!("OCP cannot connect to an OBProxy at {}:{}.", host.ip, place.sql_port);
            Refusal::new(400, "ODP10001", message)
        })?;
        found.push((host.id, port, version));
    }
    let mut answers = Vec::new();
    for (host, port, version) in found {
        let ports = (port, port + 1);
        let server = desk.estate.proxies.equip(host, ports, version, ServerState::TakingOver, desk.asked.now);
        answers.extend(join(desk, at, server, Work::TakeOver));
    }
    pages::whole(desk.traits, answers)
}

/// All OBProxies of a cluster have the same ports, and versions of one kind.
fn fits(placement: &Placement, first: &Server, version: &str) -> Result<(), Refusal> {
    let ports = [
        ("sqlPort", placement.sql_port, first.sql_port),
        ("exporterPort", placement.exporter_port, first.exporter_port),
    ];
    let differing = ports.into_iter().filter(|(_, wanted, present)| wanted != present);
    let faults: Vec<MemberError> = differing
        .map(|(name, wanted, present)| {
            MemberError::new(
                name,
                json!(wanted),
                format!("{name} must be {present} as in the rest of the cluster."),
            )
        })
        .collect();
    if !faults.is_empty() {
        return Err(Refusal::members(faults));
    }
    let (is_new, was_new) = (numbers(version) >= vec![4], numbers(&first.version) >= vec![4]);
    if is_new != was_new {
        let message = format!("OBProxy {version} cannot be in a cluster with {}.", first.version);
        return Err(Refusal::member("version", placement.file.as_str(), message));
    }
    Ok(())
}

/// The server is in the cluster from now on, and a task is at it.
fn join(desk: &mut Desk<'_>, at: usize, server: Server, work: Work) -> Option<Value> {
    let cluster = &desk.estate.proxies.clusters[at];
    let host = desk.estate.host(server.host)?;
    let strings = vec![
        ("obproxy_need_delete_cluster", "false".to_owned()),
        ("package_version", server.version.clone()),
        ("service_name", cluster.name.clone()),
        ("package_name", "obproxy".to_owned()),
        ("obproxy_server_id", server.id.to_string()),
        ("obproxy_parameter_version", cluster.parameter_version.to_string()),
        ("host_id", host.id.to_string()),
        ("obproxy_cluster_name", cluster.name.clone()),
        ("obproxy_cluster_id", cluster.id.to_string()),
    ];
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    let plan = Plan {
        name: if work == Work::TakeOver { "Take over obproxy" } else { "Install obproxy" },
        work,
        lanes: vec![Lane { ip: host.ip.clone(), words: host.words.clone() }],
        words: cluster.name.replace('_', "-"),
        host: Some(host.id),
        strings,
        lists: vec![
            ("commands_to_check", words(&["nc"])),
            ("process_keywords", words(&["obproxy", "obproxyd.sh"])),
        ],
    };
    let task = desk.tasks.carry_out(plan, desk.asked.now, |length| desk.asked.scaled(length));
    let servers = [(server.id, server.state)].into();
    let cluster = &mut desk.estate.proxies.clusters[at];
    let pending = Pending { task, cluster: cluster.id, change: Change::Add, servers };
    cluster.servers.push(server);
    desk.estate.proxies.pending.push(pending);
    desk.tasks.get(task).map(|task| submitted(task, desk.asked.offset))
}
