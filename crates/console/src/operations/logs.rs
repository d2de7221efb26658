use std::collections::BTreeSet;
use std::sync::Arc;

use obshell_api::{ApiErrorKind, Client, Error, GenericId, LogRow as AgentRow};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::clients::Agents;
use super::record::Operation;
use super::remote_log::remote_lines;
use super::runner::Parts;
use crate::dto::{IpcError, LogEvent, LogRow, OperationView, RunView, StateKind, StepView, WatchLogReq};
use crate::history::has_ended;
use crate::sink::Sink;
use crate::tasks::{log_level, to_millis};

/// With more hosts than this in view their own logs are not read one by one: the keeper's must do.
const REMOTE_TAILS: usize = 6;

/// Where the lines of one step come from.
pub struct LogSource {
    pub operation: Arc<Operation>,
    pub parts: Parts,
    pub agents: Agents,
    /// The agents that can be asked for the task, never none. After a failure the next one is asked.
    pub owners: Vec<String>,
    pub view: watch::Receiver<Arc<OperationView>>,
}

/// Follows the lines of a step, or of one of its sub-tasks, until `stop` or until nobody listens. Each line is
/// sent once; a read that brings nothing new sends nothing.
pub async fn watch_log(
    request: WatchLogReq,
    mut source: LogSource,
    sink: Sink<LogEvent>,
    stop: CancellationToken,
) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut last: Option<(bool, Option<IpcError>)> = None;
    loop {
        let runs = wanted_runs(&source.view.borrow_and_update(), &request);
        let over = !runs.is_empty() && runs.iter().all(|run| has_ended(run.state.kind));
        let mut rows = Vec::new();
        let failed = last.as_ref().is_some_and(|(_, problem)| problem.is_some());
        let mut problem = source.renew(failed).await.err();
        let usable = problem.is_none();
        for run in runs.iter().filter(|_| usable && source.agents.are_current()) {
            let owner = source.owners.first().map(String::as_str).unwrap_or_default();
            match read(&source.agents, owner, run, runs.len() <= REMOTE_TAILS).await {
                Ok(read) => rows.extend(read.into_iter().filter(|row| seen.insert(row.key.clone()))),
                Err(error) => problem = Some(IpcError::from(error)),
            }
        }
        rows.sort_by_key(|row| row.at);
        let complete = over && problem.is_none();
        let news = !rows.is_empty() || last.as_ref() != Some(&(complete, problem.clone()));
        last = Some((complete, problem.clone()));
        if news && !sink.send(LogEvent { rows, complete, problem }) {
            return;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            changed = source.view.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(source.parts.pace.looked_at), if !complete => {}
        }
    }
}

/// All lines of all steps, oldest first, from the first of `owners` that can be read. Lines without a time stay behind
/// those of their step that stand before them.
///
/// # Errors
/// What the last of the owners came to.
pub async fn all_lines(
    agents: &Agents,
    owners: &[String],
    steps: &[StepView],
) -> Result<Vec<LogRow>, IpcError> {
    let mut problem = IpcError::not_found("agent");
    for owner in owners {
        // Without a client there is nothing to read, which is not the same as no lines.
        if let Err(error) = agents.get(owner) {
            problem = error;
            continue;
        }
        match lines_of(agents, owner, steps).await {
            Ok(rows) => return Ok(rows),
            Err(error) => problem = error.into(),
        }
    }
    Err(problem)
}

impl LogSource {
    /// Makes the clients anew after a password was replaced, and after a failure: a way through a jump host has to be
    /// opened again.
    async fn renew(&mut self, failed: bool) -> Result<(), IpcError> {
        if failed {
            self.owners.rotate_left(1);
        }
        if failed || !self.agents.are_current() {
            self.agents = Agents::open(&self.operation, &self.parts).await?;
        }
        Ok(())
    }
}

