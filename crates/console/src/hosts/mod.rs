//! Single hosts: asking an agent who it is, and remembering the key it was first seen with.

mod address;
mod probe;

pub use address::{agent_address, canonical, host_part};
pub use probe::{Probed, Prober};
