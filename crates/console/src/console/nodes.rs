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

    /// Opens a task of a connection, whoever started it.
    pub async fn open_task(&self, request: OpenTaskReq) -> Result<StartedOperation, IpcError> {
        let connection = self.inner.connections.get(&request.connection_id)?;
        let new_id = (self.inner.setup.new_id)();
        let opened = self.inner.operations.open_task(&connection, &request.task_id, new_id, self.now()).await;
        let operation_id = opened?;
        // Its task is the operation's from now on.
        self.inner.links.wake(&connection.id);
        Ok(StartedOperation { operation_id })
    }
}
