//! `make bench`: what OBDeck costs, measured against practice agents on loopback.
//!
//! Prints a table and writes `target/bench.json`, a list of `{name, value, unit}`. It judges nothing: times
//! depend on the machine. The counts have a goal, which the table shows. Takes about half a minute.

mod agents;
mod report;
mod requests;
mod sealing;
mod sweep;
mod upload;

use contract::{Failure, Waiting};
use report::{Figure, Report};

/// Polls of a task that runs and does not change.
const POLLS: usize = 50;

fn main() -> Result<(), Failure> {
    let mut report = Report::default();
    for bits in [1024, 2048] {
        report.add(sealing::measure(bits)?);
    }
    let runtime = tokio::runtime::Runtime::new()?;
    // First, while the process has had little memory: its highest mark says what the upload needed.
    upload::measure(&runtime, &mut report)?;
    runtime.block_on(requests::measure(&mut report))?;
    report.add(runtime.block_on(events())?);
    report.add(sweep::measure(&runtime)?);
    report.print()?;
    report.write()
}

/// Events a console sends for a task that does not change.
async fn events() -> Result<Figure, Failure> {
    let mut waiting = Waiting::start(60).await?;
    waiting.polls(POLLS).await?;
    let name = format!("events for an unchanged task, {POLLS} polls");
    Ok(Figure::new(&name, waiting.events() as f64, "events").goal(0.0))
}
