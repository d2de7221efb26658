use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::SystemTime;

use futures::future::join_all;

use super::*;

/// A clock that a test moves, in milliseconds.
#[derive(Default)]
struct Moved(AtomicU64);

impl Moved {
    fn pass(&self, by: Duration) {
        self.0.fetch_add(by.as_millis() as u64, Ordering::Relaxed);
    }
}

impl Clock for Moved {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::Relaxed))
    }
}

/// Counts what is read: the first reading gives 1.
#[derive(Default)]
struct Desk {
    cache: Cache<(), u32>,
    clock: Moved,
    reads: AtomicU32,
}

impl Desk {
    async fn ask_of(&self, address: &str, fresh: bool, trouble: Option<Trouble>) -> Looked<u32> {
        let basis = Basis {
            addresses: vec![address.to_owned()],
            reach: Reach::default(),
            passwords: ConnectionPasswords::default(),
            options: OcpOptions::default(),
        };
        let read = || async {
            let number = self.reads.fetch_add(1, Ordering::Relaxed) + 1;
            // Others get their turn while OCP thinks.
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
            trouble.map_or(Ok(Read { value: number, cut: false }), Err)
        };
        let ask = Ask { connection_id: "c", basis, fresh, clock: &self.clock };
        self.cache.look((), ask, read).await
    }

    async fn ask(&self, fresh: bool) -> Looked<u32> {
        self.ask_of("http://ocp:8080", fresh, None).await
    }

    async fn fail(&self, problem: IpcError, wait: Option<Duration>) -> Looked<u32> {
        let trouble = Trouble { problem, wait, is_throttled: wait.is_some(), outcome_unknown: false };
        self.ask_of("http://ocp:8080", true, Some(trouble)).await
    }
}

fn value(looked: &Looked<u32>) -> Option<u32> {
    looked.value.as_deref().copied()
}

fn away() -> IpcError {
    IpcError::new(ErrorCode::Unreachable, "away", true)
}

#[tokio::test]
async fn one_reads_for_all_who_ask_at_once() {
    let desk = Desk::default();
    let all = join_all((0..50).map(|_| desk.ask(false))).await;
    assert!(all.iter().all(|looked| value(looked) == Some(1)));
    assert_eq!(desk.reads.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn who_insists_gets_what_was_begun_after_that() {
    let desk = Desk::default();
    let (first, second) = futures::join!(desk.ask(false), desk.ask(true));
    assert_eq!((value(&first), value(&second)), (Some(1), Some(2)));
    // One reading for all who insist while another one is under way.
    let all = join_all((0..50).map(|_| desk.ask(true))).await;
    assert_eq!((value(&all[0]), value(&all[49])), (Some(3), Some(4)));
    assert_eq!(desk.reads.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn what_was_read_will_do_for_half_a_minute() {
    let desk = Desk::default();
    desk.ask(false).await;
    desk.clock.pass(FRESH_FOR - Duration::from_millis(1));
    assert_eq!(value(&desk.ask(false).await), Some(1));
    desk.clock.pass(Duration::from_millis(1));
    let again = desk.ask(false).await;
    assert_eq!((value(&again), again.state.read_at), (Some(2), Some(30_000)));
}

#[tokio::test]
async fn what_was_read_stays_when_it_cannot_be_read_again() {
    let desk = Desk::default();
    let never = desk.fail(away(), None).await;
    assert_eq!((value(&never), never.state.read_at), (None, None));
    assert_eq!(never.known().unwrap_err().code, ErrorCode::Unreachable);
    desk.clock.pass(FAILED_FOR);
    desk.ask(false).await;
    desk.clock.pass(FRESH_FOR);
    let stale = desk.fail(away(), None).await;
    assert_eq!((value(&stale), stale.state.read_at), (Some(2), Some(5_000)));
    assert_eq!(stale.state.problem.as_ref().map(|problem| problem.code), Some(ErrorCode::Unreachable));
    // Nobody hammers at a door that is closed; who insists does.
    assert!(desk.ask(false).await.state.problem.is_some());
    assert_eq!(desk.reads.load(Ordering::Relaxed), 3);
    let better = desk.ask(true).await;
    assert_eq!((value(&better), better.state.problem), (Some(4), None));
}

#[tokio::test]
async fn nobody_asks_before_it_is_wished() {
    let desk = Desk::default();
    desk.ask(false).await;
    let rejected = IpcError::new(ErrorCode::Rejected, "too many requests", true);
    desk.fail(rejected, Some(Duration::from_secs(60))).await;
    desk.clock.pass(Duration::from_secs(59));
    assert_eq!(value(&desk.ask(true).await), Some(1));
    assert_eq!(desk.reads.load(Ordering::Relaxed), 2);
    desk.clock.pass(Duration::from_secs(1));
    assert_eq!(value(&desk.ask(true).await), Some(3));
}

#[tokio::test]
async fn what_is_gone_is_forgotten_and_a_login_is_looked_at_once_it_is_right() {
    let desk = Desk::default();
    desk.ask(false).await;
    let gone = desk.fail(IpcError::not_found("cluster"), None).await;
    assert_eq!((value(&gone), gone.state.read_at), (None, None));
    desk.ask(true).await;
    let gone = desk.fail(IpcError::new(ErrorCode::ClusterGone, "gone", false), None).await;
    assert_eq!((value(&gone), gone.state.read_at), (None, None));
    desk.fail(IpcError::new(ErrorCode::Unauthorized, "no", false), None).await;
    assert_eq!(value(&desk.ask(false).await), Some(6));
}

#[tokio::test]
async fn other_settings_begin_anew() {
    let desk = Desk::default();
    desk.ask(false).await;
    assert_eq!(value(&desk.ask_of("http://other:8080", false, None).await), Some(2));
    desk.cache.forget("another");
    assert_eq!(value(&desk.ask_of("http://other:8080", false, None).await), Some(2));
    desk.cache.forget("c");
    assert_eq!(value(&desk.ask_of("http://other:8080", false, None).await), Some(3));
}

#[tokio::test]
async fn what_has_expired_is_read_anew_and_stays_if_that_fails() {
    let desk = Desk::default();
    assert_eq!(desk.ask(false).await.value.as_deref(), Some(&1));
    desk.cache.expire("another");
    assert_eq!(desk.ask(false).await.value.as_deref(), Some(&1));
    desk.cache.expire("c");
    let failed = desk.ask_of("http://ocp:8080", false, Some(IpcError::invalid("no").into())).await;
    assert_eq!((failed.value.as_deref(), failed.state.problem.is_some()), (Some(&1), true));
    desk.cache.expire("c");
    assert_eq!(desk.ask(false).await.value.as_deref(), Some(&3));
    // What was begun before it expired is not kept.
    desk.clock.pass(FRESH_FOR);
    let (_, _, later) = tokio::join!(desk.ask(false), async { desk.cache.expire("c") }, async {
        desk.ask(false).await.value.as_deref().copied()
    });
    assert_eq!(later, Some(5));
}
