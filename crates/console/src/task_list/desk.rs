use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::book::Book;

/// Where the tasks of connections lay what they read of tasks, and where they are told that somebody wants it. Clones
/// are the same desk.
#[derive(Clone, Default)]
pub struct TaskDesk {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    /// By connection. What was read stays when the connection is left.
    books: Mutex<BTreeMap<String, Arc<Book>>>,
    changed: watch::Sender<u64>,
    listeners: watch::Sender<usize>,
}

/// Somebody looks at the list of tasks as long as this lives.
pub struct Listening {
    desk: TaskDesk,
}

impl TaskDesk {
    /// What was last read of a connection; `None` before that.
    pub fn book(&self, connection_id: &str) -> Option<Arc<Book>> {
        self.books().get(connection_id).cloned()
    }

    /// Shows what was read of a connection. `news`: something that a row may show is not as before.
    pub fn lay(&self, connection_id: &str, book: Book, news: bool) {
        self.books().insert(connection_id.to_owned(), Arc::new(book));
        if news {
            self.inner.changed.send_modify(|version| *version += 1);
        }
    }

    /// Forgets what was read of a connection: it leads elsewhere now.
    pub fn clear(&self, connection_id: &str) {
        let had = self.books().remove(connection_id).is_some();
        if had {
            self.inner.changed.send_modify(|version| *version += 1);
        }
    }

    /// Woken whenever a book has changed.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changed.subscribe()
    }

    /// How many look at the list.
    pub fn listeners(&self) -> watch::Receiver<usize> {
        self.inner.listeners.subscribe()
    }

    pub fn listen(&self) -> Listening {
        self.inner.listeners.send_modify(|listeners| *listeners += 1);
        Listening { desk: self.clone() }
    }

    fn books(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Book>>> {
        self.inner.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listening {
    pub fn desk(&self) -> &TaskDesk {
        &self.desk
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.desk.inner.listeners.send_modify(|listeners| *listeners -= 1);
    }
}
