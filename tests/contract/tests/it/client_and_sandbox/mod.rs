//! The client held against the practice agents: two readings of one protocol.

mod clocks;
mod configuration;
mod every_endpoint;
mod followers;
mod membership;
mod misfits;
mod obproxy;
mod obproxy_upload;
mod operators;
mod passwords;
