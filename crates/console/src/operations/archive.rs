use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::logs::read_lines;
use super::record::Operation;
use super::runner::Parts;
use crate::clock::now;
use crate::connections::Connections;
use crate::dto::{CallView, ContactState, ErrorCode, Millis, OperationView};
use crate::history::{Log, Taken, take};
use crate::store::HistoryMark;

/// Logs of tasks that ended longer ago are not asked for any more.
const LOGS_KEPT_MS: Millis = 7 * 86_400_000;
/// Logs that cannot be read are asked for less and less often, up to this many of the usual intervals.
const LONGEST_BACKOFF: u32 = 64;

/// Takes the tasks of one operation into the history as they end. It only looks at what the runner publishes: the runner
/// never waits for it. Logs are read only from a server that has answered in this run of OBDeck, or whose connection is
/// contacted: to look at old tasks is no reason to call anybody.
pub struct Archivist {
    operation: Arc<Operation>,
    parts: Parts,
    view: watch::Receiver<Arc<OperationView>>,
    marks: BTreeMap<String, HistoryMark>,
    /// As it was when this run of OBDeck took it up.
    first: Arc<OperationView>,
    /// The server has answered for the operation since then.
    met: bool,
}

impl Archivist {
    /// Follows `view` until its runner has ended; `met` when the operation is new. The answer tells the view that was
    /// worked through last. Needs a Tokio runtime.
    pub fn start(
        operation: Arc<Operation>,
        parts: Parts,
        view: watch::Receiver<Arc<OperationView>>,
        met: bool,
    ) -> watch::Receiver<Option<Arc<OperationView>>> {
        let (done, told) = watch::channel(None);
        let first = view.borrow().clone();
        let archivist = Archivist { operation, parts, view, marks: BTreeMap::new(), first, met };
        tokio::spawn(archivist.run(done));
        told
    }

    async fn run(mut self, done: watch::Sender<Option<Arc<OperationView>>>) {
        match self.parts.history.marks(&self.operation.id).await {
            Ok(marks) => self.marks = marks.into_iter().map(|mark| (mark.call_key.clone(), mark)).collect(),
            Err(problem) => tracing::warn!(?problem, "what the history has of an operation cannot be read"),
        }
        let mut contacts = self.parts.connections.changes();
        let (mut misses, mut due, mut was_live) = (0, Instant::now(), false);
        loop {
            let seen = self.view.borrow_and_update().clone();
            let is_live = seen.head.contact.state == ContactState::Live;
            self.met |= is_live || self.first.calls != seen.calls;
            let may = self.met || self.is_contacted();
            let tries = may && (Instant::now() >= due || (is_live && !was_live));
            was_live = is_live;
            let new = self.take_all(&seen).await;
            let mut misses_some = false;
            for call in &seen.calls {
                let tries = tries || (may && new.contains(&call.head.key));
                misses_some |= !self.read_log(&seen, call, tries).await;
            }
            done.send_replace(Some(seen));
            if tries {
                misses = if misses_some { misses + 1 } else { 0 };
                due = Instant::now() + self.wait(misses);
            }
            let connection_id = self.operation.connection_id.as_deref();
            tokio::select! {
                changed = self.view.changed() => if changed.is_err() { return },
                () = tokio::time::sleep_until(due), if misses_some && may => {}
                () = contacted(&self.parts.connections, connection_id, &mut contacts), if misses_some && !may => {}
            }
        }
    }

    /// Takes what has ended without its log: what is known now stays, come what may on the way to the server. The answer
    /// are the keys of the calls that are new.
    async fn take_all(&mut self, view: &OperationView) -> BTreeSet<String> {
        let mut new = BTreeSet::new();
        for taken in view.calls.iter().filter_map(|call| take(view, call)) {
            let is_known = self.known(&taken).is_some();
            if !is_known && self.keep(&taken, Log::NotYet).await {
                new.insert(taken.call_key);
            }
        }
        new
    }

    /// Whether the history has all of the call's task that it can get.
    async fn read_log(&mut self, view: &OperationView, call: &CallView, tries: bool) -> bool {
        let Some(taken) = take(view, call) else { return true };
        let Some(known) = self.known(&taken) else { return false };
        if known.is_whole {
            return true;
        }
        let ended_at = call.head.ended_at.unwrap_or_else(|| self.now());
        if ended_at < self.now() - LOGS_KEPT_MS {
            return true;
        }
        if !tries {
            return false;
        }
        match read_lines(&self.operation, &self.parts, &call.head, &call.steps).await {
            Ok(lines) => self.keep(&taken, Log::Read(lines)).await,
            // Whoever may have it answers, and says that there is nothing.
            Err(problem) if problem.code == ErrorCode::Rejected && !problem.retryable => {
                self.keep(&taken, Log::Gone).await
            }
            Err(problem) => {
                tracing::info!(?problem, call = taken.call_key, "the logs of a task cannot be read yet");
                false
            }
        }
    }

    /// What the history has of this end of the task.
    fn known(&self, taken: &Taken) -> Option<&HistoryMark> {
        self.marks.get(&taken.call_key).filter(|known| known.mark == taken.mark)
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

    fn is_contacted(&self) -> bool {
        let id = self.operation.connection_id.as_deref();
        id.is_some_and(|id| is_contacted(&self.parts.connections, id))
    }
}

/// Waits until the connection is contacted; forever when there is none.
async fn contacted(connections: &Connections, id: Option<&str>, changes: &mut watch::Receiver<u64>) {
    while !id.is_some_and(|id| is_contacted(connections, id)) {
        if changes.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// It has answered, and did so last.
fn is_contacted(connections: &Connections, id: &str) -> bool {
    connections.get(id).is_ok_and(|known| known.seen.session.live && known.seen.session.fresh)
}
