use std::collections::BTreeSet;

use ocp_api::{ObCluster, ObClusterKind, ObClusterStatus};

use super::findings::Findings;
use super::packages::{above, below, is_above, is_below};
use super::{Chosen, Known};
use crate::dto::{Choice, ObproxyProblemCode as Code, ObproxyStep, OcpObproxyForm, WorkMode};
use crate::obproxy::shown::id;

const STEP: ObproxyStep = ObproxyStep::Clusters;

/// Every OceanBase cluster; and what speaks against those that are linked.
pub fn check(
    form: &OcpObproxyForm,
    known: &Known<'_>,
    chosen: &Chosen<'_>,
    findings: &mut Findings,
) -> Vec<Choice> {
    let count = form.links.len();
    match form.work_mode {
        WorkMode::RsList if count != 1 => {
            findings.block(STEP, Code::LinksNotOne, "links").arg("count", count);
        }
        WorkMode::ConfigUrl if count == 0 => {
            findings.warn(STEP, Code::NoLinks, "links");
        }
        WorkMode::RsList | WorkMode::ConfigUrl => {}
    }
    let mut seen = BTreeSet::new();
    for link in &form.links {
        let field = format!("links[{}]", link.cluster_id);
        if link.username.trim().is_empty() {
            let found = findings.block(STEP, Code::LinkUserMissing, &field);
            found.arg("cluster", &link.cluster_name);
        }
        if !seen.insert(&link.cluster_id) {
            let found = findings.block(STEP, Code::ClusterNameTwice, &field);
            found.arg("id", &link.ob_cluster_id).arg("cluster", &link.cluster_name);
            continue;
        }
        let Some(clusters) = known.ob_clusters else { continue };
        let Some(cluster) = chosen.links.iter().find(|cluster| cluster.id.to_string() == link.cluster_id)
        else {
            let found = findings.block(STEP, Code::ClusterNotRunning, &field);
            found.arg("status", "DELETED").arg("cluster", &link.cluster_name);
            continue;
        };
        for found in against(cluster, clusters, chosen) {
            findings.choice(STEP, &found.arg("cluster", &cluster.name), &field);
        }
    }
    let clusters = known.ob_clusters.unwrap_or_default();
    let judge = |cluster: &ObCluster| {
        let mut all = against(cluster, clusters, chosen);
        all.sort_by_key(|choice| std::cmp::Reverse(choice.rank()));
        all.into_iter().next().unwrap_or_else(|| Choice::fits(cluster.id))
    };
    clusters.iter().map(judge).collect()
}

/// Everything that speaks against a link to a cluster.
fn against(cluster: &ObCluster, all: &[ObCluster], chosen: &Chosen<'_>) -> Vec<Choice> {
    let number = cluster.id;
    let too_new = chosen.package.filter(|package| is_below(package, cluster));
    let too_old = chosen.package.filter(|package| is_above(&package.version, &cluster.ob_version));
    let standby = cluster.kind == Some(ObClusterKind::Standby);
    [
        too_new.map(|package| below(number, package, cluster)),
        too_old.map(|package| above(number, package, cluster)),
        state(cluster),
        standby.then(|| Choice::warns(number, Code::ClusterIsStandby)),
        name_twice(cluster, all),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// OBProxy gets its password by a connection to the cluster. One that comes or goes is none to link to.
fn state(cluster: &ObCluster) -> Option<Choice> {
    use ObClusterStatus as Status;
    let found = match &cluster.status {
        Status::Running => return None,
        Status::Creating | Status::Deleting | Status::TakingOver | Status::MovingOut | Status::Abandoned => {
            Choice::fails(cluster.id, Code::ClusterNotRunning)
        }
        Status::Unavailable
        | Status::Starting
        | Status::Restarting
        | Status::Stopping
        | Status::Stopped
        | Status::Switchover
        | Status::Failover
        | Status::Upgrading
        | Status::Operating
        | Status::Other(_) => Choice::warns(cluster.id, Code::ClusterNotRunning),
    };
    Some(found.arg("status", &cluster.status))
}

/// A primary and its standby have one name on purpose, too: clients say the name only.
fn name_twice(cluster: &ObCluster, all: &[ObCluster]) -> Option<Choice> {
    let others = all.iter().filter(|other| other.id != cluster.id && other.name == cluster.name);
    let ids: Vec<String> = others.map(|other| id(other.ob_cluster_id)).collect();
    let found = Choice::warns(cluster.id, Code::ClusterNameTwice).arg("own", id(cluster.ob_cluster_id));
    (!ids.is_empty()).then(|| found.arg("id", ids.join(", ")))
}
