use std::path::PathBuf;

use console::dto::{ErrorCode, IpcError};
use tauri::Manager;

/// Where OBDeck keeps its files.
pub struct Directories {
    pub data: PathBuf,
}

impl Directories {
    /// The system's directory for application data, or `OBDECK_DATA_DIR`. Created when missing.
    pub fn of(app: &tauri::AppHandle) -> Result<Self, IpcError> {
        let chosen = std::env::var_os("OBDECK_DATA_DIR").map(PathBuf::from);
        let data = match chosen {
            Some(data) => data,
            None => app.path().app_data_dir().map_err(|problem| storage(problem.to_string()))?,
        };
        std::fs::create_dir_all(&data).map_err(|problem| storage(problem.to_string()))?;
        Ok(Self { data })
    }
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
