use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

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
        let (host, port) = split(authority)?;
        let port = port.map_or(Ok(default), parse_port)?;
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

/// A host and a port as URLs write them.
pub struct Place<'a>(pub &'a str, pub u16);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place(host, port) = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

/// The host in its canonical form: an IP address without brackets, or a name in lower case.
pub fn parse_host(host: &str) -> Result<String, BaseUrlError> {
    if host.is_empty() {
        return Err(BaseUrlError::Malformed);
    }
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(ip.to_string());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if host.len() > 253 || !host.chars().all(allowed) {
        return Err(BaseUrlError::HostInvalid);
    }
    // "10.0.0" or "300.1.1.1" would be read as an address by some resolvers and as a name by others.
    let labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let numeric = labels.last().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()));
    let hexadecimal = labels.last().is_some_and(|last| last.to_ascii_lowercase().starts_with("0x"));
    if numeric || hexadecimal || labels.iter().any(|label| label.is_empty() || label.len() > 63) {
        return Err(BaseUrlError::Malformed);
    }
    Ok(host.to_ascii_lowercase())
}

fn scheme(text: &str) -> Result<(bool, &str), BaseUrlError> {
    let Some((scheme, rest)) = text.split_once("://") else { return Ok((false, text)) };
    match scheme.to_ascii_lowercase().as_str() {
        "http" => Ok((false, rest)),
        "https" => Ok((true, rest)),
        _ => Err(BaseUrlError::SchemeUnknown),
    }
}

fn split(authority: &str) -> Result<(String, Option<&str>), BaseUrlError> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (ip, rest) = rest.split_once(']').ok_or(BaseUrlError::Malformed)?;
        let ip: Ipv6Addr = ip.parse().map_err(|_| BaseUrlError::Malformed)?;
        if rest.is_empty() {
            return Ok((ip.to_string(), None));
        }
        let port = rest.strip_prefix(':').ok_or(BaseUrlError::Malformed)?;
        return Ok((ip.to_string(), Some(port)));
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    if port.is_some_and(|port| port.contains(':')) {
        return Err(BaseUrlError::Malformed);
    }
    Ok((parse_host(host)?, port))
}

fn parse_port(port: &str) -> Result<u16, BaseUrlError> {
    if !port.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BaseUrlError::PortInvalid);
    }
    port.parse::<u16>().ok().filter(|port| *port > 0).ok_or(BaseUrlError::PortInvalid)
}

#[cfg(test)]
#[path = "base_url_tests.rs"]
mod tests;
