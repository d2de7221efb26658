//! The one OBProxy an agent may manage: added, started, stopped, deleted, and upgraded to a package that was uploaded.

mod packages;
mod requests;
mod rules;
mod steps;
mod texts;
mod upgrade;
mod versions;

use serde::{Deserialize, Serialize};

use crate::agent::obproxy::Proxy;
use crate::dag::table::NodePlan;
use crate::flows::Job;

pub(super) use steps::{apply, failed};
pub(super) use texts::script;

pub(crate) use packages::package;
pub(crate) use requests::{add, delete, start, stop};
pub(crate) use upgrade::upgrade;

/// The OBProxy that an agent finds installed, unless its home says otherwise.
const INSTALLED: &str = "4.2.3.0-3";

/// What a sub-task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Step {
    /// Whether the agent manages one is `expected` to be so.
    Check {
        expected: bool,
    },
    Start,
    SetPassword,
    Persist,
    Stop,
    Forget,
    Clean,
    CreateDir,
    Download,
    CheckPackage,
    BackUp,
    Reinstall,
    CopyConfig,
    Record,
    HotRestart,
    WaitForRestart,
    RemoveDir,
}

impl Step {
    /// What it is called, and what may be done with it.
    fn named(self) -> (&'static str, &'static str) {
        match self {
            Self::Check { .. } => ("Check obproxy status", "CKRPX"),
            Self::Start => ("Start obproxy", "CKRBP"),
            Self::SetPassword => ("Set proxyro password for connect", "CKRP"),
            Self::Persist => ("Persist obproxy info", "CKRP"),
            Self::Stop => ("Stop obproxy", "CKRBP"),
            Self::Forget => ("Delete obproxy", "CKRP"),
            Self::Clean => ("Clean obproxy dir", "CKRP"),
            Self::CreateDir => ("Create upgrade dir", "CKRBP"),
            Self::Download => ("Download obproxy pkg from sqlite", "CRB"),
            Self::CheckPackage => ("Check obproxy pkg", "CKRBP"),
            Self::BackUp => ("Backup for upgrade", "CKRBP"),
            Self::Reinstall => ("Reinstall obproxy bin", "CKRBP"),
            Self::CopyConfig => ("Copy obproxy config db file", "CKRBP"),
            Self::Record => ("Record obproxy info", "CKRBP"),
            Self::HotRestart => ("Hot restart obproxy", "CKRBP"),
            Self::WaitForRestart => ("Wait hot restart obproxy finish", "CKRBP"),
            Self::RemoveDir => ("Remove upgrade dir", "CKRP"),
        }
    }

    fn node(self, agent: std::net::SocketAddr) -> NodePlan {
        let (name, flags) = self.named();
        NodePlan { name: name.to_owned(), job: Job::Obproxy(self), flags, on: vec![agent] }
    }
}

/// What is done with an OBProxy.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub proxy: Proxy,
    /// How the process is started, as the log tells it.
    pub command: String,
    /// Where an upgrade unpacks.
    pub upgrade_dir: String,
    /// The version it is upgraded to, with its build number.
    pub target: String,
}
