use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    time::{Instant, timeout_at},
};

use crate::{Keychain, KeychainProblem};

/// Makes the keychain's blocking calls, one at a time, on a detached thread.
///
/// A call that hangs can cost its caller no more than a deadline, and cannot keep the program from ending.
#[derive(Clone)]
pub(crate) struct Worker {
    jobs: SyncSender<Job>,
    turn: Arc<Semaphore>,
    calls: Arc<Calls>,
}

impl Worker {
    pub(crate) fn start(keychain: Arc<dyn Keychain>) -> Self {
        let (jobs, queue) = sync_channel(1);
        let spawned =
            thread::Builder::new().name("keychain".to_owned()).spawn(move || work(&*keychain, &queue));
        if let Err(error) = spawned {
            tracing::warn!(%error, "no thread for the keychain");
        }
        Self { jobs, turn: Arc::new(Semaphore::new(1)), calls: Arc::default() }
    }

    /// Runs `call` on the keychain's thread.
    ///
    /// Answers `TimedOut` after `limit`, and from then on `Busy` at once until that call has returned. The call
    /// itself goes on: what it does late still happens.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        limit: Duration,
        call: impl FnOnce(&dyn Keychain) -> Result<T, KeychainProblem> + Send + 'static,
    ) -> Result<T, KeychainProblem> {
        if self.calls.overdue() {
            return Err(KeychainProblem::Busy);
        }
        let deadline = Instant::now() + limit;
        let Ok(Ok(turn)) = timeout_at(deadline, Arc::clone(&self.turn).acquire_owned()).await else {
            return Err(KeychainProblem::Busy);
        };
        let number = self.calls.begin();
        let calls = Arc::clone(&self.calls);
        let (reply, answer) = oneshot::channel();
        let job = Job {
            run: Box::new(move |keychain| {
                let outcome = catch_unwind(AssertUnwindSafe(|| call(keychain)));
                calls.finish(number);
                _ = reply.send(outcome.unwrap_or_else(|_| Err(panicked())));
            }),
            _turn: turn,
        };
        if self.jobs.try_send(job).is_err() {
            return Err(KeychainProblem::Failed("its thread is gone".to_owned()));
        }
        match timeout_at(deadline, answer).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(KeychainProblem::Failed("its thread is gone".to_owned())),
            Err(_) => {
                self.calls.give_up(number);
                Err(KeychainProblem::TimedOut)
            }
        }
    }

    /// Waits until no call is open.
    pub(crate) async fn idle(&self) {
        _ = self.turn.acquire().await;
    }
}

fn work(keychain: &dyn Keychain, queue: &Receiver<Job>) {
    for job in queue {
        (job.run)(keychain);
    }
}

fn panicked() -> KeychainProblem {
    KeychainProblem::Failed("it panicked".to_owned())
}

type Call = dyn FnOnce(&dyn Keychain) + Send;

struct Job {
    run: Box<Call>,
    /// Held until the call has returned, however long its caller waited.
    _turn: OwnedSemaphorePermit,
}

/// Numbers instead of a flag: a call may return in the very moment its caller gives up.
#[derive(Default)]
struct Calls {
    begun: AtomicU64,
    finished: AtomicU64,
    given_up: AtomicU64,
}

impl Calls {
    fn begin(&self) -> u64 {
        self.begun.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn finish(&self, number: u64) {
        self.finished.fetch_max(number, Ordering::SeqCst);
    }

    fn give_up(&self, number: u64) {
        self.given_up.fetch_max(number, Ordering::SeqCst);
    }

    fn overdue(&self) -> bool {
        self.given_up.load(Ordering::SeqCst) > self.finished.load(Ordering::SeqCst)
    }
}
