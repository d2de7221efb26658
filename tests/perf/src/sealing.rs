//! CPU time to sign and encrypt one call.
//!
//! The client's own thread is measured, through its public functions: a thread's CPU time knows nothing of
//! the agent's threads, and what an HTTP exchange costs by itself is taken off by measuring the same number
//! of requests to an open route, which are not signed. What is left is a fresh AES key, the header's JSON,
//! and its RSA encryption, in as many blocks as it takes.

use std::time::Duration;

use contract::Failure;
use obshell_api::{Address, Client, Options};
use rustix::time::{ClockId, clock_gettime};
use sandbox::{AgentTraits, Sandbox};
use tokio::runtime;

use crate::report::Figure;

const ROUNDS: usize = 7;
const CALLS: u32 = 100;

/// Measures against an agent with a key of `bits`.
pub fn measure(bits: usize) -> Result<Figure, Failure> {
    let agents = runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let sandbox = agents.block_on(Sandbox::start(sandbox::Options {
        agents: 1,
        listen: Some(([127, 0, 0, 1], 0).into()),
        traits: [(0, AgentTraits { key_bits: bits, ..AgentTraits::default() })].into(),
        ..sandbox::Options::default()
    }))?;
    let address = Address::parse(&sandbox.addresses()[0])?;
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    let micros = here.block_on(sealing(Client::new(address, Options::default())?))?;
    Ok(Figure::new(&format!("CPU to seal one call, {bits}-bit key"), micros, "µs"))
}

/// Microseconds a call. Rounds alternate, and the middle of their differences counts: this machine may have
/// other things to do.
async fn sealing(client: Client) -> Result<f64, Failure> {
    client.unfinished_agent().await?;
    let mut differences = Vec::new();
    for _ in 0..ROUNDS {
        let start = own_cpu_time();
        for _ in 0..CALLS {
            client.time().await?;
        }
        let open = own_cpu_time();
        for _ in 0..CALLS {
            client.unfinished_agent().await?;
        }
        let sealed = own_cpu_time();
        differences.push((sealed - open).as_secs_f64() - (open - start).as_secs_f64());
    }
    differences.sort_by(f64::total_cmp);
    Ok(differences[ROUNDS / 2] * 1e6 / f64::from(CALLS))
}

/// What this thread has used so far.
fn own_cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}
