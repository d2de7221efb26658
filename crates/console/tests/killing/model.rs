use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use console::dto::GuardLevel;
use serde::{Deserialize, Serialize};

/// What the program is about to do, or that it is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Step {
    Store {
        value: String,
    },
    Add {
        name: String,
        note: String,
        secret: String,
    },
    /// With a secret, it takes the place of the one before.
    Edit {
        name: String,
        note: String,
        secret: Option<String>,
    },
    Raise {
        name: String,
    },
    Delete {
        name: String,
    },
    Restore {
        name: String,
    },
    /// Names with their groups.
    Arrange {
        places: Vec<(String, String)>,
    },
    Pin {
        address: String,
        fingerprint: String,
    },
    /// The id of the secret that was stored, if one was.
    Done {
        secret: Option<String>,
    },
}

/// What must be there.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub connections: Vec<Kept>,
    pub pins: BTreeMap<String, String>,
    /// With the place it had.
    deleted: BTreeMap<String, (usize, Kept)>,
    /// Values by id.
    secrets: BTreeMap<String, String>,
    /// Ids of secrets that must not be there any more.
    gone: BTreeSet<String>,
}

/// A connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub name: String,
    pub group: String,
    pub note: String,
    pub guard: GuardLevel,
    /// An id.
    pub secret: String,
}

/// What is there.
#[derive(Debug)]
pub struct Found {
    pub connections: Vec<Kept>,
    pub pins: BTreeMap<String, String>,
    /// Of the secrets that were asked for.
    pub secrets: BTreeMap<String, Option<String>>,
}

const MARK: &str = "@@";

impl Step {
    /// Says it in one write: the pipe takes all of a short line or nothing.
    pub fn say(&self) {
        let line = format!("\n{MARK}{}\n", serde_json::to_string(self).unwrap());
        std::io::stdout().write_all(line.as_bytes()).unwrap();
    }

    pub fn parse(line: &str) -> Option<Step> {
        line.strip_prefix(MARK).map(|json| serde_json::from_str(json).unwrap())
    }
}

impl Model {
    /// Enters what the program said. Returns the step that is not done yet, `open` being the one before.
    pub fn hear(&mut self, open: Option<Step>, said: Step) -> Option<Step> {
        match (open, said) {
            (Some(step), Step::Done { secret }) => {
                self.take(step, secret);
                None
            }
            (None, step) => Some(step),
            (Some(step), next) => panic!("{next:?} before {step:?} was done"),
        }
    }

    /// Enters a step that was done.
    pub fn take(&mut self, step: Step, stored: Option<String>) {
        match step {
            Step::Store { value } => self.secrets.extend(stored.map(|id| (id, value))),
            Step::Add { name, note, secret } => {
                let guard = GuardLevel::Open;
                let last = self.connections.iter().rposition(|it| it.group.is_empty());
                let at = last.map_or(self.connections.len(), |at| at + 1);
                self.connections.insert(at, Kept { name, group: String::new(), note, guard, secret });
            }
            Step::Edit { name, note, secret } => {
                let it = self.named(&name);
                it.note = note;
                if let Some(secret) = secret {
                    let replaced = std::mem::replace(&mut it.secret, secret);
                    self.secrets.remove(&replaced);
                    self.gone.insert(replaced);
                }
            }
            Step::Raise { name } => self.named(&name).guard = GuardLevel::ReadOnly,
            Step::Delete { name } => {
                let at = self.connections.iter().position(|it| it.name == name).unwrap();
                self.deleted.insert(name, (at, self.connections.remove(at)));
            }
            Step::Restore { name } => {
                let (at, it) = self.deleted.remove(&name).unwrap();
                self.connections.insert(at.min(self.connections.len()), it);
            }
            Step::Arrange { places } => {
                let mut left = std::mem::take(&mut self.connections);
                for (name, group) in places {
                    let at = left.iter().position(|it| it.name == name).unwrap();
                    self.connections.push(Kept { group, ..left.remove(at) });
                }
            }
            Step::Pin { address, fingerprint } => {
                self.pins.insert(address, fingerprint);
            }
            Step::Done { .. } => panic!("nothing was begun"),
        }
    }

    /// A start makes deletions final.
    pub fn restart(&mut self) {
        for (_, it) in std::mem::take(&mut self.deleted).into_values() {
            self.secrets.remove(&it.secret);
            self.gone.insert(it.secret);
        }
    }

    /// Ids of every secret there is something to say about.
    pub fn secret_ids(&self) -> Vec<String> {
        self.secrets.keys().chain(&self.gone).cloned().collect()
    }

    /// Whether this is what was found, secrets aside.
    pub fn is(&self, found: &Found) -> bool {
        self.connections == found.connections && self.pins == found.pins
    }

    /// Holds the secrets to what was found. An edit that was `open` may not have come to removing the one before.
    pub fn settle(&mut self, found: &Found, open: Option<&Step>) {
        for (id, value) in &self.secrets {
            assert_eq!(found.secrets[id].as_ref(), Some(value), "secret {id} is lost");
        }
        let in_edit = matches!(open, Some(Step::Edit { .. }));
        let left = self.gone.iter().filter(|id| found.secrets[*id].is_some()).count();
        assert!(left <= usize::from(in_edit), "{left} secrets outlived their connections");
        self.gone.clear();
        for it in &self.connections {
            assert!(self.secrets.contains_key(&it.secret), "{} has an unknown secret", it.name);
        }
    }

    fn named(&mut self, name: &str) -> &mut Kept {
        self.connections.iter_mut().find(|it| it.name == name).unwrap()
    }
}
