use std::fmt::Write;

use super::Zone;
use super::visible::visible;
use crate::dto::{LogLevel, LogRow};

/// One line a row: `time host attempt level text`; what belongs to the same row stands indented below.
pub fn log_text<'a>(rows: impl IntoIterator<Item = &'a LogRow>, zone: Zone) -> String {
    let mut text = String::new();
    for row in rows {
        let host = if row.host.is_empty() { "-" } else { &row.host };
        let (time, level) = (time_of(row, zone), level_of(row.level));
        let _ = writeln!(text, "{time} {host} #{} {level:<5} {}", row.attempt, visible(&row.text, "    "));
    }
    text
}

pub fn level_of(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Info => "INFO",
        LogLevel::Warn => "WARN",
        LogLevel::Error => "ERROR",
    }
}

/// With the zone, so that a line tells it alone.
fn time_of(row: &LogRow, zone: Zone) -> String {
    let offset = || zone.name().trim_start_matches("UTC").replace('−', "-");
    row.at.map_or_else(|| "-".to_owned(), |at| format!("{}T{}{}", zone.day(at), zone.fraction(at), offset()))
}
