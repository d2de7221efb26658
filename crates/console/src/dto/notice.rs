use super::{Environment, Millis, ObproxyDeed, OperationKind, dto};

dto! {
    /// Something that ended, failed, or has come to a stand, and that the user wants to hear of.
    pub struct Notice {
        /// When it was told. No two notices of one run of OBDeck share it, and later ones are greater.
        #[ts(type = "number")]
        pub told_at: Millis,
        pub reason: NoticeReason,
        pub operation_id: String,
        pub kind: OperationKind,
        pub deed: Option<ObproxyDeed>,
        pub subject: String,
        pub cluster_name: String,
        pub environment: Environment,
        /// The step that failed, or at which nothing moves.
        pub step: Option<String>,
        pub host: Option<String>,
        /// Since the operation began; since the last progress for what does not move.
        #[ts(type = "number")]
        pub after_ms: Millis,
    }

    #[derive(Copy, Eq)]
    pub enum NoticeReason { Finished, RolledBack, Cancelled, Failed, Stalled }

    /// First how things are, then that again whenever it changed. Each notice comes once.
    pub struct NoticesEvent {
        pub running: u32,
        /// Failed, and not looked at since.
        pub failed: u32,
        /// The newest of those that run, ten at most.
        pub work: Vec<WorkLine>,
        pub notices: Vec<Notice>,
        /// The operation that was chosen outside the window: open it. Comes once.
        pub open: Option<String>,
    }

    /// An operation that runs, and how far it is.
    pub struct WorkLine {
        pub operation_id: String,
        pub kind: OperationKind,
        pub deed: Option<ObproxyDeed>,
        pub subject: String,
        pub cluster_name: String,
        pub environment: Environment,
        pub done: u32,
        pub total: u32,
    }

    pub struct WatchNoticesReq {
        /// Chosen by the caller; names the subscription in `unwatch`. A new subscription ends the one before it.
        pub watch_id: String,
        /// `told_at` of the last notice that the window has dealt with: those after it come again, should they have
        /// been lost on their way. Absent: those that were never sent.
        #[ts(type = "number | null")]
        pub after: Option<Millis>,
    }

    /// A native notification in the user's language.
    pub struct ShowNoticeReq {
        pub title: String,
        pub body: String,
        /// What a click on it opens.
        pub operation_id: String,
    }

    /// What the tray says, in the user's language.
    pub struct TrayReq {
        /// One line for the whole.
        pub tooltip: String,
        /// Beside the icon, where the desktop has room for it: a count, or nothing.
        pub label: String,
        /// One line each; choosing one opens the window there.
        pub running: Vec<TrayLine>,
        pub open: String,
        pub quit: String,
    }

    pub struct TrayLine { pub operation_id: String, pub text: String }

    /// What the user is told of natively.
    #[derive(Copy, Eq)]
    #[serde(default)]
    pub struct NoticeSettings {
        /// Came to its end: done, rolled back, cancelled.
        pub finished: bool,
        pub failed: bool,
        /// Without progress for so many minutes; absent: never.
        pub stalled_minutes: Option<u32>,
        /// Not for development environments.
        pub skip_dev: bool,
    }
}
