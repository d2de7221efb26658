//! Guards, through the commands a window has: what they refuse never reaches an agent, and all of it is on the list.

use crate::common::contacts::settings;
use crate::common::{Bench, call, server};
use console::dto::*;
use sandbox::Options;
use std::time::Duration;

#[tokio::test]
async fn production_asks_for_the_clusters_name() {
    let bench = Bench::new(Options::default()).await;
    let mut draft = bench.draft(Vec::new()).await;
    draft.environment = Environment::Prod;
    bench.save(&draft).await;
    let guard = bench.console.draft_guard(DraftReq { id: draft.id.clone() }).await.unwrap();
    assert_eq!((guard.name.as_str(), guard.guard.level), ("ob_order", GuardLevel::TypeName));

    for consent in [Consent::default(), confirmed(), typed("ob_orders")] {
        let refused = start(&bench, &draft, consent).await.unwrap_err();
        assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::ConsentNeeded, Some("TypeName")));
    }
    assert_eq!(writes(&bench), 0);
    let list = audit(&bench, true).await;
    assert_eq!(list.len(), 3);
    assert_eq!(list[0].outcome, AuditOutcome::Refused);
    assert_eq!(list[0].connection_name, "ob_order");

    let started = start(&bench, &draft, typed("ob_order")).await.unwrap();
    let done = bench.follow(&started.operation_id).await.until_state(StateKind::Succeeded).await;
    let connection = done.head.connection_id.unwrap();
    let sent = audit(&bench, false).await;
    let init = sent.iter().find(|entry| entry.call == "POST /api/v1/ob/init").unwrap();
    assert_eq!(init.outcome, AuditOutcome::Accepted);
    assert_eq!(init.connection_id.as_ref(), Some(&connection));
    assert_eq!(init.level, Some(GuardLevel::TypeName));
    assert!(init.detail.as_deref().unwrap().starts_with("name typed"), "{init:?}");
    let posts = sent.iter().filter(|entry| entry.call.starts_with("POST")).count();
    assert_eq!(posts, writes(&bench), "each request that changed something is on the list");
}

#[tokio::test]
async fn a_read_only_connection_lets_nothing_through() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start-once")]).await;
    let mut run = bench.start(&draft).await;
    let failed = run.until_state(StateKind::Failed).await;
    let connection_id = failed.head.connection_id.clone().unwrap();
    let raise = RaiseGuardReq { connection_id: connection_id.clone(), level: GuardLevel::ReadOnly };
    assert_eq!(bench.console.raise_guard(raise).await.unwrap().level, GuardLevel::ReadOnly);
    let before = writes(&bench);
    let delete = ConnectionReq { connection_id: connection_id.clone() };
    let refused = bench.console.delete_connection(delete).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid, "the guard would go with the connection");

    let operation_id = failed.head.id.clone();
    for operator in [TaskOperator::Retry, TaskOperator::Rollback, TaskOperator::Cancel, TaskOperator::Pass] {
        let refused = operate(&bench, &operation_id, operator, typed("ob_order")).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ReadOnly);
    }
    let step_key = call(&failed, "init").steps[2].key.clone();
    let pass = OperateStepReq {
        operation_id: operation_id.clone(),
        call_key: "init".to_owned(),
        step_key,
        operator: TaskOperator::Pass,
        consent: typed("ob_order"),
    };
    assert_eq!(bench.console.operate_step(pass).await.unwrap_err().code, ErrorCode::ReadOnly);
    let resume = ResumeOperationReq { operation_id: operation_id.clone(), consent: typed("ob_order") };
    assert_eq!(bench.console.resume_operation(resume).await.unwrap_err().code, ErrorCode::ReadOnly);
    assert_eq!(writes(&bench), before);
    let refused = audit(&bench, true).await;
    assert_eq!(refused.len(), 6);
    assert!(refused.iter().all(|entry| entry.connection_id.as_ref() == Some(&connection_id)));

    let reason = "repair of the third host".to_owned();
    let lower = LowerGuardReq { connection_id: connection_id.clone(), level: GuardLevel::Open, reason };
    bench.console.lower_guard(lower).await.unwrap();
    operate(&bench, &operation_id, TaskOperator::Retry, Consent::default()).await.unwrap();
    run.until_state(StateKind::Succeeded).await;
    let list = audit(&bench, false).await;
    let lowered = list.iter().find(|entry| entry.call.starts_with("lower guard")).unwrap();
    assert_eq!(lowered.detail.as_deref(), Some("repair of the third host"));
}

