//! What it takes to send a long OBProxy package to an agent.

use std::fs::File;
use std::time::Instant;

use contract::Failure;
use obshell_api::{Address, CancellationToken, Client, Credentials, Options, PackageFile};
use tokio::runtime::Runtime;

use crate::agents::Agents;
use crate::report::{Figure, Report};

const MIB: u64 = 1024 * 1024;
const LENGTH: u64 = 300 * MIB;
/// An agent believes the name.
const NAME: &str = "obproxy-ce-4.3.1.0-4.el7.x86_64.rpm";

/// Reads, encrypts and sends a package of [`LENGTH`].
pub fn measure(runtime: &Runtime, report: &mut Report) -> Result<(), Failure> {
    let agents = Agents::start(runtime, 1)?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(NAME);
    File::create(&path)?.set_len(LENGTH)?;
    let client = Client::new(Address::parse(&agents.addresses()[0])?, Options::default())?;
    // An agent without a password takes no package.
    let agent = "Measured1##".into();
    runtime.block_on(client.set_agent_password(&agent))?;
    client.set_credentials(Credentials { agent: Some(agent), ..Credentials::default() });
    runtime.block_on(client.host_info())?;

    let before = most_memory();
    let start = Instant::now();
    runtime.block_on(async {
        let file = PackageFile::open(&path).await?;
        client.obproxy_upload(file, drop, &CancellationToken::new()).await
    })?;
    let speed = (LENGTH / MIB) as f64 / start.elapsed().as_secs_f64();
    let name = format!("upload of {} MiB", LENGTH / MIB);
    report.add(Figure::new(&name, speed, "MiB/s").note(agents.note()));
    if let (Some(before), Some(after)) = (before, most_memory()) {
        let grown = (after - before) as f64 / MIB as f64;
        report.add(Figure::new(&format!("memory for an {name}"), grown, "MiB").note(agents.note()));
    }
    Ok(())
}

/// The most memory that this process has had at once, in bytes. `None` where the system does not tell.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kib| kib * 1024)
}
