use crate::model::agent::{AgentInfo, Identity};

/// What decides which credential an agent wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub identity: Identity,
    /// Whether an agent password is set.
    pub security: bool,
}

impl From<&AgentInfo> for Facts {
    fn from(info: &AgentInfo) -> Facts {
        Facts { identity: info.identity.clone(), security: info.security }
    }
}
