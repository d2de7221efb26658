use ocp_api::Client;

pub use crate::connections::{Trouble, client, trouble};
use crate::dto::IpcError;
use crate::operations::record::Operation;
use crate::operations::runner::Parts;

/// The client for the OCP of an operation's connection. Performs vault I/O; calls nobody.
pub async fn open(operation: &Operation, parts: &Parts) -> Result<Client, IpcError> {
    let id = operation.connection_id.as_deref().ok_or_else(|| IpcError::not_found("connection"))?;
    client(id, &parts.connections.get(id)?.settings, &parts.wiring).await
}
