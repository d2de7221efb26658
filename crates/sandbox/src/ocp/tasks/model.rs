//! Tasks and subtasks as a practice OCP keeps them.

use crate::clock::Ns;
use crate::ocp::tasks::plans::Plan;
use crate::ocp::tasks::templates;
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
    /// The host that it is about, if it is one.
    pub host: Option<i64>,
    /// What its steps are told.
    pub strings: Vec<(&'static str, String)>,
    pub lists: Vec<(&'static str, Vec<String>)>,
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
    /// The address of the host that it works on, where it is known.
    pub place: Option<String>,
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
        let subtasks = templates::subtasks(wanted, scaled);
        let prohibit_rollback = wanted.name.contains("no-rollback");
        let id = self.begin(wanted.name.clone(), subtasks, started);
        if let Some(task) = self.all.last_mut() {
            (task.is_remote, task.prohibit_rollback) = (is_remote, prohibit_rollback);
        }
        id
    }

    /// Starts what `plan` says; its id.
    pub fn carry_out(&mut self, plan: Plan, started: Ns, scaled: impl Fn(Ns) -> Ns) -> i64 {
        let subtasks = plan.subtasks(scaled);
        let id = self.begin(plan.name.to_owned(), subtasks, started);
        if let Some(task) = self.all.last_mut() {
            task.prohibit_rollback = plan.words.contains("no-rollback");
            (task.host, task.strings, task.lists) = (plan.host, plan.strings, plan.lists);
        }
        id
    }

    pub fn get(&self, id: i64) -> Option<&Task> {
        self.all.iter().find(|task| task.id == id)
    }

    pub fn find(&mut self, id: i64) -> Option<&mut Task> {
        self.all.iter_mut().find(|task| task.id == id)
    }

    /// Ids go up with the series.
    fn begin(&mut self, name: String, mut subtasks: Vec<Subtask>, started: Ns) -> i64 {
        let id = 31_257 + self.next_task;
        self.next_task += 1;
        for subtask in &mut subtasks {
            subtask.id = 32_954 + self.next_subtask + subtask.series;
        }
        self.next_subtask += i64::try_from(subtasks.len()).unwrap_or_default();
        let mut task = Task {
            id,
            name,
            status: Status::Running,
            operation: Operation::Execute,
            started,
            finished: None,
            prohibit_rollback: false,
            is_remote: false,
            host: None,
            strings: Vec::new(),
            lists: Vec::new(),
            subtasks,
        };
        task.promote(started);
        self.all.push(task);
        id
    }
}

impl Task {
    pub fn find(&self, id: i64) -> Option<usize> {
        self.subtasks.iter().position(|subtask| subtask.id == id)
    }
}
