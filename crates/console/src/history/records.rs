use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use obshell_api::Clock;
use tokio::sync::watch;

use super::{Taken, compare, kept_line, pack, unpack, usual};
use crate::clock::now;
use crate::documents::{TaskDocument, read_only};
use crate::dto::{
    CallView, HistoryLimits, HistoryPage, HistoryRecord, HistoryUsage, IpcError, LogRow, OperationView,
    RunComparison, SearchHistoryReq, TaskOrigin, UsualCall, UsualTimes,
};
use crate::store::{HistoryFilter, HistoryMark, Itself, Store, SucceededOf};

/// Earlier runs that a median is taken of.
const USUAL_RUNS: u32 = 20;
const MOST_WORDS: usize = 8;
const LONGEST_WORD: usize = 200;
const LARGEST_PAGE: u32 = 200;
const DAY_MS: i64 = 86_400_000;
const LIMITS: &str = "history limits";
/// A year, and a gigabyte.
const USUAL_LIMITS: HistoryLimits = HistoryLimits { days: Some(365), bytes: Some(1 << 30) };

/// The tasks that ended, on this computer. Cloning is cheap; every call performs database I/O.
#[derive(Clone)]
pub struct History {
    store: Store,
    clock: Arc<dyn Clock>,
    new_id: NewId,
    records: Arc<Mutex<Arc<Vec<HistoryRecord>>>>,
    changes: watch::Sender<u64>,
}

/// Makes ids of records.
pub type NewId = Arc<dyn Fn() -> String + Send + Sync>;

/// What is known of the log of a task that ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Log {
    /// It could not be read, and may be later.
    NotYet,
    Read(Vec<LogRow>),
    /// Its server has it no more.
    Gone,
}

/// A call that earlier runs are wanted of.
#[derive(Debug, Clone)]
pub struct Run {
    pub call_key: String,
    /// The name of its task; empty when it has none.
    pub name: String,
    pub itself: Itself,
}

impl History {
    /// Tidies up after a kill, and throws away what is too old or too much. One that is damaged is empty: everything else
    /// works without it.
    pub async fn open(store: Store, clock: Arc<dyn Clock>, new_id: NewId) -> History {
        let (records, changes) = (Arc::default(), watch::Sender::new(0));
        let history = History { store, clock, new_id, records, changes };
        if let Err(problem) = history.tidy().await {
            tracing::warn!(?problem, "the history cannot be read");
        }
        history
    }

    /// Counts up whenever a record came, changed or went.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Every record, the newest first. Performs no I/O.
    pub fn records(&self) -> Arc<Vec<HistoryRecord>> {
        self.lock().clone()
    }

    /// What was taken of an operation's calls.
    pub async fn marks(&self, operation_id: &str) -> Result<Vec<HistoryMark>, IpcError> {
        Ok(self.store.history_marks(operation_id).await?)
    }

    /// Keeps a task in the place of an earlier end of the same one. Without a log that one's stays.
    ///
    /// # Errors
    /// `Storage`.
    pub async fn keep(&self, task: &Taken, connection_name: &str, log: Log) -> Result<(), IpcError> {
        let stored = task.stored((self.new_id)(), connection_name, now(&*self.clock))?;
        let (lines, is_whole) = match log {
            Log::NotYet => (None, false),
            Log::Read(lines) => (Some(pack(&lines.iter().map(kept_line).collect::<Vec<_>>())?), true),
            Log::Gone => (None, true),
        };
        self.store.keep_task(stored, lines, is_whole).await?;
        self.purge().await?;
        self.changed().await
    }

    pub async fn search(&self, request: SearchHistoryReq) -> Result<HistoryPage, IpcError> {
        let SearchHistoryReq { text, connection_id, name, offset, limit } = request;
        let words = text.split_whitespace().take(MOST_WORDS);
        let words = words.map(|word| word.chars().take(LONGEST_WORD).collect()).collect();
        let limit = limit.min(LARGEST_PAGE);
        let filter = HistoryFilter { words, connection_id, name, offset, limit };
        let found = self.store.search_history(filter).await?;
        Ok(HistoryPage { records: found.hits, total: found.total })
    }

    /// A record as a document that can be watched: its operation is `record-<id>`, and nothing of it can be changed.
    ///
    /// # Errors
    /// `NotFound`; `Storage` when it is damaged.
    pub async fn document(&self, id: &str) -> Result<TaskDocument, IpcError> {
        let (_, mut view) = self.find(id).await?;
        view.head.id = format!("record-{id}");
        view.head.origin = TaskOrigin::History { record_id: id.to_owned() };
        let mut logs = Vec::new();
        for part in self.store.history_log(id).await? {
            logs.extend(unpack(&part)?);
        }
        Ok(TaskDocument { view: read_only(view), logs })
    }

