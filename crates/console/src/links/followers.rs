use std::collections::BTreeMap;

use obshell_api::{AgentAddress, Dag, GenericId, State};

use crate::hosts::agent_address;

/// Tasks of single agents that follow a main one. While that runs they park in FAILED on purpose, and nobody is
/// to be alarmed; when it has failed, it is the one to show.
#[derive(Debug, Default)]
pub struct Followers {
    mains: BTreeMap<GenericId, Main>,
}

/// What is known of a main task.
#[derive(Debug, Clone)]
pub enum Asked {
    Dag(Box<Dag>),
    /// Its agent could not be asked.
    Unknown,
}

#[derive(Debug)]
struct Main {
    asked: Asked,
    /// A task that follows it holds an agent.
    locks: bool,
    at: Vec<AgentAddress>,
}

impl Followers {
    /// The main tasks of `dags` that are not among them.
    pub fn missing(dags: &[Dag]) -> Vec<GenericId> {
        let mut ids: Vec<GenericId> =
            dags.iter().filter(|dag| !is_over(dag)).filter_map(Dag::main_dag_id).collect();
        ids.sort();
        ids.dedup();
        ids.retain(|id| dags.iter().all(|dag| dag.id != *id));
        ids
    }

    /// `dags`, and what came of asking for those that are [missing](Followers::missing). One whose agent says
    /// that there is no such task is in neither.
    pub fn new(dags: &[Dag], mut asked: BTreeMap<GenericId, Asked>) -> Followers {
        let known = dags.iter().map(|dag| (dag.id.clone(), Asked::Dag(Box::new(dag.clone()))));
        asked.extend(known);
        let mut followers = Followers::default();
        for (id, main) in &asked {
            let Asked::Dag(dag) = main else { continue };
            let at: Vec<AgentAddress> = dag.sub_dags().keys().map(|agent| agent_address(agent)).collect();
            if is_under_way(dag) && !at.is_empty() {
                followers.mains.insert(id.clone(), Main { asked: main.clone(), locks: true, at });
            }
        }
        for dag in dags.iter().filter(|dag| !is_over(dag)) {
            let Some(id) = dag.main_dag_id() else { continue };
            let Some(main) = asked.get(&id).filter(|main| main.is_in_charge()) else { continue };
            let new = || Main { asked: main.clone(), locks: false, at: Vec::new() };
            let main = followers.mains.entry(id).or_insert_with(new);
            main.locks |= dag.maintenance_type > 1;
            let keeper = dag.id.decode().ok().and_then(|parts| parts.agent);
            main.at.extend(keeper.filter(|keeper| !main.at.contains(keeper)));
        }
        followers
    }

    /// Whether another task is shown in its place.
    pub fn follows(&self, dag: &Dag) -> bool {
        dag.main_dag_id().is_some_and(|main| self.mains.contains_key(&main))
    }

    /// The tasks to show, and whether those that follow them keep maintenance away.
    pub fn mains(&self) -> impl Iterator<Item = (&Dag, bool)> {
        self.mains.values().filter_map(|main| match &main.asked {
            Asked::Dag(dag) => Some((&**dag, main.locks)),
            Asked::Unknown => None,
        })
    }

    /// Whether it is known what this agent is busy with.
    pub fn explain(&self, agent: &AgentAddress) -> bool {
        self.mains.values().any(|main| main.at.contains(agent))
    }

    /// The agents on which tasks follow the one of this id.
    pub fn agents_of(&self, id: &str) -> &[AgentAddress] {
        let main = self.mains.iter().find(|(main, _)| main.as_str() == id);
        main.map_or(&[], |(_, main)| &main.at)
    }
}

impl Asked {
    /// Whether what follows it waits for it, or has stopped with it.
    fn is_in_charge(&self) -> bool {
        match self {
            Asked::Dag(dag) => dag.state != State::Succeed,
            Asked::Unknown => true,
        }
    }
}

fn is_under_way(dag: &Dag) -> bool {
    matches!(dag.state, State::Pending | State::Ready | State::Running)
}

/// It has succeeded, was passed, or was undone.
fn is_over(dag: &Dag) -> bool {
    dag.state == State::Succeed
}

#[cfg(test)]
#[path = "followers_tests.rs"]
mod tests;
