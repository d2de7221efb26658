use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ocp_api::{Client, Error, TaskInstance, TaskQuery, TaskStatus};
use tokio::time::Instant;

use super::pace::LinkPace;
use super::tasks::MEASURING_MS;
use crate::dto::{Millis, StateKind, TaskPlace};
use crate::task_list::{Book, Listed};
use crate::tasks::{ocp_state, to_millis};

/// So many of the newest tasks are listed, whatever has become of them.
const NEWEST: u32 = 200;
/// And no more pages of those that run, or have failed.
const MOST_PAGES: u32 = 5;

/// The tasks of one OCP as it listed them last.
#[derive(Default)]
pub struct OcpLists {
    tasks: BTreeMap<String, Listed>,
    /// When more than those that run was last asked for.
    whole_at: Option<Instant>,
    /// The last reading did.
    failed: bool,
    /// Since they were last shown.
    read: bool,
}

impl OcpLists {
    /// Lists that go on from what was read before.
    pub fn new(book: Option<&Book>) -> OcpLists {
        let tasks = book.map(|book| (*book.tasks).clone()).unwrap_or_default();
        OcpLists { tasks, ..OcpLists::default() }
    }

    /// Reads what runs; now and again, and when something has stopped running, what has failed and what is newest, too.
    /// `offset_ms` is OCP's clock minus ours.
    ///
    /// # Errors
    /// Those of the calls; what was read before stays.
    pub async fn read(&mut self, client: &Client, offset_ms: f64, pace: &LinkPace) -> Result<(), Error> {
        let due = self.whole_at.is_none_or(|at| at.elapsed() >= pace.longest);
        // Who may not look at tasks is not told more by asking often.
        if self.failed && !due {
            return Ok(());
        }
        (self.failed, self.whole_at) = (true, if due { Some(Instant::now()) } else { self.whole_at });
        let running = all(client, TaskStatus::Running).await?;
        let ids: BTreeSet<&str> = running.iter().map(|task| task.id.as_str()).collect();
        let stopped = |(id, listed): (&String, &Listed)| {
            listed.state.kind == StateKind::Running && !ids.contains(id.as_str())
        };
        if due || self.tasks.iter().any(stopped) {
            let failed = all(client, TaskStatus::Failed).await?;
            let newest = client.tasks(&TaskQuery { size: NEWEST, ..TaskQuery::default() }).await?.tasks;
            let before = std::mem::take(&mut self.tasks);
            for task in running.iter().chain(&failed).chain(&newest) {
                self.tasks.insert(task.id.clone(), listed(task, offset_ms, before.get(&task.id)));
            }
        } else {
            for task in &running {
                let listed = listed(task, offset_ms, self.tasks.get(&task.id));
                self.tasks.insert(task.id.clone(), listed);
            }
        }
        (self.read, self.failed) = (true, false);
        Ok(())
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

/// `before` is what is shown of it: OCP's clock is measured anew each time. Lists do not tell of subtasks.
fn listed(task: &TaskInstance, offset_ms: f64, before: Option<&Listed>) -> Listed {
    let time = |time: Option<time::OffsetDateTime>, shown: Option<Millis>| {
        let read = to_millis(time?, offset_ms);
        Some(shown.filter(|shown| (shown - read).abs() < MEASURING_MS).unwrap_or(read))
    };
    Listed {
        place: TaskPlace::Ocp,
        name: task.name.clone(),
        state: ocp_state(task),
        done: 0,
        total: 0,
        started_at: time(task.started_at.or(task.created_at), before.and_then(|before| before.started_at)),
        ended_at: time(task.finished_at, before.and_then(|before| before.ended_at)),
        at_step: None,
        holds_lock: false,
        main_task_id: None,
    }
}
