use obshell_api::Dag;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::dto::Millis;
use crate::tasks::to_millis;

/// A clock that is further off than before by more than this was set, in milliseconds.
pub(super) const SET_MS: Millis = 2_000;

/// How far an agent's clock was off ours while it worked at one task. When it is set in between, what it wrote before is
/// not what it writes now. Stored with the call: after a restart it has to straighten as it did before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clocks {
    /// Never none.
    epochs: Vec<Epoch>,
    measured_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Epoch {
    /// The clock was set somewhere between these two, on our clock.
    from: Millis,
    seen: Millis,
    /// The agent's clock minus ours, in milliseconds.
    offset_ms: f64,
}

impl Clocks {
    /// A clock as it was first measured, and when the task began, at the earliest.
    pub fn new(offset_ms: f64, begun: Millis) -> Clocks {
        Clocks { epochs: vec![Epoch { from: begun, seen: begun, offset_ms }], measured_at: begun }
    }

    /// Takes over what was measured now.
    pub fn note(&mut self, offset_ms: f64, now: Millis) {
        let known = self.epochs.last().map_or(offset_ms, |epoch| epoch.offset_ms);
        if (offset_ms - known).abs() > SET_MS as f64 {
            self.epochs.push(Epoch { from: self.measured_at, seen: now, offset_ms });
        }
        self.measured_at = now;
    }

    /// Tells the times of `dag` as the agent would if its clock had not been set.
    pub fn straighten(&self, dag: &mut Dag) {
        if self.epochs.len() < 2 {
            return;
        }
        let straighten = |time: &mut Option<OffsetDateTime>| *time = time.map(|time| self.straight(time));
        straighten(&mut dag.start_time);
        straighten(&mut dag.end_time);
        for node in &mut dag.nodes {
            straighten(&mut node.start_time);
            straighten(&mut node.end_time);
            for task in &mut node.sub_tasks {
                straighten(&mut task.start_time);
                straighten(&mut task.end_time);
            }
        }
    }

    fn straight(&self, time: OffsetDateTime) -> OffsetDateTime {
        let fits = |at: usize| {
            let ours = to_millis(time, self.epochs[at].offset_ms);
            let until = self.epochs.get(at + 1).map_or(Millis::MAX - SET_MS, |next| next.seen);
            (self.epochs[at].from - SET_MS..=until + SET_MS).contains(&ours)
        };
        let at = (0..self.epochs.len()).find(|at| fits(*at)).unwrap_or(self.epochs.len() - 1);
        let moved = self.epochs[at].offset_ms - self.epochs[0].offset_ms;
        time.checked_sub(Duration::milliseconds(moved.round() as i64)).unwrap_or(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = 3_600_000;

    fn at(millis: Millis) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).unwrap()
    }

    #[test]
    fn what_was_written_before_and_after_a_clock_was_set_fits_together() {
        for moved in [HOUR, -HOUR] {
            let mut clocks = Clocks::new(500.0, 10 * HOUR);
            clocks.note(510.0, 10 * HOUR + 60_000);
            clocks.note(500.0 + moved as f64, 10 * HOUR + 90_000);
            let shown = |time: Millis| to_millis(clocks.straight(at(time)), 500.0) - 10 * HOUR;
            assert_eq!(shown(10 * HOUR + 500 + 30_000), 30_000, "written before");
            assert_eq!(shown(10 * HOUR + 500 + moved + 120_000), 120_000, "written after");
            clocks.note(500.0, 10 * HOUR + 200_000);
            let shown = |time: Millis| to_millis(clocks.straight(at(time)), 500.0) - 10 * HOUR;
            assert_eq!(shown(10 * HOUR + 500 + 300_000), 300_000, "set right again");
        }
    }

    #[test]
    fn a_clock_that_was_not_set_moves_nothing() {
        let mut clocks = Clocks::new(0.0, HOUR);
        clocks.note(40.0, 2 * HOUR);
        let time = at(2 * HOUR);
        assert_eq!(clocks.straight(time), time);
    }
}
