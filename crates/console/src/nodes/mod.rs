//! Changes of nodes that need no wizard: what they would do, told before they do it.

mod capacity;
mod findings;
mod impact;
mod receiver;
mod scope;
#[cfg(test)]
mod tests;

pub use impact::{Assessment, Facts, assess};
pub use receiver::Receivers;
