//! What the contract tests and the benchmarks stand on: a console over agents of their choice, a task that
//! runs and does not change, and clocks that are moved by hand.

mod clocks;
mod desk;
mod waiting;

pub use clocks::{SandboxTime, Ticking};
pub use desk::{Desk, Failure};
pub use waiting::Waiting;
