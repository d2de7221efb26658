use std::collections::{BTreeMap, BTreeSet};

use super::plan::looks_secret;
use super::yaml::{Content, Node, Pair};
use crate::dto::{PlanNote, PlanNoteCode};

/// Reads the parts of a file, and remembers what is wrong with them.
#[derive(Default)]
pub struct Reader {
    pub refusals: Vec<PlanNote>,
    pub notes: Vec<PlanNote>,
}

/// The entries of a mapping that are known, each once.
pub struct Entries<'a> {
    path: String,
    line: u32,
    pairs: BTreeMap<&'a str, &'a Node>,
}

impl Reader {
    pub fn refuse(&mut self, code: PlanNoteCode, path: &str, line: Option<u32>, args: &[(&str, &str)]) {
        self.refusals.push(note(code, path, line, args));
    }

    /// The entries of a mapping with fixed keys. Others are left out and noted.
    pub fn entries<'a>(&mut self, node: &'a Node, path: &str, known: &[&str]) -> Option<Entries<'a>> {
        let mut pairs = BTreeMap::new();
        for Pair { key, line, value } in self.pairs(node, path)? {
            if known.contains(&key.as_str()) {
                pairs.insert(key.as_str(), value);
            } else {
                let code =
                    if looks_secret(key) { PlanNoteCode::SecretLeftOut } else { PlanNoteCode::UnknownKey };
                self.notes.push(note(code, &under(path, key), Some(*line), &[("key", key)]));
            }
        }
        Some(Entries { path: path.to_owned(), line: node.line, pairs })
    }

    /// The entries of a mapping with any keys, each once.
    pub fn pairs<'a>(&mut self, node: &'a Node, path: &str) -> Option<Vec<&'a Pair>> {
        let Content::Map(pairs) = &node.content else {
            self.wrong(node, path, "mapping");
            return None;
        };
        let mut seen = BTreeSet::new();
        let mut once = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let Pair { key, line, .. } = pair;
            if seen.insert(key) {
                once.push(pair);
            } else {
                let path = under(path, key);
                self.notes.push(note(PlanNoteCode::Duplicate, &path, Some(*line), &[("key", key)]));
            }
        }
        Some(once)
    }

    pub fn list<'a>(&mut self, node: &'a Node, path: &str) -> Option<&'a [Node]> {
        match &node.content {
            Content::List(items) => Some(items),
            Content::Text { .. } | Content::Map(_) => {
                self.wrong(node, path, "list");
                None
            }
        }
    }

    /// A scalar that is there: neither left empty nor null.
    pub fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        match &node.content {
            Content::Text { text, quoted } if *quoted || !matches!(text.as_str(), "" | "~" | "null") => {
                Some(text.clone())
            }
            Content::Text { .. } | Content::List(_) | Content::Map(_) => {
                self.wrong(node, path, "text");
                None
            }
        }
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, node: &Node, path: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node, path)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let expected: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.wrong(node, path, &expected.join(", "));
        }
        found
    }

    /// A value that the file must have.
    pub fn needed<'a>(&mut self, entries: &Entries<'a>, key: &str) -> Option<(&'a Node, String)> {
        let path = under(&entries.path, key);
        let found = entries.pairs.get(key).copied();
        if found.is_none() {
            self.refuse(PlanNoteCode::MissingKey, &path, Some(entries.line), &[("key", key)]);
        }
        found.map(|node| (node, path))
    }

    fn wrong(&mut self, node: &Node, path: &str, expected: &str) {
        self.refuse(PlanNoteCode::WrongType, path, Some(node.line), &[("expected", expected)]);
    }
}

impl<'a> Entries<'a> {
    /// A value that the file may have.
    pub fn get(&self, key: &str) -> Option<(&'a Node, String)> {
        self.pairs.get(key).map(|node| (*node, under(&self.path, key)))
    }
}

/// `hosts[2].zone`
pub fn under(path: &str, key: &str) -> String {
    let key = shown(key);
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

pub fn note(code: PlanNoteCode, path: &str, line: Option<u32>, args: &[(&str, &str)]) -> PlanNote {
    let args = args.iter().map(|(name, value)| ((*name).to_owned(), shown(value))).collect();
    PlanNote { code, path: path.to_owned(), line, args }
}

/// Words of a file as a list can bear them.
fn shown(text: &str) -> String {
    const LONGEST: usize = 200;
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}
