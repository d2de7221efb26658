//! The OBProxy that each agent may manage: what is known of it here, and what may be done with it. An agent tells no more
//! than whether it manages one.

mod blank;
mod record;

pub use blank::blank_form;
pub use record::ProxyRecord;
