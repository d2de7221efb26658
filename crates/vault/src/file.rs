use std::{collections::BTreeMap, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    Ambient, SecretId, VaultError,
    disk::{self, Flaw},
    passphrase::Kdf,
    seal::{MasterKey, Sealed},
};

/// The format this code reads and writes.
pub(crate) const VERSION: u32 = 1;

/// No vault comes near it; a larger file is not one.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Ends the list of records, and the file.
const TAIL: &[u8] = b"]}";

/// Not a secret's id, so no record can stand in for it.
const CHECK: &str = "check";

/// The vault as it is on disk.
#[derive(Clone)]
pub(crate) struct VaultFile {
    pub(crate) key: KeySource,
    /// Opens under the right key only, so that a wrong one shows before it is used.
    check: Sealed,
    pub(crate) records: BTreeMap<SecretId, Sealed>,
    /// Whether records could not be read, so that the file on disk holds something that this does not.
    pub(crate) is_partial: bool,
}

/// Where the key of a file comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeySource {
    Keychain,
    Passphrase(Kdf),
}

/// What was found at a vault's path.
pub(crate) enum Found {
    Nothing,
    Vault(VaultFile),
    Unusable(Flaw),
}

impl VaultFile {
    /// A file without records, for `key` from `source`.
    pub(crate) fn new(ambient: &Ambient, key: &MasterKey, source: KeySource) -> Result<Self, VaultError> {
        let check = key.seal(ambient, CHECK, "")?;
        Ok(Self { key: source, check, records: BTreeMap::new(), is_partial: false })
    }

    /// Whether `key` is the one that seals this file.
    pub(crate) fn opens_with(&self, key: &MasterKey) -> bool {
        key.open(CHECK, &self.check).is_some()
    }

    /// Takes out the records that do not open; `key` is the file's.
    pub(crate) fn drop_damaged(&mut self, key: &MasterKey) {
        let before = self.records.len();
        self.records.retain(|id, sealed| key.open(id.as_str(), sealed).is_some());
        self.is_partial |= self.records.len() < before;
    }

    /// Performs I/O: puts this in place of what is at `path`, all of it or nothing, readable by the owner only.
    pub(crate) fn save(&self, path: &Path) -> Result<(), VaultError> {
        disk::replace(path, &self.to_json())
            .map_err(|source| VaultError::File { path: path.to_owned(), source })
    }

    /// One record a line, so that damage in one line costs one secret.
    fn to_json(&self) -> Vec<u8> {
        let head =
            Layout { version: VERSION, key: self.key.clone(), check: self.check.clone(), records: vec![] };
        let mut json = to_json(&head);
        json.truncate(json.len() - TAIL.len());
        let records =
            self.records.iter().map(|(id, sealed)| Record { id: id.clone(), sealed: sealed.clone() });
        for (count, record) in records.enumerate() {
            json.extend_from_slice(if count == 0 { b"\n" } else { b",\n" });
            json.extend(to_json(&record));
        }
        json.extend_from_slice(b"\n");
        json.extend_from_slice(TAIL);
        json.push(b'\n');
        json
    }

    fn from_json(json: &[u8]) -> Result<Self, Flaw> {
        match serde_json::from_slice(json) {
            Ok(layout) => Self::from_layout(layout, false),
            Err(_) => Self::salvage(json),
        }
    }

    /// The lines of a damaged file that are whole. Each record proves by itself, when it is opened, that it is right.
    fn salvage(json: &[u8]) -> Result<Self, Flaw> {
        if let Ok(Head { version }) = serde_json::from_slice(json)
            && version > VERSION
        {
            return Err(Flaw::Newer);
        }
        let mut lines = json.split(|byte| *byte == b'\n');
        let head = [lines.next().unwrap_or_default(), TAIL].concat();
        let mut layout: Layout = serde_json::from_slice(&head).map_err(|_| Flaw::Damaged)?;
        layout.records = lines
            .map(|line| line.strip_suffix(b",").unwrap_or(line))
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect();
        Self::from_layout(layout, true)
    }

    fn from_layout(layout: Layout, is_partial: bool) -> Result<Self, Flaw> {
        if layout.version > VERSION {
            return Err(Flaw::Newer);
        }
        let count = layout.records.len();
        let records: BTreeMap<_, _> =
            layout.records.into_iter().map(|record| (record.id, record.sealed)).collect();
        let sound = match &layout.key {
            KeySource::Keychain => true,
            KeySource::Passphrase(kdf) => kdf.is_sound(),
        };
        if layout.version != VERSION || records.len() != count || !sound {
            return Err(Flaw::Damaged);
        }
        Ok(Self { key: layout.key, check: layout.check, records, is_partial })
    }
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("strings and numbers always serialise")
}

/// Performs I/O: reads the vault at `path`. Fails only when the file cannot be read at all.
pub(crate) fn load(path: &Path) -> Result<Found, VaultError> {
    let json = match disk::read(path, MOST_BYTES) {
        Ok(Some(json)) => json,
        Ok(None) => return Ok(Found::Unusable(Flaw::Damaged)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(source) => return Err(VaultError::File { path: path.to_owned(), source }),
    };
    match VaultFile::from_json(&json) {
        Ok(file) => Ok(Found::Vault(file)),
        Err(flaw) => Ok(Found::Unusable(flaw)),
    }
}

#[derive(Deserialize)]
struct Head {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    version: u32,
    key: KeySource,
    check: Sealed,
    records: Vec<Record>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    id: SecretId,
    sealed: Sealed,
}
