//! What the user is told natively.

use super::Console;
use crate::dto::*;
use crate::sink::Sink;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn watch_notices(
        &self,
        _: WatchNoticesReq,
        sink: Sink<NoticesEvent>,
    ) -> Result<Nothing, IpcError> {
        sink.send(NoticesEvent { running: 0, failed: 0, notice: None });
        Ok(Nothing {})
    }

    /// # Errors
    /// `Storage` when the desktop refuses.
    pub async fn show_notice(&self, request: ShowNoticeReq) -> Result<Nothing, IpcError> {
        let shown = self.inner.setup.desktop.notify(&request.title, &request.body);
        shown.map_err(|problem| IpcError::new(ErrorCode::Storage, problem, false))?;
        Ok(Nothing {})
    }

    pub async fn set_tray(&self, request: TrayReq) -> Result<Nothing, IpcError> {
        self.inner.setup.desktop.set_tray(&request);
        Ok(Nothing {})
    }
}
