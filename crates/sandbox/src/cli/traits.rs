//! Flags that make single agents special.

use std::time::Duration;

use clap::Args;
use sandbox::{AgentTraits, Membership, Misbehave, Options};

use crate::cli::values::{bits, latency, member, number, number_or_all, skew, text};

/// What is special about single agents.
#[derive(Args)]
pub(super) struct TraitFlags {
    /// The agent's clock is off by this much: `2:90s`, `2:-5m`.
    #[arg(long, value_name = "AGENT:TIME", value_parser = skew, allow_hyphen_values = true)]
    skew: Vec<(usize, i64)>,
    /// The OceanBase version the agent finds; nothing after the colon for none.
    #[arg(long, value_name = "AGENT:VERSION", value_parser = text)]
    ob_version: Vec<(usize, String)>,
    /// The obshell version the agent says it is.
    #[arg(long, value_name = "AGENT:VERSION", value_parser = text)]
    obshell_version: Vec<(usize, String)>,
    /// The agent password it starts with.
    #[arg(long, value_name = "AGENT:PASSWORD", value_parser = text)]
    agent_password: Vec<(usize, String)>,
    /// Size of its RSA key: 512, 1024 or 2048.
    #[arg(long, value_name = "AGENT:BITS", value_parser = bits)]
    key_bits: Vec<(usize, usize)>,
    /// It is a MASTER already, or with a second number a FOLLOWER of that agent.
    #[arg(long, value_name = "AGENT[:MASTER]", value_parser = member)]
    member: Vec<(usize, Membership)>,
    /// Every answer takes this long: `200ms` for all agents, `2:3s` for one.
    #[arg(long, value_name = "[AGENT:]TIME", value_parser = latency)]
    latency: Vec<(Option<usize>, Duration)>,
    /// Where its server keeps its data in a cluster that is up; a word in it can make a later start or stop fail.
    #[arg(long, value_name = "AGENT:DIR", value_parser = text)]
    data_dir: Vec<(usize, String)>,
    /// It answers HTML, as a proxy in between would.
    #[arg(long, value_name = "AGENT", value_parser = number)]
    html: Vec<usize>,
    /// It answers 30 MB.
    #[arg(long, value_name = "AGENT", value_parser = number)]
    huge: Vec<usize>,
    /// It closes the connection right after handling a POST to this path.
    #[arg(long, value_name = "AGENT:PATH", value_parser = text)]
    drop_after_post: Vec<(usize, String)>,
    /// Answers carry fields and a state nobody knows: all agents', or those of one.
    #[arg(long, value_name = "AGENT", num_args = 0..=1, default_missing_value = "0", value_parser = number_or_all)]
    unknown_fields: Vec<usize>,
}

impl TraitFlags {
    /// Adds them to `options`.
    pub fn apply(self, options: &mut Options) {
        let all: Vec<usize> = (1..=options.agents).collect();
        let everyone = |number: usize| if number == 0 { all.clone() } else { vec![number] };
        let mut set = |number: usize, change: &dyn Fn(&mut AgentTraits)| {
            change(options.traits.entry(number - 1).or_default());
        };
        for (agent, skew) in self.skew {
            set(agent, &|traits| traits.clock_skew = skew);
        }
        for (agent, version) in self.ob_version {
            set(agent, &|traits| traits.ob_version = Some(version.clone()));
        }
        for (agent, version) in self.obshell_version {
            set(agent, &|traits| traits.obshell_version = Some(version.clone()));
        }
        for (agent, password) in self.agent_password {
            set(agent, &|traits| traits.agent_password = Some(password.clone()));
        }
        for (agent, bits) in self.key_bits {
            set(agent, &|traits| traits.key_bits = bits);
        }
        for (agent, membership) in self.member {
            set(agent, &|traits| traits.member = Some(membership));
        }
        for (agent, dir) in self.data_dir {
            set(agent, &|traits| traits.data_dir = Some(dir.clone()));
        }
        for (agent, path) in self.drop_after_post {
            set(agent, &|traits| traits.drop_after_post = Some(path.clone()));
        }
        for (agent, length) in self.latency {
            for agent in everyone(agent.unwrap_or_default()) {
                set(agent, &|traits| traits.latency = length);
            }
        }
        for agent in self.html {
            set(agent, &|traits| traits.misbehave = Some(Misbehave::Html));
        }
        for agent in self.huge {
            set(agent, &|traits| traits.misbehave = Some(Misbehave::Huge));
        }
        for agent in self.unknown_fields.into_iter().flat_map(everyone) {
            set(agent, &|traits| traits.misbehave = Some(Misbehave::UnknownFields));
        }
    }
}
