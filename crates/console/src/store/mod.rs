//! OBDeck's own database: drafts, operations with their journal, and the keys agents were first seen with.
//!
//! SQLite on a thread of its own, and on a second one for what takes long to read: nobody who has something to write waits
//! for a search. A file that cannot be opened is set aside with its date and reported; OBDeck starts with an empty one.

mod connections;
mod drafts;
mod history;
mod history_search;
mod journal;
mod migrations;
mod obproxy_drafts;
mod operations;
mod pins;
mod proxies;

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

pub use connections::ConnectionRow;
pub use history::{HistoryMark, LogPart, NewTask};
pub use history_search::{HistoryFilter, Itself, SucceededOf};
pub use journal::{AuditFilter, JournalEntry, JournalOutcome};
pub use operations::{CallRow, OperationRow};
pub use pins::Pin;

use crate::dto::Millis;

/// A handle on the database. Cloning is cheap; every call performs I/O on the database thread.
#[derive(Clone)]
pub struct Store {
    work: mpsc::Sender<Work>,
    reading: mpsc::Sender<Work>,
}

/// The database could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database cannot be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    #[error("the table {0} of the database is damaged")]
    Damaged(String),
    #[error("a stored record cannot be read: {0}")]
    Record(#[from] serde_json::Error),
    #[error("the database file cannot be set aside: {0}")]
    SetAside(#[from] std::io::Error),
    #[error("the database thread has ended")]
    Ended,
}

/// A store that was opened, and where the damaged one before it went.
pub struct Opened {
    pub store: Store,
    pub set_aside: Option<PathBuf>,
}

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

impl Store {
    /// Opens or creates the database at `path`. Performs I/O.
    pub fn open(path: &Path, now: Millis) -> Result<Opened, StoreError> {
        let (connection, set_aside) = match connect(path) {
            Ok(connection) => (connection, None),
            Err(problem) if path.exists() => {
                let aside = path.with_extension(format!("db.bad-{now}"));
                tracing::warn!(%problem, "the database is damaged and was set aside");
                std::fs::rename(path, &aside)?;
                (connect(path)?, Some(aside))
            }
            Err(problem) => return Err(problem),
        };
        let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let store = Store { work: start("store", connection)?, reading: start("store-reader", reader)? };
        Ok(Opened { store, set_aside })
    }

    /// Lets the database grow no further, as a full disk does; or lets it grow again.
    #[cfg(test)]
    pub async fn limit_growth(&self, limited: bool) -> Result<(), StoreError> {
        self.run(move |db| {
            // Less than there are: then no page more than there are.
            let most = if limited { 1 } else { 1_000_000 };
            db.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))?;
            Ok(())
        })
        .await
    }

    async fn run<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    {
        ask(&self.work, work).await
    }

    /// Reads, beside whatever else is read and written, in what was written when it began.
    async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        ask(&self.reading, move |connection| work(&*connection.transaction()?)).await
    }
}

async fn ask<T, F>(thread: &mpsc::Sender<Work>, work: F) -> Result<T, StoreError>
where
    T: Send + 'static,
    F: FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    let boxed: Work = Box::new(move |connection| {
        // The asker may have gone; the work is done all the same.
        let _ = reply.send(work(connection));
    });
    thread.send(boxed).map_err(|_| StoreError::Ended)?;
    answer.await.map_err(|_| StoreError::Ended)?
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    check(&connection)?;
    migrations::all().to_latest(&mut connection)?;
    Ok(connection)
}

/// Looks through every table but those of the history, which may have a gigabyte and are missed least.
fn check(connection: &Connection) -> Result<(), StoreError> {
    let mut query = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'history_*'")?;
    let names = query.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    for name in names {
        let verdict: String = connection.query_row(
            &format!("PRAGMA quick_check(\"{}\")", name.replace('"', "\"\"")),
            [],
            |row| row.get(0),
        )?;
        if verdict != "ok" {
            return Err(StoreError::Damaged(name));
        }
    }
    Ok(())
}

fn start(name: &str, mut connection: Connection) -> Result<mpsc::Sender<Work>, StoreError> {
    let (work, inbox) = mpsc::channel::<Work>();
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || inbox.into_iter().for_each(|work| work(&mut connection)))?;
    Ok(work)
}

#[cfg(test)]
mod tests;
