use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reach::Fingerprint;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPublicKey};

use crate::error::Error;

/// Bytes of every block that PKCS#1 v1.5 padding takes for itself.
const PADDING: usize = 11;

/// An agent's RSA key. Agents use 512 bits up to release 4.4.1 and 1024 bits since; other sizes work too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    key: RsaPublicKey,
    fingerprint: Fingerprint,
}

impl PublicKey {
    /// Reads `data.public_key` of `GET /api/v1/secret`: standard base64 of PKCS#1 DER.
    pub(crate) fn from_base64(text: &str) -> Result<PublicKey, Error> {
        let bad = |detail: String| Error::BadKey { detail };
        let der = STANDARD.decode(text.trim()).map_err(|e| bad(e.to_string()))?;
        let key = RsaPublicKey::from_pkcs1_der(&der).map_err(|e| bad(e.to_string()))?;
        if key.size() < 64 {
            return Err(bad(format!("{} bits are too few", key.n().bits())));
        }
        Ok(PublicKey { key, fingerprint: Fingerprint::of(&der) })
    }

    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Size of the modulus, in bits.
    pub fn bits(&self) -> usize {
        self.key.n().bits()
    }

    /// Encrypts block by block and joins the cipher texts; an empty text makes one block.
    pub(crate) fn encrypt(&self, plain: &[u8]) -> Result<Vec<u8>, Error> {
        let size = self.key.size() - PADDING;
        let mut cipher = Vec::with_capacity((plain.len() / size + 1) * self.key.size());
        let blocks = if plain.is_empty() { vec![plain] } else { plain.chunks(size).collect() };
        for block in blocks {
            let sealed = self.key.encrypt(&mut rsa::rand_core::OsRng, Pkcs1v15Encrypt, block);
            cipher.extend(sealed.map_err(|e| Error::Encrypt { detail: e.to_string() })?);
        }
        Ok(cipher)
    }
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
