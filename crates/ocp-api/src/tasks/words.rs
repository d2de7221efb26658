use std::fmt;

/// Declares an enum of OCP's words that keeps a word it does not know.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$of])* $variant,)*
            /// A word of a newer release, verbatim.
            Other(String),
        }

        impl $name {
            /// Reads OCP's word; never fails.
            pub fn of(word: &str) -> $name {
                $(if word.eq_ignore_ascii_case($word) {
                    return $name::$variant;
                })*
                $name::Other(word.to_owned())
            }

            /// OCP's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $word,)*
                    $name::Other(word) => word,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

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
