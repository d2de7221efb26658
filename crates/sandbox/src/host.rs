//! The agents' processes: what listens, what watches the clock, what writes to disk.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::agent::persist::{self, Saved};
use crate::clock::Clock;
use crate::http::serve;
use crate::listen::{Owned, bind};
use crate::lock;
use crate::options::{Misbehave, Options};
use crate::tls::Https;
use crate::world::World;

/// Writing down what the scheduler does may take its time; what a request changes may not.
const WRITE_EVERY: Duration = Duration::from_millis(200);
/// No watch round is shorter.
const SHORTEST_ROUND: Duration = Duration::from_millis(10);

/// What all agents of a sandbox share.
pub(crate) struct Shared {
    pub clock: Arc<dyn Clock>,
    pub seed: u64,
    /// `None`: the agents speak plain http.
    pub https: Option<Arc<Https>>,
    /// Where the first agent listens, if that was said.
    pub listen: Option<SocketAddr>,
    /// The agents ask nobody for anything.
    pub bare: bool,
    state_dir: Option<PathBuf>,
    world: Mutex<World>,
}

/// How an agent behaves towards its callers.
pub(crate) struct Manners {
    pub latency: Duration,
    pub misbehave: Option<Misbehave>,
    pub drop_after_post: Option<String>,
}

impl Shared {
    pub fn new(world: World, https: Option<Arc<Https>>, options: &Options) -> Self {
        Self {
            clock: options.clock.clone(),
            seed: options.seed,
            https,
            listen: options.listen,
            bare: options.bare,
            state_dir: options.state_dir.clone(),
            world: Mutex::new(world),
        }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    pub fn manners(&self, me: usize) -> Manners {
        let world = self.world();
        let traits = &world.agents[me].traits;
        Manners {
            latency: traits.latency,
            misbehave: traits.misbehave,
            drop_after_post: traits.drop_after_post.clone(),
        }
    }

    /// Writes down what has changed.
    pub fn keep(&self, world: &mut World) {
        let Some(dir) = &self.state_dir else { return };
        let at = self.clock.now_nanos();
        for (index, state) in world.take_dirty() {
            if let Err(error) = persist::save(dir, index, &Saved { at, state }) {
                tracing::error!(agent = index + 1, %error, "state not written");
            }
        }
    }
}

/// Which agents listen.
pub(crate) struct Hosts {
    shared: Arc<Shared>,
    all: CancellationToken,
    running: Mutex<Vec<Option<Serving>>>,
    owned: Mutex<Vec<Owned>>,
    /// Held by whoever adds an agent.
    pub adding: tokio::sync::Mutex<()>,
}

/// One agent's server.
struct Serving {
    token: CancellationToken,
    server: JoinHandle<()>,
}

impl Hosts {
    /// Lets every agent serve on its listener and starts watching the clock.
    pub fn start(shared: Arc<Shared>, listeners: Vec<TcpListener>) -> Arc<Self> {
        let all = CancellationToken::new();
        let running = Mutex::new(listeners.iter().map(|_| None).collect());
        let owned = Mutex::new(listeners.iter().filter_map(Owned::of).collect());
        let hosts = Arc::new(Self { shared, all, running, owned, adding: tokio::sync::Mutex::default() });
        for (index, listener) in listeners.into_iter().enumerate() {
            hosts.serve(index, listener);
        }
        tokio::spawn(watch(hosts.clone()));
        hosts
    }

    /// Cancelled when everything stops.
    pub fn child_token(&self) -> CancellationToken {
        self.all.child_token()
    }

    /// Stops everything.
    pub fn stop(&self) {
        self.all.cancel();
        lock(&self.owned).clear();
    }

    /// Lets the agent that was added last serve on its listener.
    pub fn add(&self, listener: TcpListener) {
        lock(&self.owned).extend(Owned::of(&listener));
        let me = {
            let mut running = lock(&self.running);
            running.push(None);
            running.len() - 1
        };
        self.serve(me, listener);
    }

    /// Stops agent `me` from listening.
    pub fn down(&self, me: usize) {
        let serving = lock(&self.running).get_mut(me).and_then(Option::take);
        if let Some(serving) = serving {
            serving.token.cancel();
        }
    }

    /// Stops agent `me` from listening, and returns when its port is closed.
    pub async fn down_completely(&self, me: usize) {
        let serving = lock(&self.running)[me].take();
        if let Some(Serving { token, server }) = serving {
            token.cancel();
            // It ends by being told to, or has ended already.
            let _ = server.await;
        }
    }

    /// Lets agent `me` listen again; the port may take a moment to become free.
    pub async fn up_patiently(&self, me: usize) {
        for _ in 0..200 {
            if self.up(me).await {
                return;
            }
            tokio::time::sleep(SHORTEST_ROUND).await;
        }
    }

    async fn up(&self, me: usize) -> bool {
        // An agent that is just being added gets its listener from elsewhere.
        if lock(&self.running).get(me).is_none_or(Option::is_some) {
            return true;
        }
        let address = self.shared.world().agents[me].state.address;
        match bind(address).await {
            Ok(listener) => {
                self.serve(me, listener);
                true
            }
            Err(error) => {
                tracing::warn!(agent = me + 1, %error, "cannot listen again yet");
                false
            }
        }
    }

    fn serve(&self, me: usize, listener: TcpListener) {
        let token = self.all.child_token();
        let server = serve::spawn(self.shared.clone(), me, listener, token.clone());
        lock(&self.running)[me] = Some(Serving { token, server });
    }
}

/// Lets time pass for agents nobody asks, and opens and closes listeners as processes come and go.
async fn watch(hosts: Arc<Hosts>) {
    let shared = hosts.shared.clone();
    let period = Duration::from_nanos(u64::try_from(shared.world().period()).unwrap_or(1_000_000_000));
    let round = period.max(SHORTEST_ROUND);
    let mut written = Instant::now();
    loop {
        tokio::select! {
            () = hosts.all.cancelled() => return,
            () = shared.clock.pause(round) => {}
        }
        let up: Vec<bool> = {
            let mut world = shared.world();
            world.catch_up(shared.clock.now_nanos());
            if written.elapsed() >= WRITE_EVERY {
                shared.keep(&mut world);
                written = Instant::now();
            }
            world.agents.iter().map(|agent| agent.up).collect()
        };
        for (index, up) in up.into_iter().enumerate() {
            if up {
                hosts.up(index).await;
            } else {
                hosts.down(index);
            }
        }
    }
}
