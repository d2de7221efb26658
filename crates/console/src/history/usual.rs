use std::collections::BTreeMap;

use super::figures::{Span, step_span};
use crate::dto::{CallView, Millis, UsualCall, UsualStep};

/// A step is known by its name, and by how many of that name stand before it.
type Place<'a> = (&'a str, usize);

/// What one step of one run took.
struct Measured {
    wait: Option<Millis>,
    took: Option<Millis>,
}

/// The medians of `runs`, which succeeded, the newest first. `None` when no run has times.
///
/// A step that was retried counts from its first start to its last end. A step that was not in all runs, or has no times
/// in any, is left out; the others stand in the order of the newest run.
pub fn usual(call_key: &str, runs: &[CallView], same_connection: bool) -> Option<UsualCall> {
    let known: Vec<(&CallView, Span)> =
        runs.iter().filter_map(|run| call_span(run).map(|span| (run, span))).collect();
    let all: Vec<Millis> = known.iter().map(|(_, span)| span.took()).collect();
    let (least_ms, most_ms) = (*all.iter().min()?, *all.iter().max()?);
    let took_ms = median(all)?;
    let measured: Vec<_> = known.iter().map(|(run, span)| measured(run, *span)).collect();
    let newest = known.first().map(|(run, _)| places(run)).unwrap_or_default();
    let steps = newest.into_iter().filter_map(|place| {
        let all: Vec<&Measured> = measured.iter().filter_map(|run| run.get(&place)).collect();
        let in_all = all.len() == measured.len();
        let took_ms = median(all.iter().filter_map(|step| step.took).collect()).filter(|_| in_all)?;
        let wait_ms = median(all.iter().filter_map(|step| step.wait).collect()).unwrap_or_default();
        Some(UsualStep { name: place.0.to_owned(), wait_ms, took_ms })
    });
    let runs = u32::try_from(known.len()).unwrap_or(u32::MAX);
    let (call_key, steps) = (call_key.to_owned(), steps.collect());
    Some(UsualCall { call_key, runs, same_connection, took_ms, least_ms, most_ms, steps })
}

/// The middle one; between two the mean.
fn median(mut values: Vec<Millis>) -> Option<Millis> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    let lower = if values.len().is_multiple_of(2) { values[middle - 1] } else { upper };
    Some(lower + (upper - lower) / 2)
}

/// By the task's own times, or by those of its steps.
fn call_span(call: &CallView) -> Option<Span> {
    let spans = || call.steps.iter().filter_map(step_span);
    let from = call.head.started_at.or_else(|| spans().map(|span| span.from).min())?;
    let to = call.head.ended_at.or_else(|| spans().map(|span| span.to).max())?;
    Some(Span { from, to })
}

fn measured(call: &CallView, whole: Span) -> BTreeMap<Place<'_>, Measured> {
    let mut before = Some(whole.from);
    let mut all = BTreeMap::new();
    for (step, place) in call.steps.iter().zip(places(call)) {
        let span = step_span(step);
        let wait = span.zip(before).map(|(span, before)| (span.from - before).max(0));
        all.insert(place, Measured { wait, took: span.map(Span::took) });
        before = span.map(|span| span.to);
    }
    all
}

fn places(call: &CallView) -> Vec<Place<'_>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let place = |name| {
        let count = counts.entry(name).or_default();
        *count += 1;
        (name, *count)
    };
    call.steps.iter().map(|step| step.name.as_str()).map(place).collect()
}

#[cfg(test)]
#[path = "usual_tests.rs"]
mod tests;
