use std::collections::BTreeMap;

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::dto::{LogLevel, LogRow};
use crate::tasks::{log_level, to_millis};

/// Whose log it is.
pub struct OcpLog<'a> {
    pub run_key: &'a str,
    pub host: &'a str,
    /// The number of the run's last attempt: a log that was cut at its front does not tell how many came before.
    pub last_attempt: u32,
    /// OCP's clock minus ours, in milliseconds; 0 for a file.
    pub offset_ms: f64,
    /// What log lines without a zone are written in, when no banner tells.
    pub zone: UtcOffset,
}

/// The lines of a subtask's log. Keys stay what they are when the text grows or is cut at its front, so that of a
/// text that is read again only what is new has new keys.
pub fn ocp_log(text: &str, log: &OcpLog<'_>) -> Vec<LogRow> {
    let lines: Vec<Line<'_>> =
        text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(read).collect();
    let shift = log.last_attempt.saturating_sub(attempts_in(&lines));
    // What is left of an entry whose beginning was cut away.
    let cut = lines.iter().take_while(|line| matches!(line, Line::Rest(_))).count();
    let whole = if cut < lines.len() { &lines[cut..] } else { &lines[..] };
    // The first banner tells for what stands before it, too.
    let told = whole.iter().find_map(zone_of);
    let zone = told.unwrap_or(log.zone);
    let mut reader = Reader { log, zone, attempt: shift.max(1), runs: shift, entry: Entry::default() };
    let mut seen = Seen::new();
    whole.iter().map(|line| reader.row(line, &mut seen)).collect()
}

/// Why the last attempt failed: the exception under its first error, or else what that says.
pub fn ocp_reason(rows: &[LogRow]) -> Option<String> {
    let last = rows.last()?.attempt;
    let mut errors = rows.iter().filter(|row| row.attempt == last && row.level == LogLevel::Error);
    let first = errors.next()?;
    let exception =
        std::iter::once(first).chain(errors).map(|row| row.text.as_str()).find(|text| names_exception(text));
    let said = || first.text.rsplit_once(" : ").map_or(first.text.as_str(), |(_, message)| message);
    Some(exception.unwrap_or_else(said).trim().to_owned())
}

/// `java.lang.IllegalStateException: command nc not found`.
fn names_exception(line: &str) -> bool {
    let class = line.split(':').next().unwrap_or_default();
    let is_name = !class.is_empty() && class.chars().all(|c| c.is_alphanumeric() || ".$_".contains(c));
    is_name && (class.ends_with("Exception") || class.ends_with("Error"))
}

fn zone_of(line: &Line<'_>) -> Option<UtcOffset> {
    match line {
        Line::Banner { at, .. } => at.map(OffsetDateTime::offset),
        Line::Entry { .. } | Line::Rest(_) => None,
    }
}

enum Line<'a> {
    Banner {
        text: &'a str,
        word: &'a str,
        at: Option<OffsetDateTime>,
    },
    Entry {
        text: &'a str,
        at: PrimitiveDateTime,
        zone: Option<UtcOffset>,
        level: LogLevel,
    },
    /// It goes on with the entry before it.
    Rest(&'a str),
}

struct Reader<'a> {
    log: &'a OcpLog<'a>,
    zone: UtcOffset,
    attempt: u32,
    /// Runs so far, undoing not counted.
    runs: u32,
    entry: Entry,
}

/// The entry that lines without a time of their own belong to.
#[derive(Default)]
struct Entry {
    /// The hash of its first line; absent where there is no entry yet.
    text: Option<u64>,
    at: Option<OffsetDateTime>,
    level: Option<LogLevel>,
    lines: u32,
}

