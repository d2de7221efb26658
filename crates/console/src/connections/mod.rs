//! Connections: what the user keeps for years, and what was last seen of it.

mod record;
mod registry;

pub use record::{Connection, KnownAgent, Seen};
pub use registry::Connections;
