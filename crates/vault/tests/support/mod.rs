//! A vault whose key is always the same, in whatever process.
#![allow(dead_code, reason = "each test uses a part")]

use std::{path::Path, sync::Arc};

use vault::{Ambient, Cost, ExposeSecret, Keychain, KeychainProblem, SecretId, SecretString, Vault};

/// Larger than a block of a disk.
pub const LONG: &str = include_str!("mod.rs");

/// 32 bytes in base64.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

pub async fn open(path: &Path) -> Vault {
    let cheap = Cost { memory: 8, passes: 1, lanes: 1 };
    let ambient = Ambient { passphrase_cost: cheap, ..Ambient::system() };
    Vault::open_with(path, Arc::new(FixedKey), ambient).await.unwrap()
}

pub async fn read(vault: &Vault, id: &SecretId) -> Option<String> {
    vault.get(id).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}

struct FixedKey;

impl Keychain for FixedKey {
    fn read(&self, _: &str) -> Result<Option<SecretString>, KeychainProblem> {
        Ok(Some(KEY.into()))
    }

    fn write(&self, _: &str, _: &SecretString) -> Result<(), KeychainProblem> {
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), KeychainProblem> {
        Ok(())
    }
}
