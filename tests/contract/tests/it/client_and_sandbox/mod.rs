//! The client held against the practice agents: two readings of one protocol.

mod clocks;
mod configuration;
mod every_endpoint;
mod followers;
mod membership;
mod misfits;
mod operators;
mod passwords;
