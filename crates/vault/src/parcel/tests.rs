use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use super::*;
use crate::testing::ambient;

const PASSPHRASE: &str = "open sesame";

proptest! {
    #[test]
    fn what_was_sealed_opens_elsewhere(
        secrets in prop::collection::btree_map(".{0,20}", ".{0,40}", 0..6),
        passphrase in ".{1,20}",
        seed: u64,
    ) {
        let parcel = sealed(&secrets, &passphrase, seed);
        let text = serde_json::to_string(&parcel).unwrap();
        let read: Parcel = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(opened(&read, &passphrase).unwrap(), secrets);
    }

    #[test]
    fn another_passphrase_opens_nothing(passphrase in ".{1,20}") {
        prop_assume!(passphrase != PASSPHRASE);
        let refused = opened(&parcel(), &passphrase);
        prop_assert!(matches!(refused, Err(VaultError::WrongPassphrase)));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_refused(at: Index, seed: u64) {
        let mut bytes = serde_json::to_vec(&sealed(&some(), PASSPHRASE, seed)).unwrap();
        let bit = at.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(read(&bytes), None);
    }

    #[test]
    fn every_sealed_bit_counts(at: Index, field in prop::sample::select(vec!["nonce", "ciphertext"])) {
        let mut json = serde_json::to_value(parcel()).unwrap();
        let mut bytes = BASE64.decode(json[field].as_str().unwrap()).unwrap();
        let bit = at.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        json[field] = BASE64.encode(bytes).into();
        prop_assert!(matches!(open_json(json), Err(VaultError::ParcelDamaged)));
    }

    #[test]
    fn a_part_is_refused(at: Index) {
        let bytes = serde_json::to_vec(&parcel()).unwrap();
        prop_assert_eq!(read(&bytes[..at.index(bytes.len())]), None);

        let mut json = serde_json::to_value(parcel()).unwrap();
        let sealed = BASE64.decode(json["ciphertext"].as_str().unwrap()).unwrap();
        json["ciphertext"] = BASE64.encode(&sealed[..at.index(sealed.len())]).into();
        prop_assert!(matches!(open_json(json), Err(VaultError::ParcelDamaged)));
    }
}

#[test]
fn a_parcel_tells_its_cost_and_nothing_else() {
    let json = serde_json::to_value(parcel()).unwrap();
    let keys = |json: &Value| json.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["v", "kdf", "check", "nonce", "ciphertext"]);
    assert_eq!(keys(&json["kdf"]), ["alg", "m", "t", "p", "salt"]);
    assert_eq!((&json["v"], &json["kdf"]["alg"]), (&json!(1), &json!("argon2id")));
    let text = json.to_string();
    for (name, secret) in some().iter().filter(|(_, secret)| !secret.is_empty()) {
        for word in [name.clone(), secret.clone(), BASE64.encode(name), BASE64.encode(secret)] {
            assert!(!text.contains(&word), "{word:?} can be read in {text}");
        }
    }
}

#[test]
fn two_parcels_of_one_passphrase_share_nothing() {
    let ambient = ambient(1);
    let [one, two] = [(); 2].map(|()| Parcel::seal(&hidden(&some()), &PASSPHRASE.into(), &ambient).unwrap());
    assert_ne!(one.kdf.salt, two.kdf.salt);
    assert_ne!(one.nonce, two.nonce);
    assert_ne!(one.check, two.check);
}

#[test]
fn an_empty_passphrase_is_refused() {
    let refused = Parcel::seal(&hidden(&some()), &"".into(), &ambient(1));
    assert!(matches!(refused, Err(VaultError::EmptyPassphrase)));
    assert!(matches!(opened(&parcel(), ""), Err(VaultError::EmptyPassphrase)));
}

#[test]
fn a_file_cannot_ask_for_all_memory_or_time() {
    let edits = [
        ("m", json!(u32::MAX)),
        ("m", json!(COST_LIMIT.memory + 1)),
        ("t", json!(1_000_000_000)),
        ("t", json!(COST_LIMIT.passes + 1)),
        ("p", json!(COST_LIMIT.lanes + 1)),
    ];
    for (field, value) in edits {
        let refused = open_json(edited(|json| json["kdf"][field] = value.clone()));
        assert!(matches!(refused, Err(VaultError::ParcelTooCostly)), "{field} of {value} is {refused:?}");
    }
    for (field, value) in
        [("m", json!(0)), ("m", json!(7)), ("t", json!(0)), ("p", json!(0)), ("p", json!(2))]
    {
        let refused = open_json(edited(|json| json["kdf"][field] = value.clone()));
        assert!(matches!(refused, Err(VaultError::ParcelDamaged)), "{field} of {value} is {refused:?}");
    }
    for salt in ["", "AAAA", "no base64!"] {
        let refused = open_json(edited(|json| json["kdf"]["salt"] = salt.into()));
        assert!(matches!(refused, Err(VaultError::ParcelDamaged)), "a salt of {salt:?} is {refused:?}");
    }
}

