use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::agent::AgentAddress;
use super::lenient;

/// Longer than any id an agent writes: prefix, IPv6 address, port and a 64-bit number.
const MAX_DIGITS: usize = 1 + 39 + 5 + 20;

/// Id of a DAG, a node or a sub-task: decimal digits that may exceed 64 bits.
///
/// The three kinds are separate number spaces: the same id can name a DAG, a node and a sub-task.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GenericId(String);

/// What a [`GenericId`] is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdParts {
    pub kind: IdKind,
    /// The agent that keeps the task; `None` for a cluster task.
    pub agent: Option<AgentAddress>,
    /// The number within that agent or cluster, in decimal digits.
    pub number: String,
}

/// Where a task is kept and which credential guards it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdKind {
    /// Kept in the cluster's own tables.
    Cluster,
    /// Kept by one agent.
    Local,
    /// Kept by one agent for its OBProxy; only the agent password opens it.
    ObProxy,
}

/// Why a text is not a task's id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("a task id consists of 1 to 65 decimal digits")]
    NotDigits,
    #[error("the task id begins with an unknown digit")]
    UnknownKind,
    #[error("the task id is too short for its kind")]
    TooShort,
    #[error("the task id holds an address or a port that does not exist")]
    BadAddress,
}

impl GenericId {
    /// Takes `text` for an id if it is made of digits; it need not be one that [`GenericId::decode`] understands.
    pub fn parse(text: &str) -> Result<GenericId, IdError> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if text.is_empty() || text.len() > MAX_DIGITS || !digits {
            return Err(IdError::NotDigits);
        }
        Ok(GenericId(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes the id apart. A cluster is never asked for an id that names a stranger's address:
    /// compare [`IdParts::agent`] with the known agents before sending an id of doubtful origin.
    pub fn decode(&self) -> Result<IdParts, IdError> {
        let (prefix, rest) = self.0.split_at(1);
        match prefix {
            "1" if rest.is_empty() => Err(IdError::TooShort),
            "1" => Ok(IdParts { kind: IdKind::Cluster, agent: None, number: rest.to_owned() }),
            "2" => decode_v4(IdKind::Local, rest),
            "3" => decode_v6(IdKind::Local, rest),
            "4" => decode_v4(IdKind::ObProxy, rest),
            "5" => decode_v6(IdKind::ObProxy, rest),
            _ => Err(IdError::UnknownKind),
        }
    }
}

impl IdParts {
    /// The id these parts make. Cluster tasks ignore `agent`; the others need one with an IP address.
    pub fn encode(&self) -> Result<GenericId, IdError> {
        let local = match self.kind {
            IdKind::Cluster => return GenericId::parse(&format!("1{}", self.number)),
            IdKind::Local => true,
            IdKind::ObProxy => false,
        };
        let agent = self.agent.as_ref().ok_or(IdError::BadAddress)?;
        let ip: IpAddr = agent.ip.parse().map_err(|_| IdError::BadAddress)?;
        let (port, number) = (agent.port, &self.number);
        let text = match ip {
            IpAddr::V4(ip) => format!("{}{:010}{port:05}{number}", if local { 2 } else { 4 }, u32::from(ip)),
            IpAddr::V6(ip) => format!("{}{:039}{port:05}{number}", if local { 3 } else { 5 }, u128::from(ip)),
        };
        GenericId::parse(&text)
    }
}

impl fmt::Display for GenericId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for GenericId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<GenericId, IdError> {
        GenericId::parse(text)
    }
}

impl Serialize for GenericId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for GenericId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<GenericId, D::Error> {
        let text = lenient::text(deserializer)?;
        GenericId::parse(&text).map_err(de::Error::custom)
    }
}

fn decode_v4(kind: IdKind, digits: &str) -> Result<IdParts, IdError> {
    let (ip, rest) = digits.split_at_checked(10).ok_or(IdError::TooShort)?;
    let ip: u32 = ip.parse().map_err(|_| IdError::BadAddress)?;
    decode_rest(kind, Ipv4Addr::from(ip).to_string(), rest)
}

fn decode_v6(kind: IdKind, digits: &str) -> Result<IdParts, IdError> {
    let (ip, rest) = digits.split_at_checked(39).ok_or(IdError::TooShort)?;
    let ip: u128 = ip.parse().map_err(|_| IdError::BadAddress)?;
    decode_rest(kind, Ipv6Addr::from(ip).to_string(), rest)
}

fn decode_rest(kind: IdKind, ip: String, digits: &str) -> Result<IdParts, IdError> {
    let (port, number) = digits.split_at_checked(5).ok_or(IdError::TooShort)?;
    if number.is_empty() {
        return Err(IdError::TooShort);
    }
    let port = port.parse().map_err(|_| IdError::BadAddress)?;
    Ok(IdParts { kind, agent: Some(AgentAddress { ip, port }), number: number.to_owned() })
}

#[cfg(test)]
#[path = "id_tests.rs"]
mod tests;
