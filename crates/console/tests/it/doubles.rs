//! What stands in for the rest of the application.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use console::dto::{Preferences, ShowNoticeReq, TrayReq};
use console::{Desktop, Practice, PreferenceStore};
use futures::future::BoxFuture;

/// A practice cluster that is somewhere else already.
#[derive(Default)]
pub struct Fixed {
    agents: Vec<String>,
    taken_up: AtomicUsize,
}

impl Fixed {
    pub fn new(agents: Vec<String>) -> Fixed {
        Fixed { agents, ..Fixed::default() }
    }

    /// How often it was to be set going for an operation.
    pub fn taken_up(&self) -> usize {
        self.taken_up.load(Ordering::Relaxed)
    }
}

impl Practice for Fixed {
    fn start(&self, _: bool) -> BoxFuture<'_, Result<Vec<String>, String>> {
        Box::pin(async { Ok(self.agents.clone()) })
    }

    fn take_up(&self) -> BoxFuture<'_, ()> {
        self.taken_up.fetch_add(1, Ordering::Relaxed);
        Box::pin(async {})
    }

    fn running(&self) -> Vec<String> {
        self.agents.clone()
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
