use super::*;
use crate::documents::read;

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
