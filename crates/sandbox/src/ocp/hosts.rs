//! The hosts of the practice OCP.

use serde_json::{Value, json};

use crate::clock::Ns;
use crate::gotime;
use crate::ocp::asked::Asked;
use crate::ocp::obproxy::Proxies;
use crate::ocp::pages;
use crate::ocp::refusal::{Answer, Refusal};
use crate::ocp::traits::{OcpRight, OcpTraits};
use crate::world::SECOND;

const HOSTS: &str = "/api/v2/compute/hosts";
const SORTABLE: [&str; 6] = ["id", "name", "innerIpAddress", "status", "createTime", "updateTime"];
const HOUR: Ns = 3_600 * SECOND;

/// A host.
#[derive(Debug)]
pub struct Host {
    pub id: i64,
    pub name: String,
    pub ip: String,
    pub architecture: &'static str,
    pub idc: &'static str,
    pub state: HostState,
    /// The OceanBase cluster whose server it carries, as `name:obClusterId`, and its version.
    pub observer: Option<(&'static str, &'static str)>,
    /// An OBProxy that OCP does not manage: its port, and its version with the build.
    pub stray: Option<(i64, &'static str)>,
    /// What is told to fail there.
    pub words: String,
    created: Ns,
    updated: Ns,
}

/// Whether OCP's agent is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostState {
    Up,
    Offline,
    New,
}

/// Name, address, architecture, IDC.
type Row = (&'static str, &'static str, &'static str, &'static str, HostState);

const FIRST: [Row; 8] = [
    ("proxy-sh-01", "10.10.40.21", "x86_64", "sh-1", HostState::Up),
    ("proxy-sh-02", "10.10.40.22", "x86_64", "sh-2", HostState::Up),
    ("proxy-hz-01", "10.10.40.23", "x86_64", "hz-1", HostState::Up),
    ("ob-trade-07", "10.10.20.7", "x86_64", "sh-1", HostState::Up),
    ("proxy-sh-03", "10.10.40.24", "x86_64", "sh-1", HostState::Up),
    ("proxy-arm-01", "10.10.40.31", "aarch64", "hz-1", HostState::Up),
    ("proxy-hz-02", "10.10.40.25", "x86_64", "hz-1", HostState::Offline),
    ("new-host-11", "10.10.40.40", "x86_64", "sh-2", HostState::New),
];
/// Those after the first eight on which something fails.
const FAILING: [&str; 4] = ["no-nc-09", "has-obproxy-10", "stuck-11", "no-start-once-12"];

/// All hosts, as they are at `now`.
pub fn begin(traits: &OcpTraits, now: Ns) -> Vec<Host> {
    let first = FIRST.iter().zip(0..).map(|((name, ip, architecture, idc, state), number)| Host {
        id: 3_000_011 + number,
        name: (*name).to_owned(),
        ip: (*ip).to_owned(),
        architecture,
        idc,
        state: *state,
        observer: (*name == "ob-trade-07").then_some(("trade:1001", "4.2.1.8")),
        stray: (*name == "ob-trade-07").then_some((2893, "4.2.3.0-3")),
        words: String::new(),
        created: now - 24 * 30 * HOUR,
        updated: if *state == HostState::Offline { now - 3 * HOUR } else { now },
    });
    let more = (FIRST.len()..traits.hosts).map(|number| another(number, now));
    let mut all: Vec<Host> = first.chain(more).collect();
    for host in &mut all {
        let told = traits.host_words.get(&host.name).map_or("", String::as_str);
        let own = if FAILING.contains(&host.name.as_str()) { host.name.as_str() } else { "" };
        host.words = format!("{own} {told}");
    }
    all
}

