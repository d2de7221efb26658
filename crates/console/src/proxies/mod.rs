//! The OBProxy that each agent may manage: what is known of it here, and what may be done with it. An agent tells no more
//! than whether it manages one.

mod action;
mod ask;
mod assess;
mod blank;
mod check;
mod check_ports;
mod deeds;
mod fleet;
mod form;
mod learn;
mod record;

pub use action::{calls_of, named};
pub use ask::{Asked, Asking};
pub use assess::{Assessed, assess};
pub use blank::{addresses, blank_form, servers_of};
pub use check::{check, choices, refuse};
pub use deeds::{of_all, of_member};
pub use fleet::{Fleet, Member};
pub use form::calls_of_form;
pub use learn::learn;
pub use record::ProxyRecord;
