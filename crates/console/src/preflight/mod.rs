//! The matrix of a draft's hosts and what is checked of them. It judges nothing itself: a cell is as good or bad as
//! the draft's problems say.

mod cells;
mod checks;
mod commands;
mod matrix;
mod needs;
mod run;
mod script;

pub use matrix::{Progress, matrix};
pub use run::{Knock, Run};
pub use script::script;
