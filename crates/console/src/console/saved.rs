//! Tasks to a file and from one.

use std::path::Path;

use super::Console;
use super::transfer::{blocking, dialog};
use crate::documents::{
    About, Anonymous, Language, MOST_BYTES, TaskDocument, Telling, Unreadable, Unwritable, Zone, bundle,
    html, json, kept_lines, log_name, log_text, masked, read, read_bytes, suggested_name,
};
use crate::dto::*;
use crate::operations::read_lines;
use crate::transfer::{Unreadable as NoFile, read_file_up_to, write_file};

impl Console {
    /// Asks for a file and opens the task in it, read-only.
    ///
    /// # Errors
    /// `UnreadableFile` when it is none; `Storage` when the file cannot be read.
    pub async fn open_saved_task(&self, _: Nothing) -> Result<OpenedTask, IpcError> {
        let chosen = self.inner.setup.files.open().await.map_err(dialog)?;
        let Some(path) = chosen else { return Ok(OpenedTask { operation_id: None }) };
        let document = blocking(move || read_document(&path)).await??;
        Ok(self.put_on_shelf(document))
    }

    /// Opens the task in a file that the window has read already, read-only.
    ///
    /// # Errors
    /// `UnreadableFile` when it is none.
    pub async fn open_task_text(&self, request: OpenTaskTextReq) -> Result<OpenedTask, IpcError> {
        let OpenTaskTextReq { name, text } = request;
        let document = blocking(move || read(&name, &text)).await??;
        Ok(self.put_on_shelf(document))
    }

    /// Asks for a file name and writes a task there, with all lines of its logs that can be read now. Secrets that can
    /// be told from the rest are masked.
    ///
    /// # Errors
    /// `NotFound`; `Storage` when the file cannot be written. That logs cannot be read is none: the report says it.
    pub async fn export_task(&self, request: ExportTaskReq) -> Result<SavedFile, IpcError> {
        let ExportTaskReq { operation_id, format, language, utc_offset_minutes } = request;
        let (language, zone) = (Language::of(&language), Zone::new(utc_offset_minutes));
        let view = self.view_of(&operation_id)?;
        let name = suggested_name(&view, format, self.now(), zone);
        let Some(path) = self.inner.setup.files.save_as(&name).await.map_err(dialog)? else {
            return Ok(SavedFile { path: None });
        };
        let document = self.document_of(&operation_id).await?;
        let version = self.inner.setup.version.clone();
        let telling = Telling { language, zone, version, now: self.now() };
        let (about, anonymous) = (self.about(&document.view), self.anonymous(&document.view));
        let shown = path.display().to_string();
        let written = blocking(move || {
            let content = content(document, format, &telling, &about, anonymous);
            content.map(|content| write_file(&path, content, false))
        });
        let written = written
            .await?
            .map_err(|problem| IpcError::new(ErrorCode::Internal, problem.to_string(), false))?;
        written.map_err(|problem| IpcError::new(ErrorCode::Storage, format!("{shown}: {problem}"), true))?;
        Ok(SavedFile { path: Some(shown) })
    }

    /// Asks for a file name and writes the log of a step, one of its sub-tasks or attempts there, as text.
    ///
    /// # Errors
    /// `NotFound`; what reading the log came to; `Storage` when the file cannot be written.
    pub async fn save_log(&self, request: SaveLogReq) -> Result<SavedFile, IpcError> {
        let SaveLogReq { operation_id, call_key, step_key, run_key, attempt, utc_offset_minutes } = request;
        let view = self.view_of(&operation_id)?;
        let call = view.calls.iter().find(|call| call.head.key == call_key);
        let call = call.ok_or_else(|| IpcError::not_found("call"))?;
        let step = call.steps.iter().find(|step| step.key == step_key);
        let step = step.ok_or_else(|| IpcError::not_found("step"))?;
        let run = step.runs.iter().find(|run| Some(&run.key) == run_key.as_ref());
        let name = log_name(step, run.map(|run| run.host.as_str()));
        let Some(path) = self.inner.setup.files.save_as(&name).await.map_err(dialog)? else {
            return Ok(SavedFile { path: None });
        };
        let mut rows = self.rows_of(&operation_id, &call.head, step, run_key.as_deref()).await?;
        rows.retain(|row| attempt.is_none_or(|attempt| row.attempt == attempt));
        let rows = masked(TaskDocument { view, logs: rows }).logs;
        let shown = path.display().to_string();
        let zone = Zone::new(utc_offset_minutes);
        let written = blocking(move || write_file(&path, log_text(&rows, zone), false)).await?;
        written.map_err(|problem| IpcError::new(ErrorCode::Storage, format!("{shown}: {problem}"), true))?;
        Ok(SavedFile { path: Some(shown) })
    }

