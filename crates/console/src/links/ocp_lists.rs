use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ocp_api::{Client, Error, TaskInstance, TaskQuery, TaskStatus};
use tokio::time::Instant;

use super::pace::LinkPace;
use super::tasks::{foremost, settled};
use crate::connections::{TASK_VIEWER, problem_without};
use crate::dto::{IpcError, Millis, StateKind, TaskNote, TaskPlace};
use crate::task_list::{Book, Listed};
use crate::tasks::{ocp_state, to_millis};

/// So many of the newest tasks are listed, whatever has become of them.
const NEWEST: u32 = 200;
/// And no more pages of those that run, or have failed.
const MOST_PAGES: u32 = 5;
/// So many tasks are read one by one in a round, to learn how they ended.
const READ_AT_ONCE: usize = 20;

/// The tasks of one OCP as it listed them last.
#[derive(Default)]
pub struct OcpLists {
    tasks: BTreeMap<String, Listed>,
    /// When what has failed was last asked for.
    whole_at: Option<Instant>,
    /// When what is newest was, since somebody began to look.
    newest_at: Option<Instant>,
    /// Why the last reading failed.
    problem: Option<IpcError>,
    /// Since they were last shown.
    read: bool,
}

impl OcpLists {
    /// Lists that go on from what was read before.
    pub fn new(book: &Book) -> OcpLists {
        OcpLists { tasks: (*book.tasks).clone(), ..OcpLists::default() }
    }

    /// Reads what runs and what has failed, now and again. For somebody who looks, `newest`, what runs is read each
    /// time, and what is newest now and again, and when something has stopped running. `offset_ms` is OCP's clock
    /// minus ours.
    ///
    /// # Errors
    /// Those of the calls; what was read before stays.
    pub async fn read(
        &mut self,
        client: &Client,
        offset_ms: f64,
        pace: &LinkPace,
        newest: bool,
    ) -> Result<(), Error> {
        let is_due = |at: Option<Instant>| at.is_none_or(|at| at.elapsed() >= pace.longest);
        self.newest_at = self.newest_at.filter(|_| newest);
        let due = is_due(self.whole_at);
        // Who may not look at tasks is not told more by asking often.
        if !due && (!newest || self.problem.is_some()) {
            return Ok(());
        }
        let whole = due || (newest && is_due(self.newest_at));
        self.whole_at = if whole { Some(Instant::now()) } else { self.whole_at };
        let renewed = self.renew(client, offset_ms, whole, newest).await;
        self.read |= renewed.is_ok();
        self.problem = renewed.clone().err().map(|error| problem_without(error, TASK_VIEWER));
        renewed
    }

    /// Why what is shown may be old.
    pub fn problem(&self) -> Option<IpcError> {
        self.problem.clone()
    }

    /// What runs or has failed, what runs first. `owner_of` is the operation that follows a task.
    pub fn notes(&self, owner_of: impl Fn(&str) -> Option<String>) -> Vec<TaskNote> {
        let note = |(id, listed): (&String, &Listed)| TaskNote {
            id: id.clone(),
            name: listed.name.clone(),
            state: listed.state.clone(),
            done: listed.done,
            total: listed.total,
            started_at: listed.started_at,
            ended_at: listed.ended_at,
            holds_lock: false,
            operation_id: owner_of(id),
        };
        foremost(self.tasks.iter().filter(|(_, listed)| is_open(listed)).map(note).collect())
    }

    /// What there is to show, and whether a row may differ from the last time; `None` when nothing was read since.
    pub fn book(&mut self, before: Option<&Arc<Book>>, at: Millis) -> Option<(Book, bool)> {
        if !std::mem::take(&mut self.read) {
            return None;
        }
        let same = before.filter(|book| *book.tasks == self.tasks);
        let tasks = same.map_or_else(|| Arc::new(self.tasks.clone()), |book| book.tasks.clone());
        Some((Book { tasks, read_at: Some(at), ..Book::default() }, same.is_none()))
    }

