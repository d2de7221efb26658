use obshell_api::{AgentInfo, ApiErrorKind, Credentials, Error, Identity};
use secrecy::SecretString;

use crate::connections::Wiring;
use crate::dto::{ConnectionPasswords, ErrorCode, IpcError, PasswordKind, SecretRef};

/// The passwords of one connection, out of the vault.
#[derive(Clone, Default)]
pub struct Passwords {
    pub root: Option<SecretString>,
    pub agent: Option<SecretString>,
}

impl Passwords {
    /// Reads what the connection has; a password that is gone from the vault counts as none. Performs vault I/O.
    pub async fn read(wiring: &Wiring, of: &ConnectionPasswords) -> Result<Passwords, IpcError> {
        Ok(Passwords {
            root: read_secret(wiring, of.root.as_ref()).await?,
            agent: read_secret(wiring, of.agent.as_ref()).await?,
        })
    }

    /// What an agent that says `info` of itself is given; the password that must be entered first when there is
    /// none that it would accept. No agent gets more than its identity asks for.
    pub fn credentials_for(&self, info: &AgentInfo) -> Result<Credentials, PasswordKind> {
        let nothing = Credentials::default();
        match &info.identity {
            Identity::Single if !info.security => Ok(nothing),
            Identity::Single => self.agent_password().ok_or(PasswordKind::Agent),
            // Before it learns its root password a master wants the agent password, or none.
            Identity::Master | Identity::Follower => {
                let agent = self.agent.clone().filter(|_| info.security);
                let candidate_root = self.root.clone();
                if info.security && agent.is_none() && candidate_root.is_none() {
                    return Err(PasswordKind::Agent);
                }
                Ok(Credentials { agent, candidate_root, root: None })
            }
            Identity::ClusterAgent
            | Identity::TakeOverMaster
            | Identity::TakeOverFollower
            | Identity::ScalingOut
            | Identity::ScalingIn
            | Identity::Unidentified
            | Identity::Unknown(_) => match (&self.root, info.security) {
                (Some(_), _) => Ok(Credentials { root: self.root.clone(), ..nothing }),
                (None, true) => self.agent_password().ok_or(PasswordKind::Root),
                (None, false) => Err(PasswordKind::Root),
            },
        }
    }

    /// Which password a refusal is about, and whether it was refused rather than missing.
    pub fn refused(&self, error: &Error, info: &AgentInfo) -> (PasswordKind, bool) {
        let kind = named(error).unwrap_or_else(|| self.kind_for(info));
        let had = match kind {
            PasswordKind::Root => self.root.is_some(),
            PasswordKind::Agent | PasswordKind::Ocp => self.agent.is_some(),
        };
        (kind, had)
    }

    /// The password that an agent that says `info` of itself is given first.
    pub fn kind_for(&self, info: &AgentInfo) -> PasswordKind {
        let root = match info.identity {
            Identity::Single => false,
            Identity::Master | Identity::Follower => !info.security,
            Identity::ClusterAgent
            | Identity::TakeOverMaster
            | Identity::TakeOverFollower
            | Identity::ScalingOut
            | Identity::ScalingIn
            | Identity::Unidentified
            | Identity::Unknown(_) => self.root.is_some() || !info.security || self.agent.is_none(),
        };
        if root { PasswordKind::Root } else { PasswordKind::Agent }
    }

    fn agent_password(&self) -> Option<Credentials> {
        let agent = self.agent.clone()?;
        Some(Credentials { agent: Some(agent), ..Credentials::default() })
    }
}

/// A secret of the vault; one that is gone counts as none.
pub async fn read_secret(
    wiring: &Wiring,
    secret: Option<&SecretRef>,
) -> Result<Option<SecretString>, IpcError> {
    let Some(secret) = secret else { return Ok(None) };
    match wiring.secret(secret).await {
        Ok(secret) => Ok(Some(secret)),
        Err(problem) if problem.code == ErrorCode::Invalid => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn named(error: &Error) -> Option<PasswordKind> {
    let Error::Rejected(rejected) = error else { return None };
    let kinds = [
        (ApiErrorKind::WrongRootPassword, PasswordKind::Root),
        (ApiErrorKind::NeedsRootPassword, PasswordKind::Root),
        (ApiErrorKind::WrongAgentPassword, PasswordKind::Agent),
        (ApiErrorKind::NeedsAgentPassword, PasswordKind::Agent),
    ];
    kinds.into_iter().find(|(kind, _)| *kind == rejected.kind()).map(|(_, password)| password)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(root: bool, agent: bool) -> Passwords {
        let set = |set: bool| set.then(|| SecretString::from("pw"));
        Passwords { root: set(root), agent: set(agent) }
    }

    fn given(
        identity: Identity,
        security: bool,
        root: bool,
        agent: bool,
    ) -> Result<Vec<&'static str>, PasswordKind> {
        let info = AgentInfo { identity, security, ..AgentInfo::default() };
        let made = passwords(root, agent).credentials_for(&info)?;
        let parts = [("root", made.root), ("candidate", made.candidate_root), ("agent", made.agent)];
        Ok(parts.into_iter().filter_map(|(name, secret)| secret.map(|_| name)).collect())
    }

    #[test]
    fn nobody_gets_more_than_his_identity_asks_for() {
        use Identity::{ClusterAgent, Master, Single};
        assert_eq!(given(Single, false, true, true), Ok(vec![]));
        assert_eq!(given(Single, true, true, true), Ok(vec!["agent"]));
        assert_eq!(given(Single, true, true, false), Err(PasswordKind::Agent));
        assert_eq!(given(Master, false, false, false), Ok(vec![]));
        assert_eq!(given(Master, true, false, false), Err(PasswordKind::Agent));
        assert_eq!(given(Master, true, true, true), Ok(vec!["candidate", "agent"]));
        assert_eq!(given(ClusterAgent, true, true, true), Ok(vec!["root"]));
        assert_eq!(given(ClusterAgent, true, false, true), Ok(vec!["agent"]));
        assert_eq!(given(ClusterAgent, false, false, true), Err(PasswordKind::Root));
    }
}
