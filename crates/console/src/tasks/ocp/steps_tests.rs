use ocp_api::TaskInstance;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{ocp_operators, ocp_state};
use super::*;
use crate::dto::{OperatorOff, StateKind, TaskOperator};

fn task(value: Value) -> TaskInstance {
    TaskInstance::read(&value).unwrap()
}

fn of(status: &str, operation: &str, subtasks: Value) -> TaskInstance {
    task(json!({"id": 1, "name": "t", "status": status, "operation": operation, "subtasks": subtasks}))
}

fn steps(task: &TaskInstance) -> Vec<StepView> {
    ocp_steps(task, &[], 0.0)
}

fn offs(task: &TaskInstance, at: usize) -> Vec<Option<OperatorOff>> {
    steps(task)[at].operators.iter().map(|view| view.off).collect()
}

#[test]
fn the_documents_example_has_its_steps_in_the_order_they_run() {
    let text = include_str!("../../../../ocp-api/tests/examples/create-obproxy-cluster.json");
    let task = task(serde_json::from_str(text).unwrap());
    let steps = steps(&task);
    let line = |step: &StepView| {
        (
            step.number,
            step.key.clone(),
            step.name.clone(),
            step.state.kind,
            step.state.word.clone(),
            step.after.clone(),
        )
    };
    let expected = [
        (
            1,
            "32954".to_owned(),
            "Prepare obproxy install".to_owned(),
            StateKind::Ready,
            "READY/EXECUTE".to_owned(),
            Some(vec![]),
        ),
        (
            2,
            "32955".to_owned(),
            "Finish node".to_owned(),
            StateKind::Pending,
            "PENDING/EXECUTE".to_owned(),
            Some(vec!["32954".to_owned()]),
        ),
    ];
    assert_eq!(steps.iter().map(line).collect::<Vec<_>>(), expected);
    assert!(steps.iter().all(|step| step.runs.len() == 1 && step.runs[0].attempts.is_empty()));
    assert_eq!(
        (ocp_state(&task).kind, steps[0].started_at, &*steps[0].runs[0].host),
        (StateKind::Running, None, "")
    );
}

#[test]
fn rolled_back_is_not_succeeded() {
    let undone = json!([{"id": 1, "status": "PENDING", "operation": "ROLLBACK", "startTime": "2021-08-25T15:09:32+08:00"}]);
    let by_detail = of("SUCCESSFUL", "ROLLBACK", json!([]));
    let by_list = task(json!({"id": 1, "status": "SUCCESSFUL", "subtasks": undone}));
    for task in [by_detail, by_list.clone()] {
        assert_eq!(ocp_state(&task).kind, StateKind::RolledBack, "{task:?}");
    }
    assert_eq!(steps(&by_list)[0].state.kind, StateKind::RolledBack);
    let given_up =
        of("SUCCESSFUL", "EXECUTE", json!([{"id": 1, "status": "PENDING", "operation": "EXECUTE"}]));
    let state = ocp_state(&given_up);
    assert_eq!((state.kind, &*state.word), (StateKind::Unknown, "SUCCESSFUL, unfinished"));
    let carried =
        of("SUCCESSFUL", "RETRY", json!([{"id": 1, "status": "SUCCESSFUL", "operation": "ROLLBACK"}]));
    assert_eq!(ocp_state(&carried).kind, StateKind::Succeeded);
    let undoing = ocp_state(&of("RUNNING", "ROLLBACK", undone));
    assert_eq!((undoing.kind, &*undoing.word), (StateKind::Running, "RUNNING/ROLLBACK"));
}

