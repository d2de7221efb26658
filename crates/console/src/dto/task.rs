use super::{Millis, dto};

dto! {
    /// A state as the UI draws it, and the server's own words for it.
    pub struct StateView {
        pub kind: StateKind,
        /// `STATE/OPERATOR` verbatim, for instance `SUCCEED/ROLLBACK`; OBDeck's word where no agent was asked.
        pub word: String,
    }

    #[derive(Copy, Eq)]
    pub enum StateKind { Pending, Ready, Running, Succeeded, Failed, RolledBack, Cancelled, Passed, Unknown }

    pub struct TaskRef {
        /// Generic DAG id.
        pub id: String,
        /// The agent's name for it, for instance `Initialize cluster`.
        pub name: String,
        pub stage: u32,
        pub max_stage: u32,
        /// It holds the cluster or agent maintenance lock until it succeeds, is rolled back or passed.
        pub holds_lock: bool,
        /// The task of the cluster that this one, of a single agent, is a part of.
        pub main_task_id: Option<String>,
    }

    /// A sub-DAG on one agent. While its main task runs it may park in FAILED, which is no failure.
    pub struct SubTaskRef {
        pub agent: String,
        /// Generic DAG id.
        pub task_id: String,
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
        /// Keys of the steps it waits for; absent where each waits for the one before it, as in obshell.
        #[serde(default)]
        pub after: Option<Vec<String>>,
        /// What may be done with this step alone, each with the reason when it is off: pass in obshell; retry, skip
        /// and cancel in OCP.
        #[serde(default)]
        pub operators: Vec<OperatorView>,
    }

    /// One sub-task: a step on one host, with all its attempts.
    pub struct RunView {
        /// The sub-task's generic id.
        pub key: String,
        /// `ip:port` of the agent that executes it.
        pub host: String,
        pub zone: String,
        pub state: StateView,
        /// How long an attempt may take, in seconds, where the server has said so. It does not always see to it.
        #[serde(default)]
        pub limit_s: Option<u32>,
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
    pub enum TaskOperator {
        Retry,
        Rollback,
        Cancel,
        /// obshell: the task, or the step, is declared done.
        Pass,
        /// OCP: the step is declared done, and the task goes on.
        Skip,
    }

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
        /// Cancel needs a step that runs.
        OnlyWhileRunning,
        /// It belongs to another OCP, which alone may change it.
        Elsewhere,
        /// It comes from a file or from the history.
        ReadOnly,
        /// Not off: OBDeck does not know this task's rules, and the server decides.
        Unknown,
    }
}

impl StateKind {
    /// Nothing goes on by itself any more.
    pub fn has_ended(self) -> bool {
        match self {
            StateKind::Pending | StateKind::Ready | StateKind::Running | StateKind::Unknown => false,
            StateKind::Succeeded
            | StateKind::Failed
            | StateKind::RolledBack
            | StateKind::Cancelled
            | StateKind::Passed => true,
        }
    }

    /// It holds no lock any more, and stops nothing.
    pub fn is_freed(self) -> bool {
        matches!(self, StateKind::Succeeded | StateKind::Passed | StateKind::RolledBack)
    }
}
