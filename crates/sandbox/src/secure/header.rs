//! The encrypted header, read the way Go reads it: names in any case, types strictly.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::secure::keys::AgentKey;
use crate::secure::seeded::Seeded;

/// Which header carried the credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// `X-OCS-Header`: root@sys.
    Root,
    /// `X-OCS-Agent-Header`: agent password.
    Agent,
}

/// The header JSON after decryption.
#[derive(Debug, Clone, Default)]
pub(crate) struct Header {
    pub auth: String,
    pub ts: String,
    pub uri: String,
    pub keys: Vec<u8>,
    pub token: String,
    pub session_id: String,
    pub sso_token: String,
    pub forward_type: i64,
    pub forward_agent: Option<(String, u16)>,
}

impl Header {
    /// Opens and reads a header value; the reason for a failure reads as Go words it.
    pub fn open(key: &AgentKey, value: &str) -> Result<Self, String> {
        let plain = key.open(value)?;
        let parsed: Value = serde_json::from_slice(&plain).map_err(|_| go_syntax_error(&plain))?;
        match parsed {
            Value::Null => Ok(Self::default()),
            Value::Object(fields) => Self::read(&fields),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Err(mismatch(kind(&parsed), "", "secure.HttpHeader"))
            }
        }
    }

    /// Seals the header for another agent, marked as relayed by `from`.
    pub fn reseal(&self, key: &AgentKey, from: (String, u16), source: &mut Seeded) -> String {
        let fields = json!({
            "session_id": self.session_id,
            "Auth": self.auth,
            "Ts": self.ts,
            "Token": self.token,
            "ssotoken": self.sso_token,
            "Uri": self.uri,
            "Keys": STANDARD.encode(&self.keys),
            "Sha256": "",
            "ForwardType": 1,
            "ForwardAgent": {"ip": from.0, "port": from.1},
        });
        key.seal(fields.to_string().as_bytes(), source)
    }

    fn read(fields: &Map<String, Value>) -> Result<Self, String> {
        let mut header = Self::default();
        for (name, value) in fields {
            if value.is_null() {
                continue;
            }
            match name.to_ascii_lowercase().as_str() {
                "auth" => header.auth = text(value, "Auth")?,
                "ts" => header.ts = text(value, "Ts")?,
                "uri" => header.uri = text(value, "Uri")?,
                "token" => header.token = text(value, "Token")?,
                "session_id" => header.session_id = text(value, "session_id")?,
                "ssotoken" => header.sso_token = text(value, "ssotoken")?,
                "sha256" => drop(text(value, "Sha256")?),
                "keys" => header.keys = bytes(value)?,
                "forwardtype" => header.forward_type = number(value)?,
                "forwardagent" => header.forward_agent = agent(value),
                _ => {}
            }
        }
        Ok(header)
    }
}

fn text(value: &Value, field: &str) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| mismatch(kind(value), field, "string"))
}

fn bytes(value: &Value) -> Result<Vec<u8>, String> {
    let coded = value.as_str().ok_or_else(|| mismatch(kind(value), "Keys", "[]uint8"))?;
    STANDARD.decode(coded).map_err(|_| "illegal base64 data at input byte 0".to_owned())
}

fn number(value: &Value) -> Result<i64, String> {
    value.as_i64().ok_or_else(|| mismatch(kind(value), "ForwardType", "int"))
}

fn agent(value: &Value) -> Option<(String, u16)> {
    let ip = value.get("ip")?.as_str()?.to_owned();
    let port = value.get("port")?.as_u64()?;
    Some((ip, u16::try_from(port).ok()?))
}

fn mismatch(kind: &str, field: &str, wanted: &str) -> String {
    if field.is_empty() {
        return format!("json: cannot unmarshal {kind} into Go value of type {wanted}");
    }
    format!("json: cannot unmarshal {kind} into Go struct field HttpHeader.{field} of type {wanted}")
}

fn go_syntax_error(plain: &[u8]) -> String {
    match plain.first() {
        None => "unexpected end of JSON input".to_owned(),
        Some(first) => {
            format!(
                "invalid character '{}' looking for beginning of value",
                char::from(*first).escape_default()
            )
        }
    }
}

pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A throw-away key and a header made with other libraries.
    const PRIVATE: &str = "MIICXQIBAAKBgQDPZ8ZJSGa2miwJ5U/+akQT8V7vVk2G4EUnP9ae/vqgbXL789uv0wno89lW6FPFyCH8ZZ9kZVC3RvewPt9krJDN7NuH6hBbAf9ZzVVH8kO0zJBJ9m8axUMRu2GuWmsCwRb2BhWZcHfi2T+Q8OLxDtwoR+Px4g+Tobrp+0WTmCs3lwIDAQABAoGARnWCrzKhcjc97r6wRkXjisLc9YHkJIXb+FF/n9QPYKDOBzn4z+pp23G7zAJxMyeiJBSB6aFhomHBk2ZIjfLx3eXLrYLM9gDvqsMkzy13YStbQbAIxqYNWRvuhU/XQ1wL8Y6mJ5FWIqZ2XOWPOjV5unAp4XAsCe7vhfcs1dk/zAECQQDPz1AEbRwjRn3EEDvCCUrk090vA6oRMisU1Jlpd/f/8Omb6b3ShtA8n9H/0ghtDxqdx0dd75aBvS7tMdKmvKHBAkEA/4BztMOdpA+nHH/8EIJc/t2qjnOM3WoLzHQ7InpRdFjx5IR2QMkDMnWTwS9zenosjOcE6nGOnULBsWn60zH/VwJBAK6V2gDN9ezA5RoaFUpP6kbSo6lC59cokb8fWX+dFZJFwM2HEz3SmxHDp3bH6uJM5SyW5iNKDOUUnl8SE4qXQUECQQDYJz+8KdHvvh5Oiighf2hVZgqowTDnEJQywBJXNMw8dhMOlNHGNUizI62Avjgf4cRW4ArUnIVend9nzJUany25AkA6V/3CY2rwHJ2U10zknZ/A7EGuI897uf6E1FWeWG4JcLRKnNxuqtEoPlS7dcDjYDu5wHfxUBfj/qq/6l7PVnIp";
    const PUBLIC: &str = "MIGJAoGBAM9nxklIZraaLAnlT/5qRBPxXu9WTYbgRSc/1p7++qBtcvvz26/TCejz2VboU8XIIfxln2RlULdG97A+32SskM3s24fqEFsB/1nNVUfyQ7TMkEn2bxrFQxG7Ya5aawLBFvYGFZlwd+LZP5Dw4vEO3ChH4/HiD5Ohuun7RZOYKzeXAgMBAAE=";
    const SEALED: &str = "s+XCBsPqXiAOdt6KqwAHNvvagRBoHPxnNfit8tWDOdORciJdYdPjVeE916ijkndHE6Ail+sxKgBUUGEW3GyhiKmWX+WHhXspLIpxcND3Lk/6pd7Enan0NV2lQ9rCcTTnguuoeFrRTKIwgiIX/k6zlpDz2w6edvsfCgI7cfc6Dl4=";

    #[test]
    fn opens_a_header_made_elsewhere() {
        let key = AgentKey::restore(PRIVATE).unwrap();
        assert_eq!(key.public_text, PUBLIC);
        let header = Header::open(&key, SEALED).unwrap();
        assert_eq!((&*header.auth, &*header.ts, &*header.uri), ("S3cret!", "4102444800", "/api/v1/ob/init"));
        assert_eq!(header.keys, (0..32).collect::<Vec<u8>>());
    }

    #[test]
    fn names_in_any_case_types_strictly() {
        let key = AgentKey::restore(PRIVATE).unwrap();
        let mut source = Seeded::new(1, "test");
        let mut open = |text: &str| Header::open(&key, &key.seal(text.as_bytes(), &mut source));
        assert_eq!(open(r#"{"AUTH":"x","later":1}"#).unwrap().auth, "x");
        assert!(open(r#"{"Ts":12}"#).unwrap_err().contains("HttpHeader.Ts"));
        assert!(open("oops").unwrap_err().contains("looking for beginning of value"));
        assert_eq!(Header::open(&key, "AAAA").unwrap_err(), "crypto/rsa: decryption error");
    }
}
