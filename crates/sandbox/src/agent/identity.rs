//! What an agent is at the moment.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// What an agent is at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Identity {
    Single,
    Master,
    Follower,
    ClusterAgent,
    ScalingOut,
    ScalingIn,
}

impl Identity {
    /// The name on the wire, blanks included.
    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "SINGLE",
            Self::Master => "MASTER",
            Self::Follower => "FOLLOWER",
            Self::ClusterAgent => "CLUSTER AGENT",
            Self::ScalingOut => "SCALING OUT",
            Self::ScalingIn => "SCALING IN",
        }
    }
}

/// The refusal of an operation that needs another identity.
pub(crate) fn not_supported(agent: impl std::fmt::Display, is: Identity, wanted: &str) -> Fault {
    let message =
        format!("'{agent}' is '{}', instead of '{wanted}', does not support this operation", is.name());
    Fault::new(400, "Agent.Identify.NotSupportOperation", message)
}
