//! What speaks for and against a new OBProxy cluster. Looks at what was looked up; reads nothing.

mod basics;
mod carried;
mod choice;
mod clusters;
mod findings;
mod hosts;
mod packages;
mod parameters;
mod ports;
mod values;

use std::collections::BTreeSet;

use ocp_api::{Host, ObCluster, ObproxyCluster, ParameterInfo, SoftwarePackage};

pub use carried::Carried;
pub use findings::Findings;
pub use hosts::{Site, judge_host};
pub use packages::{Ground, is_above, judge_package};
pub use ports::{LEAST_PORT, read_port};
pub use values::{Fault, fault_of};

use crate::dto::{Choice, ObproxyProblem, OcpObproxyForm};

/// What was looked up; absent where that could not be done.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    pub hosts: Option<&'a [Host]>,
    pub packages: Option<&'a [SoftwarePackage]>,
    pub ob_clusters: Option<&'a [ObCluster]>,
    pub obproxy_clusters: Option<&'a [ObproxyCluster]>,
    pub catalogue: Option<&'a [ParameterInfo]>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Judged {
    pub problems: Vec<ObproxyProblem>,
    /// Every host, those that fit first.
    pub hosts: Vec<Choice>,
    /// Every package, those that fit first, the newest in front.
    pub packages: Vec<Choice>,
    /// Every OceanBase cluster, in OCP's order.
    pub clusters: Vec<Choice>,
}

/// Judges a form. What could not be looked up is not judged by.
pub fn check(form: &OcpObproxyForm, known: &Known<'_>) -> Judged {
    let mut findings = Findings::default();
    let chosen = Chosen::of(form, known);
    basics::check(form, known, &mut findings);
    let hosts = hosts::check(form, known, &chosen, &mut findings);
    let packages = packages::check(form, known, &chosen, &mut findings);
    ports::check(form, &mut findings);
    let clusters = clusters::check(form, known, &chosen, &mut findings);
    parameters::check(form, known.catalogue, &mut findings);
    Judged { problems: findings.problems(), hosts, packages, clusters }
}

/// What of the chosen is still there.
struct Chosen<'a> {
    hosts: Vec<&'a Host>,
    package: Option<&'a SoftwarePackage>,
    links: Vec<&'a ObCluster>,
}

impl<'a> Chosen<'a> {
    fn of(form: &OcpObproxyForm, known: &Known<'a>) -> Chosen<'a> {
        let host_ids: BTreeSet<i64> = form.host_ids.iter().filter_map(|id| id.parse().ok()).collect();
        let is_chosen = |host: &&Host| host_ids.contains(&host.id);
        let is_linked =
            |cluster: &&ObCluster| form.links.iter().any(|link| link.cluster_id == cluster.id.to_string());
        let mut packages = known.packages.into_iter().flatten();
        Chosen {
            hosts: known.hosts.into_iter().flatten().filter(is_chosen).collect(),
            package: packages.find(|package| package.file_name == form.package),
            links: known.ob_clusters.into_iter().flatten().filter(is_linked).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
