use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use obshell_api::Clock;
use sandbox::ManualClock;

/// The practice agents' clock, for a client to live by.
#[derive(Debug, Clone)]
pub struct SandboxTime(pub Arc<ManualClock>);

/// [`SandboxTime`] that also moves on by a millisecond with every look, while the agents' time stands still.
#[derive(Debug)]
pub struct Ticking {
    base: SandboxTime,
    looks: AtomicU64,
}

impl Ticking {
    /// A clock that begins where the agents' clock is.
    pub fn new(agents: Arc<ManualClock>) -> Ticking {
        Ticking { base: SandboxTime(agents), looks: AtomicU64::new(0) }
    }
}

impl Clock for SandboxTime {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        Duration::from_nanos(u64::try_from(sandbox::Clock::now_nanos(&*self.0)).unwrap_or_default())
    }
}

impl Clock for Ticking {
    fn now(&self) -> SystemTime {
        self.base.now() + Duration::from_millis(self.looks.fetch_add(1, Ordering::Relaxed))
    }

    fn monotonic(&self) -> Duration {
        self.base.monotonic()
    }
}
