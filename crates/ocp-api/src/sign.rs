//! Signatures with an access key.
//!
//! Signed are seven lines: method, MD5 of the body, content type, date, host, `x-ocp-` headers, path with sorted query.
//! What is missing leaves its line empty. We send no `x-ocp-` header.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use reqwest::{Method, Url};
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

use crate::error::Error;
use crate::transport::JSON;

/// A request as it goes out, as far as a proof of who sends it depends on it.
pub struct Outgoing<'a> {
    pub method: &'a Method,
    pub url: &'a Url,
    /// Exactly the bytes that are sent; empty for none.
    pub body: &'a [u8],
    /// Now, by OCP's clock, which refuses what is a quarter of an hour away.
    pub now: OffsetDateTime,
    /// The host that OCP sees when something on the way writes another one.
    pub signing_host: Option<&'a str>,
}

/// What proves a request, and the date that is part of it.
pub struct Signature {
    pub signature: String,
    pub date: String,
}

impl Outgoing<'_> {
    /// The `Host` header: without the port when it is the scheme's own, as every HTTP library has it.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub fn sign(&self, secret_key: &SecretString) -> Result<Signature, Error> {
        let date = http_date(self.now)?;
        let natural = self.host();
        let query = self.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let lines = Lines {
            method: self.method.as_str(),
            body: self.body,
            content_type: JSON,
            date: &date,
            host: self.signing_host.unwrap_or(&natural),
            ocp_headers: &[],
            target: &format!("{}{query}", self.url.path()),
        };
        Ok(Signature { signature: lines.sign(secret_key)?, date })
    }
}

/// What is signed.
struct Lines<'a> {
    method: &'a str,
    body: &'a [u8],
    content_type: &'a str,
    date: &'a str,
    host: &'a str,
    /// Names in lower case.
    ocp_headers: &'a [(&'a str, &'a str)],
    /// Path and query as they are sent, percent-encoded.
    target: &'a str,
}

impl Lines<'_> {
    /// Of the key, the text is taken that OCP printed, although it looks like bytes in hexadecimal.
    fn sign(&self, secret_key: &SecretString) -> Result<String, Error> {
        let key = secret_key.expose_secret().as_bytes();
        let unusable = |_| Error::Options { detail: "the secret key cannot be used".to_owned() };
        let mut mac = Hmac::<Sha1>::new_from_slice(key).map_err(unusable)?;
        mac.update(self.text().as_bytes());
        Ok(STANDARD.encode(mac.finalize().into_bytes()))
    }

    fn text(&self) -> String {
        let md5 = if self.body.is_empty() { String::new() } else { md5_of(self.body) };
        let mut headers: Vec<String> =
            self.ocp_headers.iter().map(|(name, value)| format!("{name}:{value}")).collect();
        headers.sort_unstable();
        let (headers, target) = (headers.join("\n"), sorted(self.target));
        [self.method, &md5, self.content_type, self.date, self.host, &headers, &target].join("\n")
    }
}

fn md5_of(body: &[u8]) -> String {
    Md5::digest(body).iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The pairs of the query in the order of their names.
fn sorted(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else { return target.to_owned() };
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_by_key(|pair| pair.split_once('=').map_or(*pair, |(name, _)| name));
    format!("{path}?{}", pairs.join("&"))
}

/// `Tue, 17 Jan 2023 09:13:57 GMT`.
fn http_date(moment: OffsetDateTime) -> Result<String, Error> {
    let form = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let date = moment.to_offset(UtcOffset::UTC).format(&form);
    date.map_err(|_| Error::Options { detail: "the date cannot be written".to_owned() })
}

#[cfg(test)]
#[path = "sign_tests.rs"]
mod tests;
