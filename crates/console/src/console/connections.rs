//! Connections: keeping them. Contact with what they stand for is in `links`.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Weak;
use std::time::Duration;

use vault::SecretId;

use super::drafts::secrets_of as secrets_of_draft;
use super::obproxy_drafts::secrets_of as secrets_of_obproxy_draft;
use super::{Console, Inner};
use crate::connections::{
    Connection, RESTORABLE_FOR, SecretSlot, Seen, check_group, checked, free_copy_name, same_name,
    secrets_of, watch_connections,
};
use crate::dto::*;
use crate::guard::GuardRecord;
use crate::operations::Operation;
use crate::sink::Sink;

/// How long the clock is trusted not to have been set, in milliseconds.
const LONGEST_WAIT: Millis = 60 * 1000;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Every connection with what was last seen of it. Contacts nobody.
    pub async fn connections(&self, _: Nothing) -> Result<ConnectionList, IpcError> {
        Ok(ConnectionList { connections: self.inner.connections.views(self.now()) })
    }

    /// Stores a new connection, the last of its group. Production is never guarded by less than its name.
    ///
    /// # Errors
    /// `Invalid` with the field as `detail`; `Storage`.
    pub async fn add_connection(&self, request: AddConnectionReq) -> Result<ConnectionView, IpcError> {
        let settings = checked(request.settings)?;
        let mut guard = GuardRecord::default_for(settings.environment);
        if let Some(level) = request.guard {
            guard = GuardRecord::new(GuardRecord::least_for(settings.environment).min(level));
        }
        let connection =
            Connection { id: (self.inner.setup.new_id)(), settings, guard, seen: Seen::default() };
        self.inner.connections.insert(connection.clone(), None).await?;
        Ok(connection.view(self.now()))
    }

    /// Changes the settings, and drops the secrets they no longer refer to. Never lowers the guard.
    ///
    /// # Errors
    /// `Invalid` with the field as `detail`; `NotFound`; `Storage`.
    pub async fn edit_connection(&self, request: EditConnectionReq) -> Result<ConnectionView, IpcError> {
        let EditConnectionReq { connection_id, settings } = request;
        let settings = checked(settings)?;
        let least = GuardRecord::least_for(settings.environment);
        self.note_raise(&connection_id, least, "its environment asks for it").await?;
        let edit = |connection: &mut Connection| {
            connection.guard.hold_to(least);
            let before = secrets_of(&connection.settings);
            Ok((before, connection.settle(settings)))
        };
        let (before, other) = self.inner.connections.change(&connection_id, edit).await?;
        if other {
            self.inner.links.try_again(&connection_id).await?;
            // Those on agents keep the passwords that they were started with.
            let of_it = |operation: &Operation| {
                operation.system == TaskSystem::Ocp
                    && operation.connection_id.as_ref() == Some(&connection_id)
            };
            self.inner.operations.go_on(of_it).await;
        }
        self.let_go(before).await;
        Ok(self.inner.connections.get(&connection_id)?.view(self.now()))
    }

    /// Stores a copy behind its original: same guard, secrets of its own, not pinned.
    ///
    /// # Errors
    /// `NotFound`; `VaultLocked`, `Vault` when a secret cannot be copied; `Storage`.
    pub async fn duplicate_connection(&self, request: ConnectionReq) -> Result<ConnectionView, IpcError> {
        let original = self.inner.connections.get(&request.connection_id)?;
        let mut settings = ConnectionSettings { pinned: false, ..original.settings };
        let all = self.inner.connections.all();
        let taken = |name: &str| all.iter().any(|other| same_name(&other.settings.name, name));
        settings.name = free_copy_name(&settings.name, taken);
        self.copy_secrets(&mut settings).await?;
        let guard = GuardRecord::new(original.guard.base);
        let id = (self.inner.setup.new_id)();
        let connection = Connection { id, settings, guard, seen: Seen::default() };
        let stored = self.inner.connections.insert(connection.clone(), Some(&original.id)).await;
        if let Err(problem) = stored {
            self.remove_secrets(secrets_of(&connection.settings)).await;
            return Err(problem);
        }
        Ok(connection.view(self.now()))
    }

    /// Takes a connection off the list. Its secrets stay until the deletion is final.
    ///
    /// # Errors
    /// `Invalid` while one of its operations goes on: the guard would go with the connection.
    pub async fn delete_connection(&self, request: ConnectionReq) -> Result<DeletedConnection, IpcError> {
        let id = &request.connection_id;
        if self.inner.operations.is_busy(id) {
            return Err(IpcError::invalid("one of its operations has not ended: stop it first"));
        }
        let now = self.now();
        self.inner.connections.delete(id, now).await?;
        self.inner.look_ups.forget(id);
        Ok(DeletedConnection { until: now + RESTORABLE_FOR })
    }

    pub async fn restore_connection(&self, request: ConnectionReq) -> Result<ConnectionView, IpcError> {
        Ok(self.inner.connections.restore(&request.connection_id).await?.view(self.now()))
    }

    pub async fn arrange_connections(&self, request: ArrangeConnectionsReq) -> Result<Nothing, IpcError> {
        let mut groups = BTreeMap::new();
        let mut places = request.places;
        for place in &mut places {
            if !groups.contains_key(&place.group) {
                groups.insert(place.group.clone(), check_group(&place.group)?);
            }
            place.group.clone_from(&groups[&place.group]);
        }
        self.inner.connections.arrange(&places).await?;
        Ok(Nothing {})
    }

    pub async fn watch_connections(
        &self,
        request: WatchConnectionsReq,
        sink: Sink<ConnectionsEvent>,
    ) -> Result<Nothing, IpcError> {
        let (connections, clock) = (self.inner.connections.clone(), self.inner.setup.agents.clock.clone());
        let stop = self.register(request.watch_id);
        let looking = self.inner.links.looking();
        tokio::spawn(async move {
            watch_connections(connections, clock, sink, stop).await;
            drop(looking);
        });
        Ok(Nothing {})
    }
}

