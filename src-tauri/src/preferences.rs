use console::PreferenceStore;
use console::dto::Preferences;
use tauri::AppHandle;
use tauri_plugin_store::StoreExt;

const FILE: &str = "preferences.json";
const KEY: &str = "preferences";

/// Preferences in the store plugin's file.
pub struct Stored {
    app: AppHandle,
}

impl Stored {
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl PreferenceStore for Stored {
    fn load(&self) -> Preferences {
        let stored = self.app.store(FILE).ok().and_then(|store| store.get(KEY));
        stored.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
    }

    fn save(&self, preferences: &Preferences) -> Result<(), String> {
        let store = self.app.store(FILE).map_err(|problem| problem.to_string())?;
        let value = serde_json::to_value(preferences).map_err(|problem| problem.to_string())?;
        store.set(KEY, value);
        store.save().map_err(|problem| problem.to_string())
    }
}
