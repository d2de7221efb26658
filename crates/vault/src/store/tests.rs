use std::{fs, path::Path};

use proptest::{prelude::*, sample::Index};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

use super::*;
use crate::testing::ambient;

const SECRETS: [&str; 3] = ["", "correct horse", "pässwörd 密码"];

proptest! {
    #[test]
    fn a_flipped_bit_is_never_silent(at: Index, seed: u64) {
        let written = Written::new(seed);
        let mut bytes = fs::read(&written.path).unwrap();
        let bit = at.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&written.path, &bytes).unwrap();

        let store = written.reopen();
        let set_aside = store.standing().set_aside;
        if let Some(aside) = &set_aside {
            prop_assert_eq!(fs::read(aside).unwrap(), bytes, "what was found is kept as it was found");
        }
        for (id, secret) in &written.secrets {
            match read(&store, id) {
                Some(read) => prop_assert_eq!(&read, secret, "a secret is right or gone, never another"),
                None => prop_assert!(set_aside.is_some(), "a secret that is gone is reported"),
            }
        }
    }

}

proptest! {
    // Each case writes to the disk several times.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_part_of_a_file_keeps_its_whole_lines(at: Index) {
        let written = Written::new(1);
        let bytes = fs::read(&written.path).unwrap();
        // Its last byte is a line end that nobody misses.
        let part = &bytes[..at.index(bytes.len() - 1)];
        fs::write(&written.path, part).unwrap();

        let store = written.reopen();
        let aside = store.standing().set_aside.expect("it is set aside");
        prop_assert_eq!(fs::read(&aside).unwrap(), part, "what was found is kept as it was found");
        for (id, secret) in &written.secrets {
            let was_whole = String::from_utf8_lossy(part).lines().any(|line| {
                let line = line.strip_suffix(',').unwrap_or(line);
                serde_json::from_str(line).is_ok_and(|record: Value| record["id"] == id.as_str())
            });
            let expected = was_whole.then(|| (*secret).to_owned());
            prop_assert_eq!(&read(&store, id), &expected);
            let again = written.reopen();
            prop_assert_eq!(&read(&again, id), &expected);
            prop_assert_eq!(again.standing().set_aside, None, "once is enough");
        }
    }

    #[test]
    fn a_flipped_bit_costs_one_secret(record in 0..3_usize, at: Index, under_passphrase: bool) {
        let written = Written::new(1);
        if under_passphrase {
            written.reopen().use_passphrase(&"open sesame".into()).unwrap();
        }
        let mut lines: Vec<_> = fs::read(&written.path).unwrap().split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let line = &mut lines[record + 1];
        let bit = at.index(line.len() * 8);
        line[bit / 8] ^= 1 << (bit % 8);
        let bytes = lines.join(&b'\n');
        fs::write(&written.path, &bytes).unwrap();

        let reopened = || {
            if !under_passphrase {
                return written.reopen();
            }
            let mut store = Store::load(ambient(2), written.path.clone()).unwrap();
            store.unlock(&"open sesame".into()).unwrap();
            store
        };
        let (store, again) = (reopened(), reopened());
        let lost = |store: &Store| {
            let ids = written.secrets.iter().filter(|(id, secret)| read(store, id).as_deref() != Some(*secret));
            ids.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        };
        prop_assert!(lost(&store).len() <= 1, "lost {:?}", lost(&store));
        prop_assert_eq!(lost(&store), lost(&again), "and it stays so");
        for id in lost(&store) {
            prop_assert_eq!(read(&store, &id), None, "gone, never another");
            prop_assert_eq!(&fs::read(store.standing().set_aside.unwrap()).unwrap(), &bytes);
        }
        prop_assert_eq!(again.standing().set_aside, None, "once is enough");
    }
}

