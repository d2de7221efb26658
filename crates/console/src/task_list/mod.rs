//! All tasks of all connections in one list: what servers list, what operations follow, what the history kept.

mod book;
mod desk;
mod rows;
mod sources;
mod stream;

pub use book::{Book, Listed, keeper_of, place_of};
pub use desk::TaskDesk;
pub use stream::{Records, TaskSubscription, watch_tasks};