#[test]
fn each_status_of_a_subtask_has_its_kind_and_keeps_its_word() {
    let cases = [
        ("SUCCESSFUL", "SKIP", StateKind::Passed),
        ("SUCCESSFUL", "RETRY", StateKind::Succeeded),
        ("CANCELING", "EXECUTE", StateKind::Running),
        ("FAILED", "CANCEL", StateKind::Cancelled),
        ("FAILED", "ROLLBACK", StateKind::Failed),
        ("PENDING", "ROLLBACK_SKIP", StateKind::RolledBack),
        ("HALTED", "MEND", StateKind::Unknown),
    ];
    for (status, operation, kind) in cases {
        let task = of("RUNNING", "EXECUTE", json!([{"id": 1, "status": status, "operation": operation}]));
        let state = &steps(&task)[0].state;
        assert_eq!((state.kind, &*state.word), (kind, &*format!("{status}/{operation}")));
    }
    let bare = task(json!({"id": 1, "status": "HALTED"}));
    assert_eq!((ocp_state(&bare).kind, &*ocp_state(&bare).word), (StateKind::Unknown, "HALTED"));
}

#[test]
fn what_a_subtask_allows_follows_its_status() {
    let subtasks = json!([
        {"id": 1, "status": "FAILED"}, {"id": 2, "status": "RUNNING", "upstreams": [1]},
        {"id": 3, "status": "FAILED", "prohibitSkip": true, "operation": "ROLLBACK", "upstreams": [2]},
        {"id": 4, "status": "CANCELING", "upstreams": [3]},
    ]);
    let failed = of("FAILED", "EXECUTE", subtasks.clone());
    let (after, running) = (Some(OperatorOff::OnlyAfterFailure), Some(OperatorOff::OnlyWhileRunning));
    assert_eq!(offs(&failed, 0), [None, None, running]);
    assert_eq!(offs(&failed, 1), [after, after, None]);
    assert_eq!(offs(&failed, 2), [Some(OperatorOff::Unknown), Some(OperatorOff::StepDoesNotAllow), running]);
    assert_eq!(offs(&failed, 3), [after, after, Some(OperatorOff::OperatorPending)]);
    let elsewhere = task(json!({"id": 1, "status": "FAILED", "isRemote": true, "subtasks": subtasks}));
    assert_eq!(offs(&elsewhere, 0), [Some(OperatorOff::Elsewhere); 3]);
    let operators = ocp_operators(&elsewhere, false);
    assert!(operators.iter().all(|view| view.off == Some(OperatorOff::Elsewhere)));
}

#[test]
fn a_task_is_retried_and_rolled_back_after_a_failure_only() {
    let offs = |task: &TaskInstance, pending| -> Vec<_> {
        ocp_operators(task, pending).into_iter().map(|view| (view.operator, view.off)).collect()
    };
    let both = |retry, rollback| vec![(TaskOperator::Retry, retry), (TaskOperator::Rollback, rollback)];
    let after = Some(OperatorOff::OnlyAfterFailure);
    assert_eq!(offs(&of("RUNNING", "EXECUTE", json!([])), false), both(after, after));
    let failed = of("FAILED", "EXECUTE", json!([{"id": 1, "status": "PENDING", "prohibitRollback": true}]));
    assert_eq!(offs(&failed, false), both(None, None), "what was not begun does not count");
    assert_eq!(
        offs(&failed, true),
        both(Some(OperatorOff::OperatorPending), Some(OperatorOff::OperatorPending))
    );
    let forbidden =
        of("FAILED", "EXECUTE", json!([{"id": 1, "status": "SUCCESSFUL", "prohibitRollback": true}]));
    assert_eq!(offs(&forbidden, false), both(None, Some(OperatorOff::AnotherStepDoesNotAllow)));
    let undoing = of("FAILED", "ROLLBACK", json!([]));
    assert_eq!(offs(&undoing, false)[0].1, Some(OperatorOff::Unknown), "releases differ");
}

fn running(run_time: u32, status: &str, operation: &str, start: &str, end: Option<&str>) -> TaskInstance {
    of(
        "RUNNING",
        "EXECUTE",
        json!([{
            "id": 5, "status": status, "operation": operation, "runTime": run_time,
            "startTime": format!("2021-08-25T15:00:{start}+08:00"),
            "finishTime": end.map(|end| format!("2021-08-25T15:00:{end}+08:00")),
        }]),
    )
}

