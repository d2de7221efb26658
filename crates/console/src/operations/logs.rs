use std::collections::BTreeSet;
use std::sync::Arc;

use obshell_api::{ApiErrorKind, Client, Error, GenericId, LogRow as AgentRow};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::clients::Agents;
use super::clocks::SET_MS;
use super::ocp::all_ocp_lines;
use super::record::{Call, Operation};
use super::remote_log::remote_lines;
use super::requests::readers;
use super::runner::Parts;
use crate::dto::{
    CallHead, ErrorCode, IpcError, LogEvent, LogRow, OperationView, RunView, StateKind, StepView, TaskSystem,
    WatchLogReq,
};
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
    let mut offset_ms = None;
    loop {
        let runs = wanted_runs(&source.view.borrow_and_update(), &request);
        let over = !runs.is_empty() && runs.iter().all(|run| run.state.kind.has_ended());
        // It is not known before there is a task.
        if offset_ms.is_none() && !runs.is_empty() {
            offset_ms = known_offset(&source.operation, &source.parts, &request.call_key).await;
        }
        let mut rows = Vec::new();
        let failed = last.as_ref().is_some_and(|(_, problem)| problem.is_some());
        let mut problem = source.renew(failed).await.err();
        let usable = problem.is_none();
        for run in runs.iter().filter(|_| usable && source.agents.are_current()) {
            let owner = source.owners.first().map(String::as_str).unwrap_or_default();
            let whence = Whence { agents: &source.agents, owner, offset_ms };
            match read(&whence, run, runs.len() <= REMOTE_TAILS).await {
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

/// All lines of `steps` of a call, oldest first in each, from whoever keeps its task and can be read now. Lines without
/// a time stay behind those of their step that stand before them. Performs network, vault and database I/O.
///
/// # Errors
/// Why nobody could be read. A refusal that is not to be retried is told only when everybody was asked: then there is
/// no log any more.
pub async fn read_lines(
    operation: &Operation,
    parts: &Parts,
    call: &CallHead,
    steps: &[StepView],
) -> Result<Vec<LogRow>, IpcError> {
    if !steps.iter().flat_map(|step| &step.runs).any(has_begun) {
        return Ok(Vec::new());
    }
    match operation.system {
        TaskSystem::Ocp => all_ocp_lines(operation, parts, call, steps).await,
        TaskSystem::Obshell => {
            let agents = Agents::open(operation, parts).await?;
            let offset_ms = known_offset(operation, parts, &call.key).await;
            all_lines(&agents, offset_ms, &readers(operation, call, None), steps).await
        }
    }
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

/// Who is asked for lines.
struct Whence<'a> {
    agents: &'a Agents,
    owner: &'a str,
    /// The clock of the agent that keeps the task, minus ours, as the task's own times are told by it.
    offset_ms: Option<f64>,
}

/// From the first of `owners` that can be read.
async fn all_lines(
    agents: &Agents,
    offset_ms: Option<f64>,
    owners: &[String],
    steps: &[StepView],
) -> Result<Vec<LogRow>, IpcError> {
    let mut problem = None;
    for owner in owners {
        // Without a client there is nothing to read, which is not the same as no lines.
        let read = match agents.get(owner) {
            Ok(_) => lines_of(&Whence { agents, owner, offset_ms }, steps).await.map_err(IpcError::from),
            Err(error) => Err(error),
        };
        match read {
            Ok(rows) => return Ok(rows),
            Err(error) => note(&mut problem, error),
        }
    }
    Err(problem.unwrap_or_else(|| IpcError::not_found("agent")))
}

/// Whoever is merely away may have what another one refused.
fn note(problem: &mut Option<IpcError>, new: IpcError) {
    let is_final = |known: &IpcError| known.code == ErrorCode::Rejected && !known.retryable;
    if problem.as_ref().is_none_or(is_final) {
        *problem = Some(new);
    }
}

/// The offset that the times of a call's task are told by, as it was measured when the call was accepted.
async fn known_offset(operation: &Operation, parts: &Parts, call_key: &str) -> Option<f64> {
    let rows = parts.store.calls(&operation.id).await.unwrap_or_default();
    let row = rows.iter().find(|row| row.key == call_key)?;
    Some(serde_json::from_str::<Call>(&row.body).ok()?.offset_ms)
}

async fn lines_of(whence: &Whence<'_>, steps: &[StepView]) -> Result<Vec<LogRow>, Error> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for step in steps {
        let mut rows = Vec::new();
        for run in step.runs.iter().filter(|run| has_begun(run)) {
            let read = read(whence, run, step.runs.len() <= REMOTE_TAILS).await?;
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

/// The number of the attempt that an execution belongs to.
fn attempt_of(run: &RunView, execution: u32) -> u32 {
    let attempts = &run.attempts;
    let own = attempts.iter().find(|attempt| attempt.execution >= execution);
    own.map_or_else(
        || attempts.last().map_or(1, |last| last.number.saturating_add(1)),
        |attempt| attempt.number,
    )
}

async fn read(whence: &Whence<'_>, run: &RunView, follow_remote: bool) -> Result<Vec<LogRow>, Error> {
    let Whence { agents, owner, offset_ms } = *whence;
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
    let offset_ms = placed_by(offset_ms, client.clock_offset().map(|offset| offset.offset_ms));
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

/// Lines stand where the task's own times are, however often the clock is measured. One that was set since tells its
/// lines by what it is off now.
fn placed_by(known_ms: Option<f64>, measured_ms: Option<f64>) -> f64 {
    match (known_ms, measured_ms) {
        (Some(known), Some(measured)) if (known - measured).abs() > SET_MS as f64 => measured,
        (Some(known), _) => known,
        (None, measured) => measured.unwrap_or_default(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_gone_only_when_nobody_was_merely_away() {
        let refused = || IpcError::new(ErrorCode::Rejected, "no such task", false);
        let busy = || IpcError::new(ErrorCode::Rejected, "later", true);
        let away = || IpcError::new(ErrorCode::Unreachable, "no answer", true);
        for (problems, wanted) in [
            (vec![refused(), refused()], refused()),
            (vec![away(), refused()], away()),
            (vec![refused(), away()], away()),
            (vec![refused(), busy(), refused()], busy()),
            (vec![IpcError::not_found("agent"), refused()], IpcError::not_found("agent")),
        ] {
            let mut told = None;
            problems.into_iter().for_each(|problem| note(&mut told, problem));
            assert_eq!(told, Some(wanted));
        }
    }

    #[test]
    fn lines_stay_where_they_are_until_a_clock_is_set() {
        assert_eq!(placed_by(Some(400.0), Some(403.5)), 400.0);
        assert_eq!(placed_by(Some(400.0), None), 400.0);
        assert_eq!(placed_by(Some(400.0), Some(60_400.0)), 60_400.0);
        assert_eq!(placed_by(None, Some(3.5)), 3.5);
        assert_eq!(placed_by(None, None), 0.0);
    }
}
