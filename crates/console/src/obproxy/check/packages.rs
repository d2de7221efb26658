use std::cmp::Reverse;
use std::collections::BTreeSet;

use ocp_api::{Host, ObCluster, SoftwarePackage};

use super::findings::Findings;
use super::{Chosen, Known};
use crate::dto::{Choice, ObproxyProblemCode as Code, ObproxyStep, OcpObproxyForm, Verdict};
use crate::obproxy::machine::{same_architecture, same_system};
use crate::obproxy::version::Version;

const STEP: ObproxyStep = ObproxyStep::Hosts;

/// Below it OCP manages none.
const OLDEST: [u64; 3] = [1, 8, 0];
/// A cluster of these cannot be connected to.
const FAULTY: [u64; 2] = [4, 1];

/// Clusters of these, and the newest package that OCP's guide names for them.
const OLD: [u64; 1] = [3];
const NEWEST_FOR_OLD: [u64; 3] = [4, 0, 0];

/// What a package is to run on, and what it is to lead to.
pub struct Ground<'a> {
    pub hosts: &'a [&'a Host],
    pub clusters: &'a [&'a ObCluster],
}

/// Every package, those that fit first, the newest of each kind in front; and what speaks against the one that is chosen.
pub fn check(
    form: &OcpObproxyForm,
    known: &Known<'_>,
    chosen: &Chosen<'_>,
    findings: &mut Findings,
) -> Vec<Choice> {
    let ground = Ground { hosts: &chosen.hosts, clusters: &chosen.links };
    let judged = judge_all(known.packages.unwrap_or_default(), &ground);
    if form.package.is_empty() {
        if !form.host_ids.is_empty() {
            findings.block(STEP, Code::PackageMissing, "package");
        }
        return judged;
    }
    match (known.packages, chosen.package) {
        (Some(_), None) => {
            findings.block(STEP, Code::PackageGone, "package").arg("package", &form.package);
        }
        (Some(_), Some(package)) => {
            // What hosts and clusters have against it is said of those.
            let alone = judge_package(package, &Ground { hosts: &[], clusters: &[] });
            findings.choice(STEP, &alone, "package");
        }
        (None, _) => {}
    }
    judged
}

/// What speaks against a package: the worst of it.
pub fn judge_package(package: &SoftwarePackage, ground: &Ground<'_>) -> Choice {
    let (id, version) = (package.id, package.version.as_str());
    let numbers = Version::of(version);
    if numbers.as_ref().is_some_and(|numbers| numbers.is_before(&OLDEST)) {
        return Choice::fails(id, Code::PackageTooOld).arg("version", version);
    }
    let architectures = ground.hosts.iter().map(|host| host.architecture.as_str());
    let others: BTreeSet<&str> =
        architectures.filter(|other| !same_architecture(&package.architecture, other)).collect();
    if !others.is_empty() {
        let others = others.into_iter().collect::<Vec<_>>().join(", ");
        return Choice::fails(id, Code::PackageArchitecture).arg("architecture", others);
    }
    if let Some(cluster) = ground.clusters.iter().find(|cluster| is_below(package, cluster)) {
        return below(id, package, cluster);
    }
    if let Some(cluster) = ground.clusters.iter().find(|cluster| is_above(version, &cluster.ob_version)) {
        return above(id, package, cluster);
    }
    if numbers.is_some_and(|numbers| numbers.is(&FAULTY)) {
        return Choice::warns(id, Code::PackageFaulty).arg("version", version);
    }
    let system = |host: &Host| format!("{} {}", host.operating_system, host.operating_system_release);
    let systems = ground.hosts.iter().map(|host| system(host));
    let other = systems.into_iter().find(|system| !same_system(&package.operating_system, system));
    match other {
        Some(system) => Choice::warns(id, Code::HostSystem)
            .arg("system", system.trim())
            .arg("package", &package.operating_system),
        None => Choice::fits(id),
    }
}

/// Whether OCP does not let it lead to a cluster, which is newer.
pub fn is_below(package: &SoftwarePackage, cluster: &ObCluster) -> bool {
    let (ours, theirs) = (Version::of(&package.version), Version::of(&cluster.ob_version));
    ours.zip(theirs).is_some_and(|(ours, theirs)| ours.without_build() < theirs.without_build())
}

/// That it is, said of the package or of the cluster with this id.
pub fn below(id: i64, package: &SoftwarePackage, cluster: &ObCluster) -> Choice {
    Choice::fails(id, Code::PackageBelowCluster)
        .arg("version", &package.version)
        .arg("cluster", &cluster.name)
        .arg("obVersion", &cluster.ob_version)
}

/// Whether OCP's guide leaves an OBProxy of this version out for what has `theirs`: that of 3.x takes those up to 4.0.0.
pub fn is_above(ours: &str, theirs: &str) -> bool {
    let is_newer = |ours: Version| !ours.is(&NEWEST_FOR_OLD) && !ours.is_before(&NEWEST_FOR_OLD);
    Version::of(theirs).is_some_and(|theirs| theirs.is(&OLD)) && Version::of(ours).is_some_and(is_newer)
}

/// That it does. OCP may take it all the same.
pub fn above(id: i64, package: &SoftwarePackage, cluster: &ObCluster) -> Choice {
    Choice::warns(id, Code::PackageAboveCluster)
        .arg("version", &package.version)
        .arg("cluster", &cluster.name)
        .arg("obVersion", &cluster.ob_version)
}

fn judge_all(packages: &[SoftwarePackage], ground: &Ground<'_>) -> Vec<Choice> {
    let version = |package: &SoftwarePackage| Version::with_build(&package.version, &package.build_number);
    let mut judged: Vec<_> =
        packages.iter().map(|package| (version(package), judge_package(package, ground))).collect();
    judged.sort_by_key(|(version, choice)| (choice.rank(), Reverse(version.clone())));
    let newest = judged.first().map(|(version, _)| version.clone());
    for (version, choice) in &mut judged {
        // The same for another architecture is as new, as long as no host decides.
        if choice.verdict == Verdict::Pass && Some(&*version) == newest.as_ref() {
            choice.code = Some(Code::PackageNewest);
        }
    }
    judged.into_iter().map(|(_, choice)| choice).collect()
}
