//! The "initialise cluster" wizard below its screens: its draft, what is wrong with it, and what would fit.

mod blank;
mod capacity;
mod check;
mod check_hosts;
mod check_parameters;
mod parameters;
mod suggest;

pub use blank::blank;
pub use capacity::{format_capacity, parse_capacity};
pub use check::{Findings, check};
pub use parameters::{catalogue, effective_value, is_reserved};
pub use suggest::suggest;
