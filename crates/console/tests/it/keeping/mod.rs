//! A console with nobody to talk to: what it keeps is all there is.

#![allow(clippy::unwrap_used, reason = "test helpers")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use console::dto::*;
use console::{AgentOptions, Console, Files, Pace, Practice, Setup, Ssh};
use futures::future::BoxFuture;
use obshell_api::Clock;
use tempfile::TempDir;
use vault::{ExposeSecret, SecretId, Vault};

use crate::doubles::Forgetful;

pub struct Desk {
    pub console: Console,
    pub vault: Vault,
    pub files: Arc<Chosen>,
    pub clock: Arc<SetClock>,
    pub directory: TempDir,
}

impl Desk {
    pub async fn new() -> Desk {
        Self::with(Vault::memory()).await
    }

    pub async fn with(vault: Vault) -> Desk {
        let directory = tempfile::tempdir().unwrap();
        let (files, clock) = (Arc::new(Chosen::default()), Arc::new(SetClock::default()));
        let setup = setup(directory.path(), &vault, files.clone(), clock.clone());
        let console = Console::open(setup).await.unwrap();
        Desk { console, vault, files, clock, directory }
    }

    /// What a restart of the application does: a new console over the same files and secrets.
    pub async fn restart(&mut self) {
        let setup = setup(self.directory.path(), &self.vault, self.files.clone(), self.clock.clone());
        self.console = Console::open(setup).await.unwrap();
    }

    pub async fn add(&self, settings: ConnectionSettings) -> ConnectionView {
        self.try_add(settings, None).await.unwrap()
    }

    pub async fn try_add(
        &self,
        settings: ConnectionSettings,
        guard: Option<GuardLevel>,
    ) -> Result<ConnectionView, IpcError> {
        self.console.add_connection(AddConnectionReq { settings, guard }).await
    }

    pub async fn edit(
        &self,
        view: &ConnectionView,
        change: impl FnOnce(&mut ConnectionSettings),
    ) -> Result<ConnectionView, IpcError> {
        let mut settings = view.settings.clone();
        change(&mut settings);
        let request = EditConnectionReq { connection_id: view.id.clone(), settings };
        self.console.edit_connection(request).await
    }

    pub async fn all(&self) -> Vec<ConnectionView> {
        self.console.connections(Nothing {}).await.unwrap().connections
    }

    pub async fn named(&self, name: &str) -> ConnectionView {
        let all = self.all().await;
        all.into_iter().find(|view| view.settings.name == name).unwrap()
    }

    pub async fn names(&self) -> Vec<String> {
        self.all().await.into_iter().map(|view| view.settings.name).collect()
    }

    pub async fn secret(&self, value: &str) -> SecretRef {
        let request = StoreSecretReq { replaces: None, value: value.into() };
        self.console.store_secret(request).await.unwrap()
    }

    /// The text of a secret, `None` when it is gone.
    pub async fn reveal(&self, secret: &SecretRef) -> Option<String> {
        let id: SecretId = secret.id.parse().unwrap();
        self.vault.get(&id).await.unwrap().map(|secret| secret.expose_secret().to_owned())
    }
}

pub fn request(view: &ConnectionView) -> ConnectionReq {
    ConnectionReq { connection_id: view.id.clone() }
}

/// A cluster of one address.
pub fn cluster(name: &str) -> ConnectionSettings {
    ConnectionSettings {
        name: name.to_owned(),
        group: String::new(),
        environment: Environment::Dev,
        kind: ConnectionKind::Cluster,
        addresses: vec!["10.0.0.1:2886".to_owned()],
        pinned: false,
        reach: Reach::default(),
        passwords: ConnectionPasswords::default(),
        ocp: OcpOptions::default(),
        note: String::new(),
    }
}

pub fn setup(directory: &Path, vault: &Vault, files: Arc<dyn Files>, clock: Arc<dyn Clock>) -> Setup {
    Setup {
        version: "0.0.0-test".to_owned(),
        database: directory.join("obdeck.db"),
        crash_report: None,
        vault: vault.clone(),
        practice: Arc::new(NoPractice),
        preferences: Arc::new(Forgetful),
        desktop: Arc::new(Forgetful),
        files,
        agents: AgentOptions { clock, ..AgentOptions::default() },
        ssh: Ssh { program: "/no/ssh".into(), arguments: Vec::new(), sockets: directory.join("ssh") },
        pace: Pace::default(),
        new_id: Arc::new(console::random_id),
    }
}

/// Stands still until it is moved.
#[derive(Default)]
pub struct SetClock {
    ahead_ms: AtomicU64,
}

impl SetClock {
    pub fn forward(&self, by: Duration) {
        self.ahead_ms.fetch_add(u64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.ahead_ms.load(Ordering::SeqCst))
    }
}

/// The file that is chosen in every dialog; none: the user cancels.
#[derive(Default)]
pub struct Chosen {
    path: Mutex<Option<PathBuf>>,
    suggested: Mutex<Vec<String>>,
}

impl Chosen {
    pub fn choose(&self, path: &Path) {
        *self.path.lock().unwrap() = Some(path.to_owned());
    }

    /// Every name that was suggested.
    pub fn suggested(&self) -> Vec<String> {
        self.suggested.lock().unwrap().clone()
    }
}

impl Files for Chosen {
    fn save_as(&self, suggested: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        self.suggested.lock().unwrap().push(suggested.to_owned());
        self.open()
    }

    fn open(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(async { Ok(self.path.lock().unwrap().clone()) })
    }
}

struct NoPractice;

impl Practice for NoPractice {
    fn start(&self, _: bool) -> BoxFuture<'_, Result<Vec<String>, String>> {
        Box::pin(async { Err("there is no practice cluster here".to_owned()) })
    }

    fn take_up(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn running(&self) -> Vec<String> {
        Vec::new()
    }
}
