use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ocp_api::Error;
use time::UtcOffset;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::access::{TASK_VIEWER, Trouble, open, trouble_without};
use crate::dto::{CallHead, IpcError, LogEvent, LogRow, OperationView, RunView, StepView, WatchLogReq};
use crate::operations::logs::{has_begun, wanted_runs};
use crate::operations::record::{Call, Operation};
use crate::operations::runner::Parts;
use crate::sink::Sink;
use crate::tasks::{OcpLog, ocp_log};

/// Where the lines of one step come from.
pub struct OcpLogSource {
    pub operation: Arc<Operation>,
    pub parts: Parts,
    pub view: watch::Receiver<Arc<OperationView>>,
}

/// Follows the lines of a step until `stop` or until nobody listens. OCP gives the whole text each time; each line is
/// sent once, and a read that brings nothing new sends nothing.
pub async fn watch_ocp_log(
    request: WatchLogReq,
    mut source: OcpLogSource,
    sink: Sink<LogEvent>,
    stop: CancellationToken,
) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut last: Option<(bool, Option<IpcError>)> = None;
    let mut misses = 0;
    let offset_ms = offset_ms(&source.operation, &source.parts, &request.call_key).await;
    loop {
        let view = source.view.borrow_and_update().clone();
        let runs = wanted_runs(&view, &request);
        let over = !runs.is_empty() && runs.iter().all(|run| run.state.kind.has_ended());
        let (mut rows, mut problem) = (Vec::new(), None);
        let mut pause = source.parts.pace.ocp.eager;
        for run in &runs {
            match source.read(&view, &request, run, offset_ms, &mut texts).await {
                Ok(read) => rows.extend(read.into_iter().filter(|row| seen.insert(row.key.clone()))),
                Err(trouble) => {
                    misses += 1;
                    pause = source.parts.pace.ocp.after(misses).max(trouble.wait.unwrap_or_default());
                    problem = Some(trouble.problem);
                }
            }
        }
        misses = if problem.is_some() { misses } else { 0 };
        let complete = over && problem.is_none();
        let news = !rows.is_empty() || last.as_ref() != Some(&(complete, problem.clone()));
        let failed = problem.is_some();
        last = Some((complete, problem.clone()));
        if news && !sink.send(LogEvent { rows, complete, problem }) {
            return;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            changed = source.view.changed(), if !failed => if changed.is_err() { return },
            () = tokio::time::sleep(pause), if !complete => {}
        }
    }
}

/// All lines of all steps of a call, step by step as they stand in `steps`. A step that OCP keeps no log of, or gave no
/// id, has none. Performs network, vault and database I/O.
///
/// # Errors
/// `NotFound` for a call without a task; `Unauthorized`; what reading came to.
pub async fn all_ocp_lines(
    operation: &Operation,
    parts: &Parts,
    call: &CallHead,
    steps: &[StepView],
) -> Result<Vec<LogRow>, IpcError> {
    let task = call.task.as_ref().ok_or_else(|| IpcError::not_found("task"))?;
    let client = open(operation, parts).await.map_err(|trouble| trouble.problem)?;
    let offset_ms = offset_ms(operation, parts, &call.key).await;
    let mut all = Vec::new();
    for step in steps {
        for run in step.runs.iter().filter(|run| has_begun(run)) {
            match client.subtask_log(&task.id, &step.key).await {
                Ok(text) => all.extend(rows_of(&text, run, offset_ms)),
                Err(Error::Rejected(error)) if error.status == 404 => {}
                Err(Error::Id { .. }) => {}
                Err(error) => {
                    let trouble = trouble_without(error, TASK_VIEWER, operation.gate(), &parts.wiring);
                    return Err(trouble.problem);
                }
            }
        }
    }
    Ok(all)
}

impl OcpLogSource {
    /// The lines of a run as OCP has them now; none when the text is the one that was read last.
    async fn read(
        &self,
        view: &OperationView,
        request: &WatchLogReq,
        run: &RunView,
        offset_ms: f64,
        texts: &mut BTreeMap<String, String>,
    ) -> Result<Vec<LogRow>, Trouble> {
        let call = view.calls.iter().find(|call| call.head.key == request.call_key);
        let task = call.and_then(|call| call.head.task.as_ref());
        let task = task.ok_or_else(|| IpcError::not_found("task"))?;
        let client = open(&self.operation, &self.parts).await?;
        let read = client.subtask_log(&task.id, &request.step_key).await;
        let (gate, wiring) = (self.operation.gate(), &self.parts.wiring);
        let text = read.map_err(|error| trouble_without(error, TASK_VIEWER, gate, wiring))?;
        if texts.get(&run.key) == Some(&text) {
            return Ok(Vec::new());
        }
        let rows = rows_of(&text, run, offset_ms);
        texts.insert(run.key.clone(), text);
        Ok(rows)
    }
}

fn rows_of(text: &str, run: &RunView, offset_ms: f64) -> Vec<LogRow> {
    let last_attempt = run.attempts.last().map_or(1, |last| last.number);
    let (run_key, host) = (run.key.as_str(), run.host.as_str());
    ocp_log(text, &OcpLog { run_key, host, last_attempt, offset_ms, zone: UtcOffset::UTC })
}

/// OCP's clock minus ours, as it was measured when the task was opened, or the call was sent.
async fn offset_ms(operation: &Operation, parts: &Parts, call_key: &str) -> f64 {
    let rows = parts.store.calls(&operation.id).await.unwrap_or_default();
    let row = rows.iter().find(|row| row.key == call_key);
    let call = row.and_then(|row| serde_json::from_str::<Call>(&row.body).ok());
    call.map_or(0.0, |call| call.offset_ms)
}
