//! The rim: the window, and the console's command table mounted on Tauri.

mod commands;
mod desktop;
mod directories;
mod files;
pub mod platform;
mod practice;
mod preferences;
mod reports;

use std::sync::Arc;

use console::dto::{ErrorCode, IpcError};
use console::{Console, Pace, Setup, Ssh};
use tauri::Manager;
use tokio::sync::OnceCell;
use vault::{DirectoryLock, LockError, OsKeychain, Vault};

use crate::directories::Directories;

/// The console, opened after the first paint: keychain and database must not hold up the window.
pub(crate) type LateConsole = Arc<OnceCell<Opened>>;

/// The console, and the claim on its files that keeps another OBDeck away from them.
pub(crate) struct Opened {
    console: Console,
    _lock: DirectoryLock,
}

/// Runs the window until it is closed.
pub fn run() -> Result<(), tauri::Error> {
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| desktop::raise(app)))
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init());
    commands::mount(builder)
        .setup(|app| {
            let directories = Directories::of(app);
            if let Ok(directories) = &directories {
                reports::log_to(&directories.logs);
                reports::report_panics_to(
                    directories.reports.clone(),
                    app.package_info().version.to_string(),
                );
            }
            // Without them the window opens all the same, and says why nothing works.
            app.manage(directories);
            app.manage(LateConsole::default());
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// The console, opened by whoever asks first.
pub(crate) async fn console(app: &tauri::AppHandle) -> Result<Console, IpcError> {
    let late = app.state::<LateConsole>().inner().clone();
    late.get_or_try_init(|| open(app)).await.map(|opened| opened.console.clone())
}

async fn open(app: &tauri::AppHandle) -> Result<Opened, IpcError> {
    let directories = app.state::<Result<Directories, IpcError>>().inner().clone()?;
    let lock = DirectoryLock::take(&directories.data).map_err(unavailable)?;
    let keychain = Arc::new(OsKeychain::new(&app.config().identifier));
    let vault = Vault::open(&directories.data.join("vault.json"), keychain).await?;
    let report = reports::take_report(&directories.reports);
    let setup = Setup {
        version: app.package_info().version.to_string(),
        database: directories.data.join("obdeck.db"),
        vault,
        practice: Arc::new(practice::Embedded::new(directories.data.join("practice"))),
        preferences: Arc::new(preferences::Stored::new(app.clone())),
        desktop: Arc::new(desktop::Native::new(app, directories.data.join("tray"))),
        files: Arc::new(files::Dialogs::new(app.clone())),
        agents: console::AgentOptions::default(),
        ssh: Ssh { program: "ssh".into(), arguments: Vec::new(), sockets: directories.sockets },
        pace: Pace::default(),
        new_id: Arc::new(console::random_id),
        crash_report: report.map(|path| path.display().to_string()),
    };
    Ok(Opened { console: Console::open(setup).await?, _lock: lock })
}

fn unavailable(problem: LockError) -> IpcError {
    let code = match problem {
        LockError::Held(_) => ErrorCode::AlreadyRunning,
        LockError::Io { .. } => ErrorCode::Storage,
    };
    IpcError {
        code,
        message: problem.to_string(),
        detail: None,
        retryable: true,
        trace_id: None,
        agent_code: None,
    }
}
