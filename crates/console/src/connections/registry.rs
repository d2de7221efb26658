use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use vault::SecretId;

use super::check::{name_taken, same_name};
use super::record::{Connection, Seen};
use super::secrets::secrets_of;
use super::stored::{body, read, row, seen};
use crate::dto::{ConnectionPlace, ConnectionView, IpcError, Millis};
use crate::store::{Pin, Store};

/// How long a deleted connection can be brought back, in milliseconds.
pub const RESTORABLE_FOR: Millis = 5 * 60 * 1000;

/// An answer of the same kind as before is written down no more often than this, in milliseconds.
const NOTED_EVERY: Millis = 60 * 1000;

/// Keys by address, for agents that have none yet.
pub type NewPins = Vec<(String, Pin)>;

/// Every connection: in memory to be read at once, in the database before a change is seen.
#[derive(Clone)]
pub struct Connections {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    /// Rows that could not be read, and were put aside in the database.
    damaged: u32,
    /// One change at a time, so that the database sees them in the order in which they are seen.
    changing: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    /// In display order.
    connections: Vec<Connection>,
    /// Can be brought back.
    deleted: BTreeMap<String, Deleted>,
    /// Cannot be brought back. Kept until nothing of them is left elsewhere.
    leaving: Vec<Connection>,
    /// When what was seen of a connection was last written, by the time of the answer.
    noted: BTreeMap<String, Millis>,
}

struct Deleted {
    connection: Connection,
    position: usize,
    at: Millis,
}

impl Deleted {
    fn is_final(&self, now: Millis) -> bool {
        now >= self.at + RESTORABLE_FOR
    }
}

impl Connections {
    /// Reads every stored connection. Deletions that were not taken back are final, see [`Connections::purge`];
    /// a row that cannot be read is set aside in the database and counted.
    pub async fn open(store: Store, now: Millis) -> Result<Connections, IpcError> {
        let mut state = State::default();
        let mut damaged = 0;
        for row in store.connections().await? {
            let (id, deleted) = (row.id.clone(), row.deleted_at.is_some());
            match read(row) {
                Ok(connection) if deleted => state.leaving.push(connection),
                Ok(connection) => state.connections.push(connection),
                Err(problem) => {
                    tracing::warn!(%id, %problem, "a stored connection cannot be read and was set aside");
                    store.set_connection_aside(&id, now).await?;
                    damaged += 1;
                }
            }
        }
        let (state, changing) = (Mutex::new(state), tokio::sync::Mutex::default());
        let changed = watch::Sender::new(0);
        Ok(Connections { inner: Arc::new(Inner { store, damaged, changing, state, changed }) })
    }

    /// How many stored connections could not be read when this was opened.
    pub fn damaged(&self) -> u32 {
        self.inner.damaged
    }

    /// All in display order.
    pub fn all(&self) -> Vec<Connection> {
        self.state().connections.clone()
    }

    pub fn get(&self, id: &str) -> Result<Connection, IpcError> {
        let state = self.state();
        let found = state.connections.iter().find(|connection| connection.id == id);
        found.cloned().ok_or_else(|| IpcError::not_found("connection"))
    }

    pub fn views(&self, now: Millis) -> Vec<ConnectionView> {
        self.state().connections.iter().map(|connection| connection.view(now)).collect()
    }

    /// `wanted`, or with the first number behind it under which there is no connection yet.
    pub fn free_name(&self, wanted: &str) -> String {
        let state = self.state();
        let taken = |name: &str| state.connections.iter().any(|it| same_name(&it.settings.name, name));
        if !taken(wanted) {
            return wanted.to_owned();
        }
        let mut numbered = (2_u32..).map(|number| format!("{wanted} {number}"));
        numbered.find(|name| !taken(name)).unwrap_or_else(|| wanted.to_owned())
    }

