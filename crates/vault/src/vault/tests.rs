use std::fs;

use secrecy::ExposeSecret;
use tempfile::{TempDir, tempdir};
use tokio::time::Instant;

use super::*;
use crate::{
    Deadlines,
    testing::{FakeKeychain, ambient},
};

#[tokio::test]
async fn a_secret_comes_back_after_a_restart() {
    let desk = Desk::new();
    let vault = desk.open().await;
    assert_eq!(vault.protection(), Protection::Keychain);
    let id = vault.put("hunter2".into()).await.unwrap();
    vault.replace(&id, "hunter3".into()).await.unwrap();

    let vault = desk.open().await;
    assert_eq!(read(&vault, &id).await.as_deref(), Some("hunter3"));
    vault.remove(&id).await.unwrap();
    vault.remove(&id).await.unwrap();
    assert_eq!(read(&desk.open().await, &id).await, None);
    assert!(matches!(vault.replace(&id, "x".into()).await, Err(VaultError::NoSuchSecret(_))));
}

#[tokio::test]
async fn opening_writes_no_file() {
    let desk = Desk::new();
    desk.open().await;
    assert!(!desk.path().exists());
}

#[tokio::test]
async fn without_a_keychain_secrets_stay_in_memory() {
    let desk = Desk::new();
    desk.keychain.fail(Some(KeychainProblem::Absent));
    let vault = desk.open().await;
    assert_eq!(vault.protection(), memory_only(KeychainProblem::Absent));
    let id = vault.put("hunter2".into()).await.unwrap();
    assert_eq!(read(&vault, &id).await.as_deref(), Some("hunter2"));
    assert!(!desk.path().exists(), "nothing is written without a key");
    assert_eq!(read(&desk.open().await, &id).await, None);
}

#[tokio::test]
async fn a_keychain_that_reads_and_does_not_write_is_no_keychain() {
    let desk = Desk::new();
    desk.keychain.fail_writes(Some(KeychainProblem::NoCollection));
    let vault = desk.open().await;
    assert_eq!(vault.protection(), memory_only(KeychainProblem::NoCollection));
    assert_eq!(vault.keychain_status().await, Err(KeychainProblem::NoCollection));
}

#[tokio::test]
async fn the_status_probe_leaves_nothing_behind() {
    let desk = Desk::new();
    assert_eq!(desk.open().await.keychain_status().await, Ok(()));
    assert_eq!(desk.keychain.entry("probe"), None);
}

#[tokio::test]
async fn an_entry_of_someone_else_is_left_alone() {
    let desk = Desk::new();
    desk.keychain.set_entry("master-key", Some("not a key"));
    assert_eq!(desk.open().await.protection(), memory_only(KeychainProblem::ForeignEntry));
    assert_eq!(desk.keychain.entry("master-key").as_deref(), Some("not a key"));
}

#[tokio::test]
async fn a_file_outlives_a_keychain_that_is_away() {
    let desk = Desk::new();
    let vault = desk.open().await;
    let [kept, replaced, removed] = [put(&vault, "a").await, put(&vault, "b").await, put(&vault, "c").await];

    desk.keychain.fail(Some(KeychainProblem::Locked));
    let vault = desk.open().await;
    assert!(matches!(vault.get(&kept).await, Err(VaultError::KeyUnavailable(KeychainProblem::Locked))));
    vault.replace(&replaced, "b2".into()).await.unwrap();
    vault.remove(&removed).await.unwrap();
    let unsaved = put(&vault, "d").await;
    assert_eq!(read(&vault, &replaced).await.as_deref(), Some("b2"));
    assert!(matches!(vault.move_to_keychain().await, Err(VaultError::Keychain(KeychainProblem::Locked))));

    desk.keychain.fail(None);
    vault.move_to_keychain().await.unwrap();
    assert_eq!(vault.protection(), Protection::Keychain);
    for vault in [vault, desk.open().await] {
        assert_eq!(vault.set_aside(), None);
        assert_eq!(read(&vault, &kept).await.as_deref(), Some("a"));
        assert_eq!(read(&vault, &replaced).await.as_deref(), Some("b2"));
        assert_eq!(read(&vault, &removed).await, None);
        assert_eq!(read(&vault, &unsaved).await.as_deref(), Some("d"));
    }
}

#[tokio::test]
async fn a_file_of_another_key_is_set_aside() {
    let desk = Desk::new();
    let id = put(&desk.open().await, "a").await;
    let file = fs::read(desk.path()).unwrap();
    desk.keychain.set_entry("master-key", None);

    let vault = desk.open().await;
    assert_eq!(vault.protection(), Protection::Keychain);
    assert_eq!(fs::read(vault.set_aside().unwrap()).unwrap(), file);
    assert_eq!(read(&vault, &id).await, None);
}

