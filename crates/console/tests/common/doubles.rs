//! What stands in for the rest of the application.

use console::dto::Preferences;
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

/// Preferences that nobody keeps.
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
    fn notify(&self, _: &str, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn set_tray(&self, _: &console::dto::TrayReq) {}
}
