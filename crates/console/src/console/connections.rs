//! Connections: keeping them, and looking at them.

use super::Console;
use crate::dto::*;
use crate::sink::Sink;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Every connection with what was last seen of it. Contacts nobody.
    pub async fn connections(&self, _: Nothing) -> Result<ConnectionList, IpcError> {
        Ok(ConnectionList { connections: self.inner.connections.views(self.now()) })
    }

    pub async fn probe_connection(&self, _: ProbeConnectionReq) -> Result<ConnectionProbe, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn add_connection(&self, _: AddConnectionReq) -> Result<ConnectionView, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn edit_connection(&self, _: EditConnectionReq) -> Result<ConnectionView, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn duplicate_connection(&self, _: ConnectionReq) -> Result<ConnectionView, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn delete_connection(&self, _: ConnectionReq) -> Result<DeletedConnection, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn restore_connection(&self, _: ConnectionReq) -> Result<ConnectionView, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn arrange_connections(&self, _: ArrangeConnectionsReq) -> Result<Nothing, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn watch_connections(
        &self,
        _: WatchConnectionsReq,
        _: Sink<ConnectionsEvent>,
    ) -> Result<Nothing, IpcError> {
        Err(IpcError::not_found("command"))
    }
}
