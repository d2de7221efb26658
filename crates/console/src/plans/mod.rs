//! Plan files: what a wizard would do, as one YAML file without any secret.

mod compare;
mod pending;
mod plan;
mod read;
mod reader;
mod write;
mod yaml;

pub use compare::differences;
pub use pending::{Pending, Pendings};
pub use plan::{Plan, suggested_name};
pub use read::{MOST_BYTES, ReadFile, read, too_large};
pub use write::write;

#[cfg(test)]
mod tests;
