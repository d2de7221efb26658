//! One program for all of these tests: each program of its own would link everything again.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod bootstrap;
mod clusters;
mod common;
mod failing;
mod https;
mod obproxy;
mod obproxy_packages;
mod obproxy_trouble;
mod observer_states;
mod ocp;
mod ocp_lookups;
mod ocp_obproxy;
mod ocp_operations;
mod ocp_signatures;
mod ocp_tasks;
mod operators;
mod processes;
mod program;
mod recorded;
mod rejections;
mod scale_in;
mod scale_out;
mod start_stop;
mod start_stop_rules;
mod start_stop_trouble;
mod surprises;
mod wire;
