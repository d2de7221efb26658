use super::{
    Consent, Environment, FailureView, IpcError, Millis, ObproxyDeed, OperatorView, StateView, StepView,
    SubTaskRef, TaskOperator, TaskRef, dto,
};

dto! {
    /// One line in a list of operations.
    pub struct OperationSummary {
        pub id: String,
        pub draft_id: Option<String>,
        pub connection_id: Option<String>,
        #[serde(default)]
        pub system: TaskSystem,
        pub kind: OperationKind,
        /// What is done with OBProxy, if it is that.
        #[serde(default)]
        pub deed: Option<ObproxyDeed>,
        /// The host or zone it is about; empty for the whole cluster.
        pub subject: String,
        pub cluster_name: String,
        pub environment: Environment,
        pub state: StateView,
        /// Steps done of steps known.
        pub done: u32,
        pub total: u32,
        #[ts(type = "number")]
        pub started_at: Millis,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        pub hosts: Vec<String>,
        /// The step that runs now, or the one that failed.
        pub at_step: Option<String>,
    }

    /// What was set going, as a whole: its calls in order, each with the task (DAG) that the agent made of it.
    pub struct OperationView {
        pub head: OperationHead,
        pub calls: Vec<CallView>,
    }

    pub struct OperationHead {
        pub id: String,
        #[serde(default)]
        pub system: TaskSystem,
        /// Where the view comes from. Only a live one can be acted on.
        #[serde(default)]
        pub origin: TaskOrigin,
        pub draft_id: Option<String>,
        pub connection_id: Option<String>,
        pub kind: OperationKind,
        /// What is done with OBProxy, if it is that.
        #[serde(default)]
        pub deed: Option<ObproxyDeed>,
        /// The host or zone it is about; empty for the whole cluster.
        pub subject: String,
        pub cluster_name: String,
        pub cluster_id: String,
        pub environment: Environment,
        pub state: StateView,
        pub done: u32,
        pub total: u32,
        #[ts(type = "number")]
        pub started_at: Millis,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        pub hosts: Vec<OperationHost>,
        pub contact: Contact,
        /// A task of this operation holds the maintenance lock.
        pub lock_held: bool,
        /// The first failure that stops the operation.
        pub failure: Option<FailureView>,
        /// What the user may do with the operation as a whole.
        pub actions: Vec<ActionView>,
        /// Set when a new cluster is up.
        pub outcome: Option<InitOutcome>,
    }

    /// Who runs a task.
    #[derive(Copy, Eq, Default)]
    pub enum TaskSystem {
        #[default]
        Obshell,
        Ocp,
    }

    #[derive(Eq, Default)]
    #[serde(tag = "type", rename_all_fields = "camelCase")]
    pub enum TaskOrigin {
        #[default]
        Live,
        /// From the history of this computer, as it was when it ended.
        History { record_id: String },
        /// From a file that the user opened.
        File {
            name: String,
            /// When it was written; absent when the file does not tell.
            #[ts(type = "number | null")]
            saved_at: Option<Millis>,
        },
    }

    pub struct OperationHost {
        pub address: String,
        pub zone: String,
        pub is_master: bool,
    }

    /// How fresh the view is.
    pub struct Contact {
        pub state: ContactState,
        /// The agent that is being asked.
        pub agent: Option<String>,
        #[ts(type = "number | null")]
        pub last_answer_at: Option<Millis>,
        pub problem: Option<IpcError>,
    }

    #[derive(Copy, Eq)]
    pub enum ContactState {
        /// Nothing runs: what is shown is final, or waits for the user.
        Idle,
        Live,
        /// The last poll failed; what is shown is the last known state.
        Stale,
    }

    pub struct CallView {
        pub head: CallHead,
        /// Steps that ran, run, or are still to come.
        pub steps: Vec<StepView>,
    }

    pub struct CallHead {
        pub key: String,
        pub kind: CallKind,
        /// What is done with OBProxy, if it is that.
        #[serde(default)]
        pub deed: Option<ObproxyDeed>,
        /// The agent the call is sent to.
        pub target: String,
        pub zone: Option<String>,
        pub method: String,
        pub path: String,
        /// Indented JSON, secrets masked.
        pub body: String,
        pub journal: JournalState,
        pub state: StateView,
        pub task: Option<TaskRef>,
        #[ts(type = "number | null")]
        pub started_at: Option<Millis>,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        /// Why the call was rejected, could not be sent, or has no known outcome.
        pub error: Option<IpcError>,
        /// Retry, roll back, cancel, pass: each is listed, with the reason when it is off.
        pub operators: Vec<OperatorView>,
        /// The operator OBDeck sent last and the agent has not acted on yet.
        pub operator_pending: Option<TaskOperator>,
        /// The tasks that this one started on single agents, and follows.
        #[serde(default)]
        pub sub_tasks: Vec<SubTaskRef>,
    }

    #[derive(Copy, Eq)]
    pub enum CallKind {
        AgentPassword,
        Join,
        ObserverConfig,
        ClusterConfig,
        Init,
        Remove,
        ScaleOut,
        ScaleIn,
        StopZone,
        DeleteZone,
        Start,
        Stop,
        /// With the OBProxy of agents; the deed says what.
        AgentProxy,
        /// With an OBProxy cluster, through OCP; the deed says what.
        ObproxyCluster,
        /// A task that somebody else started.
        Opened,
    }

    #[derive(Copy, Eq, Default)]
    pub enum OperationKind {
        #[default]
        Init,
        Join,
        Remove,
        RemoveAll,
        ScaleOut,
        ScaleIn,
        StopZone,
        DeleteZone,
        Start,
        Stop,
        /// With the OBProxy of agents; the deed says what.
        AgentProxy,
        /// With an OBProxy cluster, through OCP; the deed says what.
        ObproxyCluster,
        /// A task that somebody else started; its name is the subject.
        Opened,
    }

    /// The write-ahead journal's word on a call.
    #[derive(Copy, Eq)]
    pub enum JournalState {
        Planned,
        /// About to be sent, or sent with no answer yet.
        Intended,
        /// The agent took it and gave a task.
        Accepted,
        Rejected,
        /// The answer was lost and the server has not been read yet.
        Unknown,
        /// Found done already; nothing was sent.
        AlreadyDone,
    }

    #[derive(Copy, Eq)]
    pub enum OperationAction {
        /// Go on from the first call that is not done; what is done already is found out, not repeated.
        Resume,
        /// Stop sending further calls. What was sent stays.
        Stop,
        /// Back to the wizard with the same input.
        EditDraft,
    }

    pub struct ActionView {
        pub action: OperationAction,
        pub off: Option<ActionOff>,
    }

    #[derive(Copy, Eq)]
    pub enum ActionOff { StillRunning, Finished, TaskFailed }

    pub struct InitOutcome {
        /// `obclient -h… -P… -uroot@sys -p`, one a server.
        pub connections: Vec<ConnectionString>,
        pub ob_version: String,
        #[ts(type = "number")]
        pub took_ms: Millis,
    }

    pub struct ConnectionString {
        pub host: String,
        pub zone: String,
        pub command: String,
    }

    pub struct OperationReq { pub operation_id: String }

    pub struct ResumeOperationReq {
        pub operation_id: String,
        pub consent: Consent,
    }

    pub struct OperateTaskReq {
        pub operation_id: String,
        pub call_key: String,
        pub operator: TaskOperator,
        pub consent: Consent,
    }

    pub struct OperateStepReq {
        pub operation_id: String,
        pub call_key: String,
        pub step_key: String,
        pub operator: TaskOperator,
        pub consent: Consent,
    }

    pub struct RollbackPreviewReq {
        pub operation_id: String,
        pub call_key: String,
    }

    /// What rolling back deletes, host by host.
    pub struct RollbackPreview {
        pub hosts: Vec<RollbackHost>,
        /// Steps that will be undone, last first.
        pub steps: Vec<String>,
    }

    pub struct RollbackHost {
        pub address: String,
        pub zone: String,
        pub paths: Vec<String>,
    }

    /// First a snapshot, then what changed. `seq` grows by one; a gap means: subscribe again.
    #[serde(tag = "type")]
    pub enum OperationEvent {
        #[serde(rename_all = "camelCase")]
        Snapshot { seq: u32, operation: OperationView },
        #[serde(rename_all = "camelCase")]
        Changed { seq: u32, head: OperationHead, calls: Vec<CallHead>, steps: Vec<StepsChange> },
    }

    /// The steps of one call that changed, or that are new; `order` is given when steps came or went.
    pub struct StepsChange {
        pub call_key: String,
        pub order: Option<Vec<String>>,
        pub steps: Vec<StepView>,
    }

    pub struct WatchOperationReq {
        /// Chosen by the caller; names the subscription in `unwatch`.
        pub watch_id: String,
        pub operation_id: String,
    }

    pub struct UnwatchReq { pub watch_id: String }
}
