use super::{Consent, Environment, IpcError, Millis, dto};

dto! {
    /// One line in a list of operations.
    pub struct OperationSummary {
        pub id: String,
        pub draft_id: Option<String>,
        pub connection_id: Option<String>,
        pub kind: OperationKind,
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
        pub draft_id: Option<String>,
        pub connection_id: Option<String>,
        pub kind: OperationKind,
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

    /// A state as the UI draws it, and the server's own words for it.
    pub struct StateView {
        pub kind: StateKind,
        /// `STATE/OPERATOR` verbatim, for instance `SUCCEED/ROLLBACK`; OBDeck's word where no agent was asked.
        pub word: String,
    }

    #[derive(Copy, Eq)]
    pub enum StateKind { Pending, Ready, Running, Succeeded, Failed, RolledBack, Cancelled, Passed, Unknown }

    pub struct CallView {
        pub head: CallHead,
        /// Steps that ran, run, or are still to come.
        pub steps: Vec<StepView>,
    }

    pub struct CallHead {
        pub key: String,
        pub kind: CallKind,
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

    /// A sub-DAG on one agent. While its main task runs it may park in FAILED, which is no failure.
    pub struct SubTaskRef {
        pub agent: String,
        /// Generic DAG id.
        pub task_id: String,
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

    pub struct TaskRef {
        /// Generic DAG id.
        pub id: String,
        /// The agent's name for it, for instance `Initialize cluster`.
        pub name: String,
        pub stage: u32,
        pub max_stage: u32,
        /// It holds the cluster or agent maintenance lock until it succeeds, is rolled back or passed.
        pub holds_lock: bool,
    }

    pub struct StepView {
        /// The node's generic id, or `plan:3` for a step still to come.
        pub key: String,
        /// 1-based stage.
        pub number: u32,
        /// The agent's name, verbatim.
        pub name: String,
        pub state: StateView,
        /// Runs on every agent.
        pub on_all_hosts: bool,
        #[ts(type = "number | null")]
        pub started_at: Option<Millis>,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        pub runs: Vec<RunView>,
        /// The step alone may be passed, or why not.
        pub pass: OperatorView,
    }

    /// One sub-task: a step on one host, with all its attempts.
    pub struct RunView {
        /// The sub-task's generic id.
        pub key: String,
        /// `ip:port` of the agent that executes it.
        pub host: String,
        pub zone: String,
        pub state: StateView,
        /// Oldest first; the last one is current.
        pub attempts: Vec<AttemptView>,
    }

    pub struct AttemptView {
        /// 1 for the first.
        pub number: u32,
        /// The agent's `execute_times`, which also counts the undoing before a retry.
        pub execution: u32,
        pub state: StateView,
        #[ts(type = "number | null")]
        pub started_at: Option<Millis>,
        #[ts(type = "number | null")]
        pub ended_at: Option<Millis>,
        /// The log line that says why it failed.
        pub message: Option<String>,
    }

    #[derive(Copy, Eq, Hash)]
    pub enum TaskOperator { Retry, Rollback, Cancel, Pass }

    pub struct OperatorView {
        pub operator: TaskOperator,
        /// Why it is off; absent when it may be used.
        pub off: Option<OperatorOff>,
    }

    #[derive(Copy, Eq)]
    pub enum OperatorOff {
        /// Retry, roll back and pass need a failed task.
        OnlyAfterFailure,
        /// Cancel needs a task that runs.
        AlreadyStopped,
        /// The step's own flags do not allow it.
        StepDoesNotAllow,
        /// A step before it, or still to come, does not allow it.
        AnotherStepDoesNotAllow,
        /// Nothing was created at the agent.
        NoTask,
        /// An operator was sent and is not carried out yet.
        OperatorPending,
        /// Not off: OBDeck does not know this task's rules, and the agent decides.
        Unknown,
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

    pub struct FailureView {
        pub call_key: String,
        pub step_key: Option<String>,
        pub step_number: Option<u32>,
        pub step_name: Option<String>,
        pub run_key: Option<String>,
        pub host: String,
        pub zone: String,
        pub attempt: u32,
        /// The log line or the agent's message that says why.
        pub message: String,
        pub agent_code: Option<String>,
        pub trace_id: Option<String>,
        pub explanation: Explanation,
        /// Hosts on which the same step is fine.
        pub other_hosts_fine: Vec<String>,
    }

    /// Which cause and remedy the UI shows.
    #[derive(Copy, Eq)]
    pub enum Explanation {
        DirectoryNotEmpty,
        DirectoryNotWritable,
        ObserverDidNotStart,
        PortInUse,
        NotEnoughMemory,
        NotEnoughDisk,
        ClockSkew,
        AgentLost,
        VersionMismatch,
        WrongPassword,
        UnderMaintenance,
        RootServiceList,
        QueryTimeout,
        KeyChanged,
        OutcomeUnknown,
        /// The agent has no part in this cluster or group that would let it do that.
        WrongIdentity,
        /// A follower lost its MASTER.
        NoMaster,
        /// The agent that was named is none of the group.
        AgentUnknown,
        /// It is a member already.
        AlreadyMember,
        /// Another agent was asked and said no.
        PeerRefused,
        /// The agent has no usable connection to its database.
        DatabaseUnavailable,
        /// Taking over, rebuilding or upgrading wants other versions or ports.
        TakeOverMismatch,
        /// A package or binary is not on the agent's host.
        PackageMissing,
        /// No agent of the cluster looks after its tasks just now.
        MaintainerMissing,
        ClusterIdInvalid,
        ClusterNameEmpty,
        ClusterAlreadyInitialized,
        ClusterNotInitialized,
        ScopeInvalid,
        /// The root password could not be decrypted on its way through a follower.
        PasswordUnreadable,
        /// Force and terminate at once.
        StopModeConflict,
        /// The observer that answers is not available: only force works.
        ForceStopRequired,
        /// The whole cluster stops by terminate or force only.
        StopModeNeeded,
        /// Too few replicas would be left.
        MajorityMissing,
        ScaleOutHigherVersion,
        ScaleOutLowerVersion,
        OperationTimedOut,
        FreezeTimedOut,
        ZoneUnknown,
        /// Resource units are left in the zone.
        ZoneNotEmpty,
        /// The call went to an agent that would remove itself.
        RemovesItself,
        ZoneNameEmpty,
        /// Service is stopped in another zone already.
        AnotherZoneStopped,
        ObserverCheckFailed,
        ObserverNeverStarted,
        ObserverUnavailable,
        /// The server is not being deleted any more.
        ServerNotDeleting,
        /// Upgrades need Python and its modules on the host.
        PythonMissing,
        Other,
    }

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

    pub struct PassStepReq {
        pub operation_id: String,
        pub call_key: String,
        pub step_key: String,
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
