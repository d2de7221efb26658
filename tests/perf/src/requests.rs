//! HTTP requests that a call takes once the agent's key and clock are known.

use contract::Failure;
use obshell_api::{Address, AgentAddress, Client, JoinRequest, Options};
use sandbox::Sandbox;

use crate::report::{Figure, Report};

const CALLS: usize = 20;

/// Counts for calls that read and for one that changes something.
pub async fn measure(report: &mut Report) -> Result<(), Failure> {
    let listen = Some(([127, 0, 0, 1], 0).into());
    let sandbox =
        Sandbox::start(sandbox::Options { agents: 1, listen, ..sandbox::Options::default() }).await?;
    let address = Address::parse(&sandbox.addresses()[0])?;
    let agent = AgentAddress::from(&address);
    let client = Client::new(address, Options::default())?;
    client.host_info().await?;

    let before = sandbox.requests(0).len();
    for _ in 0..CALLS {
        client.host_info().await?;
    }
    let reads = (sandbox.requests(0).len() - before) as f64 / CALLS as f64;
    report.add(Figure::new("requests for a call that reads", reads, "requests").goal(1.0));

    let before = sandbox.requests(0).len();
    let (zone_name, master_password) = ("zone1".to_owned(), None);
    client.join(&JoinRequest { agent, zone_name, master_password }).await?;
    let changes = (sandbox.requests(0).len() - before) as f64;
    report.add(Figure::new("requests for a call that changes", changes, "requests").goal(1.0));
    Ok(())
}
