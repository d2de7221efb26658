use std::path::{Path, PathBuf};

use console::dto::{ErrorCode, IpcError};
use tauri::Manager;

/// Where OBDeck keeps its files.
#[derive(Clone)]
pub struct Directories {
    pub data: PathBuf,
    pub logs: PathBuf,
    /// Reports of panics.
    pub reports: PathBuf,
    /// For sockets, and for this run of the program alone. Not created yet.
    pub sockets: PathBuf,
}

/// The addresses of sockets are short, and so must the path of their folder be, in bytes.
const LONGEST_SOCKETS_PATH: usize = 80;

impl Directories {
    /// The system's directory for application data, or `OBDECK_DATA_DIR`. Created when missing.
    pub fn of(app: &tauri::App) -> Result<Self, IpcError> {
        let chosen = std::env::var_os("OBDECK_DATA_DIR").map(PathBuf::from);
        let data = match chosen {
            Some(data) => data,
            None => app.path().app_data_dir().map_err(|problem| storage(problem.to_string()))?,
        };
        create_private(&data).map_err(|problem| storage(problem.to_string()))?;
        let (logs, reports, sockets) = (data.join("logs"), data.join("reports"), sockets(app, &data));
        Ok(Self { data, logs, reports, sockets })
    }
}

/// For its owner alone, where the system knows how.
fn create_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// In the user's runtime directory if the system has one, else where there is room for the path.
fn sockets(app: &tauri::App, data: &Path) -> PathBuf {
    let own = format!("obdeck-{}", std::process::id());
    let runtime = app.path().runtime_dir().ok().map(|runtime| runtime.join(&own));
    let fits = |path: &PathBuf| path.as_os_str().len() <= LONGEST_SOCKETS_PATH;
    let mut places = runtime.into_iter().chain([data.join(&own)]);
    places.find(fits).unwrap_or_else(|| std::env::temp_dir().join(&own))
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
