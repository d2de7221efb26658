use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::Telling;
use super::bars::class_of;
use super::timeline::icon;
use crate::documents::TaskDocument;
use crate::documents::export::log_text::level_of;
use crate::documents::export::visible::{Escaped, visible};
use crate::dto::{IpcError, LogLevel, LogRow, StepView};

/// Of a longer line only this much is shown, in characters: browsers lay out no line of megabytes.
const MOST_OF_A_LINE: usize = 20_000;

/// The log of each step, folded; that of the step that failed is open.
pub fn logs(out: &mut String, document: &TaskDocument, telling: &Telling) -> fmt::Result {
    let words = telling.language.words();
    write!(out, "<section><h2>{}</h2>", words.log)?;
    let unread = &document.view.head.contact.problem;
    if let Some(IpcError { message, .. }) = unread {
        write!(out, "<p>{} {}</p>", words.unread, Escaped(message))?;
    }
    if document.logs.is_empty() && unread.is_none() {
        write!(out, r#"<p class="quiet">{}</p>"#, words.no_log)?;
    }
    let failed = document.view.head.failure.as_ref().and_then(|failure| failure.step_key.as_deref());
    let mut by_run: BTreeMap<&str, Vec<&LogRow>> = BTreeMap::new();
    for row in &document.logs {
        by_run.entry(row.run_key.as_str()).or_default().push(row);
    }
    for step in document.view.calls.iter().flat_map(|call| &call.steps) {
        let rows = rows_of(step, &by_run);
        if !rows.is_empty() {
            step_log(out, step, &rows, failed == Some(step.key.as_str()), telling)?;
        }
    }
    write!(out, "</section>")
}

fn rows_of<'a>(step: &StepView, by_run: &BTreeMap<&str, Vec<&'a LogRow>>) -> Vec<&'a LogRow> {
    let mut rows: Vec<&LogRow> =
        step.runs.iter().filter_map(|run| by_run.get(run.key.as_str())).flatten().copied().collect();
    if rows.iter().all(|row| row.at.is_some()) {
        rows.sort_by_key(|row| row.at);
    }
    rows
}

fn step_log(
    out: &mut String,
    step: &StepView,
    rows: &[&LogRow],
    open: bool,
    telling: &Telling,
) -> fmt::Result {
    let words = telling.language.words();
    let errors = rows.iter().filter(|row| row.level == LogLevel::Error).count();
    let open = if open { " open" } else { "" };
    write!(
        out,
        r#"<details class="log"{open}><summary><i class="tri"></i>{}"#,
        icon(class_of(step.state.kind))
    )?;
    write!(out, r#"<span class="n">{}</span><span class="t">{}</span>"#, step.number, Escaped(&step.name))?;
    write!(out, r#"<span class="quiet">{} {}"#, rows.len(), words.lines)?;
    if errors > 0 {
        write!(out, r#" · <b>{errors} {}</b>"#, words.errors)?;
    }
    write!(out, "</span></summary><pre>")?;
    let many = step.runs.len() > 1;
    let attempts = step.runs.iter().any(|run| run.attempts.len() > 1);
    for row in rows {
        line(out, row, many, attempts, telling)?;
    }
    write!(out, "</pre></details>")
}

fn line(out: &mut String, row: &LogRow, many: bool, attempts: bool, telling: &Telling) -> fmt::Result {
    let class = match row.level {
        LogLevel::Info => "i",
        LogLevel::Warn => "w",
        LogLevel::Error => "e",
    };
    write!(out, r#"<span class="{class}">"#)?;
    if let Some(at) = row.at {
        write!(out, "<u>{}</u>  ", telling.zone.fraction(at))?;
    }
    if many {
        write!(out, "<u>{}</u>  ", Escaped(&row.host))?;
    }
    if attempts {
        write!(out, "<u>#{}</u>  ", row.attempt)?;
    }
    let text = visible(&row.text, "    ");
    write!(out, "<u>{:<5}</u>  ", level_of(row.level))?;
    match text.char_indices().nth(MOST_OF_A_LINE) {
        None => write!(out, "{}", Escaped(&text))?,
        Some((end, _)) => {
            let left = text[end..].chars().count();
            let cut = telling.language.words().cut;
            write!(out, "{}… <u>{left} {cut}</u>", Escaped(&text[..end]))?;
        }
    }
    writeln!(out, "</span>")
}
