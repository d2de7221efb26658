//! Practice agents to measure against.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use contract::Failure;
use sandbox::Sandbox;
use serde::Deserialize;
use tokio::runtime::Runtime;

/// Agents in a process of their own if the `sandbox` program was built beside this one; else in this process,
/// where they take their share of what is measured.
pub enum Agents {
    Apart { child: Child, addresses: Vec<String> },
    Within(Sandbox),
}

#[derive(Deserialize)]
struct Announcement {
    agents: Vec<String>,
}

impl Agents {
    /// Starts `count` of them.
    pub fn start(runtime: &Runtime, count: usize) -> Result<Agents, Failure> {
        let program = std::env::current_exe()?
            .with_file_name("sandbox")
            .with_extension(std::env::consts::EXE_EXTENSION);
        if !program.exists() {
            let listen = Some(([127, 0, 0, 1], 0).into());
            let options = sandbox::Options { agents: count, listen, ..sandbox::Options::default() };
            return Ok(Agents::Within(runtime.block_on(Sandbox::start(options))?));
        }
        let mut child = Command::new(program)
            .args(["--agents", &count.to_string(), "--listen", "127.0.0.1:0", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("the agents say nothing")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let Announcement { agents } = serde_json::from_str(&line)?;
        Ok(Agents::Apart { child, addresses: agents })
    }

    pub fn addresses(&self) -> Vec<String> {
        match self {
            Agents::Apart { addresses, .. } => addresses.clone(),
            Agents::Within(sandbox) => sandbox.addresses(),
        }
    }

    /// How they are run.
    pub fn note(&self) -> &'static str {
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