async fn lines_of(agents: &Agents, owner: &str, steps: &[StepView]) -> Result<Vec<LogRow>, Error> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for step in steps {
        let mut rows = Vec::new();
        for run in step.runs.iter().filter(|run| has_begun(run)) {
            let read = read(agents, owner, run, step.runs.len() <= REMOTE_TAILS).await?;
            rows.extend(read.into_iter().filter(|row| seen.insert(row.key.clone())));
        }
        rows.sort_by_key(|row| row.at);
        all.extend(rows);
    }
    Ok(all)
}

pub(super) fn has_begun(run: &RunView) -> bool {
    !matches!(run.state.kind, StateKind::Pending) || !run.attempts.is_empty()
}

pub(super) fn wanted_runs(view: &OperationView, request: &WatchLogReq) -> Vec<RunView> {
    let call = view.calls.iter().find(|call| call.head.key == request.call_key);
    let step = call.and_then(|call| call.steps.iter().find(|step| step.key == request.step_key));
    let wanted = |run: &&RunView| request.run_key.as_ref().is_none_or(|key| *key == run.key);
    let begun =
        |step: &StepView| step.runs.iter().filter(wanted).filter(|run| has_begun(run)).cloned().collect();
    step.map(begun).unwrap_or_default()
}

pub(super) fn is_over(kind: StateKind) -> bool {
    match kind {
        StateKind::Pending | StateKind::Ready | StateKind::Running | StateKind::Unknown => false,
        StateKind::Succeeded
        | StateKind::Failed
        | StateKind::RolledBack
        | StateKind::Cancelled
        | StateKind::Passed => true,
    }
}

/// The number of the attempt that an execution belongs to.
fn attempt_of(run: &RunView, execution: u32) -> u32 {
    let attempts = &run.attempts;
    let own = attempts.iter().find(|attempt| attempt.execution >= execution);
    own.map_or_else(
        || attempts.last().map_or(1, |last| last.number.saturating_add(1)),
        |attempt| attempt.number,
    )
}

async fn read(
    agents: &Agents,
    owner: &str,
    run: &RunView,
    follow_remote: bool,
) -> Result<Vec<LogRow>, Error> {
    let (Ok(client), Ok(id)) = (agents.get(owner), run.key.parse::<GenericId>()) else {
        return Ok(Vec::new());
    };
    let own = match client.sub_task_logs(&id).await {
        Ok(rows) => rows,
        Err(Error::Rejected(error)) if error.kind() == ApiErrorKind::NotFound => {
            return from_sub_task(client, &id, run).await;
        }
        Err(error) => return Err(error),
    };
    let elsewhere = follow_remote && run.host != owner;
    let remote = if elsewhere { remote_lines(agents, owner, &own).await } else { None };
    let own =
        own.into_iter().filter(|row| remote.as_ref().is_none_or(|remote| !remote.replaces(&row.log_content)));
    let offset_ms = client.clock_offset().map_or(0.0, |offset| offset.offset_ms);
    let line = |key: String, execution: u32, row: AgentRow| LogRow {
        key: format!("{}:{key}", run.key),
        run_key: run.key.clone(),
        host: run.host.clone(),
        attempt: attempt_of(run, execution),
        at: row.create_time.map(|time| to_millis(time, offset_ms)),
        level: log_level(&row.log_content),
        text: row.log_content,
    };
    let mut rows: Vec<LogRow> = own.map(|row| line(row.id.to_string(), row.execute_times, row)).collect();
    let remote = remote.map(|remote| remote.rows).unwrap_or_default();
    rows.extend(remote.into_iter().map(|found| line(found.key, found.execution, found.row)));
    Ok(rows)
}

/// Agents before 4.3.0 have no log route; the sub-task itself carries the lines of its newest attempt.
async fn from_sub_task(client: &Client, id: &GenericId, run: &RunView) -> Result<Vec<LogRow>, Error> {
    let task = client.sub_task(id).await?;
    let rows = task.task_logs.into_iter().enumerate().map(|(index, text)| LogRow {
        key: format!("{}:{}:{index}", run.key, task.execute_times),
        run_key: run.key.clone(),
        host: run.host.clone(),
        attempt: attempt_of(run, task.execute_times),
        at: None,
        level: log_level(&text),
        text,
    });
    Ok(rows.collect())
}
