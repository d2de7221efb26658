//! The whole way from a draft to a cluster that is up, against practice agents.

use crate::common::{Bench, call, init_runs, server};
use console::dto::*;
use sandbox::Options;

#[tokio::test]
async fn three_hosts_become_a_cluster() {
    let bench = Bench::new(Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let mut run = bench.start(&draft).await;

    let view = run.until_state(StateKind::Succeeded).await;

    assert_eq!(view.head.done, view.head.total);
    let init = call(&view, "init");
    let names: Vec<&str> = init.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names[3], "Cluster boostrap", "the agent's words are shown verbatim");
    assert_eq!(init.steps.len(), 12, "eleven steps and the import of scripts");
    let workdir = &init.steps[1];
    assert_eq!(workdir.runs.len(), 3, "a step on all hosts has a run on each");
    assert!(workdir.runs.iter().all(|run| run.attempts.len() == 1));
    let outcome = view.head.outcome.unwrap();
    assert_eq!(outcome.connections.len(), 3);
    assert!(outcome.connections[0].command.starts_with("obclient -h127.0.0."));
    assert!(!view.head.lock_held);
}

#[tokio::test]
async fn a_step_that_fails_on_one_host_is_retried_to_success() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start-once")]).await;
    let mut run = bench.start(&draft).await;

    let failed = run.until_state(StateKind::Failed).await;
    let failure = failed.head.failure.clone().unwrap();
    assert_eq!(failure.host, bad);
    assert_eq!(failure.step_name.as_deref(), Some("Start observer"));
    assert_eq!(failure.attempt, 1);
    assert_eq!(failure.other_hosts_fine.len(), 2);
    assert!(!failure.message.is_empty(), "the log line that says why");
    assert!(failed.head.lock_held);
    let off = |operator| {
        let init = call(&failed, "init");
        init.head.operators.iter().find(|view| view.operator == operator).unwrap().off
    };
    assert_eq!(off(TaskOperator::Retry), None);
    assert_eq!(off(TaskOperator::Rollback), None);
    assert_eq!(off(TaskOperator::Cancel), Some(OperatorOff::AlreadyStopped));
    assert_eq!(off(TaskOperator::Pass), Some(OperatorOff::AnotherStepDoesNotAllow));

    let request = OperateTaskReq {
        operation_id: failed.head.id.clone(),
        call_key: "init".to_owned(),
        operator: TaskOperator::Retry,
        consent: Consent::default(),
    };
    bench.console.operate_task(request).await.unwrap();
    let done = run.until_state(StateKind::Succeeded).await;
    let step = &call(&done, "init").steps[2];
    let retried = step.runs.iter().find(|run| run.host == bad).unwrap();
    let kinds: Vec<StateKind> = retried.attempts.iter().map(|attempt| attempt.state.kind).collect();
    assert_eq!(kinds, [StateKind::Failed, StateKind::Succeeded], "both attempts are kept apart");
}

