use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::desk::Listening;
use super::rows::rows;
use super::sources::{listings, sources};
use crate::connections::Connections;
use crate::dto::{HistoryRecord, OperationView, TaskRow, TaskSource, TasksEvent};
use crate::sink::Sink;

/// Changes that come faster than this are sent together.
const COALESCE: Duration = Duration::from_millis(100);

/// What the history has, and word of its changes.
pub trait Records: Send + Sync {
    /// Every record, without logs. May be asked often.
    fn all(&self) -> Arc<Vec<HistoryRecord>>;

    /// Woken at each change.
    fn changes(&self) -> watch::Receiver<u64>;
}

/// What a subscription to the list works with.
pub struct TaskSubscription {
    pub connections: Connections,
    pub operations: Arc<dyn Fn() -> Vec<Arc<OperationView>> + Send + Sync>,
    pub operations_changed: watch::Receiver<()>,
    pub history: Arc<dyn Records>,
    /// When a source was last read is sent as often as this, if nothing else changes.
    pub settle: Duration,
    /// Keeps the lists being read.
    pub listening: Listening,
}

/// What a window has.
struct Shown {
    rows: HashMap<String, TaskRow>,
    sources: Vec<TaskSource>,
    sources_at: Instant,
}

/// Sends all tasks, then what changed, at most ten times a second, until `stop` or until nobody listens. Equal rows send
/// nothing.
pub async fn watch_tasks(mut of: TaskSubscription, sink: Sink<TasksEvent>, stop: CancellationToken) {
    let (mut read, mut seen) = (of.listening.desk().changes(), of.connections.changes());
    let mut kept = of.history.changes();
    let mut shown: Option<Shown> = None;
    let mut seq = 0;
    loop {
        read.mark_unchanged();
        seen.mark_unchanged();
        kept.mark_unchanged();
        of.operations_changed.mark_unchanged();
        if let Some(event) = of.news(&mut shown, seq + 1) {
            seq += 1;
            if !sink.send(event) {
                return;
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(COALESCE) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            changed = read.changed() => if changed.is_err() { return },
            changed = seen.changed() => if changed.is_err() { return },
            changed = kept.changed() => if changed.is_err() { return },
            changed = of.operations_changed.changed() => if changed.is_err() { return },
        }
    }
}

impl TaskSubscription {
    /// What leads from what is shown to what is; `None` when that is the same.
    fn news(&self, shown: &mut Option<Shown>, seq: u32) -> Option<TasksEvent> {
        let connections = self.connections.all();
        let desk = self.listening.desk();
        let sources = sources(&connections, desk);
        let rows = rows(&listings(&connections, desk), &(self.operations)(), &self.history.all());
        let Some(before) = shown else {
            let by_key = rows.iter().map(|row| (row.key.clone(), row.clone())).collect();
            *shown = Some(Shown { rows: by_key, sources: sources.clone(), sources_at: Instant::now() });
            return Some(TasksEvent::Snapshot { seq, rows, sources });
        };
        let (rows, gone) = before.take_rows(rows);
        let sources = before.take_sources(sources, self.settle);
        let same = rows.is_empty() && gone.is_empty() && sources.is_none();
        (!same).then_some(TasksEvent::Changed { seq, rows, gone, sources })
    }
}

impl Shown {
    /// The rows that are not as they were, and the keys of those that are gone.
    fn take_rows(&mut self, rows: Vec<TaskRow>) -> (Vec<TaskRow>, Vec<String>) {
        let (count, mut known) = (rows.len(), 0);
        let mut changed = Vec::new();
        let mut keys = HashSet::with_capacity(count);
        for row in rows {
            keys.insert(row.key.clone());
            let before = self.rows.get(&row.key);
            known += usize::from(before.is_some());
            if before != Some(&row) {
                changed.push(row);
            }
        }
        let mut gone: Vec<String> = Vec::new();
        if known < self.rows.len() {
            gone = self.rows.keys().filter(|key| !keys.contains(*key)).cloned().collect();
            gone.sort();
        }
        for key in &gone {
            self.rows.remove(key);
        }
        self.rows.extend(changed.iter().map(|row| (row.key.clone(), row.clone())));
        (changed, gone)
    }

    /// All of them, if any has changed in more than the time it was read.
    fn take_sources(&mut self, sources: Vec<TaskSource>, settle: Duration) -> Option<Vec<TaskSource>> {
        let timeless = |source: &TaskSource| TaskSource {
            read_at: source.read_at.filter(|_| !source.live).or(source.read_at.map(|_| 0)),
            ..source.clone()
        };
        let due = self.sources_at.elapsed() >= settle;
        let same = if due {
            self.sources == sources
        } else {
            self.sources.iter().map(timeless).eq(sources.iter().map(timeless))
        };
        if same {
            return None;
        }
        self.sources_at = Instant::now();
        self.sources.clone_from(&sources);
        Some(sources)
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
