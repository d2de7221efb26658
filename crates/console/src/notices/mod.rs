//! Notices: what the user is told of operations without looking at them. A ledger holds what each operation has come to
//! and what was told of it, so that nothing is told twice and nothing gets lost while no window listens.

mod desk;
mod ledger;
mod stream;
mod track;

#[cfg(test)]
mod samples;

pub use desk::Notices;
pub use stream::watch_notices;
