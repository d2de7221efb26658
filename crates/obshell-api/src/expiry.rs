use std::time::{Duration, SystemTime};

use reach::ClockOffset;

/// How long a signed header stays valid as a rule, counted on the agent's clock.
pub const LIFETIME: Duration = Duration::from_secs(60);

/// The furthest an agent's clock is followed into the future.
///
/// `/api/v1/time` is unauthenticated: whoever can forge it could otherwise make us sign headers
/// that can be replayed for years.
const MAX_AHEAD_MS: f64 = 24.0 * 3_600_000.0;

/// The `Ts` of a header signed at `now`: unix seconds on the agent's clock at which it expires.
pub fn expiry(agent: ClockOffset, now: SystemTime, lifetime: Duration) -> i64 {
    let offset = agent.offset_ms.min(MAX_AHEAD_MS) / 1000.0;
    (unix_seconds(now) + offset).floor() as i64 + lifetime.as_secs() as i64
}

fn unix_seconds(moment: SystemTime) -> f64 {
    match moment.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => since.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_10_000(offset_ms: f64) -> i64 {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(10_000);
        expiry(ClockOffset { offset_ms, round_trip_ms: 1.0 }, now, LIFETIME)
    }

    #[test]
    fn the_expiry_is_on_the_agents_clock() {
        assert_eq!(at_10_000(-3_600_000.0), 6_460);
        assert_eq!(at_10_000(120_900.0), 10_180);
    }

    #[test]
    fn a_forged_clock_cannot_make_a_header_last_for_years() {
        assert_eq!(at_10_000(1e12), 10_000 + 86_400 + 60);
    }
}
