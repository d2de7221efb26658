//! A real sshd, one process a connection, behind a port of the test's own.

use std::{
    fs,
    net::{Shutdown, TcpListener, TcpStream},
    os::fd::OwnedFd,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
};

const SSHD: &str = "/usr/sbin/sshd";

pub struct Jump {
    pub port: u16,
    config: PathBuf,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    connections: AtomicUsize,
    stopped: AtomicBool,
    sessions: Mutex<Vec<(TcpStream, JoinHandle<()>)>>,
}

impl Jump {
    /// Keys are in `folder`: `host` is its own, `authorized` those it lets in.
    pub fn new(folder: &Path) -> Self {
        assert!(Path::new(SSHD).is_file(), "{SSHD}: run `make test`, or install openssh-server");
        if rustix::process::geteuid().is_root() {
            // Debian's service makes it, and sshd will not run as root without it.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let config = folder.join("sshd_config");
        let here = folder.display();
        let text = format!(
            "HostKey {here}/host
             AuthorizedKeysFile {here}/authorized
             StrictModes no
             UsePAM no
             PasswordAuthentication no
             KbdInteractiveAuthentication no
             PidFile none
             PrintMotd no
             "
        );
        fs::write(&config, text).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut jump = Self { port, config, shared: Arc::default(), accepting: None };
        jump.accept(listener);
        jump
    }

    /// How many have come so far.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// Ends every connection, and refuses new ones.
    pub fn kill(&mut self) {
        let Some(accepting) = self.accepting.take() else { return };
        self.shared.stopped.store(true, Ordering::SeqCst);
        _ = TcpStream::connect(("127.0.0.1", self.port));
        accepting.join().unwrap();
        for (connection, session) in self.shared.sessions.lock().unwrap().drain(..) {
            _ = connection.shutdown(Shutdown::Both);
            session.join().unwrap();
        }
    }

    /// Is there again after [`Jump::kill`].
    pub fn start(&mut self) {
        self.shared.stopped.store(false, Ordering::SeqCst);
        self.accept(TcpListener::bind(("127.0.0.1", self.port)).unwrap());
    }

    fn accept(&mut self, listener: TcpListener) {
        let (shared, config) = (Arc::clone(&self.shared), self.config.clone());
        self.accepting = Some(thread::spawn(move || {
            for connection in listener.incoming() {
                if shared.stopped.load(Ordering::SeqCst) {
                    return;
                }
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let session = serve(connection.unwrap(), &config);
                shared.sessions.lock().unwrap().push(session);
            }
        }));
    }
}

impl Drop for Jump {
    fn drop(&mut self) {
        self.kill();
    }
}

/// One process for `connection`; when it ends, so does the connection.
fn serve(connection: TcpStream, config: &Path) -> (TcpStream, JoinHandle<()>) {
    let end = || Stdio::from(OwnedFd::from(connection.try_clone().unwrap()));
    let mut sshd = Command::new(SSHD);
    sshd.arg("-i").arg("-f").arg(config).stdin(end()).stdout(end()).stderr(Stdio::null());
    let mut process = sshd.spawn().unwrap();
    let ours = connection.try_clone().unwrap();
    let session = thread::spawn(move || {
        process.wait().unwrap();
        _ = ours.shutdown(Shutdown::Both);
    });
    (connection, session)
}
