use ocp_api::Client;

use crate::connections::timed_client;
pub use crate::connections::{
    OBPROXY_MANAGER, TASK_MANAGER, TASK_VIEWER, Trouble, client, trouble, trouble_without,
};
use crate::dto::IpcError;
use crate::operations::record::Operation;
use crate::operations::runner::Parts;

/// The client for the OCP of an operation's connection. Performs vault I/O; asks for the time, once, where requests are
/// signed by it.
pub async fn open(operation: &Operation, parts: &Parts) -> Result<Client, Trouble> {
    let id = operation.connection_id.as_deref().ok_or_else(|| IpcError::not_found("connection"))?;
    timed_client(id, &parts.connections.get(id)?.settings, &parts.wiring).await
}
