//! Contact with what connections stand for.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn contact_connection(&self, _: ConnectionReq) -> Result<Nothing, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn leave_connection(&self, _: ConnectionReq) -> Result<Nothing, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn replace_password(&self, _: ReplacePasswordReq) -> Result<Nothing, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn trust_certificate(&self, _: TrustCertificateReq) -> Result<Nothing, IpcError> {
        Err(IpcError::not_found("command"))
    }
}
