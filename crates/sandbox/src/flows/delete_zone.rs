//! `DELETE /zone/{name}`: a zone leaves its cluster, with all servers in it.

use std::net::SocketAddr;

use crate::agent::identity::{Identity, not_supported};
use crate::agent::state::Cluster;
use crate::dag::model::Context;
use crate::dag::table::DagPlan;
use crate::fault::Fault;
use crate::flows::leaving::{Leaving, node};
use crate::http::call::{Answer, Call, Reply};

/// Starts the DAG.
pub(crate) fn request(call: &mut Call<'_>, zone: &str) -> Answer {
    let state = &call.agent().state;
    let own = state.address;
    if state.identity != Identity::ClusterAgent {
        return Err(not_supported(own, state.identity, "CLUSTER AGENT"));
    }
    let Some(cluster) = state.cluster.as_ref().filter(|cluster| cluster.has_zone(zone)) else {
        return Ok(Reply::NoContent);
    };
    check(cluster, zone)?;
    let members = state.members.iter().filter(|member| member.zone == zone);
    let agents: Vec<SocketAddr> = members.map(|member| member.address).collect();
    if agents.contains(&own) {
        let message =
            format!("The current agent is in '{zone}', please initiate the request through another agent");
        return Err(Fault::new(400, "OB.Zone.DeleteSelf", message));
    }
    let inside = cluster.servers.iter().filter(|server| server.zone == zone);
    let servers: Vec<SocketAddr> = inside.map(|server| server.agent).collect();
    call.create_in_cluster(plan(own, zone, agents, servers))
}

/// The zones a cluster began with hold units of the sys tenant; those added later hold none.
fn check(cluster: &Cluster, zone: &str) -> Result<(), Fault> {
    if cluster.servers.iter().any(|server| server.zone == zone && server.root) {
        let message = format!("The zone '{zone}' is not empty and cannot be deleted");
        return Err(Fault::new(400, "OB.Zone.NotEmpty", message));
    }
    if cluster.has_other_stop(zone) {
        let message = "Cannot stop server or stop zone in multiple zones";
        return Err(Fault::new(400, "OB.Server.StoppedInMultiZone", message));
    }
    Ok(())
}

fn plan(own: SocketAddr, zone: &str, agents: Vec<SocketAddr>, servers: Vec<SocketAddr>) -> DagPlan {
    let name = zone.to_owned();
    let mut nodes = Vec::new();
    if !agents.is_empty() {
        let set = Leaving::SetIdentity { agents: agents.clone() };
        nodes.push(node("Set agent to 'SCALING IN'", set, "CKRBP", own));
    }
    nodes.push(node(&format!("Stop zone {zone}"), Leaving::StopZone { zone: name.clone() }, "CKRBP", own));
    for server in servers {
        nodes.push(node("Delete observer", Leaving::Delete { server }, "CKRBP", own));
        nodes.push(node("Wait delete observer success", Leaving::Wait { server }, "CKRBP", own));
    }
    nodes.push(node(&format!("Delete zone {zone}"), Leaving::DeleteZone { zone: name }, "CKRP", own));
    if !agents.is_empty() {
        nodes.push(node("Delete agent", Leaving::Forget { agents: agents.clone() }, "CKRP", own));
        let kill = Leaving::Kill { agents, force: false };
        nodes.push(node("Try to inform to kill observers", kill, "CKRP", own));
    }
    DagPlan { name: "Delete zone".to_owned(), nodes, context: Context::default() }
}
