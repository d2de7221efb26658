use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::disk::create_folder;

const NAME: &str = "lock";

/// A folder that belongs to this run of the program.
///
/// Held until it is dropped or the process ends, however it ends. The file `lock` stays in the folder: deleting it
/// would let two processes hold locks on two files of one name.
#[derive(Debug)]
pub struct DirectoryLock {
    _file: File,
}

/// Why a folder was not to be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process holds it, or this one does already.
    #[error("the folder {} is in use by another run of the program", .0.display())]
    Held(PathBuf),
    /// The folder or its lock could not be created, or its file system has no locks.
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

impl DirectoryLock {
    /// Takes `dir`, and creates it for the owner alone when it is not there. Never waits. Performs I/O.
    ///
    /// # Errors
    /// `Held`; `Io`.
    pub fn take(dir: &Path) -> Result<Self, LockError> {
        let path = dir.join(NAME);
        let failed = |source| LockError::Io { path: path.clone(), source };
        create_folder(dir).map_err(failed)?;
        let file = open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Held(dir.to_owned())),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
