//! How OCP is left alone once it has said so.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::support::{INFO, Server, login, reply, reply_with};
use ocp_api::{Client, Clock, Error, Options, TaskQuery};

const THROTTLED: &str = r#"{"successful":false,"status":429,"error":{"code":0,"message":"slow down"}}"#;

#[derive(Default)]
struct Moved(Mutex<Duration>);

impl Moved {
    fn pass(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for Moved {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        *self.0.lock().unwrap()
    }
}

/// A server that answers the first request with 429 and these headers, and a client of it.
fn throttled(headers: &'static str) -> (Server, Client, Arc<Moved>) {
    let is_next = AtomicBool::new(true);
    let server = Server::start(move |_| {
        let is_first = is_next.swap(false, Ordering::SeqCst);
        if is_first { reply_with(429, headers, THROTTLED) } else { reply(200, INFO) }
    });
    let clock = Arc::new(Moved::default());
    let options = Options { clock: clock.clone(), ..Options::default() };
    let client = Client::new(&server.http(), options).unwrap();
    client.set_login(login("aaBB11##"));
    (server, client, clock)
}

#[tokio::test]
async fn nothing_is_sent_by_anybody_until_the_wait_is_over() {
    let (server, client, clock) = throttled("RateLimit-Reset: 60\r\n");
    assert!(matches!(client.info().await, Err(Error::Throttled { wait: Some(_), .. })));
    clock.pass(Duration::from_secs(20));
    let other = client.clone();
    let errors = [
        other.info().await.map(drop).unwrap_err(),
        other.tasks(&TaskQuery::default()).await.map(drop).unwrap_err(),
        other.probe().await.map(drop).unwrap_err(),
        other.retry_task("7").await.map(drop).unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::Quiet { wait } if wait == Duration::from_secs(40)), "{error:?}");
        assert!(!error.outcome_unknown());
    }
    assert_eq!(server.asked().len(), 1);
    clock.pass(Duration::from_secs(40));
    assert!(client.info().await.is_ok());
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn whoever_does_not_say_how_long_may_be_asked_at_once() {
    let (server, client, _clock) = throttled("");
    assert!(matches!(client.info().await, Err(Error::Throttled { wait: None, .. })));
    assert!(client.info().await.is_ok());
    assert_eq!(server.asked().len(), 2);
}
