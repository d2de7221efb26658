use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use obshell_api::Clock;

use crate::clock::now;
use crate::connections::Trouble;
use crate::dto::{
    ConnectionPasswords, ConnectionSettings, ErrorCode, IpcError, LookUpState, Millis, OcpOptions, Reach,
};

/// How long what was read will do.
pub const FRESH_FOR: Duration = Duration::from_secs(30);

/// How long nobody asks again, unless somebody insists, when there was no answer.
const FAILED_FOR: Duration = Duration::from_secs(5);

/// What was looked up, and how old it is.
#[derive(Debug)]
pub struct Looked<T> {
    /// Absent when it was never read.
    pub value: Option<Arc<T>>,
    pub state: LookUpState,
}

/// What a reading came to.
pub struct Read<T> {
    pub value: T,
    /// OCP has more.
    pub cut: bool,
}

/// Things of one kind as they were looked up, by connection and by what tells them apart. Each is read by one asker at
/// a time; whoever asks meanwhile gets what that one has read.
pub struct Cache<K, T> {
    slots: Mutex<Slots<K, T>>,
}

type Slots<K, T> = BTreeMap<(String, K), Arc<Slot<T>>>;

/// What an answer depends on: other settings may lead to another OCP, or to another user of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    addresses: Vec<String>,
    reach: Reach,
    passwords: ConnectionPasswords,
    options: OcpOptions,
}

/// Whose answer is looked up, and whether an old one will do.
pub struct Ask<'a> {
    pub connection_id: &'a str,
    pub basis: Basis,
    /// It is read now, whatever is known.
    pub fresh: bool,
    pub clock: &'a dyn Clock,
}

struct Slot<T> {
    basis: Basis,
    /// Held by the one who reads.
    reading: tokio::sync::Mutex<()>,
    last: Mutex<Last<T>>,
}

/// Moments are those of the clock that never jumps.
struct Last<T> {
    value: Option<Arc<T>>,
    state: LookUpState,
    /// Nobody reads it again before, unless somebody insists.
    due: Duration,
    /// Nobody does, whoever insists: OCP has said so.
    quiet_until: Duration,
    /// How many readings were begun, and the number of the last one that ended.
    begun: u64,
    ended: u64,
}

