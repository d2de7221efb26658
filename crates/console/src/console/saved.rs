//! Tasks to a file and from one.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn open_saved_task(&self, _: Nothing) -> Result<OpenedTask, IpcError> {
        Err(IpcError::not_found("file"))
    }

    pub async fn open_task_text(&self, _: OpenTaskTextReq) -> Result<OpenedTask, IpcError> {
        Err(IpcError::not_found("file"))
    }

    pub async fn export_task(&self, _: ExportTaskReq) -> Result<SavedFile, IpcError> {
        Err(IpcError::not_found("operation"))
    }

    pub async fn save_log(&self, _: SaveLogReq) -> Result<SavedFile, IpcError> {
        Err(IpcError::not_found("operation"))
    }
}
