//! Time to probe many hosts at once, as the wizard's first step does.

use std::time::{Duration, Instant};

use console::AgentOptions;
use console::dto::{ProbeHostReq, Reach};
use contract::{Desk, Failure};
use futures::future::join_all;
use tokio::runtime::Runtime;

use crate::agents::Agents;
use crate::report::Figure;

const HOSTS: usize = 200;

/// Probes [`HOSTS`] agents that have never been seen before.
pub fn measure(runtime: &Runtime) -> Result<Figure, Failure> {
    let agents = Agents::start(runtime, HOSTS)?;
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