#[test]
fn a_damaged_file_whose_key_is_away_is_kept_before_it_changes() {
    let written = Written::new(1);
    let [(_, _), (removed, _), (kept, secret)] = &written.secrets;
    let mut bytes = fs::read(&written.path).unwrap();
    let first = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    bytes[first] ^= 1;
    fs::write(&written.path, &bytes).unwrap();

    let mut store = Store::load(ambient(2), written.path.clone()).unwrap();
    store.remove(removed).unwrap();
    assert_eq!(fs::read(store.standing().set_aside.unwrap()).unwrap(), bytes);
    store.use_keychain(written.key.clone()).unwrap();
    assert_eq!(read(&store, removed), None);
    assert_eq!(read(&store, kept).as_deref(), Some(*secret));
}

#[test]
fn a_file_with_other_line_ends_opens_too() {
    let written = Written::new(1);
    written.edit(|_| {});
    let store = written.reopen();
    assert_eq!(store.standing().set_aside, None);
    for (id, secret) in &written.secrets {
        assert_eq!(read(&store, id).as_deref(), Some(*secret));
    }
}

#[test]
fn what_a_killed_program_left_is_swept() {
    let written = Written::new(1);
    let rest = written.folder.path().join(".vault-a1b2c3");
    let other = written.folder.path().join("vault.json.bad-2025-01-01T00-00-00Z");
    for path in [&rest, &other] {
        fs::write(path, "{").unwrap();
    }
    let mut store = written.reopen();
    assert!(!rest.exists());
    fs::write(&rest, "{").unwrap();
    store.forget_all().unwrap();
    assert!(!rest.exists());
    assert!(other.exists(), "what was set aside stays");
}

#[test]
fn a_record_under_another_id_is_refused() {
    let written = Written::new(1);
    let [(one, _), (two, _), (three, secret)] = &written.secrets;
    written.edit(|json| {
        let records = json["records"].as_array_mut().unwrap();
        let at = |id: &SecretId| records.iter().position(|record| record["id"] == id.as_str()).unwrap();
        let (one, two) = (at(one), at(two));
        let swapped = records[one]["sealed"].take();
        records[one]["sealed"] = records[two]["sealed"].take();
        records[two]["sealed"] = swapped;
    });

    let store = written.reopen();
    assert!(store.standing().set_aside.is_some(), "the swap is reported");
    assert_eq!(
        (read(&store, one), read(&store, two)),
        (None, None),
        "neither secret stands in for the other"
    );
    assert_eq!(read(&store, three).as_deref(), Some(*secret), "the third is as good as before");
    assert_eq!(read(&written.reopen(), three).as_deref(), Some(*secret), "and stays so");
}

#[test]
fn a_record_of_an_earlier_write_opens_no_more_than_itself() {
    let written = Written::new(1);
    let [(id, _), ..] = &written.secrets;
    let before = fs::read(&written.path).unwrap();
    written.reopen().replace(id, "newer".into()).unwrap();
    assert_ne!(fs::read(&written.path).unwrap(), before);
    assert_eq!(read(&written.reopen(), id).as_deref(), Some("newer"));
}

#[test]
fn a_file_that_is_not_ours_is_set_aside_and_named_by_the_clock() {
    let written = Written::new(1);
    type Edit = fn(&mut Value);
    let edits: [Edit; 6] = [
        |json| json["version"] = 2.into(),
        |json| json["version"] = 0.into(),
        |json| json["key"] = "elsewhere".into(),
        |json| json["more"] = true.into(),
        |json| json["records"][1] = json["records"][0].clone(),
        |json| json["check"]["nonce"] = "AAAAAAAAAAAAAAAA".into(),
    ];
    let good = fs::read(&written.path).unwrap();
    for (count, edit) in edits.into_iter().enumerate() {
        fs::write(&written.path, &good).unwrap();
        written.edit(edit);
        let aside = written.reopen().standing().set_aside.expect("it is set aside");
        let name = aside.file_name().unwrap().to_str().unwrap().to_owned();
        let suffix = if count == 0 { String::new() } else { format!("-{}", count + 1) };
        assert_eq!(
            name,
            format!("vault.json.bad-2026-01-02T03-04-05Z{suffix}"),
            "no earlier one is overwritten"
        );
    }
}

