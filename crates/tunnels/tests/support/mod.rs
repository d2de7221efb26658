//! A jump host, a client's configuration, and a look at what runs.
#![allow(dead_code, reason = "each test uses a part")]

pub mod jump;

use std::{
    fs, io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use jump::Jump;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Pid, PidfdFlags, pidfd_open},
};
use tempfile::{TempDir, tempdir};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    task::JoinHandle,
};
use tunnels::{Ssh, Tunnels};

/// Where a program started by a test finds its folder.
pub const DESK: &str = "TUNNELS_DESK";

const ANSWER: &str =
    "HTTP/1.1 200 OK\r\ncontent-length: 25\r\nconnection: close\r\n\r\nhello from the other side";

/// One user's keys and configuration, next to a jump host that knows them.
pub struct Desk {
    folder: TempDir,
    pub jump: Jump,
    /// Held, so that nobody else can.
    _busy: TcpListener,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempdir().unwrap();
        let here = folder.path();
        for name in ["host", "user", "other"] {
            generate_key(&here.join(name));
        }
        fs::copy(here.join("user.pub"), here.join("authorized")).unwrap();
        let jump = Jump::new(here);
        let known = |key: &str| {
            let key = fs::read_to_string(here.join(format!("{key}.pub"))).unwrap();
            format!("[127.0.0.1]:{} {key}", jump.port)
        };
        fs::write(here.join("known"), known("host")).unwrap();
        fs::write(here.join("impostor"), known("other")).unwrap();
        let busy = TcpListener::bind("127.0.0.1:0").unwrap();
        let taken = busy.local_addr().unwrap().port();
        fs::write(here.join("config"), config(here, jump.port, taken)).unwrap();
        Self { folder, jump, _busy: busy }
    }

    pub fn tunnels(&self) -> Tunnels {
        tunnels(self.folder.path())
    }

    /// This user's OpenSSH.
    pub fn ssh(&self) -> Ssh {
        ssh(self.folder.path())
    }

    pub fn sockets(&self) -> PathBuf {
        sockets(self.folder.path())
    }

    /// A process that plays `test` of this binary at this desk.
    pub fn command(&self, test: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", test, "--nocapture"]).env(DESK, self.folder.path());
        command.stdout(Stdio::piped());
        command
    }

    /// Whatever was started for the sockets.
    pub fn processes(&self) -> Vec<Pid> {
        processes_in(&self.sockets())
    }

    /// Those that are connected to a jump host for all others.
    pub fn masters(&self) -> Vec<Pid> {
        let is_master = |pid: &Pid| {
            let line = fs::read(of(*pid, "cmdline")).unwrap_or_default();
            let mut words = line.split(|byte| *byte == 0);
            words.next() == Some(b"ssh") && words.any(|word| word == b"-M")
        };
        self.processes().into_iter().filter(is_master).collect()
    }

    /// What is left in the folder of the sockets.
    pub fn leftovers(&self) -> Vec<String> {
        let found = fs::read_dir(self.sockets()).unwrap();
        found.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

pub fn tunnels(folder: &Path) -> Tunnels {
    Tunnels::new(ssh(folder))
}

/// Whatever runs in `folder`: all that is started for sockets runs where they are.
pub fn processes_in(folder: &Path) -> Vec<Pid> {
    let folder = folder.canonicalize().unwrap();
    processes().filter(|pid| fs::read_link(of(*pid, "cwd")).is_ok_and(|found| found == folder)).collect()
}

/// Waits until none of `processes` runs any more.
pub fn gone(processes: Vec<Pid>) {
    for pid in processes {
        // An error means that it is gone already.
        let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) else { continue };
        let limit = Timespec { tv_sec: 20, tv_nsec: 0 };
        let ended = poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&limit)).unwrap();
        let line = fs::read_to_string(of(pid, "cmdline")).unwrap_or_default().replace('\0', " ");
        assert_eq!(ended, 1, "{} still runs: {line}", pid.as_raw_nonzero());
    }
}

/// What a server says over there.
pub async fn fetch(path: &Path) -> io::Result<String> {
    let mut connection = UnixStream::connect(path).await?;
    connection.write_all(b"GET / HTTP/1.1\r\nhost: there\r\n\r\n").await?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await?;
    Ok(answer.split_once("\r\n\r\n").map_or(answer.clone(), |(_, body)| body.to_owned()))
}

/// A port that nobody listens on.
pub fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server that the jump host can reach.
pub struct Target {
    pub port: u16,
    serving: JoinHandle<()>,
}

impl Target {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut request = Vec::new();
                    while !request.ends_with(b"\r\n\r\n") {
                        let Ok(byte) = connection.read_u8().await else { return };
                        request.push(byte);
                    }
                    _ = connection.write_all(ANSWER.as_bytes()).await;
                });
            }
        });
        Self { port, serving }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn ssh(folder: &Path) -> Ssh {
    let arguments = vec!["-F".into(), folder.join("config").into()];
    Ssh { program: "ssh".into(), arguments, sockets: sockets(folder) }
}

fn sockets(folder: &Path) -> PathBuf {
    folder.join("s")
}

fn generate_key(path: &Path) {
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path).status();
    assert!(
        made.is_ok_and(|status| status.success()),
        "ssh-keygen: run `make test`, or install openssh-client"
    );
}

/// Options of the first block that fits win.
fn config(here: &Path, port: u16, taken: u16) -> String {
    let (here, closed, user) = (here.display(), closed_port(), user());
    format!(
        "Host stranger
           UserKnownHostsFile /dev/null
         Host impostor
           UserKnownHostsFile {here}/impostor
         Host keyless
           IdentityFile {here}/other
         Host nowhere
           AddressFamily inet6
         Host closed
           Port {closed}
         Host proxied
           ProxyCommand sh -c 'echo the proxy is out >&2'
         Host far
           ProxyJump jump
         Host busy
           LocalForward {taken} 127.0.0.1:1
           ControlPersist yes
           RemoteCommand id
         Host * !keyless
           IdentityFile {here}/user
         Host *
           HostName 127.0.0.1
           Port {port}
           User {user}
           IdentitiesOnly yes
           IdentityAgent none
           UserKnownHostsFile {here}/known
           GlobalKnownHostsFile /dev/null
         "
    )
}

fn user() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn processes() -> impl Iterator<Item = Pid> {
    let entries = fs::read_dir("/proc").unwrap();
    entries.filter_map(|entry| Pid::from_raw(entry.ok()?.file_name().to_str()?.parse().ok()?))
}

fn of(pid: Pid, what: &str) -> PathBuf {
    Path::new("/proc").join(pid.as_raw_nonzero().to_string()).join(what)
}