    fn put_on_shelf(&self, mut document: TaskDocument) -> OpenedTask {
        let id = (self.inner.setup.new_id)();
        document.view.head.id.clone_from(&id);
        self.inner.shelf.put(document);
        OpenedTask { operation_id: Some(id) }
    }

    fn view_of(&self, id: &str) -> Result<OperationView, IpcError> {
        if let Ok(document) = self.inner.shelf.get(id) {
            return Ok(document.view.clone());
        }
        let handle = self.inner.operations.get(id)?;
        let view = handle.view.borrow().clone();
        Ok((*view).clone())
    }

    /// The task as it is now, with its log; a log that cannot be read is named as the view's problem.
    async fn document_of(&self, id: &str) -> Result<TaskDocument, IpcError> {
        if let Ok(document) = self.inner.shelf.get(id) {
            return Ok((*document).clone());
        }
        let mut view = self.view_of(id)?;
        let (mut logs, mut problem) = (Vec::new(), view.head.contact.problem.take());
        for call in &view.calls {
            for step in &call.steps {
                match self.rows_of(id, &call.head, step, None).await {
                    Ok(rows) => logs.extend(rows),
                    Err(unread) => problem = problem.or(Some(unread)),
                }
            }
        }
        view.head.contact.problem = problem;
        Ok(TaskDocument { view, logs })
    }

    /// The lines of a step, or of one of its runs: all that can be read now.
    async fn rows_of(
        &self,
        operation_id: &str,
        call: &CallHead,
        step: &StepView,
        run_key: Option<&str>,
    ) -> Result<Vec<LogRow>, IpcError> {
        if let Ok(document) = self.inner.shelf.get(operation_id) {
            return Ok(kept_lines(&document, step, run_key).cloned().collect());
        }
        let operation = self.inner.operations.get(operation_id)?.operation;
        let mut step = step.clone();
        step.runs.retain(|run| run_key.is_none_or(|key| run.key == key));
        read_lines(&operation, self.inner.operations.parts(), call, std::slice::from_ref(&step)).await
    }

    fn about(&self, view: &OperationView) -> About {
        let connection =
            view.head.connection_id.as_deref().and_then(|id| self.inner.connections.get(id).ok());
        let facts = connection.and_then(|connection| connection.seen.facts);
        let of_operation = || {
            let operation = self.inner.operations.get(&view.head.id).ok()?.operation;
            operation.hosts.iter().map(|host| host.ob_version.clone()).find(|version| !version.is_empty())
        };
        let of_connection = facts.as_ref().map(|facts| facts.ob_version.clone());
        let server_version = of_connection.filter(|version| !version.is_empty()).or_else(of_operation);
        About {
            version: self.inner.setup.version.clone(),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            obshell_version: facts.map(|facts| facts.obshell_version).unwrap_or_default(),
            server_version: server_version.unwrap_or_default(),
        }
    }

    /// Names and addresses of the task's connection are replaced as its own are.
    fn anonymous(&self, view: &OperationView) -> Anonymous {
        let connection =
            view.head.connection_id.as_deref().and_then(|id| self.inner.connections.get(id).ok());
        let Some(connection) = connection else { return Anonymous::of(view, &[], &[]) };
        let known = connection.seen.agents.into_iter().map(|agent| agent.address);
        let addresses: Vec<String> = connection.settings.addresses.into_iter().chain(known).collect();
        let facts = connection.seen.facts.map(|facts| facts.cluster_name).unwrap_or_default();
        Anonymous::of(view, &[connection.settings.name, facts], &addresses)
    }
}

fn read_document(path: &Path) -> Result<TaskDocument, IpcError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match read_file_up_to(path, MOST_BYTES) {
        Ok(bytes) => Ok(read_bytes(&name, &bytes)?),
        Err(NoFile::TooLarge) => Err(Unreadable::TooLarge.into()),
        Err(problem) => Err(problem.into()),
    }
}

fn content(
    document: TaskDocument,
    format: TaskExportFormat,
    telling: &Telling,
    about: &About,
    anonymous: Anonymous,
) -> Result<Vec<u8>, Unwritable> {
    let document = masked(document);
    match format {
        TaskExportFormat::Html => Ok(html(&document, telling).into_bytes()),
        TaskExportFormat::Json => Ok(json(&document, telling.now)?.into_bytes()),
        TaskExportFormat::Bundle => bundle(document, anonymous, about, telling),
    }
}
