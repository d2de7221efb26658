use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::credentials::Held;
use crate::error::Error;

/// One wrong password, one attempt. Clones are the same gate; the clients of one connection share it.
///
/// Agents take every password they do not know for a login attempt at OceanBase, which may lock the account.
/// So a credential is tried by one call at a time until an agent has accepted it, and never again after an
/// agent has refused it: every later call fails with [`Error::Withheld`] before it sends anything.
///
/// * Each kind of credential (none, root, candidate, agent password) is proven by itself. Once it is proven,
///   calls that use it run in parallel.
/// * An agent that cannot be reached, or that fails before it looks at the password, proves nothing.
/// * One refusal closes the gate for all kinds, until [`Gate::reset`].
/// * A call that is dropped frees its turn.
#[derive(Clone, Default)]
pub struct Gate {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct State {
    refused: bool,
    proven: Vec<Held>,
    /// Tells what was learned of a former password from what is learned of the present one.
    resets: u64,
}

impl Gate {
    /// A gate whose credentials are unproven.
    pub fn new() -> Gate {
        Gate::default()
    }

    /// Whether an agent refused a password since the last [`Gate::reset`].
    pub fn is_refused(&self) -> bool {
        self.state().refused
    }

    /// Lets one call try again. Call it after every client of the gate was given the new password: what a call
    /// that is still under way learns of the former one is ignored.
    pub fn reset(&self) {
        let mut state = self.state();
        *state = State { resets: state.resets + 1, ..State::default() };
    }

    /// How often it was [`Gate::reset`]: a client that was made before the last time may hold a former password.
    pub fn resets(&self) -> u64 {
        self.state().resets
    }

    fn is_proven(&self, held: Held) -> Result<bool, Error> {
        let state = self.state();
        if state.refused { Err(Error::Withheld) } else { Ok(state.proven.contains(&held)) }
    }

    /// Never held across an await.
    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").field("refused", &self.is_refused()).finish_non_exhaustive()
    }
}

/// What an answer says about the credential it was given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Refused,
    Nothing,
}

/// One call's way through a gate, or past none. What was learned last counts when the call ends or is dropped.
pub(crate) struct Pass {
    gate: Option<Gate>,
    turn: Option<OwnedMutexGuard<()>>,
    learned: Option<(Held, Verdict)>,
    resets: u64,
}

impl Pass {
    /// Fails when the gate is closed.
    pub fn new(gate: Option<Gate>) -> Result<Pass, Error> {
        if gate.as_ref().is_some_and(Gate::is_refused) {
            return Err(Error::Withheld);
        }
        Ok(Pass { gate, turn: None, learned: None, resets: 0 })
    }

    /// Waits until `held` may be sent, which it must be before the next await.
    pub async fn admit(&mut self, held: Held) -> Result<(), Error> {
        let Some(gate) = &self.gate else { return Ok(()) };
        if !gate.is_proven(held)? && self.turn.is_none() {
            let turn = gate.inner.turn.clone().lock_owned().await;
            self.turn = (!gate.is_proven(held)?).then_some(turn);
        }
        self.resets = gate.state().resets;
        self.learned = None;
        Ok(())
    }

    pub fn learn(&mut self, held: Held, verdict: Verdict) {
        self.learned = Some((held, verdict));
    }

    /// What was learned is not to count.
    pub fn unlearn(&mut self) {
        self.learned = None;
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let Some((gate, (held, verdict))) = self.gate.as_ref().zip(self.learned) else { return };
        let mut state = gate.state();
        if state.resets != self.resets {
            return;
        }
        match verdict {
            Verdict::Accepted if !state.proven.contains(&held) => state.proven.push(held),
            Verdict::Refused => state.refused = true,
            Verdict::Accepted | Verdict::Nothing => {}
        }
    }
}
