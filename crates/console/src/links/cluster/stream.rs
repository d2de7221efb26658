use std::sync::Arc;
use std::time::Duration;

use obshell_api::Clock;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::desk::Watching;
use super::present::present;
use super::settle::is_noise;
use crate::clock::now;
use crate::connections::Connections;
use crate::dto::{ClusterEvent, ClusterView};
use crate::sink::Sink;

/// Changes that come faster than this are sent together.
const COALESCE: Duration = Duration::from_millis(100);

/// What a subscription to one cluster works with.
pub struct Subscription {
    pub id: String,
    pub connections: Connections,
    pub clock: Arc<dyn Clock>,
    /// Measurements that change little are sent as often as this.
    pub settle: Duration,
    pub watching: Watching,
}

/// Sends the view, then sends it again whenever it has changed, until `stop` or until nobody listens.
pub async fn watch_cluster(of: Subscription, sink: Sink<ClusterEvent>, stop: CancellationToken) {
    let (mut read, mut seen) = (of.watching.desk().changes(), of.connections.changes());
    let mut shown: Option<(ClusterView, Instant)> = None;
    loop {
        read.mark_unchanged();
        seen.mark_unchanged();
        if let Some(cluster) = of.news(shown.as_ref()) {
            if !sink.send(ClusterEvent { cluster: cluster.clone() }) {
                return;
            }
            shown = Some((cluster, Instant::now()));
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(COALESCE) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            changed = read.changed() => if changed.is_err() { return },
            changed = seen.changed() => if changed.is_err() { return },
        }
    }
}

impl Subscription {
    /// The view, unless it is the one that is shown, or differs in nothing but measurements shown not long ago.
    fn news(&self, shown: Option<&(ClusterView, Instant)>) -> Option<ClusterView> {
        let connection = self.connections.get(&self.id).ok()?;
        let view = present(self.watching.desk().view().as_deref(), &connection, now(&*self.clock));
        let Some((before, at)) = shown else { return Some(view) };
        let same = if at.elapsed() < self.settle { is_noise(before, &view) } else { *before == view };
        (!same).then_some(view)
    }
}
