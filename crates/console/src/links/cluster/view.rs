use obshell_api::{ClusterInfo, Identity};
use serde_json::Value;

use super::hosts::hosts;
use super::locks::lock_view;
use super::outliers::outliers;
use super::survey::Survey;
use super::usage;
use super::zones::zones;
use crate::dto::{
    ClusterStage, ClusterView, ConnectionFacts, ConnectionState, HostUsage, HostView, TenantView,
};
use crate::links::agent::Agent;
use crate::links::work::Work;

/// Everything that is known of a connection's cluster after a round.
pub struct Sources<'a> {
    pub survey: &'a Survey,
    pub agents: &'a [Agent],
    pub facts: Option<&'a ConnectionFacts>,
    pub work: &'a Work,
    /// Somebody answered in the last round.
    pub fresh: bool,
    pub state: ConnectionState,
}

/// The cluster as all of them together tell it. Whose connection it is, and what may be done with it, is up to
/// [`present`](super::present()).
pub fn cluster_view(of: &Sources<'_>) -> ClusterView {
    let stage = stage(of);
    let mut hosts = hosts(of, stage);
    let found: Vec<_> = {
        let all: Vec<&HostView> = hosts.iter().collect();
        (0..all.len()).map(|at| outliers(&all, at)).collect()
    };
    for (host, found) in hosts.iter_mut().zip(found) {
        host.outliers = found;
    }
    let info = of.survey.info.as_ref();
    let told = |told: Option<&String>, else_known: fn(&ConnectionFacts) -> &String| {
        let told = told.filter(|text| !text.is_empty()).or_else(|| of.facts.map(else_known));
        told.cloned().unwrap_or_default()
    };
    let id = info.map(|info| info.cluster_id).filter(|id| *id != 0).map(|id| id.to_string());
    let mut state = of.state.clone();
    if of.fresh && state.problem.is_none() {
        state.problem.clone_from(&of.survey.problem);
    }
    ClusterView {
        connection_id: String::new(),
        stage,
        name: told(info.map(|info| &info.cluster_name), |facts| &facts.cluster_name),
        cluster_id: told(id.as_ref(), |facts| &facts.cluster_id),
        ob_version: told(info.map(|info| &info.ob_version), |facts| &facts.ob_version),
        obshell_version: told(None, |facts| &facts.obshell_version),
        community: info.map(|info| info.is_community_edition),
        status: info.map(|info| info.status.as_str().to_owned()).unwrap_or_default(),
        state,
        usage: usage_of(of, &hosts),
        lock: lock_view(of),
        tasks: of.work.notes.clone(),
        recent: of.survey.recent.clone(),
        tenants: info.map(tenants).unwrap_or_default(),
        zones: zones(of, hosts),
        actions: Vec::new(),
        read_at: of.survey.read_at,
    }
}

fn stage(of: &Sources<'_>) -> ClusterStage {
    let word = of.facts.map_or("", |facts| facts.identity.as_str());
    let alone = ["", Identity::Single.as_str(), Identity::Master.as_str(), Identity::Follower.as_str()];
    if of.survey.info.is_none() && alone.contains(&word) {
        ClusterStage::Agents
    } else {
        ClusterStage::Cluster
    }
}

/// The cluster's own totals, but for disks: there it tells only what is assigned.
fn usage_of(of: &Sources<'_>, hosts: &[HostView]) -> HostUsage {
    let together = usage::sum(hosts.iter().map(|host| &host.usage));
    let told = of.survey.info.as_ref().map(|info| usage::of_stats(&info.stats)).unwrap_or_default();
    HostUsage {
        cpu: told.cpu.or(together.cpu),
        memory: told.memory.or(together.memory),
        disk: together.disk.or(told.disk),
    }
}

fn tenants(info: &ClusterInfo) -> Vec<TenantView> {
    let text = |tenant: &Value, name: &str| tenant.get(name).and_then(Value::as_str).map(str::to_owned);
    let view = |tenant: &Value| {
        let name = text(tenant, "tenant_name").unwrap_or_default();
        let stats = info.tenant_stats.iter().find(|stats| text(stats, "tenant_name").as_ref() == Some(&name));
        TenantView {
            mode: text(tenant, "mode").unwrap_or_default(),
            status: text(tenant, "status").unwrap_or_default(),
            cpu_percent: stats.and_then(|stats| stats.get("cpu_used_percent")?.as_f64()),
            name,
        }
    };
    info.tenants.iter().map(view).collect()
}
