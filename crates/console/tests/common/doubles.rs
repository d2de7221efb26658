//! What stands in for the rest of the application.

use std::sync::{Arc, Mutex};

use console::dto::{Preferences, ShowNoticeReq, TrayReq};
use console::{Desktop, Practice, PreferenceStore};
use futures::future::BoxFuture;

/// A practice cluster that is somewhere else already.
pub struct Fixed(pub Vec<String>);

impl Practice for Fixed {
    fn start(&self, _: bool) -> BoxFuture<'_, Result<Vec<String>, String>> {
        Box::pin(async { Ok(self.0.clone()) })
    }

    fn take_up(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn running(&self) -> Vec<String> {
        self.0.clone()
    }
}

/// Preferences that nobody keeps, and a desktop that shows nothing.
pub struct Forgetful;

impl PreferenceStore for Forgetful {
    fn load(&self) -> Preferences {
        Preferences::default()
    }

    fn save(&self, _: &Preferences) -> Result<(), String> {
        Ok(())
    }
}

impl Desktop for Forgetful {
    fn notify(&self, _: &ShowNoticeReq) {}

    fn set_tray(&self, _: &TrayReq) {}

    fn on_choice(&self, _: Listener) {}
}

/// Preferences in memory.
#[derive(Default)]
pub struct Kept(Mutex<Preferences>);

impl PreferenceStore for Kept {
    fn load(&self) -> Preferences {
        self.0.lock().unwrap().clone()
    }

    fn save(&self, preferences: &Preferences) -> Result<(), String> {
        *self.0.lock().unwrap() = preferences.clone();
        Ok(())
    }
}

/// A desktop on which a test clicks.
#[derive(Default)]
pub struct Clickable {
    listener: Mutex<Option<Listener>>,
}

type Listener = Arc<dyn Fn(String) + Send + Sync>;

impl Clickable {
    pub fn click(&self, operation_id: &str) {
        let listener = self.listener.lock().unwrap().clone();
        listener.unwrap()(operation_id.to_owned());
    }
}

impl Desktop for Clickable {
    fn notify(&self, _: &ShowNoticeReq) {}

    fn set_tray(&self, _: &TrayReq) {}

    fn on_choice(&self, chosen: Listener) {
        *self.listener.lock().unwrap() = Some(chosen);
    }
}
