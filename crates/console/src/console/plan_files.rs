//! Plans to a file and from one.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn export_plan(&self, _request: DraftReq) -> Result<ExportedPlan, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }

    pub async fn read_plan(&self, _request: ReadPlanReq) -> Result<ReadPlan, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }

    pub async fn apply_plan(&self, _request: ApplyPlanReq) -> Result<WizardDraft, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }

    pub async fn compare_plans(&self, _: Nothing) -> Result<ComparedPlans, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }
}
