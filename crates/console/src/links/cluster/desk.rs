use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use crate::dto::{ClusterView, ErrorCode, IpcError};

/// The longest that anybody waits for a round: two agents that do not answer, and one that does.
const LONGEST_WAIT: Duration = Duration::from_secs(45);

/// Where the task of a connection lays what it read of the cluster, and where it is told that somebody wants it.
#[derive(Default)]
pub struct Desk {
    view: watch::Sender<Option<Arc<ClusterView>>>,
    served: watch::Sender<Served>,
    watchers: AtomicUsize,
    asked: AtomicU64,
}

/// Somebody looks at the cluster as long as this lives.
pub struct Watching {
    desk: Arc<Desk>,
}

/// What came of the last round that somebody waited for.
#[derive(Default)]
struct Served {
    ticket: u64,
    problem: Option<IpcError>,
}

impl Desk {
    /// The view as it was last read; its state and actions are those of that moment.
    pub fn view(&self) -> Option<Arc<ClusterView>> {
        self.view.borrow().clone()
    }

    /// Woken whenever the cluster has been read.
    pub fn changes(&self) -> watch::Receiver<Option<Arc<ClusterView>>> {
        self.view.subscribe()
    }

    pub fn watch(self: &Arc<Self>) -> Watching {
        self.watchers.fetch_add(1, Ordering::SeqCst);
        Watching { desk: self.clone() }
    }

    pub fn is_watched(&self) -> bool {
        self.watchers.load(Ordering::SeqCst) > 0
    }

    /// Asks for one round that begins from now on; the number is for [`Desk::wait`].
    pub fn ask(&self) -> u64 {
        self.asked.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Waits for a round that was asked for.
    ///
    /// # Errors
    /// Why it brought nothing; `Unreachable` when there was none in time.
    pub async fn wait(&self, ticket: u64) -> Result<(), IpcError> {
        let mut served = self.served.subscribe();
        let round = async {
            // The sender lives as long as this does.
            let served = served.wait_for(|served| served.ticket >= ticket).await.ok();
            served.and_then(|served| served.problem.clone())
        };
        let late = || IpcError::new(ErrorCode::Unreachable, "the agents take too long to answer", true);
        timeout(LONGEST_WAIT, round).await.map_err(|_| late())?.map_or(Ok(()), Err)
    }

    /// The number to serve after a round that begins now; `None` when nobody wants the cluster.
    pub fn wanted(&self) -> Option<u64> {
        let asked = self.asked.load(Ordering::SeqCst);
        (self.is_watched() || asked > self.served.borrow().ticket).then_some(asked)
    }

    /// Shows what was read; `None` when it is not known any more.
    pub fn lay(&self, view: Option<ClusterView>) {
        self.view.send_replace(view.map(Arc::new));
    }

    /// Tells those who wait that a round is over, and why it brought nothing if so.
    pub fn serve(&self, ticket: u64, problem: Option<IpcError>) {
        self.served.send_replace(Served { ticket, problem });
    }
}

impl Watching {
    pub fn desk(&self) -> &Desk {
        &self.desk
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.desk.watchers.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_asks_gets_a_round_that_began_later() {
        let desk = Desk::default();
        assert_eq!(desk.wanted(), None);
        let first = desk.ask();
        let round = desk.wanted().unwrap();
        let second = desk.ask();
        desk.serve(round, None);
        desk.wait(first).await.unwrap();
        assert_eq!(desk.wanted(), Some(second), "the second came too late for that round");
        desk.serve(second, Some(IpcError::invalid("no")));
        assert_eq!(desk.wait(second).await.unwrap_err(), IpcError::invalid("no"));
        assert_eq!(desk.wanted(), None);
    }

    #[test]
    fn a_watcher_wants_every_round() {
        let desk = Arc::new(Desk::default());
        let watching = desk.watch();
        assert_eq!((desk.wanted(), desk.is_watched()), (Some(0), true));
        drop(watching);
        assert_eq!(desk.wanted(), None);
    }
}
