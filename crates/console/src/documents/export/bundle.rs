use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::anonymous::Anonymous;
use super::{About, Telling, Unwritable, html, json, log_name, log_text};
use crate::documents::TaskDocument;
use crate::documents::unique::Unique;
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
    let mut files = vec![
        ("about.txt".to_owned(), about.text(&telling.zone.name())),
        ("task.json".to_owned(), json(&document, telling.now)?),
        ("report.html".to_owned(), html(&document, telling)),
    ];
    for (name, rows) in logs(&document) {
        files.push((format!("logs/{name}"), log_text(rows, telling.zone)));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The rows of each run by the name of its file, which no other has.
fn logs(document: &TaskDocument) -> BTreeMap<String, Vec<&LogRow>> {
    let mut by_run: BTreeMap<&str, Vec<&LogRow>> = BTreeMap::new();
    for row in &document.logs {
        by_run.entry(row.run_key.as_str()).or_default().push(row);
    }
    let (mut files, mut names) = (BTreeMap::new(), Unique::default());
    for step in document.view.calls.iter().flat_map(|call| &call.steps) {
        for run in &step.runs {
            let Some(rows) = by_run.remove(run.key.as_str()) else { continue };
            let name = log_name(step, Some(run.host.as_str()));
            let stem = name.trim_end_matches(".log");
            files.insert(names.name(&name, |number| format!("{stem}-{number}.log")), rows);
        }
    }
    files
}
