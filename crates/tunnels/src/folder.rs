use std::{
    fs,
    io::{self, ErrorKind},
    os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::TunnelError;

/// The address of a Unix socket has 104 bytes on macOS, 108 on Linux.
const LONGEST_PATH: usize = 99;

/// Performs I/O: makes `folder` the user's own, and says whether sockets fit there.
pub(crate) fn prepare(folder: &Path) -> Result<(), TunnelError> {
    own(folder).map_err(|source| TunnelError::io(folder, source))
}

/// A name in the folder that is the same for the same `parts`, and short.
pub(crate) fn name(kind: char, parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0"));
    let digits = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
    digits.fold(String::from(kind), |name, digit| name + &digit)
}

/// Performs I/O: the socket at `path`, by a number that another socket of the same name will not have.
pub(crate) fn socket(path: &Path) -> Option<u64> {
    let found = fs::symlink_metadata(path).ok()?;
    found.file_type().is_socket().then(|| found.ino())
}

/// Performs I/O: removes what `names` name in `folder`, as far as it is there.
pub(crate) fn remove<'a>(folder: &Path, names: impl IntoIterator<Item = &'a str>) {
    for path in names.into_iter().map(|name| folder.join(name)) {
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::debug!(%error, "socket left behind");
        }
    }
}

fn own(folder: &Path) -> io::Result<()> {
    let longest: PathBuf = folder.join(name('f', &[]));
    if longest.as_os_str().len() > LONGEST_PATH {
        return Err(io::Error::new(ErrorKind::InvalidFilename, "the path is too long for sockets"));
    }
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() {
        return Err(io::Error::new(ErrorKind::NotADirectory, "a link is in place of the folder for sockets"));
    }
    if found.mode() & 0o777 == 0o700 {
        return Ok(());
    }
    // Fails in a folder of someone else's.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;

    #[test]
    fn a_folder_becomes_the_owners_alone() {
        let outer = tempdir().unwrap();
        let folder = outer.path().join("a/b");
        prepare(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        prepare(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
    }

    #[test]
    fn what_cannot_hold_sockets_is_refused() {
        let outer = tempdir().unwrap();
        let (file, link) = (outer.path().join("file"), outer.path().join("link"));
        fs::write(&file, "").unwrap();
        std::os::unix::fs::symlink(outer.path(), &link).unwrap();
        for folder in [&file, &link, &outer.path().join("x".repeat(100))] {
            assert!(matches!(prepare(folder), Err(TunnelError::Io { .. })), "{}", folder.display());
        }
    }

    #[test]
    fn names_are_short_and_their_own() {
        assert_eq!(name('f', &["a", "b"]), name('f', &["a", "b"]));
        assert_ne!(name('f', &["a", "b"]), name('f', &["ab"]));
        assert_ne!(name('f', &["a", "b"]), name('f', &["a", "c"]));
        assert_eq!(name('f', &["a"]).len(), 17);
    }
}
