use super::dto;

dto! {
    /// A file as the user dropped it on the window.
    pub struct OpenTaskTextReq {
        /// The file's name, to show.
        pub name: String,
        pub text: String,
    }

    /// What was opened, as an operation to watch.
    pub struct OpenedTask {
        /// Absent when the user cancelled.
        pub operation_id: Option<String>,
    }

    #[derive(Copy, Eq)]
    pub enum TaskExportFormat {
        /// One file that any browser shows, with nothing from elsewhere.
        Html,
        /// What OBDeck opens again.
        Json,
        /// A zip with the task, its logs and what OBDeck knows of the agents; addresses and names replaced.
        Bundle,
    }

    pub struct ExportTaskReq {
        pub operation_id: String,
        pub format: TaskExportFormat,
        /// The language of the report's own words: `en` or `zh`.
        pub language: String,
        /// How far the times in the report are east of Greenwich: the window's own zone.
        #[serde(default)]
        pub utc_offset_minutes: i32,
    }

    /// The log of a step, or of one of its sub-tasks, as a text file.
    pub struct SaveLogReq {
        pub operation_id: String,
        pub call_key: String,
        pub step_key: String,
        pub run_key: Option<String>,
        /// Only this attempt.
        pub attempt: Option<u32>,
        /// How far the times in the file are east of Greenwich: the window's own zone.
        #[serde(default)]
        pub utc_offset_minutes: i32,
    }

    pub struct SavedFile {
        /// Absent when the user cancelled.
        pub path: Option<String>,
    }
}
