//! One program for all of these tests: each program of its own would link everything again.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod answers;
mod clusters;
mod hosts;
mod logins;
mod obproxy_clusters;
mod obproxy_create;
mod obproxy_links;
mod obproxy_parameters;
mod obproxy_servers;
mod packages;
mod signing;
mod support;
mod tasks;
mod throttling;
mod ways;
