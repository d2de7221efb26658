use super::{Environment, IpcError, Millis, ObproxyDeed, OperationKind, StateView, TaskSystem, dto};

dto! {
    /// One task of any connection, running or ended, on its server, followed by OBDeck, or kept in the history.
    pub struct TaskRow {
        /// Unique in the list and stable.
        pub key: String,
        pub system: TaskSystem,
        pub place: TaskPlace,
        /// Absent for what was started without a connection.
        pub connection_id: Option<String>,
        pub connection_name: String,
        pub environment: Environment,
        pub cluster_name: String,
        /// Generic DAG id, or OCP's number; empty where the operation has created none yet.
        pub task_id: String,
        /// The server's name for it, verbatim.
        pub name: String,
        /// What OBDeck started it as.
        pub kind: Option<OperationKind>,
        pub deed: Option<ObproxyDeed>,
        /// The host or zone it is about; empty for the whole cluster, and for tasks OBDeck did not start.
        pub subject: String,
        pub state: StateView,
        /// Steps done of steps known.
        pub done: u32,
        pub total: u32,
        #[ts(type = "number | null")]
        pub started_at: Option<Millis>,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        /// The step that runs now, or the one that failed, where that is known.
        pub at_step: Option<String>,
        pub holds_lock: bool,
        /// The task that it follows: a sub-DAG parks in FAILED on purpose while its main task runs.
        pub main_task_id: Option<String>,
        /// The operation that follows it.
        pub operation_id: Option<String>,
        /// The record of it in the history.
        pub record_id: Option<String>,
        /// Whether its server still lists it, as far as is known.
        pub on_server: bool,
    }

    #[derive(Eq)]
    #[serde(tag = "type", rename_all_fields = "camelCase")]
    pub enum TaskPlace {
        /// In the cluster's own tables.
        Cluster,
        /// With one agent.
        Agent { address: String },
        /// The OBProxy of one agent.
        ObProxy { address: String },
        Ocp,
    }

    /// What was asked for tasks, and how fresh that is.
    pub struct TaskSource {
        pub connection_id: String,
        pub name: String,
        pub system: TaskSystem,
        /// It is being read now and again; otherwise its tasks are those last seen.
        pub live: bool,
        #[ts(type = "number | null")]
        pub read_at: Option<Millis>,
        pub problem: Option<IpcError>,
    }

    pub struct WatchTasksReq {
        /// Chosen by the caller; names the subscription in `unwatch`.
        pub watch_id: String,
    }

    /// First a snapshot, then what changed. `seq` grows by one; a gap means: subscribe again.
    #[serde(tag = "type", rename_all_fields = "camelCase")]
    pub enum TasksEvent {
        Snapshot { seq: u32, rows: Vec<TaskRow>, sources: Vec<TaskSource> },
        /// `rows` are new or changed, `gone` are keys; `sources` is whole, and absent when it did not change.
        Changed { seq: u32, rows: Vec<TaskRow>, gone: Vec<String>, sources: Option<Vec<TaskSource>> },
    }
}
