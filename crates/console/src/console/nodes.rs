//! Changes of nodes that need no wizard, and tasks that somebody else started.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn node_impact(&self, _request: NodeActionReq) -> Result<Impact, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }

    pub async fn start_node_action(
        &self,
        _request: StartNodeActionReq,
    ) -> Result<StartedOperation, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }

    pub async fn open_task(&self, _request: OpenTaskReq) -> Result<StartedOperation, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }
}
