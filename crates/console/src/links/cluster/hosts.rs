use std::collections::BTreeMap;

use obshell_api::{AgentAddress, AgentInfo, AgentStatus, ClusterServer, ClusterZone, GenericId, KnownAgent};

use super::observer::observer_state;
use super::order::by_address;
use super::survey::Survey;
use super::usage;
use super::view::Sources;
use crate::dto::{AgentLinkState, ClusterStage, HostUsage, HostView, ObserverState};
use crate::hosts::agent_address;
use crate::links::agent::Agent;

/// What is known of one host.
struct Host<'a> {
    agent: Option<&'a Agent>,
    server: Option<(&'a ClusterZone, &'a ClusterServer)>,
}

/// Every host that the cluster lists and every agent of the connection, by address. None is dropped because it, or
/// the database, does not answer.
pub fn hosts(of: &Sources<'_>, stage: ClusterStage) -> Vec<HostView> {
    let mut found: Vec<Host<'_>> = Vec::new();
    for zone in of.survey.info.iter().flat_map(|info| &info.zones) {
        for server in &zone.servers {
            let agent = of.agents.iter().find(|agent| is_on(agent, server));
            found.push(Host { agent, server: Some((zone, server)) });
        }
    }
    for agent in of.agents {
        let known = found.iter().any(|host| host.agent.is_some_and(|it| it.address == agent.address));
        // A name that never answered may be any of the others.
        let nameless = agent.own.is_none() && agent.address.ip().is_none() && of.agents.len() > 1;
        if !known && !nameless {
            found.push(Host { agent: Some(agent), server: None });
        }
    }
    let mut hosts: Vec<HostView> = found.iter().map(|host| host.view(of, stage)).collect();
    hosts.sort_by_cached_key(|host| by_address(&host.address));
    hosts
}

/// Old agents do not tell their port: then the machine has to do.
fn is_on(agent: &Agent, server: &ClusterServer) -> bool {
    let port = if server.obshell_port == 0 { agent.address.port() } else { server.obshell_port };
    agent.is(&AgentAddress { ip: server.ip.clone(), port })
}

