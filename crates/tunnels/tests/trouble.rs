//! What goes wrong before there is a jump host, with a script in place of ssh.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod support;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use futures::future::join_all;
use support::{gone, processes_in};
use tempfile::{TempDir, tempdir};
use tokio::time::{Instant, timeout};
use tunnels::{Ssh, TunnelError, Tunnels};

const SILENT: &str = "exec sleep 600";
const REFUSING: &str = "echo Permission denied >&2; exit 255";

#[tokio::test]
async fn a_missing_ssh_is_told() {
    let script = Script::new(SILENT);
    fs::set_permissions(script.path(), fs::Permissions::from_mode(0o600)).unwrap();
    for program in [script.path(), PathBuf::from("/no/such/ssh"), PathBuf::from("no-such-ssh")] {
        let tunnels = Tunnels::new(Ssh { program: program.clone(), ..script.ssh() });
        let refused = tunnels.open("jump", "10.0.0.1", 2886).await;
        assert!(matches!(refused, Err(TunnelError::NoSsh(missing)) if missing == program));
    }
}

#[tokio::test]
async fn no_process_sees_a_bad_name() {
    let script = Script::new(REFUSING);
    let tunnels = script.tunnels();
    let bad =
        ["", "-oProxyCommand=touch pwned", "-oProxyCommand=id", "a b", "a;b", "$(id)", "a\nb", "x@-oPort=1"];
    for name in bad {
        assert!(
            matches!(tunnels.open(name, "10.0.0.1", 2886).await, Err(TunnelError::BadName(_))),
            "{name:?}"
        );
        assert!(matches!(tunnels.open("jump", name, 2886).await, Err(TunnelError::BadName(_))), "{name:?}");
        tunnels.close(name).await;
    }
    assert!(matches!(tunnels.open("jump", "10.0.0.1", 0).await, Err(TunnelError::BadName(_))));
    assert_eq!(script.runs(), Vec::<String>::new());
}

#[tokio::test]
async fn a_name_follows_all_options() {
    let script = Script::new(REFUSING);
    let arguments = vec!["-F".into(), "my config".into()];
    let tunnels = Tunnels::new(Ssh { arguments, ..script.ssh() });
    assert!(tunnels.open("ops@bastion", "10.0.0.1", 2886).await.is_err());
    let run = script.runs().pop().unwrap();
    assert!(run.starts_with("-N -M ") && run.contains(" -oBatchMode=yes "), "{run}");
    assert!(run.ends_with(" -F my config -- ops@bastion"), "{run}");
}

#[tokio::test]
async fn who_waits_behind_a_failure_shares_it() {
    let script = Script::new(REFUSING);
    let tunnels = script.tunnels();
    for outcome in join_all((1..20).map(|port| tunnels.open("jump", "10.0.0.1", port))).await {
        assert!(matches!(outcome, Err(TunnelError::Refused(words)) if words == "Permission denied"));
    }
    assert_eq!(script.runs().len(), 1, "one attempt for all of them");
    assert!(tunnels.open("jump", "10.0.0.1", 1).await.is_err());
    assert_eq!(script.runs().len(), 2, "and another one for who comes later");
}

#[tokio::test]
async fn endless_words_are_cut() {
    let script = Script::new("printf '\\033[31mred\\n' >&2; yes nonsense | head -c 1000000 >&2; exit 255");
    match script.tunnels().open("jump", "10.0.0.1", 2886).await {
        Err(TunnelError::Refused(words)) => {
            assert!(words.starts_with("[31mred\nnonsense\n") && words.len() < 1000, "{words:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_silent_end_has_a_word_too() {
    let refused = Script::new("exit 255").tunnels().open("jump", "10.0.0.1", 2886).await;
    assert!(matches!(refused, Err(TunnelError::Refused(words)) if !words.is_empty()));
}

#[tokio::test(start_paused = true)]
async fn silence_is_not_waited_out() {
    let script = Script::new(SILENT);
    let begun = Instant::now();
    let refused = script.tunnels().open("jump", "10.0.0.1", 2886).await;
    assert!(matches!(refused, Err(TunnelError::TimedOut)), "{refused:?}");
    assert!(begun.elapsed() < Duration::from_secs(31));
    script.ended();
}

#[tokio::test]
async fn closing_interrupts_who_opens() {
    let script = Script::new(SILENT);
    let tunnels = script.tunnels();
    let opening = join_all((1..5).map(|port| tunnels.open("jump", "10.0.0.1", port)));
    let (opened, ()) = tokio::join!(opening, tunnels.close("jump"));
    assert!(opened.iter().all(|outcome| matches!(outcome, Err(TunnelError::Closed))), "{opened:?}");
    let opening = join_all(["one", "two"].map(|jump| tunnels.open(jump, "10.0.0.1", 1)));
    let (opened, ()) = tokio::join!(opening, tunnels.close_all());
    assert!(opened.iter().all(|outcome| matches!(outcome, Err(TunnelError::Closed))), "{opened:?}");
    script.ended();
}

#[tokio::test]
async fn who_gives_up_leaves_nothing_running() {
    let script = Script::new(SILENT);
    let tunnels = script.tunnels();
    let opening = tunnels.open("jump", "10.0.0.1", 2886);
    assert!(timeout(Duration::from_millis(1), opening).await.is_err());
    script.ended();
}

#[tokio::test]
async fn a_folder_that_cannot_hold_sockets_is_told() {
    let script = Script::new(REFUSING);
    let sockets = script.folder.path().join("x".repeat(100));
    let tunnels = Tunnels::new(Ssh { sockets: sockets.clone(), ..script.ssh() });
    let refused = tunnels.open("jump", "10.0.0.1", 2886).await;
    assert!(matches!(refused, Err(TunnelError::Io { path, .. }) if path == sockets));
    assert_eq!(script.runs(), Vec::<String>::new());
}

/// Runs in place of ssh, and notes how it was called.
struct Script {
    folder: TempDir,
}

impl Script {
    fn new(body: &str) -> Self {
        let script = Self { folder: tempdir().unwrap() };
        let runs = script.folder.path().join("runs");
        fs::write(script.path(), format!("#!/bin/sh\necho \"$@\" >> {}\n{body}\n", runs.display())).unwrap();
        fs::set_permissions(script.path(), fs::Permissions::from_mode(0o700)).unwrap();
        script
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("ssh")
    }

    fn sockets(&self) -> PathBuf {
        self.folder.path().join("s")
    }

    fn ssh(&self) -> Ssh {
        Ssh { program: self.path(), arguments: Vec::new(), sockets: self.sockets() }
    }

    fn tunnels(&self) -> Tunnels {
        Tunnels::new(self.ssh())
    }

    /// The arguments of each run so far.
    fn runs(&self) -> Vec<String> {
        let runs = fs::read_to_string(self.folder.path().join("runs")).unwrap_or_default();
        runs.lines().map(str::to_owned).collect()
    }

    /// Waits until nothing runs that was started.
    fn ended(&self) {
        let here: &Path = &self.sockets();
        gone(processes_in(here));
        assert!(processes_in(here).is_empty());
    }
}
