use reach::{Fingerprint, OptionsError, Unreachable};

use crate::address::{Address, AddressError};
use crate::api_error::ApiError;

/// Why a call did not deliver what was asked for.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The options cannot be used: a certificate or a header value that cannot be read.
    #[error("invalid client option: {detail}")]
    Options { detail: String },
    /// Not a zone's name: it cannot be part of a path. Nothing was sent.
    #[error("{zone:?} cannot be a zone's name")]
    ZoneName { zone: String },
    /// No connection, or a read whose answer was lost. Nothing was changed on the agent.
    #[error("{address} cannot be reached: {detail}")]
    Unreachable { address: Address, reason: Unreachable, detail: String, trace_id: String },
    /// A mutating request may have reached the agent, but no answer came back: its outcome is unknown.
    #[error("{address} did not answer: {detail}")]
    NoAnswer { address: Address, detail: String, trace_id: String },
    /// The response body was longer than [`Options::max_body`](crate::Options::max_body) bytes.
    #[error("the answer is longer than {limit} bytes")]
    TooLarge { limit: usize, trace_id: String },
    /// The agent, or something before it, answered with a redirection, which is never followed.
    #[error("the request was redirected to {location:?}")]
    Redirected { location: String },
    /// Something answered, but not with an agent's envelope.
    #[error("the answer with status {status} is not an agent's: {what}")]
    NotObshell { status: u16, what: NotObshell, excerpt: String, trace_id: String },
    /// The envelope is an agent's, its data is not what the API promises. `path` is the request's path.
    #[error("the answer of {path} cannot be read: {detail}")]
    Decode { path: String, detail: String, trace_id: String },
    /// The agent offers a key other than the pinned one. No secret was sent.
    #[error("the agent's key changed: expected {pinned}, offered {offered}")]
    KeyChanged { pinned: Fingerprint, offered: Fingerprint },
    /// The agent offers a certificate that is not [pinned](crate::Tls::Pinned). Nothing was sent.
    #[error("the agent's certificate is not trusted: {offered}")]
    CertificateNotTrusted { offered: Fingerprint },
    /// The [`Gate`](crate::Gate) is closed since an agent refused a password. Nothing was sent.
    #[error("the agent refused this password before; nothing was sent")]
    Withheld,
    /// `GET /api/v1/secret` delivered something that is not an RSA key we can use.
    #[error("the agent's key cannot be used: {detail}")]
    BadKey { detail: String },
    /// The request could not be encrypted; nothing was sent.
    #[error("the request could not be encrypted: {detail}")]
    Encrypt { detail: String },
    /// A file that was to be uploaded cannot be read, or changed its length meanwhile. The agent took nothing.
    #[error("the file cannot be uploaded: {detail}")]
    File { detail: String },
    /// The caller gave up. Unless the `whole` request was under way by then, the agent took nothing.
    #[error("cancelled")]
    Cancelled { whole: bool },
    /// The agent answered with an error.
    #[error(transparent)]
    Rejected(#[from] ApiError),
}

/// What answered instead of an agent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotObshell {
    /// A web page; of a proxy, a login portal, or the agent's own dashboard.
    #[error("a web page titled {title:?}")]
    Html { title: String },
    #[error("not JSON")]
    NotJson,
    /// JSON, but not the envelope with `successful`, `status` and `data` or `error`.
    #[error("JSON of another shape")]
    NotEnvelope,
    #[error("an empty body")]
    Empty,
    /// The agent expects https and was asked over http.
    #[error("the port expects https")]
    WantsHttps,
}

impl Error {
    /// Whether a mutating call that ended with this error may have taken effect.
    ///
    /// True when no answer came back, and when something came back that could not be read.
    /// Has no meaning for a call that only reads.
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Error::NoAnswer { .. }
            | Error::TooLarge { .. }
            | Error::NotObshell { .. }
            | Error::Decode { .. } => true,
            Error::Cancelled { whole } => *whole,
            Error::Address(_)
            | Error::Options { .. }
            | Error::ZoneName { .. }
            | Error::Unreachable { .. }
            | Error::Redirected { .. }
            | Error::KeyChanged { .. }
            | Error::CertificateNotTrusted { .. }
            | Error::Withheld
            | Error::BadKey { .. }
            | Error::Encrypt { .. }
            | Error::File { .. }
            | Error::Rejected(_) => false,
        }
    }

    /// Whether the agent turned the request away for want of the right credential (status 401), or would
    /// have and was not asked.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, Error::Rejected(error) if error.status == 401) || matches!(self, Error::Withheld)
    }

    /// The id under which the agent logged the request, or would have.
    pub fn trace_id(&self) -> Option<&str> {
        let id = match self {
            Error::Unreachable { trace_id, .. }
            | Error::NoAnswer { trace_id, .. }
            | Error::TooLarge { trace_id, .. }
            | Error::NotObshell { trace_id, .. }
            | Error::Decode { trace_id, .. } => trace_id,
            Error::Rejected(error) => &error.trace_id,
            Error::Address(_)
            | Error::Options { .. }
            | Error::ZoneName { .. }
            | Error::Redirected { .. }
            | Error::KeyChanged { .. }
            | Error::CertificateNotTrusted { .. }
            | Error::Withheld
            | Error::BadKey { .. }
            | Error::Encrypt { .. }
            | Error::File { .. }
            | Error::Cancelled { .. } => return None,
        };
        Some(id.as_str()).filter(|id| !id.is_empty())
    }
}

impl From<OptionsError> for Error {
    fn from(error: OptionsError) -> Error {
        Error::Options { detail: error.detail }
    }
}
