use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPublicKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// Bytes of every block that PKCS#1 v1.5 padding takes for itself.
const PADDING: usize = 11;

/// An agent's RSA key. Agents use 512 bits up to release 4.4.1 and 1024 bits since; other sizes work too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    key: RsaPublicKey,
    fingerprint: Fingerprint,
}

/// SHA-256 of the DER of an agent's key (PKCS#1) or of its certificate. Written `SHA256 aa:bb:…`, in lower-case hexadecimal pairs.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

/// The text is not `SHA256` and 32 hexadecimal pairs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is written as SHA256 and 32 hexadecimal pairs joined by colons")]
pub struct FingerprintError;

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

impl Fingerprint {
    /// The fingerprint of a key or a certificate in DER.
    pub fn of(der: &[u8]) -> Fingerprint {
        Fingerprint(Sha256::digest(der).into())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SHA256 ")?;
        for (index, byte) in self.0.iter().enumerate() {
            let colon = if index == 0 { "" } else { ":" };
            write!(f, "{colon}{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Fingerprint, FingerprintError> {
        let pairs = text.trim().strip_prefix("SHA256 ").ok_or(FingerprintError)?;
        let mut bytes = [0; 32];
        let mut pairs = pairs.split(':');
        for byte in &mut bytes {
            *byte = parse_pair(pairs.next().ok_or(FingerprintError)?)?;
        }
        if pairs.next().is_some() {
            return Err(FingerprintError);
        }
        Ok(Fingerprint(bytes))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fingerprint, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

fn parse_pair(pair: &str) -> Result<u8, FingerprintError> {
    if pair.len() != 2 || !pair.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(FingerprintError);
    }
    u8::from_str_radix(pair, 16).map_err(|_| FingerprintError)
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
