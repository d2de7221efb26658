use std::sync::Arc;
use std::time::{Duration, SystemTime};

use console::AgentOptions;
use console::dto::{DraftParameter, OperationEvent, ParameterScope, StateKind};
use sandbox::{ManualClock, Options, Sandbox};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::{Desk, Failure, Ticking};

/// How often a running task is read.
const PACE: Duration = Duration::from_millis(5);
/// No wait here is longer, on however busy a machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Time enough for an event that should not come.
const COALESCED: Duration = Duration::from_millis(300);

/// A console that follows an init which runs and does not get on: its agent's time stands still.
pub struct Waiting {
    _desk: Desk,
    sandbox: Sandbox,
    clock: Arc<ManualClock>,
    events: mpsc::UnboundedReceiver<OperationEvent>,
}

impl Waiting {
    /// Brings one agent to where its cluster has been bootstrapping for `seconds`.
    pub async fn start(seconds: u64) -> Result<Waiting, Failure> {
        let clock = Arc::new(ManualClock::at(SystemTime::now().into()));
        let listen = Some(([127, 0, 0, 1], 0).into());
        let options = Options { agents: 1, listen, clock: clock.clone(), ..Options::default() };
        let sandbox = Sandbox::start(options).await?;
        let agents = AgentOptions { clock: Arc::new(Ticking::new(clock.clone())), ..AgentOptions::default() };
        let desk = Desk::open(sandbox.addresses(), agents, PACE).await?;
        let root = desk.secret("aaBB11##root").await?;
        let draft = desk
            .draft(|draft| {
                draft.cluster.name = "slow-order".to_owned();
                draft.cluster.root_password = Some(root);
                let (name, value) = ("memory_limit".to_owned(), "8G".to_owned());
                draft.parameters = vec![DraftParameter { scope: ParameterScope::Cluster, name, value }];
            })
            .await?;
        desk.probe(&draft).await?;
        let events = desk.start(&draft).await?;
        let mut waiting = Waiting { _desk: desk, sandbox, clock, events };
        waiting.until_bootstrap().await?;
        waiting.advance(seconds);
        while waiting.news().await {}
        Ok(waiting)
    }

    /// Lets the console read its task `count` times, and returns what the agent was asked meanwhile.
    pub async fn polls(&self, count: usize) -> Result<Vec<String>, Failure> {
        let before = self.sandbox.requests(0).len();
        let asked = async {
            loop {
                let asked = self.sandbox.requests(0).split_off(before);
                if asked.len() >= count {
                    return asked.into_iter().map(|request| request.path).collect();
                }
                sleep(PACE).await;
            }
        };
        let asked = timeout(PATIENCE, asked).await?;
        // What the last polls led to is given the time to arrive.
        sleep(COALESCED).await;
        Ok(asked)
    }

    /// Takes the events that have come, and counts them.
    pub fn events(&mut self) -> usize {
        std::iter::from_fn(|| self.events.try_recv().ok()).count()
    }

    /// Moves the agent's clock.
    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Waits for an event; false when none comes.
    pub async fn news(&mut self) -> bool {
        matches!(timeout(2 * COALESCED, self.events.recv()).await, Ok(Some(_)))
    }

    /// Lets the agent's time pass until init is at its fourth step.
    async fn until_bootstrap(&mut self) -> Result<(), Failure> {
        let arrived = async {
            loop {
                while let Ok(event) = self.events.try_recv() {
                    if bootstraps(&event) {
                        return;
                    }
                }
                self.clock.advance(Duration::from_secs(1));
                sleep(PACE).await;
            }
        };
        Ok(timeout(PATIENCE, arrived).await?)
    }
}

fn bootstraps(event: &OperationEvent) -> bool {
    let OperationEvent::Changed { steps, .. } = event else { return false };
    let mut steps = steps.iter().flat_map(|change| &change.steps);
    steps.any(|step| step.name == "Cluster boostrap" && step.state.kind == StateKind::Running)
}
