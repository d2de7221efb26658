use std::borrow::Cow;
use std::ops::Range;

/// What stands in the place of a secret.
const MASK: &str = "***";
/// Names end with, or contain, one of these when their value is a secret.
const SECRET_NAMES: [&str; 11] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "access_key",
    "accesskey",
    "private_key",
    "privatekey",
    "credential",
];
/// What stands between `Authorization:` and the secret.
const SCHEMES: [&str; 2] = ["basic ", "bearer "];
/// Clients that take a password right behind `-p`.
const CLIENTS: [&str; 4] = ["obclient", "mysql", "obloader", "obdumper"];

/// A line of a log without what is obviously a secret: the value of `password=…`, `"rootPwd":"…"`, `--password …`,
/// `-p…`, `IDENTIFIED BY '…'`, `Authorization: Basic …` and `//user:…@host`. Everything else stays as it is, byte by byte.
pub fn redact(line: &str) -> Cow<'_, str> {
    let lower = line.to_ascii_lowercase();
    let mut secrets: Vec<Range<usize>> = named(line, &lower).collect();
    secrets.extend(short_options(line, &lower));
    secrets.extend(identified_by(line, &lower));
    secrets.extend(authorizations(line, &lower));
    secrets.extend(in_addresses(line));
    secrets.retain(|secret| !secret.is_empty() && line[secret.clone()] != *MASK);
    if secrets.is_empty() {
        return Cow::Borrowed(line);
    }
    secrets.sort_by_key(|secret| (secret.start, secret.end));
    let (mut text, mut at) = (String::with_capacity(line.len()), 0);
    for secret in secrets {
        if secret.start >= at {
            text.push_str(&line[at..secret.start]);
            text.push_str(MASK);
        }
        at = at.max(secret.end);
    }
    text.push_str(&line[at..]);
    Cow::Owned(text)
}

/// `password=…`, `"rootPwd":"…"`, `password: …`, `--password …`
fn named<'a>(line: &'a str, lower: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let names = SECRET_NAMES.iter().flat_map(|name| lower.match_indices(name));
    names.filter_map(|(at, name)| {
        let rest = &line[at + name.len()..];
        let end = at + name.len() + rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
        let start = line[..at]
            .rfind(|c: char| !is_of_name(c) && c != '-')
            .map_or(0, |before| before + line[before..].chars().next().map_or(1, char::len_utf8));
        // The folder that a shell is in.
        if matches!(&line[start..end], "PWD" | "OLDPWD") {
            return None;
        }
        let sign = end + skipped(&line[end..], |c| c == '\\' || c == '"' || c == '\'' || c == ' ');
        match line[sign..].chars().next() {
            Some('=') => Some(value(line, after_spaces(line, sign + 1))),
            Some(':') => {
                let secret = value(line, after_spaces(line, sign + 1));
                (!is_prose(line, &secret)).then_some(secret)
            }
            _ if line[start..].starts_with("--") && line[end..].starts_with(' ') => {
                Some(value(line, after_spaces(line, end)))
            }
            _ => None,
        }
    })
}

/// `obclient -uroot@sys -pSecret`; a folder behind `-p` stands apart from it.
fn short_options<'a>(line: &'a str, lower: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let client = CLIENTS.iter().any(|client| lower.contains(client));
    line.match_indices("-p").filter_map(move |(at, option)| {
        let apart = line[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "\"'`".contains(c));
        let secret = value(line, at + option.len());
        let is_word = line[secret.clone()].chars().all(|c| c.is_ascii_alphabetic() || c == '-');
        (apart && (client || !is_word)).then_some(secret)
    })
}

/// `ALTER USER root IDENTIFIED BY '…'`
fn identified_by<'a>(line: &'a str, lower: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let said = "identified by ";
    lower.match_indices(said).map(move |(at, _)| value(line, after_spaces(line, at + said.len())))
}

/// `Authorization: Basic …`, `"authorization":"Bearer …"`
fn authorizations<'a>(line: &'a str, lower: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let name = "authorization";
    lower.match_indices(name).filter_map(move |(at, _)| {
        let is_quote = |c| c == '\\' || c == '"' || c == '\'' || c == ' ';
        let sign = at + name.len() + skipped(&line[at + name.len()..], is_quote);
        let behind = line[sign..].starts_with([':', '=']).then_some(sign + 1)?;
        let scheme = behind + skipped(&line[behind..], is_quote);
        let length = SCHEMES.iter().find(|known| lower[scheme..].starts_with(**known))?.len();
        let secret = value(line, after_spaces(line, scheme + length));
        let text = line[secret.clone()].trim_end_matches('\\');
        Some(secret.start..secret.start + text.len())
    })
}

/// `http://user:…@host`
fn in_addresses(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    line.match_indices("://").filter_map(|(at, sign)| {
        let from = at + sign.len();
        let rest = &line[from..];
        let authority = &rest[..rest.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(rest.len())];
        let user = &authority[..authority.rfind('@')?];
        Some(from + user.find(':')? + 1..from + user.len())
    })
}

/// The value that begins at `from`: what its quotes hold, or all up to a space or a sign that ends it.
fn value(line: &str, from: usize) -> Range<usize> {
    let rest = &line[from..];
    let escape = skipped(rest, |c| c == '\\');
    let (quote, escaped) = (rest[escape..].chars().next(), escape > 0);
    match quote {
        Some(quote @ ('"' | '\'' | '`')) => {
            let start = from + escape + 1;
            start..start + quoted(&line[start..], quote, escaped)
        }
        _ => {
            let ends = |c: char| c.is_whitespace() || ",;&)]}\"'".contains(c);
            from..from + rest.find(ends).unwrap_or(rest.len())
        }
    }
}

/// How long a text in quotes is. In JSON inside of JSON the quotes have a backslash themselves.
fn quoted(text: &str, quote: char, escaped: bool) -> usize {
    let mut backslashes = 0;
    for (at, c) in text.char_indices() {
        let closes = if escaped { backslashes == 1 } else { backslashes % 2 == 0 };
        if c == quote && closes {
            return at - usize::from(escaped);
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
    }
    text.len()
}

/// `wrong password: access denied` goes on in words; a value stands alone, or does not look like a word.
fn is_prose(line: &str, value: &Range<usize>) -> bool {
    let word = line[value.clone()].trim_end_matches(':');
    let next = line[value.end..].split_whitespace().next().unwrap_or_default();
    let goes_on = line[value.end..].starts_with(char::is_whitespace) && !next.is_empty();
    let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
    is_word && goes_on && !next.contains(['=', ':'])
}

fn after_spaces(line: &str, from: usize) -> usize {
    from + skipped(&line[from..], |c| c == ' ')
}

fn skipped(text: &str, skip: impl Fn(char) -> bool) -> usize {
    text.find(|c| !skip(c)).unwrap_or(text.len())
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
#[path = "redact_tests.rs"]
mod tests;
