//! Connections to a file and from one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use tokio::task::spawn_blocking;
use vault::{Ambient, Parcel, SecretId};

use super::{Console, Inner};
use crate::connections::{Connection, NewPins, SecretSlot, put_last};
use crate::dto::*;
use crate::password::is_weak;
use crate::store::Pin;
use crate::transfer::{
    Change, Pending, Renewed, Secrets, Updated, collect_secrets, create, export, has_place, read, read_file,
    secret_name, suggested_name, update, write_file,
};

impl Console {
    /// Asks for a file name and writes connections there; with a passphrase their secrets too, sealed under it.
    ///
    /// # Errors
    /// `NotFound`; `VaultLocked`, `Vault` when a secret cannot be read; `Storage` when the file cannot be written.
    pub async fn export_connections(&self, request: ExportConnectionsReq) -> Result<Exported, IpcError> {
        let ExportConnectionsReq { ids, passphrase } = request;
        let mut connections = self.inner.connections.all();
        if let Some(unknown) = ids.iter().find(|id| connections.iter().all(|it| it.id != **id)) {
            return Err(IpcError::not_found(&format!("connection {unknown}")));
        }
        connections.retain(|it| ids.is_empty() || ids.contains(&it.id));
        let secrets = match passphrase {
            Some(passphrase) => Some(self.seal(&connections, passphrase.into_secret()).await?),
            None => None,
        };
        let count = secrets.as_ref().map_or(0, |(_, names)| names.len());
        let addresses = connections.iter().flat_map(|it| it.settings.addresses.clone()).collect();
        let pins = self.inner.store.pins(addresses).await?;
        let Inner { setup, .. } = &*self.inner;
        let now = self.now();
        let (private, total) = (secrets.is_some(), connections.len());
        let document = export(&connections, pins, secrets, &setup.version, now);
        let text = serde_json::to_string_pretty(&document)? + "\n";
        let chosen = setup.files.save_as(&suggested_name(now)).await.map_err(dialog)?;
        let Some(path) = chosen else { return Ok(Exported { path: None, connections: 0, secrets: 0 }) };
        let shown = path.display().to_string();
        let written = blocking(move || write_file(&path, &text, private)).await?;
        written.map_err(|problem| IpcError::new(ErrorCode::Storage, format!("{shown}: {problem}"), true))?;
        Ok(Exported { path: Some(shown), connections: number(total), secrets: number(count) })
    }

    /// Asks for a file and tells what importing it would do. Stores nothing.
    ///
    /// # Errors
    /// `Invalid` with `tooLarge`, `notJson`, `foreign`, `newer` or `damaged` as `detail`; `Storage`.
    pub async fn read_import(&self, _: Nothing) -> Result<ReadImport, IpcError> {
        let Some(path) = self.inner.setup.files.open().await.map_err(dialog)? else {
            return Ok(ReadImport { preview: None });
        };
        let shown = path.display().to_string();
        let file = blocking(move || read(&read_file(&path)?)).await??;
        let trusted = self.inner.store.pins(file.pins.keys().cloned().collect()).await?;
        let id = (self.inner.setup.new_id)();
        let pending = Arc::new(Pending::new(id, &shown, file, &self.inner.connections.all(), &trusted));
        self.inner.imports.remember(pending.clone());
        Ok(ReadImport { preview: Some(pending.view()) })
    }

    /// Takes the accepted items of a file, all of them or none. Keys that are trusted here stay, guards get no
    /// lower, and passwords come along only under the right passphrase.
    ///
    /// # Errors
    /// `NotFound`; `WrongPassphrase`; `VaultLocked`; `Invalid` when an item cannot be taken, also because its
    /// connection was changed since the file was read; `Storage`. Nothing has changed then.
    pub async fn apply_import(&self, request: ApplyImportReq) -> Result<Imported, IpcError> {
        let ApplyImportReq { import_id, accept, passphrase } = request;
        let pending = self.inner.imports.get(&import_id)?;
        let accepted = pending.accepted(&accept)?;
        let mut opened = match passphrase {
            Some(passphrase) => open_secrets(&pending, passphrase.into_secret()).await?,
            None => BTreeMap::new(),
        };
        let mut taken = Vec::with_capacity(accepted.len());
        let mut made = Vec::new();
        for change in accepted {
            match self.keep_secrets(change, &mut opened, &mut made).await {
                Ok(renewed) => taken.push((change, renewed)),
                Err(problem) => {
                    self.remove_secrets(made).await;
                    return Err(problem);
                }
            }
        }
        let updated = match self.take(&taken).await {
            Ok(updated) => updated,
            Err(problem) => {
                self.remove_secrets(made).await;
                return Err(problem);
            }
        };
        self.inner.imports.forget(&import_id);
        let mut dropped = Vec::new();
        for Updated { id, before, anew } in updated {
            dropped.extend(before);
            if anew && let Err(problem) = self.inner.links.try_again(&id).await {
                tracing::warn!(message = problem.message, "an imported connection is not contacted anew");
            }
        }
        self.let_go(dropped).await;
        let added = taken.iter().filter(|(change, _)| change.here.is_none()).count();
        let changes = |(change, renewed): &&(&Change, Renewed)| {
            change.here.as_ref().is_some_and(|here| !here.differences.is_empty() || !renewed.is_empty())
        };
        let changed = taken.iter().filter(changes).count();
        Ok(Imported { added: number(added), changed: number(changed), secrets: number(made.len()) })
    }

