use crate::connections::Session;
use crate::dto::{ConnectionStateKind, ErrorCode, IpcError, PasswordKind};

/// What came of one round.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub kind: ConnectionStateKind,
    pub problem: Option<IpcError>,
    /// The password that is wrong or missing.
    pub password: Option<PasswordKind>,
    /// Somebody answered, and accepted the password if he wanted one.
    pub fresh: bool,
    pub next: Next,
}

/// When to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// After the usual pause.
    Usual,
    /// After a longer one: nobody answered.
    Later,
    /// When the user has decided something. Nothing is called before.
    Woken,
}

impl Outcome {
    pub fn answered(kind: ConnectionStateKind, problem: Option<IpcError>) -> Outcome {
        Outcome { kind, problem, password: None, fresh: true, next: Next::Usual }
    }

    /// `wrong` is the refusal; absent when there was no password to try.
    pub fn password(kind: PasswordKind, wrong: Option<IpcError>) -> Outcome {
        let state = match wrong {
            Some(_) => ConnectionStateKind::PasswordWrong,
            None => ConnectionStateKind::PasswordNeeded,
        };
        Outcome { kind: state, problem: wrong, password: Some(kind), fresh: false, next: Next::Woken }
    }

    /// The vault did not give what a call needs.
    pub fn without_vault(problem: IpcError) -> Outcome {
        let locked = problem.code == ErrorCode::VaultLocked;
        let kind = if locked { ConnectionStateKind::VaultLocked } else { ConnectionStateKind::Unknown };
        let next = if locked { Next::Woken } else { Next::Later };
        Outcome { kind, problem: Some(problem), password: None, fresh: false, next }
    }

    /// Why nobody answered for all; `None` when somebody did.
    pub fn problem_if_stale(&self) -> Option<IpcError> {
        let unknown = || IpcError::new(ErrorCode::Unauthorized, "a password is needed first", false);
        (!self.fresh).then(|| self.problem.clone().unwrap_or_else(unknown))
    }

    pub fn session(&self) -> Session {
        let Outcome { problem, password, fresh, .. } = self;
        Session { live: true, fresh: *fresh, problem: problem.clone(), password: *password }
    }
}
