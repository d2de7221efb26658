use super::check_state::Offset;
use crate::connections::{Connection, KnownAgent};
use crate::dto::{AgentLinkState, ClusterView, ConnectionStateKind, TaskNote, WarningCode};
use crate::tasks::is_of_cluster;

/// What is known of the group or cluster that the hosts of a draft are to belong to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Around {
    pub members: Vec<Member>,
    pub ob_version: String,
    pub obshell_version: String,
    /// Empty while nobody has read the cluster as a whole.
    pub architecture: String,
    /// The MASTER, or the member of the cluster that answers: it takes the calls.
    pub receiver: Option<String>,
    /// The MASTER has an agent password and none is known here.
    pub wants_password: bool,
    /// Names of tasks that keep further ones from starting, with whether they are the cluster's own.
    pub locks: Vec<(String, bool)>,
    /// Of the agent that answers, if there is one.
    pub clock: Option<Offset>,
}

/// An agent of the group or cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// Canonical.
    pub address: String,
    pub zone: String,
    pub identity: String,
}

const MASTER: &str = "MASTER";
const CLUSTER_AGENT: &str = "CLUSTER AGENT";

impl Around {
    /// As `connection` last saw it; `None` when it never saw anything.
    pub fn of(connection: &Connection) -> Option<Around> {
        let seen = &connection.seen;
        let facts = seen.facts.as_ref()?;
        let receiver = receiver(&seen.agents);
        let is_master = receiver.is_some_and(|agent| agent.identity == MASTER);
        let open = facts.warnings.iter().filter(|warning| warning.code == WarningCode::NoAgentPassword);
        let has_password = receiver
            .is_some_and(|agent| !open.flat_map(|warning| &warning.agents).any(|it| *it == agent.address));
        let refused = [ConnectionStateKind::PasswordNeeded, ConnectionStateKind::PasswordWrong];
        let none_known = connection.settings.passwords.agent.is_none();
        Some(Around {
            members: seen.agents.iter().map(member).collect(),
            ob_version: facts.ob_version.clone(),
            obshell_version: facts.obshell_version.clone(),
            architecture: String::new(),
            receiver: receiver.map(|agent| agent.address.clone()),
            wants_password: is_master && (has_password && none_known || refused.contains(&seen.kind)),
            locks: seen.tasks.iter().filter(|note| holds(note)).map(lock).collect(),
            clock: receiver.map(|_| Offset::new(facts.clock_offset_ms, facts.latency_ms)),
        })
    }

    /// With what the cluster as a whole tells.
    pub fn within(self, cluster: &ClusterView) -> Around {
        let hosts = cluster.zones.iter().flat_map(|zone| &zone.hosts);
        let known = hosts.map(|host| &host.architecture).find(|architecture| !architecture.is_empty());
        Around { architecture: known.cloned().unwrap_or_default(), ..self }
    }

    pub fn is_member(&self, address: &str) -> bool {
        self.members.iter().any(|member| member.address == address)
    }

    pub fn has_zone(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.zone == name)
    }

    /// Members of the cluster, the one that answers first.
    pub fn cluster_agents(&self) -> Vec<&str> {
        let agents = self.members.iter().filter(|member| member.identity == CLUSTER_AGENT);
        let mut agents: Vec<&str> = agents.map(|member| member.address.as_str()).collect();
        agents.sort_by_key(|address| Some(*address) != self.receiver.as_deref());
        agents
    }

    /// The MASTER, if it answers.
    pub fn master(&self) -> Option<&str> {
        let receiver = self.receiver.as_deref()?;
        let is_master = |member: &&Member| member.address == receiver && member.identity == MASTER;
        self.members.iter().find(is_master).map(|member| member.address.as_str())
    }
}

/// Before there is a cluster, the MASTER; else the agent in use.
fn receiver(agents: &[KnownAgent]) -> Option<&KnownAgent> {
    let answers = |agent: &&KnownAgent| {
        matches!(agent.state, AgentLinkState::Answers | AgentLinkState::NotAsked) || agent.current
    };
    let master = agents.iter().filter(answers).find(|agent| agent.identity == MASTER);
    let members = || agents.iter().filter(|agent| agent.identity == CLUSTER_AGENT);
    master.or_else(|| members().find(|agent| agent.current)).or_else(|| members().find(answers))
}

fn member(agent: &KnownAgent) -> Member {
    let KnownAgent { address, zone, identity, .. } = agent.clone();
    Member { address, zone, identity }
}

fn holds(note: &TaskNote) -> bool {
    note.holds_lock && !note.state.kind.is_freed()
}

fn lock(note: &TaskNote) -> (String, bool) {
    (note.name.clone(), is_of_cluster(&note.id))
}
