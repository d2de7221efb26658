//! Guards and the audit list.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn raise_guard(&self, _: RaiseGuardReq) -> Result<GuardView, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn lower_guard(&self, _: LowerGuardReq) -> Result<GuardView, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn operation_guard(&self, _: OperationReq) -> Result<OperationGuard, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn draft_guard(&self, _: DraftReq) -> Result<OperationGuard, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn audit(&self, _: AuditReq) -> Result<AuditPage, IpcError> {
        Err(IpcError::not_found("command"))
    }
}
