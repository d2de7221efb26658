//! OBProxy through an OCP: what is looked up there, how it is shown, and what speaks against a wizard's draft.

mod blank;
mod cache;
pub mod check;
pub mod cluster;
pub mod deeds;
mod lookups;
mod machine;
pub mod parameters;
#[cfg(test)]
pub mod samples;
pub mod shown;
mod version;

pub use blank::blank_form;
pub use cache::Looked;
pub use lookups::{LookUps, number};
pub use machine::same_architecture;
pub use version::Version;
