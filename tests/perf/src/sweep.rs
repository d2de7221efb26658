//! Time to probe many hosts at once, as the wizard's first step does.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use console::AgentOptions;
use console::dto::{ProbeHostReq, Reach};
use contract::{Desk, Failure};
use futures::future::join_all;
use sandbox::Sandbox;
use serde::Deserialize;
use tokio::runtime::Runtime;

use crate::report::Figure;

const HOSTS: usize = 200;

/// Probes [`HOSTS`] agents that have never been seen before.
pub fn measure(runtime: &Runtime) -> Result<Figure, Failure> {
    let agents = Agents::start(runtime)?;
    let hosts = agents.addresses();
    let desk =
        runtime.block_on(Desk::open(hosts.clone(), AgentOptions::default(), Duration::from_secs(1)))?;
    let took = runtime.block_on(probe(&desk, &hosts))?;
    let name = format!("probe {HOSTS} hosts at once");
    Ok(Figure::new(&name, took.as_secs_f64() * 1000.0, "ms").note(agents.note()))
}

async fn probe(desk: &Desk, hosts: &[String]) -> Result<Duration, Failure> {
    let start = Instant::now();
    let probes = hosts.iter().map(|address| {
        desk.console.probe_host(ProbeHostReq {
            address: address.clone(),
            agent_password: None,
            reach: Reach::default(),
        })
    });
    let answers = join_all(probes).await;
    let took = start.elapsed();
    let read = |answer: &Result<console::dto::HostProbe, _>| {
        answer.as_ref().is_ok_and(|probe| probe.facts.as_ref().is_some_and(|facts| facts.resources.is_some()))
    };
    let known = answers.iter().filter(|answer| read(answer)).count();
    if known < HOSTS {
        return Err(format!("only {known} of {HOSTS} hosts were read in full").into());
    }
    Ok(took)
}

/// Agents in a process of their own if the `sandbox` program was built beside this one; else in this process,
/// where they take their share of what is measured.
enum Agents {
    Apart { child: Child, addresses: Vec<String> },
    Within(Sandbox),
}

#[derive(Deserialize)]
struct Announcement {
    agents: Vec<String>,
}

impl Agents {
    fn start(runtime: &Runtime) -> Result<Agents, Failure> {
        let program = std::env::current_exe()?
            .with_file_name("sandbox")
            .with_extension(std::env::consts::EXE_EXTENSION);
        if !program.exists() {
            let listen = Some(([127, 0, 0, 1], 0).into());
            let options = sandbox::Options { agents: HOSTS, listen, ..sandbox::Options::default() };
            return Ok(Agents::Within(runtime.block_on(Sandbox::start(options))?));
        }
        let mut child = Command::new(program)
            .args(["--agents", &HOSTS.to_string(), "--listen", "127.0.0.1:0", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("the agents say nothing")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let Announcement { agents } = serde_json::from_str(&line)?;
        Ok(Agents::Apart { child, addresses: agents })
    }

    fn addresses(&self) -> Vec<String> {
        match self {
            Agents::Apart { addresses, .. } => addresses.clone(),
            Agents::Within(sandbox) => sandbox.addresses(),
        }
    }

    fn note(&self) -> &'static str {
        match self {
            Agents::Apart { .. } => "agents in a process of their own",
            Agents::Within(_) => "agents in this process",
        }
    }
}

impl Drop for Agents {
    fn drop(&mut self) {
        let Agents::Apart { child, .. } = self else { return };
        // It ends by itself; this makes sure that it is gone when this program is.
        drop(child.stdin.take());
        let _ = child.wait();
    }
}
