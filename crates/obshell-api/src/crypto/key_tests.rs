use std::sync::LazyLock;

use proptest::prelude::*;
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPublicKey;
use secrecy::SecretString;

use super::*;
use crate::crypto::header::Header;
use crate::crypto::vectors;

static KEYS: LazyLock<[RsaPrivateKey; 3]> = LazyLock::new(|| {
    [512, 1024, 2048].map(|bits| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, bits).unwrap())
});

fn public(key: &RsaPrivateKey) -> PublicKey {
    let der = key.to_public_key().to_pkcs1_der().unwrap();
    PublicKey::from_base64(&STANDARD.encode(der.as_bytes())).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_header_of_any_length_opens_under_any_key_size(password in "\\PC{0,300}", which in 0usize..3) {
        let (private, body_key) = (&KEYS[which], vectors::body_key());
        let secret = SecretString::from(password.clone());
        let header = Header { password: Some(&secret), expiry: 7, uri: "/x", body_key: &body_key };
        let text = vectors::open(private, &header.seal(&public(private)).unwrap());
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&json["Auth"], &password);
        prop_assert_eq!(&json["Ts"], "7");
    }

    #[test]
    fn blocks_are_cut_where_the_padding_demands(length in 0usize..600, which in 0usize..3) {
        let (private, plain) = (&KEYS[which], vec![b'a'; length]);
        let cipher = public(private).encrypt(&plain).unwrap();
        let size = private.size();
        prop_assert_eq!(cipher.len() / size, length.div_ceil(size - 11).max(1));
        prop_assert_eq!(vectors::open(private, &STANDARD.encode(&cipher)).into_bytes(), plain);
    }

    #[test]
    fn no_text_makes_key_reading_panic(text in "\\PC{0,200}") {
        let _ = PublicKey::from_base64(&text);
        let _ = PublicKey::from_base64(&STANDARD.encode(text));
    }
}

#[test]
fn a_key_knows_its_size_and_fingerprint() {
    let key = PublicKey::from_base64(vectors::PUBLIC_KEY).unwrap();
    assert_eq!(key.bits(), 1024);
    let der = STANDARD.decode(vectors::PUBLIC_KEY).unwrap();
    assert_eq!(key.fingerprint(), Fingerprint::of(&der));
}

#[test]
fn every_key_size_of_the_agents_is_accepted() {
    let bits: Vec<usize> = KEYS.iter().map(|key| public(key).bits()).collect();
    assert_eq!(bits, [512, 1024, 2048]);
}

#[test]
fn what_is_not_a_key_is_refused() {
    for text in ["", "!", "AAAA", "MIGJAoGBAM9n"] {
        assert!(matches!(PublicKey::from_base64(text), Err(Error::BadKey { .. })), "{text}");
    }
}