#[test]
fn a_file_that_asks_for_all_memory_is_set_aside() {
    let written = Written::new(1);
    let mut store = written.reopen();
    store.use_passphrase(&"open sesame".into()).unwrap();
    written.edit(|json| json["key"]["passphrase"]["cost"]["memory"] = u32::MAX.into());
    let store = Store::load(ambient(2), written.path).unwrap();
    assert!(store.standing().set_aside.is_some());
}

#[test]
fn a_secret_is_nowhere_in_the_file() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let written = Written::new(1);
    let file = fs::read_to_string(&written.path).unwrap();
    let secret = SECRETS[1];
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    for shape in [secret.to_owned(), STANDARD.encode(secret), hex] {
        assert!(!file.contains(&shape), "{shape} is in the file");
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let written = Written::new(1);
    fs::set_permissions(&written.path, fs::Permissions::from_mode(0o644)).unwrap();
    written.reopen().put("another".into()).unwrap();
    assert_eq!(fs::metadata(&written.path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_failed_save_changes_nothing() {
    let written = Written::new(1);
    let mut store = written.reopen();
    let [(id, secret), ..] = &written.secrets;
    // A folder cannot be replaced by a file, not even by root.
    fs::remove_file(&written.path).unwrap();
    fs::create_dir(&written.path).unwrap();

    assert!(matches!(store.put("another".into()), Err(VaultError::File { .. })));
    assert!(matches!(store.replace(id, "another".into()), Err(VaultError::File { .. })));
    assert!(matches!(store.remove(id), Err(VaultError::File { .. })));
    assert!(matches!(store.use_passphrase(&"open sesame".into()), Err(VaultError::File { .. })));
    assert_eq!(read(&store, id).as_deref(), Some(*secret));
    assert_eq!(store.standing().protection, Protection::Keychain);
    let left = fs::read_dir(written.folder.path()).unwrap().count();
    assert_eq!(left, 1, "no half-written file is left behind");
}

#[test]
fn without_randomness_nothing_is_sealed() {
    let written = Written::new(1);
    let dry = Ambient { random: std::sync::Arc::new(|_| false), ..ambient(1) };
    let mut store = Store::load(dry, written.path.clone()).unwrap();
    store.use_keychain(written.key).unwrap();
    assert!(matches!(store.put("another".into()), Err(VaultError::NoRandomness)));
}

/// A vault's file with three secrets under a key.
struct Written {
    folder: TempDir,
    path: PathBuf,
    key: MasterKey,
    secrets: [(SecretId, &'static str); 3],
}

impl Written {
    fn new(seed: u64) -> Self {
        let folder = tempdir().unwrap();
        let path = folder.path().join("vault.json");
        let ambient = ambient(seed);
        let key = MasterKey::random(&ambient).unwrap();
        let mut store = opened(&path, &ambient, &key);
        let secrets = SECRETS.map(|secret| (store.put(secret.into()).unwrap(), secret));
        Self { folder, path, key, secrets }
    }

    fn reopen(&self) -> Store {
        opened(&self.path, &ambient(2), &self.key)
    }

    fn edit(&self, edit: impl FnOnce(&mut Value)) {
        let mut json = serde_json::from_slice(&fs::read(&self.path).unwrap()).unwrap();
        edit(&mut json);
        fs::write(&self.path, serde_json::to_vec_pretty(&json).unwrap()).unwrap();
    }
}

fn opened(path: &Path, ambient: &Ambient, key: &MasterKey) -> Store {
    let mut store = Store::load(ambient.clone(), path.to_owned()).unwrap();
    store.use_keychain(key.clone()).unwrap();
    store
}

fn read(store: &Store, id: &SecretId) -> Option<String> {
    store.get(id).unwrap().map(|secret| secret.expose_secret().to_owned())
}