impl<K: Ord + Clone, T> Cache<K, T> {
    /// What is known, or what `read` comes to. When that fails, what was read before stays, with the problem beside it;
    /// only what OCP says is not there is forgotten.
    pub async fn look<F>(&self, key: K, ask: Ask<'_>, read: impl FnOnce() -> F) -> Looked<T>
    where
        F: Future<Output = Result<Read<T>, Trouble>>,
    {
        let Ask { connection_id, basis, fresh, clock } = ask;
        let slot = self.slot(connection_id, key, basis);
        // What was begun before may not show what has changed since.
        let begun = slot.last().begun;
        if let Some(known) = slot.known(fresh, begun, clock.monotonic()) {
            return known;
        }
        let _turn = slot.reading.lock().await;
        if let Some(known) = slot.known(fresh, begun, clock.monotonic()) {
            return known;
        }
        slot.last().begun += 1;
        let outcome = read().await;
        let mut last = slot.last();
        last.ended = last.begun;
        last.take(outcome, clock.monotonic(), now(clock));
        last.looked()
    }

    /// Forgets everything of a connection. What is being read is not kept.
    pub fn forget(&self, connection_id: &str) {
        self.slots().retain(|(id, _), _| id != connection_id);
    }

    /// Has everything of a connection read anew when it is next asked for. What was read stays until then; what is being
    /// read may be older than what has changed, and is not kept.
    pub fn expire(&self, connection_id: &str) {
        let mut slots = self.slots();
        for (_, slot) in slots.iter_mut().filter(|((id, _), _)| id == connection_id) {
            *slot = Arc::new(slot.expired());
        }
    }

    fn slot(&self, connection_id: &str, key: K, basis: Basis) -> Arc<Slot<T>> {
        let mut slots = self.slots();
        let place = (connection_id.to_owned(), key);
        if let Some(slot) = slots.get(&place).filter(|slot| slot.basis == basis) {
            return slot.clone();
        }
        let slot = Arc::new(Slot { basis, reading: tokio::sync::Mutex::default(), last: Mutex::default() });
        slots.insert(place, slot.clone());
        slot
    }

    /// Never held across an await.
    fn slots(&self) -> MutexGuard<'_, Slots<K, T>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Looked<T> {
    /// What was read, be it old.
    ///
    /// # Errors
    /// Why it was never read.
    pub fn known(&self) -> Result<Arc<T>, IpcError> {
        let never = || self.state.problem.clone().unwrap_or_else(|| IpcError::not_found("answer"));
        self.value.clone().ok_or_else(never)
    }

    /// What was read when it was asked for, or at most [`FRESH_FOR`] before.
    ///
    /// # Errors
    /// Why it could not be read now.
    pub fn current(&self) -> Result<Arc<T>, IpcError> {
        match &self.state.problem {
            Some(problem) => Err(problem.clone()),
            None => self.known(),
        }
    }
}

impl Basis {
    pub fn of(settings: &ConnectionSettings) -> Basis {
        Basis {
            addresses: settings.addresses.clone(),
            reach: settings.reach.clone(),
            passwords: settings.passwords.clone(),
            options: settings.ocp.clone(),
        }
    }
}

impl<T> Slot<T> {
    fn known(&self, fresh: bool, begun: u64, at: Duration) -> Option<Looked<T>> {
        let last = self.last();
        let is_newer = last.ended > begun;
        let will_do = is_newer || at < last.quiet_until || (!fresh && at < last.due);
        will_do.then(|| last.looked())
    }

    fn expired(&self) -> Slot<T> {
        let Last { value, state, quiet_until, .. } = &*self.last();
        let (value, state, quiet_until) = (value.clone(), state.clone(), *quiet_until);
        let last = Last { value, state, quiet_until, ..Last::default() };
        Slot { basis: self.basis.clone(), reading: tokio::sync::Mutex::default(), last: Mutex::new(last) }
    }

    /// Never held across an await.
    fn last(&self) -> MutexGuard<'_, Last<T>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Last<T> {
    fn take(&mut self, outcome: Result<Read<T>, Trouble>, at: Duration, now: Millis) {
        match outcome {
            Ok(Read { value, cut }) => {
                self.value = Some(Arc::new(value));
                self.state = LookUpState { read_at: Some(now), problem: None, cut };
                (self.due, self.quiet_until) = (at + FRESH_FOR, Duration::ZERO);
            }
            Err(Trouble { problem, wait, .. }) => {
                if matches!(problem.code, ErrorCode::NotFound | ErrorCode::ClusterGone) {
                    (self.value, self.state.read_at) = (None, None);
                }
                // What the user puts right is looked at once it is.
                let is_ours = [ErrorCode::Unauthorized, ErrorCode::VaultLocked, ErrorCode::Vault];
                self.due = if is_ours.contains(&problem.code) { at } else { at + FAILED_FOR };
                self.quiet_until = wait.map_or(Duration::ZERO, |wait| at + wait);
                self.state.problem = Some(problem);
            }
        }
    }

    fn looked(&self) -> Looked<T> {
        Looked { value: self.value.clone(), state: self.state.clone() }
    }
}

impl<K, T> Default for Cache<K, T> {
    fn default() -> Self {
        Self { slots: Mutex::default() }
    }
}

impl<T> Default for Last<T> {
    fn default() -> Self {
        let state = LookUpState { read_at: None, problem: None, cut: false };
        Self { value: None, state, due: Duration::ZERO, quiet_until: Duration::ZERO, begun: 0, ended: 0 }
    }
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
