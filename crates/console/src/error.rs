use std::time::Duration;

use obshell_api::{ApiError, ApiErrorKind};

use crate::dto::{ErrorCode, IpcError};
use crate::store::StoreError;

/// OCP has no OBProxy cluster of that id.
const NO_OBPROXY_CLUSTER: &str = "ODP21001";

impl IpcError {
    /// What was asked for does not fit what is there. Asking again changes nothing.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Invalid, message, false)
    }

    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound, format!("there is no such {what}"), false)
    }

    pub(crate) fn new(code: ErrorCode, message: impl Into<String>, retryable: bool) -> Self {
        Self { code, message: message.into(), detail: None, retryable, trace_id: None, agent_code: None }
    }
}

impl From<obshell_api::Error> for IpcError {
    fn from(error: obshell_api::Error) -> Self {
        use obshell_api::{Error, Unreachable};
        let message = error.to_string();
        let trace_id = error.trace_id().map(str::to_owned);
        let (code, retryable, detail) = match error {
            Error::Rejected(rejected) => return rejected.into(),
            Error::Unreachable { reason: Unreachable::Proxy, .. } => (ErrorCode::Route, true, None),
            Error::Unreachable { reason, .. } => (ErrorCode::Unreachable, true, Some(format!("{reason:?}"))),
            Error::NoAnswer { .. } => (ErrorCode::OutcomeUnknown, true, None),
            Error::TooLarge { .. } => (ErrorCode::TooLarge, false, None),
            Error::NotObshell { excerpt, .. } => (ErrorCode::NotObshell, false, Some(excerpt)),
            Error::Redirected { .. } | Error::Decode { .. } => (ErrorCode::NotObshell, false, None),
            Error::KeyChanged { pinned, offered } => {
                (ErrorCode::KeyChanged, false, Some(format!("{pinned} → {offered}")))
            }
            Error::CertificateNotTrusted { offered } => {
                (ErrorCode::CertificateNotTrusted, false, Some(offered.to_string()))
            }
            Error::Withheld => (ErrorCode::Unauthorized, false, None),
            Error::BadKey { .. } => (ErrorCode::NotObshell, false, None),
            Error::Address(_) | Error::Options { .. } | Error::ZoneName { .. } => {
                (ErrorCode::Invalid, false, None)
            }
            Error::Encrypt { .. } => (ErrorCode::Internal, false, None),
            Error::File { .. } => (ErrorCode::UnreadableFile, true, None),
            Error::Cancelled { whole: true } => (ErrorCode::OutcomeUnknown, true, None),
            Error::Cancelled { whole: false } => (ErrorCode::Invalid, true, None),
        };
        Self { code, message, detail, retryable, trace_id, agent_code: None }
    }
}

impl From<ApiError> for IpcError {
    fn from(error: ApiError) -> Self {
        let (code, retryable) = if error.status == 401 {
            (ErrorCode::Unauthorized, false)
        } else if error.kind() == ApiErrorKind::UnderMaintenance {
            (ErrorCode::UnderMaintenance, true)
        } else {
            (ErrorCode::Rejected, error.status >= 500)
        };
        Self {
            code,
            message: error.message,
            detail: None,
            retryable,
            trace_id: Some(error.trace_id).filter(|id| !id.is_empty()),
            agent_code: Some(error.err_code).filter(|code| !code.is_empty()),
        }
    }
}

impl From<ocp_api::Error> for IpcError {
    fn from(error: ocp_api::Error) -> Self {
        use ocp_api::{Error, Refusal, Unreachable};
        let mut message = error.to_string();
        let trace_id = error.trace_id().map(str::to_owned);
        let mut agent_code = None;
        let (code, retryable, detail) = match error {
            Error::BaseUrl(_) | Error::Options { .. } | Error::Id { .. } => (ErrorCode::Invalid, false, None),
            Error::NoAnswer { .. } => (ErrorCode::OutcomeUnknown, true, None),
            Error::Unreachable { reason: Unreachable::Proxy, .. } => (ErrorCode::Route, true, None),
            Error::Unreachable { reason, .. } => (ErrorCode::Unreachable, true, Some(format!("{reason:?}"))),
            Error::CertificateNotTrusted { offered } => {
                (ErrorCode::CertificateNotTrusted, false, Some(offered.to_string()))
            }
            Error::TooLarge { .. } => (ErrorCode::TooLarge, false, None),
            Error::Redirected { .. } => (ErrorCode::NotObshell, false, None),
            Error::NotOcp { excerpt, .. } => (ErrorCode::NotObshell, false, Some(excerpt)),
            Error::NoLogin | Error::LoginRefused => (ErrorCode::Unauthorized, false, None),
            Error::Unauthorized(refused) => {
                let why = Some(refused.refusal()).filter(|why| *why != Refusal::Other);
                agent_code = Some(refused.code).filter(|code| !code.is_empty());
                (ErrorCode::Unauthorized, false, why.map(|why| format!("{why:?}")))
            }
            Error::Throttled { wait, .. } => {
                message.push_str(&wait.map(again).unwrap_or_default());
                (ErrorCode::Rejected, true, None)
            }
            Error::Quiet { wait } => {
                message.push_str(&again(wait));
                (ErrorCode::Rejected, true, None)
            }
            Error::Rejected(rejected) => {
                let retryable = rejected.status >= 500;
                let is_gone = rejected.code == NO_OBPROXY_CLUSTER;
                agent_code = Some(rejected.code).filter(|code| !code.is_empty());
                (if is_gone { ErrorCode::ClusterGone } else { ErrorCode::Rejected }, retryable, None)
            }
        };
        Self { code, message, detail, retryable, trace_id, agent_code }
    }
}

impl From<StoreError> for IpcError {
    fn from(error: StoreError) -> Self {
        Self::new(ErrorCode::Storage, error.to_string(), true)
    }
}

impl From<serde_json::Error> for IpcError {
    fn from(error: serde_json::Error) -> Self {
        Self::new(ErrorCode::Internal, error.to_string(), false)
    }
}

/// In whole seconds, rather too many.
fn again(wait: Duration) -> String {
    format!(" (again in {} s)", wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_said_to_be_shorter_than_it_is() {
        let said = |millis| again(Duration::from_millis(millis));
        assert_eq!([said(2_000), said(2_001)], [" (again in 2 s)", " (again in 3 s)"]);
    }
}
