//! What is to be said of hosts that are to get an OBProxy, or have one that is taken over.

use ocp_api::{Host, HostStatus, ObproxyCluster, SoftwarePackage};

use super::findings::Found;
use crate::dto::{
    Choice, ObproxyFinding, ObproxyFindingCode as Code, ObproxyProblemCode, TakenHost, Verdict,
};
use crate::obproxy::check::{Carried, Ground, Site, is_above, judge_host, judge_package};
use crate::obproxy::{Version, same_architecture};

/// Of an OBProxy each on hosts of these ids, with the SQL port and the exporter's.
pub fn added(
    found: &mut Found<'_>,
    cluster: &ObproxyCluster,
    host_ids: &[String],
    package: &str,
    [sql_port, exporter_port]: [&String; 2],
) {
    let facts = found.facts;
    if host_ids.is_empty() {
        found.add(Verdict::Fail, Code::NothingChosen, []);
    }
    let ports = [("sqlPort", sql_port), ("exporterPort", exporter_port)];
    let read: Vec<u16> = ports.into_iter().filter_map(|(field, text)| found.port(field, text)).collect();
    // All OBProxies of a cluster have the same ports.
    let first = cluster.servers.first();
    let others = [first.and_then(|server| server.sql_port), first.and_then(|server| server.exporter_port)];
    for ((field, text), other) in ports.into_iter().zip(others) {
        if other.is_some_and(|other| other.to_string() != text.trim()) {
            found.add(
                Verdict::Fail,
                Code::PortInvalid,
                [("field", field.to_owned()), ("value", text.clone())],
            );
        }
    }
    if read.len() == 2 && read[0] == read[1] {
        let args = [("field", "exporterPort".to_owned()), ("value", exporter_port.clone())];
        found.add(Verdict::Fail, Code::PortInvalid, args);
    }
    let chosen = facts.package_of_file(package);
    let site = Site { package: None, ports: &read, clusters: &Carried::of(&facts.clusters) };
    let mut unfit = std::collections::BTreeSet::new();
    for id in host_ids {
        let Some(host) = facts.host(id) else {
            found.host(id, Verdict::Fail, ObproxyProblemCode::HostGone);
            continue;
        };
        let judged = judge_host(host, &site);
        if let Some(code) = judged.code {
            found.host(&host.name, judged.verdict, code);
        }
        if chosen.is_none_or(|package| !same_architecture(&package.architecture, &host.architecture)) {
            unfit.insert(host.architecture.clone());
        }
    }
    if host_ids.is_empty() && chosen.is_none() {
        unfit.insert(String::new());
    }
    if let Some(package) = chosen {
        found.package(cluster, package);
    }
    for architecture in unfit {
        let args = [("package", package.to_owned()), ("architecture", architecture)];
        found.add(Verdict::Fail, Code::PackageUnfit, args);
    }
}

/// Of OBProxies that run already and become the cluster's.
pub fn taken(found: &mut Found<'_>, hosts: &[TakenHost]) {
    let facts = found.facts;
    if hosts.is_empty() {
        found.add(Verdict::Fail, Code::NothingChosen, []);
    }
    for (at, taken) in hosts.iter().enumerate() {
        let port = found.port(&format!("hosts[{at}].sqlPort"), &taken.sql_port);
        let Some(host) = facts.host(&taken.host_id) else {
            found.host(&taken.host_id, Verdict::Fail, ObproxyProblemCode::HostGone);
            continue;
        };
        if let Some(code) = away(host) {
            found.host(&host.name, Verdict::Fail, code);
        }
        let mut servers = facts.clusters.iter().flat_map(|cluster| &cluster.servers);
        if servers.any(|server| server.host_id == Some(host.id) && server.sql_port == port) {
            found.host(&host.name, Verdict::Fail, ObproxyProblemCode::PortTaken);
        }
    }
}

impl Found<'_> {
    fn host(&mut self, host: &str, verdict: Verdict, code: ObproxyProblemCode) {
        self.add(verdict, Code::HostUnfit, [("host", host.to_owned()), ("reason", word(code))]);
    }

    /// What the wizard has against a package, and that all OBProxies of a cluster are of one kind.
    fn package(&mut self, cluster: &ObproxyCluster, package: &SoftwarePackage) {
        let linked = self.facts.linked();
        let judged = judge_package(package, &Ground { hosts: &[], clusters: &linked });
        self.misfit(package, &judged);
        let Some(present) = cluster.servers.first().map(|server| server.version.as_str()) else { return };
        let number = |text: &str| Version::of(text).map(|version| version.is_before(&[4]));
        let against = if number(&package.version) == Some(true) && number(present) == Some(false) {
            Choice::fails(package.id, ObproxyProblemCode::PackageBelowCluster)
        } else if is_above(&package.version, present) {
            Choice::warns(package.id, ObproxyProblemCode::PackageAboveCluster)
        } else {
            return;
        };
        let against = against.arg("version", &package.version).arg("cluster", &cluster.name);
        self.misfit(package, &against.arg("obVersion", present));
    }

    fn misfit(&mut self, package: &SoftwarePackage, against: &Choice) {
        let Some(code) = against.code else { return };
        let mut args = against.args.clone();
        args.insert("package".to_owned(), package.file_name.clone());
        args.insert("reason".to_owned(), word(code));
        self.findings.push(ObproxyFinding { verdict: against.verdict, code: Code::PackageMisfit, args });
    }
}

fn word(code: ObproxyProblemCode) -> String {
    let word = serde_json::to_value(code).ok();
    word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// Why nothing can be done on a host at all.
fn away(host: &Host) -> Option<ObproxyProblemCode> {
    match &host.status {
        HostStatus::New => Some(ObproxyProblemCode::HostHasNoAgent),
        HostStatus::Offline | HostStatus::Deleting => Some(ObproxyProblemCode::HostOffline),
        HostStatus::Available | HostStatus::Online | HostStatus::Other(_) => None,
    }
}
