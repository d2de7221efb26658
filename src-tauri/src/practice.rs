use std::path::PathBuf;

use console::Practice;
use futures::future::BoxFuture;
use sandbox::{Options, Sandbox};
use tokio::sync::OnceCell;

/// How many times faster than real agents the practice cluster works, unless `OBDECK_PRACTICE_SPEED` says
/// otherwise: a bootstrap takes about half a minute.
const SPEED: f64 = 4.0;

/// Three practice agents inside this process, on loopback. They remember their state.
pub struct Embedded {
    state: PathBuf,
    sandbox: OnceCell<Sandbox>,
}

impl Embedded {
    pub fn new(state: PathBuf) -> Self {
        Self { state, sandbox: OnceCell::new() }
    }

    async fn started(&self) -> Result<Vec<String>, String> {
        let options = Options { state_dir: Some(self.state.clone()), speed: speed(), ..Options::default() };
        let start = || Sandbox::start(options);
        let sandbox = self.sandbox.get_or_try_init(start).await.map_err(|problem| problem.to_string())?;
        Ok(sandbox.addresses())
    }
}

impl Practice for Embedded {
    fn start(&self) -> BoxFuture<'_, Result<Vec<String>, String>> {
        Box::pin(self.started())
    }

    fn running(&self) -> Vec<String> {
        self.sandbox.get().map(Sandbox::addresses).unwrap_or_default()
    }
}

fn speed() -> f64 {
    let chosen = std::env::var("OBDECK_PRACTICE_SPEED").ok().and_then(|speed| speed.parse().ok());
    chosen.filter(|speed: &f64| speed.is_finite() && *speed > 0.0).unwrap_or(SPEED)
}
