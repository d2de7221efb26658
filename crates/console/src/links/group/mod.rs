mod list;
mod take;

use obshell_api::{AgentInfo, Error, Identity, Probe};
use tokio::time::Instant;

use self::list::Lists;
use super::agent::Tools;
use super::cluster::Survey;
use super::credentials::Passwords;
use super::facts::{cluster_id, facts_of};
use super::ledger::Ledger;
use super::read::{Reading, read};
use super::registry::LinkParts;
use super::roster::Roster;
use super::round::{Next, Outcome};
use super::work::Work;
use crate::connections::{Connection, Seen};
use crate::dto::{
    AgentLinkState, ConnectionFacts, ConnectionKind, ConnectionPasswords, ConnectionStateKind, ErrorCode,
    IpcError, Millis, PasswordKind,
};

/// The agents of one connection, and what they said last.
pub struct Group {
    /// Of the connection.
    id: String,
    parts: LinkParts,
    tools: Tools,
    kind: ConnectionKind,
    held: ConnectionPasswords,
    passwords: Option<Passwords>,
    roster: Roster,
    facts: Option<ConnectionFacts>,
    work: Work,
    survey: Survey,
    lists: Lists,
    /// What somebody wants beside the state.
    wanted: Wanted,
    answered_at: Option<Millis>,
    /// When the agents that are not in use were last asked who they are.
    looked_at: Option<Instant>,
    refusal: Option<Outcome>,
}

/// What is read for those who look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// The cluster as a whole.
    pub cluster: bool,
    /// All tasks.
    pub tasks: bool,
}

/// Why an agent did not answer for all.
enum Miss {
    /// The next one may.
    Lost,
    /// The others would want the same password.
    Password(Outcome),
}

impl Group {
    pub fn new(connection: &Connection, parts: LinkParts) -> Group {
        let Connection { id, settings, seen, .. } = connection;
        let tools = Tools {
            wiring: parts.wiring.clone(),
            store: parts.store.clone(),
            clock: parts.clock.clone(),
            reach: settings.reach.clone(),
            gate: parts.wiring.gate(id),
        };
        let lists = Lists::new(Ledger::new(parts.tasks.book(id).as_deref()));
        Group {
            id: id.clone(),
            parts,
            tools,
            kind: settings.kind,
            held: settings.passwords.clone(),
            passwords: None,
            roster: Roster::new(connection),
            facts: seen.facts.clone(),
            work: Work::new(seen.tasks.clone()),
            survey: Survey::default(),
            lists,
            wanted: Wanted::default(),
            answered_at: seen.answered_at,
            looked_at: None,
            refusal: None,
        }
    }

    /// Reads the group once: from the agent in use, or from the first of the others that answers for it. What is
    /// `wanted` beside is read with it.
    pub async fn round(&mut self, wanted: Wanted) -> Outcome {
        self.wanted = wanted;
        let outcome = self.ask_around().await;
        if !outcome.fresh {
            self.survey.miss();
        }
        outcome
    }

    /// Asks the agents that are not in use who they are, if that is due or somebody `woke` us. Whether it did.
    pub async fn look_around(&mut self, woken: bool) -> bool {
        let due = self.looked_at.is_none_or(|at| at.elapsed() >= self.parts.pace.longest);
        if !due && !woken && !self.roster.has_new() {
            return false;
        }
        self.looked_at = Some(Instant::now());
        self.roster.look_around(&self.tools).await;
        if let Some(passwords) = self.passwords.as_ref().filter(|_| self.wanted.cluster) {
            self.survey.look_at_machines(self.roster.all_mut(), passwords, &self.parts.pace).await;
        }
        self.warn();
        true
    }

    /// What there is to show after `outcome`.
    pub fn seen(&self, outcome: &Outcome) -> Seen {
        Seen {
            kind: outcome.kind,
            answered_at: self.answered_at,
            facts: self.facts.clone(),
            agents: self.roster.shown(outcome.fresh),
            tasks: self.work.notes.clone(),
            session: outcome.session(),
        }
    }

    async fn ask_around(&mut self) -> Outcome {
        if self.tools.gate.is_refused() {
            return self.refused();
        }
        let passwords = match self.passwords().await {
            Ok(passwords) => passwords,
            Err(problem) => return Outcome::without_vault(problem),
        };
        let mut second_best: Option<(u32, usize, Probe)> = None;
        for at in self.roster.order() {
            let Ok(probe) = self.roster.agent(at).approach(&self.tools).await else { continue };
            let rank = self.rank(&probe.info);
            if rank > 0 {
                if second_best.as_ref().is_none_or(|(best, ..)| rank < *best) {
                    second_best = Some((rank, at, probe));
                }
                continue;
            }
            if let Some(outcome) = Box::pin(self.ask(at, probe, &passwords)).await {
                return outcome;
            }
        }
        if let Some((_, at, probe)) = second_best
            && let Some(outcome) = Box::pin(self.ask(at, probe, &passwords)).await
        {
            return outcome;
        }
        self.nobody()
    }

