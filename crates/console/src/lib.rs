//! OBDeck's domain. No window in here: the rim and the tests mount [`command_table`] on whatever they have.

mod clock;
mod connections;
mod console;
mod documents;
pub mod drafts;
pub mod dto;
mod error;
mod guard;
mod history;
mod hosts;
mod links;
mod nodes;
mod notices;
mod obproxy;
mod operations;
mod password;
mod plans;
mod practice;
mod preflight;
mod proxies;
mod sink;
mod store;
mod table;
mod task_list;
mod tasks;
mod transfer;
pub mod typescript;

pub use console::{Console, Setup};
pub use links::LinkPace;
pub use obshell_api::Options as AgentOptions;
pub use operations::{OcpPace, Pace};
pub use practice::{Desktop, Practice, PreferenceStore};
pub use sink::Sink;
pub use transfer::Files;
pub use tunnels::Ssh;

/// An id that nobody can guess, for [`Setup::new_id`].
pub fn random_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
