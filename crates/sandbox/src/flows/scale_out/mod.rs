//! `POST /ob/scale_out`: an agent on its own, and a server with it, become part of a cluster.

pub(crate) mod local;
pub(crate) mod model;
pub(crate) mod steps;
pub(crate) mod waits;

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::agent::identity::{Identity, not_supported};
use crate::agent::process::Agent;
use crate::dag::model::Context;
use crate::dag::table::{DagPlan, NodePlan};
use crate::fault::Fault;
use crate::flows::scale_out::model::ScaleOut;
use crate::flows::scaling::Scaling;
use crate::flows::{Job, config, deploy};
use crate::http::call::{Answer, Call};
use crate::secure::kept::KeptPassword;

/// The oldest agent that a cluster can bring up to its own release.
const OLDEST: &str = "4.2.4.1";

/// Starts the DAG.
pub(crate) fn request(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let target = body.agent_info("agentInfo")?;
    let zone = body.required_text("zone")?;
    let mut values = body.required_map("obConfigs")?;
    let password = body.text("targetAgentPassword")?.unwrap_or_default();
    let (own, identity) = (call.agent().state.address, call.agent().state.identity);
    if identity != Identity::ClusterAgent {
        return Err(not_supported(own, identity, "CLUSTER AGENT"));
    }
    let newcomer = call.world.reach(target).map(|index| &call.world.agents[index]).ok_or_else(|| {
        let detail = format!("dial tcp {target}: connect: connection refused");
        Fault::unexpected(detail).within(format!("get {target} status failed"))
    })?;
    let upgrade = check(call.agent(), newcomer)?;
    config::check_allowed(&values)?;
    config::resolve_aliases(&mut values)?;
    let rpc = deploy::port(&values, "rpc_port", 2882)?;
    let servers = call.agent().state.cluster.iter().flat_map(|cluster| &cluster.servers);
    if servers.into_iter().any(|server| server.agent.ip() == target.ip() && server.rpc_port == rpc) {
        let message = format!("Agent {}:{rpc} already exists in cluster", target.ip());
        return Err(Fault::new(500, "Agent.AlreadyExists", message));
    }
    let new_zone = call.agent().state.cluster.as_ref().is_some_and(|cluster| !cluster.has_zone(&zone));
    let password = KeptPassword::keep(&password, &newcomer.state.token);
    let scaling = Scaling { target, zone, new_zone, upgrade, password, other: None, added: false };
    call.create_in_cluster(plan(own, scaling, values))
}

/// Whether the newcomer needs the cluster's release first.
fn check(own: &Agent, newcomer: &Agent) -> Result<bool, Fault> {
    let (me, other) = (own.state.address, newcomer.state.address);
    if newcomer.state.identity != Identity::Single {
        return Err(not_supported(other, newcomer.state.identity, "SINGLE"));
    }
    let (ours, theirs) = (own.ob_version(), newcomer.ob_version());
    if ours.is_empty() {
        return Err(Fault::unexpected("get ob version failed: exit status 127"));
    }
    if ours != theirs {
        let message = format!("OB version is not consistent between {other}({theirs}) and {me}({ours})");
        return Err(Fault::new(400, "Agent.OB.Version.Inconsistent", message));
    }
    let (ours, theirs) = (release(own.obshell_version()), release(newcomer.obshell_version()));
    if numbers(theirs) > numbers(ours) {
        let message = format!(
            "Scaling out a higher version agent {other}({theirs}) into cluster agent {me}({ours}) is not allowed"
        );
        return Err(Fault::new(400, "OB.Cluster.ScaleOutHigherVersion", message));
    }
    if numbers(theirs) < numbers(ours) && numbers(theirs) < numbers(OLDEST) {
        let message = format!(
            "Scaling out a lower version agent({theirs} before {OLDEST}) into cluster agent({ours}) is not allowed"
        );
        return Err(Fault::new(400, "OB.Cluster.ScaleOutLowerVersion", message));
    }
    Ok(numbers(theirs) < numbers(ours))
}

fn release(version: &str) -> &str {
    version.split('-').next().unwrap_or_default()
}

fn numbers(release: &str) -> Vec<u32> {
    release.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

fn plan(own: SocketAddr, scaling: Scaling, values: BTreeMap<String, String>) -> DagPlan {
    let node = |step: &ScaleOut| NodePlan {
        name: step.name().to_owned(),
        job: Job::ScaleOut(*step),
        flags: "CRB",
        on: vec![own],
    };
    let nodes = ScaleOut::ALL.iter().filter(|step| scaling.new_zone || !step.is_about_zone()).map(node);
    DagPlan {
        name: "Cluster scale out".to_owned(),
        nodes: nodes.collect(),
        context: Context {
            configs: BTreeMap::from([(scaling.target, values)]),
            scaling: Some(scaling),
            ..Context::default()
        },
    }
}
