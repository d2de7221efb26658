//! A keychain and a world for tests.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, UNIX_EPOCH},
};

use secrecy::{ExposeSecret, SecretString};

use crate::{Ambient, Cost, Deadlines, Keychain, KeychainProblem};

/// A world that repeats itself: 2026-01-02T03:04:05Z for ever, bytes from `seed`, a passphrase that costs nothing,
/// and a minute for the keychain.
pub fn ambient(seed: u64) -> Ambient {
    let next = AtomicU64::new(seed);
    let minute = Duration::from_secs(60);
    Ambient {
        now: Arc::new(|| UNIX_EPOCH + Duration::from_secs(1_767_323_045)),
        random: Arc::new(move |bytes| {
            for chunk in bytes.chunks_mut(8) {
                let number = next.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
                chunk.copy_from_slice(&mix(number).to_le_bytes()[..chunk.len()]);
            }
            true
        }),
        deadlines: Deadlines { background: minute, attended: minute },
        passphrase_cost: Cost { memory: 8, passes: 1, lanes: 1 },
    }
}

/// SplitMix64's finisher.
fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// A keychain in memory that can be made to fail, to hang and to panic.
#[derive(Default)]
pub struct FakeKeychain {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    entries: BTreeMap<String, String>,
    problem: Option<KeychainProblem>,
    write_problem: Option<KeychainProblem>,
    stuck: bool,
    panics: bool,
    calls: usize,
}

impl FakeKeychain {
    /// An empty keychain that works.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty keychain that answers every call with `problem`.
    pub fn failing(problem: KeychainProblem) -> Self {
        let fake = Self::new();
        fake.fail(Some(problem));
        fake
    }

    /// Answers every call with `problem` from now on, or works again.
    pub fn fail(&self, problem: Option<KeychainProblem>) {
        self.change(|state| state.problem = problem);
    }

    /// Answers every write with `problem` from now on, as a keychain without a collection does, or works again.
    pub fn fail_writes(&self, problem: Option<KeychainProblem>) {
        self.change(|state| state.write_problem = problem);
    }

    /// Holds every call from now on until [`FakeKeychain::release`].
    pub fn hang(&self) {
        self.change(|state| state.stuck = true);
    }

    /// Lets the held calls go on.
    pub fn release(&self) {
        self.change(|state| state.stuck = false);
    }

    /// Panics in every call from now on, or works again.
    pub fn panic(&self, panics: bool) {
        self.change(|state| state.panics = panics);
    }

    /// The text under `entry`.
    pub fn entry(&self, entry: &str) -> Option<String> {
        self.lock().entries.get(entry).cloned()
    }

    /// Puts `text` under `entry`, or removes it.
    pub fn set_entry(&self, entry: &str, text: Option<&str>) {
        self.change(|state| {
            match text {
                Some(text) => state.entries.insert(entry.to_owned(), text.to_owned()),
                None => state.entries.remove(entry),
            };
        });
    }

    /// How many calls were begun so far.
    pub fn calls(&self) -> usize {
        self.lock().calls
    }

    fn call<T>(
        &self,
        act: impl FnOnce(&mut State) -> Result<T, KeychainProblem>,
    ) -> Result<T, KeychainProblem> {
        self.change(|state| state.calls += 1);
        let state = self.changed.wait_while(self.lock(), |state| state.stuck);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        if state.panics {
            drop(state);
            panic!("the fake keychain was told to panic");
        }
        match &state.problem {
            Some(problem) => Err(problem.clone()),
            None => act(&mut state),
        }
    }

    fn change(&self, act: impl FnOnce(&mut State)) {
        act(&mut self.lock());
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keychain for FakeKeychain {
    fn read(&self, entry: &str) -> Result<Option<SecretString>, KeychainProblem> {
        self.call(|state| Ok(state.entries.get(entry).map(|text| text.as_str().into())))
    }

    fn write(&self, entry: &str, text: &SecretString) -> Result<(), KeychainProblem> {
        self.call(|state| {
            if let Some(problem) = &state.write_problem {
                return Err(problem.clone());
            }
            state.entries.insert(entry.to_owned(), text.expose_secret().to_owned());
            Ok(())
        })
    }

    fn delete(&self, entry: &str) -> Result<(), KeychainProblem> {
        self.call(|state| {
            state.entries.remove(entry);
            Ok(())
        })
    }
}
