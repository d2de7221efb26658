//! What an upload costs: a long package is sent by a process of its own, which tells what it needed.

use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::common::proxies::{AGENT_PASSWORD, bench};
use crate::common::{Shifted, contacts, open};
use crate::doubles::{Clickable, Fixed};
use console::Sink;
use console::dto::*;
use tokio::sync::mpsc;
use vault::Vault;

const NAME: &str = "obproxy-ce-4.3.1.0-4.el7.x86_64.rpm";
const MIB: u64 = 1024 * 1024;
/// As long as a package may be in earnest.
const LENGTH: u64 = 300 * MIB;
/// Far less than the package, and than half of it encrypted.
const MOST: u64 = 48 * MIB;
/// Address of the agent, and the folder with the package: set for the process that sends.
const PLACE: &str = "OBDECK_TEST_UPLOAD";

#[tokio::test(flavor = "multi_thread")]
async fn a_long_package_needs_little_memory() {
    let (bench, _) = bench(|_| {}).await;
    bench.package(NAME, LENGTH);
    let place = format!("{} {}", bench.sandbox.addresses()[0], bench.directory.path().display());
    let mut sender = Command::new(std::env::current_exe().unwrap());
    sender.args(["--exact", "proxies_memory::the_process_that_sends", "--nocapture", "--test-threads=1"]);
    let sender = sender.env(PLACE, place).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let output = tokio::task::spawn_blocking(|| sender.wait_with_output()).await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(bench.sent(0, "POST", "/api/v1/obproxy/package"), 1);
}

/// Does nothing unless it is told where to send a package.
#[tokio::test(flavor = "multi_thread")]
async fn the_process_that_sends() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let (address, folder) = place.split_once(' ').unwrap();
    let own = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(format!("{folder}/packages"), own.path().join("packages")).unwrap();
    let (desktop, practice) = (Arc::new(Clickable::default()), Arc::new(Fixed::new(Vec::new())));
    let clock = Arc::new(Shifted::default());
    let console = open(&own, &Vault::memory(), clock, None, desktop, practice).await;
    let mut settings = contacts::settings(ConnectionKind::Agent, &[address.to_owned()]);
    let secret = StoreSecretReq { replaces: None, value: AGENT_PASSWORD.into() };
    settings.passwords.agent = Some(console.store_secret(secret).await.unwrap());
    let id = console.add_connection(AddConnectionReq { settings, guard: None }).await.unwrap().id;
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = UploadPackageReq {
        watch_id: "upload".to_owned(),
        connection_id: id,
        agents: vec![address.to_owned()],
        consent: Consent::default(),
    };
    let before = highest();
    let sink = Sink::new(move |event| sender.send(event).is_ok());
    console.upload_package(request, sink).await.unwrap();
    let (mut told, mut last) = (0, None);
    while let Some(event) = events.recv().await {
        told += 1;
        let over = event.over;
        last = Some(event);
        if over {
            break;
        }
    }
    let end = last.unwrap();
    assert_eq!((end.agents[0].state, end.agents[0].sent), (UploadState::Done, LENGTH), "{end:#?}");
    assert!(told > 4, "it tells of its progress: {told}");
    let grown = highest() - before;
    assert!(grown < MOST, "it grew by {} MiB", grown / MIB);
}

/// The most memory that this process has had at once, in bytes.
fn highest() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}
