//! Tasks that ended, searched, compared and measured against.

use super::Console;
use crate::dto::*;
use crate::history::Run;
use crate::store::Itself;

impl Console {
    /// The newest records first. A page has at most 200 records, and of the text eight words count.
    pub async fn search_history(&self, request: SearchHistoryReq) -> Result<HistoryPage, IpcError> {
        self.inner.history.search(request).await
    }

    /// Opens a record as an operation that can be watched, its log too, and not changed.
    pub async fn open_record(&self, request: RecordReq) -> Result<OpenedTask, IpcError> {
        let document = self.inner.history.document(&request.record_id).await?;
        let operation_id = Some(document.view.head.id.clone());
        self.inner.shelf.put(document);
        Ok(OpenedTask { operation_id })
    }

    /// Throws records away for good; tells what is left.
    pub async fn forget_records(&self, request: ForgetRecordsReq) -> Result<HistoryUsage, IpcError> {
        self.inner.history.forget(request.record_ids).await?;
        self.inner.history.usage().await
    }

    pub async fn compare_runs(&self, request: CompareRunsReq) -> Result<RunComparison, IpcError> {
        self.inner.history.compare(&request.before_id, &request.after_id).await
    }

    /// What the tasks of an operation usually take, those still to come included. The operation may be an open record
    /// or file. It is never measured against itself.
    pub async fn usual_times(&self, request: OperationReq) -> Result<UsualTimes, IpcError> {
        let (view, names) = match self.inner.shelf.get(&request.operation_id) {
            Ok(document) => (document.view.clone(), None),
            Err(_) => {
                let handle = self.inner.operations.get(&request.operation_id)?;
                let view = handle.view.borrow().clone();
                ((*view).clone(), Some(handle.task_names))
            }
        };
        let planned = |key: &str| names.as_ref().and_then(|names| names.get(key).cloned());
        let runs = view.calls.iter().map(|CallView { head: call, .. }| Run {
            call_key: call.key.clone(),
            name: call
                .task
                .as_ref()
                .map(|task| task.name.clone())
                .or_else(|| planned(&call.key))
                .unwrap_or_default(),
            itself: itself(&view.head, call),
        });
        self.inner.history.usual(view.head.connection_id.as_deref(), runs.collect()).await
    }

    pub async fn history_usage(&self, _: Nothing) -> Result<HistoryUsage, IpcError> {
        self.inner.history.usage().await
    }

    /// Sets how much of the past is kept, and throws away at once what is more.
    pub async fn limit_history(&self, limits: HistoryLimits) -> Result<HistoryUsage, IpcError> {
        self.inner.history.limit(limits).await?;
        self.inner.history.usage().await
    }
}

fn itself(head: &OperationHead, call: &CallHead) -> Itself {
    let record_id = match &head.origin {
        TaskOrigin::History { record_id } => record_id.clone(),
        TaskOrigin::Live | TaskOrigin::File { .. } => String::new(),
    };
    Itself {
        operation_id: head.id.clone(),
        record_id,
        task_id: call.task.as_ref().map(|task| task.id.clone()).unwrap_or_default(),
        started_at: call.started_at,
    }
}
