//! The encrypted body: base64 of AES-128-CBC, with an agent's leniencies and crashes.

use aes::Aes128;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};

use crate::fault::Fault;

const KEY: usize = 16;
const BLOCK: usize = 16;

/// Opens `sealed` with the key and IV in `keys`.
///
/// An agent decodes the valid beginning of the base64, trusts the last byte as padding,
/// and crashes on what it did not expect; so does this.
pub(crate) fn open(sealed: &[u8], keys: &[u8]) -> Result<Vec<u8>, Fault> {
    if keys.len() < KEY {
        return Err(refused("Request.Body.Decrypt.AES.KeyAndIv.Invalid", "AES key and IV size error"));
    }
    let (key, iv) = keys.split_at(KEY);
    let cipher = cbc::Decryptor::<Aes128>::new_from_slices(key, iv).map_err(|_| Fault::crash())?;
    let ciphertext = decode_prefix(sealed);
    if !ciphertext.len().is_multiple_of(BLOCK) {
        return Err(refused(
            "Request.Body.Decrypt.AES.ContentLength.Invalid",
            "Decrypted string length is not a multiple of the block size",
        ));
    }
    let padded = cipher.decrypt_padded_vec::<NoPadding>(&ciphertext).map_err(|_| Fault::crash())?;
    let padding = usize::from(*padded.last().ok_or_else(Fault::crash)?);
    let length = padded.len().checked_sub(padding).ok_or_else(Fault::crash)?;
    Ok(padded[..length].to_vec())
}

pub(super) fn refused(code: &'static str, message: &str) -> Fault {
    Fault::new(500, code, format!("Unauthorized: {message}"))
}

pub(super) fn decode_prefix(text: &[u8]) -> Vec<u8> {
    let clean: Vec<u8> = text.iter().copied().filter(|b| *b != b'\r' && *b != b'\n').collect();
    let mut decoded = Vec::with_capacity(clean.len() / 4 * 3);
    for (index, group) in clean.chunks(4).enumerate() {
        let Ok(part) = STANDARD.decode(group) else { break };
        let padded = group.contains(&b'=');
        decoded.extend(part);
        if padded && clean.len() > (index + 1) * 4 {
            break;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_a_body_made_elsewhere() {
        let keys: Vec<u8> = (0..32).collect();
        let body = open(b"QGY/AvfaYBkye7W35Y8uTmly2GqrHlLNOOSU9PwriMw=", &keys).unwrap();
        assert_eq!(body, br#"{"import_script":true}"#);
    }

    #[test]
    fn refuses_and_crashes_as_an_agent_does() {
        let keys: Vec<u8> = (0..32).collect();
        assert_eq!(open(b"AAAA", &keys[..15]).unwrap_err().code, "Request.Body.Decrypt.AES.KeyAndIv.Invalid");
        assert!(open(b"AAAA", &keys[..31]).unwrap_err().crash);
        assert_eq!(open(b"AAAA", &keys).unwrap_err().code, "Request.Body.Decrypt.AES.ContentLength.Invalid");
        assert!(open(br#"{"a":1}"#, &keys).unwrap_err().crash);
    }
}
