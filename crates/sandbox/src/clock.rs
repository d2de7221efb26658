//! Time as the practice agents see it, passed in so that tests can drive it.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;
use tokio::sync::Notify;

/// A moment as unix nanoseconds. Zero is what an agent writes for "not set".
pub(crate) type Ns = i64;

/// A pause made by a [`Clock`].
pub type Pause<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Where the practice agents take the time from.
pub trait Clock: Send + Sync + 'static {
    /// The present moment as unix nanoseconds.
    fn now_nanos(&self) -> i64;

    /// Returns when `length` of this clock's time has gone by.
    fn pause(&self, length: Duration) -> Pause<'_>;
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_nanos(&self) -> i64 {
        saturate(OffsetDateTime::now_utc().unix_timestamp_nanos())
    }

    fn pause(&self, length: Duration) -> Pause<'_> {
        Box::pin(tokio::time::sleep(length))
    }
}

/// A clock that stands still until it is told to [`advance`](ManualClock::advance).
///
/// A request that reaches an agent after an advance sees everything that happened meanwhile:
/// no test has to wait.
#[derive(Debug)]
pub struct ManualClock {
    now: AtomicI64,
    moved: Notify,
}

impl ManualClock {
    /// A clock that shows `start`.
    #[must_use]
    pub fn at(start: OffsetDateTime) -> Self {
        Self { now: AtomicI64::new(saturate(start.unix_timestamp_nanos())), moved: Notify::new() }
    }

    /// Moves the clock forward by `step`.
    pub fn advance(&self, step: Duration) {
        self.now.fetch_add(nanos(step), Ordering::SeqCst);
        self.moved.notify_waiters();
    }
}

impl Clock for ManualClock {
    fn now_nanos(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    fn pause(&self, length: Duration) -> Pause<'_> {
        let until = self.now_nanos().saturating_add(nanos(length));
        Box::pin(async move {
            loop {
                let moved = self.moved.notified();
                if self.now_nanos() >= until {
                    return;
                }
                moved.await;
            }
        })
    }
}

/// `length` in nanoseconds, capped at what fits.
pub(crate) fn nanos(length: Duration) -> i64 {
    i64::try_from(length.as_nanos()).unwrap_or(i64::MAX)
}

fn saturate(nanos: i128) -> i64 {
    i64::try_from(nanos).unwrap_or(i64::MAX)
}
