use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use crate::api_error::ApiError;
use crate::api_error_kind::ApiErrorKind;
use crate::facts::Facts;
use crate::model::agent::Identity;

/// The passwords a client may use. An empty text counts as none.
#[derive(Clone, Default)]
pub struct Credentials {
    /// Password of root@sys. It is never sent to an agent whose identity is `SINGLE`.
    pub root: Option<SecretString>,
    /// The root password that a bootstrap is about to set: tried once when the agent rejects what it
    /// was offered, and preferred from then on.
    pub candidate_root: Option<SecretString>,
    /// The agent's own password.
    pub agent: Option<SecretString>,
}

/// Which credential a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The empty root password.
    Empty,
    Root,
    Candidate,
    Agent,
}

/// Which credential a route demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// What the agent's identity demands.
    Identity,
    /// The agent password: OBProxy routes and tasks.
    AgentOnly,
    /// `POST /api/v1/agent/password`: the old agent password, if there is one.
    AgentPassword,
    /// What the agent's identity demands, though some agents let everybody in.
    Unguarded,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = |secret: &Option<SecretString>| if secret.is_some() { "set" } else { "none" };
        f.debug_struct("Credentials")
            .field("root", &set(&self.root))
            .field("candidate_root", &set(&self.candidate_root))
            .field("agent", &set(&self.agent))
            .finish()
    }
}

impl Credentials {
    /// The secret that `held` stands for.
    pub(crate) fn secret(&self, held: Held) -> Option<&SecretString> {
        let secret = match held {
            Held::Empty => None,
            Held::Root => self.root.as_ref(),
            Held::Candidate => self.candidate_root.as_ref(),
            Held::Agent => self.agent.as_ref(),
        };
        secret.filter(|secret| !secret.expose_secret().is_empty())
    }

    /// The credential to begin with. `settled` is the one that the agent preferred over the usual one before.
    pub(crate) fn first(&self, rule: Rule, facts: &Facts, settled: Option<Held>) -> Held {
        let agent = facts.security && self.has(Held::Agent);
        match rule {
            Rule::AgentOnly => Held::Agent,
            Rule::AgentPassword if agent => Held::Agent,
            Rule::AgentPassword | Rule::Identity | Rule::Unguarded => self.by_identity(facts, agent, settled),
        }
    }

    /// The one other credential worth trying after the agent rejected `tried`.
    pub(crate) fn second(&self, rule: Rule, facts: &Facts, tried: Held, error: &ApiError) -> Option<Held> {
        if rule == Rule::AgentOnly {
            return None;
        }
        let single = facts.identity == Identity::Single;
        let uninitialised = matches!(facts.identity, Identity::Master | Identity::Follower);
        let forwards = facts.identity == Identity::Follower;
        let usable = |held: &Held| match held {
            Held::Agent => facts.security && !forwards && self.has(Held::Agent),
            Held::Root | Held::Candidate => !single && self.has(*held),
            Held::Empty => uninitialised,
        };
        let different = |held: &Held| held.is_agent() != tried.is_agent() || !self.same(*held, tried);
        alternatives(tried, error).iter().copied().filter(different).find(usable)
    }

    /// Whether a refusal under `rule` is one of what we hold: a route that demands the agent password says
    /// nothing of a root password when there is no agent password to offer.
    pub(crate) fn answer_for(&self, rule: Rule) -> bool {
        let others = self.has(Held::Root) || self.has(Held::Candidate);
        rule != Rule::AgentOnly || self.has(Held::Agent) || !others
    }

    fn has(&self, held: Held) -> bool {
        self.secret(held).is_some()
    }

    fn same(&self, one: Held, other: Held) -> bool {
        let text = |held| self.secret(held).map(ExposeSecret::expose_secret).unwrap_or_default();
        text(one) == text(other)
    }

    fn by_identity(&self, facts: &Facts, agent: bool, settled: Option<Held>) -> Held {
        let root = if self.has(Held::Root) { Held::Root } else { Held::Empty };
        match &facts.identity {
            Identity::Single if agent => Held::Agent,
            Identity::Single => Held::Empty,
            // A follower hands the header on to its master, which it can do with the root header only.
            Identity::Follower => settled.filter(|held| !held.is_agent()).unwrap_or(root),
            // The agent password is right before and after the master learns the root password.
            Identity::Master if agent => settled.unwrap_or(Held::Agent),
            Identity::ClusterAgent
            | Identity::TakeOverMaster
            | Identity::TakeOverFollower
            | Identity::ScalingOut
            | Identity::ScalingIn
            | Identity::Unidentified
            | Identity::Unknown(_)
                if agent && root == Held::Empty =>
            {
                settled.unwrap_or(Held::Agent)
            }
            Identity::Master
            | Identity::ClusterAgent
            | Identity::TakeOverMaster
            | Identity::TakeOverFollower
            | Identity::ScalingOut
            | Identity::ScalingIn
            | Identity::Unidentified
            | Identity::Unknown(_) => settled.unwrap_or(root),
        }
    }
}

impl Held {
    /// The header that carries it.
    pub fn header_name(self) -> &'static str {
        if self.is_agent() { "x-ocs-agent-header" } else { "x-ocs-header" }
    }

    pub fn is_agent(self) -> bool {
        match self {
            Held::Agent => true,
            Held::Empty | Held::Root | Held::Candidate => false,
        }
    }

    /// Whether the error, of status 401, blames this credential. A complaint about one that was not offered
    /// comes from another agent; others are about the clock, the key or the header.
    pub fn is_refused_by(self, error: &ApiError) -> bool {
        let kind = error.kind();
        if kind == ApiErrorKind::Unauthorized {
            return !NOT_THE_CREDENTIAL.contains(&error.err_code.as_str());
        }
        let complaints = match self.is_agent() {
            true => [ApiErrorKind::WrongAgentPassword, ApiErrorKind::NeedsRootPassword],
            false => [ApiErrorKind::WrongRootPassword, ApiErrorKind::NeedsAgentPassword],
        };
        complaints.contains(&kind)
    }
}

/// Codes of status 401 that have no kind of their own and do not mean the credential.
const NOT_THE_CREDENTIAL: [&str; 3] = [
    "Security.Authentication.Header.UriMismatch",
    "Security.Authentication.Timestamp.Invalid",
    "Security.Authentication.File.Sha256Mismatch",
];

/// Other credentials by the likelihood that they fit.
///
/// A complaint about a credential that was not offered comes from another agent, behind the handler:
/// it is no reason to send the request again.
fn alternatives(tried: Held, error: &ApiError) -> &'static [Held] {
    let legacy = error.err_code.is_empty() && error.kind() == ApiErrorKind::Unauthorized;
    let (agent, kind) = (tried.is_agent(), error.kind());
    if agent && (legacy || kind == ApiErrorKind::WrongAgentPassword) {
        return &[Held::Root, Held::Candidate];
    }
    if agent && kind == ApiErrorKind::NeedsRootPassword {
        return &[Held::Root, Held::Candidate, Held::Empty];
    }
    if !agent && (legacy || kind == ApiErrorKind::WrongRootPassword) {
        return &[Held::Candidate, Held::Root, Held::Agent, Held::Empty];
    }
    if !agent && kind == ApiErrorKind::NeedsAgentPassword {
        return &[Held::Agent];
    }
    &[]
}

#[cfg(test)]
#[path = "credentials_tests.rs"]
mod tests;
