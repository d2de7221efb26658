//! Connections: what the user keeps for years, and what was last seen of it.

mod record;
mod registry;
mod wiring;

pub use record::{Connection, KnownAgent, Seen};
pub use registry::Connections;
pub use wiring::Wiring;
