use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::state::word;

/// What an agent can do with its cluster; the same as [`AgentStatus::ob_state`](crate::AgentStatus::ob_state).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ClusterStatus {
    /// The agent's observer is not running.
    NotRunning,
    /// Running, but without a connection.
    Running,
    /// Connected, but the cluster's tables cannot be used.
    Restricted,
    Available,
    /// A status this crate does not know, as the agent wrote it.
    Unknown(String),
}

/// How a zone is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ZoneStatus {
    Running,
    Unavailable,
    Stopped,
    Creating,
    Deleted,
    Stopping,
    Starting,
    Restarting,
    Deleting,
    /// A status this crate does not know, as the agent wrote it; `UNKNOWN` is an agent's word, too.
    Unknown(String),
}

/// How an OBServer is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ServerStatus {
    Running,
    Unavailable,
    /// Out of service, while its process keeps running.
    ServiceStopped,
    ProcessStopped,
    ServiceStopping,
    ProcessStopping,
    Starting,
    Deleting,
    /// A status this crate does not know, as the agent wrote it; empty when it wrote none.
    Unknown(String),
}

impl ClusterStatus {
    /// The agent's words for it, blanks included.
    pub fn as_str(&self) -> &str {
        match self {
            ClusterStatus::NotRunning => "NOT RUNNING",
            ClusterStatus::Running => "RUNNING",
            ClusterStatus::Restricted => "RESTRICTED",
            ClusterStatus::Available => "AVAILABLE",
            ClusterStatus::Unknown(text) => text,
        }
    }
}

impl From<&str> for ClusterStatus {
    fn from(text: &str) -> ClusterStatus {
        match text {
            "NOT RUNNING" => ClusterStatus::NotRunning,
            "RUNNING" => ClusterStatus::Running,
            "RESTRICTED" => ClusterStatus::Restricted,
            "AVAILABLE" => ClusterStatus::Available,
            other => ClusterStatus::Unknown(other.to_owned()),
        }
    }
}

impl ZoneStatus {
    /// The agent's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            ZoneStatus::Running => "RUNNING",
            ZoneStatus::Unavailable => "UNAVAILABLE",
            ZoneStatus::Stopped => "STOPPED",
            ZoneStatus::Creating => "CREATING",
            ZoneStatus::Deleted => "DELETED",
            ZoneStatus::Stopping => "STOPPING",
            ZoneStatus::Starting => "STARTING",
            ZoneStatus::Restarting => "RESTARTING",
            ZoneStatus::Deleting => "DELETING",
            ZoneStatus::Unknown(text) => text,
        }
    }
}

impl From<&str> for ZoneStatus {
    fn from(text: &str) -> ZoneStatus {
        match text {
            "RUNNING" => ZoneStatus::Running,
            "UNAVAILABLE" => ZoneStatus::Unavailable,
            "STOPPED" => ZoneStatus::Stopped,
            "CREATING" => ZoneStatus::Creating,
            "DELETED" => ZoneStatus::Deleted,
            "STOPPING" => ZoneStatus::Stopping,
            "STARTING" => ZoneStatus::Starting,
            "RESTARTING" => ZoneStatus::Restarting,
            "DELETING" => ZoneStatus::Deleting,
            other => ZoneStatus::Unknown(other.to_owned()),
        }
    }
}

impl ServerStatus {
    /// The agent's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            ServerStatus::Running => "RUNNING",
            ServerStatus::Unavailable => "UNAVAILABLE",
            ServerStatus::ServiceStopped => "SERVICE_STOPPED",
            ServerStatus::ProcessStopped => "PROCESS_STOPPED",
            ServerStatus::ServiceStopping => "SERVICE_STOPPING",
            ServerStatus::ProcessStopping => "PROCESS_STOPPING",
            ServerStatus::Starting => "STARTING",
            ServerStatus::Deleting => "DELETING",
            ServerStatus::Unknown(text) => text,
        }
    }
}

impl From<&str> for ServerStatus {
    fn from(text: &str) -> ServerStatus {
        match text {
            "RUNNING" => ServerStatus::Running,
            "UNAVAILABLE" => ServerStatus::Unavailable,
            "SERVICE_STOPPED" => ServerStatus::ServiceStopped,
            "PROCESS_STOPPED" => ServerStatus::ProcessStopped,
            "SERVICE_STOPPING" => ServerStatus::ServiceStopping,
            "PROCESS_STOPPING" => ServerStatus::ProcessStopping,
            "STARTING" => ServerStatus::Starting,
            "DELETING" => ServerStatus::Deleting,
            other => ServerStatus::Unknown(other.to_owned()),
        }
    }
}

word!(ClusterStatus);
word!(ZoneStatus);
word!(ServerStatus);
