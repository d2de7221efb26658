use std::collections::{BTreeMap, BTreeSet};

use futures::stream::{self, StreamExt};
use obshell_api::{AgentAddress, Client, Dag, Error, GenericId, IdKind, Identity};
use tokio::time::Instant;

use super::Group;
use crate::clock::now;
use crate::links::credentials::Passwords;
use crate::links::ledger::Ledger;
use crate::links::pace::LinkPace;
use crate::links::read::{Reading, is_soft};
use crate::links::tasks::TaskSource;

/// So many agents are asked side by side.
const AT_ONCE: usize = 8;
/// So many tasks that have left the lists are asked for one by one; with more, the lists are read as a whole.
const SINGLY: usize = 20;

const MAINTAIN_OB: &str = "maintain/ob";
const MAINTAIN_AGENTS: &str = "maintain/agents";
const UNFINISHED: &str = "agent/unfinish";
const ALL: &str = "dags/agent";

/// The lists of tasks of a group, and when they were read.
pub struct Lists {
    ledger: Ledger,
    /// When all of them were last read as a whole.
    whole_at: Option<Instant>,
    /// The agents whose whole lists were read since. One that comes to be known later is not made to wait.
    whole_of: BTreeSet<String>,
    /// Since they were last shown.
    read: bool,
    quiet: Quiet,
}