#[test]
fn earlier_attempts_are_kept_through_a_retry() {
    let mut shown = ocp_steps(&running(1, "RUNNING", "EXECUTE", "01.5", None), &[], 500.0);
    assert_eq!(shown[0].started_at, Some(1_629_874_801_000));
    shown = ocp_steps(&running(1, "FAILED", "EXECUTE", "01.5", Some("02")), &shown, 500.0);
    shown[0].runs[0].attempts[0].message = Some("no nc".to_owned());
    shown = ocp_steps(&running(2, "READY", "RETRY", "01.5", Some("02")), &shown, 500.0);
    assert_eq!(shown[0].runs[0].attempts.len(), 1, "it has not begun again");
    shown = ocp_steps(&running(2, "RUNNING", "RETRY", "07", None), &shown, 500.0);
    shown = ocp_steps(&running(2, "SUCCESSFUL", "RETRY", "07", Some("09")), &shown, 500.0);
    let attempts = &shown[0].runs[0].attempts;
    let numbers: Vec<_> =
        attempts.iter().map(|it| (it.number, it.state.kind, it.message.as_deref())).collect();
    assert_eq!(numbers, [(1, StateKind::Failed, Some("no nc")), (2, StateKind::Succeeded, None)]);
    assert_eq!((shown[0].started_at, shown[0].ended_at), (Some(1_629_874_801_000), Some(1_629_874_808_500)));
}

#[test]
fn a_skipped_step_keeps_what_it_came_to_and_an_uncounted_run_is_one_of_its_own() {
    let failed = ocp_steps(&running(3, "FAILED", "EXECUTE", "01", Some("02")), &[], 0.0);
    assert_eq!(failed[0].runs[0].attempts[0].number, 3, "opened late");
    let skipped = ocp_steps(&running(3, "SUCCESSFUL", "SKIP", "03", Some("03")), &failed, 0.0);
    assert_eq!(skipped[0].state.kind, StateKind::Passed);
    assert_eq!(skipped[0].runs[0].attempts, failed[0].runs[0].attempts);
    let undoing = ocp_steps(&running(3, "RUNNING", "ROLLBACK", "05", None), &failed, 0.0);
    let undone = ocp_steps(&running(3, "PENDING", "ROLLBACK", "05", Some("06")), &undoing, 0.0);
    let attempts = &undone[0].runs[0].attempts;
    assert_eq!(
        attempts.iter().map(|it| (it.number, it.state.kind)).collect::<Vec<_>>(),
        [(3, StateKind::Failed), (4, StateKind::RolledBack)]
    );
}

#[test]
fn hosts_come_from_the_contexts() {
    let subtasks = json!([
        {"id": 1, "context": {"stringMap": {"host_ip": "10.0.0.9"}}},
        {"id": 2, "parallelIdx": 1, "upstreams": [1]}, {"id": 3, "upstreams": [2]},
    ]);
    let hosts = |context: Value| -> Vec<String> {
        let task = task(json!({"id": 1, "status": "RUNNING", "context": context, "subtasks": subtasks}));
        steps(&task).iter().map(|step| step.runs[0].host.clone()).collect()
    };
    assert_eq!(hosts(json!(null)), ["10.0.0.9", "", ""]);
    assert_eq!(hosts(json!({"listMap": {"host_ids": [7, 8]}})), ["10.0.0.9", "host_id=8", ""]);
    assert_eq!(hosts(json!({"stringMap": {"host_id": "4"}}))[2], "host_id=4");
}

#[test]
fn ids_that_are_missing_or_there_twice_still_give_a_step_each() {
    let subtasks =
        json!([{"id": 2, "name": "b"}, {"name": "x"}, {"id": 2, "name": "c"}, {"name": "y"}, {"id": "10"}]);
    let task = of("RUNNING", "EXECUTE", subtasks);
    let found = steps(&task);
    let keys: Vec<_> = found.iter().map(|step| step.key.as_str()).collect();
    assert_eq!(keys, ["2", "2~2", "10", "~1", "~2"]);
    assert!(found.iter().all(|step| step.after.is_none()), "nothing is known of who waits for whom");
}

