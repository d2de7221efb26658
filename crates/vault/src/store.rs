use std::{collections::BTreeMap, path::PathBuf};

use secrecy::{ExposeSecret, SecretString};

use crate::{
    Ambient, KeychainProblem, Protection, SecretId, VaultError,
    disk::{self, Flaw},
    file::{self, Found, KeySource, VaultFile},
    passphrase::Kdf,
    seal::MasterKey,
};

/// A vault's state and everything done to it that needs no keychain. All of it blocks.
///
/// The file on disk changes first, the state only when that has worked.
pub(crate) struct Store {
    ambient: Ambient,
    path: Option<PathBuf>,
    set_aside: Option<PathBuf>,
    /// As it is on disk.
    file: Option<VaultFile>,
    hold: Hold,
    /// Put while there was no key; newer than a record of the same id in `file`.
    unsaved: BTreeMap<SecretId, SecretString>,
}

/// What is known of the key.
enum Hold {
    Key {
        key: MasterKey,
        source: KeySource,
    },
    /// The file's passphrase was not given yet.
    Locked,
    Missing(KeychainProblem),
}

/// What anyone may know of a vault at any time.
#[derive(Clone)]
pub(crate) struct Standing {
    pub(crate) protection: Protection,
    pub(crate) locked: bool,
    pub(crate) set_aside: Option<PathBuf>,
}

impl Store {
    /// Performs I/O: reads the file at `path`, if any. There is no key yet, whatever the file says.
    pub(crate) fn load(ambient: Ambient, path: PathBuf) -> Result<Self, VaultError> {
        disk::sweep(&path);
        let found = file::load(&path)?;
        let mut store = Self { path: Some(path), ..Self::in_memory(ambient) };
        match found {
            Found::Nothing => {}
            Found::Unusable(flaw) => store.put_aside(flaw)?,
            Found::Vault(file) => {
                if matches!(file.key, KeySource::Passphrase(_)) {
                    store.hold = Hold::Locked;
                }
                store.file = Some(file);
            }
        }
        Ok(store)
    }

    /// A store without a file.
    pub(crate) fn in_memory(ambient: Ambient) -> Self {
        let hold = Hold::Missing(KeychainProblem::NotAsked);
        Self { ambient, path: None, set_aside: None, file: None, hold, unsaved: BTreeMap::new() }
    }

    pub(crate) fn standing(&self) -> Standing {
        let protection = match &self.hold {
            Hold::Key { source: KeySource::Keychain, .. } => Protection::Keychain,
            Hold::Key { source: KeySource::Passphrase(_), .. } | Hold::Locked => Protection::Passphrase,
            Hold::Missing(reason) => Protection::MemoryOnly { reason: reason.clone() },
        };
        let locked = matches!(self.hold, Hold::Locked);
        Standing { protection, locked, set_aside: self.set_aside.clone() }
    }

    pub(crate) fn put(&mut self, secret: SecretString) -> Result<SecretId, VaultError> {
        let id = SecretId::random(&self.ambient)?;
        self.keep(&id, secret)?;
        Ok(id)
    }

    pub(crate) fn replace(&mut self, id: &SecretId, secret: SecretString) -> Result<(), VaultError> {
        if !self.unsaved.contains_key(id) && !self.on_disk(id) {
            return Err(VaultError::NoSuchSecret(id.clone()));
        }
        self.keep(id, secret)?;
        Ok(())
    }

    pub(crate) fn get(&self, id: &SecretId) -> Result<Option<SecretString>, VaultError> {
        if let Some(secret) = self.unsaved.get(id) {
            return Ok(Some(secret.clone()));
        }
        let Some(sealed) = self.file.as_ref().and_then(|file| file.records.get(id)) else { return Ok(None) };
        match &self.hold {
            Hold::Key { key, .. } => {
                let secret = key.open(id.as_str(), sealed).ok_or_else(|| VaultError::Damaged(id.clone()))?;
                Ok(Some(secret))
            }
            Hold::Locked => Err(VaultError::Locked),
            Hold::Missing(reason) => Err(VaultError::KeyUnavailable(reason.clone())),
        }
    }

    pub(crate) fn remove(&mut self, id: &SecretId) -> Result<(), VaultError> {
        if self.on_disk(id)
            && let Some(mut file) = self.file.clone()
        {
            file.records.remove(id);
            self.save(file)?;
        }
        self.unsaved.remove(id);
        Ok(())
    }

    /// Whether a keychain has anything to give to this vault.
    pub(crate) fn wants_keychain(&self) -> Result<bool, VaultError> {
        if self.path.is_none() {
            return Err(VaultError::NoFile);
        }
        match &self.hold {
            Hold::Locked => Err(VaultError::Locked),
            Hold::Key { source, .. } => Ok(*source != KeySource::Keychain),
            Hold::Missing(_) => Ok(true),
        }
    }

    /// Goes over to the key of the keychain, with everything that can be read.
    pub(crate) fn use_keychain(&mut self, key: MasterKey) -> Result<(), VaultError> {
        if !self.wants_keychain()? {
            return Ok(());
        }
        let Hold::Missing(reason) = &self.hold else { return self.reseal(key, KeySource::Keychain) };
        let reason = reason.clone();
        self.fit(&key)?;
        self.hold = Hold::Key { key: key.clone(), source: KeySource::Keychain };
        if !self.unsaved.is_empty()
            && let Err(error) = self.reseal(key, KeySource::Keychain)
        {
            self.hold = Hold::Missing(reason);
            return Err(error);
        }
        Ok(())
    }

