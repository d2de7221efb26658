use std::time::Duration;

use tokio::time::Instant;

use crate::connections::{Connections, Seen};
use crate::dto::{ConnectionFacts, IpcError};

/// Two measurements that differ by less are the same to a reader.
const SAME_MS: f64 = 5.0;
const SAME_SHARE: f64 = 0.2;

/// Where a connection's task shows what it saw. What did not change is not shown again.
pub struct Board {
    id: String,
    connections: Connections,
    settle: Duration,
    shown: Seen,
    /// When measurements were last shown as they were.
    settled_at: Instant,
}

impl Board {
    /// A board that shows `shown`.
    pub fn new(id: String, connections: Connections, settle: Duration, shown: Seen) -> Board {
        Board { id, connections, settle, shown, settled_at: Instant::now() }
    }

    /// Shows `seen`, unless nothing but measurements changed, and those by little and not long ago.
    pub async fn show(&mut self, mut seen: Seen) {
        let due = self.settled_at.elapsed() >= self.settle;
        let answered_at = seen.answered_at;
        if !due {
            settle(&self.shown, &mut seen);
            seen.answered_at = self.shown.answered_at.or(answered_at);
        }
        keep_problems(&self.shown, &mut seen);
        if seen == self.shown {
            return;
        }
        seen.answered_at = answered_at;
        if due {
            self.settled_at = Instant::now();
        }
        if let Err(problem) = self.connections.note(&self.id, seen.clone()).await {
            tracing::warn!(?problem, "what was seen of a connection could not be written");
            return;
        }
        self.shown = seen;
    }
}

fn settle(shown: &Seen, seen: &mut Seen) {
    if let (Some(before), Some(after)) = (&shown.facts, &mut seen.facts) {
        let ConnectionFacts { latency_ms, clock_offset_ms, .. } = after;
        *latency_ms = settled(before.latency_ms, *latency_ms);
        *clock_offset_ms = settled(before.clock_offset_ms, *clock_offset_ms);
    }
    for agent in &mut seen.agents {
        let before = shown.agents.iter().find(|before| before.address == agent.address);
        if let (Some(before), Some(after)) = (before.and_then(|it| it.latency_ms), &mut agent.latency_ms) {
            *after = settled(before, *after);
        }
    }
}

pub fn settled(before: f64, after: f64) -> f64 {
    let change = (after - before).abs();
    if change <= SAME_MS || change <= before.abs() * SAME_SHARE { before } else { after }
}

/// The same problem again differs in its trace id alone.
fn keep_problems(shown: &Seen, seen: &mut Seen) {
    keep(&shown.session.problem, &mut seen.session.problem);
    for agent in &mut seen.agents {
        if let Some(before) = shown.agents.iter().find(|before| before.address == agent.address) {
            keep(&before.problem, &mut agent.problem);
        }
    }
}

fn keep(before: &Option<IpcError>, after: &mut Option<IpcError>) {
    let bare = |problem: &IpcError| IpcError { trace_id: None, ..problem.clone() };
    if before.as_ref().map(bare) == after.as_ref().map(bare) {
        after.clone_from(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_changes_are_noise() {
        assert_eq!([settled(1.0, 5.9), settled(100.0, 119.0), settled(-40.0, -44.0)], [1.0, 100.0, -40.0]);
        assert_eq!(
            [settled(1.0, 7.0), settled(100.0, 121.0), settled(0.0, -90_000.0)],
            [7.0, 121.0, -90_000.0]
        );
    }
}
