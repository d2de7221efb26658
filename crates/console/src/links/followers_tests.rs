use serde_json::json;

use super::*;
use crate::dto::{StateKind, TaskNote};
use crate::links::tasks::{TaskSource, notes, recent};

const MAIN: &str = "22130706433028861";
/// Kept by 127.0.0.1:2887.
const SUB: &str = "22130706433028872";

fn main(state: &str) -> Dag {
    let body = json!({
        "id": MAIN, "name": "Stop OB", "stage": 4, "max_stage": 6, "maintenance_type": 1, "state": state,
        "operator": "RUN", "start_time": "2026-05-08T10:00:00Z",
    });
    serde_json::from_value(body).unwrap()
}

fn sub(state: &str) -> Dag {
    let body = json!({
        "id": SUB, "name": "Stop observer", "stage": 2, "max_stage": 3, "maintenance_type": 2, "state": state,
        "operator": "RUN", "start_time": "2026-05-08T10:00:01Z", "additional_data": { "main_dag_id": MAIN },
    });
    serde_json::from_value(body).unwrap()
}

/// What is shown of `unfinished` and `maintenance` when asking for main tasks brings `asked`.
fn shown(unfinished: &[Dag], maintenance: &[Dag], asked: Option<Asked>) -> Vec<(String, StateKind, bool)> {
    let asked = asked.map(|asked| (GenericId::parse(MAIN).unwrap(), asked)).into_iter().collect();
    let followers = Followers::new(&[unfinished, maintenance].concat(), asked);
    let with = |source: &TaskSource<'_>| notes(unfinished, maintenance, &followers, source, &[]);
    let note = |note: TaskNote| (note.name, note.state.kind, note.holds_lock);
    with_source(with).into_iter().map(note).collect()
}

fn with_source<T>(with: impl FnOnce(&TaskSource<'_>) -> T) -> T {
    with(&TaskSource { offset_ms: 0.0, clock_of: &|_| 0.0, is_known: &|_| true, owner_of: &|_, _| None })
}

fn stop_ob(kind: StateKind) -> Vec<(String, StateKind, bool)> {
    vec![("Stop OB".to_owned(), kind, true)]
}

fn found(state: &str) -> Option<Asked> {
    Some(Asked::Dag(Box::new(main(state))))
}

#[test]
fn a_task_that_waits_for_its_main_task_alarms_nobody() {
    let running = stop_ob(StateKind::Running);
    assert_eq!(shown(&[main("RUNNING"), sub("FAILED")], &[], None), running);
    assert_eq!(shown(&[sub("FAILED")], &[sub("FAILED")], found("RUNNING")), running, "kept by another agent");
    assert_eq!(shown(&[sub("RUNNING")], &[], found("READY")), stop_ob(StateKind::Ready));
    assert_eq!(shown(&[sub("FAILED")], &[], Some(Asked::Unknown)), []);
    assert_eq!(
        shown(&[], &[sub("FAILED")], found("RUNNING")),
        [("Stop OB".to_owned(), StateKind::Running, true)]
    );
}

#[test]
fn a_main_task_that_failed_is_shown_once() {
    let another = Dag { id: GenericId::parse("22130706433028882").unwrap(), ..sub("FAILED") };
    assert_eq!(shown(&[sub("FAILED"), another], &[], found("FAILED")), stop_ob(StateKind::Failed));
}

#[test]
fn what_is_left_of_a_main_task_that_is_over_is_a_failure() {
    let left = [("Stop observer".to_owned(), StateKind::Failed, true)];
    assert_eq!(shown(&[sub("FAILED")], &[], found("SUCCEED")), left);
    assert_eq!(shown(&[sub("FAILED")], &[], None), left, "its agent knows of no main task");
}

#[test]
fn only_what_is_not_there_is_asked_for() {
    let id = GenericId::parse(MAIN).unwrap();
    assert_eq!(Followers::missing(&[sub("FAILED"), sub("RUNNING")]), [id]);
    assert_eq!(Followers::missing(&[sub("FAILED"), main("RUNNING")]), []);
    assert_eq!(Followers::missing(&[sub("SUCCEED")]), []);
}

#[test]
fn a_main_task_is_at_work_where_others_follow_it() {
    let followers = Followers::new(&[main("RUNNING"), sub("FAILED")], BTreeMap::new());
    assert_eq!(followers.agents_of(MAIN), [AgentAddress { ip: "127.0.0.1".to_owned(), port: 2887 }]);
    assert!(followers.agents_of(SUB).is_empty());
}

#[test]
fn the_last_day_has_main_tasks_alone_and_no_strangers() {
    let began = 1_778_234_400_000;
    let history = [main("SUCCEED"), sub("SUCCEED")];
    let names = |since| {
        let notes = with_source(|source| recent(&history, since, source, &[]));
        notes.into_iter().map(|note| note.name).collect::<Vec<_>>()
    };
    assert_eq!(names(began), ["Stop OB"]);
    assert_eq!(names(began + 1), [""; 0]);
    let stranger = |_: &AgentAddress| false;
    let source =
        TaskSource { offset_ms: 0.0, clock_of: &|_| 0.0, is_known: &stranger, owner_of: &|_, _| None };
    assert_eq!(recent(&history, began, &source, &[]), []);
}
