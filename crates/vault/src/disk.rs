use std::{
    ffi::OsStr,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

use time::{OffsetDateTime, macros::format_description};

use crate::VaultError;

/// Files that were being written are named so, should the program end meanwhile.
const UNFINISHED: &str = ".vault-";

/// Why a file is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Damaged,
    Newer,
    Foreign,
}

/// Performs I/O: the bytes at `path`, `None` when there are more than `most`.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    if fs::metadata(path)?.len() > most {
        return Ok(None);
    }
    fs::read(path).map(Some)
}

/// Performs I/O: puts `bytes` in place of what is at `path`, all of them or none, readable by the owner only.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(path)
}

/// Performs I/O: moves the file at `path` out of the way, next to itself, and tells where it is.
pub(crate) fn set_aside(path: &Path, now: SystemTime, flaw: Flaw) -> Result<PathBuf, VaultError> {
    aside(path, now, flaw, |aside| fs::rename(path, aside))
}

/// Performs I/O: keeps the file at `path` under another name as well, and tells which.
pub(crate) fn keep(path: &Path, now: SystemTime, flaw: Flaw) -> Result<PathBuf, VaultError> {
    // Not every file system has links.
    aside(path, now, flaw, |aside| fs::hard_link(path, aside).or_else(|_| fs::copy(path, aside).map(drop)))
}

/// Performs I/O: removes what a program that was killed left half-written next to `path`. No other process may have
/// the vault open.
pub(crate) fn sweep(path: &Path) {
    let Ok(entries) = fs::read_dir(folder_of(path)) else { return };
    let unfinished = |name: &OsStr| name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes());
    for entry in entries.flatten().filter(|entry| unfinished(&entry.file_name())) {
        if let Err(error) = fs::remove_file(entry.path()) {
            tracing::debug!(%error, "half-written vault left behind");
        }
    }
}

/// Performs I/O: deletes the file at `path`, if there is one.
pub(crate) fn delete(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path).and_then(|()| sync_folder(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome.map_err(|source| VaultError::File { path: path.to_owned(), source }),
    }
}

fn aside(
    path: &Path,
    now: SystemTime,
    flaw: Flaw,
    put: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<PathBuf, VaultError> {
    let aside = free_name(path, now);
    put(&aside)
        .and_then(|()| sync_folder(path))
        .map_err(|source| VaultError::File { path: aside.clone(), source })?;
    tracing::warn!(?flaw, "vault file set aside");
    Ok(aside)
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
