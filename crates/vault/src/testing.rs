//! A keychain for tests.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use secrecy::{ExposeSecret, SecretString};

use crate::{Keychain, KeychainProblem};

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
    running: usize,
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

    /// Lets the held calls go on, and waits until none is running. Blocks.
    pub fn release(&self) {
        self.change(|state| state.stuck = false);
        let state = self.changed.wait_while(self.lock(), |state| state.running > 0);
        drop(state.unwrap_or_else(PoisonError::into_inner));
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
        self.change(|state| {
            state.calls += 1;
            state.running += 1;
        });
        let state = self.changed.wait_while(self.lock(), |state| state.stuck);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        state.running -= 1;
        self.changed.notify_all();
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
