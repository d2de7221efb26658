use std::fmt::{self, Write};

use super::Telling;
use super::bars::{class_of, ran, step_ran};
use super::timeline::icon;
use crate::documents::export::visible::Escaped;
use crate::dto::{AttemptView, Millis, OperationView, RunView, StateKind, StateView, StepView};

/// Every step, host and attempt with its times.
pub fn table(out: &mut String, view: &OperationView, telling: &Telling) -> fmt::Result {
    let words = telling.language.words();
    write!(out, r#"<section><h2>{}</h2><table><thead><tr><th class="num">#</th>"#, words.table)?;
    for head in [words.step, words.host, words.attempt, words.state, words.started, words.ended, words.took] {
        write!(out, "<th>{head}</th>")?;
    }
    write!(out, "</tr></thead><tbody>")?;
    for step in view.calls.iter().flat_map(|call| &call.steps) {
        step_rows(out, step, telling)?;
    }
    write!(out, "</tbody></table></section>")
}

fn step_rows(out: &mut String, step: &StepView, telling: &Telling) -> fmt::Result {
    write!(
        out,
        r#"<tr class="s"><td class="num">{}</td><td class="nm">{}"#,
        step.number,
        Escaped(&step.name)
    )?;
    if let Some(after) = step.after.as_ref().filter(|after| !after.is_empty()) {
        let keys: Vec<String> = after.iter().map(|key| Escaped(key).to_string()).collect();
        write!(
            out,
            r#" <span class="quiet">{} {}</span>"#,
            telling.language.words().waits_for,
            keys.join(", ")
        )?;
    }
    let single = match &step.runs[..] {
        [run] if run.attempts.len() < 2 => Some(run),
        _ => None,
    };
    let host = single.map(|run| run.host.as_str()).unwrap_or_default();
    write!(out, r#"</td><td class="a">{}</td><td></td>"#, Escaped(host))?;
    state(out, &step.state, telling)?;
    moments(out, step_ran(step, telling.now), step.state.kind != StateKind::Running, telling)?;
    write!(out, "</tr>")?;
    match single {
        Some(run) => message(out, run.attempts.last(), telling),
        None => step.runs.iter().try_for_each(|run| run_rows(out, run, telling)),
    }
}

fn run_rows(out: &mut String, run: &RunView, telling: &Telling) -> fmt::Result {
    let (host, zone) = (Escaped(&run.host), Escaped(&run.zone));
    let host = format!(
        r#"<td class="num"></td><td></td><td class="a">{host} <span class="quiet">{zone}</span></td>"#
    );
    if run.attempts.is_empty() {
        write!(out, "<tr>{host}<td></td>")?;
        state(out, &run.state, telling)?;
        return write!(out, "<td></td><td></td><td></td></tr>");
    }
    for attempt in &run.attempts {
        write!(out, r#"<tr>{host}<td class="num">{}</td>"#, attempt.number)?;
        state(out, &attempt.state, telling)?;
        let times = ran(attempt.started_at, attempt.ended_at, attempt.state.kind, telling.now);
        moments(out, times, attempt.ended_at.is_some(), telling)?;
        write!(out, "</tr>")?;
        message(out, Some(attempt), telling)?;
    }
    Ok(())
}

fn state(out: &mut String, state: &StateView, telling: &Telling) -> fmt::Result {
    let class = class_of(state.kind);
    let (icon, word) = (icon(class), telling.language.words().state_of(state.kind));
    write!(out, r#"<td class="st {class}" title="{}">{icon}{word}</td>"#, Escaped(&state.word))
}

fn moments(out: &mut String, times: Option<(Millis, Millis)>, ended: bool, telling: &Telling) -> fmt::Result {
    let Some((from, to)) = times else { return write!(out, "<td></td><td></td><td></td>") };
    let (zone, words) = (telling.zone, telling.language.words());
    let end = if ended { zone.fraction(to) } else { String::new() };
    let took = words.duration(to.saturating_sub(from));
    write!(out, r#"<td class="time" title="{}">{}</td>"#, zone.full(from), zone.fraction(from))?;
    write!(out, r#"<td class="time">{end}</td><td class="time">{took}</td>"#)
}

fn message(out: &mut String, attempt: Option<&AttemptView>, telling: &Telling) -> fmt::Result {
    let Some(message) = attempt.and_then(|attempt| attempt.message.as_ref()) else { return Ok(()) };
    let label = telling.language.words().message;
    let short: String = message.chars().take(2_000).collect();
    write!(out, r#"<tr class="msg"><td></td><td colspan="7" title="{label}">{}</td></tr>"#, Escaped(&short))
}