impl Host<'_> {
    fn view(&self, of: &Sources<'_>, stage: ClusterStage) -> HostView {
        let address = self.address();
        let name = agent_address(&address);
        let status = of.survey.statuses.get(&address);
        let link = self.link(of, status);
        let lost = !matches!(link, AgentLinkState::Answers | AgentLinkState::NotAsked);
        let survey = of.survey;
        let old = stage == ClusterStage::Cluster && !(survey.current && survey.complete);
        let server = self.server.map(|(_, server)| server);
        let observer = match stage {
            ClusterStage::Agents => ObserverState::NotDeployed,
            // Without its database a cluster knows no more of a host than the host's own agent says.
            ClusterStage::Cluster => {
                observer_state(server, status, survey.current && (survey.complete || status.is_some()))
            }
        };
        let info = self.agent.and_then(|agent| agent.info.as_ref());
        let listed = survey.group.iter().flat_map(|group| &group.agents).find(|it| is_named(it, &name));
        let (named, anywhere) = (self.named(survey), named_anywhere(survey));
        HostView {
            sql_address: self.sql_address(status),
            zone: self.zone(info, listed),
            identity: self.agent.map(|agent| agent.shown.identity.clone()).unwrap_or_default(),
            agent: link,
            observer,
            observer_word: server.map(|server| server.status.as_str().to_owned()).unwrap_or_default(),
            root_service: server.is_some_and(|server| server.with_rootserver),
            ob_version: first([server.map(|server| &server.version), info.map(|info| &info.ob_version)]),
            obshell_version: first([
                info.map(|info| &info.version),
                listed.map(|listed| &listed.version),
                status.map(|status| &status.version),
            ]),
            architecture: first([
                server.map(|server| &server.architecture),
                info.map(|info| &info.architecture),
            ]),
            usage: self.usage(&survey.machines),
            latency_ms: self.agent.and_then(|agent| agent.shown.latency_ms),
            clock_offset_ms: self.agent.and_then(|agent| agent.suspect.as_ref()).map(|it| it.clock_offset_ms),
            task: of.work.at(&name, &named, &anywhere).cloned(),
            outliers: Vec::new(),
            stale: !of.fresh || lost || old,
            problem: self.agent.and_then(|agent| agent.shown.problem.clone()),
            actions: Vec::new(),
            address,
        }
    }

    fn address(&self) -> String {
        let server = || self.server.map(|(_, it)| AgentAddress { ip: it.ip.clone(), port: it.obshell_port });
        let agent = self.agent.map(Agent::name);
        agent.or_else(|| server().map(|name| name.to_string())).unwrap_or_default()
    }

    /// The tasks that the cluster names for it, its zone and the whole.
    fn named<'b>(&'b self, survey: &'b Survey) -> Vec<&'b str> {
        let of_server =
            self.server.into_iter().flat_map(|(zone, it)| [&it.local_task_id, &zone.local_task_id]);
        let of_cluster = survey.info.iter().map(|info| &info.local_task_id);
        of_server.chain(of_cluster).flatten().map(GenericId::as_str).collect()
    }

    /// What the others say of it is newer than what we asked it last.
    fn link(&self, of: &Sources<'_>, status: Option<&AgentStatus>) -> AgentLinkState {
        let Some(agent) = self.agent else { return AgentLinkState::NotAsked };
        let missed = !of.survey.statuses.is_empty() && status.is_none() && agent.listed.is_some();
        if agent.answers() && missed { AgentLinkState::Silent } else { agent.shown.state }
    }

    fn sql_address(&self, status: Option<&AgentStatus>) -> Option<String> {
        let of_server = self.server.map(|(_, server)| (server.ip.clone(), server.sql_port));
        let of_status = || status.and_then(|it| Some((it.agent.ip.clone(), it.sql_port?)));
        let (ip, port) = of_server.filter(|(_, port)| *port != 0).or_else(of_status)?;
        Some(AgentAddress { ip, port }.to_string())
    }

    fn zone(&self, info: Option<&AgentInfo>, listed: Option<&KnownAgent>) -> String {
        let told = self.server.map(|(zone, _)| zone.name.clone());
        let shown = self.agent.map(|agent| &agent.shown.zone);
        told.unwrap_or_else(|| first([listed.map(|it| &it.zone), shown, info.map(|info| &info.zone)]))
    }

    fn usage(&self, machines: &BTreeMap<String, obshell_api::HostInfo>) -> HostUsage {
        let machine = || self.agent.and_then(|agent| machines.get(&agent.address.to_string()));
        match self.server {
            Some((_, server)) => usage::of_stats(&server.stats),
            None => machine().map(usage::of_machine).unwrap_or_default(),
        }
    }
}

fn named_anywhere(survey: &Survey) -> Vec<&str> {
    let zones = || survey.info.iter().flat_map(|info| &info.zones);
    let servers = zones().flat_map(|zone| &zone.servers).map(|server| &server.local_task_id);
    let zones = zones().map(|zone| &zone.local_task_id);
    let whole = survey.info.iter().map(|info| &info.local_task_id);
    servers.chain(zones).chain(whole).flatten().map(GenericId::as_str).collect()
}

fn is_named(listed: &KnownAgent, name: &AgentAddress) -> bool {
    listed.ip == name.ip && listed.port == name.port
}

/// The first that says anything.
fn first<const N: usize>(texts: [Option<&String>; N]) -> String {
    texts.into_iter().flatten().find(|text| !text.is_empty()).cloned().unwrap_or_default()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A host in `zone1` that is well.
    pub fn host(address: &str) -> HostView {
        HostView {
            address: address.to_owned(),
            sql_address: None,
            zone: "zone1".to_owned(),
            identity: "CLUSTER AGENT".to_owned(),
            agent: AgentLinkState::Answers,
            observer: ObserverState::Running,
            observer_word: "RUNNING".to_owned(),
            root_service: false,
            ob_version: String::new(),
            obshell_version: String::new(),
            architecture: String::new(),
            usage: HostUsage::default(),
            latency_ms: None,
            clock_offset_ms: None,
            task: None,
            outliers: Vec::new(),
            stale: false,
            problem: None,
            actions: Vec::new(),
        }
    }
}