    /// `whole`: more than what runs is asked for, whether or not something has stopped running.
    async fn renew(
        &mut self,
        client: &Client,
        offset_ms: f64,
        whole: bool,
        newest: bool,
    ) -> Result<(), Error> {
        let running = all(client, TaskStatus::Running).await?;
        let ids: BTreeSet<&str> = running.iter().map(|task| task.id.as_str()).collect();
        let stopped = |(id, listed): (&String, &Listed)| {
            listed.state.kind == StateKind::Running && !ids.contains(id.as_str())
        };
        if !whole && !self.tasks.iter().any(stopped) {
            for task in &running {
                let listed = listed(task, offset_ms, self.tasks.get(&task.id));
                self.tasks.insert(task.id.clone(), listed);
            }
            return Ok(());
        }
        let failed = all(client, TaskStatus::Failed).await?;
        let page = match newest {
            true => client.tasks(&TaskQuery { size: NEWEST, ..TaskQuery::default() }).await?.tasks,
            false => Vec::new(),
        };
        let told = running.into_iter().chain(failed).chain(page);
        let mut told: BTreeMap<String, TaskInstance> = told.map(|task| (task.id.clone(), task)).collect();
        let mut late = self.ended(&told);
        for id in late.drain(..late.len().min(READ_AT_ONCE)) {
            match client.task(&id).await {
                Ok(task) => drop(told.insert(id, task)),
                // It is gone, or may not be looked at: the lists are all there is.
                Err(Error::Rejected(_) | Error::Id { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let before = std::mem::take(&mut self.tasks);
        for (id, task) in &told {
            self.tasks.insert(id.clone(), listed(task, offset_ms, before.get(id)));
        }
        if newest {
            self.newest_at = Some(Instant::now());
        } else {
            self.keep_ended(&before);
        }
        // Those that are still to be read are shown as they were.
        let late = late.into_iter().filter_map(|id| Some((id.clone(), before.get(&id)?.clone())));
        self.tasks.extend(late);
        Ok(())
    }

    /// Tasks that went on when they were last listed and do not any more. Lists do not tell how they ended.
    fn ended(&self, told: &BTreeMap<String, TaskInstance>) -> Vec<String> {
        let open = self.tasks.iter().filter(|(_, listed)| is_open(listed));
        let ended = open.filter(|(id, _)| told.get(*id).is_none_or(may_be_undone));
        ended.map(|(id, _)| id.clone()).collect()
    }

    /// What has ended stays while nobody asks for the newest, but no more of it than that would be.
    fn keep_ended(&mut self, before: &BTreeMap<String, Listed>) {
        let mut ended: Vec<(&String, &Listed)> =
            before.iter().filter(|(id, listed)| !is_open(listed) && !self.tasks.contains_key(*id)).collect();
        ended.sort_by_key(|(_, listed)| Reverse(listed.started_at));
        let kept = ended.into_iter().take(NEWEST as usize);
        self.tasks.extend(kept.map(|(id, listed)| (id.clone(), listed.clone())));
    }
}

async fn all(client: &Client, status: TaskStatus) -> Result<Vec<TaskInstance>, Error> {
    let mut query = TaskQuery { size: NEWEST, statuses: vec![status], ..TaskQuery::default() };
    let mut tasks = Vec::new();
    loop {
        let page = client.tasks(&query).await?;
        tasks.extend(page.tasks);
        if query.page >= page.pages.min(MOST_PAGES) {
            return Ok(tasks);
        }
        query.page += 1;
    }
}

/// It may change.
fn is_open(listed: &Listed) -> bool {
    match listed.state.kind {
        StateKind::Pending
        | StateKind::Ready
        | StateKind::Running
        | StateKind::Failed
        | StateKind::Cancelled => true,
        StateKind::Unknown => listed.ended_at.is_none(),
        StateKind::Succeeded | StateKind::Passed | StateKind::RolledBack => false,
    }
}

/// OCP calls a task that was rolled back, or given up, successful too. Its subtasks would tell; lists leave them out.
fn may_be_undone(task: &TaskInstance) -> bool {
    task.status == TaskStatus::Successful && task.subtasks.is_empty()
}

/// `before` is what is shown of it: OCP's clock is measured anew each time, and how it ended is not told by lists.
fn listed(task: &TaskInstance, offset_ms: f64, before: Option<&Listed>) -> Listed {
    let time = |time: Option<time::OffsetDateTime>, shown: Option<Millis>| {
        let read = to_millis(time?, offset_ms);
        Some(settled(read, shown))
    };
    let ended = before.filter(|before| may_be_undone(task) && !is_open(before));
    Listed {
        place: TaskPlace::Ocp,
        name: task.name.clone(),
        state: ended.map_or_else(|| ocp_state(task), |ended| ended.state.clone()),
        done: 0,
        total: 0,
        started_at: time(task.started_at.or(task.created_at), before.and_then(|before| before.started_at)),
        ended_at: time(task.finished_at, before.and_then(|before| before.ended_at)),
        at_step: None,
        holds_lock: false,
        main_task_id: None,
    }
}
