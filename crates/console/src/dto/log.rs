use super::{IpcError, Millis, dto};

dto! {
    pub struct WatchLogReq {
        pub watch_id: String,
        pub operation_id: String,
        pub call_key: String,
        pub step_key: String,
        /// One sub-task, or all of the step's.
        pub run_key: Option<String>,
    }

    /// Lines that came since the last event, oldest first.
    pub struct LogEvent {
        pub rows: Vec<LogRow>,
        /// No further line will come: every sub-task asked for has ended.
        pub complete: bool,
        /// The last read failed; what was sent before still stands.
        pub problem: Option<IpcError>,
    }

    pub struct LogRow {
        /// Unique within the step.
        pub key: String,
        pub run_key: String,
        pub host: String,
        /// The attempt it belongs to; undoing before a retry belongs to the retry.
        pub attempt: u32,
        /// Absent for agents before 4.3, which give lines without times.
        #[ts(type = "number | null")]
        pub at: Option<Millis>,
        pub level: LogLevel,
        pub text: String,
    }

    #[derive(Copy, Eq)]
    pub enum LogLevel { Info, Warn, Error }
}
