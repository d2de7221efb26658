use serde_json::Value;

use super::instance::TaskInstance;
use crate::page::Page;

/// One page of a list of tasks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskPage {
    pub tasks: Vec<TaskInstance>,
    /// 1 for the first.
    pub number: u32,
    /// 1 when OCP did not say.
    pub pages: u32,
    /// Tasks on all pages.
    pub total: u64,
}

impl TaskPage {
    /// As [`Page::read`].
    pub(crate) fn read(value: &Value) -> Option<TaskPage> {
        let Page { items, number, pages, total } = Page::read(value, TaskInstance::read)?;
        Some(TaskPage { tasks: items, number, pages, total })
    }
}
