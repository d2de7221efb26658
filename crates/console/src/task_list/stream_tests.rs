use std::collections::BTreeMap;

use tempfile::TempDir;
use tokio::sync::mpsc;

use super::*;
use crate::connections::{Connection, Seen};
use crate::dto::{
    ConnectionKind, ConnectionPasswords, ConnectionSettings, Environment, Millis, OcpOptions, Reach,
    StateKind, StateView, TaskPlace,
};
use crate::guard::GuardRecord;
use crate::store::Store;
use crate::task_list::{Book, Listed, TaskDesk};

const NOW: Millis = 1_800_000_000_000;

struct Nothing(watch::Sender<u64>);

impl Records for Nothing {
    fn all(&self) -> Arc<Vec<HistoryRecord>> {
        Arc::default()
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

/// A list of one connection, as a window has it.
struct Watched {
    desk: TaskDesk,
    events: mpsc::UnboundedReceiver<TasksEvent>,
    operations: watch::Sender<()>,
    _directory: TempDir,
}

async fn watched(book: Book) -> Watched {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("obdeck.db"), NOW).unwrap().store;
    let connections = Connections::open(store, NOW).await.unwrap();
    connections.insert(connection(), None).await.unwrap();
    let (desk, operations) = (TaskDesk::default(), watch::Sender::new(()));
    desk.lay("c", book, true);
    let subscription = TaskSubscription {
        connections,
        operations: Arc::new(Vec::new),
        operations_changed: operations.subscribe(),
        history: Arc::new(Nothing(watch::Sender::default())),
        settle: Duration::from_secs(60),
        listening: desk.listen(),
    };
    let (sender, events) = mpsc::unbounded_channel();
    let sink = Sink::new(move |event| sender.send(event).is_ok());
    tokio::spawn(watch_tasks(subscription, sink, CancellationToken::new()));
    Watched { desk, events, operations, _directory: directory }
}

fn connection() -> Connection {
    let settings = ConnectionSettings {
        name: "pay".to_owned(),
        group: String::new(),
        environment: Environment::Dev,
        kind: ConnectionKind::Cluster,
        addresses: vec!["10.0.0.1:2886".to_owned()],
        pinned: false,
        reach: Reach::default(),
        passwords: ConnectionPasswords::default(),
        ocp: OcpOptions::default(),
        note: String::new(),
    };
    let guard = GuardRecord::default_for(Environment::Dev);
    Connection { id: "c".to_owned(), settings, guard, seen: Seen::default() }
}

/// A thousand tasks that run; those in `done` are further on.
fn running(done: &BTreeMap<u32, u32>, read_at: Millis) -> Book {
    let task = |number: u32| Listed {
        place: TaskPlace::Cluster,
        name: "Backup".to_owned(),
        state: StateView { kind: StateKind::Running, word: "RUNNING/RUN".to_owned() },
        done: done.get(&number).copied().unwrap_or(1),
        total: 99,
        started_at: Some(NOW),
        ended_at: None,
        at_step: None,
        holds_lock: false,
        main_task_id: None,
    };
    let tasks = (0..1_000).map(|number| (format!("1{number}"), task(number))).collect();
    Book { tasks: Arc::new(tasks), read_at: Some(read_at), ..Book::default() }
}

async fn changed(watched: &mut Watched) -> (u32, Vec<(String, u32)>, bool) {
    let event = watched.events.recv().await.unwrap();
    let TasksEvent::Changed { seq, rows, gone, sources } = event else { panic!("one snapshot: {event:?}") };
    assert_eq!(gone, [""; 0]);
    (seq, rows.into_iter().map(|row| (row.task_id, row.done)).collect(), sources.is_some())
}

#[tokio::test]
async fn of_a_thousand_running_tasks_only_the_one_that_changed_is_sent() {
    let mut it = watched(running(&BTreeMap::new(), NOW)).await;
    let first = it.events.recv().await.unwrap();
    let TasksEvent::Snapshot { seq: 1, rows, sources } = first else { panic!("{first:?}") };
    assert_eq!((rows.len(), sources.len()), (1_000, 1));
    let mut done = BTreeMap::from([(7, 2)]);
    it.desk.lay("c", running(&done, NOW), true);
    assert_eq!(changed(&mut it).await, (2, vec![("17".to_owned(), 2)], false));

    // Polls that bring nothing new, whatever they wake, are no message: the next one is of the next change.
    for _ in 0..20 {
        it.desk.lay("c", running(&done, NOW), true);
        it.operations.send_replace(());
    }
    done.insert(8, 2);
    it.desk.lay("c", running(&done, NOW), true);
    assert_eq!(changed(&mut it).await, (3, vec![("18".to_owned(), 2)], false));
}

#[tokio::test]
async fn what_comes_fast_is_sent_together() {
    let mut it = watched(running(&BTreeMap::new(), NOW)).await;
    it.events.recv().await.unwrap();
    let began = Instant::now();
    for done in 2..50 {
        it.desk.lay("c", running(&BTreeMap::from([(7, done)]), NOW), true);
        tokio::task::yield_now().await;
    }
    let mut messages = 0;
    let last = loop {
        let (_, rows, _) = changed(&mut it).await;
        messages += 1;
        if rows[0].1 == 49 {
            break rows;
        }
    };
    assert_eq!(last.len(), 1);
    assert!(messages <= 2 + began.elapsed().as_millis() / 100, "{messages} in {:?}", began.elapsed());
}

#[tokio::test]
async fn what_is_gone_is_told_and_somebody_listens_until_then() {
    let mut it = watched(running(&BTreeMap::new(), NOW)).await;
    it.events.recv().await.unwrap();
    let listeners = it.desk.listeners();
    assert_eq!(*listeners.borrow(), 1);
    let mut tasks = (*running(&BTreeMap::new(), NOW).tasks).clone();
    tasks.retain(|id, _| id != "15" && id != "16");
    it.desk.lay("c", Book { tasks: Arc::new(tasks), read_at: Some(NOW), ..Book::default() }, true);
    let event = it.events.recv().await.unwrap();
    let TasksEvent::Changed { rows, gone, .. } = event else { panic!("{event:?}") };
    assert_eq!((rows.len(), gone), (0, vec!["c/15".to_owned(), "c/16".to_owned()]));
    it.desk.clear("c");
    let event = it.events.recv().await.unwrap();
    let TasksEvent::Changed { gone, sources, .. } = event else { panic!("{event:?}") };
    assert_eq!((gone.len(), sources.map(|sources| sources[0].read_at)), (998, Some(None)));
    it.events.close();
    it.desk.lay("c", running(&BTreeMap::new(), NOW), true);
    let mut listeners = listeners;
    listeners.wait_for(|listeners| *listeners == 0).await.unwrap();
}
