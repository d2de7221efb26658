use std::{io, path::PathBuf};

use crate::{KeychainProblem, SecretId};

/// Why a vault could not do what it was asked. Carries no secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The vault waits for its passphrase.
    #[error("the vault is locked with a passphrase")]
    Locked,
    /// The passphrase given is not the vault's.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// A passphrase needs at least one character.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The vault has no passphrase to unlock it with.
    #[error("the vault is not protected by a passphrase")]
    NoPassphrase,
    /// The vault holds no secret of this id.
    #[error("no such secret: {0}")]
    NoSuchSecret(SecretId),
    /// The secret is on disk, and its key in a keychain that cannot be read now.
    #[error("the key of this secret cannot be read: {0}")]
    KeyUnavailable(KeychainProblem),
    /// The secret's record was altered since it was written.
    #[error("the record of secret {0} is damaged")]
    Damaged(SecretId),
    /// The secrets of a parcel were altered since it was sealed.
    #[error("the secrets in this file are damaged")]
    ParcelDamaged,
    /// A parcel asks for more memory or time to open than any export needs.
    #[error("the file asks for more memory or time than opening its secrets may take")]
    ParcelTooCostly,
    /// More secrets than a parcel holds.
    #[error("the secrets are larger than an export may be")]
    ParcelTooLarge,
    /// A parcel of another version, or sealed with an algorithm that is not known.
    #[error("the secrets in this file are in a format that is not known")]
    ParcelUnknown,
    /// The keychain refused or failed.
    #[error("keychain: {0}")]
    Keychain(#[from] KeychainProblem),
    /// A vault without a file has nothing to save to.
    #[error("the vault has no file")]
    NoFile,
    /// The vault's file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// The system gave no random bytes.
    #[error("the system's random source failed")]
    NoRandomness,
    /// Sealing or deriving failed for a reason that is not in the data.
    #[error("encryption failed")]
    Crypto,
    /// The program is shutting down.
    #[error("the vault was interrupted")]
    Interrupted,
}
