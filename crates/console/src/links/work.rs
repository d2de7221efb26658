use std::collections::BTreeMap;

use obshell_api::{AgentAddress, Dag, GenericId, Node, State};

use super::followers::{Asked, Followers};
use super::tasks::{TaskSource, notes};
use crate::dto::TaskNote;

/// The tasks of a connection, as they were last read.
#[derive(Default)]
pub struct Work {
    pub notes: Vec<TaskNote>,
    /// The DAGs behind the notes.
    dags: Vec<Dag>,
    /// The last maintenance, as read when it was last asked for.
    maintenance: Vec<Dag>,
    followers: Followers,
}

impl Work {
    /// What was known of it when OBDeck was last open.
    pub fn new(notes: Vec<TaskNote>) -> Work {
        Work { notes, ..Work::default() }
    }

    /// Takes over the last maintenance, if it was asked for.
    pub fn maintained(&mut self, maintenance: Option<Vec<Dag>>) {
        if let Some(maintenance) = maintenance {
            self.maintenance = maintenance;
        }
    }

    /// Main tasks that `unfinished` ones, or the last maintenance, follow, and that are not among them.
    pub fn missing(&self, unfinished: &[Dag]) -> Vec<GenericId> {
        Followers::missing(&[unfinished, &self.maintenance].concat())
    }

    /// What follows what, given what came of asking for [`Work::missing`].
    pub fn followers(&self, unfinished: &[Dag], asked: BTreeMap<GenericId, Asked>) -> Followers {
        Followers::new(&[unfinished, &self.maintenance].concat(), asked)
    }

    /// Takes over what is unfinished, and what came of asking for [`Work::missing`].
    pub fn take(&mut self, unfinished: Vec<Dag>, asked: BTreeMap<GenericId, Asked>, source: &TaskSource<'_>) {
        self.followers = self.followers(&unfinished, asked);
        self.notes = notes(&unfinished, &self.maintenance, &self.followers, source, &self.notes);
        let mains: Vec<Dag> = self.followers.mains().map(|(main, _)| main.clone()).collect();
        self.dags = [mains, unfinished, self.maintenance.clone()].concat();
    }

    /// The DAG behind a note, as it was last read.
    pub fn dag(&self, id: &str) -> Option<&Dag> {
        self.dags.iter().find(|dag| dag.id.as_str() == id)
    }

    /// The task that is in progress on an agent, or stopped there. `named` are those that its cluster names for
    /// it, and `elsewhere` those that it names for any host.
    pub fn at(&self, agent: &AgentAddress, named: &[&str], elsewhere: &[&str]) -> Option<&TaskNote> {
        let here = self.notes.iter().find(|note| named.contains(&note.id.as_str()));
        let mut others = self.notes.iter().filter(|note| !elsewhere.contains(&note.id.as_str()));
        here.or_else(|| others.find(|note| self.is_at(note, agent)))
    }

    fn is_at(&self, note: &TaskNote, agent: &AgentAddress) -> bool {
        if self.followers.agents_of(&note.id).contains(agent) {
            return true;
        }
        let tasks = self.dag(&note.id).and_then(current_node).map_or(&[][..], |node| &node.sub_tasks);
        tasks.iter().any(|task| task.execute_agent == *agent && task.state != State::Succeed)
    }
}

/// The node a DAG stands at: the one that failed, or the one of its stage.
pub fn current_node(dag: &Dag) -> Option<&Node> {
    let failed = dag.nodes.iter().find(|node| node.state == State::Failed);
    let by_stage = usize::try_from(dag.stage).ok().and_then(|stage| dag.nodes.get(stage.checked_sub(1)?));
    failed.or(by_stage)
}
