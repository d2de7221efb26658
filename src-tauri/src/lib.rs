//! The rim: the window, and the console's command table mounted on Tauri.

mod commands;
mod directories;
mod files;
pub mod platform;
mod practice;
mod preferences;

use std::sync::Arc;

use console::{Console, Pace, Setup};
use tauri::Manager;
use tokio::sync::OnceCell;
use vault::{OsKeychain, Vault};

use crate::directories::Directories;

/// The console, opened after the first paint: keychain and database must not hold up the window.
pub(crate) type LateConsole = Arc<OnceCell<Console>>;

/// Runs the window until it is closed.
pub fn run() -> Result<(), tauri::Error> {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that cannot be raised is no reason to fail.
                let _ = window.unminimize().and_then(|()| window.set_focus());
            }
        }))
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init());
    commands::mount(builder)
        .setup(|app| {
            app.manage(LateConsole::default());
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// The console, opened by whoever asks first.
pub(crate) async fn console(app: &tauri::AppHandle) -> Result<Console, console::dto::IpcError> {
    let late = app.state::<LateConsole>().inner().clone();
    late.get_or_try_init(|| open(app)).await.cloned()
}

async fn open(app: &tauri::AppHandle) -> Result<Console, console::dto::IpcError> {
    let directories = Directories::of(app)?;
    let keychain = Arc::new(OsKeychain::new(&app.config().identifier));
    let vault = Vault::open(&directories.data.join("vault.json"), keychain).await?;
    Console::open(Setup {
        version: app.package_info().version.to_string(),
        database: directories.data.join("obdeck.db"),
        vault,
        practice: Arc::new(practice::Embedded::new(directories.data.join("practice"))),
        preferences: Arc::new(preferences::Stored::new(app.clone())),
        files: Arc::new(files::Dialogs::new(app.clone())),
        agents: console::AgentOptions::default(),
        pace: Pace::default(),
        new_id: Arc::new(console::random_id),
    })
    .await
}
