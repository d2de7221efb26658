use std::fmt::{self, Write};

use super::Telling;
use super::bars::class_of;
use super::timeline::icon;
use crate::documents::export::visible::Escaped;
use crate::dto::{FailureView, OperationView, StateKind};

/// What it is and how it stands.
pub fn header(out: &mut String, view: &OperationView, telling: &Telling) -> fmt::Result {
    let (head, words) = (&view.head, telling.language.words());
    let class = class_of(head.state.kind);
    let title = telling.language.title(head);
    write!(
        out,
        r#"<header><span class="chip {class}">{}{}</span>"#,
        icon(class),
        words.state_of(head.state.kind)
    )?;
    write!(out, r#"<h1>{}</h1></header><dl class="facts">"#, Escaped(&title))?;
    if !head.cluster_name.is_empty() {
        fact(out, words.cluster, &head.cluster_name)?;
    }
    let tasks: Vec<&str> = view
        .calls
        .iter()
        .filter_map(|call| call.head.task.as_ref())
        .map(|task| task.id.as_str())
        .take(3)
        .collect();
    if !tasks.is_empty() {
        fact(out, words.task, &tasks.join(", "))?;
    }
    fact(out, words.started, &telling.zone.full(head.started_at))?;
    let ended = head.ended_at.map(|at| telling.zone.full(at));
    fact(out, words.ended, ended.as_deref().unwrap_or(words.not_ended))?;
    let runs = matches!(head.state.kind, StateKind::Running | StateKind::Ready | StateKind::Pending);
    if let Some(until) = head.ended_at.or(runs.then_some(telling.now)) {
        fact(out, words.elapsed, &words.duration(until.saturating_sub(head.started_at)))?;
    }
    fact(out, words.steps, &format!("{}/{}", head.done, head.total))?;
    fact(out, words.hosts, &head.hosts.len().to_string())?;
    if head.lock_held {
        fact(out, words.lock, words.lock_held)?;
    }
    write!(out, "</dl>")
}

/// Where it failed and what was said.
pub fn failure(out: &mut String, failure: &FailureView, telling: &Telling) -> fmt::Result {
    let words = telling.language.words();
    let step = failure.step_name.as_deref().unwrap_or_default();
    let number = failure.step_number.map(|number| format!("{number} ")).unwrap_or_default();
    write!(out, r#"<section class="failure"><h2>{}{number}{}"#, icon("failed"), Escaped(step))?;
    write!(
        out,
        r#"<span class="quiet">{} · {} {}</span></h2>"#,
        Escaped(&failure.host),
        words.attempt,
        failure.attempt
    )?;
    write!(out, r#"<pre>{}</pre>"#, Escaped(&failure.message.chars().take(4_000).collect::<String>()))?;
    write!(out, r#"<dl class="facts">"#)?;
    for (name, value) in [(words.code, &failure.agent_code), (words.trace, &failure.trace_id)] {
        if let Some(value) = value {
            fact(out, name, value)?;
        }
    }
    if !failure.other_hosts_fine.is_empty() {
        fact(out, words.fine, &failure.other_hosts_fine.join(", "))?;
    }
    write!(out, "</dl></section>")
}

fn fact(out: &mut String, name: &str, value: &str) -> fmt::Result {
    write!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", Escaped(value))
}
