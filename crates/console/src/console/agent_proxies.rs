//! The OBProxy that each agent may manage.

use super::Console;
use crate::dto::*;
use crate::sink::Sink;

#[expect(clippy::unused_async, reason = "to be built")]
impl Console {
    pub async fn agent_proxies(&self, _: ConnectionReq) -> Result<AgentProxies, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn upload_package(
        &self,
        _: UploadPackageReq,
        _: Sink<UploadProgress>,
    ) -> Result<Nothing, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn check_agent_form(
        &self,
        _: &ObproxyDraft,
        _: &AgentObproxyForm,
    ) -> Result<ObproxyCheck, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn plan_agent_form(
        &self,
        _: &ObproxyDraft,
        _: &AgentObproxyForm,
    ) -> Result<ObproxyPlan, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn start_agent_form(
        &self,
        _: ObproxyDraft,
        _: AgentObproxyForm,
        _: Consent,
    ) -> Result<StartedOperation, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn agent_impact(&self, _: ObproxyActionReq) -> Result<ObproxyImpact, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub(super) async fn start_agent_action(
        &self,
        _: StartObproxyActionReq,
    ) -> Result<StartedOperation, IpcError> {
        Err(IpcError::invalid("to be built"))
    }
}
