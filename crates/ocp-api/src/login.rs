use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, DATE, HOST, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::sign::{Outgoing, Signature};

/// How somebody proves to OCP who they are.
#[derive(Clone)]
pub enum Login {
    /// A user and the password, sent with each request (HTTP Basic).
    Basic {
        /// Holds no colon and no control character.
        user: String,
        password: SecretString,
    },
    /// A key of a user, made in OCP under Personal Settings; OCP 4.0.2 and later. Requests are signed with the
    /// secret key (HMAC-SHA1), which is never sent.
    AccessKey {
        /// Names the key; no secret. Holds no colon, blank or control character.
        access_key: String,
        secret_key: SecretString,
    },
}

impl Login {
    pub fn basic(user: impl Into<String>, password: SecretString) -> Login {
        Login::Basic { user: user.into(), password }
    }

    pub fn access_key(access_key: impl Into<String>, secret_key: SecretString) -> Login {
        Login::AccessKey { access_key: access_key.into(), secret_key }
    }

    /// The headers that prove it for this one request. The HTTP library keeps a copy that is not wiped.
    pub(crate) fn headers(&self, request: &Outgoing<'_>) -> Result<HeaderMap, Error> {
        match self {
            Login::Basic { user, password } => {
                let authorization = (AUTHORIZATION, basic(user, password)?);
                Ok(HeaderMap::from_iter([authorization]))
            }
            Login::AccessKey { access_key, secret_key } => signed(access_key, secret_key, request),
        }
    }
}

fn basic(user: &str, password: &SecretString) -> Result<HeaderValue, Error> {
    if user.is_empty() || user.contains(|c: char| c == ':' || c.is_control()) {
        return Err(unusable("user name"));
    }
    let plain = Zeroizing::new(format!("{user}:{}", password.expose_secret()));
    let value = Zeroizing::new(format!("Basic {}", *Zeroizing::new(STANDARD.encode(plain.as_bytes()))));
    secret_header(&value, "password")
}

/// The Host is set too, so that what is sent is what was signed.
fn signed(access_key: &str, secret_key: &SecretString, request: &Outgoing<'_>) -> Result<HeaderMap, Error> {
    let is_bad = |c: char| c == ':' || c.is_whitespace() || c.is_control();
    if access_key.is_empty() || access_key.contains(is_bad) {
        return Err(unusable("access key"));
    }
    let Signature { signature, date } = request.sign(secret_key)?;
    let value = format!("OCP-ACCESS-KEY-HMACSHA1 {access_key}:{signature}");
    let plain = |value: &str| HeaderValue::from_str(value).map_err(|_| unusable("host or the date"));
    Ok(HeaderMap::from_iter([
        (AUTHORIZATION, secret_header(&value, "access key")?),
        (DATE, plain(&date)?),
        (HOST, plain(&request.host())?),
    ]))
}

fn secret_header(value: &str, what: &str) -> Result<HeaderValue, Error> {
    let mut header = HeaderValue::from_str(value).map_err(|_| unusable(what))?;
    header.set_sensitive(true);
    Ok(header)
}

fn unusable(what: &str) -> Error {
    Error::Options { detail: format!("the {what} cannot be sent") }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Login::Basic { user, .. } => f.debug_struct("Basic").field("user", user).finish_non_exhaustive(),
            Login::AccessKey { access_key, .. } => {
                f.debug_struct("AccessKey").field("access_key", access_key).finish_non_exhaustive()
            }
        }
    }
}

/// What has become of a login.
#[derive(Debug, Default)]
pub enum LoginState {
    /// There is none.
    #[default]
    Missing,
    /// OCP has not seen it yet.
    Untried(Login),
    Accepted(Login),
    /// It is not sent again.
    Refused,
}
