//! What a sandbox remembers of the requests its agents have received.

use crate::secure::header::{Credential, Header};
use crate::secure::keys::AgentKey;

/// A request an agent has received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecord {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query as on the wire.
    pub path: String,
    /// Another agent passed it on.
    pub relayed: bool,
    /// The credential header it carried; of two the one an agent looks at.
    pub credential: Option<SealedCredential>,
}

/// A credential header as it was on the wire, and what somebody with the agent's keys can make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedCredential {
    /// Which header it was.
    pub header: Credential,
    /// Which of the agent's keys opens it.
    pub sealed_for: SealedFor,
    /// It carried a password that is not empty; `false` when none of the agent's keys opens it.
    pub has_password: bool,
}

/// Which of an agent's keys opens a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedFor {
    /// The one it had when the request came.
    CurrentKey,
    /// One it had before, since the sandbox was started.
    EarlierKey,
    /// None it has ever had, or there is no header inside.
    NoKey,
}

impl SealedCredential {
    /// What there is to say about header `value`, that the agent's present key opened as `opened`.
    pub(crate) fn of(
        header: Credential,
        value: &str,
        opened: Option<&Header>,
        earlier: &[impl AsRef<AgentKey>],
    ) -> Self {
        let seen = |sealed_for, opened: &Header| {
            let has_password = !opened.auth.is_empty();
            Self { header, sealed_for, has_password }
        };
        if let Some(opened) = opened {
            return seen(SealedFor::CurrentKey, opened);
        }
        let before = earlier.iter().rev().find_map(|key| Header::open(key.as_ref(), value).ok());
        before.map_or(Self { header, sealed_for: SealedFor::NoKey, has_password: false }, |opened| {
            seen(SealedFor::EarlierKey, &opened)
        })
    }
}
