use std::collections::BTreeMap;
use std::fmt;

use crate::error::Error;
use crate::page::PageQuery;

/// Where a call goes: a path, and a query that is sorted by name and encoded as RFC 3986 has it, so that it is signed as
/// it is sent.
pub struct Target {
    path: String,
    query: BTreeMap<&'static str, String>,
}

impl Target {
    pub fn new(path: impl Into<String>) -> Target {
        Target { path: path.into(), query: BTreeMap::new() }
    }

    /// An empty value is left out.
    pub fn with(mut self, name: &'static str, value: &str) -> Target {
        if !value.is_empty() {
            self.query.insert(name, value.to_owned());
        }
        self
    }

    pub fn paged(self, query: PageQuery) -> Target {
        let (page, size) = query.said();
        self.with("page", &page.to_string()).with("size", &size.to_string())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        for (at, (name, value)) in self.query.iter().enumerate() {
            let before = if at == 0 { '?' } else { '&' };
            write!(f, "{before}{}={}", escaped(name), escaped(value))?;
        }
        Ok(())
    }
}

/// RFC 3986: everything but unreserved characters.
pub fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            all.push(char::from(byte));
        } else {
            all.push_str(&format!("%{byte:02X}"));
        }
        all
    })
}

/// An id that becomes a part of a path; OCP's are not negative.
pub fn id(id: i64) -> Result<String, Error> {
    if id < 0 { Err(Error::Id { id: id.to_string() }) } else { Ok(id.to_string()) }
}

/// Ids that become a part of a path or a list to act upon: none at all might mean everything.
pub fn ids(ids: &[i64]) -> Result<Vec<String>, Error> {
    if ids.is_empty() {
        return Err(Error::Id { id: String::new() });
    }
    ids.iter().map(|one| id(*one)).collect()
}

/// A name that becomes a part of a path.
pub fn name(name: &str) -> Result<String, Error> {
    // Even encoded, these would lead up.
    if name.is_empty() || name == "." || name == ".." {
        return Err(Error::Id { id: name.to_owned() });
    }
    Ok(escaped(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_sorted_and_encoded() {
        let target = Target::new("/x").with("size", "1").with("none", "").with("name", "a b&=*~");
        assert_eq!(target.to_string(), "/x?name=a%20b%26%3D%2A~&size=1");
        assert_eq!(Target::new("/x").with("none", "").to_string(), "/x");
    }

    #[test]
    fn nothing_else_gets_into_a_path() {
        assert_eq!(name("a/../b c").unwrap(), "a%2F..%2Fb%20c");
        for bad in ["", ".", ".."] {
            assert!(matches!(name(bad), Err(Error::Id { .. })), "{bad:?}");
        }
        assert!(id(-1).is_err() && ids(&[]).is_err() && ids(&[1, -1]).is_err());
        assert_eq!(ids(&[1, i64::MAX]).unwrap(), ["1", "9223372036854775807"]);
    }
}
