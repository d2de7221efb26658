use aes::Aes128;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use zeroize::{Zeroize, Zeroizing};

use crate::error::Error;
use crate::random::Random;

/// AES key and initialisation vector of one request, never used for a second one.
pub struct BodyKey(Zeroizing<[u8; 32]>);

impl BodyKey {
    pub fn fresh(random: &dyn Random) -> BodyKey {
        let mut bytes = Zeroizing::new([0; 32]);
        random.fill(bytes.as_mut());
        BodyKey(bytes)
    }

    /// `Keys` of the header: base64 of the key followed by the vector.
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.0.as_ref()))
    }

    /// The text that is sent as the HTTP body: base64 of AES-128-CBC with PKCS#7 padding.
    pub fn encrypt(&self, plain: &[u8]) -> Result<String, Error> {
        let (key, iv) = self.0.split_at(16);
        let failed = |detail: &str| Error::Encrypt { detail: detail.to_owned() };
        let cipher = cbc::Encryptor::<Aes128>::new_from_slices(key, iv).map_err(|_| failed("key length"))?;
        let mut buffer = Zeroizing::new(vec![0; (plain.len() / 16 + 1) * 16]);
        buffer[..plain.len()].copy_from_slice(plain);
        let sealed =
            cipher.encrypt_padded::<Pkcs7>(&mut buffer, plain.len()).map_err(|_| failed("padding"))?;
        let body = STANDARD.encode(sealed);
        buffer.zeroize();
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use crate::crypto::vectors;

    #[test]
    fn the_body_is_the_one_the_agent_expects() {
        let body = vectors::body_key().encrypt(br#"{"import_script":true}"#).unwrap();
        assert_eq!(body, vectors::BODY);
    }

    #[test]
    fn a_text_that_fills_its_blocks_gets_one_more() {
        let session = "0123456789abcdef".repeat(4);
        let body = vectors::body_key().encrypt(session.as_bytes()).unwrap();
        assert_eq!(body, vectors::SESSION);
    }
}
