use std::collections::BTreeMap;

use super::anonymous::Anonymous;
use super::zip::Zip;
use super::{About, Telling, Unwritable, html, json, log_name, log_text};
use crate::documents::TaskDocument;
use crate::dto::LogRow;

/// A zip with the task, its report and its logs, in which nobody is named. The document was
/// [`masked`](super::masked); the names that `anonymous` was given are replaced too.
pub fn bundle(
    document: TaskDocument,
    mut anonymous: Anonymous,
    about: &About,
    telling: &Telling,
) -> Result<Vec<u8>, Unwritable> {
    let document = anonymous.document(document)?;
    let mut zip = Zip::default();
    zip.add("about.txt", &about.text(&telling.zone.name()))?;
    zip.add("task.json", &json(&document, telling.now)?)?;
    zip.add("report.html", &html(&document, telling))?;
    for (name, rows) in logs(&document) {
        zip.add(&format!("logs/{name}"), &log_text(rows, telling.zone))?;
    }
    Ok(zip.finish()?)
}

/// The rows of each run by the name of its file, which no other has.
fn logs(document: &TaskDocument) -> BTreeMap<String, Vec<&LogRow>> {
    let mut by_run: BTreeMap<&str, Vec<&LogRow>> = BTreeMap::new();
    for row in &document.logs {
        by_run.entry(row.run_key.as_str()).or_default().push(row);
    }
    let mut files: BTreeMap<String, Vec<&LogRow>> = BTreeMap::new();
    for step in document.view.calls.iter().flat_map(|call| &call.steps) {
        for run in &step.runs {
            let Some(rows) = by_run.remove(run.key.as_str()) else { continue };
            let name = log_name(step, Some(run.host.as_str()));
            let stem = name.trim_end_matches(".log");
            let free = |name: &String| !files.contains_key(name);
            let numbered = (2..).map(|number| format!("{stem}-{number}.log"));
            let name = std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or(name.clone());
            files.insert(name, rows);
        }
    }
    files
}
