//! Tasks and subtasks as a practice OCP keeps them.

use crate::clock::Ns;
use crate::ocp::traits::OcpTask;

/// All tasks, oldest first.
#[derive(Debug, Default)]
pub struct Tasks {
    pub all: Vec<Task>,
    next_task: i64,
    next_subtask: i64,
}

#[derive(Debug)]
pub struct Task {
    pub id: i64,
    pub name: String,
    pub status: Status,
    pub operation: Operation,
    pub started: Ns,
    pub finished: Option<Ns>,
    pub prohibit_rollback: bool,
    pub is_remote: bool,
    pub subtasks: Vec<Subtask>,
}

#[derive(Debug)]
pub struct Subtask {
    pub id: i64,
    pub name: &'static str,
    pub class: &'static str,
    pub series: i64,
    pub timeout: i64,
    /// How long a run takes.
    pub length: Ns,
    pub status: Status,
    pub operation: Operation,
    pub runs: u32,
    pub started: Option<Ns>,
    pub finished: Option<Ns>,
    /// When its status changes next.
    pub due: Option<Ns>,
    /// Indices.
    pub upstreams: Vec<usize>,
    pub downstreams: Vec<usize>,
    pub parallel: i64,
    pub prohibit_skip: bool,
    pub fails: Fails,
    pub log: String,
}

/// Whether runs fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fails {
    Never,
    Once,
    Always,
    /// It does not even end.
    Stuck,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Pending,
    Ready,
    Running,
    Canceling,
    Failed,
    Successful,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Execute,
    Retry,
    Rollback,
    Skip,
    RollbackSkip,
    Cancel,
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Ready => "READY",
            Self::Running => "RUNNING",
            Self::Canceling => "CANCELING",
            Self::Failed => "FAILED",
            Self::Successful => "SUCCESSFUL",
        }
    }
}

impl Operation {
    pub fn word(self) -> &'static str {
        match self {
            Self::Execute => "EXECUTE",
            Self::Retry => "RETRY",
            Self::Rollback => "ROLLBACK",
            Self::Skip => "SKIP",
            Self::RollbackSkip => "ROLLBACK_SKIP",
            Self::Cancel => "CANCEL",
        }
    }
}

impl Tasks {
    /// Starts `wanted` at `started`; lengths are divided by `speed` already. Its id.
    pub fn start(
        &mut self,
        wanted: &OcpTask,
        started: Ns,
        is_remote: bool,
        scaled: impl Fn(Ns) -> Ns,
    ) -> i64 {
        let id = 31_257 + self.next_task;
        self.next_task += 1;
        let first = 32_954 + self.next_subtask;
        let subtasks = super::templates::subtasks(wanted, first, scaled);
        self.next_subtask += i64::try_from(subtasks.len()).unwrap_or_default();
        let mut task = Task {
            id,
            name: wanted.name.clone(),
            status: Status::Running,
            operation: Operation::Execute,
            started,
            finished: None,
            prohibit_rollback: wanted.name.contains("no-rollback"),
            is_remote,
            subtasks,
        };
        task.promote(started);
        self.all.push(task);
        id
    }

    pub fn find(&mut self, id: i64) -> Option<&mut Task> {
        self.all.iter_mut().find(|task| task.id == id)
    }
}

impl Task {
    pub fn find(&self, id: i64) -> Option<usize> {
        self.subtasks.iter().position(|subtask| subtask.id == id)
    }
}
