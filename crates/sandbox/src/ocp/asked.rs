//! A request as the practice OCP reads it.

use serde::de::DeserializeOwned;
use time::UtcOffset;

use crate::clock::Ns;
use crate::ocp::refusal::Refusal;
use crate::world::SECOND;

/// A request.
pub struct Asked<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub body: &'a [u8],
    pub now: Ns,
    pub offset: UtcOffset,
    /// How long a second of OCP's time takes.
    pub second: Ns,
}

impl Asked<'_> {
    /// The parts of the path behind `prefix`; `None`: it is about something else.
    pub fn parts(&self, prefix: &str) -> Option<Vec<&str>> {
        let rest = self.path.strip_prefix(prefix)?;
        if !rest.is_empty() && !rest.starts_with('/') {
            return None;
        }
        Some(rest.split('/').skip(1).collect())
    }

    /// Whether it asks only.
    pub fn reads(&self) -> bool {
        self.method == "GET"
    }

    /// A member of the query; an empty one counts as none.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.find(|(key, _)| *key == name).map(|(_, value)| decoded(value));
        value.filter(|value| !value.is_empty())
    }

    /// Whether the comma-joined member `name` of the query lets `word` through.
    pub fn lets(&self, name: &str, word: &str) -> bool {
        self.parameter(name).is_none_or(|all| all.split(',').any(|one| one == word))
    }

    /// A number above 0 in the query.
    pub fn number(&self, name: &str, otherwise: usize) -> Result<usize, Refusal> {
        let Some(text) = self.parameter(name) else { return Ok(otherwise) };
        let wrong = || Refusal::illegal(format!("{name} is not a number above 0."));
        text.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)
    }

    /// The body, an object; members that nobody knows are let go.
    pub fn object<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        // Left to itself, the decoder would take the elements of an array for members.
        if !self.body.trim_ascii_start().starts_with(b"{") {
            return Err(Refusal::illegal("JSON parse error: this is no object"));
        }
        self.json()
    }

    /// The body, whatever it is.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let unread = |error| Refusal::illegal(format!("JSON parse error: {error}"));
        serde_json::from_slice(self.body).map_err(unread)
    }

    /// A length of OCP's time, as long as it takes here.
    pub fn scaled(&self, length: Ns) -> Ns {
        let scaled = i128::from(length) * i128::from(self.second) / i128::from(SECOND);
        i64::try_from(scaled).unwrap_or(i64::MAX)
    }
}

/// Without percent signs.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let coded = (*first == b'%').then(|| after.get(..2)).flatten();
        let byte = coded.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
