use obshell_api::{Client, Dag, Error};

use crate::dto::{ErrorCode, IpcError};
use crate::store::JournalOutcome;

/// What came of sending a call.
#[derive(Debug)]
pub enum Sent {
    /// Found done; nothing was sent.
    AlreadyDone,
    /// Taken, and done with the answer: there is no task.
    Done,
    Accepted {
        dag: Box<Dag>,
        offset_ms: f64,
    },
    Rejected(IpcError),
    /// The agent may have carried it out.
    Unknown(IpcError),
    /// It never left this computer.
    NeverLeft(IpcError),
}

/// What an agent answers to a call it takes.
pub enum Answer {
    Task(Box<Dag>),
    /// It is done, or there was nothing to do.
    Done,
    /// It should have made a task, and told of none.
    NoTask,
}

impl Sent {
    /// What `client` answered.
    pub fn of(answer: Result<Answer, Error>, client: &Client) -> Sent {
        match answer {
            Ok(Answer::Task(dag)) => Sent::accepted(dag, client),
            Ok(Answer::Done) => Sent::Done,
            Ok(Answer::NoTask) => {
                let message = "the agent took the call and made no task of it";
                Sent::Rejected(IpcError::new(ErrorCode::Rejected, message, true))
            }
            Err(error) if error.outcome_unknown() => Sent::Unknown(error.into()),
            Err(error @ Error::Rejected(_)) => Sent::Rejected(error.into()),
            Err(error) => Sent::NeverLeft(error.into()),
        }
    }

    /// A task that `client` told of.
    pub fn accepted(dag: Box<Dag>, client: &Client) -> Sent {
        Sent::Accepted { dag, offset_ms: client.clock_offset().map_or(0.0, |offset| offset.offset_ms) }
    }

    /// What the journal keeps of it.
    pub fn outcome(&self) -> (JournalOutcome, Option<String>) {
        match self {
            Sent::AlreadyDone => (JournalOutcome::NotSent, None),
            Sent::Done => (JournalOutcome::Accepted, None),
            Sent::Accepted { dag, .. } => (JournalOutcome::Accepted, Some(dag.id.to_string())),
            Sent::Rejected(problem) => (JournalOutcome::Rejected, Some(problem.message.clone())),
            Sent::Unknown(problem) => (JournalOutcome::Unknown, Some(problem.message.clone())),
            Sent::NeverLeft(problem) => (JournalOutcome::NotSent, Some(problem.message.clone())),
        }
    }
}
