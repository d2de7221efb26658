use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use secrecy::SecretString;
use tokio::{
    sync::{Mutex, watch},
    task::spawn_blocking,
};

use crate::{
    Ambient, Keychain, KeychainProblem, SecretId, VaultError, keychain_key,
    seal::MasterKey,
    store::{Standing, Store},
    worker::Worker,
};

/// Secrets under opaque ids, sealed in a file or held in memory.
///
/// Clones share one vault. No method blocks the runtime, and every change is whole even when its future is
/// dropped half-way. Runs inside a tokio runtime with time enabled.
#[derive(Clone)]
pub struct Vault {
    shared: Arc<Shared>,
}

/// What keeps a vault's secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protection {
    /// A file, under a key in the OS keychain.
    Keychain,
    /// A file, under a key from a passphrase; see [`Vault::is_locked`].
    Passphrase,
    /// Memory: new secrets are gone when the program ends.
    MemoryOnly {
        /// Why the keychain is of no use.
        reason: KeychainProblem,
    },
}

impl Vault {
    /// Opens the vault at `path`, which need not exist yet. Performs I/O.
    ///
    /// Never fails for want of a keychain: then it opens memory-only and tells why, and a file that is there stays
    /// untouched. A file under a passphrase opens locked, and the keychain is not asked. A file that is newer than
    /// this code or sealed with another key is set aside; of a damaged one a copy is, and the secrets that are whole
    /// stay.
    ///
    /// Two vaults on one file overwrite each other's changes: hold a [`DirectoryLock`](crate::DirectoryLock).
    ///
    /// # Errors
    /// `File` when the file or its folder cannot be read, or not be set aside; `NoRandomness`.
    pub async fn open(path: &Path, keychain: Arc<dyn Keychain>) -> Result<Self, VaultError> {
        Self::open_with(path, keychain, Ambient::system()).await
    }

