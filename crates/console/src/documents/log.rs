use super::TaskDocument;
use crate::dto::{LogEvent, LogRow, StepView, WatchLogReq};
use crate::sink::Sink;

/// Lines that go in one message.
const AT_ONCE: usize = 5_000;

/// Sends the lines of a step, or of one of its runs, and says that no further will come.
pub fn watch_kept_log(document: &TaskDocument, request: &WatchLogReq, sink: &Sink<LogEvent>) {
    let call = document.view.calls.iter().find(|call| call.head.key == request.call_key);
    let step = call.and_then(|call| call.steps.iter().find(|step| step.key == request.step_key));
    let of_step = |step| kept_lines(document, step, request.run_key.as_deref());
    let rows: Vec<&LogRow> = step.map(of_step).into_iter().flatten().collect();
    let mut parts = rows.chunks(AT_ONCE).peekable();
    if parts.peek().is_none() {
        sink.send(LogEvent { rows: Vec::new(), complete: true, problem: None });
        return;
    }
    while let Some(part) = parts.next() {
        let rows = part.iter().map(|row| (*row).clone()).collect();
        if !sink.send(LogEvent { rows, complete: parts.peek().is_none(), problem: None }) {
            return;
        }
    }
}

/// The lines of a step of the document, or of one of its runs.
pub fn kept_lines<'a>(
    document: &'a TaskDocument,
    step: &'a StepView,
    run_key: Option<&'a str>,
) -> impl Iterator<Item = &'a LogRow> {
    let wanted = move |key: &str| {
        step.runs.iter().any(|run| run.key == key) && run_key.is_none_or(|wanted| wanted == key)
    };
    document.logs.iter().filter(move |row| wanted(&row.run_key))
}
