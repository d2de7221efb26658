//! Guards: what stands between the user and a changing call. Enforced here, below the window.

mod consent;
mod guards;
mod record;

pub use guards::{Guards, Permit, Subject};
pub use record::GuardRecord;
