//! How long the parts of a task took.

use crate::dto::{AttemptView, HostFigures, Millis, RunView, StepFigures, StepView};

/// From the first attempt of a step to its last end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Millis,
    pub to: Millis,
}

impl Span {
    pub fn took(self) -> Millis {
        (self.to - self.from).max(0)
    }
}

/// Of all hosts and all attempts; absent when it did not run, still runs, or has no times.
pub fn step_span(step: &StepView) -> Option<Span> {
    let attempts = || step.runs.iter().flat_map(|run| &run.attempts);
    let span = span(attempts());
    let from = span.map(|span| span.from).into_iter().chain(step.started_at).min()?;
    let to = span.map(|span| span.to).into_iter().chain(step.ended_at).max()?;
    Some(Span { from, to })
}

pub fn step_figures(step: &StepView) -> StepFigures {
    let ended = |run: &&RunView| span(&run.attempts).map(|span| (span.to, span.took()));
    let slowest = step.runs.iter().filter(|run| ended(run).is_some()).max_by_key(ended);
    StepFigures {
        number: step.number,
        state: step.state.clone(),
        took_ms: step_span(step).map(Span::took),
        attempts: step.runs.iter().map(attempts).max().unwrap_or_default(),
        slowest_host: slowest.map(|run| run.host.clone()),
        slowest_ms: slowest.and_then(|run| span(&run.attempts)).map(Span::took),
        hosts: step.runs.iter().map(host_figures).collect(),
        message: message(step),
    }
}

fn host_figures(run: &RunView) -> HostFigures {
    HostFigures {
        host: run.host.clone(),
        state: run.state.clone(),
        attempts: attempts(run),
        took_ms: span(&run.attempts).map(Span::took),
    }
}

/// The last thing that went wrong.
fn message(step: &StepView) -> Option<String> {
    let attempts = step.runs.iter().flat_map(|run| &run.attempts);
    let failed = attempts.filter(|attempt| attempt.message.is_some());
    failed.max_by_key(|attempt| (attempt.ended_at, attempt.number)).and_then(|last| last.message.clone())
}

fn span<'a>(attempts: impl IntoIterator<Item = &'a AttemptView> + Clone) -> Option<Span> {
    let from = attempts.clone().into_iter().filter_map(|attempt| attempt.started_at).min()?;
    let to = attempts.into_iter().filter_map(|attempt| attempt.ended_at).max()?;
    Some(Span { from, to })
}

fn attempts(run: &RunView) -> u32 {
    u32::try_from(run.attempts.len()).unwrap_or(u32::MAX)
}
