//! The task routes.

use serde_json::Value;

use crate::agent::identity::Identity;
use crate::agent::views::no_database;
use crate::dag::ids::{self, GenericId};
use crate::dag::model::{Dag, Keeper};
use crate::dag::{recorded, view};
use crate::fault::Fault;
use crate::http::call::{Answer, Call, Reply};
use crate::http::envelope::contents;

/// `GET /task/dag/{id}`.
pub(crate) fn dag(call: &mut Call<'_>, id: &str) -> Answer {
    let found = match place(call, id)? {
        Place::Own(keeper, number) => {
            if let Some(recorded) = of_obproxy(call, keeper, |all| recorded::dag(all, id, true)) {
                return Ok(Reply::Data(recorded::shown(&recorded, call.details()?)));
            }
            let dag = call.agent().state.tasks.dag(number).filter(|dag| dag.keeper == keeper);
            dag.map(|dag| (call.me, dag))
        }
        Place::Cluster(number) => {
            if let Some(recorded) = recorded::dag(&call.world.recorded, id, call.details()?) {
                return Ok(Reply::Data(recorded));
            }
            call.world.cluster_dag(call.me, number)
        }
        Place::Elsewhere(relay) => return Ok(relay),
    };
    let details = call.details()?;
    let (owner, dag) = found.ok_or_else(|| Fault::task_not_found(None))?;
    Ok(Reply::Data(view::dag(call.world, owner, dag, details)))
}

/// `GET /task/node/{id}`; an agent crashes when it is asked to leave out details.
pub(crate) fn node(call: &mut Call<'_>, id: &str) -> Answer {
    let found = match place(call, id)? {
        Place::Own(keeper, number) => {
            if let Some(recorded) = of_obproxy(call, keeper, |all| recorded::node(all, id)) {
                return Ok(Reply::Data(recorded));
            }
            call.agent().state.tasks.node(number).filter(|(dag, _)| dag.keeper == keeper)
        }
        Place::Cluster(number) => {
            if let Some(recorded) = recorded::node(&call.world.recorded, id) {
                return Ok(Reply::Data(recorded));
            }
            call.world.cluster_node(call.me, number)
        }
        Place::Elsewhere(relay) => return Ok(relay),
    };
    let details = call.details()?;
    let (dag, node) = found.ok_or_else(|| Fault::task_not_found(None))?;
    if !details {
        return Err(Fault::crash());
    }
    let id = view::ids_of(dag.keeper, call.agent().state.address);
    Ok(Reply::Data(view::node(call.world, id, node, true)))
}

/// `GET /task/sub_task/{id}`.
pub(crate) fn sub_task(call: &mut Call<'_>, id: &str) -> Answer {
    let (keeper, found) = match place(call, id)? {
        Place::Own(keeper, number) => {
            if let Some(recorded) = of_obproxy(call, keeper, |all| recorded::sub_task(all, id)) {
                return Ok(Reply::Data(recorded));
            }
            (keeper, call.agent().state.tasks.sub_task(keeper, number))
        }
        Place::Cluster(number) => {
            if let Some(recorded) = recorded::sub_task(&call.world.recorded, id) {
                return Ok(Reply::Data(recorded));
            }
            (Keeper::Cluster, call.world.cluster_task(call.me, number))
        }
        Place::Elsewhere(relay) => return Ok(relay),
    };
    let (node, task) = found.ok_or_else(|| Fault::task_not_found(None))?;
    let id = view::ids_of(keeper, call.agent().state.address);
    Ok(Reply::Data(view::sub_task(call.world, id, node, task, true)))
}

