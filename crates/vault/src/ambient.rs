use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use rand::{TryRng, rngs::SysRng};

use crate::{Cost, VaultError};

/// What a vault takes from the world around it, so that tests can bring their own.
#[derive(Clone)]
pub struct Ambient {
    /// The wall clock; only names set-aside files.
    pub now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    /// Fills the buffer with random bytes, or says that there are none. Keys, nonces and ids come from here.
    pub random: Arc<Random>,
    /// How long the keychain may take.
    pub deadlines: Deadlines,
    /// What deriving a key from a new passphrase costs.
    pub passphrase_cost: Cost,
}

/// Fills a buffer, or answers `false`.
pub type Random = dyn Fn(&mut [u8]) -> bool + Send + Sync;

/// How long to wait for the keychain before answering that it timed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// For calls that nobody asked for, such as opening the vault at start.
    pub background: Duration,
    /// For calls that a person waits for and may have to answer a prompt of the keychain.
    pub attended: Duration,
}

impl Ambient {
    /// The system's clock and random source, 3 s and 30 s for the keychain.
    pub fn system() -> Self {
        Self {
            now: Arc::new(SystemTime::now),
            random: Arc::new(|bytes| SysRng.try_fill_bytes(bytes).is_ok()),
            deadlines: Deadlines { background: Duration::from_secs(3), attended: Duration::from_secs(30) },
            passphrase_cost: Cost::STRONG,
        }
    }

    pub(crate) fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError> {
        if !(self.random)(bytes) {
            return Err(VaultError::NoRandomness);
        }
        Ok(())
    }
}