#[tokio::test]
async fn a_guard_raised_in_mid_run_stops_the_next_call() {
    let bench = Bench::at_speed(20.0, Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let mut run = bench.start(&draft).await;
    let joining = run.until("a join", |view| view.calls[0].head.state.kind == StateKind::Running).await;
    let connection_id = joining.head.connection_id.unwrap();
    let raise = RaiseGuardReq { connection_id: connection_id.clone(), level: GuardLevel::ReadOnly };
    bench.console.raise_guard(raise).await.unwrap();
    let stopped = run.until_state(StateKind::Failed).await;
    let refused = stopped.calls.iter().find_map(|call| call.head.error.clone()).unwrap();
    assert_eq!(refused.code, ErrorCode::ReadOnly);
    let to_init = |bench: &Bench| posts(bench).iter().filter(|path| path.ends_with("/ob/init")).count();
    assert_eq!(to_init(&bench), 0);

    let reason = "it was the wrong one".to_owned();
    let lower = LowerGuardReq { connection_id, level: GuardLevel::Confirm, reason };
    bench.console.lower_guard(lower).await.unwrap();
    let resume = ResumeOperationReq { operation_id: stopped.head.id, consent: confirmed() };
    bench.console.resume_operation(resume).await.unwrap();
    run.until_state(StateKind::Succeeded).await;
    assert_eq!(to_init(&bench), 1);
}

#[tokio::test]
async fn a_lowered_guard_falls_back_after_a_quarter_of_an_hour() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[2].clone();
    let mut draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start")]).await;
    draft.environment = Environment::Prod;
    bench.save(&draft).await;
    let started = start(&bench, &draft, typed("ob_order")).await.unwrap();
    let mut run = bench.follow(&started.operation_id).await;
    let failed = run.until_state(StateKind::Failed).await;
    let id = failed.head.id.clone();
    let connection_id = failed.head.connection_id.clone().unwrap();
    let short = LowerGuardReq { connection_id, level: GuardLevel::Open, reason: "no".to_owned() };
    assert_eq!(bench.console.lower_guard(short.clone()).await.unwrap_err().code, ErrorCode::Invalid);
    let lower = LowerGuardReq { reason: "night shift".to_owned(), ..short };
    let view = bench.console.lower_guard(lower).await.unwrap();
    assert_eq!((view.level, view.base), (GuardLevel::Open, GuardLevel::TypeName));

    operate(&bench, &id, TaskOperator::Retry, Consent::default()).await.unwrap();
    run.until("a second attempt that failed", |view| {
        let failure = view.head.failure.as_ref();
        view.head.state.kind == StateKind::Failed && failure.is_some_and(|failure| failure.attempt == 2)
    })
    .await;
    bench.clock.forward(Duration::from_secs(15 * 60));
    let refused = operate(&bench, &id, TaskOperator::Retry, Consent::default()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConsentNeeded);
    let guard = bench.console.operation_guard(OperationReq { operation_id: id }).await.unwrap();
    assert_eq!((guard.guard.level, guard.guard.lowered), (GuardLevel::TypeName, None));
}

