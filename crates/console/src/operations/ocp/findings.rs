//! What is to be said of an action at an OCP, before it is sent.

use std::collections::BTreeSet;

use ocp_api::{ObproxyCluster, ObproxyServer};

use super::calls::OcpCall;
use super::facts::OcpFacts;
use super::findings_of_hosts::{added, taken};
use crate::dto::{ObproxyAction, ObproxyFinding, ObproxyFindingCode as Code, Verdict};
use crate::obproxy::Version;
use crate::obproxy::check::read_port;
use crate::obproxy::deeds::{Standing, standing};
use crate::obproxy::same_architecture;

/// Everything worth saying.
pub fn findings(action: &ObproxyAction, facts: &OcpFacts, calls: &[OcpCall]) -> Vec<ObproxyFinding> {
    let mut found = Found { facts, findings: Vec::new() };
    let Some(cluster) = facts.cluster.clone() else {
        found.add(Verdict::Fail, Code::ClusterGone, []);
        return found.findings;
    };
    match action {
        ObproxyAction::AddServers { host_ids, package, sql_port, exporter_port, .. } => {
            added(&mut found, &cluster, host_ids, package, [sql_port, exporter_port]);
        }
        ObproxyAction::TakeOver { hosts, .. } => taken(&mut found, hosts),
        ObproxyAction::RemoveServers { server_ids, .. } => {
            let servers = found.servers(server_ids);
            found.drops_connections(&cluster, &servers);
        }
        ObproxyAction::Restart { server_ids, .. } => {
            let servers = found.servers(server_ids);
            found.standing(&servers, Verdict::Fail, |standing| standing != Standing::Stopped);
            found.standing(&servers, Verdict::Warn, |standing| standing != Standing::Down);
            found.drops_connections(&cluster, &servers);
        }
        ObproxyAction::Start { server_ids, .. } => {
            found.servers(server_ids);
        }
        ObproxyAction::Stop { server_ids, .. } => {
            let servers = found.servers(server_ids);
            found.standing(&servers, Verdict::Fail, |standing| standing != Standing::Stopped);
            found.drops_connections(&cluster, &servers);
        }
        ObproxyAction::Upgrade { server_ids, package, .. } => found.upgraded(server_ids, package),
        ObproxyAction::EditAddress { address, port, .. } => {
            if address.trim().is_empty() && port.trim().is_empty() {
                found.add(Verdict::Fail, Code::NothingChosen, []);
            }
            if !port.trim().is_empty() {
                found.port("port", port);
            }
        }
        ObproxyAction::AddLink { link, .. } => found.linked(&cluster, link),
        ObproxyAction::RemoveLink { cluster_name, .. } => found.unlinked(&cluster, cluster_name),
        ObproxyAction::SetParameters { values, .. } => found.set(values),
        ObproxyAction::DeleteCluster { .. } => {
            let servers: Vec<&ObproxyServer> = cluster.servers.iter().collect();
            found.busy(&servers);
            found.drops_connections(&cluster, &servers);
        }
        ObproxyAction::StartProxies { .. }
        | ObproxyAction::StopProxies { .. }
        | ObproxyAction::DeleteProxies { .. }
        | ObproxyAction::UpgradeProxies { .. } => {}
    }
    let paths: BTreeSet<String> =
        calls.iter().filter(|call| !call.is_documented()).map(OcpCall::path).collect();
    for path in paths {
        let verdict = if facts.options.undocumented { Verdict::Warn } else { Verdict::Fail };
        found.add(verdict, Code::Undocumented, [("path", path)]);
    }
    found.findings
}

/// What was found so far.
pub struct Found<'a> {
    pub facts: &'a OcpFacts,
    pub findings: Vec<ObproxyFinding>,
}

impl<'a> Found<'a> {
    pub fn add<const N: usize>(&mut self, verdict: Verdict, code: Code, args: [(&str, String); N]) {
        let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.findings.push(ObproxyFinding { verdict, code, args });
    }

    pub fn port(&mut self, field: &str, text: &str) -> Option<u16> {
        let port = read_port(text);
        if port.is_none() {
            self.add(
                Verdict::Fail,
                Code::PortInvalid,
                [("field", field.to_owned()), ("value", text.to_owned())],
            );
        }
        port
    }

    /// The servers that are chosen, as far as they are there. Nothing else may be at work with them.
    fn servers(&mut self, ids: &[String]) -> Vec<&'a ObproxyServer> {
        if ids.is_empty() {
            self.add(Verdict::Fail, Code::NothingChosen, []);
        }
        let facts = self.facts;
        let gone = ids.iter().filter(|id| facts.server(id).is_none());
        for id in gone {
            self.add(Verdict::Fail, Code::ServerGone, [("server", id.clone())]);
        }
        let servers: Vec<&ObproxyServer> = ids.iter().filter_map(|id| facts.server(id)).collect();
        self.busy(&servers);
        servers
    }

    fn busy(&mut self, servers: &[&ObproxyServer]) {
        for server in servers.iter().filter(|server| standing(server) == Standing::Busy) {
            self.add(Verdict::Fail, Code::ServerBusy, [("server", named(server))]);
        }
    }

    /// Says of each server that stands as it should not how it stands. One that is busy has been told of.
    fn standing(&mut self, servers: &[&ObproxyServer], verdict: Verdict, should: impl Fn(Standing) -> bool) {
        for server in servers.iter().filter(|it| standing(it) != Standing::Busy && !should(standing(it))) {
            let args = [("server", named(server)), ("status", server.status.to_string())];
            self.add(verdict, Code::NotRunning, args);
        }
    }

    fn drops_connections(&mut self, cluster: &ObproxyCluster, servers: &[&ObproxyServer]) {
        let runs = |server: &&ObproxyServer| standing(server) == Standing::Running;
        let dropping: Vec<String> = servers.iter().copied().filter(runs).map(named).collect();
        if dropping.is_empty() {
            return;
        }
        self.add(Verdict::Warn, Code::ConnectionsDrop, [("servers", dropping.join(", "))]);
        let stays = |server: &&ObproxyServer| servers.iter().all(|gone| gone.id != server.id);
        if !cluster.servers.iter().filter(runs).any(|server| stays(&server)) {
            self.add(Verdict::Warn, Code::NobodyServes, [("cluster", cluster.name.clone())]);
        }
    }

    fn upgraded(&mut self, server_ids: &[String], short: &str) {
        let servers = self.servers(server_ids);
        self.standing(&servers, Verdict::Fail, |standing| standing == Standing::Running);
        let facts = self.facts;
        let packages: Vec<_> = facts.packages_of_name(short).collect();
        for server in servers {
            let fits = |package: &&&ocp_api::SoftwarePackage| {
                same_architecture(&package.architecture, &server.architecture)
            };
            let Some(package) = packages.iter().find(fits) else {
                let args = [("package", short.to_owned()), ("architecture", server.architecture.clone())];
                self.add(Verdict::Fail, Code::PackageUnfit, args);
                continue;
            };
            let (new, present) =
                (Version::with_build(&package.version, &package.build_number), Version::of(&server.version));
            if new <= present {
                let version = format!("{}-{}", package.version, package.build_number);
                let args = [("version", version), ("present", server.version.clone())];
                self.add(Verdict::Fail, Code::NotNewer, args);
            }
        }
    }
}

/// `ip:port` of a server, as far as OCP tells.
pub fn named(server: &ObproxyServer) -> String {
    match server.sql_port {
        Some(port) => format!("{}:{port}", server.ip),
        None => server.ip.clone(),
    }
}

#[cfg(test)]
#[path = "findings_tests.rs"]
mod tests;
