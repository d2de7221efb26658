//! A folder's lock between processes.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use tempfile::tempdir;
use vault::{DirectoryLock, LockError};

const FOLDER: &str = "VAULT_LOCKED_FOLDER";

#[test]
fn a_folder_is_had_once() {
    let folder = tempdir().unwrap();
    let dir = folder.path().join("data");
    let lock = DirectoryLock::take(&dir).unwrap();
    assert!(matches!(DirectoryLock::take(&dir), Err(LockError::Held(held)) if held == dir));
    let other = DirectoryLock::take(&folder.path().join("other")).unwrap();
    drop(lock);
    drop(DirectoryLock::take(&dir).expect("it is free again"));
    drop(other);
}

#[test]
fn a_process_that_is_killed_lets_go() {
    let folder = tempdir().unwrap();
    let mut holder = hold(folder.path());
    assert!(matches!(DirectoryLock::take(folder.path()), Err(LockError::Held(_))));
    holder.kill().unwrap();
    holder.wait().unwrap();
    DirectoryLock::take(folder.path()).expect("it is free again");
}

#[test]
fn a_folder_that_cannot_be_is_an_error() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(DirectoryLock::take(&file.join("data")), Err(LockError::Io { .. })));

    let taken = folder.path().join("taken");
    fs::create_dir_all(taken.join("lock")).unwrap();
    assert!(matches!(DirectoryLock::take(&taken), Err(LockError::Io { .. })));
}

#[cfg(unix)]
#[test]
fn only_the_owner_enters() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let dir = folder.path().join("data");
    let _lock = DirectoryLock::take(&dir).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&dir), mode(&dir.join("lock"))), (0o700, 0o600));
}

/// Holds a folder until it is killed.
#[test]
#[ignore = "started by the other tests"]
fn holder() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let _lock = DirectoryLock::take(Path::new(&folder)).unwrap();
    println!("\nheld");
    loop {
        std::thread::park();
    }
}

fn hold(folder: &Path) -> Child {
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "holder", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(holder.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "held"), "the holder ended without the lock");
    holder
}
