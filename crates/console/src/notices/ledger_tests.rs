use super::*;
use crate::dto::{ObproxyDeed, OperationKind};
use crate::notices::samples::{STARTED_AT, operation, shared};

const ALL: NoticeSettings =
    NoticeSettings { finished: true, failed: true, stalled_minutes: Some(10), skip_dev: false };

fn at(seconds: u64) -> Moment {
    Moment {
        wall: STARTED_AT + Millis::try_from(seconds * 1000).unwrap(),
        steady: Duration::from_secs(seconds),
    }
}

/// A ledger whose operations ran when they were taken up, after they have become `views`.
fn ledger(views: &[Arc<OperationView>], now: Moment, settings: NoticeSettings) -> Ledger {
    let mut ledger = Ledger::default();
    for view in views {
        let mut first = operation(&view.head.id, StateKind::Running, 1);
        first.head.environment = view.head.environment;
        take(&mut ledger, &Arc::new(first), view, at(0), settings);
        take(&mut ledger, view, view, now, settings);
    }
    ledger
}

fn take(
    ledger: &mut Ledger,
    first: &Arc<OperationView>,
    view: &Arc<OperationView>,
    now: Moment,
    settings: NoticeSettings,
) {
    let taken = if now.steady.is_zero() { first } else { view };
    ledger.take(&Seen { first, now: taken, looked_at: false }, now, settings);
}

#[test]
fn a_failure_says_where_and_after_how_long() {
    let ledger = ledger(&[shared("a", StateKind::Failed, 1)], at(250), ALL);
    let told = ledger.unsent();
    assert_eq!(told.len(), 1);
    let Notice { reason, step, host, after_ms, kind, .. } = &told[0];
    assert_eq!((*reason, *kind, *after_ms), (NoticeReason::Failed, OperationKind::Init, 250_000));
    assert_eq!(step.as_deref(), Some("Start observer"));
    assert_eq!(host.as_deref(), Some("10.0.0.3:2886"));
}

#[test]
fn a_standstill_names_the_host_that_alone_is_waited_for() {
    let running = shared("a", StateKind::Running, 1);
    let ledger = ledger(&[running], at(600), ALL);
    let told = ledger.unsent();
    assert_eq!((told[0].reason, told[0].after_ms), (NoticeReason::Stalled, 600_000));
    assert_eq!(told[0].host.as_deref(), Some("10.0.0.3:2886"));
}

#[test]
fn settings_keep_quiet_but_count() {
    let failed = [shared("a", StateKind::Failed, 1)];
    let quiet = |settings| {
        let ledger = ledger(&failed, at(1), settings);
        (ledger.unsent().len(), ledger.counts().failed)
    };
    assert_eq!(quiet(ALL), (1, 1));
    assert_eq!(quiet(NoticeSettings { failed: false, ..ALL }), (0, 1));
    assert_eq!(quiet(NoticeSettings { finished: false, ..ALL }), (1, 1));
    assert_eq!(quiet(NoticeSettings { skip_dev: true, ..ALL }), (1, 1), "it is production");
    let done = [shared("a", StateKind::Succeeded, 1), shared("b", StateKind::RolledBack, 1)];
    assert_eq!(ledger(&done, at(1), NoticeSettings { finished: false, ..ALL }).unsent(), []);
    let still = [shared("a", StateKind::Running, 1)];
    assert_eq!(ledger(&still, at(9000), NoticeSettings { stalled_minutes: None, ..ALL }).unsent(), []);
}

#[test]
fn development_is_left_out_when_asked_for() {
    let mut failed = operation("a", StateKind::Failed, 1);
    failed.head.environment = Environment::Dev;
    let failed = [Arc::new(failed)];
    assert_eq!(ledger(&failed, at(1), NoticeSettings { skip_dev: true, ..ALL }).unsent(), []);
    assert_eq!(ledger(&failed, at(1), ALL).unsent().len(), 1);
}

#[test]
fn what_was_looked_at_is_not_counted_until_it_fails_anew() {
    let (first, second) = (shared("a", StateKind::Failed, 1), shared("a", StateKind::Failed, 2));
    let mut ledger = ledger(std::slice::from_ref(&first), at(1), ALL);
    assert_eq!(ledger.counts().failed, 1);
    ledger.take(&Seen { first: &first, now: &first, looked_at: true }, at(2), ALL);
    assert_eq!(ledger.counts().failed, 0);
    ledger.take(&Seen { first: &first, now: &second, looked_at: false }, at(3), ALL);
    assert_eq!(ledger.counts().failed, 1);
}

#[test]
fn notices_are_sent_once_and_again_when_they_were_lost() {
    let views = [shared("a", StateKind::Failed, 1), shared("b", StateKind::Succeeded, 1)];
    let mut ledger = ledger(&views, at(5), ALL);
    let told = ledger.unsent();
    let ids = |told: &[Notice]| told.iter().map(|notice| notice.operation_id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&told), ["a", "b"]);
    assert!(told[0].told_at < told[1].told_at, "told in one moment, and still in an order");
    ledger.mark_sent(&told);
    assert_eq!(ledger.unsent(), []);
    ledger.resend_after(told[0].told_at);
    assert_eq!(ids(&ledger.unsent()), ["b"], "the window got as far as a");
}

#[test]
fn a_clock_that_is_set_back_keeps_the_order() {
    let mut ledger = ledger(&[shared("a", StateKind::Failed, 1)], at(500), ALL);
    let back = Moment { wall: STARTED_AT, steady: Duration::from_secs(501) };
    let (running, done) = (shared("b", StateKind::Running, 1), shared("b", StateKind::Succeeded, 1));
    ledger.take(&Seen { first: &running, now: &done, looked_at: false }, back, ALL);
    let told = ledger.unsent();
    assert_eq!(told[1].operation_id, "b");
    assert_eq!(told[1].after_ms, 0, "and nothing took less than no time");
}

#[test]
fn a_thousand_running_tasks_are_counted_and_ten_are_named() {
    let views: Vec<_> = (0..1000).map(|number| shared(&format!("{number}"), StateKind::Running, 1)).collect();
    let mut ledger = ledger(&views, at(1), ALL);
    let counts = ledger.counts();
    assert_eq!((counts.running, counts.work.len()), (1000, 10));
    ledger.keep(|id| id == "7");
    assert_eq!(ledger.counts().running, 1, "the rest was forgotten");
}

#[test]
fn what_is_done_with_obproxy_is_told_with_it() {
    let about = |kind| {
        let mut view = operation("a", kind, 1);
        view.head.kind = OperationKind::ObproxyCluster;
        view.head.deed = Some(ObproxyDeed::Upgrade);
        Arc::new(view)
    };
    let failed = ledger(&[about(StateKind::Failed)], at(1), ALL);
    assert_eq!(failed.unsent()[0].deed, Some(ObproxyDeed::Upgrade));
    let running = ledger(&[about(StateKind::Running)], at(1), ALL);
    assert_eq!(running.counts().work[0].deed, Some(ObproxyDeed::Upgrade));
}
