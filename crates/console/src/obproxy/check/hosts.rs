use std::collections::{BTreeSet, HashMap};

use ocp_api::{Host, HostAgentStatus, HostServiceKind, HostStatus, SoftwarePackage};

use super::carried::Carried;
use super::findings::Findings;
use super::ports::wanted_ports;
use super::{Chosen, Known};
use crate::dto::{Choice, ObproxyProblemCode as Code, ObproxyStep, OcpObproxyForm};
use crate::obproxy::machine::{same_architecture, same_system};

const STEP: ObproxyStep = ObproxyStep::Hosts;

/// Where an OBProxy listens unless it is told otherwise.
const USUAL_PORTS: [u16; 2] = [2883, 2884];
const OBSERVER_PORTS: [u16; 2] = [2881, 2882];
const AGENT_PORTS: [u16; 2] = [62888, 62889];

/// What a host is to carry.
pub struct Site<'a> {
    /// Absent when none is chosen yet.
    pub package: Option<&'a SoftwarePackage>,
    pub ports: &'a [u16],
    /// The OBProxy clusters that OCP has already.
    pub clusters: &'a Carried<'a>,
}

/// Every host, those that fit first and the idle ones in front; and what speaks against those that are chosen.
pub fn check(
    form: &OcpObproxyForm,
    known: &Known<'_>,
    chosen: &Chosen<'_>,
    findings: &mut Findings,
) -> Vec<Choice> {
    if form.host_ids.is_empty() {
        findings.warn(STEP, Code::NoHosts, "hosts");
    }
    let Some(hosts) = known.hosts else { return Vec::new() };
    let clusters = &Carried::of(known.obproxy_clusters.unwrap_or_default());
    let site = Site { package: chosen.package, ports: &wanted_ports(form), clusters };
    let mut judged: Vec<(&Host, Choice)> = hosts.iter().map(|host| (host, judge_host(host, &site))).collect();
    let by_id: HashMap<&str, &(&Host, Choice)> =
        judged.iter().map(|both| (both.1.id.as_str(), both)).collect();
    for id in &form.host_ids {
        let field = format!("hosts[{id}]");
        match by_id.get(id.as_str()) {
            Some((host, choice)) => findings.choice(STEP, &choice.clone().arg("host", &host.name), &field),
            None => {
                findings.block(STEP, Code::HostGone, &field).arg("host", id);
            }
        }
    }
    judged.sort_by_key(|(host, choice)| (choice.rank(), host.status != HostStatus::Available));
    judged.into_iter().map(|(_, choice)| choice).collect()
}

/// What speaks against an OBProxy on this host: the worst of it.
pub fn judge_host(host: &Host, site: &Site<'_>) -> Choice {
    let id = host.id;
    match &host.status {
        HostStatus::New => return Choice::fails(id, Code::HostHasNoAgent),
        HostStatus::Offline | HostStatus::Deleting => {
            return Choice::fails(id, Code::HostOffline).arg("status", &host.status);
        }
        HostStatus::Available | HostStatus::Online | HostStatus::Other(_) => {}
    }
    if let Some(status @ (HostAgentStatus::Offline | HostAgentStatus::Deleted)) = &host.agent_status {
        return Choice::fails(id, Code::HostOffline).arg("status", status);
    }
    let unfit = site.package.filter(|package| !same_architecture(&package.architecture, &host.architecture));
    if let Some(package) = unfit {
        return Choice::fails(id, Code::HostArchitecture)
            .arg("architecture", &host.architecture)
            .arg("package", &package.architecture);
    }
    let taken = site.ports.iter().find_map(|port| Some((port, holder(host, *port, site.clusters)?)));
    if let Some((port, cluster)) = taken {
        return Choice::fails(id, Code::PortTaken).arg("port", port).arg("cluster", cluster);
    }
    doubts(host, site).unwrap_or_else(|| Choice::fits(id))
}

/// What lets somebody think twice.
fn doubts(host: &Host, site: &Site<'_>) -> Option<Choice> {
    let id = host.id;
    if let HostStatus::Other(status) = &host.status {
        return Some(Choice::warns(id, Code::HostOffline).arg("status", status));
    }
    if let Some(status) = host.agent_status.as_ref().filter(|status| **status != HostAgentStatus::Available) {
        return Some(Choice::warns(id, Code::HostOffline).arg("status", status));
    }
    let system = format!("{} {}", host.operating_system, host.operating_system_release);
    let unfit = site.package.filter(|package| !same_system(&package.operating_system, &system));
    if let Some(package) = unfit {
        let found = Choice::warns(id, Code::HostSystem).arg("system", system.trim());
        return Some(found.arg("package", &package.operating_system));
    }
    let kinds = host.services.iter().map(|service| &service.kind);
    let shared: BTreeSet<&str> =
        kinds.filter(|kind| **kind != HostServiceKind::OcpAgent).map(HostServiceKind::as_str).collect();
    let services = shared.into_iter().collect::<Vec<_>>().join(", ");
    (!services.is_empty()).then(|| Choice::warns(id, Code::HostShared).arg("services", services))
}

/// Who listens on a port of a host already, as far as OCP tells.
fn holder<'a>(host: &'a Host, port: u16, carried: &Carried<'a>) -> Option<&'a str> {
    // Of what only the host's services tell, no port is known but the usual ones.
    let by_service = || {
        host.services.iter().find_map(|service| {
            let usual: &[u16] = match service.kind {
                HostServiceKind::Obproxy if carried.has(host, &service.name) => &[],
                HostServiceKind::Obproxy => &USUAL_PORTS,
                HostServiceKind::ObCluster => &OBSERVER_PORTS,
                HostServiceKind::OcpAgent
                | HostServiceKind::BackupAgent
                | HostServiceKind::RestoreAgent
                | HostServiceKind::BackupRestoreAgent
                | HostServiceKind::Oms
                | HostServiceKind::Other(_) => &[],
            };
            usual.contains(&port).then_some(service.name.as_str())
        })
    };
    carried
        .cluster_at(host, port)
        .or_else(by_service)
        .or_else(|| AGENT_PORTS.contains(&port).then_some("OCP-Agent"))
}
