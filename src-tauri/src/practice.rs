use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use console::Practice;
use futures::future::BoxFuture;
use sandbox::{Options, Sandbox};

/// How many times faster than real agents the practice cluster works, unless `OBDECK_PRACTICE_SPEED` says
/// otherwise: a bootstrap takes about half a minute.
const SPEED: f64 = 4.0;

/// Three practice agents inside this process, on loopback. They remember their state.
pub struct Embedded {
    state: PathBuf,
    sandbox: tokio::sync::Mutex<Option<Sandbox>>,
    addresses: Mutex<Vec<String>>,
}

impl Embedded {
    pub fn new(state: PathBuf) -> Self {
        Self { state, sandbox: tokio::sync::Mutex::default(), addresses: Mutex::default() }
    }

    async fn started(&self, fresh: bool) -> Result<Vec<String>, String> {
        let mut sandbox = self.sandbox.lock().await;
        if fresh {
            if let Some(used) = sandbox.take() {
                used.stop().await;
            }
            forget(&self.state)?;
        }
        if let Some(running) = sandbox.as_ref() {
            return Ok(running.addresses());
        }
        let options = Options { state_dir: Some(self.state.clone()), speed: speed(), ..Options::default() };
        let started = Sandbox::start(options).await.map_err(|problem| problem.to_string())?;
        let addresses = started.addresses();
        *sandbox = Some(started);
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&addresses);
        Ok(addresses)
    }
}

impl Practice for Embedded {
    fn start(&self, fresh: bool) -> BoxFuture<'_, Result<Vec<String>, String>> {
        Box::pin(self.started(fresh))
    }

    fn take_up(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            if !self.state.exists() {
                return;
            }
            if let Err(problem) = self.started(false).await {
                tracing::warn!(%problem, "the practice cluster could not be taken up");
            }
        })
    }

    fn running(&self) -> Vec<String> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn forget(state: &PathBuf) -> Result<(), String> {
    match std::fs::remove_dir_all(state) {
        Ok(()) => Ok(()),
        Err(problem) if problem.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(problem) => Err(problem.to_string()),
    }
}

fn speed() -> f64 {
    let chosen = std::env::var("OBDECK_PRACTICE_SPEED").ok().and_then(|speed| speed.parse().ok());
    chosen.filter(|speed: &f64| speed.is_finite() && *speed > 0.0).unwrap_or(SPEED)
}
