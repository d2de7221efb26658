use std::path::PathBuf;

use console::Files;
use futures::future::BoxFuture;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// What OBDeck opens: its own files, plans, and what somebody saved from `curl`.
const READ: [&str; 5] = ["json", "yaml", "yml", "txt", "log"];

/// The system's own file dialogs, opened from here only: the window has no way to ask for one.
pub struct Dialogs {
    app: AppHandle,
}

impl Dialogs {
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }

    fn dialog(&self) -> FileDialogBuilder<tauri::Wry> {
        let dialog = self.app.dialog().file();
        match self.app.get_webview_window("main") {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

impl Files for Dialogs {
    fn save_as(&self, suggested: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        let extension = suggested.rsplit_once('.').map_or("", |(_, extension)| extension);
        let dialog =
            self.dialog().set_file_name(suggested).add_filter(extension.to_uppercase(), &[extension]);
        let (chosen, answer) = oneshot::channel();
        dialog.save_file(move |path| drop(chosen.send(path)));
        Box::pin(path_of(answer))
    }

    fn open(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        let (chosen, answer) = oneshot::channel();
        let dialog = self.dialog().add_filter(READ.join(", "), &READ).add_filter("*", &["*"]);
        dialog.pick_file(move |path| drop(chosen.send(path)));
        Box::pin(path_of(answer))
    }

    fn open_package(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        let (chosen, answer) = oneshot::channel();
        let dialog = self.dialog().add_filter("RPM", &["rpm"]).add_filter("*", &["*"]);
        dialog.pick_file(move |path| drop(chosen.send(path)));
        Box::pin(path_of(answer))
    }
}

async fn path_of(answer: oneshot::Receiver<Option<FilePath>>) -> Result<Option<PathBuf>, String> {
    let chosen = answer.await.map_err(|_| "the file dialog was closed by the system".to_owned())?;
    chosen.map(|path| path.into_path().map_err(|problem| problem.to_string())).transpose()
}