#[tokio::test]
async fn a_failed_init_is_rolled_back_and_tried_again() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[1].clone();
    let draft = bench.draft(vec![server(&bad, "data_dir", "/data/not-empty-once")]).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    assert_eq!(failed.head.failure.unwrap().explanation, Explanation::DirectoryNotEmpty);

    let id = failed.head.id.clone();
    let preview = RollbackPreviewReq { operation_id: id.clone(), call_key: "init".to_owned() };
    let preview = bench.console.rollback_preview(preview).await.unwrap();
    assert!(preview.hosts[1].paths.contains(&"/data/not-empty-once".to_owned()));
    assert_eq!(preview.steps, ["Create observer workdir", "Integrate config"]);

    let operator = TaskOperator::Rollback;
    let request = OperateTaskReq {
        operation_id: id.clone(),
        call_key: "init".to_owned(),
        operator,
        consent: Consent::default(),
    };
    bench.console.operate_task(request).await.unwrap();
    let undone = run.until_state(StateKind::RolledBack).await;
    assert!(!undone.head.lock_held);
    bench
        .console
        .resume_operation(ResumeOperationReq { operation_id: id, consent: Consent::default() })
        .await
        .unwrap();
    run.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_restart_in_the_middle_goes_on_without_sending_anything_twice() {
    let mut bench = Bench::at_speed(20.0, Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let mut run = bench.start(&draft).await;
    let middle = run.until("init to run", init_runs).await;
    bench.restart().await;

    let info = bench.console.app_info(Nothing {}).await.unwrap();
    assert_eq!(info.start_at, Some(format!("operations/{}", middle.head.id)));
    let mut run = bench.follow(&middle.head.id).await;
    run.until_state(StateKind::Succeeded).await;

    let posts = |path: &str| {
        let all = (0..3).flat_map(|agent| bench.sandbox.requests(agent));
        all.filter(|request| !request.relayed && request.method == "POST" && request.path == path).count()
    };
    assert_eq!(posts("/api/v1/ob/init"), 1);
    assert_eq!(posts("/api/v1/obcluster/config"), 1);
    assert_eq!(posts("/api/v1/agent/join"), 3);
}

#[tokio::test]
async fn nothing_the_console_writes_holds_the_password() {
    let bench = Bench::new(Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let plan = bench.console.plan_calls(DraftReq { id: draft.id.clone() }).await.unwrap();
    let mut run = bench.start(&draft).await;
    let view = run.until_state(StateKind::Succeeded).await;

    let mut written = vec![serde_json::to_vec(&plan).unwrap(), serde_json::to_vec(&view).unwrap()];
    for file in std::fs::read_dir(bench.directory.path()).unwrap() {
        written.push(std::fs::read(file.unwrap().path()).unwrap());
    }
    let canary = crate::common::ROOT_PASSWORD.as_bytes();
    for bytes in written {
        assert!(!bytes.windows(canary.len()).any(|part| part == canary), "the password was written");
    }
}

#[tokio::test]
async fn the_log_of_another_host_is_its_own_while_it_runs() {
    let bench = Bench::at_speed(20.0, Options::default()).await;
    let third = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(Vec::new()).await;
    let mut run = bench.start(&draft).await;
    let view = run
        .until("the observers to start", |view| call(view, "init").steps[2].state.kind == StateKind::Running)
        .await;
    let (sender, mut events) = tokio::sync::mpsc::unbounded_channel();
    let request = WatchLogReq {
        watch_id: "log".to_owned(),
        operation_id: view.head.id.clone(),
        call_key: "init".to_owned(),
        step_key: call(&view, "init").steps[2].key.clone(),
        run_key: None,
    };
    let sink = console::Sink::new(move |event| sender.send(event).is_ok());
    bench.console.watch_log(request, sink).await.unwrap();

    let mut rows: Vec<LogRow> = Vec::new();
    while !rows.iter().any(|row| row.host == third && row.text.contains("start cmd")) {
        let event: LogEvent = events.recv().await.unwrap();
        assert!(!event.complete, "the step still runs");
        rows.extend(event.rows);
    }
    run.until_state(StateKind::Succeeded).await;
    loop {
        let event = events.recv().await.unwrap();
        rows.extend(event.rows);
        if event.complete {
            break;
        }
    }
    let copies = rows.iter().filter(|row| row.host == third && row.text.starts_with("task Start observer:"));
    assert_eq!(copies.count(), 0, "no line is told twice");
    let keys: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), rows.len(), "each line comes once");
}

#[tokio::test]
async fn a_password_that_a_run_needs_outlives_its_place_in_the_wizard() {
    let mut bench = Bench::at_speed(20.0, Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let mut run = bench.start(&draft).await;
    let view = run.until("init to run", init_runs).await;
    let replaces = draft.cluster.root_password.map(|secret| secret.id);
    let request = StoreSecretReq { replaces, value: "ccDD22$$other".into() };
    bench.console.store_secret(request).await.unwrap();
    bench.restart().await;
    bench.follow(&view.head.id).await.until_state(StateKind::Succeeded).await;

    bench.console.forget_operation(OperationReq { operation_id: view.head.id }).await.unwrap();
    let home = bench.console.home(Nothing {}).await.unwrap();
    assert!(home.operations.is_empty() && home.drafts.is_empty(), "nothing of it is left on the list");
}

#[tokio::test]
async fn what_the_window_shows_as_off_is_refused_below_it() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start")]).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    let resume = failed.head.actions.iter().find(|view| view.action == OperationAction::Resume).unwrap();
    assert_eq!(resume.off, Some(ActionOff::TaskFailed), "the task itself must be operated first");

    let operation = || OperationReq { operation_id: failed.head.id.clone() };
    let refused = bench
        .console
        .resume_operation(ResumeOperationReq {
            operation_id: failed.head.id.clone(),
            consent: Consent::default(),
        })
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    let pass = OperateTaskReq {
        operation_id: failed.head.id.clone(),
        call_key: "init".to_owned(),
        operator: TaskOperator::Pass,
        consent: Consent::default(),
    };
    assert_eq!(bench.console.operate_task(pass).await.unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(bench.console.forget_operation(operation()).await.unwrap_err().code, ErrorCode::Invalid);
}

#[tokio::test]
async fn a_late_save_does_not_forget_what_a_draft_led_to() {
    let bench = Bench::new(Options::default()).await;
    let before = bench.draft(Vec::new()).await;
    let mut run = bench.start(&before).await;
    bench.save(&before).await;
    let after = bench.console.load_draft(DraftReq { id: before.id.clone() }).await.unwrap();
    let view = run.until("a view", |_| true).await;
    assert_eq!(after.operation_id, Some(view.head.id));
    assert_eq!(after.connection_id, view.head.connection_id);
    assert!(after.connection_id.is_some());
}
