//! One program for all of these tests: each program of its own would link everything again.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod architecture;
mod client_and_sandbox;
mod common;
mod ocp;
mod ocp_obproxy;
mod quiet;
mod review_matches_wire;
mod seeds;
