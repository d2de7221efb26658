use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use reach::host::{self, HostError, Place};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::model::agent::AgentAddress;

/// Port an agent listens on when nobody chose another.
const DEFAULT_PORT: u16 = 2886;
/// Agents accept no lower one.
const LOWEST_PORT: u16 = 1025;

/// Where an agent listens: an IP address or a host name, and a port.
///
/// `Display`, `serde` and ordering use the canonical form `host:port`, with brackets around an IPv6 address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    host: String,
    port: u16,
}

/// Why a text is not an agent's address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("the address is empty")]
    Empty,
    #[error("the address is not of the form host:port")]
    Malformed,
    /// Agents accept ports 1025 to 65535.
    #[error("the port must be a number from 1025 to 65535")]
    PortInvalid,
    #[error("the host name contains a character that is not allowed")]
    HostInvalid,
}

impl Address {
    /// Reads `ip:port`, `[v6]:port`, `ip`, a bare IPv6 address or a host name; without a port it is 2886.
    ///
    /// Surrounding blanks, a leading `http://` or `https://` and a trailing `/` are tolerated and dropped.
    pub fn parse(text: &str) -> Result<Address, AddressError> {
        let text = without_scheme(text.trim());
        let text = text.strip_suffix('/').unwrap_or(text);
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if let Ok(ip) = text.parse::<Ipv6Addr>() {
            return Ok(Address { host: ip.to_string(), port: DEFAULT_PORT });
        }
        if text.contains('/') {
            return Err(AddressError::Malformed);
        }
        let (host, port) = host::split(text)?;
        let port = port.map_or(Some(DEFAULT_PORT), host::parse_port).filter(|port| *port >= LOWEST_PORT);
        Ok(Address { host, port: port.ok_or(AddressError::PortInvalid)? })
    }

    /// The IP address or host name, without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The IP address, unless the address was given as a host name.
    pub fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// Whether an agent that calls itself `other` is the one at this address. IP addresses are compared as
    /// such, however they are written; names as text.
    pub fn is(&self, other: &AgentAddress) -> bool {
        let same = match (self.ip(), other.ip.trim_matches(['[', ']']).parse::<IpAddr>()) {
            (Some(ours), Ok(theirs)) => ours.to_canonical() == theirs.to_canonical(),
            (Some(_), Err(_)) | (None, Ok(_)) => false,
            (None, Err(_)) => self.host.eq_ignore_ascii_case(&other.ip),
        };
        same && self.port == other.port
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Place(&self.host, self.port).fmt(f)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Address, AddressError> {
        Address::parse(text)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Address, D::Error> {
        let text = String::deserialize(deserializer)?;
        Address::parse(&text).map_err(de::Error::custom)
    }
}

fn without_scheme(text: &str) -> &str {
    for scheme in ["http://", "https://"] {
        let head = text.get(..scheme.len()).unwrap_or_default();
        if head.eq_ignore_ascii_case(scheme) {
            return &text[scheme.len()..];
        }
    }
    text
}

impl From<HostError> for AddressError {
    fn from(error: HostError) -> AddressError {
        match error {
            HostError::Malformed => AddressError::Malformed,
            HostError::HostInvalid => AddressError::HostInvalid,
        }
    }
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
