use super::*;
use crate::documents::read;
use crate::dto::ObproxyDeed;

/// The task of an OCP, as a file has it, in this state and with this end.
fn ocp(status: &str, ended_at: Option<i64>) -> OperationView {
    let task = serde_json::json!({
        "id": 7, "name": "Upgrade", "status": status, "operation": "EXECUTE", "startTime": "2024-01-09T20:40:01+08:00",
        "subtasks": [],
    });
    let mut view = read("", &task.to_string()).unwrap().view;
    view.calls[0].head.ended_at = ended_at;
    view
}

#[test]
fn a_task_that_an_ocp_gave_up_has_ended() {
    let mut given_up = ocp("SOMETHING_NEW", Some(7));
    assert_eq!(given_up.calls[0].head.state.kind, StateKind::Unknown);
    assert!(take(&given_up, &given_up.calls[0]).is_some());
    given_up.head.system = TaskSystem::Obshell;
    assert!(take(&given_up, &given_up.calls[0]).is_none(), "an agent's goes on");
    let unknown = ocp("SOMETHING_NEW", None);
    assert!(take(&unknown, &unknown.calls[0]).is_none(), "nobody says that it ended");
}

#[test]
fn a_task_of_one_of_several_agents_names_that_one_and_what_was_done_there() {
    let mut view = ocp("FAILED", None);
    view.head.kind = OperationKind::AgentProxy;
    view.head.deed = Some(ObproxyDeed::Create);
    view.head.subject = "10.0.0.1:2886, 10.0.0.3:2886".to_owned();
    view.calls[0].head.deed = Some(ObproxyDeed::Create);
    view.calls[0].head.target = "10.0.0.3:2886".to_owned();
    let record = take(&view, &view.calls[0]).unwrap().stored("r".to_owned(), "", 0).unwrap().record;
    assert_eq!((record.deed, record.subject.as_str()), (Some(ObproxyDeed::Create), "10.0.0.3:2886"));
}

#[test]
fn a_record_that_was_kept_without_a_deed_can_be_read() {
    let view = ocp("FAILED", Some(7));
    let record = take(&view, &view.calls[0]).unwrap().stored("r".to_owned(), "", 0).unwrap().record;
    let mut old = serde_json::to_value(&record).unwrap();
    old.as_object_mut().unwrap().remove("deed").unwrap();
    assert_eq!(serde_json::from_value::<HistoryRecord>(old).unwrap(), record);
}
