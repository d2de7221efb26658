use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use super::compare::{differences, merged};
use super::lenient::harmless;
use super::read::{FileItem, ReadConnection, ReadFile, Secrets, Shown};
use crate::connections::{Connection, Flaw};
use crate::dto::{
    ConnectionSettings, GuardLevel, ImportChange, ImportDifference, ImportItem, ImportPreview, IpcError,
    Millis,
};
use crate::store::Pin;

/// How many previews are remembered.
const REMEMBERED: usize = 20;

const LONGEST_PATH: usize = 4096;

/// Files that were read and not applied yet.
#[derive(Default)]
pub struct Imports {
    pending: Mutex<VecDeque<Arc<Pending>>>,
}

/// A file that was read, and what it would do here.
pub struct Pending {
    pub id: String,
    file: String,
    exported_at: Option<Millis>,
    items: Vec<Item>,
    pub secrets: Secrets,
}

/// One connection of it.
struct Item {
    shown: Shown,
    change: Result<Change, Flaw>,
    other_keys: Vec<String>,
}

/// What taking an item means.
pub struct Change {
    pub item: FileItem,
    /// Fingerprints, by addresses that had none here.
    pub pins: BTreeMap<String, String>,
    /// The connection of its name.
    pub here: Option<Here>,
}

/// A connection as it was when the file was compared with it, and what it would become.
pub struct Here {
    pub id: String,
    pub before: ConnectionSettings,
    pub base: GuardLevel,
    /// With the secrets that stay.
    pub after: ConnectionSettings,
    pub guard: GuardLevel,
    pub differences: Vec<ImportDifference>,
}

impl Imports {
    pub fn remember(&self, pending: Arc<Pending>) {
        let mut all = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_back(pending);
        if all.len() > REMEMBERED {
            all.pop_front();
        }
    }

    /// # Errors
    /// `NotFound` when it was applied, or twenty newer ones were read.
    pub fn get(&self, id: &str) -> Result<Arc<Pending>, IpcError> {
        let all = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().find(|pending| pending.id == id);
        found.cloned().ok_or_else(|| IpcError::not_found("import"))
    }

    pub fn forget(&self, id: &str) {
        let mut all = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|pending| pending.id != id);
    }
}

impl Pending {
    /// Compares a file with what is here.
    pub fn new(
        id: String,
        path: &str,
        file: ReadFile,
        here: &[Connection],
        trusted: &BTreeMap<String, Pin>,
    ) -> Pending {
        let named: BTreeMap<String, &Connection> =
            here.iter().map(|it| (it.settings.name.to_lowercase(), it)).collect();
        let compare = |found: ReadConnection| {
            let ReadConnection { shown, read } = found;
            let addresses = read.as_ref().map(|item| item.settings.addresses.clone()).unwrap_or_default();
            let (pins, other_keys) = compare_pins(addresses, &file.pins, trusted);
            Item { shown, change: read.map(|item| change(item, &named, pins)), other_keys }
        };
        let items = file.connections.into_iter().map(compare).collect();
        let (exported_at, secrets) = (file.exported_at, file.secrets);
        Pending { id, file: harmless(path, LONGEST_PATH), exported_at, items, secrets }
    }

    pub fn view(&self) -> ImportPreview {
        let sealed = match self.secrets {
            Secrets::None => 0,
            Secrets::Sealed(_) | Secrets::Damaged => {
                let sound = self.items.iter().filter_map(|item| item.change.as_ref().ok());
                sound.map(|change| change.item.secrets.len()).sum()
            }
        };
        ImportPreview {
            import_id: self.id.clone(),
            file: self.file.clone(),
            exported_at: self.exported_at,
            secrets: u32::try_from(sealed).unwrap_or(u32::MAX),
            items: self.items.iter().enumerate().map(|(at, item)| item.view(key(at))).collect(),
        }
    }

    /// What was accepted, in the order of the file.
    ///
    /// # Errors
    /// `Invalid` when a key is unknown, or its item cannot be imported.
    pub fn accepted(&self, keys: &[String]) -> Result<Vec<&Change>, IpcError> {
        let mut left: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let mut accepted = Vec::with_capacity(left.len());
        for (at, item) in self.items.iter().enumerate() {
            if !left.remove(key(at).as_str()) {
                continue;
            }
            match &item.change {
                Ok(change) => accepted.push(change),
                Err(flaw) => return Err(flaw.clone().into()),
            }
        }
        match left.first() {
            Some(unknown) => {
                Err(IpcError::invalid(format!("the file has no item {}", harmless(unknown, 50))))
            }
            None => Ok(accepted),
        }
    }
}

impl Item {
    fn view(&self, key: String) -> ImportItem {
        let Shown { name, group, environment, kind, addresses } = &self.shown;
        let (change, differences, reason) = match &self.change {
            Err(flaw) => (ImportChange::Refused, Vec::new(), Some(format!("{}: {flaw}", flaw.field))),
            Ok(Change { here: None, .. }) => (ImportChange::New, Vec::new(), None),
            Ok(Change { here: Some(here), .. }) if here.differences.is_empty() => {
                (ImportChange::Same, Vec::new(), None)
            }
            Ok(Change { here: Some(here), .. }) => (ImportChange::Changed, here.differences.clone(), None),
        };
        ImportItem {
            key,
            name: name.clone(),
            group: group.clone(),
            environment: *environment,
            kind: *kind,
            addresses: addresses.clone(),
            change,
            differences,
            reason,
            other_keys: self.other_keys.clone(),
        }
    }
}

fn key(at: usize) -> String {
    format!("{}", at + 1)
}

fn change(item: FileItem, named: &BTreeMap<String, &Connection>, pins: BTreeMap<String, String>) -> Change {
    let here = named.get(&item.settings.name.to_lowercase()).map(|here| {
        let (after, guard) = merged(here, &item);
        Here {
            id: here.id.clone(),
            before: here.settings.clone(),
            base: here.guard.base,
            differences: differences(here, &item, &after, guard),
            after,
            guard,
        }
    });
    Change { item, pins, here }
}

/// The keys that would be new here, and the agents that are trusted here by another one.
fn compare_pins(
    addresses: Vec<String>,
    file: &BTreeMap<String, String>,
    here: &BTreeMap<String, Pin>,
) -> (BTreeMap<String, String>, Vec<String>) {
    let (mut new, mut other) = (BTreeMap::new(), Vec::new());
    for address in addresses {
        match (file.get(&address), here.get(&address)) {
            (Some(fingerprint), None) => {
                new.insert(address, fingerprint.clone());
            }
            (Some(fingerprint), Some(pin)) if pin.fingerprint != *fingerprint => other.push(address),
            (Some(_), Some(_)) | (None, _) => {}
        }
    }
    (new, other)
}
