use std::time::Duration;

use reach::{Fingerprint, OptionsError, Unreachable};

use crate::api_error::ApiError;
use crate::base_url::{BaseUrl, BaseUrlError};

/// Why a call did not deliver what was asked for.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    BaseUrl(#[from] BaseUrlError),
    /// The options or the login cannot be used: a certificate or a header value that cannot be read.
    #[error("invalid client option: {detail}")]
    Options { detail: String },
    /// No connection, or an answer that was lost.
    #[error("{url} cannot be reached: {detail}")]
    Unreachable { url: BaseUrl, reason: Unreachable, detail: String },
    /// The server's certificate is not a pinned one. Nothing was sent.
    #[error("the certificate {offered} is not trusted")]
    CertificateNotTrusted { offered: Fingerprint },
    /// The response body was longer than [`Options::max_body`](crate::Options::max_body) bytes.
    #[error("the answer is longer than {limit} bytes")]
    TooLarge { limit: usize },
    /// OCP, or something before it, answered with a redirection, which is never followed.
    #[error("the request was redirected to {location:?}")]
    Redirected { location: String },
    /// Something answered, but not as an OCP does. `excerpt` is one line, at most 200 characters.
    #[error("the answer with status {status} is not an OCP's: {what}")]
    NotOcp { status: u16, what: NotOcp, excerpt: String },
    /// The call needs a login and there is none. Nothing was sent.
    #[error("a login is needed")]
    NoLogin,
    /// OCP turned the login away (status 401). It is not sent again.
    #[error("the login was refused: {0}")]
    Unauthorized(ApiError),
    /// The login was turned away by an earlier call. Nothing was sent.
    #[error("the login was refused before")]
    LoginRefused,
    /// Too many requests (status 429).
    #[error("too many requests: {error}")]
    Throttled {
        error: ApiError,
        /// How long to wait, if OCP said so.
        wait: Option<Duration>,
    },
    /// An earlier call was one too many: OCP wants to be left alone for so long still. Nothing was sent.
    #[error("too many requests before")]
    Quiet { wait: Duration },
    /// OCP answered with an error.
    #[error("{0}")]
    Rejected(ApiError),
    /// Not an id or a name that a call can be about, or no single one of them where some are needed. Nothing was sent.
    #[error("{id:?} is no id")]
    Id { id: String },
    /// A changing call got no answer, or not a whole one: OCP may have carried it out.
    #[error("{url} did not answer: {detail}")]
    NoAnswer { url: BaseUrl, detail: String },
}

/// What answered instead of an OCP.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOcp {
    /// A web page; of a proxy, a login portal, or an obshell agent's dashboard.
    #[error("a web page titled {title:?}")]
    Html { title: String },
    /// Neither what was asked for nor JSON.
    #[error("a text of another kind")]
    Text,
    #[error("JSON of another shape")]
    Json,
    #[error("an empty body")]
    Empty,
    /// The port expects https and was asked over http.
    #[error("the port expects https")]
    WantsHttps,
}

impl Error {
    /// Whether a changing call that ended with this error may have been carried out: no answer came, or one of
    /// something that stands before OCP, which did not refuse it, or OCP broke off in the middle (status 500 and
    /// more). Has no meaning for a call that only reads.
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Error::NoAnswer { .. } | Error::TooLarge { .. } => true,
            // Of the refusals only those that say that somebody was too slow leave it open.
            Error::NotOcp { status, .. } => !(400..500).contains(status) || [408, 499].contains(status),
            Error::Rejected(error) => error.status >= 500,
            Error::BaseUrl(_)
            | Error::Options { .. }
            | Error::Unreachable { .. }
            | Error::CertificateNotTrusted { .. }
            | Error::Redirected { .. }
            | Error::NoLogin
            | Error::Unauthorized(_)
            | Error::LoginRefused
            | Error::Throttled { .. }
            | Error::Quiet { .. }
            | Error::Id { .. } => false,
        }
    }

    /// The id under which OCP logged the request, if it said so.
    pub fn trace_id(&self) -> Option<&str> {
        let (Error::Unauthorized(error) | Error::Throttled { error, .. } | Error::Rejected(error)) = self
        else {
            return None;
        };
        Some(error.trace_id.as_str()).filter(|id| !id.is_empty())
    }
}

impl From<OptionsError> for Error {
    fn from(error: OptionsError) -> Error {
        Error::Options { detail: error.detail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ocp_broke_off_may_have_been_carried_out() {
        let rejected =
            |status| Error::Rejected(ApiError::read(status, &serde_json::Map::new())).outcome_unknown();
        assert_eq!([400, 403, 404, 500, 503].map(rejected), [false, false, false, true, true]);
    }

    #[test]
    fn what_stands_before_ocp_may_refuse_for_certain() {
        let foreign = |status| Error::NotOcp { status, what: NotOcp::Text, excerpt: String::new() };
        let unknown = [200, 404, 405, 408, 413, 499, 502].map(|status| foreign(status).outcome_unknown());
        assert_eq!(unknown, [true, false, false, true, false, true, true]);
    }
}
