use aes_gcm::{Aes256Gcm, KeyInit, Nonce, Tag, aead::AeadInOut};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::{Ambient, VaultError, file::VERSION};

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// The key that seals every record of a vault. Wiped when dropped.
#[derive(Clone)]
pub(crate) struct MasterKey(Zeroizing<[u8; KEY_BYTES]>);

/// One text under AES-256-GCM, both parts in base64; the tag follows the ciphertext.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    pub(crate) nonce: String,
    pub(crate) ciphertext: String,
}

impl MasterKey {
    pub(crate) fn random(ambient: &Ambient) -> Result<Self, VaultError> {
        let mut key = Self::blank();
        ambient.fill(&mut *key.0)?;
        Ok(key)
    }

    /// Lets `fill` write the key where it will stay.
    pub(crate) fn derive<E>(fill: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<Self, E> {
        let mut key = Self::blank();
        fill(&mut *key.0)?;
        Ok(key)
    }

    /// The key as base64: KWallet holds text only.
    pub(crate) fn to_text(&self) -> SecretString {
        BASE64.encode(*self.0).into()
    }

    /// Reads what [`Self::to_text`] wrote, `None` for anything else.
    pub(crate) fn from_text(text: &SecretString) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64.decode(text.expose_secret()).ok()?);
        if bytes.len() != KEY_BYTES {
            return None;
        }
        let mut key = Self::blank();
        key.0.copy_from_slice(&bytes);
        Some(key)
    }

    /// Seals `text` as the record `name` of a vault; it opens under this name only.
    pub(crate) fn seal(&self, ambient: &Ambient, name: &str, text: &str) -> Result<Sealed, VaultError> {
        self.seal_for(ambient, &record(name), text)
    }

    /// What was sealed under `name` with this key; `None` when any bit of it is not as it was.
    pub(crate) fn open(&self, name: &str, sealed: &Sealed) -> Option<SecretString> {
        self.open_for(&record(name), sealed)
    }

    /// Seals `text` so that it opens for this `purpose` only.
    pub(crate) fn seal_for(
        &self,
        ambient: &Ambient,
        purpose: &str,
        text: &str,
    ) -> Result<Sealed, VaultError> {
        let mut nonce = [0; NONCE_BYTES];
        ambient.fill(&mut nonce)?;
        let mut buffer = Vec::with_capacity(text.len() + TAG_BYTES);
        buffer.extend_from_slice(text.as_bytes());
        let tag = self
            .cipher()
            .encrypt_inout_detached(&Nonce::from(nonce), purpose.as_bytes(), buffer.as_mut_slice().into())
            .map_err(|_| {
                buffer.zeroize();
                VaultError::Crypto
            })?;
        buffer.extend_from_slice(&tag);
        Ok(Sealed { nonce: BASE64.encode(nonce), ciphertext: BASE64.encode(buffer) })
    }

    /// What was sealed for `purpose` with this key; `None` when any bit of it is not as it was.
    pub(crate) fn open_for(&self, purpose: &str, sealed: &Sealed) -> Option<SecretString> {
        let nonce: [u8; NONCE_BYTES] = BASE64.decode(&sealed.nonce).ok()?.try_into().ok()?;
        let bytes = BASE64.decode(&sealed.ciphertext).ok()?;
        let (text, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG_BYTES)?)?;
        let tag = Tag::try_from(tag).ok()?;
        // Exactly as long as the text: turning it into a string then leaves no copy behind.
        let mut text = Zeroizing::new(text.to_vec());
        self.cipher()
            .decrypt_inout_detached(&Nonce::from(nonce), purpose.as_bytes(), text.as_mut_slice().into(), &tag)
            .ok()?;
        let text = String::from_utf8(std::mem::take(&mut *text)).ok()?;
        Some(text.into())
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new((&*self.0).into())
    }

    fn blank() -> Self {
        Self(Zeroizing::new([0; KEY_BYTES]))
    }
}

/// The purpose of a vault's record.
fn record(name: &str) -> String {
    format!("vault/{VERSION}/{name}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::ambient;

    proptest! {
        #[test]
        fn what_was_sealed_opens(text in ".*", name in ".*", seed: u64) {
            let (ambient, key) = key(seed);
            let sealed = key.seal(&ambient, &name, &text).unwrap();
            prop_assert_eq!(opened(&key, &name, &sealed), Some(text));
        }

        #[test]
        fn one_flipped_bit_is_detected(text in ".{0,40}", seed: u64, at: prop::sample::Index, in_nonce: bool) {
            let (ambient, key) = key(seed);
            let mut sealed = key.seal(&ambient, "a", &text).unwrap();
            let part = if in_nonce { &mut sealed.nonce } else { &mut sealed.ciphertext };
            let mut bytes = BASE64.decode(&*part).unwrap();
            let bit = at.index(bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            *part = BASE64.encode(bytes);
            prop_assert_eq!(opened(&key, "a", &sealed), None);
        }

        #[test]
        fn nothing_opens_under_another_name(text in ".*", name in ".+", seed: u64) {
            let (ambient, key) = key(seed);
            let sealed = key.seal(&ambient, &name, &text).unwrap();
            prop_assert_eq!(opened(&key, &format!("{name}x"), &sealed), None);
            prop_assert_eq!(opened(&key, "", &sealed), None);
        }

        #[test]
        fn a_part_of_a_record_is_refused(text in ".{0,40}", seed: u64, at: prop::sample::Index) {
            let (ambient, key) = key(seed);
            let mut sealed = key.seal(&ambient, "a", &text).unwrap();
            let bytes = BASE64.decode(&sealed.ciphertext).unwrap();
            sealed.ciphertext = BASE64.encode(&bytes[..at.index(bytes.len())]);
            prop_assert_eq!(opened(&key, "a", &sealed), None);
        }
    }

    #[test]
    fn a_nonce_is_used_once() {
        let (ambient, key) = key(1);
        let [one, two] = [(); 2].map(|()| key.seal(&ambient, "a", "text").unwrap());
        assert_ne!(one.nonce, two.nonce, "each write takes a nonce of its own");
        assert_ne!(one.ciphertext, two.ciphertext);
    }

    #[test]
    fn a_key_survives_a_keychain_of_texts() {
        let (ambient, key) = key(1);
        let sealed = key.seal(&ambient, "a", "text").unwrap();
        let back = MasterKey::from_text(&key.to_text()).unwrap();
        assert_eq!(opened(&back, "a", &sealed).as_deref(), Some("text"));
        assert!(key.to_text().expose_secret().is_ascii());
    }

    #[test]
    fn another_text_is_no_key() {
        for text in ["", "probe", "AAAA", "not base64 at all, but long enough to be a key"] {
            assert!(MasterKey::from_text(&text.into()).is_none(), "{text:?} is not 32 bytes of base64");
        }
    }

    fn key(seed: u64) -> (Ambient, MasterKey) {
        let ambient = ambient(seed);
        let key = MasterKey::random(&ambient).unwrap();
        (ambient, key)
    }

    fn opened(key: &MasterKey, name: &str, sealed: &Sealed) -> Option<String> {
        key.open(name, sealed).map(|text| text.expose_secret().to_owned())
    }
}
