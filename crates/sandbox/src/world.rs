//! All practice agents of one sandbox and the time they share.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::SocketAddr;

use serde_json::Value;
use time::UtcOffset;

use crate::agent::process::Agent;
use crate::agent::state::AgentState;
use crate::clock::Ns;
use crate::dag::model::{Run, State};
use crate::dag::{executor, remote, scheduler};
use crate::gotime;
use crate::secure::seeded::Seeded;

pub(crate) const SECOND: Ns = 1_000_000_000;
/// How long an agent whose process died stays away.
const OUTAGE: Ns = 8 * SECOND;
/// No tick is shorter, however fast the sandbox runs.
pub(crate) const SHORTEST_TICK: Ns = 2_000_000;

/// All practice agents of one sandbox and the time they share.
///
/// Every request first [catches up](World::catch_up) with the clock, so what a request sees depends
/// on the clock alone and not on when a background task ran.
pub(crate) struct World {
    pub agents: Vec<Agent>,
    pub offset: UtcOffset,
    pub source: Seeded,
    /// Addresses that the lists name as members, though they are nobody's.
    pub forged: BTreeSet<SocketAddr>,
    /// Finished tasks of the cluster that were written down elsewhere, as JSON of their DAGs.
    pub recorded: Vec<Value>,
    speed: f64,
    period: Ns,
    ticked: Ns,
    stamped: Ns,
    numbers: HashMap<SocketAddr, usize>,
}

impl World {
    pub fn new(agents: Vec<Agent>, speed: f64, offset: UtcOffset, seed: u64, now: Ns) -> Self {
        let numbers = agents.iter().enumerate().map(|(index, agent)| (agent.state.address, index)).collect();
        let mut world = Self {
            agents,
            offset,
            source: Seeded::new(seed, &format!("world/{now}")),
            forged: BTreeSet::new(),
            recorded: Vec::new(),
            speed,
            period: 0,
            ticked: now,
            stamped: 0,
            numbers,
        };
        world.period = world.scaled(SECOND).max(SHORTEST_TICK);
        world
    }

    /// A length of time at speed 1, at this sandbox's speed.
    pub fn scaled(&self, length: Ns) -> Ns {
        // Lengths are minutes at most: far inside what an f64 holds exactly.
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
        {
            (length as f64 / self.speed) as Ns
        }
    }

    /// Adds an agent.
    pub fn join(&mut self, agent: Agent) {
        self.numbers.insert(agent.state.address, self.agents.len());
        self.agents.push(agent);
    }

    /// How long the scheduler's tick is.
    pub fn period(&self) -> Ns {
        self.period
    }

    /// Lets everything happen that is due at `now`.
    pub fn catch_up(&mut self, now: Ns) {
        while self.ticked + self.period <= now {
            if !self.is_busy() {
                self.ticked = now - (now - self.ticked) % self.period;
                break;
            }
            self.ticked += self.period;
            self.tick(self.ticked);
        }
        for index in 0..self.agents.len() {
            executor::progress(self, index, now);
        }
    }

    /// A time to write down for agent `me`, later than every other so far.
    pub fn stamp(&mut self, me: usize, now: Ns) -> Ns {
        let step = (self.period / 10_000).clamp(200, 100_000);
        self.stamped = now.max(self.stamped + step);
        self.stamped + self.agents[me].skew()
    }

    /// A stored time as agent text.
    pub fn text(&self, at: Ns) -> String {
        gotime::render(at, self.offset)
    }

    /// The agent at `address`, running or not.
    pub fn find(&self, address: SocketAddr) -> Option<usize> {
        self.numbers.get(&address).copied()
    }

    /// The agent at `address`, if it answers.
    pub fn reach(&self, address: SocketAddr) -> Option<usize> {
        self.find(address).filter(|index| self.agents[*index].up)
    }

    /// The process of agent `me` goes away and comes back by itself.
    pub fn die(&mut self, me: usize, now: Ns) {
        self.go_down(me, now);
        self.agents[me].back_at = Some(now + self.scaled(OUTAGE));
    }

    /// The process of agent `me` goes away.
    pub fn go_down(&mut self, me: usize, now: Ns) {
        let agent = &mut self.agents[me];
        agent.up = false;
        agent.back_at = None;
        agent.went = now;
        agent.dirty = true;
    }

    /// The process of agent `me` comes back and takes up what it was doing.
    pub fn come_back(&mut self, me: usize, now: Ns) {
        let away = now - self.agents[me].went;
        self.agents[me].up = true;
        self.agents[me].back_at = None;
        self.agents[me].pid += 17;
        self.agents[me].started = now;
        self.agents[me].dirty = true;
        self.resume(me, away, now);
    }

    /// Lets the attempts of agent `me` go on after a pause of `away`, or fail if they cannot.
    pub fn resume(&mut self, me: usize, away: Ns, now: Ns) {
        for place in executor::running(self, me) {
            let node = &self.agents[me].state.tasks.dags[place.dag].nodes[place.node];
            let resumable = node.flags.resume;
            match &mut self.agents[me].state.tasks.task_mut(place).run {
                Some(Run::Local { began, script, .. }) => {
                    *began += away;
                    script.death = None;
                }
                Some(Run::Remote(_)) | None => {}
            }
            if !resumable {
                let reason =
                    crate::fault::Fault::unexpected("task unexpectedly interrupted and cannot continue");
                executor::close(self, me, place, now, Err(reason));
            }
        }
    }

    /// What each agent knows, by address, for the state files.
    pub fn take_dirty(&mut self) -> BTreeMap<usize, AgentState> {
        let dirty = self.agents.iter_mut().enumerate().filter(|(_, agent)| agent.dirty);
        dirty
            .map(|(index, agent)| {
                agent.dirty = false;
                (index, agent.state.clone())
            })
            .collect()
    }

    /// Whether anything happens by itself as time goes by.
    pub fn is_busy(&self) -> bool {
        self.agents.iter().any(|agent| {
            agent.back_at.is_some()
                || agent.state.tasks.dags.iter().any(|dag| matches!(dag.state, State::Ready | State::Running))
        })
    }

    fn tick(&mut self, now: Ns) {
        for index in 0..self.agents.len() {
            if self.agents[index].back_at.is_some_and(|at| at <= now) {
                self.come_back(index, now);
            }
        }
        for index in 0..self.agents.len() {
            executor::progress(self, index, now);
        }
        for index in 0..self.agents.len() {
            remote::poll(self, index, now);
        }
        for index in 0..self.agents.len() {
            scheduler::tick(self, index, now);
        }
    }
}
