use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use reach::host::{self, HostError, Place};

/// Port an OCP-Server listens on when nobody chose another.
const HTTP_PORT: u16 = 8080;
/// Port of what ends TLS in front of it.
const HTTPS_PORT: u16 = 443;

/// Where an OCP is: http or https, a host and a port.
///
/// `Display` is the canonical form `scheme://host:port`, with brackets around an IPv6 address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaseUrl {
    https: bool,
    host: String,
    port: u16,
}

/// Why a text is not an OCP's address. It never repeats the text, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    #[error("the address is empty")]
    Empty,
    #[error("the address must begin with http:// or https://")]
    SchemeUnknown,
    /// A user or a password before an `@`.
    #[error("the address must not contain a user name or a password")]
    HasLogin,
    /// OCP is always at the root of its host.
    #[error("the address must end after the port")]
    HasPath,
    #[error("the address is not of the form host:port")]
    Malformed,
    #[error("the port must be a number from 1 to 65535")]
    PortInvalid,
    #[error("the host name contains a character that is not allowed")]
    HostInvalid,
}

impl BaseUrl {
    /// Reads `http://host:port`, `https://host:port` or `host:port`, which is taken for http.
    ///
    /// Without a port it is 8080 over http, where an OCP-Server listens (not 80), and 443 over https, which something
    /// else ends in front of it. Surrounding blanks and a trailing `/` are tolerated and dropped.
    pub fn parse(text: &str) -> Result<BaseUrl, BaseUrlError> {
        let (https, rest) = scheme(text.trim())?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.is_empty() {
            return Err(BaseUrlError::Empty);
        }
        if authority.contains('@') {
            return Err(BaseUrlError::HasLogin);
        }
        if authority.contains(['/', '\\', '?', '#']) {
            return Err(BaseUrlError::HasPath);
        }
        let default = if https { HTTPS_PORT } else { HTTP_PORT };
        if let Ok(ip) = authority.parse::<Ipv6Addr>() {
            return Ok(BaseUrl { https, host: ip.to_string(), port: default });
        }
        let (host, port) = host::split(authority)?;
        let port = port.map_or(Some(default), host::parse_port).ok_or(BaseUrlError::PortInvalid)?;
        Ok(BaseUrl { https, host, port })
    }

    /// Whether what is sent there is encrypted on the way.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// The IP address or host name, without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The IP address, unless the host was given by name.
    pub fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.https { "https" } else { "http" };
        write!(f, "{scheme}://{}", Place(&self.host, self.port))
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<BaseUrl, BaseUrlError> {
        BaseUrl::parse(text)
    }
}

impl From<HostError> for BaseUrlError {
    fn from(error: HostError) -> BaseUrlError {
        match error {
            HostError::Malformed => BaseUrlError::Malformed,
            HostError::HostInvalid => BaseUrlError::HostInvalid,
        }
    }
}

fn scheme(text: &str) -> Result<(bool, &str), BaseUrlError> {
    let Some((scheme, rest)) = text.split_once("://") else { return Ok((false, text)) };
    match scheme.to_ascii_lowercase().as_str() {
        "http" => Ok((false, rest)),
        "https" => Ok((true, rest)),
        _ => Err(BaseUrlError::SchemeUnknown),
    }
}

#[cfg(test)]
#[path = "base_url_tests.rs"]
mod tests;
