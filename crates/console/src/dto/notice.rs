use super::{Environment, Millis, OperationKind, dto};

dto! {
    /// Something that ended, failed, or has come to a stand, and that the user wants to hear of.
    pub struct Notice {
        pub reason: NoticeReason,
        pub operation_id: String,
        pub kind: OperationKind,
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
    pub enum NoticeReason { Finished, Failed, Stalled }

    /// First how many run and have failed unseen, then that again whenever it changed, and each notice once.
    pub struct NoticesEvent {
        pub running: u32,
        pub failed: u32,
        pub notice: Option<Notice>,
    }

    pub struct WatchNoticesReq {
        /// Chosen by the caller; names the subscription in `unwatch`.
        pub watch_id: String,
    }

    /// A native notification in the user's language.
    pub struct ShowNoticeReq {
        pub title: String,
        pub body: String,
    }

    /// What the tray says, in the user's language.
    pub struct TrayReq {
        pub tooltip: String,
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
        pub finished: bool,
        pub failed: bool,
        /// Without progress for so many minutes; absent: never.
        pub stalled_minutes: Option<u32>,
        /// Not for development environments.
        pub skip_dev: bool,
    }
}
