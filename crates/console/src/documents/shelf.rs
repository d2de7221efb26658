use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::TaskDocument;
use crate::dto::IpcError;

/// No more documents stay open than this; the one that was opened first goes.
const MOST: usize = 32;

/// Documents that are open, by the id of their operation. Held in memory only.
#[derive(Clone, Default)]
pub struct Shelf {
    open: Arc<Mutex<VecDeque<Arc<TaskDocument>>>>,
}

impl Shelf {
    /// Puts a document on the shelf, in the place of one with the same id.
    pub fn put(&self, document: TaskDocument) {
        let mut open = self.lock();
        open.retain(|known| known.view.head.id != document.view.head.id);
        open.push_back(Arc::new(document));
        if open.len() > MOST {
            open.pop_front();
        }
    }

    /// # Errors
    /// `NotFound` when there is none with this id.
    pub fn get(&self, id: &str) -> Result<Arc<TaskDocument>, IpcError> {
        let found = self.lock().iter().find(|known| known.view.head.id == id).cloned();
        found.ok_or_else(|| IpcError::not_found("operation"))
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<TaskDocument>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
