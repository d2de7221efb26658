//! Tasks: what OCP runs, as it tells of it, and what may be asked of it.

mod calls;
mod context;
mod instance;
mod page;
mod words;

pub use calls::TaskQuery;
pub use context::Context;
pub use instance::{Subtask, TaskInstance, TaskObject};
pub use page::TaskPage;
pub use words::{TaskOperation, TaskStatus};