#[tokio::test]
async fn a_passphrase_is_asked_once_per_session() {
    let desk = Desk::new();
    desk.keychain.fail(Some(KeychainProblem::Absent));
    let vault = desk.open().await;
    let id = put(&vault, "a").await;
    assert!(matches!(vault.use_passphrase("".into()).await, Err(VaultError::EmptyPassphrase)));
    assert!(matches!(vault.unlock("open sesame".into()).await, Err(VaultError::NoPassphrase)));
    vault.use_passphrase("open sesame".into()).await.unwrap();
    assert_eq!((vault.protection(), vault.is_locked()), (Protection::Passphrase, false));
    assert_eq!(read(&vault, &id).await.as_deref(), Some("a"));

    let calls = desk.keychain.calls();
    let vault = desk.open().await;
    assert_eq!((vault.protection(), vault.is_locked()), (Protection::Passphrase, true));
    assert_eq!(desk.keychain.calls(), calls, "a vault under a passphrase leaves the keychain alone");
    assert!(matches!(vault.get(&id).await, Err(VaultError::Locked)));
    assert!(matches!(vault.put("b".into()).await, Err(VaultError::Locked)));
    assert!(matches!(vault.use_passphrase("other".into()).await, Err(VaultError::Locked)));
    assert!(matches!(vault.move_to_keychain().await, Err(VaultError::Locked)));
    assert!(matches!(vault.unlock("open says me".into()).await, Err(VaultError::WrongPassphrase)));
    assert!(vault.is_locked());
    vault.unlock("open sesame".into()).await.unwrap();
    assert!(!vault.is_locked());
    assert_eq!(read(&vault, &id).await.as_deref(), Some("a"));
}

#[tokio::test]
async fn a_passphrase_can_be_changed_and_left_for_the_keychain() {
    let desk = Desk::new();
    let vault = desk.open().await;
    let id = put(&vault, "a").await;
    vault.use_passphrase("one".into()).await.unwrap();
    vault.use_passphrase("two".into()).await.unwrap();

    let vault = desk.open().await;
    assert!(matches!(vault.unlock("one".into()).await, Err(VaultError::WrongPassphrase)));
    vault.unlock("two".into()).await.unwrap();
    vault.move_to_keychain().await.unwrap();
    for vault in [vault, desk.open().await] {
        assert_eq!((vault.protection(), vault.is_locked()), (Protection::Keychain, false));
        assert_eq!(read(&vault, &id).await.as_deref(), Some("a"));
    }
}

#[tokio::test]
async fn a_passphrase_over_a_file_out_of_reach_sets_it_aside() {
    let desk = Desk::new();
    let id = put(&desk.open().await, "a").await;
    desk.keychain.fail(Some(KeychainProblem::Absent));
    let vault = desk.open().await;
    let unsaved = put(&vault, "b").await;
    vault.use_passphrase("open sesame".into()).await.unwrap();
    assert!(vault.set_aside().unwrap().exists());
    assert_eq!(read(&vault, &id).await, None);
    assert_eq!(read(&vault, &unsaved).await.as_deref(), Some("b"));
}

#[tokio::test]
async fn forgetting_leaves_neither_file_nor_key() {
    let desk = Desk::new();
    let vault = desk.open().await;
    let id = put(&vault, "a").await;
    let key = desk.keychain.entry("master-key");
    vault.forget_all().await.unwrap();
    assert!(!desk.path().exists());
    assert_ne!(desk.keychain.entry("master-key"), key, "the old key is gone for good");
    assert_eq!(read(&vault, &id).await, None);
    assert_eq!(vault.protection(), Protection::Keychain);
}

#[tokio::test]
async fn a_forgotten_passphrase_can_be_left_behind() {
    let desk = Desk::new();
    let vault = desk.open().await;
    put(&vault, "a").await;
    vault.use_passphrase("open sesame".into()).await.unwrap();
    let vault = desk.open().await;
    vault.forget_all().await.unwrap();
    assert_eq!((vault.protection(), vault.is_locked()), (Protection::Keychain, false));
    put(&vault, "b").await;
}

