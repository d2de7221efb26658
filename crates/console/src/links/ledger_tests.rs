use serde_json::{Value, json};

use super::*;

/// Kept by 127.0.0.1:2886.
const OWN: &str = "22130706433028863";
/// Kept by 127.0.0.1:2887.
const OTHERS: &str = "22130706433028871";
const STRANGERS: &str = "201684300810288612";

fn dag(id: &str, state: &str, more: Value) -> Dag {
    let mut body = json!({
        "id": id, "name": "Stop OB", "stage": 3, "max_stage": 9, "maintenance_type": 2, "state": state,
        "operator": "RUN", "start_time": "2026-05-08T10:00:00Z", "end_time": "2026-05-08T10:00:09Z",
        "nodes": null, "additional_data": null,
    });
    body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    serde_json::from_value(body).unwrap()
}

fn brief(id: &str, state: &str) -> Dag {
    dag(id, state, Value::Null)
}

fn node(name: &str, state: &str) -> Value {
    json!({ "id": "19", "name": name, "state": state, "operator": "RUN" })
}

fn with_source<T>(offset_ms: f64, with: impl FnOnce(&TaskSource<'_>) -> T) -> T {
    let is_known = |agent: &AgentAddress| agent.ip == "127.0.0.1";
    let clock_of = |_: &AgentAddress| offset_ms;
    with(&TaskSource { offset_ms, clock_of: &clock_of, is_known: &is_known, owner_of: &|_, _| None })
}

fn note(ledger: &mut Ledger, dags: &[Dag]) {
    ledger.begin();
    with_source(0.0, |source| ledger.note(dags, source));
}

fn book(ledger: &mut Ledger) -> Book {
    ledger.book(None, 1).0
}

#[test]
fn the_same_task_from_several_lists_is_one() {
    let mut ledger = Ledger::default();
    let told = dag(
        "11",
        "RUNNING",
        json!({ "nodes": [node("a", "SUCCEED"), node("b", "SUCCEED"), node("c", "RUNNING")] }),
    );
    note(&mut ledger, &[told, brief("11", "RUNNING"), brief(OWN, "SUCCEED"), brief(STRANGERS, "RUNNING")]);
    let book = book(&mut ledger);
    assert_eq!(book.tasks.keys().collect::<Vec<_>>(), ["11", OWN], "a stranger's is left out");
    let task = &book.tasks["11"];
    assert_eq!((task.done, task.total, task.holds_lock, task.ended_at), (2, 9, true, None));
    assert_eq!(task.at_step.as_deref(), Some("c"), "a list without details takes nothing away");
    let done = &book.tasks[OWN];
    assert_eq!((done.done, done.holds_lock, done.ended_at.is_some()), (9, false, true));
    assert_eq!(done.place, TaskPlace::Agent { address: "127.0.0.1:2886".to_owned() });
}

#[test]
fn what_a_keeper_does_not_list_any_more_is_gone() {
    let mut ledger = Ledger::default();
    note(&mut ledger, &[brief("11", "SUCCEED"), brief(OWN, "SUCCEED"), brief(OTHERS, "SUCCEED")]);
    with_source(0.0, |source| ledger.note_all(Some("127.0.0.1:2886"), &[], 7, source));
    let after = book(&mut ledger);
    assert_eq!(after.tasks.keys().collect::<Vec<_>>(), ["11", OTHERS]);
    assert_eq!(after.whole[&Some("127.0.0.1:2886".to_owned())], 7);
    ledger.forget_strangers(|agent| agent.port == 2886);
    assert_eq!(book(&mut ledger).tasks.keys().collect::<Vec<_>>(), ["11"], "its agent has left");
}

#[test]
fn what_follows_a_task_keeps_saying_so() {
    let mut ledger = Ledger::default();
    let sub = dag(OTHERS, "FAILED", json!({ "additional_data": { "main_dag_id": OWN } }));
    note(&mut ledger, &[sub]);
    note(&mut ledger, &[brief(OTHERS, "SUCCEED")]);
    assert_eq!(book(&mut ledger).tasks[OTHERS].main_task_id.as_deref(), Some(OWN));
    let again = Ledger::new(Some(&book(&mut ledger)));
    assert_eq!(again.mains[OTHERS], OWN, "another contact goes on from it");

    let mut ledger = Ledger::default();
    note(&mut ledger, &[brief(OTHERS, "FAILED")]);
    note(
        &mut ledger,
        &[dag(OWN, "RUNNING", json!({ "additional_data": { "sub_dags": { "127.0.0.1:2887": OTHERS } } }))],
    );
    assert_eq!(book(&mut ledger).tasks[OTHERS].main_task_id.as_deref(), Some(OWN), "the main one tells too");
}

#[test]
fn what_left_the_lists_unfinished_is_asked_for() {
    let mut ledger = Ledger::default();
    note(&mut ledger, &[brief("11", "RUNNING"), brief("12", "FAILED"), brief("13", "SUCCEED")]);
    let ids = |ledger: &Ledger| ledger.missing().iter().map(GenericId::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&ledger), [""; 0]);
    note(&mut ledger, &[]);
    assert_eq!(ids(&ledger), ["11", "12"]);
    note(&mut ledger, &[]);
    assert_eq!(ids(&ledger), ["11"], "a failed one is asked for once");
    note(&mut ledger, &[brief("11", "SUCCEED")]);
    assert_eq!(ids(&ledger), [""; 0]);
    ledger.drop_task(&"12".parse().unwrap());
    assert_eq!(book(&mut ledger).tasks.keys().collect::<Vec<_>>(), ["11", "13"]);
}

#[test]
fn a_clock_measured_anew_changes_nothing() {
    let mut ledger = Ledger::default();
    note(&mut ledger, &[brief("11", "SUCCEED")]);
    let (first, news) = ledger.book(None, 1);
    assert!(news);
    let first = Arc::new(first);
    with_source(40.0, |source| ledger.note(&[brief("11", "SUCCEED")], source));
    let (second, news) = ledger.book(Some(&first), 2);
    assert!(!news && Arc::ptr_eq(&second.tasks, &first.tasks));
    assert_eq!(second.read_at, Some(2));
    with_source(4_000.0, |source| ledger.note(&[brief("11", "SUCCEED")], source));
    assert!(ledger.book(Some(&first), 3).1, "it was set");
}
