//! Connections to a file and from one.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn export_connections(&self, _: ExportConnectionsReq) -> Result<Exported, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn read_import(&self, _: Nothing) -> Result<ReadImport, IpcError> {
        Err(IpcError::not_found("command"))
    }

    pub async fn apply_import(&self, _: ApplyImportReq) -> Result<Imported, IpcError> {
        Err(IpcError::not_found("command"))
    }
}
