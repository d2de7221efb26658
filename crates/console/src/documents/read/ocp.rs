use ocp_api::TaskInstance;
use time::UtcOffset;

use super::head::operation_view;
use super::recognise::Told;
use super::tidy::tidy_moments;
use super::{Unreadable, moment};
use crate::documents::TaskDocument;
use crate::dto::{CallView, TaskOrigin, TaskSystem};
use crate::operations::ocp_head;
use crate::tasks::{ocp_steps, to_millis};

/// The task that an OCP told. Its logs are in no answer that has the task.
pub fn document(told: Told, file: &str) -> Result<TaskDocument, Unreadable> {
    let Told { mut task, at } = told;
    tidy_moments(&mut task, at.as_deref());
    let Some(task) = TaskInstance::read(&task) else {
        return Err(Unreadable::Damaged("an OCP's task has an id and a status".to_owned()));
    };
    let steps = ocp_steps(&task, &[], 0.0);
    let saved_at = at.and_then(|at| moment::parse(&at, UtcOffset::UTC)).map(|at| to_millis(at, 0.0));
    let origin = TaskOrigin::File { name: file.to_owned(), saved_at };
    let call = CallView { head: ocp_head(&task, "", 0.0, &steps), steps };
    let mut view = operation_view(call, TaskSystem::Ocp, origin);
    view.head.cluster_name = task.cluster.map(|cluster| cluster.name).unwrap_or_default();
    Ok(TaskDocument { view, logs: Vec::new() })
}
