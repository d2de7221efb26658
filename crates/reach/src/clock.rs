use std::time::{Duration, Instant, SystemTime};

use time::OffsetDateTime;

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

/// How far a server's clock is from ours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockOffset {
    /// The server's clock minus ours, in milliseconds; positive when the server is ahead.
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
    /// The offset, from the moment the request left, what it took and what the server answered.
    /// The server is taken to have read its clock half way.
    pub fn measured(sent: SystemTime, round_trip: Duration, theirs: OffsetDateTime) -> ClockOffset {
        let halfway = OffsetDateTime::from(sent) + round_trip / 2;
        ClockOffset {
            offset_ms: (theirs - halfway).as_seconds_f64() * 1000.0,
            round_trip_ms: round_trip.as_secs_f64() * 1000.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_round_trip_is_halved() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        let theirs = OffsetDateTime::from(at) + Duration::from_millis(5_100);
        let offset = ClockOffset::measured(at, Duration::from_millis(200), theirs);
        assert!((offset.offset_ms - 5_000.0).abs() < 0.001, "{offset:?}");
        assert!((offset.round_trip_ms - 200.0).abs() < 0.001, "{offset:?}");
    }
}
