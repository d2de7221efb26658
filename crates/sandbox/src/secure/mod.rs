//! The hybrid encryption from the agent's side: key, header, body, and who must prove what.

pub(crate) mod body;
pub(crate) mod header;
pub(crate) mod kept;
pub(crate) mod keys;
pub(crate) mod parts;
pub(crate) mod seeded;
pub(crate) mod verify;
