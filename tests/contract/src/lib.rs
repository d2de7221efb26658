//! What the contract tests and the benchmarks stand on: a console over agents of their choice, and
//! clocks that are moved by hand.

mod clocks;
mod desk;

pub use clocks::{SandboxTime, Ticking};
pub use desk::{Desk, Failure};
