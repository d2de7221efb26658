//! Where new OBProxies may go.

use serde_json::json;

use crate::ocp::estate::Estate;
use crate::ocp::hosts::{Host, HostState};
use crate::ocp::obproxy::model::Link;
use crate::ocp::obproxy::{numbers, port_fault};
use crate::ocp::packages::{OBPROXY, Package};
use crate::ocp::refusal::{MemberError, Refusal};

/// OBProxies to be installed.
#[derive(Debug)]
pub struct Placement {
    pub hosts: Vec<i64>,
    pub sql_port: i64,
    pub exporter_port: i64,
    /// The package's file name.
    pub file: String,
}

/// How the members of a placement are called in its body.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    pub within: &'static str,
    pub exporter: &'static str,
}

impl Placement {
    /// The package, if all of this can be done.
    pub fn check<'a>(
        &self,
        estate: &'a Estate,
        links: &[Link],
        names: Names,
    ) -> Result<&'a Package, Refusal> {
        self.check_ports(names)?;
        let package = estate.packages.iter().find(|package| package.file() == self.file);
        let package = package.ok_or_else(|| Refusal::missing(format!("Software package {}", self.file)))?;
        if package.kind != OBPROXY {
            return Err(self.unfit(names, format!("{} is no package of OBProxy.", self.file)));
        }
        let hosts = self.hosts(estate)?;
        for host in &hosts {
            self.check_host(host, package, estate, names)?;
        }
        let version = numbers(&package.version);
        if version < vec![1, 8, 0] {
            return Err(Refusal::new(400, "ODP21018", format!("OBProxy {} is too old.", package.version)));
        }
        let linked = links.iter().filter_map(|link| estate.cluster(link.cluster));
        if let Some(newer) = linked.into_iter().find(|cluster| version < numbers(cluster.version)) {
            let message = format!(
                "OBProxy {} does not support OceanBase {} of cluster {}.",
                package.version, newer.version, newer.name
            );
            return Err(Refusal::new(400, "ODP21110", message));
        }
        Ok(package)
    }

    fn check_ports(&self, names: Names) -> Result<(), Refusal> {
        let (sql, exporter) =
            (format!("{}sqlPort", names.within), format!("{}{}", names.within, names.exporter));
        let ports = [(&sql, self.sql_port), (&exporter, self.exporter_port)];
        let mut faults: Vec<MemberError> =
            ports.into_iter().filter_map(|(field, port)| port_fault(field, port)).collect();
        if self.sql_port == self.exporter_port {
            let message = "The SQL port and the exporter port must differ.";
            faults.push(MemberError::new(exporter, json!(self.exporter_port), message));
        }
        if faults.is_empty() { Ok(()) } else { Err(Refusal::members(faults)) }
    }

    fn hosts<'a>(&self, estate: &'a Estate) -> Result<Vec<&'a Host>, Refusal> {
        let find = |id: &i64| estate.host(*id).ok_or_else(|| Refusal::missing(format!("Host {id}")));
        self.hosts.iter().map(find).collect()
    }

    fn check_host(
        &self,
        host: &Host,
        package: &Package,
        estate: &Estate,
        names: Names,
    ) -> Result<(), Refusal> {
        let wrong =
            |message: String| Refusal::member(format!("{}hostIds", names.within), json!(self.hosts), message);
        match host.state {
            HostState::Up => {}
            HostState::Offline => return Err(wrong(format!("Host {} is OFFLINE.", host.name))),
            HostState::New => return Err(wrong(format!("Host {} is NEW and has no OCP-Agent.", host.name))),
        }
        if self.hosts.iter().filter(|id| **id == host.id).count() > 1 {
            return Err(wrong(format!("Host {} is named twice.", host.name)));
        }
        if host.architecture != package.architecture {
            let message = format!(
                "The package is for {}, host {} is {}.",
                package.architecture, host.name, host.architecture
            );
            return Err(self.unfit(names, message));
        }
        let ports = [self.sql_port, self.exporter_port];
        let busy = estate
            .proxies
            .on(host.id)
            .find(|(_, server)| ports.contains(&server.sql_port) || ports.contains(&server.exporter_port));
        if let Some((cluster, _)) = busy {
            let message = format!("An OBProxy of cluster {} is on host {} already.", cluster.name, host.name);
            return Err(Refusal::new(400, "ODP21116", message));
        }
        let observer = if host.observer.is_some() { vec![2881, 2882] } else { Vec::new() };
        let used = observer.into_iter().chain(host.stray.map(|(port, _)| port)).chain([62888, 62889]);
        if let Some(port) = used.into_iter().find(|port| ports.contains(port)) {
            let member = if port == self.sql_port { "sqlPort" } else { names.exporter };
            let message = format!("Port {port} is in use on host {}.", host.name);
            return Err(Refusal::member(format!("{}{member}", names.within), json!(port), message));
        }
        Ok(())
    }

    fn unfit(&self, names: Names, message: String) -> Refusal {
        Refusal::member(format!("{}version", names.within), self.file.as_str(), message)
    }
}
