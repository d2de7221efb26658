use std::collections::BTreeMap;

use super::{DraftKind, dto};

dto! {
    pub struct ExportedPlan {
        /// Absent when the user cancelled.
        pub path: Option<String>,
    }

    pub struct ReadPlanReq {
        /// The draft to compare it with; absent for a new one.
        pub draft_id: Option<String>,
    }

    pub struct ReadPlan {
        /// Absent when the user cancelled.
        pub preview: Option<PlanPreview>,
    }

    /// What a plan file would do. Nothing is stored yet.
    pub struct PlanPreview {
        pub import_id: String,
        pub file: String,
        pub kind: DraftKind,
        pub cluster_name: String,
        pub hosts: u32,
        pub zones: u32,
        pub parameters: u32,
        /// What keeps it out; empty when it may be applied.
        pub refusals: Vec<PlanNote>,
        /// What is left out.
        pub notes: Vec<PlanNote>,
        /// Against the draft.
        pub differences: Vec<PlanDifference>,
    }

    pub struct PlanNote {
        pub code: PlanNoteCode,
        /// Where, for instance `hosts[2].zone`; empty for the whole file.
        pub path: String,
        #[ts(type = "number | null")]
        pub line: Option<u32>,
        #[ts(type = "Record<string, string>")]
        pub args: BTreeMap<String, String>,
    }

    #[derive(Copy, Eq)]
    pub enum PlanNoteCode {
        /// args: `message`
        NotYaml,
        /// No `obdeckPlan` in it.
        NotAPlan,
        /// args: `version`, `known`
        NewerVersion,
        TooLarge,
        /// args: `key`
        UnknownKey,
        /// args: `key`
        MissingKey,
        /// args: `expected`
        WrongType,
        /// args: `kind`, `wanted`
        OtherKind,
        /// A key that looks like a password was left out. args: `key`
        SecretLeftOut,
        /// args: `key`
        Duplicate,
    }

    pub struct PlanDifference {
        /// `cluster.name`, `hosts 10.0.0.1:2886 zone`, `parameters cluster memory_limit`.
        pub path: String,
        /// Absent: not in it.
        pub before: Option<String>,
        pub after: Option<String>,
    }

    pub struct ApplyPlanReq {
        pub import_id: String,
        /// The draft to change; absent makes a new one.
        pub draft_id: Option<String>,
    }

    /// Two plan files side by side.
    pub struct ComparedPlans {
        /// Absent when the user cancelled one of the dialogs.
        pub comparison: Option<PlanComparison>,
    }

    pub struct PlanComparison {
        pub before: PlanPreview,
        pub after: PlanPreview,
        pub differences: Vec<PlanDifference>,
    }
}