    /// # Errors
    /// `NotFound` when one of them is not there.
    pub async fn compare(&self, before_id: &str, after_id: &str) -> Result<RunComparison, IpcError> {
        let (before, old) = self.find(before_id).await?;
        let (after, new) = self.find(after_id).await?;
        let steps = |view: OperationView| view.calls.into_iter().next().map(|call| call.steps);
        let rows = compare(&steps(old).unwrap_or_default(), &steps(new).unwrap_or_default());
        Ok(RunComparison { before, after, steps: rows })
    }

    /// Medians of earlier successes, on the connection when there are any, otherwise anywhere.
    pub async fn usual(&self, connection_id: Option<&str>, runs: Vec<Run>) -> Result<UsualTimes, IpcError> {
        // Many calls of one operation have tasks of one name.
        let mut known: BTreeMap<(String, String), Option<UsualCall>> = BTreeMap::new();
        let mut calls = Vec::new();
        for Run { call_key, name, itself } in runs.into_iter().filter(|run| !run.name.is_empty()) {
            let key = (name.clone(), itself.task_id.clone());
            if !known.contains_key(&key) {
                let found = self.usual_of(&name, connection_id, &itself).await?;
                known.insert(key.clone(), found);
            }
            let found = known.get(&key).cloned().flatten();
            calls.extend(found.map(|usual| UsualCall { call_key, ..usual }));
        }
        Ok(UsualTimes { calls })
    }

    /// Throws records away. Those that are not there are left out.
    pub async fn forget(&self, ids: Vec<String>) -> Result<(), IpcError> {
        self.store.forget_tasks(ids).await?;
        self.changed().await
    }

    pub async fn usage(&self) -> Result<HistoryUsage, IpcError> {
        let limits = self.limits().await?;
        let records = self.records();
        let ended = |record: &HistoryRecord| record.ended_at.or(record.started_at);
        Ok(HistoryUsage {
            limits,
            records: u32::try_from(records.len()).unwrap_or(u32::MAX),
            bytes: records.iter().map(|record| record.bytes).sum(),
            oldest_at: records.iter().filter_map(ended).min(),
        })
    }

    /// # Errors
    /// `Invalid` for limits that would keep nothing.
    pub async fn limit(&self, limits: HistoryLimits) -> Result<(), IpcError> {
        if limits.days == Some(0) || limits.bytes.is_some_and(|bytes| bytes <= 0) {
            return Err(IpcError::invalid("a limit is at least one day, or one byte"));
        }
        self.store.save_setting(LIMITS, serde_json::to_string(&limits)?).await?;
        self.purge().await?;
        self.changed().await
    }

    async fn usual_of(
        &self,
        name: &str,
        connection_id: Option<&str>,
        but: &Itself,
    ) -> Result<Option<UsualCall>, IpcError> {
        let of =
            SucceededOf { name: name.to_owned(), connection_id: None, but: but.clone(), most: USUAL_RUNS };
        if let Some(id) = connection_id {
            let here = SucceededOf { connection_id: Some(id.to_owned()), ..of.clone() };
            if let Some(usual) = usual("", &self.calls(here).await?, true) {
                return Ok(Some(usual));
            }
        }
        Ok(usual("", &self.calls(of).await?, false))
    }

    async fn calls(&self, of: SucceededOf) -> Result<Vec<CallView>, IpcError> {
        let views = self.store.succeeded_tasks(of).await?;
        let views = views.iter().map(|view| serde_json::from_str::<OperationView>(view));
        let first = |view: OperationView| view.calls.into_iter().next();
        Ok(views.collect::<Result<Vec<_>, _>>()?.into_iter().filter_map(first).collect())
    }

    async fn find(&self, id: &str) -> Result<(HistoryRecord, OperationView), IpcError> {
        let found = self.store.history_task(id).await?;
        let (record, view) = found.ok_or_else(|| IpcError::not_found("record"))?;
        Ok((record, serde_json::from_str(&view)?))
    }

    async fn tidy(&self) -> Result<(), IpcError> {
        self.store.clear_half_written().await?;
        self.purge().await?;
        self.changed().await
    }

    async fn limits(&self) -> Result<HistoryLimits, IpcError> {
        let stored = self.store.setting(LIMITS).await?;
        let stored = stored.and_then(|body| serde_json::from_str(&body).ok());
        Ok(stored.unwrap_or(USUAL_LIMITS))
    }

    async fn purge(&self) -> Result<(), IpcError> {
        let HistoryLimits { days, bytes } = self.limits().await?;
        let since = days.map(|days| now(&*self.clock) - i64::from(days) * DAY_MS);
        while self.store.forget_oldest(since, bytes).await? {}
        Ok(())
    }

    async fn changed(&self) -> Result<(), IpcError> {
        let records = Arc::new(self.store.history_records().await?);
        *self.lock() = records;
        self.changes.send_modify(|count| *count += 1);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Vec<HistoryRecord>>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
