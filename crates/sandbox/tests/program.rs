//! The program as others start it.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sandbox"))
}

#[test]
fn one_line_says_where_the_agents_are() {
    let mut child = program()
        .args(["--agents", "2", "--listen", "127.0.0.1:0", "--skew", "2:-90s", "--unknown-fields", "1"])
        .arg("--until-stdin-closes")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    let agents = said["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 2);
    assert!(agents[0].as_str().unwrap().starts_with("127.0.0.1:"));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[test]
fn bad_use_ends_with_2_and_a_reason() {
    let cases: [(&[&str], &str); 6] = [
        (&["--colour"], "--colour"),
        (&["--skew", "2:soon"], "not a time"),
        (&["--listen", "0.0.0.0:2886"], "loopback"),
        (&["--agents", "0"], "between 1 and 250"),
        (&["--key-bits", "1:77"], "not a key size"),
        (&["--html", "9"], "there is no agent 9"),
    ];
    for (arguments, reason) in cases {
        let output = program().args(arguments).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(reason), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty());
    }
}
