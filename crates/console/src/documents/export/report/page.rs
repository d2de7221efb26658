use std::fmt::{self, Write};

use super::Telling;
use super::facts::{failure, header};
use super::logs::logs;
use super::table::table;
use super::timeline::timeline;
use crate::documents::TaskDocument;
use crate::documents::export::visible::Escaped;

const STYLE: &str = include_str!("style.css");
const ICONS: &str = include_str!("icons.svg");
/// Even if a text got through unescaped, nothing of it would run or be fetched.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The report of a document that was [`masked`](crate::documents::export::masked).
pub fn html(document: &TaskDocument, telling: &Telling) -> String {
    let mut out = String::new();
    // Writing to a `String` does not fail.
    let _ = page(&mut out, document, telling);
    out
}

fn page(out: &mut String, document: &TaskDocument, telling: &Telling) -> fmt::Result {
    let (head, words) = (&document.view.head, telling.language.words());
    let title = telling.language.title(head);
    writeln!(out, r#"<!doctype html><html lang="{}"><head><meta charset="utf-8">"#, words.tag)?;
    writeln!(out, r#"<meta http-equiv="Content-Security-Policy" content="{POLICY}">"#)?;
    writeln!(
        out,
        r#"<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">"#
    )?;
    writeln!(
        out,
        "<title>{} · OBDeck</title><style>{STYLE}</style></head><body>{ICONS}<main>",
        Escaped(&title)
    )?;
    header(out, &document.view, telling)?;
    if let Some(found) = &head.failure {
        failure(out, found, telling)?;
    }
    timeline(out, &document.view, telling)?;
    table(out, &document.view, telling)?;
    logs(out, document, telling)?;
    let (version, now, zone) =
        (Escaped(&telling.version), telling.zone.full(telling.now), telling.zone.name());
    writeln!(
        out,
        "<footer>{} {version} · {now} · {} {zone}</footer></main></body></html>",
        words.made_by, words.times_in
    )
}
