//! One program for all of these tests: each program of its own would link everything again.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod bootstrap;
mod cluster_stops;
mod cluster_view;
mod common;
mod connections;
mod documents;
mod doubles;
mod export_live;
mod guards;
mod history;
mod inquiry;
mod jump;
#[allow(dead_code, reason = "kill.rs needs more of it")]
mod keeping;
mod links;
mod messages;
mod nodes_actions;
mod nodes_drafts;
mod nodes_tasks;
mod notices;
mod obproxy_drafts;
mod obproxy_ocp;
mod obproxy_ocp_actions;
mod obproxy_ocp_lost;
mod ocp_contact;
mod ocp_look_ups;
mod ocp_tasks;
mod plan_files;
mod preflight;
mod preflight_members;
mod proxies;
mod proxies_memory;
mod proxies_trouble;
mod proxies_upload;
mod saved;
mod task_list;
mod transfer;
mod trouble;
mod trust;
mod unzip;
mod watcher;
mod ways;
