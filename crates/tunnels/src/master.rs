use std::{
    collections::HashMap,
    ffi::OsStr,
    io::ErrorKind,
    os::fd::OwnedFd,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::Duration,
};

use tokio::{
    process::{Child, Command},
    time::{interval, timeout},
};

use crate::{
    Ssh, TunnelError, folder,
    name::{Jump, Target},
    words::{self, Words},
};

/// For connecting, with every jump host on the way.
const START_LIMIT: Duration = Duration::from_secs(30);

/// For asking an `ssh` that runs on this computer.
const CONTROL_LIMIT: Duration = Duration::from_secs(10);

/// For ending in good order.
const END_LIMIT: Duration = Duration::from_secs(2);

/// For what a process said last, should something it started keep its standard error open.
const WORDS_LIMIT: Duration = Duration::from_millis(500);

const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Becomes `ssh`, and leaves a shell behind that ends it, with all it started, when the pipe to us closes.
const LEASHED: &str =
    r#"exec 3<&0; (read -r _ <&3; kill 0) >/dev/null 2>&1 & exec "$0" "$@" </dev/null 3<&-"#;

/// What the user's configuration must not change. `-N` runs nothing over there, `-M` takes requests for forwards.
const OPTIONS: &[&str] = &[
    "-N",
    "-M",
    "-T",
    "-a",
    "-x",
    "-oBatchMode=yes",
    "-oExitOnForwardFailure=yes",
    "-oServerAliveInterval=15",
    "-oServerAliveCountMax=3",
    "-oStreamLocalBindUnlink=yes",
    "-oStreamLocalBindMask=0177",
    // Else it would go into the background, out of reach.
    "-oControlPersist=no",
    // The user's own forwards are for the user's own ssh, whose ports they would take.
    "-oClearAllForwardings=yes",
    "-oRemoteCommand=none",
    "-oPermitLocalCommand=no",
    // Without banners, and with what went wrong.
    "-oLogLevel=ERROR",
];

/// One `ssh` that is connected to a jump host.
///
/// It runs in the folder of the sockets and knows them by names, not by paths: in paths it would expand `%` and `$`.
pub(crate) struct Master {
    ssh: Arc<Ssh>,
    jump: Jump,
    child: Child,
    /// Our end of the pipe.
    leash: Option<OwnedFd>,
    words: Words,
    control: String,
    forwards: HashMap<Target, Forward>,
}

struct Forward {
    name: String,
    /// See [`folder::socket`].
    socket: u64,
}

impl Master {
    /// Starts `ssh` and waits until it is connected. `number` differs from start to start.
    pub(crate) async fn start(ssh: &Arc<Ssh>, jump: &Jump, number: u64) -> Result<Self, TunnelError> {
        folder::prepare(&ssh.sockets)?;
        let control = format!("{}-{number}", folder::name('c', &[jump.as_str()]));
        folder::remove(&ssh.sockets, [control.as_str()]);
        let mut master = Self::spawn(ssh, jump, control)?;
        match timeout(START_LIMIT, master.connected()).await {
            Ok(Ok(())) => Ok(master),
            Ok(Err(status)) => Err(master.failure(status).await),
            Err(_) => Err(TunnelError::TimedOut),
        }
    }

    /// Whether `ssh` has not ended, nor begun to: it removes its control socket first.
    pub(crate) fn is_running(&mut self) -> bool {
        let control = self.ssh.sockets.join(&self.control);
        matches!(self.child.try_wait(), Ok(None)) && folder::socket(&control).is_some()
    }

