//! Known inputs and outputs of the protocol, with a throw-away key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};

use super::body::BodyKey;
use crate::random::Random;

const PRIVATE_KEY: &str = "MIICXQIBAAKBgQDPZ8ZJSGa2miwJ5U/+akQT8V7vVk2G4EUnP9ae/vqgbXL789uv0wno89lW6FPFyCH8ZZ9kZVC3RvewPt9krJDN7NuH6hBbAf9ZzVVH8kO0zJBJ9m8axUMRu2GuWmsCwRb2BhWZcHfi2T+Q8OLxDtwoR+Px4g+Tobrp+0WTmCs3lwIDAQABAoGARnWCrzKhcjc97r6wRkXjisLc9YHkJIXb+FF/n9QPYKDOBzn4z+pp23G7zAJxMyeiJBSB6aFhomHBk2ZIjfLx3eXLrYLM9gDvqsMkzy13YStbQbAIxqYNWRvuhU/XQ1wL8Y6mJ5FWIqZ2XOWPOjV5unAp4XAsCe7vhfcs1dk/zAECQQDPz1AEbRwjRn3EEDvCCUrk090vA6oRMisU1Jlpd/f/8Omb6b3ShtA8n9H/0ghtDxqdx0dd75aBvS7tMdKmvKHBAkEA/4BztMOdpA+nHH/8EIJc/t2qjnOM3WoLzHQ7InpRdFjx5IR2QMkDMnWTwS9zenosjOcE6nGOnULBsWn60zH/VwJBAK6V2gDN9ezA5RoaFUpP6kbSo6lC59cokb8fWX+dFZJFwM2HEz3SmxHDp3bH6uJM5SyW5iNKDOUUnl8SE4qXQUECQQDYJz+8KdHvvh5Oiighf2hVZgqowTDnEJQywBJXNMw8dhMOlNHGNUizI62Avjgf4cRW4ArUnIVend9nzJUany25AkA6V/3CY2rwHJ2U10zknZ/A7EGuI897uf6E1FWeWG4JcLRKnNxuqtEoPlS7dcDjYDu5wHfxUBfj/qq/6l7PVnIp";

pub const PUBLIC_KEY: &str = "MIGJAoGBAM9nxklIZraaLAnlT/5qRBPxXu9WTYbgRSc/1p7++qBtcvvz26/TCejz2VboU8XIIfxln2RlULdG97A+32SskM3s24fqEFsB/1nNVUfyQ7TMkEn2bxrFQxG7Ya5aawLBFvYGFZlwd+LZP5Dw4vEO3ChH4/HiD5Ohuun7RZOYKzeXAgMBAAE=";

pub const HEADER_JSON: &str = r#"{"Auth":"S3cret!","Ts":"4102444800","Uri":"/api/v1/ob/init","Keys":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}"#;

pub const HEADER: &str = "s+XCBsPqXiAOdt6KqwAHNvvagRBoHPxnNfit8tWDOdORciJdYdPjVeE916ijkndHE6Ail+sxKgBUUGEW3GyhiKmWX+WHhXspLIpxcND3Lk/6pd7Enan0NV2lQ9rCcTTnguuoeFrRTKIwgiIX/k6zlpDz2w6edvsfCgI7cfc6Dl4=";

/// `{"import_script":true}` under [`body_key`].
pub const BODY: &str = "QGY/AvfaYBkye7W35Y8uTmly2GqrHlLNOOSU9PwriMw=";

/// Four times `0123456789abcdef` under [`body_key`].
pub const SESSION: &str = "655bpBuQLbglKYKqGiP0vpFnZbKco6Lico5DLmcPSW3/Cz2v1O8PruqJQwJDO7hJpj4p7V+72U7mm2u5jOwLGAvva0159kJB9/VlR17tbyw=";

/// Key 00 to 0f, vector 10 to 1f.
pub fn body_key() -> BodyKey {
    BodyKey::fresh(&Ascending)
}

pub fn private_key() -> RsaPrivateKey {
    RsaPrivateKey::from_pkcs1_der(&STANDARD.decode(PRIVATE_KEY).unwrap()).unwrap()
}

/// Opens an encrypted header as an agent does: block by block.
pub fn open(key: &RsaPrivateKey, sealed: &str) -> String {
    let cipher = STANDARD.decode(sealed).unwrap();
    assert_eq!(cipher.len() % key.size(), 0, "whole blocks");
    let blocks = cipher.chunks(key.size()).map(|block| key.decrypt(Pkcs1v15Encrypt, block).unwrap());
    String::from_utf8(blocks.collect::<Vec<_>>().concat()).unwrap()
}

struct Ascending;

impl Random for Ascending {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.iter_mut().zip(0..).for_each(|(byte, value)| *byte = value);
    }
}