#[test]
fn circles_and_edges_into_nowhere_leave_steps_that_wait_for_earlier_ones_only() {
    let subtasks = json!([
        {"id": 1, "upstreams": [2]}, {"id": 2, "upstreams": [1, 99]}, {"id": 3, "upstreams": [3], "downstreams": [77]},
    ]);
    let after: Vec<_> =
        steps(&of("RUNNING", "EXECUTE", subtasks)).into_iter().map(|s| (s.key, s.after)).collect();
    let none = Some(vec![]);
    let one = Some(vec!["1".to_owned()]);
    assert_eq!(after, [("3".to_owned(), none.clone()), ("1".to_owned(), none), ("2".to_owned(), one)]);
}

fn word() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "PENDING",
        "READY",
        "RUNNING",
        "CANCELING",
        "FAILED",
        "SUCCESSFUL",
        "ODD",
        "",
    ])
}

fn deed() -> impl Strategy<Value = Option<&'static str>> {
    proptest::sample::select(vec![
        None,
        Some("EXECUTE"),
        Some("RETRY"),
        Some("ROLLBACK"),
        Some("SKIP"),
        Some("CANCEL"),
    ])
}

fn poll() -> impl Strategy<Value = TaskInstance> {
    let subtask = (
        word(),
        deed(),
        0..4_u32,
        proptest::option::of(0..50_u32),
        proptest::collection::vec(0..8_u32, 0..3),
    );
    (word(), deed(), proptest::collection::vec(subtask, 6)).prop_map(|(status, operation, subtasks)| {
        let subtasks: Vec<Value> = subtasks
            .into_iter()
            .enumerate()
            .map(|(id, (status, operation, run_time, start, upstreams))| {
                let start = start.map(|start| format!("2021-08-25T15:00:{start:02}+08:00"));
                let end = start.clone().filter(|_| status == "FAILED" || status == "SUCCESSFUL");
                json!({"id": id, "status": status, "operation": operation, "runTime": run_time, "startTime": start,
                    "finishTime": end, "upstreams": upstreams})
            })
            .collect();
        let status = if status.is_empty() { "RUNNING" } else { status };
        of(status, operation.unwrap_or("EXECUTE"), json!(subtasks))
    })
}

proptest! {
    #[test]
    fn any_sequence_of_polls_ends_as_the_last_one_says(polls in proptest::collection::vec(poll(), 1..8)) {
        let mut shown = Vec::new();
        for poll in &polls {
            shown = ocp_steps(poll, &shown, 0.0);
        }
        let last = polls.last().unwrap();
        let alone = ocp_steps(last, &[], 0.0);
        prop_assert_eq!(shown.len(), last.subtasks.len());
        for (step, fresh) in shown.iter().zip(&alone) {
            prop_assert_eq!((&step.key, &step.state, &step.after), (&fresh.key, &fresh.state, &fresh.after));
            prop_assert_eq!((&step.operators, step.runs.len()), (&fresh.operators, 1));
            let attempts = &step.runs[0].attempts;
            prop_assert!(attempts.windows(2).all(|pair| pair[0].number < pair[1].number), "{:?}", attempts);
            if let Some(now) = fresh.runs[0].attempts.last().filter(|_| !fresh.state.word.contains("SKIP")) {
                let current = attempts.last().unwrap();
                prop_assert_eq!(
                    (&current.state, current.started_at, current.ended_at, current.execution),
                    (&now.state, now.started_at, now.ended_at, now.execution)
                );
            }
        }
    }

    #[test]
    fn the_same_poll_again_changes_nothing(polls in proptest::collection::vec(poll(), 1..4)) {
        let mut shown = Vec::new();
        for poll in &polls {
            shown = ocp_steps(poll, &shown, 0.0);
        }
        prop_assert_eq!(ocp_steps(polls.last().unwrap(), &shown, 0.0), shown);
    }
}