    /// The socket that leads to `target`.
    pub(crate) async fn forward(&mut self, target: &Target) -> Result<PathBuf, TunnelError> {
        let name = folder::name('f', &[self.jump.as_str(), &target.to_string()]);
        let path = self.ssh.sockets.join(&name);
        let route = format!("./{name}:{target}");
        if let Some(forward) = self.forwards.get(target) {
            if folder::socket(&path) == Some(forward.socket) {
                return Ok(path);
            }
            // It believes that the way stands, and would do nothing. When it does not, it refuses: just as well.
            match self.control("cancel", &route).await {
                Ok(()) | Err(TunnelError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        self.control("forward", &route).await?;
        let socket =
            folder::socket(&path).ok_or_else(|| TunnelError::io(&path, ErrorKind::NotFound.into()))?;
        self.forwards.insert(target.clone(), Forward { name, socket });
        Ok(path)
    }

    /// Ends `ssh`, and waits until it has ended.
    pub(crate) async fn end(mut self) {
        self.leash = None;
        if timeout(END_LIMIT, self.child.wait()).await.is_err()
            && let Err(error) = self.child.kill().await
        {
            tracing::warn!(%error, "ssh cannot be ended");
        }
    }

    fn spawn(ssh: &Arc<Ssh>, jump: &Jump, control: String) -> Result<Self, TunnelError> {
        let shell = Path::new("/bin/sh");
        let mut child = Command::new(shell)
            .args(["-c", LEASHED])
            .arg(&ssh.program)
            .args(OPTIONS)
            .args(["-S", &control])
            .args(&ssh.arguments)
            .args(["--", jump.as_str()])
            .env("SSH_ASKPASS_REQUIRE", "never")
            .current_dir(&ssh.sockets)
            // Its own, to be ended as one, and not the terminal's: there is nobody to ask.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| TunnelError::io(shell, source))?;
        let (Some(stdin), Some(stderr)) = (child.stdin.take(), child.stderr.take()) else {
            return Err(TunnelError::io(shell, ErrorKind::BrokenPipe.into()));
        };
        let leash = stdin.into_owned_fd().map_err(|source| TunnelError::io(shell, source))?;
        Ok(Self {
            ssh: Arc::clone(ssh),
            jump: jump.clone(),
            child,
            leash: Some(leash),
            words: Words::of(stderr),
            control,
            forwards: HashMap::new(),
        })
    }

    /// Waits for the control socket, which `ssh` creates once it is let in, or for its end.
    async fn connected(&mut self) -> Result<(), Option<ExitStatus>> {
        let control = self.ssh.sockets.join(&self.control);
        let mut look = interval(LOOK_EVERY);
        loop {
            tokio::select! {
                status = self.child.wait() => return Err(status.ok()),
                _ = look.tick() => {
                    if folder::socket(&control).is_some() {
                        return Ok(());
                    }
                }
            }
        }
    }

    async fn failure(mut self, status: Option<ExitStatus>) -> TunnelError {
        if let Some(126 | 127) = status.and_then(|status| status.code()) {
            return TunnelError::NoSsh(self.ssh.program.clone());
        }
        _ = timeout(WORDS_LIMIT, self.words.finished()).await;
        refused(self.words.so_far())
    }

    /// Asks the running `ssh` for something. It needs none of the user's configuration for that, whose own forwards
    /// it would ask for too.
    async fn control(&self, request: &str, route: &str) -> Result<(), TunnelError> {
        let arguments =
            ["-F", "none", "-S", &self.control, "-O", request, "-L", route, "--", self.jump.as_str()];
        let answer = Command::new(&self.ssh.program)
            .args(arguments.map(OsStr::new))
            .current_dir(&self.ssh.sockets)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output();
        let answer = timeout(CONTROL_LIMIT, answer).await.map_err(|_| TunnelError::TimedOut)?;
        match answer {
            Ok(output) if output.status.success() => Ok(()),
            Ok(output) => Err(refused(words::shown(&output.stderr))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(TunnelError::NoSsh(self.ssh.program.clone()))
            }
            Err(source) => Err(TunnelError::io(&self.ssh.program, source)),
        }
    }
}

impl Drop for Master {
    fn drop(&mut self) {
        let names = self.forwards.values().map(|forward| forward.name.as_str());
        folder::remove(&self.ssh.sockets, names.chain([self.control.as_str()]));
    }
}

fn refused(words: String) -> TunnelError {
    TunnelError::Refused(if words.is_empty() { "it ended without a word".to_owned() } else { words })
}
