//! The vault on a real gnome-keyring, each time on a bus and in a home of its own.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

use tempfile::{TempDir, tempdir};
use vault::{
    Ambient, Deadlines, ExposeSecret, KeychainProblem, OsKeychain, Protection, SecretId, Vault, VaultError,
};

const SECRET: &str = "correct horse battery staple";

/// Starts the keyring unlocked, and creates its collection in a home that has none.
const UNLOCKED: &str =
    "printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || exit 9";

/// Starts the keyring without a password; without a display it has no way to ask for one.
const LOCKED: &str = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1 || exit 9";

/// Suspends the keyring, until the scene is over.
const STOPPED: &str = r#"
    ask="dbus-send --print-reply=literal --dest=org.freedesktop.DBus / org.freedesktop.DBus"
    $ask.StartServiceByName string:org.freedesktop.secrets uint32:0 >/dev/null || exit 9
    pid=$($ask.GetConnectionUnixProcessID string:org.freedesktop.secrets | sed 's/.* //')
    kill -STOP "$pid" || exit 9
    trap 'kill -CONT "$pid"' EXIT"#;

const RUN: &str = r#""$0" "$@""#;

/// A bus that knows no service to start.
const BARE_BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

#[test]
fn an_unlocked_keyring_keeps_the_key() {
    let home = Home::new();
    home.session(UNLOCKED, "keeps");
    home.session(UNLOCKED, "finds");
    home.session(UNLOCKED, "forgets");
}

#[test]
fn a_locked_keyring_leaves_the_file_for_later() {
    let home = Home::new();
    home.session(UNLOCKED, "keeps");
    home.session(LOCKED, "is locked out");
    home.session(UNLOCKED, "finds");
}

#[test]
fn a_keyring_without_a_collection_keeps_nothing() {
    Home::new().session(LOCKED, "has no collection");
}

#[test]
fn a_bus_without_a_keyring_has_no_keychain() {
    let home = Home::new();
    let config = home.folder.path().join("bus.conf");
    fs::write(&config, BARE_BUS).unwrap();
    home.play(&[format!("--config-file={}", config.display())], RUN, "is alone");
}

#[test]
fn a_keyring_that_stops_answering_holds_nobody_up() {
    Home::new().session(&format!("{UNLOCKED}\n{STOPPED}"), "is not answered");
}

#[test]
fn without_a_bus_there_is_no_keychain() {
    let home = Home::new();
    home.check(home.command(&std::env::current_exe().unwrap(), "is alone"));
}

/// Runs inside the sessions that the other tests start.
#[tokio::test]
#[ignore = "started by the other tests"]
async fn scene() {
    let Ok(scene) = std::env::var("VAULT_SCENE") else { return };
    let patience = if scene == "is not answered" { IMPATIENT } else { PATIENT };
    let vault = open(patience).await;
    match scene.as_str() {
        "keeps" => {
            assert_eq!(vault.protection(), Protection::Keychain);
            assert_eq!(vault.keychain_status().await, Ok(()));
            let id = vault.put(SECRET.into()).await.unwrap();
            fs::write(home().join("id"), id.as_str()).unwrap();
            assert_eq!(read(&open(PATIENT).await).await.as_deref(), Some(SECRET));
        }
        "finds" => {
            assert_eq!(vault.protection(), Protection::Keychain);
            assert_eq!(vault.set_aside(), None);
            assert_eq!(read(&vault).await.as_deref(), Some(SECRET));
        }
        "forgets" => {
            vault.forget_all().await.unwrap();
            assert_eq!(vault.protection(), Protection::Keychain);
            assert_eq!(read(&vault).await, None);
            assert!(!home().join("vault.json").exists());
        }
        "is locked out" => {
            let file = fs::read(home().join("vault.json")).unwrap();
            assert_eq!(vault.protection(), memory_only(KeychainProblem::Locked));
            assert_eq!(vault.keychain_status().await, Err(KeychainProblem::Locked));
            let refused = vault.get(&id()).await;
            assert!(matches!(refused, Err(VaultError::KeyUnavailable(KeychainProblem::Locked))));
            vault.put("for this session".into()).await.unwrap();
            assert_eq!(vault.set_aside(), None);
            assert_eq!(fs::read(home().join("vault.json")).unwrap(), file, "the file is as it was");
        }
        "has no collection" => {
            assert_eq!(vault.protection(), memory_only(KeychainProblem::NoCollection));
            assert_eq!(vault.keychain_status().await, Err(KeychainProblem::NoCollection));
        }
        "is alone" => {
            assert_eq!(vault.protection(), memory_only(KeychainProblem::Absent));
            assert_eq!(vault.keychain_status().await, Err(KeychainProblem::Absent));
            let retried = vault.move_to_keychain().await;
            assert!(matches!(retried, Err(VaultError::Keychain(KeychainProblem::Absent))));
        }
        "is not answered" => {
            assert_eq!(vault.protection(), memory_only(KeychainProblem::TimedOut));
            assert_eq!(vault.keychain_status().await, Err(KeychainProblem::Busy));
            // The scene ends while the call still hangs, and must be able to.
        }
        scene => panic!("no such scene: {scene}"),
    }
}

/// How soon the keyring answers is not the subject, and the machine may be busy.
const PATIENT: Deadlines = both(Duration::from_secs(60));
const IMPATIENT: Deadlines = both(Duration::from_millis(200));

const fn both(limit: Duration) -> Deadlines {
    Deadlines { background: limit, attended: limit }
}

async fn open(deadlines: Deadlines) -> Vault {
    let keychain = Arc::new(OsKeychain::new("vault-tests"));
    let ambient = Ambient { deadlines, ..Ambient::system() };
    Vault::open_with(&home().join("vault.json"), keychain, ambient).await.unwrap()
}

async fn read(vault: &Vault) -> Option<String> {
    vault.get(&id()).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}

fn id() -> SecretId {
    fs::read_to_string(home().join("id")).unwrap().parse().unwrap()
}

fn home() -> PathBuf {
    std::env::var_os("HOME").unwrap().into()
}

fn memory_only(reason: KeychainProblem) -> Protection {
    Protection::MemoryOnly { reason }
}

/// A home without anything of the person's who runs the tests.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let folder = tempdir().unwrap();
        let runtime = folder.path().join("run");
        fs::create_dir(&runtime).unwrap();
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
        Self { folder }
    }

    /// Plays `scene` on a bus of its own, after the shell command `keyring`.
    fn session(&self, keyring: &str, scene: &str) {
        self.play(&[], &format!("{keyring}\n{RUN}"), scene);
    }

    fn play(&self, bus: &[String], script: &str, scene: &str) {
        for program in ["dbus-run-session", "gnome-keyring-daemon"] {
            let found = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
                .any(|folder| folder.join(program).is_file());
            assert!(
                found,
                "{program} is not installed: run `make test`, or install dbus, dbus-daemon and gnome-keyring"
            );
        }
        let mut command = self.command(Path::new("dbus-run-session"), scene);
        command.args(bus).args(["--", "sh", "-c", script]);
        command.arg(std::env::current_exe().unwrap());
        self.check(command);
    }

    fn command(&self, program: &Path, scene: &str) -> Command {
        let home = self.folder.path();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .env("VAULT_SCENE", scene);
        command
    }

    fn check(&self, mut command: Command) {
        command.args(["--ignored", "--exact", "scene", "--nocapture"]);
        let output = command.output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{}\n{out}\n{err}", output.status);
        assert!(out.contains("1 passed"), "the scene was not played:\n{out}\n{err}");
    }
}
