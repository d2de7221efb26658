use crate::words::words;

words! {
    /// How a task or a subtask stands. Tasks are `RUNNING`, `FAILED` or `SUCCESSFUL`; one that was rolled back is
    /// `SUCCESSFUL` too.
    TaskStatus {
        Pending = "PENDING",
        Ready = "READY",
        Running = "RUNNING",
        /// It was told to stop and has not stopped yet.
        Canceling = "CANCELING",
        Failed = "FAILED",
        Successful = "SUCCESSFUL",
    }
}

words! {
    /// What OCP does, or did last, with a task or a subtask.
    TaskOperation {
        Execute = "EXECUTE",
        Retry = "RETRY",
        Rollback = "ROLLBACK",
        Skip = "SKIP",
        Cancel = "CANCEL",
        /// The undoing of a subtask was skipped.
        RollbackSkip = "ROLLBACK_SKIP",
    }
}

impl TaskOperation {
    /// Whether it undoes.
    pub fn undoes(&self) -> bool {
        matches!(self, TaskOperation::Rollback | TaskOperation::RollbackSkip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_word_is_kept_as_it_is() {
        assert_eq!(TaskStatus::of("CANCELING"), TaskStatus::Canceling);
        assert_eq!(TaskStatus::of("running"), TaskStatus::Running);
        assert_eq!(TaskStatus::of("Paused").as_str(), "Paused");
        assert_eq!(TaskOperation::of("ROLLBACK_SKIP").as_str(), "ROLLBACK_SKIP");
        assert!(TaskOperation::of("ROLLBACK").undoes() && !TaskOperation::of("RETRY").undoes());
    }
}
