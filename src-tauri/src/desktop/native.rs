//! Notifications where the system itself shows them.

use console::dto::ShowNoticeReq;
use notify_rust::Notification;
use tauri::AppHandle;

/// Hands notifications to the system.
pub struct Notifier {
    identifier: String,
}

impl Notifier {
    /// Clicks are left to the system: it brings the window to the front.
    pub fn start(app: &AppHandle, _: impl Fn(String) + Send + Sync + 'static) -> Self {
        let identifier = app.config().identifier.clone();
        #[cfg(target_os = "macos")]
        if let Err(problem) = notify_rust::set_application(&identifier) {
            tracing::info!(%problem, "notifications come under another name");
        }
        Self { identifier }
    }

    pub fn show(&self, notice: ShowNoticeReq) {
        let mut notification = Notification::new();
        notification.appname("OBDeck").summary(&notice.title).body(&notice.body);
        #[cfg(target_os = "windows")]
        notification.app_id(&self.identifier);
        #[cfg(not(target_os = "windows"))]
        tracing::debug!(application = self.identifier, "a notification is handed to the system");
        // The system may take its time.
        tokio::task::spawn_blocking(move || {
            if let Err(problem) = notification.show() {
                tracing::info!(%problem, "nothing shows notifications here");
            }
        });
    }
}
