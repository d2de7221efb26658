//! A file system that takes the first bytes of a file and then no more.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod support;

use std::{fs, path::Path, process::Command};

use support::{LONG, open, read};
use tempfile::tempdir;
use vault::{Protection, SecretId, VaultError};

const FOLDER: &str = "VAULT_FULL_DISK";

/// Half a KiB fits; without the trap the signal would end the program.
const FULL: &str = r#"trap '' XFSZ; ulimit -f 1; exec "$0" "$@""#;

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("vault.json");
    let vault = open(&path).await;
    let [kept, other] = [vault.put(LONG.into()).await.unwrap(), vault.put("other".into()).await.unwrap()];
    fs::write(folder.path().join("ids"), format!("{kept}\n{other}")).unwrap();
    let whole = fs::read_to_string(&path).unwrap();

    play("saves", folder.path());
    assert!(fs::read_to_string(&path).unwrap() == whole, "the file is as it was");
    assert_eq!(files(folder.path()), ["ids", "vault.json"]);

    // One bit.
    let record = |name: &str| format!(r#"{{"{name}":"{other}"#);
    let damaged = whole.replace(&record("id"), &record("iD"));
    assert_ne!(damaged, whole);
    fs::write(&path, &damaged).unwrap();
    play("reads on", folder.path());
    assert!(fs::read_to_string(&path).unwrap() == damaged, "the file is as it was");
    assert_eq!(files(folder.path()), ["ids", "vault.json"]);

    let vault = open(&path).await;
    assert_eq!(fs::read_to_string(vault.set_aside().unwrap()).unwrap(), damaged);
    assert_eq!(read(&vault, &kept).await.as_deref(), Some(LONG));
    vault.put("there is room again".into()).await.unwrap();
}

/// Runs where no file grows beyond half a KiB.
#[tokio::test]
#[ignore = "started by the other test"]
async fn scene() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let ids = fs::read_to_string(folder.join("ids")).unwrap();
    let [kept, other] =
        ids.lines().map(|id| id.parse::<SecretId>().unwrap()).collect::<Vec<_>>().try_into().unwrap();
    let vault = open(&folder.join("vault.json")).await;
    let full = |outcome: Result<(), VaultError>| {
        assert!(matches!(outcome, Err(VaultError::File { .. })), "{outcome:?}")
    };

    full(vault.put("another".into()).await.map(drop));
    full(vault.replace(&kept, LONG.repeat(2).into()).await);
    if std::env::var("VAULT_SCENE").unwrap() == "saves" {
        full(vault.remove(&other).await);
        full(vault.use_passphrase("open sesame".into()).await);
        assert_eq!(read(&vault, &other).await.as_deref(), Some("other"));
    }
    assert_eq!((vault.protection(), vault.set_aside()), (Protection::Keychain, None));
    assert_eq!(read(&vault, &kept).await.as_deref(), Some(LONG), "what was there can be read");
}

fn play(scene: &str, folder: &Path) {
    let mut command = Command::new("sh");
    command.args(["-c", FULL]).arg(std::env::current_exe().unwrap());
    command
        .args(["--ignored", "--exact", "scene", "--nocapture"])
        .env(FOLDER, folder)
        .env("VAULT_SCENE", scene);
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{scene}: {}\n{out}\n{err}", output.status);
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