#[tokio::test]
async fn a_keychain_that_hangs_costs_its_deadline_once() {
    let desk = Desk::new();
    desk.keychain.hang();
    let short = Duration::from_millis(5);
    let deadlines = Deadlines { background: short, ..ambient(1).deadlines };
    let vault = desk.open_in(Ambient { deadlines, ..ambient(1) }).await;
    assert_eq!(vault.protection(), memory_only(KeychainProblem::TimedOut));
    put(&vault, "a").await;
    assert!(
        matches!(vault.move_to_keychain().await, Err(VaultError::Keychain(KeychainProblem::Busy))),
        "the long deadline is not waited out behind a call that hangs"
    );
    assert_eq!(vault.protection(), memory_only(KeychainProblem::Busy));
    assert!(desk.keychain.calls() <= 1, "no second call is made while one hangs");

    desk.keychain.release();
    vault.keychain_idle().await;
    vault.move_to_keychain().await.unwrap();
    assert_eq!(vault.protection(), Protection::Keychain);
}

#[tokio::test(start_paused = true)]
async fn a_keychain_that_answers_after_a_minute_is_not_waited_for() {
    let desk = Desk::new();
    desk.keychain.hang();
    let begun = Instant::now();
    let deadlines = Ambient::system().deadlines;
    let vault = desk.open_in(Ambient { deadlines, ..ambient(1) }).await;
    assert_eq!(begun.elapsed(), Duration::from_secs(3));
    assert_eq!(vault.protection(), memory_only(KeychainProblem::TimedOut));
    let id = put(&vault, "a").await;
    assert_eq!(read(&vault, &id).await.as_deref(), Some("a"));
    assert!(!desk.path().exists());

    tokio::time::advance(Duration::from_secs(57)).await;
    // The clock goes by itself whenever nothing but another thread is waited for.
    tokio::time::resume();
    desk.keychain.release();
    vault.keychain_idle().await;
    assert_eq!(vault.protection(), memory_only(KeychainProblem::TimedOut), "nothing changes by itself");
    vault.move_to_keychain().await.unwrap();
    for vault in [vault, desk.open().await] {
        assert_eq!(vault.protection(), Protection::Keychain);
        assert_eq!(read(&vault, &id).await.as_deref(), Some("a"), "nothing put meanwhile is lost");
    }
}

#[tokio::test]
async fn a_move_that_nobody_answers_changes_nothing() {
    let desk = Desk::new();
    let vault = desk.open().await;
    let id = put(&vault, "a").await;
    vault.use_passphrase("open sesame".into()).await.unwrap();
    let file = fs::read(desk.path()).unwrap();
    let unmoved = async || {
        assert_eq!((vault.protection(), vault.is_locked()), (Protection::Passphrase, false));
        assert_eq!(read(&vault, &id).await.as_deref(), Some("a"));
        assert_eq!(fs::read(desk.path()).unwrap(), file);
    };
    for problem in [KeychainProblem::Locked, KeychainProblem::Denied, KeychainProblem::Absent] {
        desk.keychain.fail(Some(problem.clone()));
        let refused = vault.move_to_keychain().await;
        assert!(matches!(refused, Err(VaultError::Keychain(found)) if found == problem));
        unmoved().await;
    }

    desk.keychain.hang();
    tokio::time::pause();
    let begun = Instant::now();
    let refused = vault.move_to_keychain().await;
    assert!(matches!(refused, Err(VaultError::Keychain(KeychainProblem::TimedOut))));
    assert!(begun.elapsed() >= ambient(1).deadlines.attended);
    unmoved().await;
}

#[tokio::test]
async fn whatever_ails_the_keychain_the_file_waits() {
    let problems = [
        KeychainProblem::Absent,
        KeychainProblem::Locked,
        KeychainProblem::Denied,
        KeychainProblem::NoCollection,
        KeychainProblem::Failed("no such interface".to_owned()),
    ];
    for problem in problems {
        let desk = Desk::new();
        let id = put(&desk.open().await, "a").await;
        let file = fs::read(desk.path()).unwrap();
        desk.keychain.fail(Some(problem.clone()));
        let vault = desk.open().await;
        assert_eq!(vault.protection(), memory_only(problem.clone()));
        let refused = vault.get(&id).await;
        assert!(matches!(refused, Err(VaultError::KeyUnavailable(found)) if found == problem));
        put(&vault, "b").await;
        assert_eq!(vault.set_aside(), None);
        assert_eq!(fs::read(desk.path()).unwrap(), file, "{problem}: the file is as it was");

        desk.keychain.fail(None);
        vault.move_to_keychain().await.unwrap();
        assert_eq!(read(&vault, &id).await.as_deref(), Some("a"));
    }
}

