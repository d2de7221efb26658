//! Operations: what the user set going. A plan of calls, the journal that survives a kill, and the runner
//! that sends each call once, follows its task, and goes on when it succeeded.

mod calls;
mod clients;
mod failure;
mod logs;
mod plan;
mod record;
mod registry;
mod remote_log;
mod requests;
mod rollback;
mod runner;
mod send;
mod sending;
mod settle;
mod view;
mod watch;
mod wishes;

pub use clients::Agents;
pub use logs::{LogSource, watch_log};
pub use plan::plan_calls;
pub use record::Operation;
pub use registry::Operations;
pub use rollback::rollback_preview;
pub use runner::{Control, Pace, Parts};
pub use watch::watch_operation;
