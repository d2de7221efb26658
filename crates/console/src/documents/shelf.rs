use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::TaskDocument;
use crate::dto::IpcError;

/// No more documents stay open than this; the one that was opened first goes.
const MOST: usize = 32;
/// Nor do more lines than these, in bytes of their text, unless one document alone has them.
const MOST_BYTES: usize = 256 << 20;

/// Documents that are open, by the id of their operation. Held in memory only.
#[derive(Clone, Default)]
pub struct Shelf {
    open: Arc<Mutex<VecDeque<Open>>>,
}

struct Open {
    document: Arc<TaskDocument>,
    /// Of the text of its lines.
    bytes: usize,
}

impl Shelf {
    /// Puts a document on the shelf, in the place of one with the same id.
    pub fn put(&self, document: TaskDocument) {
        let mut open = self.lock();
        open.retain(|known| known.document.view.head.id != document.view.head.id);
        let bytes = document.logs.iter().map(|row| row.text.len()).sum();
        open.push_back(Open { document: Arc::new(document), bytes });
        make_room(&mut open, MOST_BYTES);
    }

    /// # Errors
    /// `NotFound` when there is none with this id.
    pub fn get(&self, id: &str) -> Result<Arc<TaskDocument>, IpcError> {
        let found = self
            .lock()
            .iter()
            .find(|known| known.document.view.head.id == id)
            .map(|known| known.document.clone());
        found.ok_or_else(|| IpcError::not_found("operation"))
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The one that was put there last stays.
fn make_room(open: &mut VecDeque<Open>, most_bytes: usize) {
    let mut bytes: usize = open.iter().map(|known| known.bytes).sum();
    while open.len() > MOST || (bytes > most_bytes && open.len() > 1) {
        bytes -= open.pop_front().map_or(0, |gone| gone.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::read;

    fn document(id: &str, line: &str) -> TaskDocument {
        let dag = serde_json::json!({"id": "11", "dag_id": 1, "name": "n", "nodes": [{
            "id": "12", "sub_tasks": [{"id": "13", "task_logs": [line]}],
        }]});
        let mut document = read("", &dag.to_string()).unwrap();
        document.view.head.id = id.to_owned();
        document
    }

    #[test]
    fn the_oldest_goes_when_there_are_too_many() {
        let shelf = Shelf::default();
        (0..=MOST).for_each(|number| shelf.put(document(&number.to_string(), "a line")));
        assert_eq!(shelf.get("0").unwrap_err(), IpcError::not_found("operation"));
        assert!((1..=MOST).all(|number| shelf.get(&number.to_string()).is_ok()));
        shelf.put(document("1", "another"));
        assert!(shelf.get("2").is_ok(), "one in the place of another needs no room");
    }

    #[test]
    fn the_oldest_go_when_their_lines_are_too_long() {
        let shelf = Shelf::default();
        for id in ["a", "b", "c"] {
            shelf.put(document(id, &"x".repeat(100)));
        }
        let ids = |most_bytes| {
            make_room(&mut shelf.lock(), most_bytes);
            shelf.lock().iter().map(|known| known.document.view.head.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(300), ["a", "b", "c"]);
        assert_eq!(ids(299), ["b", "c"]);
        assert_eq!(ids(99), ["c"], "one is always open");
    }
}
