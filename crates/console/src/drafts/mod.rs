//! The "initialise cluster" wizard below its screens: its draft, what is wrong with it, and what would fit.

mod around;
mod blank;
mod capacity;
mod check;
mod check_hosts;
mod check_members;
mod check_parameters;
mod check_state;
mod observers;
mod parameters;
mod suggest;

pub use around::Around;
pub use blank::blank;
pub use capacity::{format_capacity, parse_capacity};
pub use check::{Findings, check};
pub use check_parameters::MEMORY_LEAST;
pub use check_state::{CLOCK_WARN_MS, OPEN_FILES_WARN, PROCESSES};
pub use observers::{Wanted, observer_ports, observers_by_host, wanted, wanted_at};
pub use parameters::{catalogue, effective_value, is_reserved};
pub use suggest::suggest;
