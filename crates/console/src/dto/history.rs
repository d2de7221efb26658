use super::{Environment, Millis, ObproxyDeed, OperationKind, StateView, TaskSystem, dto};

dto! {
    /// A task that ended, kept with its steps and logs on this computer.
    pub struct HistoryRecord {
        pub id: String,
        pub system: TaskSystem,
        /// Generic DAG id, or OCP's number.
        pub task_id: String,
        /// The server's name for it, verbatim.
        pub name: String,
        pub kind: OperationKind,
        /// What was done with OBProxy, if it was that.
        #[serde(default)]
        pub deed: Option<ObproxyDeed>,
        pub subject: String,
        pub connection_id: Option<String>,
        pub connection_name: String,
        pub cluster_name: String,
        pub environment: Environment,
        pub state: StateView,
        #[ts(type = "number | null")]
        pub started_at: Option<Millis>,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        pub steps: u32,
        pub hosts: u32,
        pub log_lines: u32,
        /// On disk, with its logs.
        #[ts(type = "number")]
        pub bytes: i64,
    }

    /// Records that contain all words of `text` in their name, cluster, connection, hosts or logs, the newest first.
    pub struct SearchHistoryReq {
        /// Empty for all.
        pub text: String,
        pub connection_id: Option<String>,
        /// Only tasks with this name.
        pub name: Option<String>,
        /// How many to leave out, and how many to give at most.
        pub offset: u32,
        pub limit: u32,
    }

    pub struct HistoryPage {
        pub records: Vec<HistoryHit>,
        /// Of all pages.
        pub total: u32,
    }

    pub struct HistoryHit {
        pub record: HistoryRecord,
        /// Lines of its logs that contain a word of the search: how many, and the first of them.
        pub lines: u32,
        pub first_line: Option<String>,
    }

    pub struct RecordReq { pub record_id: String }

    pub struct ForgetRecordsReq { pub record_ids: Vec<String> }

    /// Two runs of a task with the same name, step by step.
    pub struct CompareRunsReq { pub before_id: String, pub after_id: String }

    pub struct RunComparison {
        pub before: HistoryRecord,
        pub after: HistoryRecord,
        /// In the order of `after`; a step that only `before` has stands where it stood there.
        pub steps: Vec<StepComparison>,
    }

    pub struct StepComparison {
        pub name: String,
        pub before: Option<StepFigures>,
        pub after: Option<StepFigures>,
    }

    pub struct StepFigures {
        pub number: u32,
        pub state: StateView,
        /// From its first attempt to its last end; absent when it did not run, or its times are not known.
        #[ts(type = "number | null")]
        pub took_ms: Option<Millis>,
        /// The most that a host needed.
        pub attempts: u32,
        /// The host that ended last, and how long it took.
        pub slowest_host: Option<String>,
        #[ts(type = "number | null")]
        pub slowest_ms: Option<Millis>,
        pub hosts: Vec<HostFigures>,
        pub message: Option<String>,
    }

    pub struct HostFigures {
        pub host: String,
        pub state: StateView,
        pub attempts: u32,
        #[ts(type = "number | null")]
        pub took_ms: Option<Millis>,
    }

    /// What earlier runs of the same tasks took, as far as this computer knows them.
    pub struct UsualTimes { pub calls: Vec<UsualCall> }

    pub struct UsualCall {
        pub call_key: String,
        /// How many earlier successes it is the median of; never 0.
        pub runs: u32,
        /// All of them on the same connection; otherwise on any.
        pub same_connection: bool,
        #[ts(type = "number")]
        pub took_ms: Millis,
        /// What the shortest and the longest of them took.
        #[ts(type = "number")]
        pub least_ms: Millis,
        #[ts(type = "number")]
        pub most_ms: Millis,
        pub steps: Vec<UsualStep>,
    }

    pub struct UsualStep {
        /// The server's name for it, verbatim.
        pub name: String,
        /// From the end of the step before it to its beginning, and from there to its end.
        #[ts(type = "number")]
        pub wait_ms: Millis,
        #[ts(type = "number")]
        pub took_ms: Millis,
    }

    /// How much of the past is kept. What is older, or does not fit, goes; the oldest first.
    #[derive(Copy, Eq)]
    pub struct HistoryLimits {
        /// Absent: for ever.
        pub days: Option<u32>,
        /// Absent: as much as there is.
        #[ts(type = "number | null")]
        pub bytes: Option<i64>,
    }

    pub struct HistoryUsage {
        pub limits: HistoryLimits,
        pub records: u32,
        #[ts(type = "number")]
        pub bytes: i64,
        #[ts(type = "number | null")]
        pub oldest_at: Option<Millis>,
    }
}