#[test]
fn an_unwanted_cost_is_not_written_either() {
    let dear = Ambient {
        passphrase_cost: Cost { lanes: COST_LIMIT.lanes + 1, memory: 512, passes: 1 },
        ..ambient(1)
    };
    let refused = Parcel::seal(&hidden(&some()), &PASSPHRASE.into(), &dear);
    assert!(matches!(refused, Err(VaultError::ParcelTooCostly)));
    assert!(Cost::STRONG.is_within(COST_LIMIT), "what the program writes it reads");
}

#[test]
fn another_format_is_named_as_such() {
    let edits: [fn(&mut Value); 2] =
        [|json| json["v"] = 2.into(), |json| json["kdf"]["alg"] = "scrypt".into()];
    for edit in edits {
        assert!(matches!(open_json(edited(edit)), Err(VaultError::ParcelUnknown)));
    }
}

#[test]
fn a_huge_parcel_is_refused_before_any_work() {
    let refused = open_json(edited(|json| json["ciphertext"] = "A".repeat(MOST_BYTES * 2).into()));
    assert!(matches!(refused, Err(VaultError::ParcelTooLarge)));

    let many = BTreeMap::from([("a".to_owned(), "x".repeat(MOST_BYTES))]);
    let refused = Parcel::seal(&hidden(&many), &PASSPHRASE.into(), &ambient(1));
    assert!(matches!(refused, Err(VaultError::ParcelTooLarge)));
}

#[test]
fn the_largest_parcel_opens() {
    // Seven bytes of JSON around one name of one letter and its secret.
    let most = BTreeMap::from([("a".to_owned(), "x".repeat(MOST_BYTES - r#"{"a":""}"#.len()))]);
    assert!(opened(&sealed(&most, PASSPHRASE, 1), PASSPHRASE).unwrap() == most);
}

#[test]
fn a_parcel_is_no_record_of_a_vault() {
    let Parcel { kdf, check, nonce, ciphertext, .. } = parcel();
    let key = kdf.sound().unwrap().derive(&PASSPHRASE.into()).unwrap();
    let secrets = Sealed { nonce, ciphertext };
    for name in [CHECK, SECRETS, &purpose(CHECK), &purpose(SECRETS)] {
        assert!(key.open(name, &check).is_none());
        assert!(key.open(name, &secrets).is_none());
    }
    assert!(key.open_for(&purpose(CHECK), &secrets).is_none(), "its parts are not each other's");
}

#[test]
fn without_randomness_nothing_is_sealed() {
    let dry = Ambient { random: Arc::new(|_| false), ..ambient(1) };
    let refused = Parcel::seal(&hidden(&some()), &PASSPHRASE.into(), &dry);
    assert!(matches!(refused, Err(VaultError::NoRandomness)));
}

fn some() -> BTreeMap<String, String> {
    let pairs = [("root@sys", "correct horse"), ("agent \"1\"", "pässwörd \u{1}密码"), ("nobody", "")];
    pairs.map(|(name, secret)| (name.to_owned(), secret.to_owned())).into()
}

fn parcel() -> Parcel {
    sealed(&some(), PASSPHRASE, 1)
}

fn sealed(secrets: &BTreeMap<String, String>, passphrase: &str, seed: u64) -> Parcel {
    Parcel::seal(&hidden(secrets), &passphrase.into(), &ambient(seed)).unwrap()
}

fn hidden(secrets: &BTreeMap<String, String>) -> BTreeMap<String, SecretString> {
    secrets.iter().map(|(name, secret)| (name.clone(), secret.as_str().into())).collect()
}

fn opened(parcel: &Parcel, passphrase: &str) -> Result<BTreeMap<String, String>, VaultError> {
    let secrets = parcel.open(&passphrase.into())?;
    Ok(secrets.iter().map(|(name, secret)| (name.clone(), secret.expose_secret().to_owned())).collect())
}

fn read(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    opened(&serde_json::from_slice(bytes).ok()?, PASSPHRASE).ok()
}

fn edited(edit: impl FnOnce(&mut Value)) -> Value {
    let mut json = serde_json::to_value(parcel()).unwrap();
    edit(&mut json);
    json
}

fn open_json(json: Value) -> Result<BTreeMap<String, String>, VaultError> {
    opened(&serde_json::from_value(json).unwrap(), PASSPHRASE)
}