    /// Opens the vault at `path` with a clock, a random source and deadlines of the caller's.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub async fn open_with(
        path: &Path,
        keychain: Arc<dyn Keychain>,
        ambient: Ambient,
    ) -> Result<Self, VaultError> {
        let (path, surroundings) = (path.to_owned(), ambient.clone());
        let store = spawn_blocking(move || Store::load(surroundings, path))
            .await
            .map_err(|_| VaultError::Interrupted)??;
        let vault = Self::around(store, Some(Worker::start(keychain)), ambient);
        if !vault.is_locked() {
            vault.settle().await?;
        }
        Ok(vault)
    }

    /// A vault without file or keychain.
    pub fn memory() -> Self {
        let ambient = Ambient::system();
        Self::around(Store::in_memory(ambient.clone()), None, ambient)
    }

    /// What keeps the secrets now.
    pub fn protection(&self) -> Protection {
        self.shared.standing.borrow().protection.clone()
    }

    /// Whether the vault waits for [`Vault::unlock`].
    pub fn is_locked(&self) -> bool {
        self.shared.standing.borrow().locked
    }

    /// Where a file went that could not be used, or not all of it, since this vault was opened.
    pub fn set_aside(&self) -> Option<PathBuf> {
        self.shared.standing.borrow().set_aside.clone()
    }

    /// Keeps `secret` under a new id. Performs I/O.
    ///
    /// # Errors
    /// `Locked`; `File` when it could not be saved, and then it is not kept; `NoRandomness`.
    pub async fn put(&self, secret: SecretString) -> Result<SecretId, VaultError> {
        self.with_store(move |store| store.put(secret)).await
    }

    /// Keeps `secret` in place of the one under `id`. Performs I/O.
    ///
    /// # Errors
    /// `NoSuchSecret`; `Locked`; `File`, and then the earlier secret stays; `NoRandomness`.
    pub async fn replace(&self, id: &SecretId, secret: SecretString) -> Result<(), VaultError> {
        let id = id.clone();
        self.with_store(move |store| store.replace(&id, secret)).await
    }

    /// The secret under `id`, `None` when there is none.
    ///
    /// # Errors
    /// The secret exists and cannot be read now: `Locked`, `KeyUnavailable`, `Damaged`.
    pub async fn get(&self, id: &SecretId) -> Result<Option<SecretString>, VaultError> {
        let id = id.clone();
        self.with_store(move |store| store.get(&id)).await
    }

    /// Drops the secret under `id`, if any; needs no key. Performs I/O.
    ///
    /// # Errors
    /// `File`, and then the secret stays.
    pub async fn remove(&self, id: &SecretId) -> Result<(), VaultError> {
        let id = id.clone();
        self.with_store(move |store| store.remove(&id)).await
    }

    /// Moves every secret under a key from `passphrase`; also changes the passphrase of an unlocked vault. Slow
    /// on purpose: some tenths of a second of one core. Performs I/O.
    ///
    /// Memory-only before, with a file whose key is out of reach: that file is set aside.
    ///
    /// # Errors
    /// `EmptyPassphrase`; `Locked`; `NoFile`; `File`, and then nothing has changed; `NoRandomness`.
    pub async fn use_passphrase(&self, passphrase: SecretString) -> Result<(), VaultError> {
        self.with_store(move |store| store.use_passphrase(&passphrase)).await
    }

    /// Opens a vault that was written under a passphrase, for as long as it lives. Slow on purpose.
    ///
    /// # Errors
    /// `WrongPassphrase`; `NoPassphrase` when the vault has none.
    pub async fn unlock(&self, passphrase: SecretString) -> Result<(), VaultError> {
        self.with_store(move |store| store.unlock(&passphrase)).await
    }

    /// Moves every secret under a key in the keychain, which may open a prompt; also the way to try the keychain
    /// again after it was of no use. Performs I/O.
    ///
    /// # Errors
    /// `Keychain`, and then nothing has changed; `Locked`; `NoFile`; `File`.
    pub async fn move_to_keychain(&self) -> Result<(), VaultError> {
        if !self.with_store(|store| store.wants_keychain()).await? {
            return Ok(());
        }
        match self.keychain_key(self.shared.ambient.deadlines.attended).await? {
            Ok(key) => self.with_store(move |store| store.use_keychain(key)).await,
            Err(problem) => {
                self.miss_keychain(problem.clone()).await?;
                Err(problem.into())
            }
        }
    }

    /// Drops every secret, the file and the keychain's key, then starts as if the vault were new; works on a locked
    /// vault too, for a forgotten passphrase. Files that were set aside stay. Performs I/O.
    ///
    /// # Errors
    /// `File` when the file could not be deleted, and then nothing has changed.
    pub async fn forget_all(&self) -> Result<(), VaultError> {
        self.with_store(Store::forget_all).await?;
        let Some(keychain) = &self.shared.keychain else { return Ok(()) };
        let deadline = self.shared.ambient.deadlines.attended;
        if let Err(problem) = keychain.run(deadline, keychain_key::delete).await {
            // It sealed a file that is gone.
            tracing::debug!(%problem, "vault key left in the keychain");
        }
        self.settle().await
    }

    /// Asks the keychain whether it works, by writing, reading and deleting an entry made for that.
    ///
    /// # Errors
    /// What keeps the keychain from working.
    pub async fn keychain_status(&self) -> Result<(), KeychainProblem> {
        let keychain = self.shared.keychain.as_ref().ok_or(KeychainProblem::NotAsked)?;
        keychain.run(self.shared.ambient.deadlines.background, keychain_key::probe).await
    }

    /// Waits until no call to the keychain is open: after `TimedOut` or `Busy`, the moment to try again.
    pub async fn keychain_idle(&self) {
        if let Some(keychain) = &self.shared.keychain {
            keychain.idle().await;
        }
    }

    fn around(store: Store, keychain: Option<Worker>, ambient: Ambient) -> Self {
        let standing = watch::Sender::new(store.standing());
        let store = Arc::new(Mutex::new(store));
        Self { shared: Arc::new(Shared { store, keychain, ambient, standing }) }
    }

    /// Takes the keychain's key, or notes why there is none.
    async fn settle(&self) -> Result<(), VaultError> {
        match self.keychain_key(self.shared.ambient.deadlines.background).await? {
            Ok(key) => self.with_store(move |store| store.use_keychain(key)).await,
            Err(problem) => self.miss_keychain(problem).await,
        }
    }

    async fn keychain_key(&self, limit: Duration) -> Result<Result<MasterKey, KeychainProblem>, VaultError> {
        let Some(keychain) = &self.shared.keychain else { return Ok(Err(KeychainProblem::NotAsked)) };
        let fresh = MasterKey::random(&self.shared.ambient)?;
        Ok(keychain.run(limit, move |keychain| keychain_key::read_or_create(keychain, fresh)).await)
    }

    async fn miss_keychain(&self, problem: KeychainProblem) -> Result<(), VaultError> {
        self.with_store(move |store| {
            store.miss_keychain(problem);
            Ok(())
        })
        .await
    }

    /// Runs `change` alone, and to its end even when the caller is gone.
    async fn with_store<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Store) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let mut store = Arc::clone(&self.shared.store).lock_owned().await;
        let shared = Arc::clone(&self.shared);
        spawn_blocking(move || {
            let outcome = change(&mut store);
            shared.standing.send_replace(store.standing());
            outcome
        })
        .await
        .map_err(|_| VaultError::Interrupted)?
    }
}

struct Shared {
    store: Arc<Mutex<Store>>,
    keychain: Option<Worker>,
    ambient: Ambient,
    standing: watch::Sender<Standing>,
}

#[cfg(test)]
mod tests;
