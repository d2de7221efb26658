use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::error::Error;

/// A user of OCP and the password.
#[derive(Clone)]
pub struct Login {
    /// Holds no colon and no control character.
    pub user: String,
    pub password: SecretString,
}

impl Login {
    /// The value of the `Authorization` header. The HTTP library keeps a copy that is not wiped.
    pub(crate) fn basic(&self) -> Result<HeaderValue, Error> {
        let unusable = |what: &str| Error::Options { detail: format!("the {what} cannot be sent") };
        if self.user.is_empty() || self.user.contains(|c: char| c == ':' || c.is_control()) {
            return Err(unusable("user name"));
        }
        let plain = Zeroizing::new(format!("{}:{}", self.user, self.password.expose_secret()));
        let value = Zeroizing::new(format!("Basic {}", *Zeroizing::new(STANDARD.encode(plain.as_bytes()))));
        let mut header = HeaderValue::from_str(&value).map_err(|_| unusable("password"))?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("user", &self.user).finish_non_exhaustive()
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
