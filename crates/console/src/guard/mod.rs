//! Guards: what stands between the user and a changing call. Enforced here, below the window.

mod consent;
mod record;

pub use consent::{Allowed, authorise};
pub use record::{GuardRecord, LOWERED_FOR};
