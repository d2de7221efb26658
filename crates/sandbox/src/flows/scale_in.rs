//! `POST /ob/scale_in`: a server, and its agent with it, leaves its cluster.

use std::net::SocketAddr;

use crate::agent::identity::{Identity, not_supported};
use crate::dag::model::Context;
use crate::dag::table::DagPlan;
use crate::fault::Fault;
use crate::flows::leaving::{Leaving, node};
use crate::http::call::{Answer, Call, Reply};
use crate::world::World;

/// Starts the DAG.
pub(crate) fn request(call: &mut Call<'_>) -> Answer {
    let body = call.body()?;
    let target = body.agent_info("agent_info")?;
    let force = body.flag("force_kill")?;
    let state = &call.agent().state;
    let (own, identity) = (state.address, state.identity);
    if own == target && identity == Identity::Single {
        return Ok(Reply::NoContent);
    }
    if own == target {
        return Err(Fault::new(400, "OB.Server.DeleteSelf", "Cannot delete the current server"));
    }
    if identity != Identity::ClusterAgent {
        return Err(not_supported(own, identity, "CLUSTER AGENT"));
    }
    let mut servers = state.cluster.iter().flat_map(|cluster| &cluster.servers);
    if !servers.any(|server| server.agent == target) {
        return Ok(Reply::NoContent);
    }
    if force {
        check_majority(call.world, call.me, target)?;
    }
    call.create_in_cluster(plan(own, target, force))
}

/// Refuses to take a server away without which its zones' servers are no majority.
pub(super) fn check_majority(world: &World, me: usize, without: SocketAddr) -> Result<(), Fault> {
    let cluster = world.agents[me].state.cluster.as_ref();
    let roots = cluster.iter().flat_map(|cluster| &cluster.servers).filter(|server| server.root);
    let roots: Vec<SocketAddr> = roots.map(|server| server.agent).collect();
    let answers = |agent: &SocketAddr| {
        world.find(*agent).is_some_and(|index| world.agents[index].state.observer.state > 0)
    };
    let alive = roots.iter().filter(|agent| **agent != without && answers(agent)).count();
    if !roots.contains(&without) || alive > roots.len() / 2 {
        return Ok(());
    }
    Err(Fault::new(400, "OB.Cluster.MultiPaxosNotAlive", "Multi paxos member is not alive"))
}

fn plan(own: SocketAddr, target: SocketAddr, force: bool) -> DagPlan {
    let agents = vec![target];
    let kill = Leaving::Kill { agents: agents.clone(), force };
    // A failure to begin with locks nobody out.
    let begin = node("Delete observer", Leaving::Delete { server: target }, "CKRBPX", own);
    let mut nodes = vec![
        begin,
        node("Set agent to 'SCALING IN'", Leaving::SetIdentity { agents: agents.clone() }, "CKRBP", own),
    ];
    let wait = node("Wait delete observer success", Leaving::Wait { server: target }, "CKRBP", own);
    let forget = node("Delete agent", Leaving::Forget { agents }, "CKRP", own);
    let kill = node("Try to inform to kill observer", kill, "CKRBP", own);
    if force {
        let check = Leaving::CheckMajority { server: target };
        nodes.extend([node("Check multi paxos member alive", check, "CKRBP", own), kill, wait, forget]);
    } else {
        nodes.extend([wait, forget, kill]);
    }
    DagPlan { name: "Cluster scale in".to_owned(), nodes, context: Context::default() }
}
