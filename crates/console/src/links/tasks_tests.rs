use serde_json::json;

use super::*;

fn dag(id: &str, state: &str) -> Dag {
    let body = json!({
        "id": id, "name": "Init cluster", "stage": 3, "max_stage": 9, "maintenance_type": 2,
        "state": state, "operator": "RUN", "start_time": "2026-05-08T10:00:00Z",
    });
    serde_json::from_value(body).unwrap()
}

fn shown(unfinished: &[Dag], maintenance: &[Dag], before: &[TaskNote], offset_ms: f64) -> Vec<TaskNote> {
    let is_known = |agent: &AgentAddress| agent.ip == "127.0.0.1";
    let owner_of = |id: &str, name: &str| ((id, name) == ("11", "Init cluster")).then(|| "op".to_owned());
    let clock_of = |_: &AgentAddress| offset_ms;
    let source = TaskSource { offset_ms, clock_of: &clock_of, is_known: &is_known, owner_of: &owner_of };
    notes(unfinished, maintenance, &Followers::default(), &source, before)
}

#[test]
fn a_task_of_a_stranger_is_left_out() {
    let (ours, strangers) = (dag("22130706433028863", "RUNNING"), dag("201684300810288612", "RUNNING"));
    let notes = shown(&[strangers, ours], &[], &[], 0.0);
    assert_eq!(notes.iter().map(|note| note.id.as_str()).collect::<Vec<_>>(), ["22130706433028863"]);
    assert_eq!((notes[0].done, notes[0].total, notes[0].holds_lock), (2, 9, true));
}

#[test]
fn running_tasks_come_first_and_nothing_comes_twice() {
    let failed = dag("12", "FAILED");
    let notes = shown(&[failed.clone(), dag("11", "RUNNING")], &[failed, dag("13", "SUCCEED")], &[], 0.0);
    let shown: Vec<_> = notes.iter().map(|note| (note.id.as_str(), note.operation_id.as_deref())).collect();
    assert_eq!(shown, [("11", Some("op")), ("12", None)]);
}

#[test]
fn a_clock_measured_anew_moves_nothing() {
    let first = shown(&[dag("11", "RUNNING")], &[], &[], 0.0);
    assert_eq!(shown(&[dag("11", "RUNNING")], &[], &first, 40.0), first);
    assert_ne!(shown(&[dag("11", "RUNNING")], &[], &first, 4_000.0), first);
}
