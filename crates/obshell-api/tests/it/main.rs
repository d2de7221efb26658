//! One program for all of these tests: each program of its own would link everything again.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod bare_calls;
mod calls;
mod client_certificates;
mod gate;
mod gate_verdicts;
mod golden;
mod key_swap;
mod nodes;
mod obproxy;
mod obproxy_upload;
mod proxy_trouble;
mod refusals;
mod routes;
mod support;
mod tls;
mod transport;
