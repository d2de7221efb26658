//! Connections to a file and from one.

mod compare;
mod disk;
mod document;
mod export;
mod imports;
mod lenient;
mod read;
mod take;

use std::path::PathBuf;

use futures::future::BoxFuture;

pub use disk::{read_file, read_file_up_to, write_file};
pub use export::{collect_secrets, export, secret_name, suggested_name};
pub use imports::{Change, Imports, Pending};
pub use read::{Secrets, Unreadable, read};
pub use take::{Renewed, Updated, create, has_place, update};

/// The dialogs in which the user chooses a file.
pub trait Files: Send + Sync {
    /// Asks where to write, `suggested` being the file's name. `None` when the user cancelled; `Err` is for the
    /// person at the window.
    fn save_as(&self, suggested: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>>;

    /// Asks which file to read. Otherwise like [`Files::save_as`].
    fn open(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>>;

    /// Asks which package to read. Otherwise like [`Files::open`].
    fn open_package(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        self.open()
    }
}
