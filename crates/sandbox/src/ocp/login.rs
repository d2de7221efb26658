//! HTTP Basic, strictly, and the lock behind too many wrong passwords.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::clock::Ns;
use crate::ocp::refusal::Refusal;

/// After so many wrong logins in a row the user is locked.
const MOST_WRONG: usize = 5;

/// A request the practice OCP has received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcpRequest {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query as on the wire.
    pub path: String,
    /// It carried an `Authorization` header.
    pub has_login: bool,
    /// That was a signature.
    pub is_signed: bool,
    /// The body, as it came.
    pub body: String,
}

/// What has been tried.
#[derive(Debug, Default)]
pub(super) struct Logins {
    refused: usize,
    wrong_in_a_row: usize,
    locked_until: Option<Ns>,
}

impl Logins {
    /// How many logins have been refused.
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// Counts a signature that was turned away; it locks nobody.
    pub fn count_refusal(&mut self) {
        self.refused += 1;
    }

    /// Lets `authorization` in, or says why not. A lock lasts for `lock` from `now`.
    pub fn check(
        &mut self,
        authorization: Option<&str>,
        user: &str,
        password: &str,
        now: Ns,
        lock: Ns,
    ) -> Result<(), Refusal> {
        let Some(authorization) = authorization else {
            return Err(refusal("IAM10000", "The user is not logged on."));
        };
        if self.locked_until.is_some_and(|until| now < until) {
            self.refused += 1;
            return Err(refusal("IAM10003", "The user is locked. Try again later."));
        }
        if self.locked_until.take().is_some() {
            self.wrong_in_a_row = 0;
        }
        if basic(authorization).is_some_and(|login| login == format!("{user}:{password}")) {
            self.wrong_in_a_row = 0;
            return Ok(());
        }
        self.refused += 1;
        self.wrong_in_a_row += 1;
        let left = MOST_WRONG.saturating_sub(self.wrong_in_a_row);
        if left == 0 {
            self.locked_until = Some(now + lock);
        }
        let message = format!("Incorrect username or password. {left} attempts remain.");
        Err(refusal("IAM10004", message))
    }
}

fn refusal(code: &'static str, message: impl Into<String>) -> Refusal {
    Refusal::new(401, code, message)
}

fn basic(authorization: &str) -> Option<String> {
    let coded = authorization.strip_prefix("Basic ")?;
    String::from_utf8(STANDARD.decode(coded).ok()?).ok()
}
