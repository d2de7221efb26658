//! Opens what clients encrypt.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};
use serde_json::Value;

use super::{KEYS, Seen};

/// The request, opened; `None` without a header that one of the two keys opens.
pub fn see(parts: &Parts, body: &Bytes) -> Option<Seen> {
    let (header_name, sealed) = sealed(&parts.headers)?;
    let (key, header) = open_header(&sealed)?;
    let plain = if body.is_empty() { Vec::new() } else { open_body(&header, body) };
    let body = serde_json::from_slice(&plain).ok();
    let header_text = |name| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let (content_type, content_length) = (header_text("content-type"), header_text("content-length"));
    let trace_id = parts.headers["x-obshell-trace-id"].to_str().unwrap().to_owned();
    let (method, target) = (parts.method.to_string(), parts.uri.path_and_query().unwrap().to_string());
    Some(Seen {
        method,
        target,
        header_name,
        key,
        header,
        body,
        plain,
        content_type,
        content_length,
        trace_id,
    })
}

/// The encrypted header, and its name.
pub fn sealed(headers: &HeaderMap) -> Option<(&'static str, Vec<u8>)> {
    let find = |name| headers.get(name).map(|value| (name, STANDARD.decode(value).unwrap()));
    find("x-ocs-agent-header").or_else(|| find("x-ocs-header"))
}

/// Which of the two keys opens a header, and what it says.
pub fn open_header(sealed: &[u8]) -> Option<(usize, Value)> {
    KEYS.iter().enumerate().find_map(|(index, key)| Some((index, unseal(key, sealed)?)))
}

fn unseal(key: &RsaPrivateKey, sealed: &[u8]) -> Option<Value> {
    let blocks = sealed.chunks(key.size()).map(|block| key.decrypt(Pkcs1v15Encrypt, block).ok());
    let plain: Option<Vec<Vec<u8>>> = blocks.collect();
    serde_json::from_slice(&plain?.concat()).ok()
}

fn open_body(header: &Value, body: &[u8]) -> Vec<u8> {
    let keys = STANDARD.decode(header["Keys"].as_str().unwrap()).unwrap();
    let cipher = cbc::Decryptor::<Aes128>::new_from_slices(&keys[..16], &keys[16..]).unwrap();
    let mut buffer = STANDARD.decode(body).unwrap();
    cipher.decrypt_padded::<Pkcs7>(&mut buffer).unwrap().to_vec()
}
