//! The program as others start it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sandbox"))
}

/// The program at work, and what it said.
struct Started {
    child: Child,
    out: BufReader<ChildStdout>,
    said: Value,
}

impl Started {
    fn with(arguments: &[&str]) -> Self {
        let mut command = program();
        command.args(["--listen", "127.0.0.1:0", "--until-stdin-closes"]).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        Self { child, out, said: serde_json::from_str(&line).unwrap() }
    }

    /// Asks for a trick and returns the answer.
    fn play(&mut self, trick: &str) -> Value {
        writeln!(self.child.stdin.as_mut().unwrap(), "{trick}").unwrap();
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// Ends it, and returns what else it said.
    fn end(mut self) -> String {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        rest
    }
}

/// The data of an open route.
fn open(address: &str, target: &str) -> Value {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    body["data"].clone()
}

#[test]
fn one_line_says_where_the_agents_are() {
    let started = Started::with(&["--agents", "2", "--skew", "2:-90s", "--unknown-fields", "1"]);
    let agents = started.said["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 2);
    assert!(agents[0].as_str().unwrap().starts_with("127.0.0.1:"));
    assert_eq!(started.end(), "");
}

#[test]
fn a_cluster_is_up_from_the_start() {
    let started =
        Started::with(&["--cluster", "obc", "--root-password", "root#1", "--zones", "2", "--stuck"]);
    let agents = started.said["agents"].as_array().unwrap();
    let third = open(agents[2].as_str().unwrap(), "/api/v1/info");
    assert_eq!((&third["identity"], &third["zone"]), (&json!("CLUSTER AGENT"), &json!("zone1")));
    assert_eq!(open(agents[0].as_str().unwrap(), "/api/v1/status")["underMaintenance"], true);
    started.end();
}

#[test]
fn servers_of_a_cluster_have_the_directories_they_are_given() {
    let started =
        Started::with(&["--cluster", "obc", "--no-encryption-check", "--data-dir", "2:/data/no-kill"]);
    let first = started.said["agents"][0].as_str().unwrap();
    let zones = open(first, "/api/v1/obcluster/info")["zones"].clone();
    assert_eq!(zones[0]["servers"][0]["data_dir"], "/data/1");
    assert_eq!(zones[1]["servers"][0]["data_dir"], "/data/no-kill");
    started.end();
}

#[test]
fn https_comes_with_what_a_client_needs() {
    let started = Started::with(&["--agents", "1", "--client-auth"]);
    let said = &started.said;
    assert_eq!(said["https"], true);
    assert!(said["fingerprints"][0].as_str().unwrap().starts_with("SHA256 "));
    for (field, kind) in
        [("ca", "CERTIFICATE"), ("clientCertificate", "CERTIFICATE"), ("clientKey", "PRIVATE KEY")]
    {
        assert!(said[field].as_str().unwrap().starts_with(&format!("-----BEGIN {kind}-----")), "{field}");
    }
    started.end();
    let started = Started::with(&["--agents", "1", "--https"]);
    assert!(started.said["ca"].is_string() && started.said["clientKey"].is_null());
    started.end();
}

#[test]
fn an_ocp_says_how_to_log_in() {
    let started = Started::with(&["--agents", "1", "--ocp", "--ocp-build", "4.3.5-1", "--ocp-hosts", "9"]);
    assert!(started.said["ocp"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    assert_eq!(started.said["ocpUser"], "admin");
    assert!(started.said["ocpPassword"].as_str().unwrap().starts_with("Ocp#"));
    assert_eq!(started.said["accessKey"].as_str().unwrap().len(), 16);
    assert_eq!(started.said["secretKey"].as_str().unwrap().len(), 32);
    started.end();
}

#[test]
fn an_open_door_and_a_wrong_address_can_be_asked_for() {
    let started = Started::with(&["--agents", "1", "--no-encryption-check", "--claims", "10.9.8.7:2886"]);
    let address = started.said["agents"][0].as_str().unwrap();
    assert_eq!(open(address, "/api/v1/info")["ip"], "10.9.8.7");
    assert!(open(address, "/api/v1/ob/agents")["contents"].is_array());
    started.end();
}

#[test]
fn spare_agents_and_poor_hosts_can_be_asked_for() {
    let poor =
        ["--memory", "2:4G", "--memory-available", "2:512M", "--disk", "2:90G/100G", "--nofile", "2:1024"];
    let poor =
        [&poor[..], &["--nproc", "2:4096", "--architecture", "2:aarch64", "--fail-node-once", "1:Join self"]];
    let arguments = [&["--agents", "2", "--no-encryption-check"][..], &poor.concat()].concat();
    let started = Started::with(&arguments);
    let second = started.said["agents"][1].as_str().unwrap();
    assert_eq!(open(second, "/api/v1/info")["architecture"], "aarch64");
    let host = open(second, "/api/v1/agent/host-info");
    assert_eq!(
        (&host["memoryInfo"]["total"], &host["memoryInfo"]["available"]),
        (&json!(4_u64 << 30), &json!(512 << 20))
    );
    assert_eq!(host["disks"][0]["used"], 90_u64 << 30);
    assert_eq!(host["disks"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&host["ulimit"]["nofileSoft"], &host["ulimit"]["maxUserProcessesSoft"]),
        (&json!("1024"), &json!("4096"))
    );
    started.end();

    let mut started = Started::with(&["--cluster", "obc", "--spare", "1"]);
    let third = started.said["agents"][2].as_str().unwrap().to_owned();
    assert_eq!(open(&third, "/api/v1/info")["identity"], "SINGLE");
    assert_eq!(started.play("fail-node 3 Add server for scale_out"), json!({"done": "fail-node"}));
    assert_eq!(started.play("fail-node-once 1 Delete observer"), json!({"done": "fail-node-once"}));
    assert_eq!(started.play("mend-nodes 3"), json!({"done": "mend-nodes"}));
    assert!(started.play("fail-node 3")["error"].is_string());
    started.end();
}

#[test]
fn bad_use_ends_with_2_and_a_reason() {
    let cases: [(&[&str], &str); 13] = [
        (&["--colour"], "--colour"),
        (&["--skew", "2:soon"], "not a time"),
        (&["--listen", "0.0.0.0:2886"], "loopback"),
        (&["--agents", "0"], "between 1 and 250"),
        (&["--key-bits", "1:77"], "not a key size"),
        (&["--html", "9"], "there is no agent 9"),
        (&["--claims", "ob1"], "not an address"),
        (&["--zones", "2"], "--cluster"),
        (&["--cluster", "obc", "--spare", "3"], "at least one agent"),
        (&["--memory", "1:much"], "not a size"),
        (&["--disk", "1:9G"], "AGENT:USED/TOTAL"),
        (&["--cluster", "obc", "--stuck", "--busy"], "cannot be used with"),
        (&["--cluster", "obc", "--listen", "127.0.0.1:0", "--zones", "0"], "at least one zone"),
    ];
    for (arguments, reason) in cases {
        let output = program().args(arguments).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(reason), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn agents_die_and_come_back_at_a_word() {
    let mut started = Started::with(&["--agents", "2"]);
    let second = started.said["agents"][1].as_str().unwrap().to_owned();
    assert_eq!(started.play("kill 2"), json!({"done": "kill"}));
    assert!(TcpStream::connect(&second).is_err());
    assert_eq!(started.play("revive 2"), json!({"done": "revive"}));
    assert_eq!(open(&second, "/api/v1/info")["identity"], "SINGLE");

    let key = |address: &str| open(address, "/api/v1/secret")["public_key"].clone();
    let before = key(&second);
    started.play("replace-key 2");
    assert_ne!(key(&second), before);
    assert_eq!(started.play("refused"), json!({"done": "refused", "attempts": 0}));
    for wrong in ["kill 3", "kill", "dance"] {
        assert!(started.play(wrong)["error"].is_string(), "{wrong}");
    }
    assert_eq!(started.end(), "");
}

#[test]
fn an_ocp_gets_into_trouble_and_out_of_it() {
    let mut started = Started::with(&["--agents", "1", "--ocp", "--ocp-undocumented"]);
    let address = started.said["ocp"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    let asked = || {
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(stream, "GET /api/v2/time HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(started.play("ocp bad-gateway"), json!({"done": "ocp"}));
    assert_eq!(asked(), "HTTP/1.1 502 Bad Gateway");
    assert_eq!(started.play("ocp throttles 5"), json!({"done": "ocp"}));
    assert_eq!(started.play("ocp ok"), json!({"done": "ocp"}));
    assert_eq!(asked(), "HTTP/1.1 200 OK");
    assert_eq!(started.play("ocp-refused"), json!({"done": "ocp-refused", "attempts": 0}));
    assert!(started.play("ocp sad")["error"].as_str().unwrap().contains("bad-gateway"));
    started.end();
}
