//! Ways through a real sshd on loopback, with keys of its own and without anything of the person's who runs the tests.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod support;

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::{FileTypeExt, PermissionsExt},
    path::{Path, PathBuf},
};

use futures::future::join_all;
use support::{Desk, Target, fetch, gone};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tunnels::TunnelError;

#[tokio::test]
async fn an_exchange_goes_through() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");

    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert!(fs::metadata(&path).unwrap().file_type().is_socket());
    assert_eq!((mode(&path), mode(&desk.sockets())), (0o600, 0o700), "nobody else may take this way");
    assert!(path.as_os_str().len() < 100);
}

#[tokio::test]
async fn ways_through_one_jump_host_share_an_ssh() {
    let desk = Desk::new();
    let tunnels = desk.tunnels();
    let targets = join_all([(); 4].map(|()| Target::start())).await;
    let wanted = (0..12).map(|count| tunnels.open("jump", "127.0.0.1", targets[count % 4].port));
    let paths: Vec<_> = join_all(wanted).await.into_iter().map(Result::unwrap).collect();
    for (count, path) in paths.iter().enumerate() {
        assert_eq!(path, &paths[count % 4], "one way, one path");
        assert_eq!(fetch(path).await.unwrap(), "hello from the other side");
    }
    assert_eq!(desk.jump.connections(), 1);
    assert_eq!(desk.masters().len(), 1);
    assert_eq!(tunnels.clone().open("jump", "127.0.0.1", targets[0].port).await.unwrap(), paths[0]);
    assert_eq!(desk.jump.connections(), 1);
}

#[tokio::test]
async fn a_jump_host_behind_a_jump_host_is_reached() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let path = tunnels.open("far", "localhost", target.port).await.unwrap();
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");
    assert_eq!(desk.jump.connections(), 2);

    let processes = desk.processes();
    tunnels.close("far").await;
    gone(processes);
    assert_eq!(desk.leftovers(), Vec::<String>::new());
}

#[tokio::test]
async fn the_users_forwards_are_left_to_the_user() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    // A port that is taken would end an ssh that must not start without its forwards.
    let path = tunnels.open("busy", "127.0.0.1", target.port).await.unwrap();
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");
}

#[tokio::test]
async fn what_ssh_refuses_is_told_in_its_words() {
    let desk = Desk::new();
    let tunnels = desk.tunnels();
    let cases = [
        ("stranger", "Host key verification failed"),
        ("impostor", "REMOTE HOST IDENTIFICATION HAS CHANGED"),
        ("keyless", "Permission denied (publickey)"),
        ("nowhere", "Could not resolve hostname"),
        ("closed", "Connection refused"),
        ("proxied", "the proxy is out"),
    ];
    for (jump, expected) in cases {
        match tunnels.open(jump, "127.0.0.1", 1).await {
            Err(TunnelError::Refused(words)) => {
                assert!(words.contains(expected), "{jump} was refused with {words:?}");
                assert!(words.lines().count() <= 8 && words.len() < 1000, "{words}");
            }
            other => panic!("{jump}: {other:?}"),
        }
    }
    assert_eq!(desk.leftovers(), Vec::<String>::new());
}

#[tokio::test]
async fn a_target_that_does_not_answer_closes_the_connection() {
    let desk = Desk::new();
    let tunnels = desk.tunnels();
    let path = tunnels.open("jump", "127.0.0.1", support::closed_port()).await.unwrap();
    // Closed or reset, but over.
    assert_eq!(fetch(&path).await.unwrap_or_default(), "");
    let target = Target::start().await;
    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side", "other ways are as good as before");
}

#[tokio::test]
async fn a_jump_host_that_dies_in_use_is_reached_again() {
    let mut desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    let mut connection = UnixStream::connect(&path).await.unwrap();
    connection.write_all(b"GET / HTT").await.unwrap();
    let masters = desk.masters();

    desk.jump.kill();
    let mut rest = Vec::new();
    // Closed or reset, but over.
    _ = connection.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
    gone(masters);
    assert!(matches!(tunnels.open("jump", "127.0.0.1", target.port).await, Err(TunnelError::Refused(_))));

    desk.jump.start();
    let again = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    assert_eq!(again, path);
    assert_eq!(fetch(&again).await.unwrap(), "hello from the other side");
}

