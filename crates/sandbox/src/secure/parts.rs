//! An encrypted body that comes in parts and is never there as a whole.

use aes::Aes128;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::array::Array;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};

use crate::fault::Fault;
use crate::secure::body::{decode_prefix, refused};

const BLOCK: usize = 16;
/// The last byte says how many bytes to cut off: more than it can say.
const HELD: usize = 256;

/// Opens a body as [`open`](super::body::open) does, part by part.
pub(crate) struct Opener {
    cipher: cbc::Decryptor<Aes128>,
    /// Base64 that makes no whole group yet.
    text: Vec<u8>,
    /// The base64 has come to its end, by padding or by a mistake.
    ended: bool,
    /// Cipher text that makes no whole block yet.
    sealed: Vec<u8>,
    /// Plain text that may turn out to be padding.
    plain: Vec<u8>,
}

impl Opener {
    pub fn new(keys: &[u8]) -> Result<Self, Fault> {
        let Some((key, iv)) = keys.split_at_checked(BLOCK) else {
            return Err(refused("Request.Body.Decrypt.AES.KeyAndIv.Invalid", "AES key and IV size error"));
        };
        let cipher = cbc::Decryptor::<Aes128>::new_from_slices(key, iv).map_err(|_| Fault::crash())?;
        Ok(Self { cipher, text: Vec::new(), ended: false, sealed: Vec::new(), plain: Vec::new() })
    }

    /// What is sure to belong to the plain text after `part` has come.
    pub fn feed(&mut self, part: &[u8]) -> Vec<u8> {
        self.text.extend(part.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')));
        let whole = self.text.len() / 4 * 4;
        self.decode(whole);
        self.decrypt();
        let sure = self.plain.len().saturating_sub(HELD);
        self.plain.drain(..sure).collect()
    }

    /// The rest of the plain text.
    pub fn finish(mut self) -> Result<Vec<u8>, Fault> {
        if !self.sealed.is_empty() {
            return Err(refused(
                "Request.Body.Decrypt.AES.ContentLength.Invalid",
                "Decrypted string length is not a multiple of the block size",
            ));
        }
        let padding = usize::from(*self.plain.last().ok_or_else(Fault::crash)?);
        let length = self.plain.len().checked_sub(padding).ok_or_else(Fault::crash)?;
        self.plain.truncate(length);
        Ok(self.plain)
    }

    fn decode(&mut self, whole: usize) {
        let text: Vec<u8> = self.text.drain(..whole).collect();
        if self.ended || text.is_empty() {
            return;
        }
        match STANDARD.decode(&text) {
            Ok(decoded) => {
                self.ended = text.ends_with(b"=");
                self.sealed.extend(decoded);
            }
            Err(_) => {
                self.ended = true;
                self.sealed.extend(decode_prefix(&text));
            }
        }
    }

    fn decrypt(&mut self) {
        let whole = self.sealed.len() / BLOCK * BLOCK;
        let mut blocks: Vec<u8> = self.sealed.drain(..whole).collect();
        let (groups, _) = Array::slice_as_chunks_mut(&mut blocks);
        self.cipher.decrypt_blocks(groups);
        self.plain.extend(blocks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secure::body;

    fn in_parts(text: &[u8], keys: &[u8], size: usize) -> Result<Vec<u8>, Fault> {
        let mut opener = Opener::new(keys)?;
        let mut plain: Vec<u8> = text.chunks(size).flat_map(|part| opener.feed(part)).collect();
        plain.extend(opener.finish()?);
        Ok(plain)
    }

    #[test]
    fn parts_open_to_the_same_as_the_whole() {
        use cbc::cipher::BlockModeEncrypt;
        use cbc::cipher::block_padding::Pkcs7;
        let keys: Vec<u8> = (0..32).collect();
        let plain: Vec<u8> = (0..2_000_u32).map(|byte| (byte % 251) as u8).collect();
        let cipher = cbc::Encryptor::<Aes128>::new_from_slices(&keys[..16], &keys[16..]).unwrap();
        let text = STANDARD.encode(cipher.encrypt_padded_vec::<Pkcs7>(&plain));
        for size in [1, 7, 64, 5_000] {
            assert_eq!(in_parts(text.as_bytes(), &keys, size).unwrap(), plain);
        }
        assert_eq!(body::open(text.as_bytes(), &keys).unwrap(), plain);
    }

    #[test]
    fn mistakes_come_to_the_same_as_in_a_whole() {
        let keys: Vec<u8> = (0..32).collect();
        for (text, keys) in [
            (b"AAAA".as_slice(), &keys[..15]),
            (b"AAAA", &keys[..31]),
            (b"AAAA", &keys[..]),
            (br#"{"a":1}"#, &keys[..]),
            (b"", &keys[..]),
        ] {
            let (one, other) = (in_parts(text, keys, 3).unwrap_err(), body::open(text, keys).unwrap_err());
            assert_eq!((one.code, one.crash), (other.code, other.crash));
        }
    }
}
