//! The list of tasks as a window has it.

use std::collections::BTreeMap;
use std::time::Duration;

use console::Sink;
use console::dto::*;
use tokio::sync::mpsc;

use super::Bench;

/// Longer than anything here takes, even on a busy computer.
const LONGEST: Duration = Duration::from_secs(60);

impl Bench {
    pub async fn watch_tasks(&self, watch_id: &str) -> TaskWatcher {
        let (sender, events) = mpsc::unbounded_channel();
        let sink = Sink::new(move |event| sender.send(event).is_ok());
        self.console.watch_tasks(WatchTasksReq { watch_id: watch_id.to_owned() }, sink).await.unwrap();
        TaskWatcher { events, rows: BTreeMap::new(), sources: Vec::new(), seq: 0 }
    }

    /// How many requests all agents have got that only the list of tasks needs.
    pub fn asked_for_lists(&self) -> usize {
        let paths = ["dags/", "dag/maintain/agents", "dag/agent/unfinish"];
        paths.iter().map(|path| self.asked(&format!("/api/v1/task/{path}"))).sum()
    }
}

/// Applies events to rows as the window does.
pub struct TaskWatcher {
    events: mpsc::UnboundedReceiver<TasksEvent>,
    pub rows: BTreeMap<String, TaskRow>,
    pub sources: Vec<TaskSource>,
    seq: u32,
}

impl TaskWatcher {
    /// Waits for a list that satisfies `wanted`.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&TaskWatcher) -> bool) {
        let deadline = tokio::time::Instant::now() + LONGEST;
        while !wanted(self) {
            let Ok(Some(event)) = tokio::time::timeout_at(deadline, self.events.recv()).await else {
                panic!("waited in vain for {what}; the last list was {:#?} {:#?}", self.rows, self.sources);
            };
            self.apply(event);
        }
    }

    /// Takes what has come so far; tells how many messages that was.
    pub fn drain(&mut self) -> usize {
        let mut count = 0;
        while let Ok(event) = self.events.try_recv() {
            self.apply(event);
            count += 1;
        }
        count
    }

    pub fn named(&self, name: &str) -> Vec<&TaskRow> {
        self.rows.values().filter(|row| row.name == name).collect()
    }

    fn apply(&mut self, event: TasksEvent) {
        match event {
            TasksEvent::Snapshot { seq, rows, sources } => {
                assert_eq!((seq, self.seq), (1, 0), "one snapshot, first");
                (self.seq, self.sources) = (seq, sources);
                self.rows = rows.into_iter().map(|row| (row.key.clone(), row)).collect();
            }
            TasksEvent::Changed { seq, rows, gone, sources } => {
                assert_eq!(seq, self.seq + 1, "no message is lost");
                assert!(!rows.is_empty() || !gone.is_empty() || sources.is_some(), "it changes something");
                self.seq = seq;
                for key in gone {
                    assert!(self.rows.remove(&key).is_some(), "{key} was there");
                }
                for row in rows {
                    let before = self.rows.insert(row.key.clone(), row.clone());
                    assert_ne!(before, Some(row), "a row that is sent has changed");
                }
                self.sources = sources.unwrap_or(std::mem::take(&mut self.sources));
            }
        }
    }
}
