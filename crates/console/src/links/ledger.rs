use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use obshell_api::{AgentAddress, Dag, GenericId};

use super::tasks::{TaskSource, belongs, times};
use super::work::current_node;
use crate::dto::{Millis, StateKind, TaskPlace};
use crate::task_list::{Book, Listed, keeper_of, place_of};
use crate::tasks::state_view;

/// The tasks of one connection as its agents told of them last, from however many lists.
#[derive(Default)]
pub struct Ledger {
    tasks: BTreeMap<String, Listed>,
    /// By the id of a task that follows another: the id of that. Lists without details do not tell.
    mains: BTreeMap<String, String>,
    whole: BTreeMap<Option<String>, Millis>,
    /// What this round, and the one before it, told of unfinished work.
    open: BTreeSet<String>,
    open_before: BTreeSet<String>,
    news: bool,
}

impl Ledger {
    /// One that goes on from what was read before.
    pub fn new(book: Option<&Book>) -> Ledger {
        let Some(book) = book else { return Ledger::default() };
        let main = |(id, listed): (&String, &Listed)| Some((id.clone(), listed.main_task_id.clone()?));
        let mains = book.tasks.iter().filter_map(main).collect();
        Ledger { tasks: (*book.tasks).clone(), mains, whole: book.whole.clone(), ..Ledger::default() }
    }

    /// A round begins.
    pub fn begin(&mut self) {
        self.open_before = std::mem::take(&mut self.open);
    }

    /// Takes over tasks that were told of just now. A stranger's are left out.
    pub fn note(&mut self, dags: &[Dag], source: &TaskSource<'_>) {
        for dag in dags {
            self.open.insert(dag.id.to_string());
            self.take(dag, source);
        }
    }

    /// Takes over all that one agent keeps, or the cluster for `None`: what is not among them is not there any more.
    pub fn note_all(&mut self, keeper: Option<&str>, dags: &[Dag], at: Millis, source: &TaskSource<'_>) {
        let mut ids = BTreeSet::new();
        for dag in dags {
            ids.insert(dag.id.as_str());
            self.take(dag, source);
        }
        self.tasks.retain(|id, listed| keeper_of(&listed.place) != keeper || ids.contains(id.as_str()));
        self.whole.insert(keeper.map(str::to_owned), at);
        // What is only followed or kept may be known to be gone now.
        self.news = true;
    }

    /// Drops the tasks of agents that do not belong to the connection any more.
    pub fn forget_strangers(&mut self, is_known: impl Fn(&AgentAddress) -> bool) {
        let before = self.tasks.len();
        self.tasks.retain(|id, _| id.parse().is_ok_and(|id| belongs(&id, &is_known)));
        self.news |= before != self.tasks.len();
    }

    /// Nobody has this task any more.
    pub fn drop_task(&mut self, id: &GenericId) {
        self.news |= self.tasks.remove(id.as_str()).is_some();
    }

    /// Tasks that were unfinished, and of which this round has told nothing: they have ended, or their agent is lost.
    pub fn missing(&self) -> Vec<GenericId> {
        let untold = |(id, listed): &(&String, &Listed)| {
            let runs = is_running(listed.state.kind);
            !self.open.contains(*id)
                && (runs || (!listed.state.kind.is_freed() && self.open_before.contains(*id)))
        };
        self.tasks.iter().filter(untold).filter_map(|(id, _)| id.parse().ok()).collect()
    }

    /// What there is to show, and whether a row may differ from the last time.
    pub fn book(&mut self, before: Option<&Arc<Book>>, at: Millis) -> (Book, bool) {
        let news = std::mem::take(&mut self.news) || before.is_none();
        let tasks = match before.filter(|book| *book.tasks == self.tasks) {
            Some(book) => book.tasks.clone(),
            None => Arc::new(self.tasks.clone()),
        };
        (Book { tasks, whole: self.whole.clone(), read_at: Some(at) }, news)
    }

    fn take(&mut self, dag: &Dag, source: &TaskSource<'_>) {
        let id = dag.id.as_str();
        if !belongs(&dag.id, source.is_known) {
            return;
        }
        let Some(place) = place_of(id) else { return };
        for sub in dag.sub_dags().into_values() {
            self.follow(sub.to_string(), id);
        }
        if let Some(main) = dag.main_dag_id() {
            self.follow(id.to_owned(), main.as_str());
        }
        let listed = listed(dag, place, source, self.tasks.get(id));
        let listed = Listed { main_task_id: self.mains.get(id).cloned(), ..listed };
        if self.tasks.get(id) != Some(&listed) {
            self.news = true;
            self.tasks.insert(id.to_owned(), listed);
        }
    }

    fn follow(&mut self, sub: String, main: &str) {
        if let Some(listed) = self.tasks.get_mut(&sub).filter(|listed| listed.main_task_id.is_none()) {
            listed.main_task_id = Some(main.to_owned());
            self.news = true;
        }
        self.mains.entry(sub).or_insert_with(|| main.to_owned());
    }
}

/// `before` is what is shown of it: a clock is measured anew each time, and lists without details know less.
fn listed(dag: &Dag, place: TaskPlace, source: &TaskSource<'_>, before: Option<&Listed>) -> Listed {
    let state = state_view(&dag.state, &dag.operator);
    let shown = before.map_or((None, None), |before| (before.started_at, before.ended_at));
    let (started_at, ended_at) = times(dag, state.kind, source, shown);
    let succeeded = matches!(state.kind, StateKind::Succeeded | StateKind::Passed);
    let done = if succeeded { dag.max_stage } else { dag.stage.saturating_sub(1).min(dag.max_stage) };
    let at_same = |before: &&Listed| (before.state.kind, before.done) == (state.kind, done);
    let stands = is_running(state.kind) || matches!(state.kind, StateKind::Failed | StateKind::Cancelled);
    let at_step = match current_node(dag).filter(|_| stands) {
        Some(node) => Some(node.name.clone()),
        None => before.filter(at_same).and_then(|before| before.at_step.clone()),
    };
    Listed {
        place,
        name: dag.name.clone(),
        done,
        total: dag.max_stage,
        started_at,
        ended_at,
        at_step,
        holds_lock: dag.maintenance_type > 1 && !state.kind.is_freed(),
        main_task_id: None,
        state,
    }
}

fn is_running(kind: StateKind) -> bool {
    matches!(kind, StateKind::Pending | StateKind::Ready | StateKind::Running)
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
