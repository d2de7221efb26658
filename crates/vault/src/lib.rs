//! Secrets at rest.
//!
//! A [`Vault`] keeps short texts (passwords, keys) under opaque [`SecretId`]s. They are sealed with
//! AES-256-GCM in one file; the 32-byte master key lives in the OS keychain, or is derived from a
//! passphrase that is asked once per session. Without either, secrets stay in memory and are gone when the
//! program ends: nothing is ever written plain or merely scrambled.
//!
//! A [`Parcel`] carries secrets to another computer, under a passphrase of its own. A [`DirectoryLock`] keeps a
//! second run of the program away from the same files.
//!
//! Nothing here knows what a cluster is.

mod ambient;
mod directory_lock;
mod disk;
mod error;
mod file;
mod id;
mod keychain;
mod keychain_key;
mod os_keychain;
mod parcel;
mod passphrase;
mod seal;
mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod vault;
mod worker;

pub use ambient::{Ambient, Deadlines, Random};
pub use directory_lock::{DirectoryLock, LockError};
pub use error::VaultError;
pub use id::{BadSecretId, SecretId};
pub use keychain::{Keychain, KeychainProblem};
pub use os_keychain::OsKeychain;
pub use parcel::Parcel;
pub use passphrase::Cost;
pub use secrecy::{ExposeSecret, SecretString};
pub use vault::{Protection, Vault};
