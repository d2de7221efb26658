//! The program's arguments. Agents are numbered from 1 here and from 0 in the library.

mod cluster;
mod hosts;
mod ocp;
mod traits;
mod values;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sandbox::{Options, TlsOptions};
use time::UtcOffset;

use crate::cli::cluster::ClusterFlags;
use crate::cli::hosts::HostFlags;
use crate::cli::ocp::OcpFlags;
use crate::cli::traits::TraitFlags;

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
    /// Speak https, with a certificate authority made for the occasion.
    #[arg(long)]
    https: bool,
    /// Speak https, and only with clients that show a certificate of the same authority.
    #[arg(long)]
    client_auth: bool,
    /// Accept calls with no header at all, and decrypt nothing.
    #[arg(long)]
    no_encryption_check: bool,
    /// The address the first agent says it has, as if the one it is reached at led elsewhere.
    #[arg(long, value_name = "IP:PORT")]
    claims: Option<String>,
    /// End when standard input is closed.
    #[arg(long)]
    until_stdin_closes: bool,
    #[command(flatten)]
    cluster: ClusterFlags,
    #[command(flatten)]
    traits: TraitFlags,
    #[command(flatten)]
    hosts: HostFlags,
    #[command(flatten)]
    ocp: OcpFlags,
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
        cluster: flags.cluster.read(),
        tls: (flags.https || flags.client_auth).then_some(TlsOptions { client_auth: flags.client_auth }),
        bare: flags.no_encryption_check,
        claims: flags.claims,
        utc_offset,
        ..Options::default()
    };
    flags.traits.apply(&mut options);
    flags.hosts.apply(&mut options);
    flags.ocp.apply(&mut options);
    Ok(Arguments { options, until_stdin_closes: flags.until_stdin_closes })
}
