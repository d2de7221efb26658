//! The agent's hybrid encryption: an RSA-encrypted header that carries the key of an AES-encrypted body.

pub mod body;
pub mod header;
pub mod key;

#[cfg(test)]
#[path = "vectors_tests.rs"]
pub mod vectors;
