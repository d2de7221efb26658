use keyring::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};

use crate::{Keychain, KeychainProblem};

/// The keychain of the operating system: Keychain Services, Credential Manager or the Secret Service.
pub struct OsKeychain {
    service: String,
}

impl OsKeychain {
    /// `service` names the program in the keychain, next to each entry. Performs no I/O.
    pub fn new(service: &str) -> Self {
        Self { service: service.to_owned() }
    }

    fn entry(&self, name: &str) -> Result<Entry, KeychainProblem> {
        if Entry::store_status().is_err() {
            return Err(KeychainProblem::Absent);
        }
        Entry::new(&self.service, name).map_err(problem)
    }
}

impl Keychain for OsKeychain {
    fn read(&self, entry: &str) -> Result<Option<SecretString>, KeychainProblem> {
        match self.entry(entry)?.get_password() {
            Ok(text) => Ok(Some(text.into())),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(problem(error)),
        }
    }

    fn write(&self, entry: &str, text: &SecretString) -> Result<(), KeychainProblem> {
        self.entry(entry)?.set_password(text.expose_secret()).map_err(problem)?;
        Ok(())
    }

    fn delete(&self, entry: &str) -> Result<(), KeychainProblem> {
        match self.entry(entry)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(problem(error)),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the keyring crate may add errors")]
fn problem(error: Error) -> KeychainProblem {
    match error {
        Error::NoDefaultStore => KeychainProblem::Absent,
        Error::NoStorageAccess(reason) => no_access(&reason.to_string()),
        // Their `Display` leaves out the stored bytes, `Debug` would not.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeychainProblem::ForeignEntry,
        error => KeychainProblem::Failed(error.to_string()),
    }
}

/// The Secret Service reports three different states as one error and tells them apart in words only.
fn no_access(reason: &str) -> KeychainProblem {
    if reason.contains("prompt dismissed") || reason.contains("object locked") {
        return KeychainProblem::Locked;
    }
    if reason.contains("result not returned") {
        return KeychainProblem::NoCollection;
    }
    if cfg!(any(target_os = "macos", target_os = "windows")) {
        return KeychainProblem::Denied;
    }
    KeychainProblem::Failed(reason.to_owned())
}
