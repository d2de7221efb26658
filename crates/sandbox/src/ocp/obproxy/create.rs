//! `POST /obproxy/clusters`.

use serde::Deserialize;
use serde_json::json;

use crate::ocp::obproxy::Desk;
use crate::ocp::obproxy::links::Wanted;
use crate::ocp::obproxy::model::{Change, Link, Pending, ServerState};
use crate::ocp::obproxy::parameters::{self, Setting};
use crate::ocp::obproxy::placement::{Names, Placement};
use crate::ocp::obproxy::port_fault;
use crate::ocp::refusal::{Answer, MemberError, Refusal};
use crate::ocp::tasks::plans::{Lane, Plan, Work};
use crate::ocp::tasks::submitted;
use crate::ocp::traits::{ExporterMember, OcpTraits};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Body {
    name: String,
    address: Option<String>,
    port: Option<i64>,
    work_mode: Option<String>,
    obproxy_install_param: Option<Install>,
    ob_links: Vec<Wanted>,
    startup_parameters: Vec<Setting>,
    parameters: Vec<Setting>,
    /// Of root@proxysys.
    password: Option<String>,
    proxyro_password: Option<String>,
    client_token: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Install {
    host_ids: Vec<i64>,
    sql_port: Option<i64>,
    export_port: Option<i64>,
    exporter_port: Option<i64>,
    version: Option<String>,
}

/// Begins a cluster; the answer is the task that makes it.
pub fn create(desk: &mut Desk<'_>) -> Answer {
    let body: Body = desk.asked.object()?;
    let token = body.client_token.clone().filter(|_| desk.traits.undocumented);
    let begun = token.as_ref().and_then(|token| desk.estate.proxies.tokens.get(token)).copied();
    if let Some(task) = begun.and_then(|id| desk.tasks.get(id)) {
        return Ok(Some(submitted(task, desk.asked.offset)));
    }
    body.check_members()?;
    if desk.estate.proxies.clusters.iter().any(|cluster| cluster.name == body.name) {
        let message = format!("An OBProxy cluster named {} exists already.", body.name);
        return Err(Refusal::new(409, "COM10006", message));
    }
    let links: Result<Vec<Link>, Refusal> = body.ob_links.iter().map(|link| link.find(desk.estate)).collect();
    let links = links?;
    body.check_passwords(&desk.estate.proxyro_password)?;
    parameters::check("startupParameters", &body.startup_parameters)?;
    parameters::check("parameters", &body.parameters)?;
    let placement = body.placement(desk.traits)?;
    let mut release = String::new();
    if let Some((placement, names)) = &placement {
        body.check_own_ports(placement)?;
        release = placement.check(desk.estate, &links, *names)?.release();
    }
    let placement = placement.map(|(placement, _)| placement);
    let task = begin(desk, body, links, placement.as_ref(), &release);
    if let Some(token) = token {
        desk.estate.proxies.tokens.insert(token, task);
    }
    Ok(desk.tasks.get(task).map(|task| submitted(task, desk.asked.offset)))
}

/// Everything is in order: the cluster is there from now on, being created.
fn begin(
    desk: &mut Desk<'_>,
    body: Body,
    links: Vec<Link>,
    placement: Option<&Placement>,
    release: &str,
) -> i64 {
    let now = desk.asked.now;
    let proxies = &mut desk.estate.proxies;
    let at = proxies.make(&body.name, now);
    let mut servers = Vec::new();
    for host in
        placement.into_iter().flat_map(|placement| placement.hosts.iter().map(move |host| (placement, *host)))
    {
        let (placement, host) = host;
        let ports = (placement.sql_port, placement.exporter_port);
        servers.push(proxies.equip(host, ports, release, ServerState::Creating, now));
    }
    let lanes = servers.iter().filter_map(|server| desk.estate.host(server.host));
    let lanes: Vec<Lane> =
        lanes.map(|host| Lane { ip: host.ip.clone(), words: host.words.clone() }).collect();
    let cluster = &mut desk.estate.proxies.clusters[at];
    (cluster.address, cluster.port, cluster.links) = (body.address, body.port, links);
    cluster.work_mode = body.work_mode.unwrap_or_else(|| "CONFIG_URL".to_owned());
    let settings = body.startup_parameters.into_iter().chain(body.parameters);
    cluster.values = settings.map(|setting| (setting.name, setting.value)).collect();
    let pending = servers.iter().map(|server| (server.id, server.state)).collect();
    cluster.servers = servers;
    let id = cluster.id;
    let named = ("obproxy_cluster_id", id.to_string());
    let plan = Plan {
        name: "Install obproxy",
        work: if lanes.is_empty() { Work::InstallNothing } else { Work::Install },
        lanes,
        // A cluster's name has no hyphens.
        words: body.name.replace('_', "-"),
        host: None,
        strings: Some(named).filter(|_| desk.traits.tells_cluster_id).into_iter().collect(),
        lists: Vec::new(),
    };
    let task = desk.tasks.carry_out(plan, now, |length| desk.asked.scaled(length));
    desk.estate.proxies.pending.push(Pending { task, cluster: id, change: Change::Create, servers: pending });
    task
}

impl Body {
    fn check_members(&self) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        let mut letters = self.name.chars();
        let is_name = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
            && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        if !is_name {
            let message = "name must start with a letter and have letters, digits and _ only.";
            faults.push(MemberError::new("name", self.name.as_str(), message));
        }
        let mode = self.work_mode.as_deref().unwrap_or("CONFIG_URL");
        if !["CONFIG_URL", "RS_LIST", "OB_SHARDING"].contains(&mode) {
            let message = "workMode must be CONFIG_URL or RS_LIST.";
            faults.push(MemberError::new("workMode", mode, message));
        }
        if mode == "RS_LIST" && self.ob_links.len() != 1 {
            let message = "In RS_LIST mode there is exactly one OceanBase cluster.";
            faults.push(MemberError::new("obLinks", json!(self.ob_links.len()), message));
        }
        faults.extend(self.port.and_then(|port| port_fault("port", port)));
        if faults.is_empty() { Ok(()) } else { Err(Refusal::members(faults)) }
    }

    fn check_passwords(&self, proxyro: &str) -> Result<(), Refusal> {
        if self.proxyro_password.as_deref().is_some_and(|given| !given.is_empty() && given != proxyro) {
            let message = "The password of proxyro differs from that in the OceanBase cluster.";
            return Err(Refusal::new(400, "ODP21006", message));
        }
        let few = |text: &str, is: fn(char) -> bool| text.chars().filter(|letter| is(*letter)).count() < 2;
        let is_weak = |text: &str| {
            few(text, |letter| letter.is_ascii_digit())
                || few(text, |letter| letter.is_ascii_uppercase())
                || few(text, |letter| letter.is_ascii_lowercase())
                || few(text, |letter| "._+@#$%".contains(letter))
        };
        if self.password.as_deref().is_some_and(is_weak) {
            let message = "A password has two digits, two capitals, two small letters and two of ._+@#$%.";
            return Err(Refusal::new(400, "ODP21106", message));
        }
        Ok(())
    }

    /// Where OBProxies go, and how the members are called that say so; `None`: nowhere yet.
    fn placement(&self, traits: &OcpTraits) -> Result<Option<(Placement, Names)>, Refusal> {
        let Some(install) = self.obproxy_install_param.as_ref().filter(|it| !it.host_ids.is_empty()) else {
            return Ok(None);
        };
        let (exporter, name) = match traits.exporter_member {
            ExporterMember::Either => (install.exporter_port.or(install.export_port), "exporterPort"),
            ExporterMember::ExporterPort => (install.exporter_port, "exporterPort"),
            ExporterMember::ExportPort => (install.export_port, "exportPort"),
        };
        let within = "obproxyInstallParam.";
        let absent = |name: &str| {
            Refusal::member(format!("{within}{name}"), json!(null), format!("{name} is missing."))
        };
        let placement = Placement {
            hosts: install.host_ids.clone(),
            sql_port: install.sql_port.ok_or_else(|| absent("sqlPort"))?,
            exporter_port: exporter.ok_or_else(|| absent(name))?,
            file: install.version.clone().ok_or_else(|| absent("version"))?,
        };
        Ok(Some((placement, Names { within, exporter: name })))
    }

    /// Ports can be given as parameters too; they must not contradict.
    fn check_own_ports(&self, placement: &Placement) -> Result<(), Refusal> {
        let ports =
            [("listen_port", placement.sql_port), ("prometheus_listen_port", placement.exporter_port)];
        for (at, setting) in self.startup_parameters.iter().enumerate() {
            let port = ports.iter().find(|(name, _)| *name == setting.name);
            if port.is_some_and(|(_, port)| port.to_string() != setting.value) {
                let message = format!("{} is not the port that the OBProxy is installed with.", setting.name);
                let field = format!("startupParameters[{at}].value");
                return Err(Refusal::member(field, setting.value.as_str(), message));
            }
        }
        Ok(())
    }
}
