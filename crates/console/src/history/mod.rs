//! Tasks that ended: kept with their logs, found again, compared, and measured against.

mod compare;
mod figures;
mod log;
mod service;
mod taken;
mod usual;

pub use compare::compare;
pub use log::{pack, texts, unpack};
pub use service::{History, Log, Run};
pub use taken::{Taken, has_ended, kept_line, take};
pub use usual::usual;
