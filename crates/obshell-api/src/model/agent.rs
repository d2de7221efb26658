use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use super::lenient;
use super::state::word;
use crate::address::Address;

/// What an agent is to its cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// Belongs to no group.
    Single,
    /// Leads a group that is not initialised yet.
    Master,
    /// Member of a group that is not initialised yet.
    Follower,
    /// Member of an initialised cluster.
    ClusterAgent,
    TakeOverMaster,
    TakeOverFollower,
    ScalingOut,
    ScalingIn,
    Unidentified,
    /// An identity this crate does not know, as the agent wrote it.
    Unknown(String),
}

/// An agent as agents name it: `{"ip","port"}`. `ip` is text as the agent wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentAddress {
    #[serde(deserialize_with = "lenient::text")]
    pub ip: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub port: u16,
}

/// `GET /api/v1/info`. Fields an older agent leaves out have their empty value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AgentInfo {
    #[serde(deserialize_with = "lenient::or_default")]
    pub pid: i64,
    /// 0 unknown, 1 starting, 2 running, 3 stopping, 4 stopped.
    #[serde(deserialize_with = "lenient::or_default")]
    pub state: i32,
    #[serde(
        rename = "startAt",
        deserialize_with = "lenient::nanoseconds",
        serialize_with = "write_nanoseconds"
    )]
    pub started_at: Option<OffsetDateTime>,
    #[serde(deserialize_with = "lenient::text")]
    pub home_path: String,
    /// For example `4.3.5.1-101000042025031818`; empty when no observer is installed.
    #[serde(deserialize_with = "lenient::text")]
    pub ob_version: String,
    /// `x86_64` or `aarch64`.
    #[serde(deserialize_with = "lenient::text")]
    pub architecture: String,
    #[serde(deserialize_with = "lenient::text")]
    pub ip: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub port: u16,
    #[serde(deserialize_with = "lenient::text")]
    pub zone: String,
    pub identity: Identity,
    /// Version of obshell, for example `4.5.0.0-0`.
    #[serde(deserialize_with = "lenient::text")]
    pub version: String,
    #[serde(rename = "isObproxyAgent", deserialize_with = "lenient::or_default")]
    pub is_obproxy_agent: bool,
    /// Whether an agent password is set.
    #[serde(deserialize_with = "lenient::or_default")]
    pub security: bool,
    #[serde(deserialize_with = "lenient::texts")]
    pub supported_auth: Vec<String>,
}

/// `GET /api/v1/status`, and one entry of `GET /api/v1/agents/status`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AgentStatus {
    #[serde(deserialize_with = "lenient::or_default")]
    pub agent: AgentIdentity,
    /// 0 unknown, 1 starting, 2 running, 3 stopping, 4 stopped.
    #[serde(deserialize_with = "lenient::or_default")]
    pub state: i32,
    #[serde(deserialize_with = "lenient::text")]
    pub version: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub pid: i64,
    #[serde(
        rename = "startAt",
        deserialize_with = "lenient::nanoseconds",
        serialize_with = "write_nanoseconds"
    )]
    pub started_at: Option<OffsetDateTime>,
    #[serde(deserialize_with = "lenient::or_default")]
    pub port: u16,
    /// 0 the observer is not running, 1 running without connection, 2 connection restricted, 3 available.
    #[serde(deserialize_with = "lenient::or_default")]
    pub ob_state: i32,
    /// The observer's SQL port, when it is known.
    #[serde(deserialize_with = "lenient::or_default")]
    pub sql_port: Option<u16>,
    /// Whether a maintenance task, running or failed, holds the agent.
    #[serde(deserialize_with = "lenient::or_default")]
    pub under_maintenance: bool,
}

/// An agent's address and identity, as [`AgentStatus`] carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentIdentity {
    #[serde(deserialize_with = "lenient::text")]
    pub ip: String,
    #[serde(deserialize_with = "lenient::or_default")]
    pub port: u16,
    pub identity: Identity,
}

impl Identity {
    /// The agent's words for it, blanks included.
    pub fn as_str(&self) -> &str {
        match self {
            Identity::Single => "SINGLE",
            Identity::Master => "MASTER",
            Identity::Follower => "FOLLOWER",
            Identity::ClusterAgent => "CLUSTER AGENT",
            Identity::TakeOverMaster => "TAKE OVER MASTER",
            Identity::TakeOverFollower => "TAKE OVER FOLLOWER",
            Identity::ScalingOut => "SCALING OUT",
            Identity::ScalingIn => "SCALING IN",
            Identity::Unidentified => "UNIDENTIFIED",
            Identity::Unknown(text) => text,
        }
    }
}

impl From<&str> for Identity {
    fn from(text: &str) -> Identity {
        match text {
            "SINGLE" => Identity::Single,
            "MASTER" => Identity::Master,
            "FOLLOWER" => Identity::Follower,
            "CLUSTER AGENT" => Identity::ClusterAgent,
            "TAKE OVER MASTER" => Identity::TakeOverMaster,
            "TAKE OVER FOLLOWER" => Identity::TakeOverFollower,
            "SCALING OUT" => Identity::ScalingOut,
            "SCALING IN" => Identity::ScalingIn,
            "UNIDENTIFIED" => Identity::Unidentified,
            other => Identity::Unknown(other.to_owned()),
        }
    }
}

word!(Identity);

impl fmt::Display for AgentAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ip.contains(':') {
            return write!(f, "[{}]:{}", self.ip, self.port);
        }
        write!(f, "{}:{}", self.ip, self.port)
    }
}

impl From<&Address> for AgentAddress {
    fn from(address: &Address) -> AgentAddress {
        AgentAddress { ip: address.host().to_owned(), port: address.port() }
    }
}

fn write_nanoseconds<S: Serializer>(
    moment: &Option<OffsetDateTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let nanoseconds = moment.map_or(0, OffsetDateTime::unix_timestamp_nanos);
    serializer.serialize_i64(i64::try_from(nanoseconds).unwrap_or_default())
}
