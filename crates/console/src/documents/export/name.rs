use super::Zone;
use crate::dto::{Millis, OperationView, StepView, TaskExportFormat};

/// `Initialize-cluster-ob_order-20240109-204001.html`. A bundle's name tells nobody whose it is.
pub fn suggested_name(view: &OperationView, format: TaskExportFormat, now: Millis, zone: Zone) -> String {
    let head = &view.head;
    let task = view.calls.first().and_then(|call| call.head.task.as_ref());
    let what = if view.calls.len() > 1 || head.subject.is_empty() {
        task.map(|task| task.name.as_str()).unwrap_or_default()
    } else {
        &head.subject
    };
    let name = plain(&[what, head.cluster_name.as_str()].join(" "));
    let name = if name.is_empty() { "task" } else { name.as_str() };
    match format {
        TaskExportFormat::Html => format!("{name}-{}.html", zone.in_file_names(head.started_at)),
        TaskExportFormat::Json => format!("{name}-{}.json", zone.in_file_names(head.started_at)),
        TaskExportFormat::Bundle => format!("obdeck-task-{}.zip", zone.in_file_names(now)),
    }
}

/// `03-Start-observer-10.0.0.1-2886.log`, `host` being left out when all hosts are in it.
pub fn log_name(step: &StepView, host: Option<&str>) -> String {
    let mut name = format!("{:02}-{}", step.number, plain(&step.name));
    if let Some(host) = host.map(plain).filter(|host| !host.is_empty()) {
        name.push('-');
        name.push_str(&host);
    }
    format!("{name}.log")
}

/// Usable as the name of a file anywhere.
fn plain(text: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || c == '.' || c == '_' { c } else { ' ' };
    let words: String = text.chars().take(80).map(kept).collect();
    words
        .split_whitespace()
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}
