use std::time::Duration;

/// How often a contacted connection is read.
#[derive(Debug, Clone, Copy)]
pub struct LinkPace {
    /// While somebody looks at connections.
    pub looked_at: Duration,
    pub unseen: Duration,
    /// The longest pause after failures. The agents that are not in use are asked who they are as often.
    pub longest: Duration,
    /// Measurements that change little are shown anew as often as this.
    pub settle: Duration,
}

impl Default for LinkPace {
    fn default() -> Self {
        Self {
            looked_at: Duration::from_secs(5),
            unseen: Duration::from_secs(15),
            longest: Duration::from_secs(60),
            settle: Duration::from_secs(60),
        }
    }
}

impl LinkPace {
    /// The time from one round to the next, after `misses` failures in a row.
    pub fn pause(&self, watched: bool, misses: u32) -> Duration {
        let usual = if watched { self.looked_at } else { self.unseen };
        usual.saturating_mul(1 << misses.min(16)).min(self.longest.max(usual))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_make_it_slower_up_to_a_minute() {
        let pauses = |watched| [0, 1, 2, 3, 60].map(|n| LinkPace::default().pause(watched, n).as_secs());
        assert_eq!(pauses(true), [5, 10, 20, 40, 60]);
        assert_eq!(pauses(false), [15, 30, 60, 60, 60]);
    }
}
