//! What OBDeck shows outside its window: notifications and the tray.

#[cfg(target_os = "linux")]
mod bus;
#[cfg(target_os = "linux")]
mod indicator;
#[cfg(not(target_os = "linux"))]
mod native;
mod tray;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use console::Desktop;
use console::dto::{ShowNoticeReq, TrayReq};
use tauri::{AppHandle, Manager};

#[cfg(target_os = "linux")]
use self::bus::Notifier;
#[cfg(not(target_os = "linux"))]
use self::native::Notifier;
use self::tray::Tray;

/// The user's desktop. Where it has no notifications or no tray, nothing is shown and nothing fails.
pub struct Native {
    notifier: Notifier,
    tray: Tray,
    chosen: Chosen,
}

type Listener = Arc<dyn Fn(String) + Send + Sync>;

/// Who is told what was chosen outside the window.
#[derive(Clone, Default)]
struct Chosen {
    listener: Arc<Mutex<Option<Listener>>>,
}

impl Native {
    /// `folder` is for pictures of the tray, which some desktops read from files. Needs a Tokio runtime.
    pub fn new(app: &AppHandle, folder: PathBuf) -> Self {
        let chosen = Chosen::default();
        let (clicked, of) = (chosen.clone(), app.clone());
        let notifier = Notifier::start(app, move |operation_id| clicked.open(&of, operation_id));
        Self { notifier, tray: Tray::new(app.clone(), folder, chosen.clone()), chosen }
    }
}

impl Desktop for Native {
    fn notify(&self, notice: &ShowNoticeReq) {
        tracing::info!(title = notice.title, body = notice.body, "notification");
        self.notifier.show(notice.clone());
    }

    fn set_tray(&self, tray: &TrayReq) {
        self.tray.set(tray.clone());
    }

    fn on_choice(&self, chosen: Listener) {
        *self.chosen.listener.lock().unwrap_or_else(PoisonError::into_inner) = Some(chosen);
    }
}

impl Chosen {
    /// Brings the window to the front, at this operation.
    fn open(&self, app: &AppHandle, operation_id: String) {
        raise(app);
        let listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(listener) = listener {
            listener(operation_id);
        }
    }
}

/// Brings the window to the front. One that cannot be raised is no reason to fail.
pub fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize().and_then(|()| window.set_focus());
    }
}
