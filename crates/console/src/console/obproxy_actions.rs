//! What is done with OBProxy: through an OCP, or by agents.

use super::Console;
use crate::dto::*;
use crate::proxies::named;

impl Console {
    /// Starts what a draft describes, as an operation of its connection.
    ///
    /// # Errors
    /// `Invalid` when a problem blocks or a warning was not accepted; `ReadOnly`, `ConsentNeeded`.
    pub async fn start_obproxy_draft(&self, request: StartDraftReq) -> Result<StartedOperation, IpcError> {
        let StartDraftReq { draft_id, consent } = request;
        let draft = self.load_obproxy_draft(DraftReq { id: draft_id }).await?;
        match draft.form.clone() {
            ObproxyForm::Ocp(form) => self.start_ocp_form(draft, form, consent).await,
            ObproxyForm::Agents(form) => self.start_agent_form(draft, form, consent).await,
        }
    }

    /// What an action would come to. Reads only.
    ///
    /// # Errors
    /// `NotFound` for what is not there; why nothing is known of it.
    pub async fn obproxy_impact(&self, request: ObproxyActionReq) -> Result<ObproxyImpact, IpcError> {
        if named(&request.action).is_some() {
            self.agent_impact(request).await
        } else {
            self.ocp_impact(request).await
        }
    }

    /// Judges an action by what is read now, and starts it as an operation of the connection.
    ///
    /// # Errors
    /// `Invalid` when something speaks against it, or a warning was not accepted; `ReadOnly`, `ConsentNeeded`.
    pub async fn start_obproxy_action(
        &self,
        request: StartObproxyActionReq,
    ) -> Result<StartedOperation, IpcError> {
        if named(&request.action).is_some() {
            self.start_agent_action(request).await
        } else {
            self.start_ocp_action(request).await
        }
    }
}