/// What is asked about hosts; `None`: this is about something else.
pub fn answer(asked: &Asked<'_>, hosts: &[Host], proxies: &Proxies, traits: &OcpTraits) -> Option<Answer> {
    let parts = asked.parts(HOSTS)?;
    if !asked.reads() || parts.len() > 1 {
        return None;
    }
    if let Err(refusal) = traits.demand(OcpRight::HostViewer) {
        return Some(Err(refusal));
    }
    Some(match &*parts {
        [id] => {
            let found = hosts.iter().find(|host| host.id.to_string() == *id);
            let found = found.ok_or_else(|| Refusal::missing(format!("Host {id}")));
            found.map(|host| Some(view(host, proxies, asked)))
        }
        _ => {
            let views = hosts.iter().map(|host| view(host, proxies, asked));
            pages::page(asked, traits, &SORTABLE, views.filter(|view| is_wanted(view, asked)).collect())
        }
    })
}

fn another(number: usize, now: Ns) -> Host {
    let name = FAILING
        .get(number - FIRST.len())
        .map_or_else(|| format!("proxy-gz-{:03}", number + 1), |name| (*name).to_owned());
    let told = number < FIRST.len() + FAILING.len();
    Host {
        id: 3_000_011 + i64::try_from(number).unwrap_or_default(),
        name,
        ip: format!("10.10.{}.{}", 50 + number / 250, number % 250 + 1),
        architecture: if !told && number.is_multiple_of(7) { "aarch64" } else { "x86_64" },
        idc: ["gz-1", "gz-2", "gz-3"][number % 3],
        state: if !told && number.is_multiple_of(10) { HostState::Offline } else { HostState::Up },
        observer: None,
        stray: None,
        words: String::new(),
        created: now - 24 * HOUR,
        updated: now,
    }
}

fn is_wanted(view: &Value, asked: &Asked<'_>) -> bool {
    let services = || view["services"].as_array().into_iter().flatten();
    let carries =
        |name: &str| services().any(|service| asked.lets(name, service["type"].as_str().unwrap_or_default()));
    let included = asked.parameter("includedServiceType").is_none() || carries("includedServiceType");
    let excluded = asked.parameter("excludedServiceType").is_some() && carries("excludedServiceType");
    let keyword = asked.parameter("keyword").unwrap_or_default();
    let texts = [&view["name"], &view["innerIpAddress"]]
        .into_iter()
        .chain(services().map(|service| &service["name"]));
    let mut texts = texts.filter_map(Value::as_str);
    asked.lets("status", view["status"].as_str().unwrap_or_default())
        && included
        && !excluded
        && texts.any(|text| text.contains(&keyword))
}

fn view(host: &Host, proxies: &Proxies, asked: &Asked<'_>) -> Value {
    let time = |at| gotime::render(at, asked.offset);
    let services = services(host, proxies);
    let (status, agent) = match host.state {
        HostState::Up => (if services.is_empty() { "AVAILABLE" } else { "ONLINE" }, Some("AVAILABLE")),
        HostState::Offline => ("OFFLINE", Some("OFFLINE")),
        HostState::New => ("NEW", None),
    };
    let region = host.idc.split('-').next();
    json!({
        "alias": null, "architecture": host.architecture, "createTime": time(host.created), "description": null,
        "hostAgentId": agent.map(|_| host.id + 3_000_000), "hostAgentStatus": agent,
        "hostAgentVersion": agent.map(|_| "4.2.2-20240131164424"), "id": host.id, "idcDescription": null,
        "idcId": 1, "idcName": host.idc, "innerIpAddress": host.ip, "kind": "DEDICATED_PHYSICAL_MACHINE",
        "name": host.name, "operatingSystem": format!("3.10.0-1160.el7.{}", host.architecture),
        "operatingSystemRelease": "el7", "publishPorts": null, "regionDescription": null, "regionId": 1,
        "regionName": region, "serialNumber": null, "services": services, "sshPort": 22, "status": status,
        "typeDescription": null, "typeId": 1, "typeName": "practice", "updateTime": time(host.updated),
    })
}

fn services(host: &Host, proxies: &Proxies) -> Vec<Value> {
    let observer = host.observer.map(|(name, version)| {
        json!({"name": name, "softwarePackageId": null, "type": "OB_CLUSTER", "version": version})
    });
    let managed = proxies.on(host.id).map(|(cluster, server)| {
        json!({
            "name": cluster.name, "softwarePackageId": null, "type": "OB_PROXY", "version": server.version,
        })
    });
    observer.into_iter().chain(managed).collect()
}
