//! OBDeck's domain. No window in here: the rim and the tests mount [`command_table`] on whatever they have.

pub mod dto;
mod table;
pub mod typescript;
