//! A console as an installed application has it: a vault file, a database, a log, files to export to.

#[allow(dead_code, reason = "nobody keeps or clicks here")]
#[path = "../it/doubles.rs"]
mod doubles;

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use console::{AgentOptions, Console, Files, LinkPace, OcpPace, Pace, Setup, Ssh};
use futures::future::BoxFuture;
use tempfile::TempDir;
use tracing_subscriber::fmt;
use vault::Vault;
use vault::testing::{FakeKeychain, ambient};

use self::doubles::{Fixed, Forgetful};
use crate::search::files;
use crate::wire::Wire;

/// A folder with everything that OBDeck writes.
pub struct Place {
    folder: TempDir,
    agents: Vec<String>,
}

impl Place {
    /// Everything that is logged, by anybody and however fine, goes into the folder too.
    pub fn new(agents: Vec<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = File::create(folder.path().join("obdeck.log")).unwrap();
        let all = fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(Mutex::new(log));
        tracing::subscriber::set_global_default(all.finish()).unwrap();
        Self { folder, agents }
    }

    pub async fn open(&self) -> Console {
        let at = |name: &str| self.folder.path().join(name);
        let keychain = Arc::new(FakeKeychain::new());
        let vault = Vault::open_with(&at("vault.json"), keychain, ambient(7)).await.unwrap();
        let beat = Duration::from_millis(10);
        let links = LinkPace { looked_at: beat, unseen: beat, longest: beat, settle: beat };
        Console::open(Setup {
            version: "0.0.0-test".to_owned(),
            database: at("obdeck.db"),
            vault,
            practice: Arc::new(Fixed::new(self.agents.clone())),
            preferences: Arc::new(Forgetful),
            desktop: Arc::new(Forgetful),
            files: Arc::new(Last {
                json: at("export.json"),
                plan: at("export.plan.yaml"),
                written: Mutex::default(),
            }),
            agents: AgentOptions::default(),
            pace: Pace { looked_at: beat, unseen: beat, links, ocp: OcpPace::default() },
            ssh: Ssh { program: "/no/ssh".into(), arguments: Vec::new(), sockets: at("ssh") },
            crash_report: None,
            new_id: Arc::new(console::random_id),
        })
        .await
        .unwrap()
    }

    /// All that came out: files, the log among them, and what crossed the wire.
    pub fn written(&self, wire: &Wire) -> Vec<(String, Vec<u8>)> {
        let crossed = wire.record().into_iter().map(|text| (text.clone(), text.into_bytes()));
        files(self.folder.path()).into_iter().chain(crossed).collect()
    }
}

/// A user who writes each kind of file to one place, and reads what was written last.
struct Last {
    json: PathBuf,
    plan: PathBuf,
    written: Mutex<Option<PathBuf>>,
}

impl Files for Last {
    fn save_as(&self, suggested: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        let path = if suggested.ends_with(".yaml") { &self.plan } else { &self.json };
        *self.written.lock().unwrap() = Some(path.clone());
        self.open()
    }

    fn open(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(async { Ok(self.written.lock().unwrap().clone()) })
    }
}
