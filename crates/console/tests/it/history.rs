//! Tasks that ended stay, with their logs, whatever becomes of those that ran them.

use std::time::Duration;

use crate::common::{Bench, SPEED, call, server};
use console::Sink;
use console::dto::*;
use rusqlite::Connection;
use sandbox::Options;
use tokio::sync::mpsc;

/// Longer than anything here takes, even on a busy computer.
const LONGEST: Duration = Duration::from_secs(60);

fn all(text: &str) -> SearchHistoryReq {
    SearchHistoryReq { text: text.to_owned(), connection_id: None, name: None, offset: 0, limit: 50 }
}

async fn search(bench: &Bench, text: &str) -> HistoryPage {
    bench.console.search_history(all(text)).await.unwrap()
}

/// Looks again and again for what `wanted` finds in the whole history.
async fn until<T>(bench: &Bench, what: &str, wanted: impl Fn(&HistoryPage) -> Option<T>) -> T {
    let looking = async {
        loop {
            if let Some(found) = wanted(&search(bench, "").await) {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    match tokio::time::timeout(LONGEST, looking).await {
        Ok(found) => found,
        Err(_) => panic!("waited in vain for {what}: {:#?}", search(bench, "").await),
    }
}

/// Waits for a record of this name and state, with a log.
async fn recorded(bench: &Bench, name: &str, kind: StateKind) -> HistoryRecord {
    let fits = |record: &HistoryRecord| {
        (record.name.as_str(), record.state.kind) == (name, kind) && record.log_lines > 0
    };
    let find = |page: &HistoryPage| page.records.iter().map(|hit| &hit.record).find(|it| fits(it)).cloned();
    until(bench, &format!("{name} {kind:?}"), find).await
}

async fn initialised(bench: &Bench) -> (OperationView, HistoryRecord) {
    let draft = bench.draft(Vec::new()).await;
    let view = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    let record = recorded(bench, "Initialize cluster", StateKind::Succeeded).await;
    (view, record)
}

async fn open(bench: &Bench, record: &HistoryRecord) -> OperationView {
    let opened = bench.console.open_record(RecordReq { record_id: record.id.clone() }).await.unwrap();
    bench.follow(&opened.operation_id.unwrap()).await.until("the record", |_| true).await
}

/// All lines of a step, of an operation that runs or is kept.
async fn lines(bench: &Bench, operation: &OperationView, call_key: &str, step_key: &str) -> Vec<LogRow> {
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = WatchLogReq {
        watch_id: format!("log {step_key}"),
        operation_id: operation.head.id.clone(),
        call_key: call_key.to_owned(),
        step_key: step_key.to_owned(),
        run_key: None,
    };
    bench.console.watch_log(request, Sink::new(move |event| sender.send(event).is_ok())).await.unwrap();
    let mut rows = Vec::new();
    loop {
        let event: LogEvent = events.recv().await.unwrap();
        rows.extend(event.rows);
        if event.complete {
            return rows;
        }
    }
}

async fn forget(bench: &Bench, operation_id: &str) {
    let request = OperationReq { operation_id: operation_id.to_owned() };
    bench.console.forget_operation(request).await.unwrap();
}

#[tokio::test]
async fn a_task_stays_after_all_that_ran_it_is_gone() {
    let mut bench = Bench::new(Options::default()).await;
    let (view, record) = initialised(&bench).await;
    let init = call(&view, "init").clone();
    let mut live = Vec::new();
    for step in &init.steps {
        live.extend(lines(&bench, &view, "init", &step.key).await);
    }
    assert_eq!(record.log_lines as usize, live.len(), "every line of every run");
    assert_eq!((record.steps, record.hosts), (12, 3));
    assert_eq!(record.connection_name, "ob_order");
    let names: Vec<String> =
        search(&bench, "").await.records.into_iter().map(|hit| hit.record.name).collect();
    assert_eq!(names.iter().filter(|name| name.as_str() == "Join to master").count(), 2, "{names:?}");

    let connection_id = view.head.connection_id.clone().unwrap();
    forget(&bench, &view.head.id).await;
    bench.leave(&connection_id).await;
    bench.console.delete_connection(ConnectionReq { connection_id }).await.unwrap();
    for agent in 0..3 {
        bench.sandbox.kill_agent(agent).await;
    }
    bench.clock.forward(Duration::from_secs(3600));
    bench.restart().await;
    assert!(bench.console.connections(Nothing {}).await.unwrap().connections.is_empty());

    let host = &bench.sandbox.addresses()[2];
    let found = search(&bench, &format!("INITIALIZE ob_order {host} bootstrap")).await;
    assert_eq!(found.total, 1);
    let hit = &found.records[0];
    assert_eq!(hit.record, record);
    assert!(hit.lines > 0 && hit.first_line.is_some(), "{hit:?}");

    let kept = open(&bench, &record).await;
    assert_eq!(kept.head.id, format!("record-{}", record.id));
    assert_eq!(kept.head.origin, TaskOrigin::History { record_id: record.id.clone() });
    assert_eq!((kept.calls.len(), kept.head.contact.state), (1, ContactState::Idle));
    assert!(kept.head.actions.iter().all(|action| action.off.is_some()));
    let steps = kept.calls[0].steps.iter();
    let operators = steps.flat_map(|step| &step.operators).chain(&kept.calls[0].head.operators);
    assert!(operators.map(|view| view.off).all(|off| off == Some(OperatorOff::ReadOnly)));
    for (step, was) in kept.calls[0].steps.iter().zip(&init.steps) {
        assert_eq!((&step.key, &step.state, &step.runs), (&was.key, &was.state, &was.runs));
    }
    let mut again = Vec::new();
    for step in &init.steps {
        again.extend(lines(&bench, &kept, "init", &step.key).await);
    }
    assert_eq!(again, live, "the log is the one that was shown");
}

#[tokio::test]
async fn a_retried_task_has_one_record_with_all_attempts() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start-once")]).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    let before = recorded(&bench, "Initialize cluster", StateKind::Failed).await;
    let kept = open(&bench, &before).await;
    assert_eq!(kept.head.failure, failed.head.failure);
    assert!(kept.head.lock_held);

    let request = OperateTaskReq {
        operation_id: failed.head.id.clone(),
        call_key: "init".to_owned(),
        operator: TaskOperator::Retry,
        consent: Consent::default(),
    };
    bench.console.operate_task(request).await.unwrap();
    run.until_state(StateKind::Succeeded).await;
    // Until the log is read anew the one of the failure stays.
    let longer = |hit: &&HistoryHit| hit.record.id == before.id && hit.record.log_lines > before.log_lines;
    let find = |page: &HistoryPage| page.records.iter().find(longer).map(|hit| hit.record.clone());
    let after = until(&bench, "the log of both attempts", find).await;
    assert_eq!(after.state.kind, StateKind::Succeeded);
    let inits = search(&bench, "Initialize").await;
    assert_eq!(inits.total, 1);

    let kept = open(&bench, &after).await;
    let retried = kept.calls[0].steps[2].runs.iter().find(|run| run.host == bad).unwrap();
    assert_eq!(retried.attempts.len(), 2, "both attempts are kept apart");
    let log = lines(&bench, &kept, "init", &kept.calls[0].steps[2].key).await;
    let attempts: std::collections::BTreeSet<u32> = log.iter().map(|row| row.attempt).collect();
    assert_eq!(attempts.into_iter().collect::<Vec<_>>(), [1, 2], "and so are their lines");
}

/// What was stored before there was a history: the operation, and nothing of its end.
fn without_history(bench: &Bench) {
    let db = Connection::open(bench.directory.path().join("obdeck.db")).unwrap();
    db.execute_batch("PRAGMA foreign_keys = ON; DELETE FROM history_task; DELETE FROM history_mark").unwrap();
}

#[tokio::test]
async fn what_ended_unseen_is_kept_at_once_and_its_log_when_the_agent_is_back() {
    let mut bench = Bench::new(Options::default()).await;
    let (view, record) = initialised(&bench).await;
    bench.sandbox.kill_agent(0).await;
    bench.restart().await;
    without_history(&bench);
    bench.restart().await;
    let is_init = |hit: &&HistoryHit| hit.record.name == "Initialize cluster";
    let bare = |page: &HistoryPage| page.records.iter().find(is_init).map(|hit| hit.record.clone());
    let bare = until(&bench, "the bare record", bare).await;
    assert_eq!((bare.log_lines, bare.steps, &bare.ended_at), (0, 12, &record.ended_at));
    assert_eq!(open(&bench, &bare).await.calls[0].steps.len(), 12);

    bench.contact(&view.head.connection_id.unwrap()).await;
    bench.sandbox.revive_agent(0).await;
    let whole = recorded(&bench, "Initialize cluster", StateKind::Succeeded).await;
    assert_eq!((whole.id, whole.log_lines), (bare.id, record.log_lines));
    assert!(whole.bytes > bare.bytes);
}

#[tokio::test]
async fn old_tasks_are_no_reason_to_call_anybody() {
    let mut bench = Bench::new(Options::default()).await;
    let (view, record) = initialised(&bench).await;
    let connection_id = view.head.connection_id.clone().unwrap();
    bench.leave(&connection_id).await;
    bench.restart().await;
    without_history(&bench);
    let before = (0..3).map(|at| bench.sandbox.requests(at).len()).sum::<usize>();
    bench.restart().await;
    // Waits until the archive has looked at the operation.
    forget(&bench, &view.head.id).await;
    let asked = (0..3).map(|at| bench.sandbox.requests(at).len()).sum::<usize>();
    let hits = search(&bench, "Initialize").await.records;
    assert_eq!((hits.len(), hits[0].record.log_lines), (1, 0), "the bare record, which has no log");
    assert_eq!(asked, before);
    assert_ne!(hits[0].record.id, record.id, "it is a new one");
}

#[tokio::test]
async fn what_was_thrown_away_does_not_come_back() {
    let mut bench = Bench::new(Options::default()).await;
    let (view, record) = initialised(&bench).await;
    let ids: Vec<String> = search(&bench, "").await.records.into_iter().map(|hit| hit.record.id).collect();
    let usage = bench.console.forget_records(ForgetRecordsReq { record_ids: ids }).await.unwrap();
    assert_eq!((usage.records, usage.bytes, usage.oldest_at), (0, 0, None));
    bench.restart().await;
    // Waits until the archive has looked at the operation, and leaves it.
    forget(&bench, &view.head.id).await;
    assert_eq!(search(&bench, "").await.total, 0);
    let gone = bench.console.open_record(RecordReq { record_id: record.id }).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn limits_hold_at_once_after_each_task_and_at_the_next_start() {
    let mut bench = Bench::new(Options::default()).await;
    let (view, _) = initialised(&bench).await;
    let usual = bench.console.history_usage(Nothing {}).await.unwrap();
    assert_eq!(usual.limits, HistoryLimits { days: Some(365), bytes: Some(1 << 30) });
    forget(&bench, &view.head.id).await;
    let records = search(&bench, "").await.records;
    let sizes: i64 = records.iter().map(|hit| hit.record.bytes).sum();
    let usage = bench.console.history_usage(Nothing {}).await.unwrap();
    assert_eq!((usage.records as usize, usage.bytes), (records.len(), sizes));
    let oldest = records.last().unwrap().record.clone();
    assert_eq!(usage.oldest_at, oldest.ended_at);

    let limits = HistoryLimits { days: None, bytes: Some(sizes - 1) };
    let usage = bench.console.limit_history(limits).await.unwrap();
    assert_eq!((usage.limits, usage.records as usize), (limits, records.len() - 1));
    assert!(search(&bench, "").await.records.iter().all(|hit| hit.record.id != oldest.id), "the oldest went");
    for wrong in [HistoryLimits { days: Some(0), ..limits }, HistoryLimits { days: None, bytes: Some(0) }] {
        assert_eq!(bench.console.limit_history(wrong).await.unwrap_err().code, ErrorCode::Invalid);
    }

    let limits = HistoryLimits { days: Some(30), bytes: None };
    assert_eq!(bench.console.limit_history(limits).await.unwrap().records, usage.records);
    bench.restart().await;
    assert_eq!(bench.console.history_usage(Nothing {}).await.unwrap().records, usage.records);
    bench.clock.forward(Duration::from_secs(31 * 86_400));
    bench.restart().await;
    let usage = bench.console.history_usage(Nothing {}).await.unwrap();
    assert_eq!((usage.limits, usage.records), (limits, 0), "a month has passed");
}

/// A second cluster on other agents, in the same history.
async fn another_cluster(bench: &mut Bench) {
    let fresh = Bench::at_speed(SPEED, Options::default()).await;
    bench.sandbox = fresh.sandbox;
    bench.restart().await;
}

async fn usual(bench: &Bench, operation_id: &str) -> Vec<UsualCall> {
    let request = OperationReq { operation_id: operation_id.to_owned() };
    bench.console.usual_times(request).await.unwrap().calls
}

#[tokio::test]
async fn earlier_runs_tell_what_is_usual_and_are_compared() {
    let mut bench = Bench::new(Options::default()).await;
    let (first, before) = initialised(&bench).await;
    // Two hosts joined: each is measured against no run but this one.
    assert_eq!(usual(&bench, &first.head.id).await, [], "a run is not measured against itself");

    another_cluster(&mut bench).await;
    let bad = bench.sandbox.addresses()[1].clone();
    let mut draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start-once")]).await;
    draft.cluster.name = "ob_other".to_owned();
    bench.save(&draft).await;
    let mut run = bench.start(&draft).await;
    let begun = run.until("a view", |_| true).await;
    let calls = usual(&bench, &begun.head.id).await;
    let init = calls.iter().find(|call| call.call_key == "init").unwrap();
    assert_eq!((init.runs, init.same_connection), (1, false), "before its task is there");
    assert_eq!(init.took_ms, before.ended_at.unwrap() - before.started_at.unwrap());
    let names: Vec<&str> = init.steps.iter().map(|step| step.name.as_str()).collect();
    let steps = &call(&first, "init").steps;
    assert_eq!(names, steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>());

    run.until_state(StateKind::Failed).await;
    let request = OperateTaskReq {
        operation_id: begun.head.id.clone(),
        call_key: "init".to_owned(),
        operator: TaskOperator::Retry,
        consent: Consent::default(),
    };
    bench.console.operate_task(request).await.unwrap();
    run.until_state(StateKind::Succeeded).await;
    let fits = |hit: &&HistoryHit| {
        let record = &hit.record;
        record.cluster_name == "ob_other"
            && record.name == "Initialize cluster"
            && record.log_lines > 0
            && record.state.kind == StateKind::Succeeded
    };
    let find = |page: &HistoryPage| page.records.iter().find(fits).map(|hit| hit.record.clone());
    let after = until(&bench, "the second record", find).await;

    let opened = open(&bench, &after).await;
    let kept = usual(&bench, &opened.head.id).await;
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].runs, kept[0].took_ms), (1, init.took_ms), "an open record neither");

    let request = CompareRunsReq { before_id: before.id.clone(), after_id: after.id.clone() };
    let compared = bench.console.compare_runs(request).await.unwrap();
    assert_eq!((&compared.before, &compared.after), (&before, &after));
    assert_eq!(compared.steps.len(), 12);
    let start = &compared.steps[2];
    let attempts = |figures: &Option<StepFigures>| figures.as_ref().unwrap().attempts;
    assert_eq!(
        (start.name.as_str(), attempts(&start.before), attempts(&start.after)),
        ("Start observer", 1, 2)
    );
    let slow = start.after.as_ref().unwrap();
    assert_eq!((slow.hosts.len(), slow.slowest_host.as_ref()), (3, Some(&bad)));
    assert!(slow.message.is_some());
    let unknown = CompareRunsReq { before_id: "none".to_owned(), after_id: after.id };
    assert_eq!(bench.console.compare_runs(unknown).await.unwrap_err().code, ErrorCode::NotFound);
}
