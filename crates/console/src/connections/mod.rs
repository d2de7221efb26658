//! Connections: what the user keeps for years, and what was last seen of it.

mod check;
mod check_reach;
mod copy;
mod ocp_access;
mod ocp_clients;
mod record;
mod registry;
mod secrets;
mod stored;
mod stream;
mod wiring;

pub use check::{Flaw, check_group, checked, misleads, same_name};
pub use check_reach::check_certificate;
pub use copy::free_copy_name;
pub use ocp_access::{
    OBPROXY_MANAGER, TASK_MANAGER, TASK_VIEWER, Trouble, client, problem_without, timed_client, trouble,
    trouble_without,
};
pub use ocp_clients::{OcpAccess, login_of};
pub use record::{Connection, KnownAgent, Seen, Session};
pub use registry::{Connections, NewPins, RESTORABLE_FOR, put_last};
pub use secrets::{SecretSlot, secrets_of, secrets_of_reach};
pub use stream::watch_connections;
pub use wiring::Wiring;