impl Reader<'_> {
    fn row(&mut self, line: &Line<'_>, seen: &mut Seen) -> LogRow {
        let (text, at, level, key) = match line {
            Line::Banner { text, word, at } => {
                self.begin(word);
                if let Some(at) = at {
                    self.zone = at.offset();
                }
                (*text, *at, LogLevel::Info, self.entry(text, *at, LogLevel::Info, seen))
            }
            Line::Entry { text, at, zone, level } => {
                let at = Some(at.assume_offset(zone.unwrap_or(self.zone)));
                (*text, at, *level, self.entry(text, at, *level, seen))
            }
            Line::Rest(text) => {
                let entry = &mut self.entry;
                entry.lines += 1;
                let (at, level) = (entry.at, entry.level.unwrap_or_else(|| log_level(text)));
                // Without an entry there is no beginning to count from.
                let place =
                    entry.text.map(|begin| format!("{begin:016x}+{}:", entry.lines)).unwrap_or_default();
                (*text, at, level, once(format!("{place}{:016x}", fnv1a(text)), seen))
            }
        };
        LogRow {
            key: format!("{}/{key}", self.log.run_key),
            run_key: self.log.run_key.to_owned(),
            host: self.log.host.to_owned(),
            attempt: self.attempt,
            at: at.map(|at| to_millis(at, self.log.offset_ms)),
            level,
            text: text.to_owned(),
        }
    }

    /// Undoing before a retry belongs to the retry. Skipping and cancelling belong to what they end.
    fn begin(&mut self, word: &str) {
        match kind(word) {
            Run::Counted => {
                self.runs += 1;
                self.attempt = self.runs;
            }
            Run::Undoing => self.attempt = self.runs + 1,
            Run::Aside => self.attempt = self.runs.max(1),
        }
    }

    /// Begins an entry and gives its key.
    fn entry(&mut self, text: &str, at: Option<OffsetDateTime>, level: LogLevel, seen: &mut Seen) -> String {
        let hash = fnv1a(text);
        let is_banner = text.starts_with(FENCE);
        self.entry = Entry { text: Some(hash), at, level: (!is_banner).then_some(level), lines: 0 };
        once(format!("{hash:016x}"), seen)
    }
}

/// How often each key has been given.
type Seen = BTreeMap<String, u32>;

/// The key, or for lines that say the same as others, one that tells which of them it is.
fn once(key: String, seen: &mut Seen) -> String {
    let count = seen.entry(key.clone()).or_default();
    *count += 1;
    if *count == 1 { key } else { format!("{key}.{count}") }
}

enum Run {
    Counted,
    Undoing,
    Aside,
}

fn kind(word: &str) -> Run {
    match word {
        "ROLLBACK" => Run::Undoing,
        "SKIP" | "CANCEL" | "ROLLBACK_SKIP" => Run::Aside,
        _ => Run::Counted,
    }
}

/// How many attempts the banners tell of; undoing that nothing follows is one of its own.
fn attempts_in(lines: &[Line<'_>]) -> u32 {
    let (mut runs, mut undoing) = (0, 0);
    for line in lines {
        let Line::Banner { word, .. } = line else { continue };
        match kind(word) {
            Run::Counted => (runs, undoing) = (runs + 1, 0),
            Run::Undoing => undoing = 1,
            Run::Aside => {}
        }
    }
    runs + undoing
}

const FENCE: &str = "############{";

fn read(line: &str) -> Line<'_> {
    banner(line).or_else(|| entry(line)).unwrap_or(Line::Rest(line))
}

/// `############{EXECUTE}{2021-08-25T15:09:32.697+08:00}############`.
fn banner(text: &str) -> Option<Line<'_>> {
    let (word, rest) = text.strip_prefix(FENCE)?.split_once("}{")?;
    let (time, _) = rest.split_once('}')?;
    Some(Line::Banner { text, word, at: moment(time) })
}

/// `2021-08-25 15:09:32.697  INFO 61 --- [thread,trace,span] logger : message`, or with `T` and a zone.
fn entry(text: &str) -> Option<Line<'_>> {
    let head = text.get(..DATE_TIME)?;
    let bare = head.replacen('T', " ", 1);
    let at = PrimitiveDateTime::parse(&bare, SECONDS).ok()?;
    let rest = &text[DATE_TIME..];
    let digits =
        rest.strip_prefix(['.', ',']).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let fraction: String = rest.chars().skip(1).take(digits.min(9)).collect();
    let nanos = format!("{fraction:0<9}").parse().unwrap_or(0);
    let rest = if digits == 0 { rest } else { &rest[1 + digits..] };
    let (zone_text, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let level = rest.split_whitespace().next().and_then(level_of);
    Some(Line::Entry {
        text,
        at: at.replace_nanosecond(nanos).unwrap_or(at),
        zone: zone(zone_text),
        level: level.unwrap_or_else(|| log_level(rest)),
    })
}

const DATE_TIME: usize = "2021-08-25 15:09:32".len();
const SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

fn level_of(word: &str) -> Option<LogLevel> {
    match word {
        "ERROR" | "FATAL" => Some(LogLevel::Error),
        "WARN" => Some(LogLevel::Warn),
        "INFO" | "DEBUG" | "TRACE" => Some(LogLevel::Info),
        _ => None,
    }
}

fn zone(text: &str) -> Option<UtcOffset> {
    let pattern = format_description!("[offset_hour sign:mandatory]:[offset_minute]");
    if text == "Z" { Some(UtcOffset::UTC) } else { UtcOffset::parse(text, pattern).ok() }
}

fn moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()
}

/// Short, and the same in every release: keys are kept with the lines.
fn fnv1a(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
#[path = "log_tests.rs"]
mod tests;