    /// Woken at each change of anything that is shown.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changed.subscribe()
    }

    /// Whether some connection needs the secret, a deleted one that can be brought back included.
    pub fn needs_secret(&self, id: &SecretId) -> bool {
        let state = self.state();
        let deleted = state.deleted.values().map(|deleted| &deleted.connection);
        state.connections.iter().chain(deleted).any(|it| secrets_of(&it.settings).contains(id))
    }

    /// Stores a new connection: after the one named, or last in its group.
    ///
    /// # Errors
    /// `Invalid` when its name is taken; `Storage`, and then nothing has changed.
    pub async fn insert(&self, connection: Connection, after: Option<&str>) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut all = self.all();
        match after.and_then(|after| all.iter().position(|other| other.id == after)) {
            Some(before) => all.insert(before + 1, connection),
            None => put_last(&mut all, connection),
        }
        self.replace_all(all, NewPins::new()).await
    }

    /// Changes a connection as `change` says, and stores it before anybody sees it. In another group than before
    /// it becomes the last.
    ///
    /// # Errors
    /// Those of `change`; `NotFound`; `Invalid` when another has its new name; `Storage`. Nothing has changed then.
    pub async fn change<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Connection) -> Result<T, IpcError>,
    ) -> Result<T, IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut all = self.all();
        let at = position(&all, id)?;
        let group = all[at].settings.group.clone();
        let outcome = change(&mut all[at])?;
        if all[at].settings.group != group {
            let moved = all.remove(at);
            put_last(&mut all, moved);
            self.replace_all(all, NewPins::new()).await?;
            return Ok(outcome);
        }
        check_names(&all)?;
        let changed = all.swap_remove(at);
        self.inner.store.save_connection(id, body(&changed)?, seen(&changed)?).await?;
        self.put(changed);
        Ok(outcome)
    }

    /// Changes the list as `change` says, and pins the keys it returns where there are none: all of it or nothing.
    ///
    /// # Errors
    /// As [`Connections::change`].
    pub async fn change_all<T>(
        &self,
        change: impl FnOnce(&mut Vec<Connection>) -> Result<(T, NewPins), IpcError>,
    ) -> Result<T, IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut all = self.all();
        let (outcome, pins) = change(&mut all)?;
        self.replace_all(all, pins).await?;
        Ok(outcome)
    }

    /// Notes what was seen of a connection. Written when something else than times and latencies is new, and
    /// otherwise about once a minute.
    pub async fn note(&self, id: &str, seen: Seen) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let Ok(mut connection) = self.get(id) else { return Ok(()) };
        if connection.seen == seen {
            return Ok(());
        }
        let noted = self.state().noted.get(id).copied();
        let recent = |noted: Millis, now: Millis| (0..NOTED_EVERY).contains(&(now - noted));
        let is_recent = noted.zip(seen.answered_at).is_some_and(|(noted, now)| recent(noted, now));
        let answered_again = connection.seen.answered_at != seen.answered_at && !is_recent;
        if answered_again || !connection.seen.is_like(&seen) {
            self.inner.store.save_seen(id, serde_json::to_string(&seen)?).await?;
            self.state().noted.extend(seen.answered_at.map(|at| (id.to_owned(), at)));
        }
        connection.seen = seen;
        self.put(connection);
        Ok(())
    }

    /// Puts every connection where `places` says. Those it does not name stay behind the others.
    pub async fn arrange(&self, places: &[ConnectionPlace]) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut left = self.all();
        let mut arranged = Vec::with_capacity(left.len());
        for place in places {
            let Some(at) = left.iter().position(|connection| connection.id == place.id) else { continue };
            let mut connection = left.remove(at);
            connection.settings.group.clone_from(&place.group);
            arranged.push(connection);
        }
        arranged.extend(left);
        self.replace_all(arranged, NewPins::new()).await
    }

    /// Takes a connection off the list. [`Connections::restore`] brings it back, until
    /// [`Connections::purge`] or the next start.
    pub async fn delete(&self, id: &str, now: Millis) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let position = position(&self.state().connections, id)?;
        self.inner.store.delete_connection(id, now).await?;
        let mut state = self.state();
        let connection = state.connections.remove(position);
        state.deleted.insert(id.to_owned(), Deleted { connection, position, at: now });
        drop(state);
        self.publish();
        Ok(())
    }

    /// Brings a deleted connection back to its place. When its name was given away meanwhile, it gets a
    /// number.
    pub async fn restore(&self, id: &str) -> Result<Connection, IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut all = self.all();
        let (mut connection, position) = {
            let state = self.state();
            let deleted = state.deleted.get(id).ok_or_else(|| IpcError::not_found("connection"))?;
            (deleted.connection.clone(), deleted.position)
        };
        connection.settings.name = self.free_name(&connection.settings.name);
        all.insert(position.min(all.len()), connection.clone());
        self.replace_all(all, NewPins::new()).await?;
        self.state().deleted.remove(id);
        Ok(connection)
    }

    /// Makes deletions final that are older than [`RESTORABLE_FOR`]. Returns every connection whose deletion is,
    /// until [`Connections::bury`] was told that nothing of it is left.
    pub async fn purge(&self, now: Millis) -> Vec<Connection> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut state = self.state();
        let (due, kept) =
            std::mem::take(&mut state.deleted).into_iter().partition(|(_, it)| it.is_final(now));
        state.deleted = kept;
        state.leaving.extend(BTreeMap::into_values(due).map(|deleted| deleted.connection));
        state.leaving.clone()
    }

    /// Removes the last of a connection whose deletion is final.
    pub async fn bury(&self, id: &str) -> Result<(), IpcError> {
        self.inner.store.drop_connection(id).await?;
        let mut state = self.state();
        state.leaving.retain(|connection| connection.id != id);
        state.noted.remove(id);
        Ok(())
    }

    /// How long, from `now`, until [`Connections::purge`] has something to do, in milliseconds.
    pub fn purge_in(&self, now: Millis) -> Option<Millis> {
        let state = self.state();
        let due = state.deleted.values().map(|it| it.at + RESTORABLE_FOR - now);
        let retry = (!state.leaving.is_empty()).then_some(NOTED_EVERY);
        due.chain(retry).min()
    }

    async fn replace_all(&self, all: Vec<Connection>, pins: NewPins) -> Result<(), IpcError> {
        check_names(&all)?;
        let rows: Result<Vec<_>, _> = all.iter().zip(0..).map(|(it, position)| row(it, position)).collect();
        self.inner.store.save_connections(rows?, pins).await?;
        self.state().connections = all;
        self.publish();
        Ok(())
    }

    fn put(&self, connection: Connection) {
        let mut state = self.state();
        if let Some(place) = state.connections.iter_mut().find(|other| other.id == connection.id) {
            *place = connection;
        }
        drop(state);
        self.publish();
    }

    fn publish(&self) {
        self.inner.changed.send_modify(|revision| *revision += 1);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn position(all: &[Connection], id: &str) -> Result<usize, IpcError> {
    let found = all.iter().position(|connection| connection.id == id);
    found.ok_or_else(|| IpcError::not_found("connection"))
}

/// Puts a connection behind the others of its group.
pub fn put_last(all: &mut Vec<Connection>, connection: Connection) {
    let last = all.iter().rposition(|other| other.settings.group == connection.settings.group);
    all.insert(last.map_or(all.len(), |at| at + 1), connection);
}

/// Typing the name is a guard: no two connections may share one.
fn check_names(all: &[Connection]) -> Result<(), IpcError> {
    let mut taken = BTreeSet::new();
    match all.iter().find(|it| !taken.insert(it.settings.name.to_lowercase())) {
        Some(second) => Err(name_taken(&second.settings.name).into()),
        None => Ok(()),
    }
}

#[cfg(test)]
#[path = "registry_tests.rs"]
pub(super) mod tests;