    async fn passwords(&mut self) -> Result<Passwords, IpcError> {
        if let Some(passwords) = &self.passwords {
            return Ok(passwords.clone());
        }
        let passwords = Passwords::read(&self.tools.wiring, &self.held).await?;
        Ok(self.passwords.insert(passwords).clone())
    }

    /// 0 for an agent that can answer for all; the others do if there is none.
    fn rank(&self, info: &AgentInfo) -> u32 {
        match info.identity {
            Identity::Single if self.kind == ConnectionKind::Cluster => 2,
            // It hands each call on to its master, our password with it.
            Identity::Follower => 1,
            Identity::Single
            | Identity::Master
            | Identity::ClusterAgent
            | Identity::TakeOverMaster
            | Identity::TakeOverFollower
            | Identity::ScalingOut
            | Identity::ScalingIn
            | Identity::Unidentified
            | Identity::Unknown(_) => 0,
        }
    }

    /// What the agent says for all; `None` when it is lost.
    async fn ask(&mut self, at: usize, probe: Probe, passwords: &Passwords) -> Option<Outcome> {
        match self.read(at, probe, passwords).await {
            Ok(reading) => Some(self.take(at, reading, passwords).await),
            Err(Miss::Lost) => None,
            Err(Miss::Password(outcome)) => {
                self.refusal = Some(outcome.clone());
                Some(outcome)
            }
        }
    }

    async fn read(&mut self, at: usize, probe: Probe, passwords: &Passwords) -> Result<Reading, Miss> {
        let (info, told) = (probe.info.clone(), self.facts_after(at, &probe, None));
        let client = match self.roster.agent(at).client_for(&info, passwords) {
            Ok(client) => client.ok_or(Miss::Lost)?,
            Err(kind) => {
                self.facts = Some(told);
                return Err(Miss::Password(Outcome::password(kind, None)));
            }
        };
        let deep = self.looked_at.is_none() || !self.work.notes.is_empty();
        let error = match read(&client, probe, deep).await {
            Ok(reading) => {
                let Some(problem) = self.foreign(at, &reading) else { return Ok(reading) };
                self.roster.agent(at).reject(problem);
                return Err(Miss::Lost);
            }
            Err(error) => error,
        };
        if self.tools.gate.is_refused() {
            self.facts = Some(told);
            let (kind, had) = passwords.refused(&error, &info);
            return Err(Miss::Password(Outcome::password(kind, had.then(|| error.into()))));
        }
        self.roster.agent(at).miss(error.into());
        Err(Miss::Lost)
    }

    /// A learned agent speaks for the cluster that listed it, or not at all.
    fn foreign(&self, at: usize, reading: &Reading) -> Option<IpcError> {
        let ours = self.facts.as_ref().map(|facts| &facts.cluster_id).filter(|id| !id.is_empty())?;
        let theirs = cluster_id(reading.group.as_ref()?);
        let foreign = !self.roster.all()[at].given && !theirs.is_empty() && theirs != *ours;
        foreign.then(|| IpcError::invalid(format!("the agent belongs to another cluster ({theirs})")))
    }

    fn facts_after(&self, at: usize, probe: &Probe, group: Option<&obshell_api::ObInfo>) -> ConnectionFacts {
        let address = self.roster.all()[at].address.to_string();
        facts_of(address, probe, group, self.facts.as_ref(), self.roster.warnings())
    }

    fn warn(&mut self) {
        if let Some(facts) = &mut self.facts {
            facts.warnings = self.roster.warnings();
        }
    }

    /// A call of this connection was refused: nothing is called until the password is replaced.
    fn refused(&self) -> Outcome {
        let kind = if self.held.root.is_some() { PasswordKind::Root } else { PasswordKind::Agent };
        let elsewhere = || Outcome::password(kind, Some(Error::Withheld.into()));
        self.refusal.clone().unwrap_or_else(elsewhere)
    }

    fn nobody(&mut self) -> Outcome {
        self.roster.use_agent(None);
        self.warn();
        let agents = self.roster.all();
        let in_state = |state| agents.iter().find(|agent| agent.shown.state == state);
        let untrusted =
            in_state(AgentLinkState::KeyChanged).or_else(|| in_state(AgentLinkState::CertificateNotTrusted));
        let worst = untrusted.or_else(|| in_state(AgentLinkState::AddressDiffers)).or(agents.first());
        let problem = worst.and_then(|agent| agent.shown.problem.clone());
        let problem = problem.unwrap_or_else(|| IpcError::invalid("the connection has no address"));
        if problem.code == ErrorCode::VaultLocked {
            return Outcome::without_vault(problem);
        }
        let kind = match untrusted {
            Some(_) => ConnectionStateKind::KeyChanged,
            None => ConnectionStateKind::Unreachable,
        };
        // Asking on would change nothing: the user has to decide first.
        let stopped = agents.iter().all(|agent| agent.shown.state == AgentLinkState::KeyChanged);
        let next = if stopped { Next::Woken } else { Next::Later };
        Outcome { kind, problem: Some(problem), password: None, fresh: false, next }
    }
}
