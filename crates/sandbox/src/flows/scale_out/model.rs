//! The steps of both tasks that take a server in: names, lines and lengths.

use serde::{Deserialize, Serialize};

/// A step of the cluster's task, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ScaleOut {
    Integrate,
    CreateLocal,
    WaitReady,
    WaitDeploy,
    WaitStart,
    PreviousCheck,
    AddZone,
    StartZone,
    AddServer,
    AddAgent,
    Finish,
}

impl ScaleOut {
    pub const ALL: [Self; 11] = [
        Self::Integrate,
        Self::CreateLocal,
        Self::WaitReady,
        Self::WaitDeploy,
        Self::WaitStart,
        Self::PreviousCheck,
        Self::AddZone,
        Self::StartZone,
        Self::AddServer,
        Self::AddAgent,
        Self::Finish,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Integrate => "Integrate server config",
            Self::CreateLocal => "Create local scale out dag",
            Self::WaitReady => "Wait scale out ready",
            Self::WaitDeploy => "Wait remote deploy finish",
            Self::WaitStart => "Wait remote start finish",
            Self::PreviousCheck => "Prev check for scale_out",
            Self::AddZone => "Add new zone for scale_out",
            Self::StartZone => "Start new zone for scale_out",
            Self::AddServer => "Add server for scale_out",
            Self::AddAgent => "Add agent for scale_out",
            Self::Finish => "Check cluster scale_out whether finished",
        }
    }

    /// Only a new zone needs it.
    pub fn is_about_zone(self) -> bool {
        matches!(self, Self::AddZone | Self::StartZone)
    }

    /// What it writes as it begins.
    pub fn lines(self) -> &'static [&'static str] {
        match self {
            Self::PreviousCheck => &["PrevCheckTask execute"],
            Self::AddZone => &["AddZoneTask execute"],
            Self::StartZone => &["StartZoneTask execute"],
            Self::AddServer => &["AddServerTask execute"],
            Self::Finish => &["FinishTask execute"],
            Self::Integrate
            | Self::CreateLocal
            | Self::WaitReady
            | Self::WaitDeploy
            | Self::WaitStart
            | Self::AddAgent => &[],
        }
    }
}

/// A step of the newcomer's task that others do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LocalScaleOut {
    BeScaling,
    /// Stands still until the cluster's task has begun this stage, 1-based.
    Prepare {
        stage: usize,
    },
    Watch,
    Upgrade,
    Sync,
}

impl LocalScaleOut {
    /// What it writes as it begins.
    pub fn lines(self) -> &'static [&'static str] {
        match self {
            Self::BeScaling => &["set agent identity to follower"],
            Self::Watch => &["Watch cluster scale out dag"],
            Self::Upgrade => &["download obshell", "check obshell", "install obshell", "restart obshell"],
            Self::Sync => &["dump password"],
            Self::Prepare { .. } => &[],
        }
    }

    /// How long it takes at speed 1, in milliseconds.
    pub fn length(self) -> i64 {
        match self {
            Self::BeScaling | Self::Prepare { .. } | Self::Watch => 300,
            Self::Upgrade => 4_000,
            Self::Sync => 800,
        }
    }
}
