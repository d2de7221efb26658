//! Hosts and ports as they are written in addresses.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// Why a text names no host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    #[error("the text is not of the form host:port")]
    Malformed,
    #[error("the host name contains a character that is not allowed")]
    HostInvalid,
}

/// A host without brackets and a port, shown as URLs write them: `host:port`, `[v6]:port`.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a>(pub &'a str, pub u16);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place(host, port) = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

/// The host of `host`, `host:port`, `[v6]` or `[v6]:port` in its canonical form, and what is written for a port.
///
/// # Errors
///
/// As [`parse_host`], and when there is more than one port.
pub fn split(text: &str) -> Result<(String, Option<&str>), HostError> {
    if let Some(rest) = text.strip_prefix('[') {
        let (ip, rest) = rest.split_once(']').ok_or(HostError::Malformed)?;
        let ip: Ipv6Addr = ip.parse().map_err(|_| HostError::Malformed)?;
        if rest.is_empty() {
            return Ok((ip.to_string(), None));
        }
        let port = rest.strip_prefix(':').ok_or(HostError::Malformed)?;
        return Ok((ip.to_string(), Some(port)));
    }
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    if port.is_some_and(|port| port.contains(':')) {
        return Err(HostError::Malformed);
    }
    Ok((parse_host(host)?, port))
}

/// The host in its canonical form: an IP address without brackets, or a name in lower case.
///
/// # Errors
///
/// When it is empty, too long, ambiguous, or has a character that no host name has.
pub fn parse_host(host: &str) -> Result<String, HostError> {
    if host.is_empty() {
        return Err(HostError::Malformed);
    }
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(ip.to_string());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if host.len() > 253 || !host.chars().all(allowed) {
        return Err(HostError::HostInvalid);
    }
    // "10.0.0" or "300.1.1.1" would be read as an address by some resolvers and as a name by others.
    let labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let numeric = labels.last().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()));
    let hexadecimal = labels.last().is_some_and(|last| last.to_ascii_lowercase().starts_with("0x"));
    if numeric || hexadecimal || labels.iter().any(|label| label.is_empty() || label.len() > 63) {
        return Err(HostError::Malformed);
    }
    Ok(host.to_ascii_lowercase())
}

/// A port from 1 to 65535, of digits alone.
pub fn parse_port(text: &str) -> Option<u16> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|port| digits && *port > 0)
}
