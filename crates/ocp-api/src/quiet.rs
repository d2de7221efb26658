use std::time::Duration;

use reach::Clock;

/// Whether OCP wants to be left alone. Moments are those of the clock that never jumps.
#[derive(Debug, Default)]
pub struct Quiet {
    until: Option<Duration>,
}

impl Quiet {
    /// How long still; `None` when it is over.
    pub fn left(&mut self, clock: &dyn Clock) -> Option<Duration> {
        let left = self.until?.checked_sub(clock.monotonic()).filter(|left| !left.is_zero());
        if left.is_none() {
            self.until = None;
        }
        left
    }

    /// OCP said so just now. A shorter wait takes nothing from a longer one.
    pub fn keep(&mut self, wait: Duration, clock: &dyn Clock) {
        self.until = self.until.max(Some(clock.monotonic().saturating_add(wait)));
    }
}
