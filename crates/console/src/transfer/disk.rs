use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::Unreadable;

/// Far above any export; a larger file is not one.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Performs I/O: reads a file that the user chose.
///
/// # Errors
/// `TooLarge` above 8 MiB; `File` when it cannot be read, or is no file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Unreadable> {
    read_file_up_to(path, MOST_BYTES)
}

/// The same for files of another kind, with `most` bytes.
pub fn read_file_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Unreadable> {
    let failed = |source| Unreadable::File { path: path.display().to_string(), source };
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if !about.is_file() {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, "this is no file")));
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes)
}

/// Performs I/O: puts `content` in place of what is at `path`, all of it or nothing. A `private` file can be read by
/// its owner only.
pub fn write_file(path: &Path, content: impl AsRef<[u8]>, private: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let mut draft = tempfile::Builder::new();
    draft.prefix(".obdeck-");
    #[cfg(unix)]
    let permissions: std::fs::Permissions =
        std::os::unix::fs::PermissionsExt::from_mode(if private { 0o600 } else { 0o666 });
    #[cfg(unix)]
    draft.permissions(permissions);
    #[cfg(not(unix))]
    let _ = private;
    let mut file = draft.tempfile_in(folder)?;
    file.write_all(content.as_ref())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // A rename lasts through a power cut only when its folder is on disk too.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}
