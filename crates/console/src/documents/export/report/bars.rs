use std::fmt::{self, Write};

use super::Telling;
use super::scale::Scale;
use crate::documents::export::visible::Escaped;
use crate::dto::{AttemptView, Millis, RunView, StateKind, StepView};

/// Class of a state in the style sheet.
pub fn class_of(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Pending => "pending",
        StateKind::Ready => "ready",
        StateKind::Running => "running",
        StateKind::Succeeded => "succeeded",
        StateKind::Failed => "failed",
        StateKind::RolledBack => "rolledback",
        StateKind::Cancelled => "cancelled",
        StateKind::Passed => "passed",
        StateKind::Unknown => "unknown",
    }
}

/// From when to when it ran, up to now if it still does. An end before the start counts as none.
pub fn ran(
    started_at: Option<Millis>,
    ended_at: Option<Millis>,
    kind: StateKind,
    now: Millis,
) -> Option<(Millis, Millis)> {
    let from = started_at?;
    let to = match ended_at {
        Some(to) => to,
        None if kind == StateKind::Running => now,
        None => from,
    };
    Some((from, to.max(from)))
}

/// When a run's attempts ran.
pub fn stretches(run: &RunView, now: Millis) -> impl Iterator<Item = (&AttemptView, Millis, Millis)> {
    run.attempts.iter().filter_map(move |attempt| {
        let (from, to) = ran(attempt.started_at, attempt.ended_at, attempt.state.kind, now)?;
        Some((attempt, from, to))
    })
}

/// How long a run took, all attempts together.
pub fn worked(run: &RunView, now: Millis) -> Option<Millis> {
    let mut each = stretches(run, now).map(|(_, from, to)| to.saturating_sub(from)).peekable();
    each.peek().is_some().then(|| each.fold(0, Millis::saturating_add))
}

/// How long a step took: from its first start to its last end.
pub fn step_ran(step: &StepView, now: Millis) -> Option<(Millis, Millis)> {
    let of_runs = step.runs.iter().flat_map(|run| stretches(run, now)).map(|(_, from, to)| (from, to));
    let whole = of_runs.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    whole.or_else(|| ran(step.started_at, step.ended_at, step.state.kind, now))
}

/// The bars of one run, with what went wrong beside the last one.
pub fn of_run(out: &mut String, run: &RunView, scale: &Scale, telling: &Telling) -> fmt::Result {
    let all: Vec<_> = stretches(run, telling.now).collect();
    for pair in all.windows(2) {
        connector(out, scale, pair[0].2, pair[1].1)?;
    }
    for (attempt, from, to) in &all {
        bar(out, "bar", attempt.state.kind, scale, (*from, *to), &tip(attempt, *from, *to, telling))?;
    }
    if let Some((attempt, from, to)) = all.last()
        && let Some(message) = &attempt.message
    {
        reason(out, message, scale.at(*from), scale.at(*to), all.len() == 1)?;
    }
    Ok(())
}

/// One thin bar for each attempt of a step that ran on many hosts.
pub fn of_step(out: &mut String, step: &StepView, scale: &Scale, telling: &Telling) -> fmt::Result {
    let most = step.runs.iter().map(|run| run.attempts.len()).max().unwrap_or_default();
    let mut before = None;
    for index in 0..most {
        let same = step.runs.iter().filter_map(|run| stretches(run, telling.now).nth(index));
        let joined = same
            .map(|(attempt, from, to)| (attempt.state.kind, from, to))
            .reduce(|one, other| (graver(one.0, other.0), one.1.min(other.1), one.2.max(other.2)));
        let Some((kind, from, to)) = joined else { continue };
        if let Some(before) = before.filter(|before| *before < from) {
            connector(out, scale, before, from)?;
        }
        bar(out, "bar thin", kind, scale, (from, to), &span_tip(from, to, telling))?;
        before = Some(to);
    }
    Ok(())
}

/// A step without runs that has times all the same.
pub fn of_bare_step(out: &mut String, step: &StepView, scale: &Scale, telling: &Telling) -> fmt::Result {
    let Some((from, to)) = ran(step.started_at, step.ended_at, step.state.kind, telling.now) else {
        return Ok(());
    };
    bar(out, "bar", step.state.kind, scale, (from, to), &span_tip(from, to, telling))
}

fn bar(
    out: &mut String,
    class: &str,
    kind: StateKind,
    scale: &Scale,
    (from, to): (Millis, Millis),
    tip: &str,
) -> fmt::Result {
    let (left, right) = (scale.at(from), scale.at(to));
    let state = class_of(kind);
    let tip = Escaped(tip);
    write!(
        out,
        r#"<i class="{class} {state}" style="left:{left:.3}%;width:{:.3}%" title="{tip}"></i>"#,
        right - left
    )
}

fn connector(out: &mut String, scale: &Scale, from: Millis, to: Millis) -> fmt::Result {
    let (left, right) = (scale.at(from), scale.at(to));
    write!(out, r#"<i class="gap" style="left:{left:.3}%;width:{:.3}%"></i>"#, (right - left).max(0.0))
}

/// Beside the bar, on the side that has room.
fn reason(out: &mut String, message: &str, left: f64, right: f64, alone: bool) -> fmt::Result {
    let short: String = message.chars().take(120).collect();
    let short = Escaped(short.trim());
    if right < 72.0 {
        write!(out, r#"<span class="why" style="left:{right:.3}%">{short}</span>"#)
    } else if alone && left > 28.0 {
        write!(out, r#"<span class="why before" style="right:{:.3}%">{short}</span>"#, 100.0 - left)
    } else {
        Ok(())
    }
}

fn tip(attempt: &AttemptView, from: Millis, to: Millis, telling: &Telling) -> String {
    let words = telling.language.words();
    let state = words.state_of(attempt.state.kind);
    format!("{} {} · {state} · {}", words.attempt, attempt.number, span_tip(from, to, telling))
}

fn span_tip(from: Millis, to: Millis, telling: &Telling) -> String {
    let took = telling.language.words().duration(to.saturating_sub(from));
    format!("{} – {} · {took}", telling.zone.fraction(from), telling.zone.fraction(to))
}

fn graver(one: StateKind, other: StateKind) -> StateKind {
    let gravity = |kind: StateKind| match kind {
        StateKind::Failed => 8,
        StateKind::Running => 7,
        StateKind::Cancelled => 6,
        StateKind::Unknown => 5,
        StateKind::RolledBack => 4,
        StateKind::Ready => 3,
        StateKind::Pending => 2,
        StateKind::Passed => 1,
        StateKind::Succeeded => 0,
    };
    if gravity(one) >= gravity(other) { one } else { other }
}
