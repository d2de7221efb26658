//! Trace ids: the caller's, or 16 hex digits.

use axum::http::HeaderMap;

use crate::secure::seeded::Seeded;

/// The one route whose exact address gets no trace id.
const SILENT: &str = "/api/v1/status";

/// The trace id of an answer to a request for `target`.
pub(crate) fn id(headers: &HeaderMap, target: &str, source: &mut Seeded) -> String {
    if target == SILENT {
        return String::new();
    }
    let given = headers.get("x-obshell-trace-id").and_then(|value| value.to_str().ok());
    given.filter(|text| !text.is_empty()).map_or_else(|| source.hex(8), str::to_owned)
}
