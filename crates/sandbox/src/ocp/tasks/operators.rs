//! What can be done with tasks and subtasks, by OCP's own rules.

use crate::clock::Ns;
use crate::ocp::refusal::Refusal;
use crate::ocp::tasks::model::{Operation, Status, Subtask, Task};
use crate::world::SECOND;

impl Task {
    /// What failed is run again.
    pub fn retry(&mut self, now: Ns) -> Result<(), Refusal> {
        self.needs_failed()?;
        if self.operation == Operation::Rollback {
            return Err(state("The task is being rolled back."));
        }
        (self.status, self.operation, self.finished) = (Status::Running, Operation::Retry, None);
        for subtask in self.subtasks.iter_mut().filter(|subtask| subtask.status == Status::Failed) {
            subtask.operation = Operation::Retry;
            subtask.runs += 1;
            subtask.make_ready(now);
        }
        Ok(())
    }

    /// Everything that was begun is undone, the last first.
    pub fn roll_back(&mut self, now: Ns) -> Result<(), Refusal> {
        self.needs_failed()?;
        if self.prohibit_rollback {
            return Err(Refusal::new(400, "TSK10009", format!("Task {} cannot be rolled back.", self.id)));
        }
        (self.status, self.operation, self.finished) = (Status::Running, Operation::Rollback, None);
        for subtask in self.subtasks.iter_mut().filter(|subtask| subtask.status != Status::Pending) {
            subtask.operation = Operation::Rollback;
        }
        self.promote(now);
        Ok(())
    }

    pub fn retry_subtask(&mut self, at: usize, now: Ns) -> Result<(), Refusal> {
        let subtask = self.needs_failed_subtask(at)?;
        if subtask.operation == Operation::Rollback {
            return Err(state("The subtask is being rolled back."));
        }
        subtask.operation = Operation::Retry;
        subtask.runs += 1;
        subtask.make_ready(now);
        (self.status, self.finished) = (Status::Running, None);
        Ok(())
    }

    pub fn skip_subtask(&mut self, at: usize, now: Ns) -> Result<(), Refusal> {
        let undoing = self.operation == Operation::Rollback;
        let subtask = self.needs_failed_subtask(at)?;
        if subtask.prohibit_skip {
            return Err(Refusal::new(400, "TSK10010", format!("Subtask {} cannot be skipped.", subtask.id)));
        }
        subtask.operation = if undoing { Operation::RollbackSkip } else { Operation::Skip };
        subtask.make_ready(now);
        (self.status, self.finished) = (Status::Running, None);
        Ok(())
    }

    pub fn cancel_subtask(&mut self, at: usize, now: Ns) -> Result<(), Refusal> {
        let subtask = &mut self.subtasks[at];
        if subtask.status != Status::Running {
            return Err(state("Only a running subtask can be cancelled."));
        }
        subtask.status = Status::Canceling;
        subtask.due = Some(now + SECOND.min(subtask.length));
        Ok(())
    }

    fn needs_failed(&self) -> Result<(), Refusal> {
        let word = self.status.word();
        if self.status == Status::Failed { Ok(()) } else { Err(state(&format!("The task is {word}."))) }
    }

    fn needs_failed_subtask(&mut self, at: usize) -> Result<&mut Subtask, Refusal> {
        let subtask = &mut self.subtasks[at];
        if subtask.status == Status::Failed {
            return Ok(subtask);
        }
        Err(Refusal::new(400, "TSK10017", format!("The subtask is {}.", subtask.status.word())))
    }
}

fn state(message: &str) -> Refusal {
    Refusal::new(400, "TSK10016", message)
}
