use reqwest::Method;
use serde_json::Value;

use super::instance::{Subtask, TaskInstance};
use super::page::TaskPage;
use super::words::TaskStatus;
use crate::client::Client;
use crate::envelope::Content;
use crate::error::Error;
use crate::fields::Fields;
use crate::page::PageQuery;
use crate::target::Target;

/// Which tasks are wanted, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskQuery {
    /// 1 for the first.
    pub page: u32,
    /// At most [`MOST_A_PAGE`](crate::MOST_A_PAGE); more is asked for as that.
    pub size: u32,
    /// Any when empty.
    pub statuses: Vec<TaskStatus>,
    /// Part of the name; any when empty.
    pub name: String,
}

impl Default for TaskQuery {
    fn default() -> TaskQuery {
        TaskQuery { page: 1, size: 100, statuses: Vec::new(), name: String::new() }
    }
}

impl Client {
    /// One page of OCP's tasks; its tasks lack what a list does not tell. `GET /api/v2/tasks/instances`, right
    /// `TASK_VIEWER`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when it is no list.
    pub async fn tasks(&self, query: &TaskQuery) -> Result<TaskPage, Error> {
        self.get_as(&query.path(), TaskPage::read).await
    }

    /// A task with all its subtasks. `GET /api/v2/tasks/instances/{id}`, right `TASK_VIEWER`.
    ///
    /// # Errors
    ///
    /// [`Error::Id`] for what is no id; [`Error::NotOcp`] when the answer is no task.
    pub async fn task(&self, id: &str) -> Result<TaskInstance, Error> {
        self.get_as(&path(id, None, "")?, TaskInstance::read).await
    }

    /// The whole log of a subtask, all runs, as OCP has it now. `GET …/subtasks/{id}/log`, right `TASK_VIEWER`.
    ///
    /// # Errors
    ///
    /// As [`Client::task`].
    pub async fn subtask_log(&self, id: &str, subtask: &str) -> Result<String, Error> {
        let opened = self.get(&path(id, Some(subtask), "/log")?).await?;
        let log = match &opened.content {
            Content::Text(text) | Content::Data(Value::String(text)) | Content::Bare(Value::String(text)) => {
                Some(text.clone())
            }
            Content::Data(Value::Null) | Content::Bare(Value::Null) => Some(String::new()),
            Content::Data(data) | Content::Bare(data) => Fields::of(data).map(|fields| fields.text(&["log"])),
        };
        log.ok_or_else(|| opened.foreign())
    }

    /// Undoes what failed and runs it again. `POST …/{id}/retry`, right `TASK_MANAGER`.
    ///
    /// # Errors
    ///
    /// [`Error::Id`]. Whether it was done all the same says [`Error::outcome_unknown`].
    pub async fn retry_task(&self, id: &str) -> Result<Option<TaskInstance>, Error> {
        self.post(&path(id, None, "/retry")?, TaskInstance::read).await
    }

    /// Undoes everything, from the failed subtask back to the first. Some releases answer without the task.
    /// `POST …/{id}/rollback`, right `TASK_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn rollback_task(&self, id: &str) -> Result<Option<TaskInstance>, Error> {
        self.post(&path(id, None, "/rollback")?, TaskInstance::read).await
    }

    /// Runs one failed subtask again. `POST …/subtasks/{id}/retry`, right `TASK_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn retry_subtask(&self, id: &str, subtask: &str) -> Result<Option<Subtask>, Error> {
        self.post(&path(id, Some(subtask), "/retry")?, Subtask::read).await
    }

    /// Declares a failed subtask done. `POST …/subtasks/{id}/skip`, right `TASK_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn skip_subtask(&self, id: &str, subtask: &str) -> Result<(), Error> {
        self.post(&path(id, Some(subtask), "/skip")?, |_| Some(())).await.map(drop)
    }

    /// Tells a running subtask to stop. `POST …/subtasks/{id}/cancel`, right `TASK_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn cancel_subtask(&self, id: &str, subtask: &str) -> Result<(), Error> {
        self.post(&path(id, Some(subtask), "/cancel")?, |_| Some(())).await.map(drop)
    }

    async fn post<T>(&self, path: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, Error> {
        Ok(read(&self.change(Method::POST, path, None).await?))
    }
}

impl TaskQuery {
    fn path(&self) -> String {
        let words: Vec<&str> = self.statuses.iter().map(TaskStatus::as_str).collect();
        let target = Target::new(INSTANCES).paged(PageQuery { page: self.page, size: self.size });
        target.with("sort", "id,desc").with("status", &words.join(",")).with("name", &self.name).to_string()
    }
}

const INSTANCES: &str = "/api/v2/tasks/instances";

fn path(id: &str, subtask: Option<&str>, rest: &str) -> Result<String, Error> {
    let mut path = format!("{INSTANCES}/{}", checked(id)?);
    if let Some(subtask) = subtask {
        path.push_str(&format!("/subtasks/{}", checked(subtask)?));
    }
    Ok(path + rest)
}

/// An id becomes a part of the path: only digits do.
fn checked(id: &str) -> Result<&str, Error> {
    let is_number = !id.is_empty() && id.len() <= 20 && id.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Ok(id) } else { Err(Error::Id { id: id.chars().take(40).collect() }) }
}
