//! From a group of agents to a cluster: what bootstrap and the steps after it change.

use std::collections::BTreeSet;

use crate::agent::identity::Identity;
use crate::agent::state::{Cluster, Server};
use crate::clock::Ns;
use crate::dag::table::Place;
use crate::fault::Fault;
use crate::world::World;

/// The cluster exists; the master can log in.
pub(super) fn bootstrapped(world: &mut World, me: usize, place: Place, now: Ns) -> Result<(), Fault> {
    let started = world.stamp(me, now);
    let version = world.agents[me].ob_version().to_owned();
    let state = &mut world.agents[me].state;
    let context = &state.tasks.dags[place.dag].context;
    let servers = state.members.iter().map(|member| {
        let config = context.configs.get(&member.address).cloned().unwrap_or_default();
        let port = |key: &str, default| config.get(key).and_then(|text| text.parse().ok()).unwrap_or(default);
        Server {
            agent: member.address,
            zone: member.zone.clone(),
            sql_port: port("mysql_port", 2881),
            rpc_port: port("rpc_port", 2882),
            root: context.root_servers.iter().any(|(_, root)| *root == member.address),
            data_dir: config.get("data_dir").cloned().unwrap_or_default(),
            redo_dir: config.get("redo_dir").cloned().unwrap_or_default(),
            started,
            stopped: 0,
            deleting: false,
        }
    });
    let servers = servers.collect();
    state.cluster = Some(Cluster {
        id: state.settings.cluster_id.unwrap_or(1),
        name: state.settings.cluster_name.clone().unwrap_or_else(|| "obcluster".to_owned()),
        version,
        servers,
        stopped_zones: BTreeSet::new(),
        bare_zones: BTreeSet::new(),
        proxyro: None,
    });
    state.observer.state = 2;
    Ok(())
}

/// The user that OBProxies log in as is there.
pub(super) fn made_user(world: &mut World, me: usize, place: Place) -> Result<(), Fault> {
    let state = &mut world.agents[me].state;
    if let Some(cluster) = &mut state.cluster {
        cluster.proxyro.clone_from(&state.tasks.dags[place.dag].context.proxyro);
    }
    Ok(())
}

/// The agents' tables are in the cluster.
pub(super) fn migrated(world: &mut World, me: usize) -> Result<(), Fault> {
    world.agents[me].state.observer.state = 3;
    Ok(())
}

/// The cluster says that the followers are cluster agents; they learn it when they synchronise.
pub(super) fn followers(world: &mut World, me: usize) -> Result<(), Fault> {
    for member in &mut world.agents[me].state.members {
        if member.identity == Identity::Follower {
            member.identity = Identity::ClusterAgent;
        }
    }
    Ok(())
}

/// An agent takes over what the cluster says about it.
pub(super) fn synchronised(world: &mut World, me: usize, place: Place) -> Result<(), Fault> {
    let context = &world.agents[me].state.tasks.dags[place.dag].context;
    let source = context.cluster_of.and_then(|address| world.find(address)).unwrap_or(me);
    let root_password = if source == me { None } else { Some(context.root_password.clone()) };
    let (members, cluster) = {
        let source = &world.agents[source].state;
        (source.members.clone(), source.cluster.clone())
    };
    let state = &mut world.agents[me].state;
    if let Some(own) = members.iter().find(|member| member.address == state.address) {
        state.identity = own.identity;
    }
    if let Some(password) = root_password {
        state.root_password = password;
        state.root_initialised = true;
    }
    state.members = members;
    state.cluster = cluster;
    state.observer.state = 3;
    if state.identity == Identity::ClusterAgent {
        state.master = None;
    }
    Ok(())
}

/// The master becomes a cluster agent like the others.
pub(super) fn master(world: &mut World, me: usize) -> Result<(), Fault> {
    let state = &mut world.agents[me].state;
    state.identity = Identity::ClusterAgent;
    let address = state.address;
    for member in state.members.iter_mut().filter(|member| member.address == address) {
        member.identity = Identity::ClusterAgent;
    }
    Ok(())
}
