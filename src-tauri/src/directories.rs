use std::path::PathBuf;

use console::dto::{ErrorCode, IpcError};
use tauri::Manager;

/// Where OBDeck keeps its files.
#[derive(Clone)]
pub struct Directories {
    pub data: PathBuf,
    pub logs: PathBuf,
    /// Reports of panics.
    pub reports: PathBuf,
}

impl Directories {
    /// The system's directory for application data, or `OBDECK_DATA_DIR`. Created when missing.
    pub fn of(app: &tauri::App) -> Result<Self, IpcError> {
        let chosen = std::env::var_os("OBDECK_DATA_DIR").map(PathBuf::from);
        let data = match chosen {
            Some(data) => data,
            None => app.path().app_data_dir().map_err(|problem| storage(problem.to_string()))?,
        };
        create_private(&data).map_err(|problem| storage(problem.to_string()))?;
        Ok(Self { logs: data.join("logs"), reports: data.join("reports"), data })
    }
}

/// For its owner alone, where the system knows how.
fn create_private(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn storage(message: String) -> IpcError {
    IpcError {
        code: ErrorCode::Storage,
        message,
        detail: None,
        retryable: true,
        trace_id: None,
        agent_code: None,
    }
}
