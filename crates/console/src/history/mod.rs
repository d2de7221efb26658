//! Tasks that ended: kept with their logs, found again, compared, and measured against.

mod compare;
mod figures;
mod log;
mod records;
mod taken;
mod usual;

pub use compare::compare;
pub use log::{pack, texts, unpack};
pub use records::{History, Log, Run};
pub use taken::{Taken, kept_line, take};
pub use usual::usual;
