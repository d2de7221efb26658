use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use obshell_api::Clock;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::cluster::Desk;
use super::link::run;
use super::pace::LinkPace;
use crate::connections::{Connections, Seen, Wiring};
use crate::dto::{ConnectionStateKind, IpcError};
use crate::store::Store;
use crate::task_list::TaskDesk;

/// The operation that follows a DAG, if there is one: of this connection, of this id and name.
pub type TaskOwner = Arc<dyn Fn(&str, &str, Option<&str>) -> Option<String> + Send + Sync>;

/// What the tasks of connections work with.
#[derive(Clone)]
pub struct LinkParts {
    pub connections: Connections,
    pub store: Store,
    pub wiring: Wiring,
    pub clock: Arc<dyn Clock>,
    pub pace: LinkPace,
    pub owner_of: TaskOwner,
    /// Where what is read of tasks is laid.
    pub tasks: TaskDesk,
}

/// Every contacted connection with its task. Tasks end with the last of this.
pub struct Links {
    pub(super) parts: LinkParts,
    running: Mutex<BTreeMap<String, Running>>,
    /// By connection: what is known of its cluster. Outlives its task.
    desks: Mutex<BTreeMap<String, Arc<Desk>>>,
    /// How many look at connections.
    watched: Arc<watch::Sender<usize>>,
}

/// Somebody looks at connections as long as this lives: they are read more often.
pub struct Looking {
    watched: Arc<watch::Sender<usize>>,
}

struct Running {
    wake: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Links {
    /// Contacts nobody yet.
    pub fn new(parts: LinkParts) -> Links {
        let watched = Arc::new(watch::Sender::new(0));
        Links { parts, running: Mutex::default(), desks: Mutex::default(), watched }
    }

    /// Contacts the pinned connections, but for those whose password was refused last time: trying it once more
    /// is for the user to decide. Needs a Tokio runtime.
    pub fn contact_pinned(&self) {
        for connection in self.parts.connections.all() {
            if connection.settings.pinned && !was_refused(&connection.seen) {
                self.start(&connection.id);
            }
        }
    }

    /// Begins to read a connection now and again; one that is read already is read at once.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn contact(&self, id: &str) -> Result<(), IpcError> {
        self.parts.connections.get(id)?;
        let runs = self.running().get(id).is_some_and(|running| !running.task.is_finished());
        if runs {
            self.wake(id);
        } else {
            self.start(id);
        }
        Ok(())
    }

    /// Like [`Links::contact`], but what waits for another password goes on waiting.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn contact_to_look(&self, id: &str) -> Result<(), IpcError> {
        let waits = was_refused(&self.parts.connections.get(id)?.seen);
        if waits { Ok(()) } else { self.contact(id) }
    }

    /// Stops reading a connection. What was last seen of it stays.
    pub async fn leave(&self, id: &str) -> Result<(), IpcError> {
        self.stop(id).await;
        let mut seen = self.parts.connections.get(id)?.seen;
        seen.session.live = false;
        if seen.kind == ConnectionStateKind::Contacting {
            seen.kind = ConnectionStateKind::NotContacted;
        }
        self.parts.connections.note(id, seen).await
    }

    /// Reads a connection at once, if it is contacted.
    pub fn wake(&self, id: &str) {
        if let Some(running) = self.running().get(id) {
            running.wake.notify_one();
        }
    }

    /// Goes on with the connections that the agent at `address` belongs to, for its key is trusted now.
    pub fn resume(&self, address: &str) {
        for connection in self.parts.connections.all() {
            let learned = connection.seen.agents.iter().map(|agent| &agent.address);
            if connection.settings.addresses.iter().chain(learned).any(|known| known == address) {
                self.wake(&connection.id);
            }
        }
    }

    /// Goes on with every contacted connection, for the vault is open now. A wrong password is not tried again.
    pub fn resume_all_waiting(&self) {
        for running in self.running().values() {
            running.wake.notify_one();
        }
    }

    /// Begins anew with every contacted connection, for instance because its passwords are gone.
    pub async fn restart_all(&self) {
        let ids: Vec<String> = self.running().keys().cloned().collect();
        for id in ids {
            self.stop(&id).await;
            self.start(&id);
        }
    }

    /// Opens the gate of a connection for another password, and goes on with it if it is contacted.
    pub async fn try_again(&self, id: &str) -> Result<(), IpcError> {
        let contacted = self.stop(id).await;
        self.parts.wiring.reset_gate(id);
        let mut seen = self.parts.connections.get(id)?.seen;
        let waited = [ConnectionStateKind::PasswordWrong, ConnectionStateKind::PasswordNeeded];
        if waited.contains(&seen.kind) {
            seen.kind = ConnectionStateKind::NotContacted;
            (seen.session.password, seen.session.problem) = (None, None);
            self.parts.connections.note(id, seen).await?;
        }
        if contacted {
            self.start(id);
        }
        Ok(())
    }

    /// Keeps connections read more often while it lives.
    pub fn looking(&self) -> Looking {
        self.watched.send_modify(|watchers| *watchers += 1);
        Looking { watched: self.watched.clone() }
    }

    pub(super) fn desk(&self, id: &str) -> Arc<Desk> {
        let mut desks = self.desks.lock().unwrap_or_else(PoisonError::into_inner);
        desks.entry(id.to_owned()).or_default().clone()
    }

    fn start(&self, id: &str) {
        let wake = Arc::new(Notify::new());
        let (parts, desk) = (self.parts.clone(), self.desk(id));
        let task = run(id.to_owned(), parts, desk, wake.clone(), self.watched.subscribe());
        let running = Running { wake, task: tokio::spawn(task) };
        self.running().insert(id.to_owned(), running);
    }

    /// Whether there was a task.
    async fn stop(&self, id: &str) -> bool {
        let Some(mut running) = self.running().remove(id) else { return false };
        running.task.abort();
        // It ended by itself, or by that.
        let ended_by_itself = (&mut running.task).await.is_ok();
        !ended_by_itself
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<String, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Its password was refused, and trying that once more is for the user to decide.
pub(super) fn was_refused(seen: &Seen) -> bool {
    seen.kind == ConnectionStateKind::PasswordWrong
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.watched.send_modify(|watchers| *watchers -= 1);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
