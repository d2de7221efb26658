//! A multipart form that comes in parts, of which only the field `file` counts, and of that only what it is like.

use sha2::{Digest as _, Sha256};

use crate::fault::Fault;

/// How much of a file's beginning is kept.
const LEAD: usize = 96;
/// No head of a part is longer.
const LONGEST_HEAD: usize = 16 << 10;

/// What is remembered of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormFile {
    pub name: String,
    /// In bytes.
    pub length: u64,
    /// Its first bytes.
    pub lead: Vec<u8>,
    pub digest: String,
}

/// Reads a form.
pub(crate) struct FormReader {
    /// What ends every part.
    delimiter: Vec<u8>,
    pending: Vec<u8>,
    at: At,
    file: Option<FormFile>,
    hash: Sha256,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the first part.
    Preamble,
    /// Right behind a delimiter.
    Delimiter,
    Head,
    Content {
        file: bool,
    },
    End,
    Broken,
}

impl FormReader {
    /// Reads what `content_type` says is a form.
    pub fn new(content_type: &str) -> Result<Self, Fault> {
        let boundary =
            content_type.strip_prefix("multipart/form-data").and_then(|rest| value(rest, "boundary"));
        let boundary = boundary.filter(|boundary| !boundary.is_empty());
        let boundary = boundary.ok_or_else(|| missing("request Content-Type isn't multipart/form-data"))?;
        let delimiter = format!("\r\n--{boundary}").into_bytes();
        // The first delimiter needs no line before it.
        let pending = b"\r\n".to_vec();
        Ok(Self { delimiter, pending, at: At::Preamble, file: None, hash: Sha256::new() })
    }

    pub fn feed(&mut self, part: &[u8]) {
        self.pending.extend_from_slice(part);
        while self.advance() {}
    }

    /// The file, when the form is complete.
    pub fn finish(self) -> Result<FormFile, Fault> {
        if self.at != At::End {
            return Err(missing("multipart: NextPart: EOF"));
        }
        let mut file = self.file.ok_or_else(|| missing("http: no such file"))?;
        file.digest = self.hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(file)
    }

    /// Takes one step; whether there may be another one.
    fn advance(&mut self) -> bool {
        match self.at {
            At::Preamble => self.skip_to_delimiter(false),
            At::Content { file } => self.skip_to_delimiter(file),
            At::Delimiter => self.behind_delimiter(),
            At::Head => self.head(),
            At::End | At::Broken => {
                self.pending.clear();
                false
            }
        }
    }

    fn skip_to_delimiter(&mut self, file: bool) -> bool {
        match find(&self.pending, &self.delimiter) {
            Some(index) => {
                self.take(index, file);
                self.pending.drain(..self.delimiter.len());
                self.at = At::Delimiter;
                true
            }
            None => {
                let sure = self.pending.len().saturating_sub(self.delimiter.len());
                self.take(sure, file);
                false
            }
        }
    }

    fn behind_delimiter(&mut self) -> bool {
        let Some(two) = self.pending.get(..2) else { return false };
        self.at = match two {
            b"--" => At::End,
            b"\r\n" => At::Head,
            _ => At::Broken,
        };
        self.pending.drain(..2);
        true
    }

    fn head(&mut self) -> bool {
        let Some(end) = find(&self.pending, b"\r\n\r\n") else {
            if self.pending.len() > LONGEST_HEAD {
                self.at = At::Broken;
            }
            return false;
        };
        let head: Vec<u8> = self.pending.drain(..end + 4).collect();
        let head = String::from_utf8_lossy(&head);
        let disposition = head.lines().find_map(|line| {
            let (name, rest) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-disposition").then_some(rest)
        });
        let name = disposition.filter(|rest| value(rest, "name").as_deref() == Some("file"));
        let name = name.filter(|_| self.file.is_none()).and_then(|rest| value(rest, "filename"));
        self.at = At::Content { file: name.is_some() };
        if let Some(name) = name {
            self.file = Some(FormFile { name, length: 0, lead: Vec::new(), digest: String::new() });
        }
        true
    }

    /// Takes `count` bytes out of what is pending, for the file if they are its.
    fn take(&mut self, count: usize, file: bool) {
        let bytes: Vec<u8> = self.pending.drain(..count).collect();
        let Some(kept) = self.file.as_mut().filter(|_| file) else { return };
        kept.length += bytes.len() as u64;
        kept.lead.extend(bytes.iter().take(LEAD - kept.lead.len()));
        self.hash.update(&bytes);
    }
}

/// The refusal of an upload without a file.
pub(super) fn missing(why: &str) -> Fault {
    Fault::new(500, "Request.File.Missing", format!("File 'file' in the request is missing: {why}"))
}

/// The value of a parameter in a header, quoted or not.
fn value(header: &str, name: &str) -> Option<String> {
    let parameters = header.split(';').filter_map(|parameter| parameter.split_once('='));
    let found = parameters.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().trim_matches('"').to_owned())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    while let Some(index) = text[from..].iter().position(|byte| byte == first) {
        from += index;
        if text[from..].starts_with(wanted) {
            return Some(from);
        }
        from += 1;
    }
    None
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
