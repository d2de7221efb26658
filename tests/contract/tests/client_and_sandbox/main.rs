//! The client held against the practice agents: two readings of one protocol.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod clocks;
mod configuration;
mod every_endpoint;
mod followers;
#[path = "../common/group.rs"]
mod group;
mod membership;
mod misfits;
mod operators;
mod passwords;
