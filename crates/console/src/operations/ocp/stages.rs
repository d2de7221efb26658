//! The tasks that an OCP makes of calls, as far as they are known before it tells, in its English words.

use super::calls::{OcpCall, ServerDeed};
use crate::dto::{ObproxyDeed, OperatorOff, OperatorView, TaskOperator};
use crate::tasks::PlannedStep;

impl OcpCall {
    /// What OCP calls the task in English; empty when there is none. Names depend on the language.
    pub fn task_name(&self) -> &str {
        match self {
            OcpCall::Create(_) | OcpCall::AddServers { .. } => INSTALL,
            OcpCall::Delete { .. } => OFFLINE,
            OcpCall::TakeOver { .. } => "Take over obproxy",
            OcpCall::Servers { deed, .. } => match deed {
                ServerDeed::Remove => OFFLINE,
                ServerDeed::Restart => "Restart obproxy",
                ServerDeed::Start => "Start obproxy",
                ServerDeed::Stop => "Stop obproxy",
            },
            OcpCall::Upgrade { .. } => "Upgrade obproxy",
            OcpCall::SetParameters { .. } => "Modify obproxy parameters",
            OcpCall::EditAddress { .. } | OcpCall::AddLink { .. } | OcpCall::RemoveLink { .. } => "",
            OcpCall::Further { name, .. } => name,
        }
    }

    /// Whether OCP makes a task of it. Otherwise the answer is all.
    pub fn makes_task(&self) -> bool {
        !self.task_name().is_empty()
    }

    /// How many tasks OCP makes of it.
    pub fn tasks(&self) -> usize {
        match self {
            OcpCall::AddServers { hosts, .. } => hosts.len(),
            OcpCall::TakeOver { hosts, .. } => hosts.len(),
            OcpCall::Create(_)
            | OcpCall::Servers { .. }
            | OcpCall::Upgrade { .. }
            | OcpCall::EditAddress { .. }
            | OcpCall::AddLink { .. }
            | OcpCall::RemoveLink { .. }
            | OcpCall::SetParameters { .. }
            | OcpCall::Delete { .. }
            | OcpCall::Further { .. } => 1,
        }
    }

    /// The steps of its task, where OCP's documents tell of them.
    pub fn stages(&self) -> Vec<PlannedStep> {
        let names: &[&str] = match self {
            OcpCall::Create(new) if new.hosts.is_empty() => &EMPTY,
            OcpCall::Create(_) | OcpCall::AddServers { .. } => &INSTALL_STEPS,
            OcpCall::Delete { .. } | OcpCall::Servers { deed: ServerDeed::Remove, .. } => &OFFLINE_STEPS,
            OcpCall::TakeOver { .. }
            | OcpCall::Servers { .. }
            | OcpCall::Upgrade { .. }
            | OcpCall::EditAddress { .. }
            | OcpCall::AddLink { .. }
            | OcpCall::RemoveLink { .. }
            | OcpCall::SetParameters { .. }
            | OcpCall::Further { .. } => &[],
        };
        names.iter().map(|name| PlannedStep { name: (*name).to_owned(), on_all_hosts: false }).collect()
    }
}

/// Whether an OCP calls a task of another deed so.
pub fn is_name_of_another(name: &str, deed: ObproxyDeed) -> bool {
    let named = NAMES.iter().filter(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(deed, _)| *deed);
    let deeds: Vec<ObproxyDeed> = named.collect();
    !deeds.is_empty() && !deeds.contains(&deed)
}

/// Retry and rollback, off for one reason.
pub fn no_ocp_operators(off: OperatorOff) -> Vec<OperatorView> {
    let both = [TaskOperator::Retry, TaskOperator::Rollback];
    both.map(|operator| OperatorView { operator, off: Some(off) }).to_vec()
}

const INSTALL: &str = "Install obproxy";
const OFFLINE: &str = "Offline obproxy";

const NAMES: [(ObproxyDeed, &str); 9] = [
    (ObproxyDeed::Create, INSTALL),
    (ObproxyDeed::AddServers, INSTALL),
    (ObproxyDeed::Delete, OFFLINE),
    (ObproxyDeed::RemoveServers, OFFLINE),
    (ObproxyDeed::TakeOver, "Take over obproxy"),
    (ObproxyDeed::Restart, "Restart obproxy"),
    (ObproxyDeed::Start, "Start obproxy"),
    (ObproxyDeed::Stop, "Stop obproxy"),
    (ObproxyDeed::Upgrade, "Upgrade obproxy"),
];

const EMPTY: [&str; 2] = ["Prepare obproxy install", "Finish node"];

const INSTALL_STEPS: [&str; 12] = [
    "Prepare obproxy install",
    "Prepare create obproxy",
    "Check process not exist",
    "Check if command exists",
    "Install rpm by package and version",
    "Start obproxy",
    "Sync obproxy parameter",
    "Set obproxy user password for ob",
    "Refresh agent config",
    "Register obproxy exporter",
    "Update obproxy status",
    "Finish node",
];

const OFFLINE_STEPS: [&str; 8] = [
    "Start node",
    "Prepare offline obproxy",
    "Wait node",
    "Uninstall obproxy",
    "Delete obproxy meta info",
    "Offline obproxy exporter",
    "Unreserve host",
    "Finish node",
];
