//! An agent's RSA key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey, EncodeRsaPublicKey};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};

use crate::error::SandboxError;
use crate::secure::seeded::Seeded;

/// An agent's RSA key.
#[derive(Clone)]
pub(crate) struct AgentKey {
    private: RsaPrivateKey,
    /// What `/secret` hands out: base64 of the PKCS#1 `RSAPublicKey`.
    pub public_text: String,
}

impl AgentKey {
    /// The key of agent number `index` under `seed`; `generation` counts reinstalls.
    pub fn generate(seed: u64, index: usize, generation: u32, bits: usize) -> Result<Self, SandboxError> {
        let mut source = Seeded::new(seed, &format!("key/{index}/{generation}/{bits}"));
        Self::wrap(RsaPrivateKey::new(&mut source, bits)?)
    }

    /// The key stored by an earlier run as base64 of PKCS#1.
    pub fn restore(text: &str) -> Result<Self, String> {
        let der = STANDARD.decode(text).map_err(|e| e.to_string())?;
        let private = RsaPrivateKey::from_pkcs1_der(&der).map_err(|e| e.to_string())?;
        Self::wrap(private).map_err(|e| e.to_string())
    }

    /// What [`restore`](Self::restore) takes.
    pub fn private_text(&self) -> String {
        self.private.to_pkcs1_der().map(|der| STANDARD.encode(der.as_bytes())).unwrap_or_default()
    }

    /// Size in bytes.
    pub fn size(&self) -> usize {
        self.private.size()
    }

    /// Opens base64 of one or more blocks; the reason for a failure reads as Go words it.
    pub fn open(&self, text: &str) -> Result<Vec<u8>, String> {
        let sealed = decode_like_go(text)?;
        let mut opened = Vec::new();
        for block in sealed.chunks(self.size()) {
            let part = self
                .private
                .decrypt(Pkcs1v15Encrypt, block)
                .map_err(|_| "crypto/rsa: decryption error".to_owned())?;
            opened.extend(part);
        }
        Ok(opened)
    }

    /// Seals `plain` for this key, block by block.
    pub fn seal(&self, plain: &[u8], source: &mut Seeded) -> String {
        let public = self.private.to_public_key();
        let step = self.size() - 11;
        let blocks: Vec<&[u8]> = if plain.is_empty() { vec![plain] } else { plain.chunks(step).collect() };
        let mut sealed = Vec::new();
        for block in blocks {
            // A block of at most `step` bytes always fits.
            sealed.extend(public.encrypt(source, Pkcs1v15Encrypt, block).unwrap_or_default());
        }
        STANDARD.encode(sealed)
    }

    fn wrap(private: RsaPrivateKey) -> Result<Self, SandboxError> {
        let public = private.to_public_key();
        let der =
            public.to_pkcs1_der().map_err(|e| SandboxError::Option(format!("cannot encode a key: {e}")))?;
        Ok(Self { private, public_text: STANDARD.encode(der.as_bytes()) })
    }
}

fn decode_like_go(text: &str) -> Result<Vec<u8>, String> {
    let clean: String = text.chars().filter(|c| *c != '\r' && *c != '\n').collect();
    STANDARD.decode(&clean).map_err(|error| match error {
        base64::DecodeError::InvalidByte(at, _) | base64::DecodeError::InvalidLastSymbol(at, _) => {
            format!("illegal base64 data at input byte {at}")
        }
        base64::DecodeError::InvalidLength(_) | base64::DecodeError::InvalidPadding => {
            format!("illegal base64 data at input byte {}", clean.len() & !3)
        }
    })
}
