use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::desk::Notices;
use crate::dto::{Millis, NoticesEvent};
use crate::sink::Sink;

/// Changes that come faster than this are sent together.
const COALESCE: Duration = Duration::from_millis(100);

/// Tells how things are, then what is new, until `stop`, until nobody listens, or until the next subscription.
pub async fn watch_notices(
    notices: Notices,
    after: Option<Millis>,
    sink: Sink<NoticesEvent>,
    stop: CancellationToken,
) {
    let (mut served, mut news) = notices.begin(after);
    loop {
        news.mark_unchanged();
        if stop.is_cancelled() || !notices.serve(&mut served, &sink) {
            return;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            changed = news.changed() => if changed.is_err() { return },
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(COALESCE) => {}
        }
    }
}