impl Console {
    /// Looks once a minute, and when a deletion becomes final, until the console is gone.
    pub(super) async fn purge_while_open(inner: Weak<Inner>) {
        loop {
            let Some(console) = inner.upgrade().map(|inner| Console { inner }) else { return };
            console.purge().await;
            let due = console.inner.connections.purge_in(console.now());
            let wait = due.unwrap_or(LONGEST_WAIT).clamp(1, LONGEST_WAIT);
            drop(console);
            tokio::time::sleep(Duration::from_millis(wait.unsigned_abs())).await;
        }
    }

    /// Removes what is left of connections whose deletion is final: their secrets first, so that none stays behind
    /// without a connection when OBDeck ends in between.
    pub(super) async fn purge(&self) {
        for connection in self.inner.connections.purge(self.now()).await {
            self.inner.wiring.forget_ocp(&connection.id);
            self.inner.look_ups.forget(&connection.id);
            let removed = match self.drop_belongings(&connection).await {
                Ok(()) => self.inner.connections.bury(&connection.id).await,
                Err(problem) => Err(problem),
            };
            if let Err(problem) = removed {
                tracing::warn!(message = problem.message, "a deleted connection is kept for now");
            }
        }
    }

    /// Removes what nobody has any use for after a connection: its drafts for OBProxy, and before them all secrets, so
    /// that none stays behind unknown when OBDeck ends in between.
    async fn drop_belongings(&self, connection: &Connection) -> Result<(), IpcError> {
        let (theirs, others) = self.obproxy_drafts_of(&connection.id).await?;
        let mut secrets = secrets_of(&connection.settings);
        secrets.extend(theirs.iter().flat_map(secrets_of_obproxy_draft));
        self.drop_unneeded(secrets, &others).await?;
        for draft in theirs {
            self.inner.store.delete_obproxy_draft(&draft.id).await?;
        }
        Ok(())
    }

    /// Removes secrets that neither an operation nor a connection nor a draft needs.
    pub(super) async fn drop_connection_secrets(&self, ids: Vec<SecretId>) -> Result<(), IpcError> {
        let drafts = self.inner.store.obproxy_drafts().await?;
        self.drop_unneeded(ids, &drafts).await
    }

    async fn drop_unneeded(&self, ids: Vec<SecretId>, drafts: &[ObproxyDraft]) -> Result<(), IpcError> {
        if ids.is_empty() {
            return Ok(());
        }
        let in_these = drafts.iter().flat_map(secrets_of_obproxy_draft);
        let wizards = self.inner.store.drafts().await?;
        let needed: Vec<SecretId> = wizards.iter().flat_map(secrets_of_draft).chain(in_these).collect();
        self.drop_secrets(ids.into_iter().filter(|id| !needed.contains(id))).await
    }

    /// The same after a change that has happened: a secret too many is no reason to call it failed.
    pub(super) async fn let_go(&self, ids: Vec<SecretId>) {
        if let Err(problem) = self.drop_connection_secrets(ids).await {
            tracing::warn!(message = problem.message, "a secret that nobody needs stays in the vault");
        }
    }

    /// Removes secrets that were made a moment ago, for nothing.
    pub(super) async fn remove_secrets(&self, ids: Vec<SecretId>) {
        for id in ids {
            if let Err(problem) = self.kept().remove(&id).await {
                tracing::warn!(%problem, "a secret that nobody needs stays in the vault");
            }
        }
    }

    /// Puts a raise of the guard into the audit list, if holding it to `least` will be one.
    pub(super) async fn note_raise(&self, id: &str, least: GuardLevel, why: &str) -> Result<(), IpcError> {
        let connection = self.inner.connections.get(id)?;
        if connection.guard.base <= least {
            return Ok(());
        }
        let named = Some((id, connection.settings.name.as_str()));
        let what = format!("raise guard to {least:?}");
        self.inner.guards.note(named, "", what, Some(why.to_owned())).await
    }

    /// Gives the settings copies of their secrets. One that is gone stays out.
    async fn copy_secrets(&self, settings: &mut ConnectionSettings) -> Result<(), IpcError> {
        let mut made = Vec::new();
        for slot in SecretSlot::ALL {
            let Some(secret) = slot.of(settings).cloned() else { continue };
            match self.copy_secret(&secret).await {
                Ok(copy) => {
                    made.extend(copy.clone());
                    slot.set(settings, copy.map(|id| SecretRef { id: id.to_string(), weak: secret.weak }));
                }
                Err(problem) => {
                    self.remove_secrets(made).await;
                    return Err(problem);
                }
            }
        }
        Ok(())
    }

    async fn copy_secret(&self, secret: &SecretRef) -> Result<Option<SecretId>, IpcError> {
        let Ok(id) = SecretId::from_str(&secret.id) else { return Ok(None) };
        match self.kept().get(&id).await? {
            Some(value) => Ok(Some(self.kept().put(value).await?)),
            None => Ok(None),
        }
    }
}
