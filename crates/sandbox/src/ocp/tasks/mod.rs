//! The tasks of a practice OCP: what they are made of, how they go on, and what is asked of them.

mod engine;
mod log;
mod model;
mod operators;
pub mod plans;
mod routes;
mod templates;
mod views;

pub(super) use model::{Operation, Status, Tasks};
pub(super) use routes::answer;
pub(super) use views::submitted;
