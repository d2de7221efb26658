use aes::Aes128;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::array::Array;
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

    /// For a body that is too long to be encrypted at once.
    pub fn cipher(&self) -> Result<PartCipher, Error> {
        let (key, iv) = self.0.split_at(16);
        let cipher = cbc::Encryptor::<Aes128>::new_from_slices(key, iv);
        cipher.map(PartCipher).map_err(|_| Error::Encrypt { detail: "key length".to_owned() })
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

/// Encrypts a body part by part, as [`BodyKey::encrypt`] would at once.
pub struct PartCipher(cbc::Encryptor<Aes128>);

/// Bytes that make whole AES blocks and whole groups of base64: parts of a multiple of them can be joined.
const UNIT: usize = 48;

impl PartCipher {
    /// Length of the encrypted text of `plain` bytes.
    pub fn length(plain: u64) -> u64 {
        ((plain / 16 + 1) * 16).div_ceil(3) * 4
    }

    /// Text of a part that others follow. Its length must be a multiple of 48.
    pub fn part(&mut self, mut plain: Vec<u8>) -> Result<String, Error> {
        match plain.len() % UNIT {
            0 => Ok(self.text(&mut plain)),
            _ => Err(Error::Encrypt { detail: "a part of a body has an odd length".to_owned() }),
        }
    }

    /// Text of the last part, of any length.
    pub fn last(mut self, mut plain: Vec<u8>) -> String {
        let padding = 16 - plain.len() % 16;
        plain.resize(plain.len() + padding, padding as u8);
        self.text(&mut plain)
    }

    fn text(&mut self, blocks: &mut [u8]) -> String {
        let (whole, _) = Array::slice_as_chunks_mut(blocks);
        self.0.encrypt_blocks(whole);
        STANDARD.encode(blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::vectors;

    #[test]
    fn a_body_in_parts_is_the_same_as_at_once() {
        for length in [0, 1, 15, 16, 47, 48, 49, 95, 96, 97, 144, 1_000] {
            let plain: Vec<u8> = (0..length).map(|byte| byte as u8).collect();
            let mut cipher = vectors::body_key().cipher().unwrap();
            let (parts, last) = plain.split_at(plain.len() / UNIT * UNIT);
            let mut text: String =
                parts.chunks(UNIT).map(|part| cipher.part(part.to_vec()).unwrap()).collect();
            text.push_str(&cipher.last(last.to_vec()));
            assert_eq!(text, vectors::body_key().encrypt(&plain).unwrap(), "{length}");
            assert_eq!(PartCipher::length(length as u64), text.len() as u64, "{length}");
        }
    }

    #[test]
    fn a_part_that_cannot_be_joined_is_refused() {
        let mut cipher = vectors::body_key().cipher().unwrap();
        assert!(matches!(cipher.part(vec![0; 32]), Err(Error::Encrypt { .. })));
    }

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