    /// Seals the secrets of the connections; also tells under which names they are in there.
    async fn seal(
        &self,
        connections: &[Connection],
        passphrase: SecretString,
    ) -> Result<(Parcel, BTreeSet<String>), IpcError> {
        if passphrase.expose_secret().is_empty() {
            return Err(IpcError {
                detail: Some("passphrase".to_owned()),
                ..IpcError::invalid("it is empty")
            });
        }
        let secrets = collect_secrets(connections, self.kept()).await?;
        let names = secrets.keys().cloned().collect();
        let parcel = blocking(move || Parcel::seal(&secrets, &passphrase, &Ambient::system())).await??;
        Ok((parcel, names))
    }

    /// Puts the secrets of one item into the vault, and their ids into `made`.
    async fn keep_secrets(
        &self,
        change: &Change,
        opened: &mut BTreeMap<String, SecretString>,
        made: &mut Vec<SecretId>,
    ) -> Result<Renewed, IpcError> {
        let mut renewed = Renewed::new();
        let Some(key) = &change.item.key else { return Ok(renewed) };
        for slot in SecretSlot::ALL {
            let Some(secret) = opened.remove(&secret_name(key, slot)) else { continue };
            let weak = is_weak(secret.expose_secret());
            if secret.expose_secret().is_empty() || !has_place(change, slot) {
                continue;
            }
            let id = self.kept().put(secret).await?;
            renewed.insert(slot, SecretRef { id: id.to_string(), weak });
            made.push(id);
        }
        Ok(renewed)
    }

    /// Changes the list in one go.
    async fn take(&self, taken: &[(&Change, Renewed)]) -> Result<Vec<Updated>, IpcError> {
        for (change, _) in taken {
            if let Some(here) = &change.here {
                self.note_raise(&here.id, here.guard, "an import asks for it").await?;
            }
        }
        let now = self.now();
        let new_id = &self.inner.setup.new_id;
        let change_all = |all: &mut Vec<Connection>| {
            let (mut updated, mut pins) = (Vec::new(), NewPins::new());
            for (change, renewed) in taken {
                let pin = |(address, fingerprint): (&String, &String)| {
                    (address.clone(), Pin { fingerprint: fingerprint.clone(), pinned_at: now })
                };
                pins.extend(change.pins.iter().map(pin));
                match &change.here {
                    Some(here) => updated.push(update(all, here, change, renewed)?),
                    None => put_last(all, create(new_id(), change, renewed)),
                }
            }
            Ok((updated, pins))
        };
        self.inner.connections.change_all(change_all).await
    }
}

async fn open_secrets(
    pending: &Arc<Pending>,
    passphrase: SecretString,
) -> Result<BTreeMap<String, SecretString>, IpcError> {
    let pending = pending.clone();
    blocking(move || match &pending.secrets {
        Secrets::None => Ok(BTreeMap::new()),
        Secrets::Sealed(parcel) => Ok(parcel.open(&passphrase)?),
        Secrets::Damaged => Err(IpcError::invalid("the passwords in the file are damaged")),
    })
    .await?
}

/// Runs what takes long on a thread where that harms nobody.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, IpcError> {
    let done = spawn_blocking(work).await;
    done.map_err(|_| IpcError::new(ErrorCode::Internal, "OBDeck is closing", true))
}

pub(super) fn dialog(problem: String) -> IpcError {
    IpcError::new(ErrorCode::Internal, problem, true)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
