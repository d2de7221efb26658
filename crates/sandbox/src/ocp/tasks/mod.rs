//! The tasks of a practice OCP: what they are made of, how they go on, and what is asked of them.

mod engine;
mod log;
mod model;
mod operators;
mod routes;
mod templates;
mod views;

pub(super) use model::Tasks;
pub(super) use routes::{Asked, answer};