/// Calls that an agent could not answer: it has no such route, or breaks where it has no task. They are made again as
/// seldom as whole lists are read.
#[derive(Default)]
struct Quiet(BTreeMap<(String, &'static str), Instant>);

/// One of the agents that are not in use, and what it said.
struct Other {
    at: usize,
    name: String,
    client: Client,
    open: Option<Result<Vec<Dag>, Error>>,
    all: Option<Result<Vec<Dag>, Error>>,
}

impl Lists {
    pub fn new(ledger: Ledger) -> Lists {
        Lists { ledger, whole_at: None, whole_of: BTreeSet::new(), read: false, quiet: Quiet::default() }
    }
}

impl Group {
    /// Reads the tasks of the cluster and of all agents that may be asked. `told` is what the round has brought of them
    /// already.
    pub(super) async fn list(
        &mut self,
        reading: &Reading,
        client: &Client,
        passwords: &Passwords,
        told: Vec<Dag>,
    ) {
        let pace = self.parts.pace;
        let whole = self.lists.whole_at.is_none_or(|at| at.elapsed() >= pace.longest);
        if whole {
            self.lists.whole_of.clear();
        }
        let mut open = told;
        open.extend(self.last_maintenance(reading, client).await);
        let mut all: Vec<(Option<String>, Vec<Dag>)> = Vec::new();
        for Other { at, name, open: unfinished, all: own, .. } in self.others(passwords).await {
            let dags = self.heed(at, &name, UNFINISHED, unfinished);
            open.extend(dags.unwrap_or_default());
            let dags = self.heed(at, &name, ALL, own);
            if let Some(dags) = dags {
                self.lists.whole_of.insert(name.clone());
                all.push((Some(name), dags));
            }
        }
        if whole {
            self.lists.whole_at = Some(Instant::now());
            let own = client.dags_agent_brief().await.ok().zip(self.roster.current_name());
            all.extend(own.map(|(dags, name)| (Some(name), dags)));
            if reading.probe.info.identity == Identity::ClusterAgent {
                all.extend(client.dags_ob_brief().await.ok().map(|dags| (None, dags)));
            }
        }
        self.note(reading, &open, &all);
        self.ask_for_missing(reading, client).await;
        self.lists.ledger.forget_strangers(|name| self.roster.is_known(name));
        self.lists.read = true;
    }

    /// Shows what a round has read of tasks, if it has.
    pub fn lay_tasks(&mut self) {
        if std::mem::take(&mut self.lists.read) {
            let before = self.parts.tasks.book(&self.id);
            let (book, news) = self.lists.ledger.book(before.as_ref(), now(&*self.tools.clock));
            self.parts.tasks.lay(&self.id, book, news);
        }
    }

    /// In the order in which they were read: the unfinished first.
    fn note(&mut self, reading: &Reading, open: &[Dag], all: &[(Option<String>, Vec<Dag>)]) {
        let (here, at) = (reading.probe.offset.offset_ms, now(&*self.tools.clock));
        let source = TaskSource {
            clock_of: &|name| self.roster.clock_of(name).unwrap_or(here),
            offset_ms: here,
            is_known: &|name| self.roster.is_known(name),
            owner_of: &|_, _| None,
        };
        self.lists.ledger.begin();
        self.lists.ledger.note(open, &source);
        for (keeper, dags) in all {
            self.lists.ledger.note_all(keeper.as_deref(), dags, at, &source);
        }
    }

    /// The last maintenance of the cluster, and of each agent.
    async fn last_maintenance(&mut self, reading: &Reading, client: &Client) -> Vec<Dag> {
        let (member, grouped) = match reading.probe.info.identity {
            Identity::ClusterAgent => (true, true),
            Identity::Master => (false, true),
            // A FOLLOWER would hand the question on.
            Identity::Single
            | Identity::Follower
            | Identity::TakeOverMaster
            | Identity::TakeOverFollower
            | Identity::ScalingOut
            | Identity::ScalingIn
            | Identity::Unidentified
            | Identity::Unknown(_) => (false, false),
        };
        let (at, pace, quiet) = (client.address().to_string(), self.parts.pace, &mut self.lists.quiet);
        let mut last = Vec::new();
        if member && reading.maintenance.is_none() && quiet.allows(&at, MAINTAIN_OB, &pace) {
            let answer = client.maintain_ob_brief().await;
            last.extend(quiet.heed(&at, MAINTAIN_OB, answer).ok().flatten().flatten());
        }
        if grouped && quiet.allows(&at, MAINTAIN_AGENTS, &pace) {
            let answer = client.maintain_agents_brief().await;
            last.extend(quiet.heed(&at, MAINTAIN_AGENTS, answer).ok().flatten().unwrap_or_default());
        }
        last
    }

    /// Asks the agents that are not in use for their own tasks.
    async fn others(&mut self, passwords: &Passwords) -> Vec<Other> {
        let pace = self.parts.pace;
        let mut asked = Vec::new();
        for at in self.roster.others_to_list(passwords.root.is_some()) {
            let agent = self.roster.agent(at);
            let Some(info) = agent.info.clone() else { continue };
            let Ok(Some(client)) = agent.client_for(&info, passwords) else { continue };
            let name = agent.name();
            let (quiet, whole_of) = (&self.lists.quiet, &self.lists.whole_of);
            let open = quiet.allows(&name, UNFINISHED, &pace);
            let all = !whole_of.contains(&name) && quiet.allows(&name, ALL, &pace);
            let bare = info.identity == Identity::Single;
            asked.push((Other { at, name, client, open: None, all: None }, bare, open, all));
        }
        let ask = |(mut other, bare, open, all): (Other, bool, bool, bool)| async move {
            if bare && !is_open_single(&other.client).await {
                return other;
            }
            if open {
                other.open = Some(other.client.unfinished_agent().await);
            }
            if all && !matches!(&other.open, Some(Err(error)) if !is_soft(error)) {
                other.all = Some(other.client.dags_agent_brief().await);
            }
            other
        };
        stream::iter(asked).map(ask).buffer_unordered(AT_ONCE).collect().await
    }

    /// What the agent `at` answered; `None` when it did not, which may mean that it is lost.
    fn heed(
        &mut self,
        at: usize,
        name: &str,
        call: &'static str,
        answer: Option<Result<Vec<Dag>, Error>>,
    ) -> Option<Vec<Dag>> {
        match self.lists.quiet.heed(name, call, answer?) {
            Ok(dags) => dags,
            Err(error) if error.is_unauthorized() => None,
            Err(error) => {
                self.roster.agent(at).miss(error.into());
                None
            }
        }
    }

    /// Asks for tasks that have left the lists of unfinished ones: how they ended is in none of them.
    async fn ask_for_missing(&mut self, reading: &Reading, client: &Client) {
        // Of a lost agent's tasks nobody tells, in whole lists no more than one by one.
        let mut missing = self.lists.ledger.missing();
        missing.retain(|id| self.answers_for(id, reading));
        if missing.len() > SINGLY {
            self.lists.whole_at = None;
            return;
        }
        for id in &missing {
            match client.dag(id, false).await {
                Ok(dag) => {
                    let here = reading.probe.offset.offset_ms;
                    let source = TaskSource {
                        clock_of: &|name| self.roster.clock_of(name).unwrap_or(here),
                        offset_ms: here,
                        is_known: &|name| self.roster.is_known(name),
                        owner_of: &|_, _| None,
                    };
                    self.lists.ledger.note(&[dag], &source);
                }
                Err(Error::Rejected(rejected)) if rejected.status == 404 => self.lists.ledger.drop_task(id),
                Err(_) => {}
            }
        }
    }

    /// Whether the agent in use can tell of a task, by itself or by asking an agent that answers.
    fn answers_for(&self, id: &GenericId, reading: &Reading) -> bool {
        let Ok(parts) = id.decode() else { return false };
        let is_own = |keeper: &AgentAddress| {
            let name = self.roster.current_name();
            name.is_some_and(|name| name == keeper.to_string())
        };
        let member = reading.probe.info.identity == Identity::ClusterAgent;
        match (parts.kind, parts.agent) {
            // Only the agent password opens it, which not every agent in use is given.
            (IdKind::ObProxy, _) => false,
            (IdKind::Cluster | IdKind::Local, None) => member,
            (IdKind::Cluster | IdKind::Local, Some(keeper)) => {
                is_own(&keeper) || (member && self.roster.answers(&keeper))
            }
        }
    }
}

/// Who it is may be known from a minute ago. One that has joined meanwhile takes no password for a wrong one, which
/// would close the gate of the whole connection.
async fn is_open_single(client: &Client) -> bool {
    client.info().await.is_ok_and(|info| info.identity == Identity::Single && !info.security)
}

impl Quiet {
    fn allows(&self, agent: &str, call: &'static str, pace: &LinkPace) -> bool {
        let since = self.0.get(&(agent.to_owned(), call));
        since.is_none_or(|since| since.elapsed() >= pace.longest)
    }

    /// The answer; `None` when the agent cannot answer such a call.
    fn heed<T>(
        &mut self,
        agent: &str,
        call: &'static str,
        answer: Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        match answer {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if is_soft(&error) => {
                self.0.insert((agent.to_owned(), call), Instant::now());
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