#[tokio::test]
async fn an_ssh_that_dies_is_started_again() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    for master in desk.masters() {
        rustix::process::kill_process(master, rustix::process::Signal::KILL).unwrap();
        gone(vec![master]);
    }
    assert_eq!(tunnels.open("jump", "127.0.0.1", target.port).await.unwrap(), path);
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");
    assert_eq!((desk.jump.connections(), desk.masters().len()), (2, 1));
}

#[tokio::test]
async fn a_socket_that_was_deleted_is_made_again() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(tunnels.open("jump", "127.0.0.1", target.port).await.unwrap(), path);
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");

    // Something else of its name is no way either.
    fs::remove_file(&path).unwrap();
    fs::write(&path, "").unwrap();
    assert_eq!(tunnels.open("jump", "127.0.0.1", target.port).await.unwrap(), path);
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");
    assert_eq!(desk.jump.connections(), 1);
}

#[tokio::test]
async fn a_way_that_cannot_be_laid_is_told() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let refused = tunnels.open("jump", "127.0.0.1", target.port).await;
    assert!(matches!(&refused, Err(TunnelError::Refused(words)) if words.contains("forward")), "{refused:?}");

    fs::remove_dir(&path).unwrap();
    tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");
    assert_eq!(desk.jump.connections(), 1);
}

#[tokio::test]
async fn nothing_is_left_after_closing() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    tunnels.open("busy", "127.0.0.1", target.port).await.unwrap();
    let processes = desk.processes();
    assert_eq!(desk.masters().len(), 2);

    tunnels.close("jump").await;
    tunnels.close("never opened").await;
    assert_eq!(desk.masters().len(), 1);
    assert!(!path.exists());
    tunnels.close_all().await;
    gone(processes);
    assert_eq!(desk.leftovers(), Vec::<String>::new());

    let path = tunnels.open("jump", "127.0.0.1", target.port).await.unwrap();
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side", "closed is not for ever");
}

#[tokio::test]
async fn nothing_is_left_after_the_last_clone() {
    let desk = Desk::new();
    let (tunnels, target) = (desk.tunnels(), Target::start().await);
    let clone = tunnels.clone();
    let path = tunnels.open("far", "127.0.0.1", target.port).await.unwrap();
    drop(tunnels);
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");
    let processes = desk.processes();
    assert!(processes.len() >= 2, "one ssh, and one for the way there");
    drop(clone);
    gone(processes);
    assert_eq!(desk.leftovers(), Vec::<String>::new());
}

#[tokio::test]
async fn no_ssh_outlives_a_program_that_is_killed() {
    let desk = Desk::new();
    let target = Target::start().await;
    let mut program = desk.command("program").env("TUNNELS_TARGET", target.port.to_string()).spawn().unwrap();
    let mut lines = BufReader::new(program.stdout.as_mut().unwrap()).lines();
    let path = lines.find_map(|line| line.unwrap().strip_prefix("open ").map(PathBuf::from)).unwrap();
    assert_eq!(fetch(&path).await.unwrap(), "hello from the other side");

    let processes = desk.processes();
    assert!(!processes.is_empty());
    program.kill().unwrap();
    program.wait().unwrap();
    gone(processes);
}

/// Opens a way and keeps it until it is killed.
#[tokio::test]
#[ignore = "started by another test"]
async fn program() {
    let Some(folder) = std::env::var_os(support::DESK) else { return };
    let port = std::env::var("TUNNELS_TARGET").unwrap().parse().unwrap();
    let tunnels = support::tunnels(Path::new(&folder));
    println!("\nopen {}", tunnels.open("far", "127.0.0.1", port).await.unwrap().display());
    std::future::pending::<()>().await;
}
