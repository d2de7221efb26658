//! What is done with OBProxy through an OCP.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "to be built")]
impl Console {
    pub(super) async fn plan_ocp_form(
        &self,
        _: &ObproxyDraft,
        _: &OcpObproxyForm,
    ) -> Result<ObproxyPlan, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn start_ocp_form(
        &self,
        _: ObproxyDraft,
        _: OcpObproxyForm,
        _: Consent,
    ) -> Result<StartedOperation, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn ocp_impact(&self, _: ObproxyActionReq) -> Result<ObproxyImpact, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn start_ocp_action(
        &self,
        _: StartObproxyActionReq,
    ) -> Result<StartedOperation, IpcError> {
        Err(IpcError::invalid("to be built"))
    }
}