    /// Goes over to a key from `passphrase`, with everything that can be read. Slow.
    pub(crate) fn use_passphrase(&mut self, passphrase: &SecretString) -> Result<(), VaultError> {
        if passphrase.expose_secret().is_empty() {
            return Err(VaultError::EmptyPassphrase);
        }
        if self.path.is_none() {
            return Err(VaultError::NoFile);
        }
        if matches!(self.hold, Hold::Locked) {
            return Err(VaultError::Locked);
        }
        let kdf = Kdf::new(&self.ambient)?;
        let key = kdf.derive(passphrase)?;
        self.reseal(key, KeySource::Passphrase(kdf))?;
        Ok(())
    }

    /// Opens a vault that waits for its passphrase. Slow.
    pub(crate) fn unlock(&mut self, passphrase: &SecretString) -> Result<(), VaultError> {
        let Some(VaultFile { key: KeySource::Passphrase(kdf), .. }) = &self.file else {
            return Err(VaultError::NoPassphrase);
        };
        let source = KeySource::Passphrase(kdf.clone());
        let key = kdf.derive(passphrase)?;
        if !self.file.as_ref().is_some_and(|file| file.opens_with(&key)) {
            return Err(VaultError::WrongPassphrase);
        }
        self.fit(&key)?;
        self.hold = Hold::Key { key, source };
        Ok(())
    }

    /// Notes why there is no key, unless there is one.
    pub(crate) fn miss_keychain(&mut self, problem: KeychainProblem) {
        if let Hold::Missing(reason) = &mut self.hold {
            *reason = problem;
        }
    }

    /// Drops every secret and the file.
    pub(crate) fn forget_all(&mut self) -> Result<(), VaultError> {
        if let Some(path) = &self.path {
            disk::delete(path)?;
            disk::sweep(path);
        }
        self.file = None;
        self.unsaved.clear();
        self.hold = Hold::Missing(KeychainProblem::NotAsked);
        Ok(())
    }

    fn on_disk(&self, id: &SecretId) -> bool {
        self.file.as_ref().is_some_and(|file| file.records.contains_key(id))
    }

    fn keep(&mut self, id: &SecretId, secret: SecretString) -> Result<(), VaultError> {
        match &self.hold {
            Hold::Key { key, source } => {
                let mut file = match &self.file {
                    Some(file) => file.clone(),
                    None => VaultFile::new(&self.ambient, key, source.clone())?,
                };
                file.records
                    .insert(id.clone(), key.seal(&self.ambient, id.as_str(), secret.expose_secret())?);
                self.save(file)?;
            }
            Hold::Locked => return Err(VaultError::Locked),
            Hold::Missing(_) => {
                self.unsaved.insert(id.clone(), secret);
            }
        }
        Ok(())
    }

    /// Makes the file one that `key` opens: a foreign one is set aside; of a damaged one a copy is, and what is whole
    /// goes on.
    fn fit(&mut self, key: &MasterKey) -> Result<(), VaultError> {
        let Some(mut file) = self.file.clone() else { return Ok(()) };
        if !file.opens_with(key) {
            self.put_aside(Flaw::Foreign)?;
            return Ok(());
        }
        file.drop_damaged(key);
        if file.is_partial
            && let Err(error) = self.supersede(file, Flaw::Damaged)
        {
            // Nothing is lost by reading on, and the next save will try the same.
            tracing::warn!(%error, "damaged vault left as it is");
            self.file.iter_mut().for_each(|file| file.is_partial = true);
        }
        Ok(())
    }

    /// Writes every secret anew under `key`, then goes on with it. Records that need a key that is out of reach stay
    /// as they are, under another name.
    fn reseal(&mut self, key: MasterKey, source: KeySource) -> Result<(), VaultError> {
        let out_of_reach = matches!(self.hold, Hold::Missing(_)) && self.file.is_some();
        let mut file = VaultFile::new(&self.ambient, &key, source.clone())?;
        let on_disk = self.file.iter().filter(|_| !out_of_reach).flat_map(|file| file.records.keys());
        for id in on_disk.chain(self.unsaved.keys()) {
            let Some(secret) = self.get(id)? else { continue };
            file.records.insert(id.clone(), key.seal(&self.ambient, id.as_str(), secret.expose_secret())?);
        }
        if out_of_reach {
            self.supersede(file, Flaw::Foreign)?;
        } else {
            self.save(file)?;
        }
        self.unsaved.clear();
        self.hold = Hold::Key { key, source };
        Ok(())
    }

    fn save(&mut self, file: VaultFile) -> Result<(), VaultError> {
        if self.file.as_ref().is_some_and(|file| file.is_partial) {
            return self.supersede(file, Flaw::Damaged);
        }
        self.write(file)
    }

    /// Puts `file` in place of one that holds more, which is kept under another name.
    fn supersede(&mut self, mut file: VaultFile, flaw: Flaw) -> Result<(), VaultError> {
        let path = self.path.as_deref().ok_or(VaultError::NoFile)?;
        let kept = disk::keep(path, (self.ambient.now)(), flaw)?;
        file.is_partial = false;
        if let Err(error) = self.write(file) {
            // What it is a copy of is still there.
            _ = disk::delete(&kept);
            return Err(error);
        }
        self.set_aside = Some(kept);
        Ok(())
    }

    fn write(&mut self, file: VaultFile) -> Result<(), VaultError> {
        let path = self.path.as_deref().ok_or(VaultError::NoFile)?;
        file.save(path)?;
        self.file = Some(file);
        Ok(())
    }

    fn put_aside(&mut self, flaw: Flaw) -> Result<(), VaultError> {
        let path = self.path.as_deref().ok_or(VaultError::NoFile)?;
        self.set_aside = Some(disk::set_aside(path, (self.ambient.now)(), flaw)?);
        self.file = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
