//! How many messages the window gets: one a change at most, and none without one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use crate::common::contacts::cluster_of;
use crate::common::{Bench, ROOT_PASSWORD};
use console::Sink;
use console::dto::*;
use obshell_api::{Address, Client, Credentials, Dag};
use sandbox::{FirstTask, InitialisedCluster, ManualClock, Options};
use secrecy::SecretString;

const WATCHERS: [&str; 5] = ["operation", "log", "tasks", "cluster", "connections"];

/// Counts the messages of every kind of watcher at once.
#[derive(Default)]
struct Counted([AtomicUsize; 5]);

impl Counted {
    fn sink<T: 'static>(self: &Arc<Self>, of: &str) -> Sink<T> {
        let (counted, at) = (self.clone(), WATCHERS.iter().position(|name| *name == of).unwrap());
        Sink::new(move |_| {
            counted.0[at].fetch_add(1, Ordering::SeqCst);
            true
        })
    }

    /// Since this was last asked.
    fn take(&self) -> [usize; 5] {
        std::array::from_fn(|at| self.0[at].swap(0, Ordering::SeqCst))
    }
}

struct Busy {
    bench: Bench,
    clock: Arc<ManualClock>,
    counted: Arc<Counted>,
    /// The window knows that the task is over. It is polled no longer.
    over: Arc<AtomicBool>,
    operation: OperationView,
    /// Somebody else, who looks at the same task.
    somebody: Client,
}

/// A cluster whose first task has failed at a step, with everything watched that can be. Time stands still.
async fn busy() -> Busy {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let clock = Arc::new(ManualClock::at(now.into()));
    let base = cluster_of(2);
    let first_task = FirstTask::Failed;
    let cluster = base.cluster.clone().map(|cluster| InitialisedCluster { first_task, ..cluster });
    let options = Options { cluster, clock: clock.clone(), ..base };
    let bench = Bench::at_speed(1.0, options).await;
    bench.clock.stand_still(now);
    let connection_id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("first").await;
    bench.contact(&connection_id).await;
    let seen = |view: &ConnectionView| view.agents.len() == 2 && !view.tasks.is_empty();
    let task_id = watcher.until(&connection_id, "the task", seen).await.tasks[0].id.clone();
    bench.unwatch("first").await;
    let request = OpenTaskReq { connection_id: connection_id.clone(), task_id };
    let operation_id = bench.console.open_task(request).await.unwrap().operation_id;
    let operation = bench.follow(&operation_id).await.until_state(StateKind::Failed).await;
    bench.unwatch(&format!("test-{operation_id}")).await;

    let counted: Arc<Counted> = Arc::default();
    let id = |of: &str| of.to_owned();
    let request = WatchOperationReq { watch_id: id("operation"), operation_id: operation_id.clone() };
    let (counts, over) = (counted.sink("operation"), Arc::<AtomicBool>::default());
    let notes = over.clone();
    let sink = Sink::new(move |event: OperationEvent| {
        let head = match &event {
            OperationEvent::Snapshot { operation, .. } => &operation.head,
            OperationEvent::Changed { head, .. } => head,
        };
        notes.store(head.state.kind == StateKind::Succeeded, Ordering::SeqCst);
        counts.send(event)
    });
    bench.console.watch_operation(request, sink).await.unwrap();
    let call = &operation.calls[0];
    let failed = call.steps.iter().find(|step| step.state.kind == StateKind::Failed).unwrap();
    let request = WatchLogReq {
        watch_id: id("log"),
        operation_id,
        call_key: call.head.key.clone(),
        step_key: failed.key.clone(),
        run_key: None,
    };
    bench.console.watch_log(request, counted.sink("log")).await.unwrap();
    bench.console.watch_tasks(WatchTasksReq { watch_id: id("tasks") }, counted.sink("tasks")).await.unwrap();
    let request = WatchClusterReq { watch_id: id("cluster"), connection_id };
    bench.console.watch_cluster(request, counted.sink("cluster")).await.unwrap();
    let request = WatchConnectionsReq { watch_id: id("connections") };
    bench.console.watch_connections(request, counted.sink("connections")).await.unwrap();

    let address = Address::parse(&bench.sandbox.addresses()[0]).unwrap();
    let options = obshell_api::Options { clock: bench.clock.clone(), ..obshell_api::Options::default() };
    let somebody = Client::new(address, options).unwrap();
    let root = Some(SecretString::from(ROOT_PASSWORD));
    somebody.set_credentials(Credentials { root, ..Credentials::default() });
    Busy { bench, clock, counted, over, operation, somebody }
}

impl Busy {
    async fn dag(&self) -> Dag {
        let id = self.operation.calls[0].head.task.as_ref().unwrap().id.parse().unwrap();
        self.somebody.dag(&id, true).await.unwrap()
    }

    fn polls(&self) -> usize {
        let task = &self.operation.calls[0].head.task.as_ref().unwrap().id;
        self.bench.asked(&format!("/api/v1/task/dag/{task}"))
    }

    /// Many rounds and polls. What has changed is told by then.
    async fn pass(&self, rounds: usize) {
        let polls = self.polls();
        self.bench.pass_rounds(0, rounds).await;
        let polled = || self.over.load(Ordering::SeqCst) || self.polls() >= polls + rounds / 10;
        crate::common::contacts::eventually("polls", polled).await;
    }
}

#[tokio::test]
async fn a_change_is_a_message_and_a_poll_is_none() {
    let busy = busy().await;
    busy.pass(50).await;
    busy.counted.take();
    busy.pass(50).await;
    assert_eq!(busy.counted.take(), [0; 5], "nothing changes: {WATCHERS:?}");

    let retry = OperateTaskReq {
        operation_id: busy.operation.head.id.clone(),
        call_key: busy.operation.calls[0].head.key.clone(),
        operator: TaskOperator::Retry,
        consent: Consent::default(),
    };
    busy.bench.console.operate_task(retry).await.unwrap();
    // What the user did himself is told at once: that it is pending, and that it is taken.
    let mut changes = 2;
    let mut last = busy.dag().await;
    let mut idle = [0; 5];
    let mut messages = [0; 5];
    let add =
        |to: &mut [usize; 5], more: [usize; 5]| to.iter_mut().zip(more).for_each(|(all, more)| *all += more);
    for step in 0..200 {
        busy.pass(5).await;
        add(&mut messages, busy.counted.take());
        if step % 20 == 5 {
            busy.pass(20).await;
            add(&mut idle, busy.counted.take());
        }
        if last.state == obshell_api::State::Succeed {
            break;
        }
        busy.clock.advance(Duration::from_secs(1));
        busy.bench.clock.forward(Duration::from_secs(1));
        let next = busy.dag().await;
        changes += usize::from(next != last);
        last = next;
    }
    assert_eq!(last.state, obshell_api::State::Succeed, "it has run to its end");
    assert_eq!(idle, [0; 5], "while it ran and nothing changed: {WATCHERS:?}");
    for (watcher, messages) in WATCHERS.iter().zip(messages) {
        assert!(messages <= changes + 1, "{messages} messages to {watcher} for {changes} changes");
    }
    assert!(messages[0] > 2 && messages[2] > 0, "it was told of: {messages:?}");

    busy.pass(50).await;
    busy.counted.take();
    busy.pass(50).await;
    assert_eq!(busy.counted.take(), [0; 5], "it has ended: {WATCHERS:?}");
}
