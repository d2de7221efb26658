use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use obshell_api::Clock;
use tokio_util::sync::CancellationToken;

use super::registry::Connections;
use crate::clock::now;
use crate::dto::{ConnectionView, ConnectionsEvent, Millis};
use crate::sink::Sink;

/// Changes that come faster than this are sent together.
const COALESCE: Duration = Duration::from_millis(100);

/// The clock is looked at so often at least: it may have been set, or the computer may have slept.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Sends every connection, then what changed, until `stop` or until nobody listens. Equal views send nothing. A
/// lowered guard that ends is a change, and nobody else reports it.
pub async fn watch_connections(
    connections: Connections,
    clock: Arc<dyn Clock>,
    sink: Sink<ConnectionsEvent>,
    stop: CancellationToken,
) {
    let mut changes = connections.changes();
    changes.mark_unchanged();
    let mut shown = connections.views(now(&*clock));
    if !sink.send(ConnectionsEvent { order: Some(order(&shown)), connections: shown.clone() }) {
        return;
    }
    loop {
        let guard_ends = until_guard_ends(&shown, now(&*clock));
        tokio::select! {
            () = stop.cancelled() => return,
            changed = changes.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(guard_ends.unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT)) => {}
        }
        changes.mark_unchanged();
        let next = connections.views(now(&*clock));
        let Some(event) = difference(&shown, &next) else { continue };
        if !sink.send(event) {
            return;
        }
        shown = next;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(COALESCE) => {}
        }
    }
}

/// What leads from one list to the other; `None` when they are equal.
fn difference(from: &[ConnectionView], to: &[ConnectionView]) -> Option<ConnectionsEvent> {
    let before: BTreeMap<&str, &ConnectionView> = from.iter().map(|view| (view.id.as_str(), view)).collect();
    let differs = |view: &&ConnectionView| before.get(view.id.as_str()) != Some(view);
    let connections: Vec<ConnectionView> = to.iter().filter(differs).cloned().collect();
    let (old, new) = (order(from), order(to));
    if old == new && connections.is_empty() {
        return None;
    }
    Some(ConnectionsEvent { order: (old != new).then_some(new), connections })
}

fn order(views: &[ConnectionView]) -> Vec<String> {
    views.iter().map(|view| view.id.clone()).collect()
}

fn until_guard_ends(shown: &[ConnectionView], now: Millis) -> Option<Duration> {
    let lowered = shown.iter().filter_map(|view| view.guard.lowered.as_ref());
    let first = lowered.map(|lowered| lowered.until).min()?;
    // A millisecond at least: timers are no more exact than that, and a guard that has ended is not waited for.
    Some(Duration::from_millis(u64::try_from(first - now).unwrap_or(0).max(1)))
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
