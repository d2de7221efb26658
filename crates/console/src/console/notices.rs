//! What the user is told natively.

use std::sync::{Arc, Weak};
use std::time::Duration;

use super::{Console, Inner};
use crate::dto::*;
use crate::notices::watch_notices;
use crate::sink::Sink;

/// Changes that come faster than this are looked at together.
const COALESCE: Duration = Duration::from_millis(50);

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn watch_notices(
        &self,
        request: WatchNoticesReq,
        sink: Sink<NoticesEvent>,
    ) -> Result<Nothing, IpcError> {
        let stop = self.register(request.watch_id);
        tokio::spawn(watch_notices(self.inner.notices.clone(), request.after, sink, stop));
        Ok(Nothing {})
    }

    pub async fn show_notice(&self, request: ShowNoticeReq) -> Result<Nothing, IpcError> {
        self.inner.setup.desktop.notify(&request);
        Ok(Nothing {})
    }

    pub async fn set_tray(&self, request: TrayReq) -> Result<Nothing, IpcError> {
        self.inner.setup.desktop.set_tray(&request);
        Ok(Nothing {})
    }

    /// Takes stock whenever an operation changed, and now and again while one runs.
    pub(super) async fn take_stock_while_open(inner: Weak<Inner>) {
        let Some(mut changes) = inner.upgrade().map(|inner| inner.operations.changes()) else { return };
        loop {
            changes.mark_unchanged();
            let Some(console) = inner.upgrade() else { return };
            let settings = console.setup.preferences.load().notices;
            let runs = console.notices.take_stock(&console.operations, settings);
            let tick = console.setup.pace.unseen;
            drop(console);
            tokio::select! {
                changed = changes.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(tick), if runs && settings.stalled_minutes.is_some() => {}
            }
            tokio::time::sleep(COALESCE).await;
        }
    }

    /// What is chosen in the tray or clicked away from the window is opened in it.
    pub(super) fn listen_to_desktop(&self) {
        let notices = self.inner.notices.clone();
        self.inner.setup.desktop.on_choice(Arc::new(move |operation_id| notices.choose(operation_id)));
    }
}
