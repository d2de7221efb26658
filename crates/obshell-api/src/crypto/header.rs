use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use super::body::BodyKey;
use super::key::PublicKey;
use crate::error::Error;
use crate::secret_buffer::SecretBuffer;

/// What an encrypted header says.
pub struct Header<'a> {
    /// The root or agent password; `None` is the empty one.
    pub password: Option<&'a SecretString>,
    /// Unix seconds on the agent's clock at which the header expires.
    pub expiry: i64,
    /// The request target byte for byte as on the wire: path and query.
    pub uri: &'a str,
    pub body_key: &'a BodyKey,
}

impl Header<'_> {
    /// The value of `X-OCS-Header` or `X-OCS-Agent-Header`.
    pub fn seal(&self, key: &PublicKey) -> Result<String, Error> {
        let keys = self.body_key.to_base64();
        let wire = Wire {
            auth: self.password.map(ExposeSecret::expose_secret).unwrap_or_default(),
            ts: self.expiry.to_string(),
            uri: self.uri,
            keys: &keys,
        };
        let plain = SecretBuffer::json(&wire).map_err(|e| Error::Encrypt { detail: e.to_string() })?;
        Ok(STANDARD.encode(key.encrypt(&plain)?))
    }
}

// `Ts` is text: a JSON number makes the agent reject the whole header.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Wire<'a> {
    auth: &'a str,
    ts: String,
    uri: &'a str,
    keys: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::vectors;

    #[test]
    fn the_header_says_what_the_agent_expects() {
        let (body_key, password) = (vectors::body_key(), SecretString::from("S3cret!"));
        let (expiry, uri) = (4_102_444_800, "/api/v1/ob/init");
        let header = Header { password: Some(&password), expiry, uri, body_key: &body_key };
        let key = PublicKey::from_base64(vectors::PUBLIC_KEY).unwrap();
        let sealed = header.seal(&key).unwrap();
        assert_eq!(sealed.len(), 172, "114 bytes make one block of a 1024-bit key");
        assert_eq!(vectors::open(&vectors::private_key(), &sealed), vectors::HEADER_JSON);
    }

    #[test]
    fn the_known_header_value_opens_to_the_known_text() {
        assert_eq!(vectors::open(&vectors::private_key(), vectors::HEADER), vectors::HEADER_JSON);
    }

    #[test]
    fn no_password_is_the_empty_password() {
        let body_key = vectors::body_key();
        let header = Header { password: None, expiry: 1, uri: "/a?b=c%20d", body_key: &body_key };
        let key = PublicKey::from_base64(vectors::PUBLIC_KEY).unwrap();
        let text = vectors::open(&vectors::private_key(), &header.seal(&key).unwrap());
        assert!(text.starts_with(r#"{"Auth":"","Ts":"1","Uri":"/a?b=c%20d","Keys":""#), "{text}");
    }
}
