use super::actions::{cluster_actions, host_actions, zone_actions};
use crate::connections::Connection;
use crate::dto::{
    AgentLinkState, ClusterStage, ClusterView, HostUsage, HostView, Millis, ObserverState, ZoneView,
};

/// The cluster as the window shows it now: as it was `read`, or else what is remembered of the connection, with the
/// connection's present state and what may be done.
pub fn present(read: Option<&ClusterView>, connection: &Connection, now: Millis) -> ClusterView {
    let mut view = read.cloned().unwrap_or_else(|| remembered(connection));
    let state = connection.view(now).state;
    // A call that failed beside a round that went well is told of as well.
    let problem = view.state.problem.take().filter(|_| state.live && !state.stale);
    view.connection_id.clone_from(&connection.id);
    view.state = state;
    view.state.problem = view.state.problem.take().or(problem);
    let known = view.clone();
    view.actions = cluster_actions(&known);
    for zone in &mut view.zones {
        zone.actions = zone_actions(&known, zone);
        for host in &mut zone.hosts {
            host.actions = host_actions(&known, host);
        }
    }
    view
}

/// What the list of connections remembers; all of it is old.
fn remembered(connection: &Connection) -> ClusterView {
    let seen = &connection.seen;
    let facts = seen.facts.as_ref();
    let text = |of: fn(&crate::dto::ConnectionFacts) -> &String| facts.map(of).cloned().unwrap_or_default();
    let mut zones: Vec<ZoneView> = Vec::new();
    for agent in &seen.agents {
        let host = HostView {
            address: agent.address.clone(),
            sql_address: None,
            zone: agent.zone.clone(),
            identity: agent.identity.clone(),
            agent: AgentLinkState::NotAsked,
            observer: ObserverState::Unknown,
            observer_word: String::new(),
            root_service: false,
            ob_version: String::new(),
            obshell_version: String::new(),
            architecture: String::new(),
            usage: HostUsage::default(),
            latency_ms: None,
            clock_offset_ms: None,
            task: None,
            outliers: Vec::new(),
            stale: true,
            problem: None,
            actions: Vec::new(),
        };
        match zones.iter_mut().find(|zone| zone.name == agent.zone) {
            Some(zone) => zone.hosts.push(host),
            None => zones.push(ZoneView {
                name: agent.zone.clone(),
                word: String::new(),
                idc: String::new(),
                region: String::new(),
                hosts: vec![host],
                actions: Vec::new(),
            }),
        }
    }
    let cluster_id = text(|facts| &facts.cluster_id);
    ClusterView {
        connection_id: connection.id.clone(),
        stage: if text(|facts| &facts.identity) == "CLUSTER AGENT" {
            ClusterStage::Cluster
        } else {
            ClusterStage::Agents
        },
        name: text(|facts| &facts.cluster_name),
        cluster_id,
        ob_version: text(|facts| &facts.ob_version),
        obshell_version: text(|facts| &facts.obshell_version),
        community: None,
        status: String::new(),
        state: seen.state(),
        usage: HostUsage::default(),
        zones,
        tenants: Vec::new(),
        lock: None,
        tasks: seen.tasks.clone(),
        recent: Vec::new(),
        actions: Vec::new(),
        read_at: None,
    }
}