#[tokio::test]
async fn what_the_task_itself_does_not_allow_is_on_the_list_too() {
    let bench = Bench::new(Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    let refused = operate(&bench, &done.head.id, TaskOperator::Retry, Consent::default()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    let entry = audit(&bench, true).await.remove(0);
    assert_eq!((entry.outcome, entry.operation_id), (AuditOutcome::Refused, Some(done.head.id)));
}

#[tokio::test]
async fn a_guard_raised_to_the_name_asks_for_it_before_the_next_call() {
    let bench = Bench::at_speed(20.0, Options::default()).await;
    let draft = bench.draft(Vec::new()).await;
    let mut run = bench.start(&draft).await;
    let joining = run.until("a join", |view| view.calls[0].head.state.kind == StateKind::Running).await;
    let connection_id = joining.head.connection_id.unwrap();
    let raise = RaiseGuardReq { connection_id, level: GuardLevel::TypeName };
    bench.console.raise_guard(raise).await.unwrap();
    let stopped = run.until_state(StateKind::Failed).await;
    let refused = stopped.calls.iter().find_map(|call| call.head.error.clone()).unwrap();
    assert_eq!((refused.code, refused.detail.as_deref()), (ErrorCode::ConsentNeeded, Some("TypeName")));
    assert!(!posts(&bench).iter().any(|path| path.ends_with("/ob/init")));

    let resume = ResumeOperationReq { operation_id: stopped.head.id, consent: typed("ob_order") };
    bench.console.resume_operation(resume).await.unwrap();
    run.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_connection_of_ones_own_is_not_taken_for_a_practice_cluster() {
    let bench = Bench::new(Options::default()).await;
    let mut tunnel = settings(ConnectionKind::Cluster, &["127.0.0.1:65000".to_owned()]);
    tunnel.name = "ob_order".to_owned();
    tunnel.passwords.root = Some(bench.secret("aaBB11##tunnel").await);
    let guard = Some(GuardLevel::ReadOnly);
    let add = AddConnectionReq { settings: tunnel, guard };
    let before = bench.console.add_connection(add).await.unwrap();
    let draft = bench.draft(Vec::new()).await;
    let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    assert_ne!(done.head.connection_id.as_deref(), Some(before.id.as_str()));
    assert_eq!(bench.connection(&before.id).await.settings, before.settings);
}

#[tokio::test]
async fn the_guard_of_a_practice_connection_holds_for_the_next_practice_run() {
    let bench = Bench::new(Options::default()).await;
    let bad = bench.sandbox.addresses()[2].clone();
    let draft = bench.draft(vec![server(&bad, "data_dir", "/data/no-start")]).await;
    let failed = bench.start(&draft).await.until_state(StateKind::Failed).await;
    let connection_id = failed.head.connection_id.unwrap();
    let raise = RaiseGuardReq { connection_id: connection_id.clone(), level: GuardLevel::TypeName };
    bench.console.raise_guard(raise).await.unwrap();

    let mut again = bench.console.load_draft(DraftReq { id: draft.id }).await.unwrap();
    // The next draft of the same name over the same agents.
    again.id = "another".to_owned();
    (again.operation_id, again.connection_id) = (None, None);
    bench.save(&again).await;
    let shown = bench.console.draft_guard(DraftReq { id: again.id.clone() }).await.unwrap();
    assert_eq!(
        (shown.connection_id.as_ref(), shown.guard.level),
        (Some(&connection_id), GuardLevel::TypeName)
    );
    bench.accept_warnings(&mut again).await;
    let refused = start(&bench, &again, Consent::default()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConsentNeeded);
}

fn typed(name: &str) -> Consent {
    Consent { confirmed: true, typed_name: Some(name.to_owned()) }
}

fn confirmed() -> Consent {
    Consent { confirmed: true, typed_name: None }
}

async fn start(bench: &Bench, draft: &WizardDraft, consent: Consent) -> Result<StartedOperation, IpcError> {
    bench.console.start_draft(StartDraftReq { draft_id: draft.id.clone(), consent }).await
}

async fn operate(
    bench: &Bench,
    operation_id: &str,
    operator: TaskOperator,
    consent: Consent,
) -> Result<Nothing, IpcError> {
    let (operation_id, call_key) = (operation_id.to_owned(), "init".to_owned());
    bench.console.operate_task(OperateTaskReq { operation_id, call_key, operator, consent }).await
}

async fn audit(bench: &Bench, only_trouble: bool) -> Vec<AuditEntry> {
    let request = AuditReq { before: None, connection_id: None, only_trouble, limit: 200 };
    bench.console.audit(request).await.unwrap().entries
}

/// Paths of the changing requests that the console sent.
fn posts(bench: &Bench) -> Vec<String> {
    let agents = 0..bench.sandbox.addresses().len();
    let all = agents.flat_map(|agent| bench.sandbox.requests(agent));
    let ours = all.filter(|request| request.method != "GET" && !request.relayed);
    ours.filter(|request| request.path.starts_with("/api/")).map(|request| request.path).collect()
}

fn writes(bench: &Bench) -> usize {
    posts(bench).len()
}

#[tokio::test]
async fn what_is_made_for_production_is_guarded_as_such_wherever_it_was_begun() {
    let bench = Bench::new(Options::default()).await;
    let mut draft = bench.draft(Vec::new()).await;
    let settings = ConnectionSettings {
        name: "lab".to_owned(),
        group: String::new(),
        environment: Environment::Dev,
        kind: ConnectionKind::Agent,
        addresses: vec![bench.sandbox.addresses()[0].clone()],
        pinned: false,
        reach: Reach::default(),
        passwords: ConnectionPasswords::default(),
        ocp: OcpOptions::default(),
        note: String::new(),
    };
    let connection = bench.console.add_connection(AddConnectionReq { settings, guard: None }).await.unwrap();
    assert_eq!(connection.guard.level, GuardLevel::Open);
    let begun = CreateDraftReq { kind: DraftKind::Init, practice: false, connection_id: Some(connection.id) };
    let begun = bench.console.create_draft(begun).await.unwrap();
    draft = WizardDraft { id: begun.id, environment: Environment::Prod, ..draft };
    bench.save(&draft).await;
    let refused = start(&bench, &draft, Consent::default()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConsentNeeded);
    start(&bench, &draft, typed("lab")).await.unwrap();
    let now = bench.console.connections(Nothing {}).await.unwrap().connections.remove(0);
    assert_eq!((now.settings.environment, now.guard.base), (Environment::Prod, GuardLevel::TypeName));
}
