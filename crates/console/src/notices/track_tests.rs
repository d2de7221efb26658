use super::*;
use crate::dto::{Contact, ContactState};
use crate::notices::samples::{operation, shared};

const NEVER: Duration = Duration::MAX;

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn how_it_was_taken_up_is_no_news() {
    for kind in [StateKind::Running, StateKind::Failed, StateKind::Succeeded, StateKind::RolledBack] {
        let first = shared("a", kind, 1);
        let mut track = Track::new(first.clone(), at(0));
        assert_eq!(track.observe(&first, at(1)), None, "{kind:?}");
        assert_eq!(track.observe(&shared("a", kind, 1), at(2)), None, "{kind:?}, read anew");
        assert!(track.seen, "{kind:?}");
    }
}

#[test]
fn every_way_to_end_is_told_once() {
    let ends = [
        (StateKind::Succeeded, NoticeReason::Finished),
        (StateKind::Failed, NoticeReason::Failed),
        (StateKind::RolledBack, NoticeReason::RolledBack),
        (StateKind::Cancelled, NoticeReason::Cancelled),
    ];
    for (kind, reason) in ends {
        let mut track = Track::new(shared("a", StateKind::Running, 1), at(0));
        assert_eq!(track.observe(&shared("a", kind, 1), at(1)), Some(reason));
        assert_eq!(track.observe(&shared("a", kind, 1), at(2)), None, "{reason:?} was told");
        assert_eq!(track.seen, kind != StateKind::Failed);
    }
}

#[test]
fn a_retry_that_fails_is_told_again_even_if_nobody_saw_it_run() {
    let mut track = Track::new(shared("a", StateKind::Running, 1), at(0));
    assert_eq!(track.observe(&shared("a", StateKind::Failed, 1), at(1)), Some(NoticeReason::Failed));
    track.seen = true;
    assert_eq!(track.observe(&shared("a", StateKind::Failed, 2), at(2)), Some(NoticeReason::Failed));
    assert!(!track.seen, "the new failure was not looked at");
    assert_eq!(track.observe(&shared("a", StateKind::Running, 3), at(3)), None);
    assert_eq!(track.observe(&shared("a", StateKind::Failed, 3), at(4)), Some(NoticeReason::Failed));
}

#[test]
fn what_the_user_stopped_is_not_told() {
    let mut track = Track::new(shared("a", StateKind::Running, 1), at(0));
    for kind in [StateKind::Failed, StateKind::Cancelled] {
        let mut stopped = operation("a", kind, 1);
        stopped.head.ended_at = Some(2_000_000);
        assert_eq!(track.observe(&Arc::new(stopped), at(1)), None, "{kind:?}");
        assert_eq!(track.phase, Phase::Stopped);
    }
}

#[test]
fn what_ended_by_being_undone_is_told() {
    let mut track = Track::new(shared("a", StateKind::Running, 1), at(0));
    let mut undone = operation("a", StateKind::RolledBack, 1);
    undone.head.ended_at = Some(2_000_000);
    assert_eq!(track.observe(&Arc::new(undone), at(1)), Some(NoticeReason::RolledBack));
}

#[test]
fn a_call_that_was_refused_is_a_failure_though_nothing_says_failed() {
    let mut refused = operation("a", StateKind::Pending, 0);
    refused.head.failure = operation("a", StateKind::Failed, 1).head.failure;
    let mut track = Track::new(shared("a", StateKind::Running, 0), at(0));
    assert_eq!(track.observe(&Arc::new(refused), at(1)), Some(NoticeReason::Failed));
}

#[test]
fn a_standstill_is_told_once_and_anew_after_progress() {
    let mut track = Track::new(shared("a", StateKind::Running, 1), at(0));
    assert_eq!(track.standstill(at(599), at(600)), None);
    assert_eq!(track.standstill(at(600), at(600)), Some(at(600)));
    assert_eq!(track.standstill(at(6000), at(600)), None, "told");
    track.observe(&shared("a", StateKind::Running, 2), at(7000));
    assert_eq!(track.standstill(at(7599), at(600)), None);
    assert_eq!(track.standstill(at(7600), at(600)), Some(at(600)));
}

#[test]
fn an_answer_that_is_lost_or_late_is_no_progress() {
    let mut track = Track::new(shared("a", StateKind::Running, 1), at(0));
    let mut stale = operation("a", StateKind::Running, 1);
    stale.head.contact =
        Contact { state: ContactState::Stale, agent: None, last_answer_at: Some(1), problem: None };
    track.observe(&Arc::new(stale), at(500));
    assert_eq!(track.standstill(at(600), at(600)), Some(at(600)));
}

#[test]
fn what_does_not_run_cannot_stand_still() {
    for kind in [StateKind::Failed, StateKind::Succeeded, StateKind::Cancelled, StateKind::RolledBack] {
        let mut track = Track::new(shared("a", kind, 1), at(0));
        assert_eq!(track.standstill(NEVER, at(600)), None, "{kind:?}");
    }
}
