use serde::{Deserialize, Serialize};

use crate::dto::{LogLevel, LogRow, Millis};
use crate::store::{LogPart, StoreError};

/// Lines of one part, and bytes after which the next one begins.
const LINES: usize = 100;
const BYTES: usize = 16 * 1024;

/// What a part tells of its lines beside their text.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Rows {
    /// Key and host of the runs they belong to.
    runs: Vec<(String, String)>,
    rows: Vec<Line>,
}

/// Bytes of its text, its run, its key, attempt, time and level.
type Line = (usize, usize, String, u32, Option<Millis>, LogLevel);

/// A log in parts, to be stored.
///
/// # Errors
/// When it cannot be written as JSON, which is not expected.
pub fn pack(log: &[LogRow]) -> Result<Vec<LogPart>, StoreError> {
    let mut parts = Vec::new();
    let (mut text, mut rows) = (String::new(), Rows::default());
    for row in log {
        if !rows.rows.is_empty() && (rows.rows.len() >= LINES || text.len() + row.text.len() > BYTES) {
            parts.push(part(std::mem::take(&mut text), &std::mem::take(&mut rows))?);
        }
        let run = (row.run_key.clone(), row.host.clone());
        let at = rows.runs.iter().position(|known| *known == run).unwrap_or_else(|| {
            rows.runs.push(run);
            rows.runs.len() - 1
        });
        let key = row.key.strip_prefix(row.run_key.as_str()).filter(|rest| rest.starts_with(':'));
        let key = key.map_or_else(|| format!("={}", row.key), str::to_owned);
        if !rows.rows.is_empty() {
            text.push('\n');
        }
        text.push_str(&row.text);
        rows.rows.push((row.text.len(), at, key, row.attempt, row.at, row.level));
    }
    if !rows.rows.is_empty() {
        parts.push(part(text, &rows)?);
    }
    Ok(parts)
}

/// The lines of a part as they were.
///
/// # Errors
/// When the part is damaged.
pub fn unpack(part: &LogPart) -> Result<Vec<LogRow>, StoreError> {
    let Rows { runs, rows } = serde_json::from_str(&part.rows)?;
    let texts = cut(&part.text, rows.iter().map(|row| row.0))?;
    let line = |((_, run, key, attempt, at, level), text): (Line, &str)| {
        let (run_key, host) = runs.get(run).cloned().unwrap_or_default();
        let key = key.strip_prefix('=').map_or_else(|| format!("{run_key}{key}"), str::to_owned);
        LogRow { key, run_key, host, attempt, at, level, text: text.to_owned() }
    };
    Ok(rows.into_iter().zip(texts).map(line).collect())
}

/// The texts of a part's lines.
///
/// # Errors
/// When the part is damaged.
pub fn texts(part: &LogPart) -> Result<Vec<&str>, StoreError> {
    let rows: Rows = serde_json::from_str(&part.rows)?;
    cut(&part.text, rows.rows.iter().map(|row| row.0))
}

fn part(text: String, rows: &Rows) -> Result<LogPart, StoreError> {
    let lines = u32::try_from(rows.rows.len()).unwrap_or(u32::MAX);
    Ok(LogPart { text, rows: serde_json::to_string(rows)?, lines })
}

fn cut(text: &str, lengths: impl Iterator<Item = usize>) -> Result<Vec<&str>, StoreError> {
    let mut from = 0;
    let mut next = |length: usize| {
        let line = text.get(from..from + length);
        from += length + 1;
        line
    };
    let damaged = || serde::de::Error::custom("a part of a log has another length than it says");
    lengths.map(|length| next(length).ok_or_else(|| StoreError::Record(damaged()))).collect()
}

#[cfg(test)]
#[path = "log_tests.rs"]
mod tests;
