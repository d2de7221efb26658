//! Single hosts: asking an agent who it is, and remembering the key it was first seen with.

mod address;
mod meet;
mod ports;
mod probe;
mod resources;

pub use address::{agent_address, canonical, host_part};
pub use meet::{Met, is_dialled, meet, own_address};
pub use ports::{PortAnswer, ask_ports};
pub use probe::{Look, Probed, Prober, address_differs, key_changed};
pub use resources::{free_of, resources_of};
