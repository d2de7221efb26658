//! The program's arguments. Agents are numbered from 1 here and from 0 in the library.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser};
use sandbox::{AgentTraits, Membership, Misbehave, Options};
use time::UtcOffset;

/// What the program was asked to do.
pub(crate) struct Arguments {
    pub options: Options,
    pub until_stdin_closes: bool,
}

/// Practice obshell agents on loopback.
#[derive(Parser)]
#[command(name = "sandbox", version)]
struct Flags {
    /// How many agents to start.
    #[arg(long, default_value_t = 3, value_name = "COUNT")]
    agents: usize,
    /// Where the first agent listens; the others take the next ports, or any if it is 0.
    #[arg(long, value_name = "IP:PORT")]
    listen: Option<SocketAddr>,
    /// How many times faster than real agents tasks run.
    #[arg(long, default_value_t = 1.0, value_name = "FACTOR")]
    speed: f64,
    /// Decides keys, trace ids and tokens.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Keep the agents' state in this directory, and go on from there.
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// End when standard input is closed.
    #[arg(long)]
    until_stdin_closes: bool,
    #[command(flatten)]
    traits: TraitFlags,
}

#[derive(Args)]
struct TraitFlags {
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

/// Reads the arguments; an error is already reported.
pub(crate) fn parse(utc_offset: UtcOffset) -> Result<Arguments, ExitCode> {
    let flags = Flags::try_parse().map_err(|error| {
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })?;
    let mut options = Options {
        agents: flags.agents,
        listen: flags.listen,
        speed: flags.speed,
        seed: flags.seed,
        state_dir: flags.state,
        utc_offset,
        ..Options::default()
    };
    flags.traits.apply(&mut options);
    Ok(Arguments { options, until_stdin_closes: flags.until_stdin_closes })
}

impl TraitFlags {
    fn apply(self, options: &mut Options) {
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

fn number(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("'{text}' is not an agent's number"))
}

fn number_or_all(text: &str) -> Result<usize, String> {
    if text == "0" { Ok(0) } else { number(text) }
}

fn pair(text: &str) -> Result<(usize, &str), String> {
    let (agent, value) = text.split_once(':').ok_or("expected AGENT:VALUE, for instance 2:value")?;
    Ok((number(agent)?, value))
}

fn text(text: &str) -> Result<(usize, String), String> {
    pair(text).map(|(agent, value)| (agent, value.to_owned()))
}

fn bits(text: &str) -> Result<(usize, usize), String> {
    let (agent, value) = pair(text)?;
    let bits = value.parse().map_err(|_| format!("'{value}' is not a key size"))?;
    Ok((agent, bits))
}

fn member(text: &str) -> Result<(usize, Membership), String> {
    match text.split_once(':') {
        None => Ok((number(text)?, Membership::Master)),
        Some((agent, master)) => Ok((number(agent)?, Membership::FollowerOf(number(master)? - 1))),
    }
}

fn skew(text: &str) -> Result<(usize, i64), String> {
    let (agent, value) = pair(text)?;
    let (sign, length) = value.strip_prefix('-').map_or((1, value), |length| (-1, length));
    let millis = i64::try_from(time(length)?.as_millis()).map_err(|_| format!("{value} is too long"))?;
    Ok((agent, sign * millis))
}

fn latency(text: &str) -> Result<(Option<usize>, Duration), String> {
    match text.split_once(':') {
        Some((agent, length)) => Ok((Some(number(agent)?), time(length)?)),
        None => Ok((None, time(text)?)),
    }
}

fn time(text: &str) -> Result<Duration, String> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(unit);
    let millis = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(format!("'{text}' is not a time; write 200ms, 90s, 5m or 2h")),
    };
    let count: u64 =
        digits.parse().map_err(|_| format!("'{text}' is not a time; write 200ms, 90s, 5m or 2h"))?;
    count.checked_mul(millis).map(Duration::from_millis).ok_or_else(|| format!("{text} is too long"))
}
