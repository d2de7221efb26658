use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::record::{Connection, Seen};
use crate::dto::{ConnectionPlace, ConnectionSettings, ConnectionView, IpcError, Millis};
use crate::guard::GuardRecord;
use crate::store::{ConnectionRow, Store};

/// How long a deleted connection can be brought back, in milliseconds.
pub const RESTORABLE_FOR: Millis = 5 * 60 * 1000;

/// Every connection: in memory to be read at once, in the database before a change is seen.
#[derive(Clone)]
pub struct Connections {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    /// One change at a time, so that the database sees them in the order in which they are seen.
    changing: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    /// In display order.
    connections: Vec<Connection>,
    deleted: BTreeMap<String, Deleted>,
}

struct Deleted {
    connection: Connection,
    position: usize,
    at: Millis,
}

/// The part of a connection that the user decided, as stored.
#[derive(Serialize, Deserialize)]
struct Body {
    settings: ConnectionSettings,
    guard: GuardRecord,
}

impl Connections {
    /// Reads every stored connection. Deletions that were not taken back become final; the connections they
    /// concerned are returned, for their secrets.
    pub async fn open(store: Store) -> Result<(Connections, Vec<Connection>), IpcError> {
        let (mut kept, mut gone) = (Vec::new(), Vec::new());
        for row in store.connections().await? {
            let deleted = row.deleted_at.is_some();
            let connection = read(row)?;
            if deleted {
                store.drop_connection(&connection.id).await?;
                gone.push(connection);
            } else {
                kept.push(connection);
            }
        }
        let state = Mutex::new(State { connections: kept, deleted: BTreeMap::new() });
        let (changing, changed) = (tokio::sync::Mutex::default(), watch::Sender::new(0));
        Ok((Connections { inner: Arc::new(Inner { store, changing, state, changed }) }, gone))
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
        let taken = |name: &str| {
            state.connections.iter().any(|it| it.settings.name.to_lowercase() == name.to_lowercase())
        };
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

    /// Stores a new connection: after the one named, or last in its group.
    pub async fn insert(&self, connection: Connection, after: Option<&str>) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut all = self.all();
        let same_group = |other: &Connection| other.settings.group == connection.settings.group;
        let before = match after {
            Some(after) => all.iter().position(|other| other.id == after),
            None => all.iter().rposition(same_group),
        };
        all.insert(before.map_or(all.len(), |at| at + 1), connection);
        self.replace_all(all).await
    }

    /// Stores several new connections at the end, or none of them.
    pub async fn insert_all(&self, connections: Vec<Connection>) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut all = self.all();
        all.extend(connections);
        self.replace_all(all).await
    }

    /// Changes a connection as `change` says, and stores it before anybody sees it.
    pub async fn change<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Connection) -> Result<T, IpcError>,
    ) -> Result<T, IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut connection = self.get(id)?;
        let outcome = change(&mut connection)?;
        let position = self.position(id)?;
        self.inner.store.save_connections(vec![row(&connection, position, None)?]).await?;
        self.put(connection);
        Ok(outcome)
    }

    /// Notes what was seen of a connection. Written only when something changed that is kept.
    pub async fn note(&self, id: &str, seen: Seen) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let Ok(mut connection) = self.get(id) else { return Ok(()) };
        if connection.seen == seen {
            return Ok(());
        }
        let (before, after) = (serde_json::to_string(&connection.seen)?, serde_json::to_string(&seen)?);
        if before != after {
            self.inner.store.save_seen(id, after).await?;
        }
        connection.seen = seen;
        self.put(connection);
        Ok(())
    }

    /// Puts every connection where `places` says. Those it does not name stay behind the others.
    pub async fn arrange(&self, places: &[ConnectionPlace]) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let mut left = self.all();
        let mut arranged = Vec::new();
        for place in places {
            let Some(at) = left.iter().position(|connection| connection.id == place.id) else { continue };
            let mut connection = left.remove(at);
            connection.settings.group.clone_from(&place.group);
            arranged.push(connection);
        }
        arranged.extend(left);
        self.replace_all(arranged).await
    }

    /// Takes a connection off the list. [`Connections::restore`] brings it back, until
    /// [`Connections::purge`] or the next start.
    pub async fn delete(&self, id: &str, now: Millis) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let (connection, position) = (self.get(id)?, self.position(id)?);
        self.inner.store.save_connections(vec![row(&connection, position, Some(now))?]).await?;
        let mut state = self.state();
        state.connections.retain(|other| other.id != id);
        state.deleted.insert(id.to_owned(), Deleted { connection, position, at: now });
        drop(state);
        self.publish();
        Ok(())
    }

    /// Brings a deleted connection back to its place.
    pub async fn restore(&self, id: &str) -> Result<(), IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let deleted = self.state().deleted.remove(id);
        let Deleted { connection, position, .. } =
            deleted.ok_or_else(|| IpcError::not_found("connection"))?;
        let mut all = self.all();
        all.insert(position.min(all.len()), connection);
        self.replace_all(all).await
    }

    /// Makes deletions final that are older than [`RESTORABLE_FOR`], and returns what they concerned.
    pub async fn purge(&self, now: Millis) -> Result<Vec<Connection>, IpcError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let due: Vec<String> = {
            let state = self.state();
            let due = state.deleted.iter().filter(|(_, deleted)| now - deleted.at >= RESTORABLE_FOR);
            due.map(|(id, _)| id.clone()).collect()
        };
        let mut gone = Vec::new();
        for id in due {
            self.inner.store.drop_connection(&id).await?;
            gone.extend(self.state().deleted.remove(&id).map(|deleted| deleted.connection));
        }
        Ok(gone)
    }

    async fn replace_all(&self, all: Vec<Connection>) -> Result<(), IpcError> {
        let rows: Result<Vec<_>, _> = all.iter().enumerate().map(|(at, it)| row(it, at, None)).collect();
        self.inner.store.save_connections(rows?).await?;
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

    fn position(&self, id: &str) -> Result<usize, IpcError> {
        let found = self.state().connections.iter().position(|connection| connection.id == id);
        found.ok_or_else(|| IpcError::not_found("connection"))
    }

    fn publish(&self) {
        self.inner.changed.send_modify(|revision| *revision += 1);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn row(
    connection: &Connection,
    position: usize,
    deleted_at: Option<Millis>,
) -> Result<ConnectionRow, IpcError> {
    let body = Body { settings: connection.settings.clone(), guard: connection.guard.clone() };
    Ok(ConnectionRow {
        id: connection.id.clone(),
        position: u32::try_from(position).unwrap_or(u32::MAX),
        deleted_at,
        body: serde_json::to_string(&body)?,
        seen: serde_json::to_string(&connection.seen)?,
    })
}

fn read(row: ConnectionRow) -> Result<Connection, IpcError> {
    let Body { settings, guard } = serde_json::from_str(&row.body)?;
    // What was seen can be seen again: a record of another version is no reason to lose the connection.
    let seen = serde_json::from_str(&row.seen).unwrap_or_default();
    Ok(Connection { id: row.id, settings, guard, seen })
}
