//! `OCP-ACCESS-KEY-HMACSHA1`, strictly.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha1::Sha1;
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::clock::Ns;
use crate::ocp::asked::decoded;
use crate::ocp::refusal::Refusal;
use crate::world::SECOND;

/// What stands before access key and signature.
pub const SCHEME: &str = "OCP-ACCESS-KEY-HMACSHA1 ";
/// How far a request's date may be from OCP's time, either way. Not divided by the speed: signers use a clock too.
const WINDOW: Ns = 15 * 60 * SECOND;

/// An access key and its secret.
#[derive(Debug, Clone)]
pub struct AccessKey {
    pub id: String,
    pub secret: String,
}

/// What was signed, as it came.
pub struct Signed<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
    /// The host that OCP sees, where something before it has put another in its place.
    pub host_seen: Option<&'a str>,
}

impl AccessKey {
    /// Lets in what is signed with this key no more than 15 minutes from `now`, or says why not.
    pub fn check(&self, signed: &Signed<'_>, now: Ns) -> Result<(), Refusal> {
        let authorization = signed.header(header::AUTHORIZATION.as_str());
        let given = authorization.strip_prefix(SCHEME).and_then(|rest| rest.split_once(':'));
        let (id, signature) =
            given.ok_or_else(|| refusal("IAM10000", "Access key and signature are missing."))?;
        let date = signed.header(header::DATE.as_str());
        let at = moment(date)
            .ok_or_else(|| refusal("IAM10000", &format!("The Date {date:?} is none of RFC 1123.")))?;
        if (now - at).abs() > WINDOW {
            return Err(refusal("IAM10000", &format!("The Date {date:?} is more than 15 minutes off.")));
        }
        if id != self.id {
            return Err(refusal("IAM10004", &format!("The access key {id} does not exist.")));
        }
        if !signed.query.split('&').all(is_canonical) {
            return Err(refusal("IAM10006", "The query is not encoded as RFC 3986 demands."));
        }
        if signature != signature_of(&self.secret, &signed.text()) {
            return Err(refusal("IAM10006", "The signature does not match the request."));
        }
        Ok(())
    }
}

impl Signed<'_> {
    /// The seven pieces, one a line.
    fn text(&self) -> String {
        let host = self.host_seen.unwrap_or_else(|| self.header(header::HOST.as_str()));
        let pieces = [
            self.method.to_uppercase(),
            digest(self.body),
            self.header(header::CONTENT_TYPE.as_str()).to_owned(),
            self.header(header::DATE.as_str()).to_owned(),
            host.to_owned(),
            self.own_headers(),
            self.target(),
        ];
        pieces.join("\n")
    }

    fn own_headers(&self) -> String {
        let own = self.headers.iter().filter(|(name, _)| name.as_str().starts_with("x-ocp-"));
        let mut lines: Vec<String> =
            own.map(|(name, value)| format!("{name}:{}", value.to_str().unwrap_or_default())).collect();
        lines.sort();
        lines.join("\n")
    }

    fn target(&self) -> String {
        if self.query.is_empty() {
            return self.path.to_owned();
        }
        let mut pairs: Vec<&str> = self.query.split('&').collect();
        pairs.sort_by_key(|pair| pair.split('=').next());
        format!("{}?{}", self.path, pairs.join("&"))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

fn refusal(code: &'static str, message: &str) -> Refusal {
    Refusal::new(401, code, message)
}

fn signature_of(secret: &str, text: &str) -> String {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn digest(body: &[u8]) -> String {
    if body.is_empty() {
        return String::new();
    }
    Md5::digest(body).iter().map(|byte| format!("{byte:02X}")).collect()
}

/// `Tue, 17 Jan 2023 09:13:57 GMT`.
fn moment(date: &str) -> Option<Ns> {
    let format = time::macros::format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let at: OffsetDateTime = PrimitiveDateTime::parse(date, &format).ok()?.assume_utc();
    i64::try_from(at.unix_timestamp_nanos()).ok()
}

fn is_canonical(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    [name, value].into_iter().all(|text| encoded(&decoded(text)) == text)
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
#[path = "access_key_tests.rs"]
mod tests;