#[tokio::test]
async fn a_file_from_another_user_is_set_aside_or_asks_for_its_passphrase() {
    let (theirs, ours) = (Desk::new(), Desk::new());
    // Our keychain has a key of its own.
    let random = Arc::new(|bytes: &mut [u8]| {
        bytes.fill(7);
        true
    });
    let id = put(&ours.open_in(Ambient { random, ..ambient(1) }).await, "ours").await;
    let vault = theirs.open().await;
    put(&vault, "theirs").await;
    let file = fs::copy(theirs.path(), ours.path()).and_then(|_| fs::read(ours.path())).unwrap();
    let opened = ours.open().await;
    assert_eq!(fs::read(opened.set_aside().expect("it is reported")).unwrap(), file);
    assert_eq!((opened.protection(), read(&opened, &id).await), (Protection::Keychain, None));

    vault.use_passphrase("open sesame".into()).await.unwrap();
    fs::copy(theirs.path(), ours.path()).unwrap();
    let opened = ours.open().await;
    assert_eq!((opened.set_aside(), opened.is_locked()), (None, true));
    assert!(matches!(opened.unlock("ours".into()).await, Err(VaultError::WrongPassphrase)));
    opened.forget_all().await.unwrap();
    assert_eq!((opened.protection(), opened.is_locked()), (Protection::Keychain, false));
}

#[tokio::test]
async fn a_keychain_that_panics_is_survived() {
    let desk = Desk::new();
    desk.keychain.panic(true);
    let vault = desk.open().await;
    assert!(matches!(vault.protection(), Protection::MemoryOnly { reason: KeychainProblem::Failed(_) }));
    desk.keychain.panic(false);
    vault.move_to_keychain().await.unwrap();
}

#[tokio::test]
async fn calls_wait_for_each_other() {
    let desk = Desk::new();
    let vault = desk.open().await;
    let calls = [(); 8].map(|()| {
        let vault = vault.clone();
        tokio::spawn(async move { vault.keychain_status().await })
    });
    for call in calls {
        assert_eq!(call.await.unwrap(), Ok(()));
    }
}

#[tokio::test]
async fn a_dropped_call_leaves_a_whole_vault() {
    let desk = Desk::new();
    let vault = desk.open().await;
    let id = put(&vault, "a").await;
    tokio::select! {
        biased;
        _ = vault.replace(&id, "b".into()) => {}
        () = std::future::ready(()) => {}
    }
    // Waits for its turn behind the dropped one.
    assert_eq!(read(&vault, &id).await.as_deref(), Some("b"));
    assert_eq!(read(&desk.open().await, &id).await.as_deref(), Some("b"));
}

#[tokio::test]
async fn a_vault_in_memory_has_nothing_to_protect() {
    let vault = Vault::memory();
    assert_eq!(vault.protection(), memory_only(KeychainProblem::NotAsked));
    let id = put(&vault, "a").await;
    assert_eq!(read(&vault, &id).await.as_deref(), Some("a"));
    assert!(matches!(vault.move_to_keychain().await, Err(VaultError::NoFile)));
    assert!(matches!(vault.use_passphrase("x".into()).await, Err(VaultError::NoFile)));
    vault.forget_all().await.unwrap();
    assert_eq!(read(&vault, &id).await, None);
}

#[tokio::test]
async fn a_path_that_cannot_be_read_is_an_error() {
    let desk = Desk::new();
    fs::create_dir(desk.path()).unwrap();
    let opened = Vault::open(&desk.path(), desk.keychain.clone()).await;
    assert!(matches!(opened.err(), Some(VaultError::File { .. })));
    assert!(desk.path().is_dir(), "it stays where it is");
}

/// One user's folder and keychain.
struct Desk {
    folder: TempDir,
    keychain: Arc<FakeKeychain>,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempdir().unwrap(), keychain: Arc::default() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("vault.json")
    }

    async fn open(&self) -> Vault {
        // Bytes must differ from run to run: a key that was replaced is not the same by chance.
        self.open_in(ambient(self.keychain.calls() as u64)).await
    }

    async fn open_in(&self, ambient: Ambient) -> Vault {
        Vault::open_with(&self.path(), self.keychain.clone(), ambient).await.unwrap()
    }
}

fn memory_only(reason: KeychainProblem) -> Protection {
    Protection::MemoryOnly { reason }
}

async fn put(vault: &Vault, secret: &str) -> SecretId {
    vault.put(secret.into()).await.unwrap()
}

async fn read(vault: &Vault, id: &SecretId) -> Option<String> {
    vault.get(id).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}
