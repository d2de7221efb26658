use std::sync::Arc;

use futures::future::BoxFuture;

use crate::dto::{Language, NoticeSettings, Preferences, ShowNoticeReq, Theme, TrayReq};

/// The practice cluster that OBDeck brings along.
pub trait Practice: Send + Sync {
    /// Starts the agents unless they run, and tells their addresses; `fresh`: as if they had never been used.
    /// `Err` is for the person at the window.
    fn start(&self, fresh: bool) -> BoxFuture<'_, Result<Vec<String>, String>>;

    /// Starts the agents where an earlier run of the program left them, if it did.
    fn take_up(&self) -> BoxFuture<'_, ()>;

    /// Addresses of the agents that run now.
    fn running(&self) -> Vec<String>;
}

/// Where theme, language and pane sizes are kept. Losing them hurts nobody.
pub trait PreferenceStore: Send + Sync {
    fn load(&self) -> Preferences;
    /// `Err` is for the person at the window.
    fn save(&self, preferences: &Preferences) -> Result<(), String>;
}

/// The desktop that the window stands on. Nothing of it may hold up its caller, nor fail loudly.
pub trait Desktop: Send + Sync {
    /// Shows a native notification, where there is something that shows them.
    fn notify(&self, notice: &ShowNoticeReq);

    /// Says in the tray what runs, where there is a tray.
    fn set_tray(&self, tray: &TrayReq);

    /// `chosen` is called from now on with the operation that is picked in the tray, or whose notification is clicked.
    fn on_choice(&self, chosen: Arc<dyn Fn(String) + Send + Sync>);
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self { finished: true, failed: true, stalled_minutes: Some(10), skip_dev: false }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            language: Language::System,
            panes: Default::default(),
            folded_groups: Vec::new(),
            notices: NoticeSettings::default(),
        }
    }
}
