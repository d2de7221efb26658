use futures::future::join_all;
use obshell_api::{Address, AgentAddress, AgentInfo, Client, Identity, ObInfo};

use super::agent::{Agent, Tools};
use super::credentials::Passwords;
use super::read::Reading;
use super::warnings::warnings;
use crate::connections::{Connection, KnownAgent};
use crate::dto::{AgentLinkState, ConnectionWarning};

/// A cluster that lists more agents than this is not one.
const MOST: usize = 1024;

/// Every agent of one connection: those the user named, then those the cluster lists.
pub struct Roster {
    agents: Vec<Agent>,
    /// The one in use.
    current: Option<Address>,
}

impl Roster {
    pub fn new(connection: &Connection) -> Roster {
        let (settings, seen) = (&connection.settings, &connection.seen);
        let given = settings.addresses.iter().map(|address| (address, true));
        let learned = seen.agents.iter().map(|agent| (&agent.address, false));
        let mut roster = Roster { agents: Vec::new(), current: None };
        for (text, given) in given.chain(learned) {
            let Ok(address) = Address::parse(text) else { continue };
            if roster.agents.iter().any(|agent| agent.address == address) {
                continue;
            }
            let known = seen.agents.iter().find(|agent| agent.address == *text);
            let shown = known.map_or_else(|| KnownAgent::new(address.to_string()), forgotten);
            roster.agents.push(Agent::new(address, shown, given));
        }
        roster
    }

    /// Numbers of all agents: the one in use, then those the user named, then those the cluster did.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.agents.len()).collect();
        order.sort_by_key(|at| (!self.is_current(&self.agents[*at]), !self.agents[*at].given));
        order
    }

    pub fn agent(&mut self, at: usize) -> &mut Agent {
        &mut self.agents[at]
    }

    pub fn all(&self) -> &[Agent] {
        &self.agents
    }

    /// The client of the agent in use, which said `info` of itself.
    pub fn current_client(&mut self, info: &AgentInfo, passwords: &Passwords) -> Option<Client> {
        let current = self.agents.iter_mut().find(|agent| self.current.as_ref() == Some(&agent.address))?;
        current.client_for(info, passwords).ok().flatten()
    }

    pub fn all_mut(&mut self) -> &mut [Agent] {
        &mut self.agents
    }

    /// Goes on with this agent, or with none.
    pub fn use_agent(&mut self, at: Option<usize>) {
        self.current = at.map(|at| self.agents[at].address.clone());
    }

    /// Takes over the agents that the cluster lists, and drops those that it does not list any more.
    pub fn learn(&mut self, group: &ObInfo) {
        if group.agents.is_empty() {
            return;
        }
        for agent in &mut self.agents {
            agent.listed = None;
        }
        for known in group.agents.iter().take(MOST) {
            let name = AgentAddress { ip: known.ip.clone(), port: known.port };
            let Ok(address) = Address::parse(&name.to_string()) else { continue };
            let at = self.agents.iter().position(|agent| agent.is(&name)).unwrap_or_else(|| {
                let shown = KnownAgent::new(address.to_string());
                self.agents.push(Agent::new(address, shown, false));
                self.agents.len() - 1
            });
            let agent = &mut self.agents[at];
            agent.listed = Some(known.zone.clone());
            agent.shown.zone.clone_from(&known.zone);
            known.identity.as_str().clone_into(&mut agent.shown.identity);
            if let Some(suspect) = &mut agent.suspect {
                suspect.identity = known.identity.clone();
            }
        }
        self.agents.retain(|agent| agent.given || agent.listed.is_some());
    }

    /// Its group let the agent at `at` go, or there is none any more: those that only the group named are dropped.
    pub fn disband(&mut self, at: usize) {
        let agent = &mut self.agents[at];
        if agent.listed.is_none() {
            return;
        }
        if let Some(info) = &agent.info {
            info.identity.as_str().clone_into(&mut agent.shown.identity);
            agent.shown.zone.clone_from(&info.zone);
        }
        for agent in &mut self.agents {
            agent.listed = None;
        }
        self.agents.retain(|agent| agent.given);
    }

    /// The other agents of the cluster that work at something, which only they know for sure.
    pub fn busy_others(&self, reading: &Reading) -> Vec<usize> {
        let busy = |agent: &Agent| {
            agent.listed.is_some()
                && reading.statuses.get(&agent.name()).is_some_and(|it| it.under_maintenance)
        };
        let others = self.agents.iter().enumerate();
        others.filter(|(_, agent)| !self.is_current(agent) && busy(agent)).map(|(at, _)| at).collect()
    }

    /// The agents that are not in use and may be asked for their own tasks: members of the cluster, with the password
    /// that the one in use has accepted, and those that want none. A FOLLOWER would hand the question on, and the
    /// password with it; any other may have a password of its own.
    pub fn others_to_list(&self, has_root: bool) -> Vec<usize> {
        let may = |agent: &Agent| match agent.info.as_ref().map(|info| (&info.identity, info.security)) {
            Some((Identity::ClusterAgent, _)) => has_root && agent.listed.is_some(),
            Some((Identity::Single, security)) => !security,
            Some((
                Identity::Master
                | Identity::Follower
                | Identity::TakeOverMaster
                | Identity::TakeOverFollower
                | Identity::ScalingOut
                | Identity::ScalingIn
                | Identity::Unidentified
                | Identity::Unknown(_),
                _,
            ))
            | None => false,
        };
        let others = self.agents.iter().enumerate();
        let asked = others.filter(|(_, agent)| !self.is_current(agent) && agent.answers() && may(agent));
        asked.map(|(at, _)| at).collect()
    }

    /// The agents' name of the one in use.
    pub fn current_name(&self) -> Option<String> {
        self.agents.iter().find(|agent| self.is_current(agent)).map(Agent::name)
    }

    /// Whether the agent of this name did when it was last asked.
    pub fn answers(&self, name: &AgentAddress) -> bool {
        self.agents.iter().any(|agent| agent.is(name) && agent.answers())
    }

    /// Asks the agents that are not in use who they are.
    pub async fn look_around(&mut self, tools: &Tools) {
        let current = &self.current;
        let others = self.agents.iter_mut().filter(|agent| Some(&agent.address) != current.as_ref());
        join_all(others.map(|agent| agent.approach(tools))).await;
    }

    pub fn has_new(&self) -> bool {
        self.agents.iter().any(|agent| agent.shown.state == AgentLinkState::NotAsked)
    }

    pub fn is_known(&self, name: &AgentAddress) -> bool {
        self.agents.iter().any(|agent| agent.is(name))
    }

    /// The clock of the agent of this name minus ours, in milliseconds.
    pub fn clock_of(&self, name: &AgentAddress) -> Option<f64> {
        let suspect = self.agents.iter().find(|agent| agent.is(name))?.suspect.as_ref();
        suspect.map(|suspect| suspect.clock_offset_ms)
    }

    pub fn warnings(&self) -> Vec<ConnectionWarning> {
        warnings(self.agents.iter().filter_map(|agent| agent.suspect.as_ref()))
    }

    /// As the window shows them; `answers` tells whether the one in use does.
    pub fn shown(&self, answers: bool) -> Vec<KnownAgent> {
        let shown =
            |agent: &Agent| KnownAgent { current: answers && self.is_current(agent), ..agent.shown.clone() };
        self.agents.iter().map(shown).collect()
    }

    fn is_current(&self, agent: &Agent) -> bool {
        self.current.as_ref() == Some(&agent.address)
    }
}

