use std::{
    collections::HashMap,
    ffi::OsString,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    TunnelError,
    line::Line,
    name::{Jump, Target},
};

/// How to run the user's OpenSSH.
#[derive(Clone, Debug)]
pub struct Ssh {
    /// `ssh`, or an absolute path.
    pub program: PathBuf,
    /// Added to its command line after our own options, which win; empty for the user's configuration as it is.
    pub arguments: Vec<OsString>,
    /// A folder for sockets that belongs to one run of the program. Created for the owner alone; its path may have
    /// no more than 80 bytes, because the addresses of sockets are short.
    pub sockets: PathBuf,
}

/// Ways through jump hosts. Clones share them.
///
/// Every `ssh` ends with the last clone, and with the program, however that ends: a killed program closes a pipe, and
/// a shell at its other end then ends `ssh`. Runs inside a tokio runtime with time and I/O enabled.
#[derive(Clone)]
pub struct Tunnels {
    shared: Arc<Shared>,
}

struct Shared {
    ssh: Arc<Ssh>,
    lines: Mutex<HashMap<Jump, Arc<Line>>>,
}

impl Tunnels {
    /// Starts nothing yet.
    pub fn new(ssh: Ssh) -> Self {
        Self { shared: Arc::new(Shared { ssh: Arc::new(ssh), lines: Mutex::default() }) }
    }

    /// A Unix socket that leads through `jump` to a port of `target_host`, which is resolved there; starts `ssh` for
    /// `jump` when none runs (any more). The same way has the same path each time. Performs I/O.
    ///
    /// Whether the target answers shows in use: when it does not, connections to the socket close at once. A jump
    /// host that has gone silent is noticed within a minute, so keep time limits on what is sent. Call this before
    /// each new connection: it is cheap while the way stands, and restores it when it does not.
    ///
    /// # Errors
    /// `BadName`; `NoSsh`; `Refused`; `TimedOut` after 30 s; `Closed` by [`Tunnels::close`] meanwhile; `Io`;
    /// `Unsupported`.
    pub async fn open(
        &self,
        jump: &str,
        target_host: &str,
        target_port: u16,
    ) -> Result<PathBuf, TunnelError> {
        let (jump, target) = (Jump::new(jump)?, Target::new(target_host, target_port)?);
        self.line(jump).open(target).await
    }

    /// Ends what runs for `jump`, with all connections through it, and waits until it is gone.
    pub async fn close(&self, jump: &str) {
        let line =
            self.lines().iter().find(|(known, _)| known.as_str() == jump).map(|(_, line)| Arc::clone(line));
        if let Some(line) = line {
            line.close().await;
        }
    }

    /// Ends everything, and waits until it is gone.
    pub async fn close_all(&self) {
        let lines: Vec<_> = self.lines().values().cloned().collect();
        for line in &lines {
            line.interrupt();
        }
        for line in lines {
            line.close().await;
        }
    }

    fn line(&self, jump: Jump) -> Arc<Line> {
        let mut lines = self.lines();
        let line = lines
            .entry(jump.clone())
            .or_insert_with(|| Arc::new(Line::new(Arc::clone(&self.shared.ssh), jump)));
        Arc::clone(line)
    }

    fn lines(&self) -> std::sync::MutexGuard<'_, HashMap<Jump, Arc<Line>>> {
        self.shared.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
