//! One program for all of these tests: each program of its own would link everything again.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod answers;
mod logins;
mod support;
mod tasks;
mod ways;
