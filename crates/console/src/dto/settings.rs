use std::collections::BTreeMap;

use super::{Millis, VaultView, dto};

dto! {
    /// What the first screen needs to know.
    pub struct AppInfo {
        pub version: String,
        pub vault: VaultView,
        pub practice: PracticeView,
        /// Where a damaged database was put, when one was found at start.
        pub set_aside: Option<String>,
        /// How many connections could not be read and were set aside inside the database; absent when none.
        #[ts(optional)]
        pub damaged_connections: Option<u32>,
        /// The report of a crash that was written since OBDeck was last started.
        pub crash_report: Option<String>,
        /// Open this wizard or operation at once; used by the demonstration and by deep links.
        pub start_at: Option<String>,
    }

    pub struct PracticeView {
        pub running: bool,
        pub agents: Vec<String>,
    }

    pub struct Preferences {
        pub theme: Theme,
        pub language: Language,
        /// Sizes of panes in pixels, by pane.
        #[ts(type = "Record<string, number>")]
        pub panes: BTreeMap<String, f64>,
        /// Groups of connections that are folded.
        #[serde(default)]
        pub folded_groups: Vec<String>,
        #[serde(default)]
        pub notices: super::NoticeSettings,
    }

    #[derive(Copy, Eq)]
    pub enum Theme { System, Light, Dark }

    #[derive(Copy, Eq)]
    pub enum Language { System, En, Zh }

    /// The home screen's rows.
    pub struct Home {
        pub drafts: Vec<DraftSummary>,
        pub operations: Vec<super::OperationSummary>,
    }

    pub struct DraftSummary {
        pub id: String,
        pub kind: super::DraftKind,
        /// The connection it was begun from.
        pub connection_id: Option<String>,
        pub cluster_name: String,
        pub environment: super::Environment,
        pub step: super::WizardStep,
        pub hosts: u32,
        #[ts(type = "number")]
        pub updated_at: Millis,
    }
}
