//! The tasks of all connections in one list.

use std::sync::Arc;

use tokio::sync::watch;

use super::Console;
use crate::dto::*;
use crate::history::History;
use crate::sink::Sink;
use crate::task_list::{Records, TaskSubscription, watch_tasks};

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Sends all tasks, then what changes. As long as somebody watches, contacted connections are asked for their tasks;
    /// no other is contacted for that.
    pub async fn watch_tasks(
        &self,
        request: WatchTasksReq,
        sink: Sink<TasksEvent>,
    ) -> Result<Nothing, IpcError> {
        let stop = self.register(request.watch_id);
        let operations = self.inner.operations.clone();
        let subscription = TaskSubscription {
            connections: self.inner.connections.clone(),
            operations_changed: operations.changes(),
            operations: Arc::new(move || operations.views()),
            history: Arc::new(self.inner.history.clone()),
            settle: self.inner.setup.pace.links.settle,
            listening: self.inner.tasks.listen(),
        };
        tokio::spawn(watch_tasks(subscription, sink, stop));
        Ok(Nothing {})
    }
}

impl Records for History {
    fn all(&self) -> Arc<Vec<HistoryRecord>> {
        self.records()
    }

    fn changes(&self) -> watch::Receiver<u64> {
        History::changes(self)
    }
}
