//! A program that saves without end and says what it does, and the book that is kept of what it said.

#![allow(clippy::unwrap_used, reason = "test helpers")]

mod model;
mod program;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use console::Console;
use console::dto::*;
use vault::{Ambient, Cost, ExposeSecret, Keychain, KeychainProblem, SecretString, Vault};

use crate::keeping::{Chosen, SetClock, setup};

pub use model::{Found, Kept, Model, Step};
pub use program::life;

pub const DIRECTORY: &str = "OBDECK_TEST_KILLED_IN";
pub const SEED: &str = "OBDECK_TEST_SEED";

const PASSPHRASE: &str = "correct horse";

/// SplitMix64: the same numbers each time.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let number = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (number ^ (number >> 31)) % end
    }
}

/// Puts a vault under a passphrase.
pub async fn prepare(directory: &Path) {
    let vault =
        Vault::open_with(&directory.join("vault.json"), Arc::new(NoKeychain), ambient()).await.unwrap();
    vault.use_passphrase(SecretString::from(PASSPHRASE)).await.unwrap();
}

/// What a start of OBDeck finds.
pub async fn look(directory: &Path, secrets: Vec<String>) -> Found {
    let (console, vault) = open(directory).await;
    let about = console.app_info(Nothing {}).await.unwrap();
    assert_eq!((about.set_aside, about.damaged_connections, about.vault.set_aside), (None, None, None));
    let database = rusqlite::Connection::open(directory.join("obdeck.db")).unwrap();
    let verdict: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let mut query = database.prepare("SELECT address, fingerprint FROM key_pin").unwrap();
    let pins = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let views = console.connections(Nothing {}).await.unwrap().connections;
    let mut found = Found {
        connections: views.into_iter().map(kept).collect(),
        pins: pins.map(Result::unwrap).collect(),
        secrets: BTreeMap::new(),
    };
    for id in secrets {
        let value = vault.get(&id.parse().unwrap()).await.unwrap();
        found.secrets.insert(id, value.map(|value| value.expose_secret().to_owned()));
    }
    found
}

async fn open(directory: &Path) -> (Console, Vault) {
    let vault =
        Vault::open_with(&directory.join("vault.json"), Arc::new(NoKeychain), ambient()).await.unwrap();
    vault.unlock(SecretString::from(PASSPHRASE)).await.unwrap();
    let (files, clock) = (Arc::new(Chosen::default()), Arc::new(SetClock::default()));
    (Console::open(setup(directory, &vault, files, clock)).await.unwrap(), vault)
}

fn kept(view: ConnectionView) -> Kept {
    let ConnectionSettings { name, group, note, passwords, .. } = view.settings;
    Kept { name, group, note, guard: view.guard.base, secret: passwords.root.unwrap().id }
}

fn ambient() -> Ambient {
    Ambient { passphrase_cost: Cost { memory: 8, passes: 1, lanes: 1 }, ..Ambient::system() }
}

struct NoKeychain;

impl Keychain for NoKeychain {
    fn read(&self, _: &str) -> Result<Option<SecretString>, KeychainProblem> {
        Err(KeychainProblem::NotAsked)
    }

    fn write(&self, _: &str, _: &SecretString) -> Result<(), KeychainProblem> {
        Err(KeychainProblem::NotAsked)
    }

    fn delete(&self, _: &str) -> Result<(), KeychainProblem> {
        Err(KeychainProblem::NotAsked)
    }
}
