use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use obshell_api::Clock;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::ledger::{Counts, Ledger, Moment, Seen};
use crate::clock::now;
use crate::dto::{Millis, NoticeSettings, NoticesEvent};
use crate::operations::{Handle, Operations};
use crate::sink::Sink;

/// What the window is told of all operations, whether it listens just now or not. Cloning is cheap.
#[derive(Clone)]
pub struct Notices {
    desk: Arc<Mutex<Desk>>,
    clock: Arc<dyn Clock>,
    news: watch::Sender<()>,
}

#[derive(Default)]
struct Desk {
    ledger: Ledger,
    /// Who looks at an operation, until cancelled.
    looks: BTreeMap<String, Vec<CancellationToken>>,
    open: Option<String>,
    /// The subscription that is served; all before it have ended.
    turn: u64,
}

/// What a subscription has been told.
#[derive(Default)]
pub struct Served {
    turn: u64,
    counts: Option<Counts>,
}

impl Notices {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { desk: Arc::default(), clock, news: watch::Sender::default() }
    }

    /// Looks at every operation. Returns whether one runs that could come to a stand.
    pub fn take_stock(&self, operations: &Operations, settings: NoticeSettings) -> bool {
        let moment = Moment { wall: now(&*self.clock), steady: self.clock.monotonic() };
        let mut desk = self.lock();
        let Desk { ledger, looks, .. } = &mut *desk;
        looks.retain(|_, tokens| {
            tokens.retain(|token| !token.is_cancelled());
            !tokens.is_empty()
        });
        let mut there = BTreeSet::new();
        operations.each(|handle: &Handle| {
            let (view, id) = (handle.view.borrow().clone(), &handle.operation.id);
            let seen = Seen { first: &handle.first, now: &view, looked_at: looks.contains_key(id) };
            ledger.take(&seen, moment, settings);
            there.insert(id.clone());
        });
        ledger.keep(|id| there.contains(id));
        let runs = ledger.runs();
        drop(desk);
        self.news.send_replace(());
        runs
    }

    /// Somebody looks at an operation until `until` is cancelled.
    pub fn look(&self, operation_id: &str, until: CancellationToken) {
        self.lock().looks.entry(operation_id.to_owned()).or_default().push(until);
    }

    /// An operation was chosen outside the window.
    pub fn choose(&self, operation_id: String) {
        self.lock().open = Some(operation_id);
        self.news.send_replace(());
    }

    /// Ends the subscription before this one. `after` as in [`WatchNoticesReq`](crate::dto::WatchNoticesReq).
    pub fn begin(&self, after: Option<Millis>) -> (Served, watch::Receiver<()>) {
        let mut desk = self.lock();
        desk.turn += 1;
        if let Some(after) = after {
            desk.ledger.resend_after(after);
        }
        let served = Served { turn: desk.turn, counts: None };
        drop(desk);
        let news = self.news.subscribe();
        self.news.send_replace(());
        (served, news)
    }

    /// Tells a subscription what is new, if anything is. False once it is not to be served any more: nobody listens, or
    /// another one has taken its place.
    pub fn serve(&self, served: &mut Served, sink: &Sink<NoticesEvent>) -> bool {
        let mut desk = self.lock();
        if desk.turn != served.turn {
            return false;
        }
        let (counts, notices) = (desk.ledger.counts(), desk.ledger.unsent());
        if notices.is_empty() && desk.open.is_none() && served.counts.as_ref() == Some(&counts) {
            return true;
        }
        let open = desk.open.take();
        drop(desk);
        let Counts { running, failed, work } = counts.clone();
        let arrived =
            sink.send(NoticesEvent { running, failed, work, notices: notices.clone(), open: open.clone() });
        let mut desk = self.lock();
        if arrived {
            desk.ledger.mark_sent(&notices);
            served.counts = Some(counts);
        } else if desk.open.is_none() {
            desk.open = open;
        }
        arrived
    }

    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
