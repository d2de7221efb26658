//! `sandbox`: practice obshell agents on loopback.
//!
//! Prints one JSON line with the agents' addresses when all of them answer, then runs until stopped. With
//! `--until-stdin-closes` it does what standard input says, for instance `kill 2`, and prints one JSON line for each.

mod cli;
mod tricks;

use std::io::Write;
use std::process::ExitCode;

use sandbox::Sandbox;
use serde_json::{Value, json};
use time::UtcOffset;
use tracing_subscriber::EnvFilter;

use crate::cli::Arguments;

const BAD_USE: u8 = 2;

fn main() -> ExitCode {
    // The local offset can only be asked for while there is a single thread.
    let offset = UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC);
    let arguments = match cli::parse(offset) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.to_string(), 1),
    };
    let code = runtime.block_on(run(arguments));
    // A thread may still be waiting for standard input.
    runtime.shutdown_background();
    code
}

async fn run(arguments: Arguments) -> ExitCode {
    let sandbox = match Sandbox::start(arguments.options).await {
        Ok(sandbox) => sandbox,
        Err(error @ (sandbox::SandboxError::NotLoopback(_) | sandbox::SandboxError::Option(_))) => {
            return complain(&error.to_string(), BAD_USE);
        }
        Err(error) => return complain(&error.to_string(), 1),
    };
    let line = describe(&sandbox);
    let mut out = std::io::stdout();
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        return complain("standard output is closed", 1);
    }
    wait(&sandbox, arguments.until_stdin_closes).await;
    sandbox.stop().await;
    ExitCode::SUCCESS
}

/// Where the agents are, and what a client needs to talk to them.
fn describe(sandbox: &Sandbox) -> Value {
    let addresses = sandbox.addresses();
    let mut line = json!({ "agents": addresses });
    if sandbox.is_https() {
        line["https"] = true.into();
        line["ca"] = sandbox.ca_pem().into();
        line["fingerprints"] =
            (0..addresses.len()).map(|agent| sandbox.certificate_fingerprint(agent)).collect();
    }
    if sandbox.wants_client_certificate() {
        line["clientCertificate"] = sandbox.client_certificate_pem().into();
        line["clientKey"] = sandbox.client_key_pem().into();
    }
    if let Some((user, password)) = sandbox.ocp_credentials() {
        line["ocp"] = sandbox.ocp_url().into();
        line["ocpUser"] = user.into();
        line["ocpPassword"] = password.into();
        line["ocpProxyroPassword"] = sandbox.ocp_proxyro_password().into();
    }
    if let Some((key, secret)) = sandbox.ocp_access_key() {
        line["accessKey"] = key.into();
        line["secretKey"] = secret.into();
    }
    line
}

fn complain(message: &str, code: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "sandbox: {message}");
    ExitCode::from(code)
}

async fn wait(sandbox: &Sandbox, until_stdin_closes: bool) {
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
        () = obey_stdin(sandbox), if until_stdin_closes => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Plays the tricks that standard input asks for, one answer a line, until it closes.
async fn obey_stdin(sandbox: &Sandbox) {
    let (lines, mut asked) = tokio::sync::mpsc::channel(1);
    // Not awaited: a read of standard input cannot be ended.
    std::thread::spawn(move || {
        let lines_of_stdin = std::io::stdin().lines().map_while(Result::ok);
        lines_of_stdin.into_iter().all(|line| lines.blocking_send(line).is_ok())
    });
    while let Some(line) = asked.recv().await {
        let answer = tricks::play(sandbox, line.trim()).await;
        let mut out = std::io::stdout();
        if writeln!(out, "{answer}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}
