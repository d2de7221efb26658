//! How tasks go on by themselves.

use time::UtcOffset;

use crate::clock::Ns;
use crate::ocp::tasks::model::{Fails, Operation, Status, Subtask, Task, Tasks};
use crate::world::SECOND;

/// How long a subtask that may run waits for a thread.
const WAIT: Ns = SECOND / 5;

impl Tasks {
    /// Lets everything happen that is due by `now`, each at its time.
    pub fn catch_up(&mut self, now: Ns, offset: UtcOffset) {
        self.all.iter_mut().for_each(|task| task.catch_up(now, offset));
    }
}

impl Task {
    pub fn catch_up(&mut self, now: Ns, offset: UtcOffset) {
        while let Some((at, due)) = self.next_due().filter(|(_, due)| *due <= now) {
            self.go_on(at, due, offset);
            self.settle(due);
        }
    }

    /// Makes those ready that wait for nobody any more.
    pub fn promote(&mut self, now: Ns) {
        if self.status != Status::Running {
            return;
        }
        let undoing = self.operation == Operation::Rollback;
        for at in 0..self.subtasks.len() {
            let subtask = &self.subtasks[at];
            let (begins, before, wanted) = if undoing {
                let left = matches!(subtask.status, Status::Successful | Status::Failed);
                (left && subtask.due.is_none(), &subtask.downstreams, Status::Pending)
            } else {
                (subtask.status == Status::Pending, &subtask.upstreams, Status::Successful)
            };
            if begins && before.iter().all(|other| self.subtasks[*other].status == wanted) {
                self.subtasks[at].make_ready(now);
            }
        }
    }

    fn next_due(&self) -> Option<(usize, Ns)> {
        let dues = self.subtasks.iter().enumerate().filter_map(|(at, subtask)| Some((at, subtask.due?)));
        dues.min_by_key(|(_, due)| *due)
    }

    fn go_on(&mut self, at: usize, now: Ns, offset: UtcOffset) {
        let subtask = &mut self.subtasks[at];
        subtask.due = None;
        match subtask.status {
            Status::Ready => subtask.begin(now, offset),
            Status::Running => subtask.end(now, offset),
            Status::Canceling => {
                subtask.operation = Operation::Cancel;
                subtask.banner(now, offset);
                subtask.fail(now, offset, "java.lang.InterruptedException: the subtask was cancelled");
            }
            Status::Pending | Status::Failed | Status::Successful => {}
        }
    }

    fn settle(&mut self, now: Ns) {
        self.promote(now);
        let undoing = self.operation == Operation::Rollback;
        let done = if undoing { Status::Pending } else { Status::Successful };
        let failed = !undoing && self.subtasks.iter().any(|subtask| subtask.status == Status::Failed);
        let all_done = self.subtasks.iter().all(|subtask| subtask.status == done);
        let ended = if failed { Some(Status::Failed) } else { all_done.then_some(Status::Successful) };
        if let Some(status) = ended.filter(|_| self.status == Status::Running) {
            self.status = status;
            self.finished = Some(now);
        }
    }
}

impl Subtask {
    pub fn make_ready(&mut self, now: Ns) {
        self.status = Status::Ready;
        self.due = Some(now + WAIT.min(self.length));
    }

    fn begin(&mut self, now: Ns, offset: UtcOffset) {
        (self.started, self.finished) = (Some(now), None);
        self.banner(now, offset);
        match self.operation {
            Operation::Skip => {
                self.status = Status::Successful;
                self.finished = Some(now);
            }
            Operation::RollbackSkip => {
                self.status = Status::Pending;
                self.finished = Some(now);
            }
            Operation::Execute | Operation::Retry | Operation::Rollback | Operation::Cancel => {
                self.status = Status::Running;
                self.say(now, offset, "INFO", &format!("begin, context: {{host_id=1, run={}}}", self.runs));
                self.due = (self.fails != Fails::Stuck).then_some(now + self.length);
            }
        }
    }

    fn end(&mut self, now: Ns, offset: UtcOffset) {
        if self.operation == Operation::Rollback {
            self.say(now, offset, "INFO", "undone");
            self.status = Status::Pending;
            self.finished = Some(now);
            return;
        }
        match self.fails {
            Fails::Never | Fails::Stuck => {
                self.say(now, offset, "WARN", "took its time");
                self.say(now, offset, "INFO", "done");
                self.status = Status::Successful;
                self.finished = Some(now);
            }
            Fails::Once | Fails::Always => {
                if self.fails == Fails::Once {
                    self.fails = Fails::Never;
                }
                let why = self.reason();
                self.fail(now, offset, &why);
            }
        }
    }

    fn fail(&mut self, now: Ns, offset: UtcOffset, why: &str) {
        self.say(now, offset, "ERROR", "Subtask failed");
        self.trace(why);
        self.status = Status::Failed;
        self.finished = Some(now);
    }
}
