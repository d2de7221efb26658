use std::{path::PathBuf, sync::Arc};

use tokio::sync::{Mutex, watch};

use crate::{
    Ssh, TunnelError,
    master::Master,
    name::{Jump, Target},
};

/// The way to one jump host: at most one `ssh` at a time.
pub(crate) struct Line {
    ssh: Arc<Ssh>,
    jump: Jump,
    state: Mutex<State>,
    /// Grows with each close; who opens meanwhile gives up.
    closed: watch::Sender<u64>,
    /// How many starts have failed, and the last failure: who waited behind it need not try the same again.
    failed: watch::Sender<(u64, Option<TunnelError>)>,
}

#[derive(Default)]
struct State {
    master: Option<Master>,
    starts: u64,
}

impl Line {
    pub(crate) fn new(ssh: Arc<Ssh>, jump: Jump) -> Self {
        let (closed, failed) = (watch::Sender::new(0), watch::Sender::new((0, None)));
        Self { ssh, jump, state: Mutex::default(), closed, failed }
    }

    /// The socket that leads to `target`.
    pub(crate) async fn open(&self, target: Target) -> Result<PathBuf, TunnelError> {
        let mut closed = self.closed.subscribe();
        tokio::select! {
            biased;
            _ = closed.changed() => Err(TunnelError::Closed),
            opened = self.forward(target) => opened,
        }
    }

    /// Makes everyone who is opening give up.
    pub(crate) fn interrupt(&self) {
        self.closed.send_modify(|count| *count += 1);
    }

    /// Ends `ssh`, and waits until it has ended.
    pub(crate) async fn close(&self) {
        self.interrupt();
        let mut state = self.state.lock().await;
        if let Some(master) = state.master.take() {
            master.end().await;
        }
    }

    async fn forward(&self, target: Target) -> Result<PathBuf, TunnelError> {
        let failures = self.failed.borrow().0;
        let mut state = self.state.lock().await;
        if let (now, Some(failure)) = &*self.failed.borrow()
            && *now > failures
        {
            return Err(failure.clone());
        }
        if let Some(master) = &mut state.master {
            let forwarded = master.forward(&target).await;
            if master.is_running() {
                return forwarded;
            }
        }
        state.master = None;
        let master = self.start(&mut state).await?;
        state.master.insert(master).forward(&target).await
    }

    async fn start(&self, state: &mut State) -> Result<Master, TunnelError> {
        state.starts += 1;
        let started = Master::start(&self.ssh, &self.jump, state.starts).await;
        if let Err(failure) = &started {
            self.failed.send_modify(|failed| *failed = (failed.0 + 1, Some(failure.clone())));
        }
        started
    }
}
