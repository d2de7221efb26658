//! Wizards for OBProxy: their drafts, what speaks against them, and what they would do.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn obproxy_drafts(&self, _: Nothing) -> Result<ObproxyDraftList, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn create_obproxy_draft(&self, _: CreateObproxyDraftReq) -> Result<ObproxyDraft, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn load_obproxy_draft(&self, _: DraftReq) -> Result<ObproxyDraft, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn save_obproxy_draft(&self, _: SaveObproxyDraftReq) -> Result<SavedDraft, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn delete_obproxy_draft(&self, _: DraftReq) -> Result<Nothing, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    /// What speaks for and against a draft, from what was last read.
    pub async fn check_obproxy_draft(&self, request: DraftReq) -> Result<ObproxyCheck, IpcError> {
        let draft = self.load_obproxy_draft(request).await?;
        match &draft.form {
            ObproxyForm::Ocp(form) => self.check_ocp_form(&draft, form).await,
            ObproxyForm::Agents(form) => self.check_agent_form(&draft, form).await,
        }
    }

    /// The exact calls that a draft would send, secrets masked.
    pub async fn plan_obproxy_draft(&self, request: DraftReq) -> Result<ObproxyPlan, IpcError> {
        let draft = self.load_obproxy_draft(request).await?;
        match &draft.form {
            ObproxyForm::Ocp(form) => self.plan_ocp_form(&draft, form).await,
            ObproxyForm::Agents(form) => self.plan_agent_form(&draft, form).await,
        }
    }

    pub(super) async fn check_ocp_form(
        &self,
        _: &ObproxyDraft,
        _: &OcpObproxyForm,
    ) -> Result<ObproxyCheck, IpcError> {
        Err(IpcError::invalid("to be built"))
    }
}
