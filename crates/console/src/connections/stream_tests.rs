use std::time::SystemTime;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::*;
use crate::connections::registry::tests::{connection, empty};
use crate::dto::{ConnectionPlace, Environment, GuardLevel};
use crate::guard::GuardRecord;

/// Goes as the runtime's own clock does.
struct Paused(Instant);

impl Clock for Paused {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) + self.0.elapsed()
    }

    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }
}

struct Watched {
    connections: Connections,
    clock: Arc<dyn Clock>,
    events: mpsc::UnboundedReceiver<ConnectionsEvent>,
    stop: CancellationToken,
    _directory: tempfile::TempDir,
}

async fn watched(names: &[&str]) -> Watched {
    let (connections, _directory) = empty().await;
    for name in names {
        connections.insert(connection(name), None).await.unwrap();
    }
    watching(connections, Arc::new(Paused(Instant::now())), _directory)
}

fn watching(connections: Connections, clock: Arc<dyn Clock>, _directory: tempfile::TempDir) -> Watched {
    let (sender, events) = mpsc::unbounded_channel();
    let stop = CancellationToken::new();
    let sink = Sink::new(move |event| sender.send(event).is_ok());
    tokio::spawn(watch_connections(connections.clone(), clock.clone(), sink, stop.clone()));
    Watched { connections, clock, events, stop, _directory }
}

async fn rename(connections: &Connections, id: &str, name: &str) {
    let name = name.to_owned();
    let rename = |it: &mut crate::connections::Connection| {
        it.settings.note = name;
        Ok(())
    };
    connections.change(id, rename).await.unwrap();
}

#[tokio::test]
async fn first_everything_then_what_changed() {
    let mut it = watched(&["a", "b", "c"]).await;
    let first = it.events.recv().await.unwrap();
    assert_eq!(first.order, Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    assert_eq!(first.connections.len(), 3);

    rename(&it.connections, "b", "changed").await;
    let second = it.events.recv().await.unwrap();
    assert_eq!((second.order, second.connections.len()), (None, 1));
    assert_eq!(second.connections[0].settings.note, "changed");

    let place = ConnectionPlace { id: "c".to_owned(), group: String::new() };
    it.connections.arrange(&[place]).await.unwrap();
    let third = it.events.recv().await.unwrap();
    assert_eq!(third.order, Some(vec!["c".to_owned(), "a".to_owned(), "b".to_owned()]));
    assert_eq!(third.connections, []);

    it.connections.delete("a", 0).await.unwrap();
    let fourth = it.events.recv().await.unwrap();
    assert_eq!((fourth.order.map(|order| order.len()), fourth.connections.len()), (Some(2), 0));
}

#[tokio::test]
async fn a_burst_is_a_few_events() {
    let mut it = watched(&["a"]).await;
    it.events.recv().await.unwrap();
    for note in 0..50 {
        rename(&it.connections, "a", &format!("{note}")).await;
    }
    let mut events = 0;
    loop {
        let event = it.events.recv().await.unwrap();
        events += 1;
        if event.connections[0].settings.note == "49" {
            break;
        }
    }
    assert!(events < 25, "{events} events for a burst");
    it.stop.cancel();
    assert!(it.events.recv().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_when_nothing_changed() {
    let mut it = watched(&["a", "b"]).await;
    it.events.recv().await.unwrap();
    let places = ["a", "b"].map(|id| ConnectionPlace { id: id.to_owned(), group: String::new() });
    it.connections.arrange(&places).await.unwrap();
    it.connections.note("a", crate::connections::Seen::default()).await.unwrap();
    // An hour of the runtime's clock, in which everything that is to happen happens.
    tokio::time::sleep(Duration::from_secs(3600)).await;
    assert!(it.events.try_recv().is_err());
    rename(&it.connections, "b", "changed").await;
    assert_eq!(it.events.recv().await.unwrap().order, None);
}

#[tokio::test(start_paused = true)]
async fn a_lowered_guard_that_ends_is_reported() {
    // Lowered before the watching: the paused clock leaps while the database is waited for.
    let (connections, _directory) = empty().await;
    let clock: Arc<dyn Clock> = Arc::new(Paused(Instant::now()));
    let lowered_at = now(&*clock) + 3_600_000;
    let mut lowered = connection("a");
    lowered.guard = GuardRecord::default_for(Environment::Prod);
    lowered.guard.lower(GuardLevel::Open, "night shift", lowered_at).unwrap();
    connections.insert(lowered, None).await.unwrap();
    tokio::time::sleep(Duration::from_millis((lowered_at - now(&*clock)).unsigned_abs())).await;

    let mut it = watching(connections, clock, _directory);
    assert_eq!(it.events.recv().await.unwrap().connections[0].guard.level, GuardLevel::Open);
    let ended = it.events.recv().await.unwrap();
    assert_eq!((ended.order, ended.connections[0].guard.level), (None, GuardLevel::TypeName));
    assert_eq!(ended.connections[0].guard.lowered, None);
    let (took, quarter_of_an_hour) = (now(&*it.clock) - lowered_at, 15 * 60 * 1000);
    assert!((quarter_of_an_hour..quarter_of_an_hour + 1000).contains(&took), "{took}");
}