/// `GET /task/sub_task/{id}/logs`.
pub(crate) fn sub_task_logs(call: &mut Call<'_>, id: &str) -> Answer {
    let found = match place(call, id)? {
        Place::Own(keeper, number) => {
            if let Some(rows) = of_obproxy(call, keeper, |all| recorded::logs(all, id)) {
                return Ok(Reply::Data(contents(rows)));
            }
            call.agent().state.tasks.sub_task(keeper, number)
        }
        Place::Cluster(number) => {
            if let Some(rows) = recorded::logs(&call.world.recorded, id) {
                return Ok(Reply::Data(contents(rows)));
            }
            call.world.cluster_task(call.me, number)
        }
        Place::Elsewhere(relay) => return Ok(relay),
    };
    let rows = found.map(|(_, task)| view::logs(call.world, task)).unwrap_or_default();
    Ok(Reply::Data(contents(rows)))
}

/// `GET /task/dags/agent`, those of its OBProxy included.
pub(crate) fn agent_dags(call: &mut Call<'_>) -> Answer {
    let (address, details) = (call.agent().state.address, call.details()?);
    let own = |dag: &&Value| {
        let id = dag["id"].as_str().and_then(|id| ids::parse(id).ok());
        id.is_some_and(|id| matches!(id, GenericId::Obproxy { agent, .. } if agent == address))
    };
    let recorded = call.world.recorded.iter().filter(own).map(|dag| recorded::shown(dag, details));
    let all = listed(call, call.me, |_| true)?.into_iter().chain(recorded).collect();
    Ok(Reply::Data(contents(all)))
}

/// `GET /task/dags/ob`: the whole history.
pub(crate) fn cluster_dags(call: &mut Call<'_>) -> Answer {
    only_cluster_agents(call)?;
    let details = call.details()?;
    let recorded = recorded::of_cluster(&call.world.recorded).map(|dag| recorded::shown(dag, details));
    Ok(Reply::Data(contents(recorded.chain(of_cluster(call, |_| true)?).collect())))
}

/// `GET /task/dag/maintain/ob`: the last one, finished or not.
pub(crate) fn cluster_maintenance(call: &mut Call<'_>) -> Answer {
    if call.agent().state.identity != Identity::ClusterAgent {
        return Err(no_database());
    }
    let details = call.details()?;
    if let Some((owner, dag)) = call.world.cluster_dags(call.me).pop() {
        return Ok(Reply::Data(view::dag(call.world, owner, dag, details)));
    }
    let last = recorded::of_cluster(&call.world.recorded).max_by_key(|dag| dag["dag_id"].as_i64());
    let last = last.map(|dag| recorded::shown(dag, details));
    last.map(Reply::Data).ok_or_else(|| Fault::task_not_found(Some("Cluster is not under maintenance")))
}

/// `GET /task/dag/maintain/agent`; relayed by a follower, it is about the follower.
pub(crate) fn agent_maintenance(call: &mut Call<'_>) -> Answer {
    if let Some(follower) = call.forwarder
        && call.agent().state.identity == Identity::Master
    {
        return Ok(Reply::Relay(follower));
    }
    let details = call.details()?;
    let last = call.agent().state.tasks.last_lock();
    let dag = last.ok_or_else(|| Fault::task_not_found(Some("Agent is not under maintenance")))?;
    Ok(Reply::Data(view::dag(call.world, call.me, dag, details)))
}

/// `GET /task/dag/maintain/agents`; an agent crashes when it has none itself.
pub(crate) fn agents_maintenance(call: &mut Call<'_>) -> Answer {
    Ok(Reply::Data(contents(last_of_all(call)?)))
}

/// `GET /task/dag/unfinish`: everything in the cluster, or just this agent's.
pub(crate) fn unfinished(call: &mut Call<'_>) -> Answer {
    match call.agent().state.identity {
        Identity::Follower => call.relay_to_master(),
        Identity::Single | Identity::Master | Identity::ScalingOut | Identity::ScalingIn => {
            agent_unfinished(call)
        }
        Identity::ClusterAgent => {
            let members = call.agent().state.members.iter().map(|member| member.address);
            let agents: Vec<usize> = members.filter_map(|address| call.world.reach(address)).collect();
            let mut all = of_cluster(call, |dag| !dag.finished)?;
            for agent in agents {
                all.extend(listed(call, agent, |dag| !dag.finished)?);
            }
            let list = if all.is_empty() { serde_json::json!({"contents": null}) } else { contents(all) };
            Ok(Reply::Data(list))
        }
    }
}

