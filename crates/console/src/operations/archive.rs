use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::clients::Agents;
use super::logs::all_lines;
use super::record::Operation;
use super::requests::readers;
use super::runner::Parts;
use crate::clock::now;
use crate::dto::{CallView, ContactState, ErrorCode, IpcError, LogRow, Millis, OperationView};
use crate::history::{Log, Taken, take};
use crate::store::HistoryMark;

/// Logs of tasks that ended longer ago are not asked for any more.
const LOGS_KEPT_MS: Millis = 7 * 86_400_000;
/// Logs that cannot be read are asked for less and less often, up to this many of the usual intervals.
const LONGEST_BACKOFF: u32 = 64;

/// Takes the tasks of one operation into the history as they end. It only looks at what the runner publishes: the runner
/// never waits for it.
pub struct Archivist {
    operation: Arc<Operation>,
    parts: Parts,
    view: watch::Receiver<Arc<OperationView>>,
    marks: BTreeMap<String, HistoryMark>,
}

impl Archivist {
    /// Follows `view` until its runner has ended. The answer tells the view that was worked through last. Needs a
    /// Tokio runtime.
    pub fn start(
        operation: Arc<Operation>,
        parts: Parts,
        view: watch::Receiver<Arc<OperationView>>,
    ) -> watch::Receiver<Option<Arc<OperationView>>> {
        let (done, told) = watch::channel(None);
        let archivist = Archivist { operation, parts, view, marks: BTreeMap::new() };
        tokio::spawn(archivist.run(done));
        told
    }

    async fn run(mut self, done: watch::Sender<Option<Arc<OperationView>>>) {
        match self.parts.history.marks(&self.operation.id).await {
            Ok(marks) => self.marks = marks.into_iter().map(|mark| (mark.call_key.clone(), mark)).collect(),
            Err(problem) => tracing::warn!(?problem, "what the history has of an operation cannot be read"),
        }
        let (mut misses, mut due, mut was_live) = (0, Instant::now(), false);
        loop {
            let seen = self.view.borrow_and_update().clone();
            let is_live = seen.head.contact.state == ContactState::Live;
            let tries = Instant::now() >= due || (is_live && !was_live);
            was_live = is_live;
            let mut misses_some = false;
            for call in &seen.calls {
                misses_some |= !self.archive(&seen, call, tries).await;
            }
            done.send_replace(Some(seen));
            if tries {
                misses = if misses_some { misses + 1 } else { 0 };
                due = Instant::now() + self.wait(misses);
            }
            tokio::select! {
                changed = self.view.changed() => if changed.is_err() { return },
                () = tokio::time::sleep_until(due), if misses_some => {}
            }
        }
    }

    /// Whether the history has all of the call's task that it can get.
    async fn archive(&mut self, view: &OperationView, call: &CallView, tries: bool) -> bool {
        let Some(taken) = take(view, call) else { return true };
        let known = self.marks.get(&taken.call_key).filter(|known| known.mark == taken.mark);
        let (is_known, is_whole) = (known.is_some(), known.is_some_and(|known| known.is_whole));
        if is_whole {
            return true;
        }
        // The record comes before the way to the agent: what is known now stays, come what may.
        if !is_known && !self.keep(&taken, Log::NotYet).await {
            return false;
        }
        let ended_at = call.head.ended_at.unwrap_or_else(|| self.now());
        if ended_at < self.now() - LOGS_KEPT_MS {
            return true;
        }
        if is_known && !tries {
            return false;
        }
        match self.lines(call).await {
            Ok(lines) => self.keep(&taken, Log::Read(lines)).await,
            // The agent answers, and says that there is nothing.
            Err(problem) if problem.code == ErrorCode::Rejected && !problem.retryable => {
                self.keep(&taken, Log::Gone).await
            }
            Err(problem) => {
                tracing::info!(?problem, call = taken.call_key, "the logs of a task cannot be read yet");
                false
            }
        }
    }

    async fn lines(&self, call: &CallView) -> Result<Vec<LogRow>, IpcError> {
        let agents = Agents::open(&self.operation, &self.parts).await?;
        let owners = readers(&self.operation, &call.head, None);
        all_lines(&agents, &owners, &call.steps).await
    }

    async fn keep(&mut self, taken: &Taken, log: Log) -> bool {
        let is_whole = log != Log::NotYet;
        let connections = &self.parts.connections;
        let connection = self.operation.connection_id.as_deref().and_then(|id| connections.get(id).ok());
        let name = connection.map(|connection| connection.settings.name).unwrap_or_default();
        if let Err(problem) = self.parts.history.keep(taken, &name, log).await {
            tracing::warn!(?problem, "a task could not be taken into the history");
            return false;
        }
        let mark = HistoryMark { call_key: taken.call_key.clone(), mark: taken.mark.clone(), is_whole };
        self.marks.insert(taken.call_key.clone(), mark);
        true
    }

    fn wait(&self, misses: u32) -> Duration {
        self.parts.pace.unseen * 2_u32.saturating_pow(misses).min(LONGEST_BACKOFF)
    }

    fn now(&self) -> Millis {
        now(&*self.parts.clock)
    }
}