/// What is stored of an agent; how it was last time says nothing.
fn forgotten(known: &KnownAgent) -> KnownAgent {
    let KnownAgent { address, zone, identity, .. } = known.clone();
    KnownAgent { zone, identity, ..KnownAgent::new(address) }
}

#[cfg(test)]
mod tests {
    use obshell_api::KnownAgent as Listed;

    use super::*;
    use crate::connections::Seen;
    use crate::dto::{
        ConnectionKind, ConnectionPasswords, ConnectionSettings, Environment, OcpOptions, Reach, WarningCode,
    };
    use crate::guard::GuardRecord;
    use crate::links::warnings::Suspect;

    fn connection(address: &str) -> Connection {
        let settings = ConnectionSettings {
            name: "ob_pay".to_owned(),
            group: String::new(),
            environment: Environment::Dev,
            kind: ConnectionKind::Cluster,
            addresses: vec![address.to_owned()],
            pinned: false,
            reach: Reach::default(),
            passwords: ConnectionPasswords::default(),
            ocp: OcpOptions::default(),
            note: String::new(),
        };
        let guard = GuardRecord::default_for(Environment::Dev);
        Connection { id: "c".to_owned(), settings, guard, seen: Seen::default() }
    }

    #[test]
    fn an_agent_is_warned_of_as_what_its_cluster_says_it_is_now() {
        let mut roster = Roster::new(&connection("10.0.0.1:2886"));
        roster.agent(0).suspect = Some(Suspect {
            address: "10.0.0.1:2886".to_owned(),
            identity: Identity::Follower,
            key_bits: 1024,
            password_set: false,
            accepts_bare_calls: false,
            address_differs: false,
            clock_offset_ms: 0.0,
        });
        let codes = |roster: &Roster| roster.warnings().iter().map(|it| it.code).collect::<Vec<_>>();
        assert_eq!(codes(&roster), [WarningCode::NoAgentPassword]);
        let listed = Listed {
            ip: "10.0.0.1".to_owned(),
            port: 2886,
            identity: Identity::ClusterAgent,
            ..Listed::default()
        };
        roster.learn(&ObInfo { agents: vec![listed], ..ObInfo::default() });
        assert_eq!(codes(&roster), []);
    }
}
