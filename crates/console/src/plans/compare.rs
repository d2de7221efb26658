use std::collections::BTreeMap;

use super::plan::{Plan, PlanHost, environment_word, kind_word};
use crate::dto::{DraftParameter, ParameterScope, PlanDifference};
use crate::hosts::canonical;

/// What differs, in the order of a file: the cluster, the hosts as they are listed, the parameters by scope.
pub fn differences(before: &Plan, after: &Plan) -> Vec<PlanDifference> {
    let mut all = Differences::default();
    all.add("kind", Some(kind_word(before.kind)), Some(kind_word(after.kind)));
    let environment = |plan: &Plan| environment_word(plan.environment);
    all.add("environment", Some(environment(before)), Some(environment(after)));
    all.add("cluster.name", Some(before.cluster_name.as_str()), Some(after.cluster_name.as_str()));
    let (old, new) = (before.cluster.as_ref(), after.cluster.as_ref());
    all.add("cluster.id", old.map(|it| it.id.as_str()), new.map(|it| it.id.as_str()));
    let script = |plan: &Plan| plan.cluster.as_ref().map(|it| it.import_script.to_string());
    all.add("cluster.importScript", script(before), script(after));
    let user = |plan: &Plan| plan.cluster.as_ref().map(|it| it.create_proxyro_user.to_string());
    all.add("cluster.createProxyroUser", user(before), user(after));
    hosts(before, after, &mut all);
    parameters(before, after, &mut all);
    all.found
}

#[derive(Default)]
struct Differences {
    found: Vec<PlanDifference>,
}

impl Differences {
    fn add(&mut self, path: &str, before: Option<impl ToString>, after: Option<impl ToString>) {
        let (before, after) = (before.map(|it| it.to_string()), after.map(|it| it.to_string()));
        if before != after {
            self.found.push(PlanDifference { path: path.to_owned(), before, after });
        }
    }
}

fn hosts(before: &Plan, after: &Plan, all: &mut Differences) {
    let (old, new) = (by_name(before), by_name(after));
    for (name, host) in &old {
        let path = format!("hosts {name}");
        match find(&new, name) {
            None => all.add(&path, Some(host.zone.as_str()), None::<&str>),
            Some(now) => {
                all.add(&format!("{path} zone"), Some(host.zone.as_str()), Some(now.zone.as_str()));
                all.add(&format!("{path} setPassword"), Some(host.set_password), Some(now.set_password));
            }
        }
    }
    for (name, host) in new.iter().filter(|(name, _)| find(&old, name).is_none()) {
        all.add(&format!("hosts {name}"), None::<&str>, Some(host.zone.as_str()));
    }
    // The first host is the master: an order is no matter of taste.
    let common = |these: &Hosts<'_>, others: &Hosts<'_>| {
        let names = these.iter().map(|(name, _)| name.as_str());
        names.filter(|name| find(others, name).is_some()).collect::<Vec<_>>().join(", ")
    };
    all.add("hosts order", Some(common(&old, &new)), Some(common(&new, &old)));
}

type Hosts<'a> = Vec<(String, &'a PlanHost)>;

/// The hosts by canonical address, in their order; one that repeats another is left out.
fn by_name(plan: &Plan) -> Hosts<'_> {
    let mut hosts: Hosts<'_> = Vec::new();
    for host in &plan.hosts {
        let name = canonical(&host.address).unwrap_or_else(|| host.address.clone());
        if find(&hosts, &name).is_none() {
            hosts.push((name, host));
        }
    }
    hosts
}

fn find<'a>(hosts: &Hosts<'a>, name: &str) -> Option<&'a PlanHost> {
    hosts.iter().find(|(other, _)| other == name).map(|(_, host)| *host)
}

fn parameters(before: &Plan, after: &Plan, all: &mut Differences) {
    let mut sides: BTreeMap<(&ParameterScope, &str), [Option<&str>; 2]> = BTreeMap::new();
    for (side, plan) in [before, after].into_iter().enumerate() {
        for DraftParameter { scope, name, value } in &plan.parameters {
            sides.entry((scope, name)).or_default()[side] = Some(value);
        }
    }
    for ((scope, name), [old, new]) in sides {
        let scope = match scope {
            ParameterScope::Cluster => "cluster".to_owned(),
            ParameterScope::Zone { zone } => format!("zone {zone}"),
            ParameterScope::Server { address } => format!("server {address}"),
        };
        all.add(&format!("parameters {scope} {name}"), old, new);
    }
}
