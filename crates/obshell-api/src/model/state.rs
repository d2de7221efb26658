use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How far a DAG, a node or a sub-task has come. What it means depends on the [`Operator`]:
/// `FAILED` with `CANCEL` is cancelled, `SUCCEED` with `ROLLBACK` is rolled back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Pending,
    Ready,
    Running,
    Failed,
    Succeed,
    /// A state this crate does not know, as the agent wrote it.
    Unknown(String),
}

/// What a DAG, a node or a sub-task is being made to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    Run,
    Retry,
    Rollback,
    Cancel,
    Pass,
    /// An operator this crate does not know, as the agent wrote it.
    Unknown(String),
}

impl State {
    /// The agent's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            State::Pending => "PENDING",
            State::Ready => "READY",
            State::Running => "RUNNING",
            State::Failed => "FAILED",
            State::Succeed => "SUCCEED",
            State::Unknown(text) => text,
        }
    }
}

impl From<&str> for State {
    fn from(text: &str) -> State {
        match text {
            "PENDING" => State::Pending,
            "READY" => State::Ready,
            "RUNNING" => State::Running,
            "FAILED" => State::Failed,
            "SUCCEED" => State::Succeed,
            other => State::Unknown(other.to_owned()),
        }
    }
}

impl Operator {
    /// The agent's word for it.
    pub fn as_str(&self) -> &str {
        match self {
            Operator::Run => "RUN",
            Operator::Retry => "RETRY",
            Operator::Rollback => "ROLLBACK",
            Operator::Cancel => "CANCEL",
            Operator::Pass => "PASS",
            Operator::Unknown(text) => text,
        }
    }
}

impl From<&str> for Operator {
    fn from(text: &str) -> Operator {
        match text {
            "RUN" => Operator::Run,
            "RETRY" => Operator::Retry,
            "ROLLBACK" => Operator::Rollback,
            "CANCEL" => Operator::Cancel,
            "PASS" => Operator::Pass,
            other => Operator::Unknown(other.to_owned()),
        }
    }
}

/// Gives an enum of known words plus `Unknown(String)` its text forms.
macro_rules! word {
    ($name:ident) => {
        impl Default for $name {
            fn default() -> $name {
                $name::Unknown(String::new())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = crate::model::lenient::text(deserializer)?;
                Ok($name::from(text.as_str()))
            }
        }
    };
}

pub(crate) use word;

word!(State);
word!(Operator);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_is_kept() {
        let state: State = serde_json::from_str("\"PAUSED\"").unwrap();
        assert_eq!(state, State::Unknown("PAUSED".to_owned()));
        assert_eq!(serde_json::to_string(&state).unwrap(), "\"PAUSED\"");
        let operator: Operator = serde_json::from_str("null").unwrap();
        assert_eq!(operator, Operator::Unknown(String::new()));
    }

    #[test]
    fn known_words_read_as_they_are_written() {
        for word in ["PENDING", "READY", "RUNNING", "FAILED", "SUCCEED"] {
            assert_eq!(State::from(word).as_str(), word);
            assert!(!matches!(State::from(word), State::Unknown(_)), "{word}");
        }
        for word in ["RUN", "RETRY", "ROLLBACK", "CANCEL", "PASS"] {
            assert_eq!(Operator::from(word).as_str(), word);
            assert!(!matches!(Operator::from(word), Operator::Unknown(_)), "{word}");
        }
    }
}