/// `GET /task/dag/ob/unfinish`.
pub(crate) fn cluster_unfinished(call: &mut Call<'_>) -> Answer {
    only_cluster_agents(call)?;
    Ok(Reply::Data(contents(of_cluster(call, |dag| !dag.finished)?)))
}

/// `GET /task/dag/agent/unfinish`.
pub(crate) fn agent_unfinished(call: &mut Call<'_>) -> Answer {
    let all = listed(call, call.me, |dag| !dag.finished)?;
    Ok(Reply::Data(contents(all)))
}

/// Where the thing with an id is kept, and its number there.
pub(super) enum Place {
    /// With this agent, for itself or for its OBProxy.
    Own(Keeper, i64),
    Cluster(i64),
    /// Another agent answers.
    Elsewhere(Reply),
}

pub(super) fn place(call: &Call<'_>, id: &str) -> Result<Place, Fault> {
    let state = &call.agent().state;
    match ids::parse(id)? {
        GenericId::Local { agent, number } if agent == state.address => Ok(Place::Own(Keeper::Agent, number)),
        GenericId::Local { .. } if state.identity == Identity::Follower => {
            call.relay_to_master().map(Place::Elsewhere)
        }
        GenericId::Local { agent, .. } => Ok(Place::Elsewhere(Reply::Relay(agent))),
        GenericId::Cluster(number) if state.cluster_key().is_some() => Ok(Place::Cluster(number)),
        GenericId::Cluster(_) => Err(Fault::task_not_found(None)),
        GenericId::Obproxy { agent, number } if agent == state.address => {
            Ok(Place::Own(Keeper::Obproxy, number))
        }
        GenericId::Obproxy { .. } => Err(Fault::task_not_found(Some("obproxy task not found"))),
    }
}

/// What is recorded of the agent's OBProxy.
fn of_obproxy<T>(call: &Call<'_>, keeper: Keeper, find: impl Fn(&[Value]) -> Option<T>) -> Option<T> {
    (keeper == Keeper::Obproxy).then(|| find(&call.world.recorded)).flatten()
}

fn listed(call: &Call<'_>, agent: usize, wanted: fn(&Dag) -> bool) -> Result<Vec<Value>, Fault> {
    let details = call.details()?;
    let dags = call.world.agents[agent].state.tasks.own().filter(|dag| wanted(dag));
    Ok(dags.map(|dag| view::dag(call.world, agent, dag, details)).collect())
}

fn of_cluster(call: &Call<'_>, wanted: fn(&Dag) -> bool) -> Result<Vec<Value>, Fault> {
    let details = call.details()?;
    let dags = call.world.cluster_dags(call.me).into_iter().filter(|(_, dag)| wanted(dag));
    Ok(dags.map(|(owner, dag)| view::dag(call.world, owner, dag, details)).collect())
}

fn last_of_all(call: &Call<'_>) -> Result<Vec<Value>, Fault> {
    let details = call.details()?;
    let own = call.agent().state.tasks.last_lock().ok_or_else(Fault::crash)?;
    let mut all = vec![view::dag(call.world, call.me, own, details)];
    let members = call.agent().state.members.iter().map(|member| member.address);
    for other in members.filter_map(|address| call.world.reach(address)).filter(|index| *index != call.me) {
        if let Some(dag) = call.world.agents[other].state.tasks.last_lock() {
            all.push(view::dag(call.world, other, dag, true));
        }
    }
    Ok(all)
}

/// An agent outside a cluster forgets to answer these.
fn only_cluster_agents(call: &Call<'_>) -> Result<(), Fault> {
    if call.agent().state.identity == Identity::ClusterAgent {
        return Ok(());
    }
    Err(Fault::unexpected("ocsagent cannot build response body"))
}
