use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};

use super::Unreadable;

/// Beginnings that are tried when a text does not begin with its JSON.
const MOST_STARTS: usize = 64;

/// The first JSON value of `text`. Whole numbers beyond 64 bits become texts, so that no digit of an id is lost.
pub fn parse(text: &str) -> Result<Value, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let begin = text.trim_start();
    if begin.is_empty() {
        return Err(Unreadable::Empty);
    }
    if begin.starts_with('<') {
        return Err(Unreadable::WebPage);
    }
    let mut problem = None;
    for start in starts(text) {
        match value_at(text, start) {
            Ok(value) => return Ok(value),
            // What stands inside of it would be taken for the whole.
            Err(cut @ Unreadable::Cut { .. }) => return Err(cut),
            Err(other) => problem = problem.or(Some(other)),
        }
    }
    Err(problem.unwrap_or(Unreadable::NoJson))
}

/// Where a value may begin: at the beginning of a line, after what a shell or `curl -i` wrote.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').filter_map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        line.trim_start().starts_with(['{', '[']).then_some(start)
    });
    lines.take(MOST_STARTS).chain(text.find('{'))
}

fn value_at(text: &str, start: usize) -> Result<Value, Unreadable> {
    // Most beginnings are none: what stands there is tried before anything is made of it.
    let json = &text[start..];
    let mut probe = Deserializer::from_str(json).into_iter::<IgnoredAny>();
    match probe.next() {
        Some(Ok(_)) => {}
        Some(Err(error)) => return Err(problem(&text[..start], &error)),
        None => return Err(Unreadable::NoJson),
    }
    let quoted = quote_long_numbers(&json[..probe.byte_offset()]);
    let too_deep = |_| Unreadable::Damaged("it is nested too deeply".to_owned());
    serde_json::from_str(&quoted).map_err(too_deep)
}

/// The error, with its place in the whole text.
fn problem(before: &str, error: &serde_json::Error) -> Unreadable {
    let lines_before = before.matches('\n').count();
    let on_its_line = before.rsplit('\n').next().unwrap_or_default().len();
    let line = lines_before + error.line();
    let column = error.column() + if error.line() == 1 { on_its_line } else { 0 };
    if error.is_eof() {
        return Unreadable::Cut { line, column };
    }
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default().to_owned();
    Unreadable::Malformed { line, column, reason }
}

fn quote_long_numbers(json: &str) -> Cow<'_, str> {
    let (mut text, mut copied) = (String::new(), 0);
    let bytes = json.as_bytes();
    let (mut at, mut in_text) = (0, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if in_text => at += 1,
            b'"' => in_text = !in_text,
            b'0'..=b'9' if !in_text => {
                let rest = &json[at..];
                let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
                let length = rest.find(|c| !is_of_number(c)).unwrap_or(rest.len());
                let number = &rest[..length];
                let negative = at > 0 && bytes[at - 1] == b'-';
                let whole = number.bytes().all(|byte| byte.is_ascii_digit());
                if whole && !negative && number.parse::<u64>().is_err() {
                    text.push_str(&json[copied..at]);
                    text.push('"');
                    text.push_str(number);
                    text.push('"');
                    copied = at + length;
                }
                at += length - 1;
            }
            _ => {}
        }
        at += 1;
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    text.push_str(&json[copied..]);
    Cow::Owned(text)
}
