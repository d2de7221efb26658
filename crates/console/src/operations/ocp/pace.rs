use std::time::Duration;

/// How often an OCP is asked for a task.
#[derive(Debug, Clone, Copy)]
pub struct OcpPace {
    /// While somebody looks, for [`OcpPace::eager_for`] from the moment he began or did something.
    pub eager: Duration,
    pub eager_for: Duration,
    /// A running task otherwise.
    pub later: Duration,
    /// The longest pause after failures, and the pause for a task that waits for the user.
    pub longest: Duration,
}

impl Default for OcpPace {
    fn default() -> Self {
        Self {
            eager: Duration::from_secs(2),
            eager_for: Duration::from_secs(60),
            later: Duration::from_secs(5),
            longest: Duration::from_secs(30),
        }
    }
}

impl OcpPace {
    /// The pause after `misses` failures in a row.
    pub fn after(&self, misses: u32) -> Duration {
        self.eager.saturating_mul(1 << misses.min(16)).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_make_it_slower_up_to_half_a_minute() {
        let pauses = [1, 2, 3, 4, 99].map(|misses| OcpPace::default().after(misses).as_secs());
        assert_eq!(pauses, [4, 8, 16, 30, 30]);
    }
}
