use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use time::{OffsetDateTime, macros::format_description};

use crate::{
    Ambient, SecretId, VaultError,
    passphrase::Kdf,
    seal::{MasterKey, Sealed},
};

/// The format this code reads and writes.
pub(crate) const VERSION: u32 = 1;

/// No vault comes near it; a larger file is not one.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Not a secret's id, so no record can stand in for it.
const CHECK: &str = "check";

/// The vault as it is on disk.
#[derive(Clone)]
pub(crate) struct VaultFile {
    pub(crate) key: KeySource,
    /// Opens under the right key only, so that a wrong one shows before it is used.
    check: Sealed,
    pub(crate) records: BTreeMap<SecretId, Sealed>,
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

/// Why a file is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Damaged,
    Newer,
    Foreign,
}

impl VaultFile {
    /// A file without records, for `key` from `source`.
    pub(crate) fn new(ambient: &Ambient, key: &MasterKey, source: KeySource) -> Result<Self, VaultError> {
        let check = key.seal(ambient, CHECK, "")?;
        Ok(Self { key: source, check, records: BTreeMap::new() })
    }

    /// Whether `key` is the one that seals this file.
    pub(crate) fn opens_with(&self, key: &MasterKey) -> bool {
        key.open(CHECK, &self.check).is_some()
    }

    /// Takes out the records that do not open; `key` is the file's.
    pub(crate) fn drop_damaged(&mut self, key: &MasterKey) -> usize {
        let before = self.records.len();
        self.records.retain(|id, sealed| key.open(id.as_str(), sealed).is_some());
        before - self.records.len()
    }

    /// Performs I/O: puts this in place of what is at `path`, all of it or nothing, readable by the owner only.
    pub(crate) fn save(&self, path: &Path) -> Result<(), VaultError> {
        write(path, &self.to_json()).map_err(|source| VaultError::File { path: path.to_owned(), source })
    }

    fn to_json(&self) -> Vec<u8> {
        let records = self
            .records
            .iter()
            .map(|(id, sealed)| Record { id: id.clone(), sealed: sealed.clone() })
            .collect();
        let layout = Layout { version: VERSION, key: self.key.clone(), check: self.check.clone(), records };
        let mut json = serde_json::to_vec_pretty(&layout).expect("strings and numbers always serialise");
        json.push(b'\n');
        json
    }

    fn from_json(json: &[u8]) -> Result<Self, Flaw> {
        let Head { version } = serde_json::from_slice(json).map_err(|_| Flaw::Damaged)?;
        if version > VERSION {
            return Err(Flaw::Newer);
        }
        let layout: Layout = serde_json::from_slice(json).map_err(|_| Flaw::Damaged)?;
        let count = layout.records.len();
        let records: BTreeMap<_, _> =
            layout.records.into_iter().map(|record| (record.id, record.sealed)).collect();
        let sound = match &layout.key {
            KeySource::Keychain => true,
            KeySource::Passphrase(kdf) => kdf.is_sound(),
        };
        if version != VERSION || records.len() != count || !sound {
            return Err(Flaw::Damaged);
        }
        Ok(Self { key: layout.key, check: layout.check, records })
    }
}

/// Performs I/O: reads the vault at `path`. Fails only when the file cannot be read at all.
pub(crate) fn load(path: &Path) -> Result<Found, VaultError> {
    let json = match read(path) {
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

/// Performs I/O: moves the file at `path` out of the way, next to itself, and tells where it is.
pub(crate) fn set_aside(path: &Path, now: SystemTime, flaw: Flaw) -> Result<PathBuf, VaultError> {
    let rename = |to: &Path| {
        fs::rename(path, to)?;
        sync_folder(path)
    };
    let aside = free_name(path, now);
    rename(&aside).map_err(|source| VaultError::File { path: aside.clone(), source })?;
    tracing::warn!(?flaw, "vault file set aside");
    Ok(aside)
}

/// Performs I/O: deletes the file at `path`, if there is one.
pub(crate) fn delete(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path).and_then(|()| sync_folder(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome.map_err(|source| VaultError::File { path: path.to_owned(), source }),
    }
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if fs::metadata(path)?.len() > MOST_BYTES {
        return Ok(None);
    }
    fs::read(path).map(Some)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(path)
}

fn free_name(path: &Path, now: SystemTime) -> PathBuf {
    let shape = format_description!("[year]-[month]-[day]T[hour]-[minute]-[second]Z");
    let time = OffsetDateTime::from(now).format(shape).unwrap_or_else(|_| "undated".to_owned());
    let name = |count: u32| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".bad-{time}"));
        if count > 1 {
            name.push(format!("-{count}"));
        }
        path.with_file_name(name)
    };
    let taken = (1..u32::MAX).take_while(|count| name(*count).symlink_metadata().is_ok()).count();
    name(u32::try_from(taken).unwrap_or(u32::MAX) + 1)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

#[cfg(unix)]
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A rename lasts through a power cut only when its folder is on disk too.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    fs::File::open(folder_of(path))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
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
