//! Flags about hosts and the steps that fail on them.

use clap::Args;
use sandbox::{AgentTraits, Disk, FailingNode, Options};

use crate::cli::values::{disk, size, text};

/// What single agents tell of their hosts, and which of their steps fail.
#[derive(Args)]
pub(super) struct HostFlags {
    /// The host's memory: `2:16G`.
    #[arg(long, value_name = "AGENT:SIZE", value_parser = size)]
    memory: Vec<(usize, u64)>,
    /// The memory nobody uses: `2:4G`.
    #[arg(long, value_name = "AGENT:SIZE", value_parser = size)]
    memory_available: Vec<(usize, u64)>,
    /// A disk, used and whole size, in place of those it has: `2:90G/100G`.
    #[arg(long, value_name = "AGENT:USED/TOTAL", value_parser = disk)]
    disk: Vec<(usize, (u64, u64))>,
    /// How many files a process may have open.
    #[arg(long, value_name = "AGENT:COUNT", value_parser = text)]
    nofile: Vec<(usize, String)>,
    /// How many processes a user may have.
    #[arg(long, value_name = "AGENT:COUNT", value_parser = text)]
    nproc: Vec<(usize, String)>,
    /// Its architecture: `2:aarch64`.
    #[arg(long, value_name = "AGENT:NAME", value_parser = text)]
    architecture: Vec<(usize, String)>,
    /// Nodes of this name fail where the agent works on them, or is what they are about.
    #[arg(long, value_name = "AGENT:NODE", value_parser = text)]
    fail_node: Vec<(usize, String)>,
    /// The same, but only the first time.
    #[arg(long, value_name = "AGENT:NODE", value_parser = text)]
    fail_node_once: Vec<(usize, String)>,
}

impl HostFlags {
    /// Adds them to `options`.
    pub fn apply(self, options: &mut Options) {
        let mut set = |number: usize, change: &dyn Fn(&mut AgentTraits)| {
            change(options.traits.entry(number - 1).or_default());
        };
        for (agent, memory) in self.memory {
            set(agent, &|traits| traits.memory = memory);
        }
        for (agent, memory) in self.memory_available {
            set(agent, &|traits| traits.host.memory_available = Some(memory));
        }
        for (agent, _) in &self.disk {
            set(*agent, &|traits| traits.host.disks.clear());
        }
        for (agent, (used, total)) in self.disk {
            set(agent, &|traits| {
                let device = format!("/dev/vd{}1", char::from(b"abcdefgh"[traits.host.disks.len() % 8]));
                traits.host.disks.push(Disk { device, total, used });
            });
        }
        for (agent, count) in self.nofile {
            set(agent, &|traits| traits.host.nofile.clone_from(&count));
        }
        for (agent, count) in self.nproc {
            set(agent, &|traits| traits.host.nproc.clone_from(&count));
        }
        for (agent, name) in self.architecture {
            set(agent, &|traits| traits.host.architecture.clone_from(&name));
        }
        let always =
            self.fail_node.into_iter().map(|(agent, node)| (agent, FailingNode { node, once: false }));
        let once =
            self.fail_node_once.into_iter().map(|(agent, node)| (agent, FailingNode { node, once: true }));
        for (agent, failing) in always.chain(once) {
            set(agent, &|traits| traits.failing.push(failing.clone()));
        }
    }
}
