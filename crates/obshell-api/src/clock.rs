use std::time::{Duration, Instant, SystemTime};

use time::OffsetDateTime;

/// Seconds a signed header stays valid, counted on the agent's clock.
const LIFETIME: i64 = 60;

/// The furthest an agent's clock is followed into the future.
///
/// `/api/v1/time` is unauthenticated: whoever can forge it could otherwise make us sign headers
/// that can be replayed for years.
const MAX_AHEAD_MS: f64 = 24.0 * 3_600_000.0;

/// The clocks a client reads. Passed in, so that tests decide what time it is.
pub trait Clock: Send + Sync {
    /// The wall clock.
    fn now(&self) -> SystemTime;
    /// Time since an arbitrary start that never jumps.
    fn monotonic(&self) -> Duration;
}

/// The machine's own clocks.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

/// How far an agent's clock is from ours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockOffset {
    /// The agent's clock minus ours, in milliseconds; positive when the agent is ahead.
    pub offset_ms: f64,
    /// Time the measuring request took, in milliseconds; the offset is good to half of it.
    pub round_trip_ms: f64,
}

impl Default for SystemClock {
    fn default() -> SystemClock {
        SystemClock { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }
}

impl ClockOffset {
    /// The offset, from the moment the request left, what it took and what the agent answered.
    /// The agent is taken to have read its clock half way.
    pub(crate) fn measured(sent: SystemTime, round_trip: Duration, agent: OffsetDateTime) -> ClockOffset {
        let halfway = OffsetDateTime::from(sent) + round_trip / 2;
        ClockOffset {
            offset_ms: (agent - halfway).as_seconds_f64() * 1000.0,
            round_trip_ms: round_trip.as_secs_f64() * 1000.0,
        }
    }

    /// The `Ts` of a header signed now: unix seconds on the agent's clock at which it expires.
    pub(crate) fn expiry(&self, now: SystemTime) -> i64 {
        let offset = self.offset_ms.min(MAX_AHEAD_MS) / 1000.0;
        let now = unix_seconds(now);
        (now + offset).floor() as i64 + LIFETIME
    }
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

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_round_trip_is_halved() {
        let agent = OffsetDateTime::from(at(1_000)) + Duration::from_millis(5_100);
        let offset = ClockOffset::measured(at(1_000), Duration::from_millis(200), agent);
        assert!((offset.offset_ms - 5_000.0).abs() < 0.001, "{offset:?}");
        assert!((offset.round_trip_ms - 200.0).abs() < 0.001, "{offset:?}");
    }

    #[test]
    fn the_expiry_is_on_the_agents_clock() {
        let behind = ClockOffset { offset_ms: -3_600_000.0, round_trip_ms: 1.0 };
        assert_eq!(behind.expiry(at(10_000)), 6_460);
        let ahead = ClockOffset { offset_ms: 120_900.0, round_trip_ms: 1.0 };
        assert_eq!(ahead.expiry(at(10_000)), 10_180);
    }

    #[test]
    fn a_forged_clock_cannot_make_a_header_last_for_years() {
        let forged = ClockOffset { offset_ms: 1e12, round_trip_ms: 1.0 };
        assert_eq!(forged.expiry(at(10_000)), 10_000 + 86_400 + 60);
    }
}
