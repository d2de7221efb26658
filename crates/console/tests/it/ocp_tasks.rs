//! Tasks of an OCP, followed and operated from first to last.

use std::time::Duration;

use crate::common::contacts::settings;
use crate::common::{Bench, Follower};
use console::Sink;
use console::dto::*;
use sandbox::{OcpTask, OcpTemplate, OcpTrouble, Options, TlsOptions};
use tokio::sync::mpsc;

/// A desk at an OCP that runs one task with this name.
struct Desk {
    bench: Bench,
    connection_id: String,
}

/// The practice OCP gives its first task this id.
const TASK: &str = "31257";
const CALL: &str = "task:31257";

impl Desk {
    async fn with(name: &str, change: impl FnOnce(&mut Options)) -> Desk {
        let listen = Some(([127, 0, 0, 1], 0).into());
        let mut options = Options { agents: 1, ocp: true, listen, ..Options::default() };
        options.ocp_tasks = vec![OcpTask::new(name, OcpTemplate::InstallObproxy)];
        change(&mut options);
        let bench = Bench::new(options).await;
        let (user, password) = bench.sandbox.ocp_credentials().unwrap();
        let mut ocp = settings(ConnectionKind::Ocp, &[bench.sandbox.ocp_url().unwrap()]);
        ocp.passwords.ocp_user = Some(user);
        ocp.passwords.ocp = Some(bench.secret(&password).await);
        let connection_id = bench.add(ocp).await;
        Desk { bench, connection_id }
    }

    async fn of(name: &str) -> Desk {
        Self::with(name, |_| {}).await
    }

    async fn try_open(&self, task_id: &str) -> Result<String, IpcError> {
        let request = OpenTaskReq { connection_id: self.connection_id.clone(), task_id: task_id.to_owned() };
        self.bench.console.open_task(request).await.map(|started| started.operation_id)
    }

    async fn open(&self) -> (String, Follower) {
        let id = self.try_open(TASK).await.unwrap();
        let follower = self.bench.follow(&id).await;
        (id, follower)
    }

    async fn edit(&self, change: impl FnOnce(&mut ConnectionSettings)) {
        let mut settings = self.bench.connection(&self.connection_id).await.settings;
        change(&mut settings);
        let request = EditConnectionReq { connection_id: self.connection_id.clone(), settings };
        self.bench.console.edit_connection(request).await.unwrap();
    }

    async fn pin(&self, fingerprint: &str) {
        let fingerprints = vec![fingerprint.to_owned()];
        self.edit(|settings| settings.reach.tls = TlsChoice::Pinned { fingerprints }).await;
    }

    async fn stop(&self, operation_id: &str) {
        let request = OperationReq { operation_id: operation_id.to_owned() };
        self.bench.console.stop_operation(request).await.unwrap();
    }

    async fn operate(&self, operation_id: &str, operator: TaskOperator) -> Result<Nothing, IpcError> {
        let (operation_id, call_key) = (operation_id.to_owned(), CALL.to_owned());
        let request = OperateTaskReq { operation_id, call_key, operator, consent: Consent::default() };
        self.bench.console.operate_task(request).await
    }

    async fn operate_step(
        &self,
        id: &str,
        step: &StepView,
        operator: TaskOperator,
    ) -> Result<Nothing, IpcError> {
        let (operation_id, call_key, step_key) = (id.to_owned(), CALL.to_owned(), step.key.clone());
        let request =
            OperateStepReq { operation_id, call_key, step_key, operator, consent: Consent::default() };
        self.bench.console.operate_step(request).await
    }

    fn posts(&self) -> Vec<String> {
        let all = self.bench.sandbox.ocp_requests().into_iter();
        all.filter(|request| request.method == "POST").map(|request| request.path).collect()
    }

    /// Waits until the history has the task with its log.
    async fn archived(&self) -> HistoryRecord {
        let looking = async {
            loop {
                let all = SearchHistoryReq {
                    text: String::new(),
                    connection_id: None,
                    name: None,
                    offset: 0,
                    limit: 50,
                };
                let found = self.bench.console.search_history(all).await.unwrap().records.into_iter();
                if let Some(hit) = found.into_iter().find(|hit| hit.record.log_lines > 0) {
                    return hit.record;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), looking).await.unwrap()
    }

    async fn audit(&self) -> Vec<AuditEntry> {
        let request = AuditReq { before: None, connection_id: None, only_trouble: false, limit: 50 };
        self.bench.console.audit(request).await.unwrap().entries
    }
}

fn step<'a>(view: &'a OperationView, name: &str) -> &'a StepView {
    view.calls[0].steps.iter().find(|step| step.name == name).unwrap()
}

fn off(operators: &[OperatorView], operator: TaskOperator) -> Option<OperatorOff> {
    operators.iter().find(|view| view.operator == operator).unwrap().off
}

const NC: &str = "Check if command exists";

#[tokio::test]
async fn a_running_task_is_followed_to_its_end() {
    let desk = Desk::of("Install obproxy").await;
    let (id, mut follower) = desk.open().await;
    let first = follower.until("its steps", |view| view.head.total == 12).await;
    assert_eq!(
        (first.head.system, first.head.kind, first.head.subject.as_str()),
        (TaskSystem::Ocp, OperationKind::Opened, "Install obproxy")
    );
    let names: Vec<&str> = first.calls[0].steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!((names[0], names[3], names[11]), ("Prepare obproxy install", NC, "Finish node"));
    let after: Vec<usize> =
        first.calls[0].steps.iter().map(|step| step.after.as_ref().unwrap().len()).collect();
    assert_eq!(after, [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    let done = follower.until("its end", |view| view.head.ended_at.is_some()).await;
    assert_eq!(
        (done.head.state.kind, done.head.done, done.head.contact.state),
        (StateKind::Succeeded, 12, ContactState::Idle)
    );
    assert!(
        done.calls[0].steps.iter().all(|step| step.runs[0].attempts.len() == 1 && step.ended_at.is_some())
    );
    assert_eq!(done.calls[0].steps[0].runs[0].host, "10.0.0.1");
    assert_eq!(desk.try_open(TASK).await.unwrap(), id, "twice the same gives one operation");
    desk.archived().await;
    let read = desk.bench.sandbox.ocp_requests().len();
    desk.try_open(TASK).await.unwrap();
    assert_eq!((desk.bench.sandbox.ocp_requests().len() - read, desk.posts().len()), (0, 0));
}

#[tokio::test]
async fn a_failed_task_says_why_and_goes_on_after_a_retry() {
    let desk = Desk::of("no-nc-once").await;
    let (id, mut follower) = desk.open().await;
    let failed = follower
        .until("why", |view| view.head.failure.as_ref().is_some_and(|failure| !failure.message.is_empty()))
        .await;
    let failure = failed.head.failure.clone().unwrap();
    assert_eq!(failure.message, "java.lang.IllegalStateException: command nc not found");
    assert_eq!(
        (failure.step_name.as_deref(), failure.explanation, failure.attempt),
        (Some(NC), Explanation::OcpCommandMissing, 1)
    );
    assert_eq!(failed.head.ended_at, None, "somebody may retry it");
    desk.operate(&id, TaskOperator::Retry).await.unwrap();
    let done = follower.until_state(StateKind::Succeeded).await;
    let attempts = &step(&done, NC).runs[0].attempts;
    assert_eq!(
        attempts.iter().map(|it| (it.number, it.state.kind)).collect::<Vec<_>>(),
        [(1, StateKind::Failed), (2, StateKind::Succeeded)]
    );
    assert_eq!(attempts[0].message.as_deref(), Some("java.lang.IllegalStateException: command nc not found"));
    assert_eq!(desk.posts(), [format!("/api/v2/tasks/instances/{TASK}/retry")]);
    let entry = desk.audit().await.into_iter().find(|entry| entry.call.starts_with("POST")).unwrap();
    assert_eq!(entry.outcome, AuditOutcome::Accepted);
}

#[tokio::test]
async fn a_rolled_back_task_has_not_succeeded() {
    for void in [false, true] {
        let desk = Desk::with("no-start", |options| options.ocp_traits.void_rollback = void).await;
        let (id, mut follower) = desk.open().await;
        follower.until_state(StateKind::Failed).await;
        desk.operate(&id, TaskOperator::Rollback).await.unwrap();
        let undone = follower.until("its end", |view| view.head.ended_at.is_some()).await;
        assert_eq!((undone.head.state.kind, undone.head.done), (StateKind::RolledBack, 0));
        assert_eq!(undone.calls[0].head.state.word, "SUCCESSFUL/ROLLBACK");
        assert_eq!(step(&undone, "Start obproxy").state.kind, StateKind::RolledBack);
        assert_eq!(step(&undone, "Finish node").state.kind, StateKind::Pending);
        let refused = desk.operate(&id, TaskOperator::Retry).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Invalid);
    }
}

#[tokio::test]
async fn steps_are_retried_skipped_and_cancelled() {
    let desk = Desk::of("no-nc stuck").await;
    let (id, mut follower) = desk.open().await;
    let failed = follower.until_state(StateKind::Failed).await;
    let nc = step(&failed, NC);
    assert_eq!(off(&nc.operators, TaskOperator::Cancel), Some(OperatorOff::OnlyWhileRunning));
    desk.operate_step(&id, nc, TaskOperator::Retry).await.unwrap();
    let again = follower
        .until("a second attempt", |view| {
            let step = step(view, NC);
            step.runs[0].attempts.len() == 2
                && step.state.kind == StateKind::Failed
                && view.calls[0].head.operator_pending.is_none()
        })
        .await;
    desk.operate_step(&id, step(&again, NC), TaskOperator::Skip).await.unwrap();
    let password = "Set obproxy user password for ob";
    let stuck = follower
        .until("a stuck step", |view| {
            step(view, password).state.kind == StateKind::Running
                && view.calls[0].head.operator_pending.is_none()
        })
        .await;
    assert_eq!(
        (step(&stuck, NC).state.kind, step(&stuck, NC).runs[0].attempts.len()),
        (StateKind::Passed, 2)
    );
    desk.operate_step(&id, step(&stuck, password), TaskOperator::Cancel).await.unwrap();
    let cancelled = follower.until_state(StateKind::Failed).await;
    assert_eq!(step(&cancelled, password).state.kind, StateKind::Cancelled);
    assert_eq!(cancelled.head.failure.unwrap().step_name.as_deref(), Some(password));
    assert_eq!(desk.posts().len(), 3);
}

#[tokio::test]
async fn what_a_task_forbids_is_not_sent() {
    let desk = Desk::of("no-nc no-skip no-rollback").await;
    let (id, mut follower) = desk.open().await;
    let failed = follower.until_state(StateKind::Failed).await;
    let head = &failed.calls[0].head;
    assert_eq!(off(&head.operators, TaskOperator::Rollback), Some(OperatorOff::StepDoesNotAllow));
    assert_eq!(off(&step(&failed, NC).operators, TaskOperator::Skip), Some(OperatorOff::StepDoesNotAllow));
    assert!(desk.operate(&id, TaskOperator::Rollback).await.is_err());
    assert!(desk.operate_step(&id, step(&failed, NC), TaskOperator::Skip).await.is_err());
    assert!(desk.operate(&id, TaskOperator::Pass).await.is_err());
    assert!(desk.posts().is_empty());
    let elsewhere = Desk::with("no-nc", |options| options.ocp_traits.remote = true).await;
    let (_, mut follower) = elsewhere.open().await;
    let failed = follower.until_state(StateKind::Failed).await;
    assert_eq!(off(&failed.calls[0].head.operators, TaskOperator::Retry), Some(OperatorOff::Elsewhere));
}

#[tokio::test]
async fn a_guard_that_is_read_only_lets_nothing_out() {
    let desk = Desk::of("no-nc").await;
    let (id, mut follower) = desk.open().await;
    let failed = follower.until_state(StateKind::Failed).await;
    let request = RaiseGuardReq { connection_id: desk.connection_id.clone(), level: GuardLevel::ReadOnly };
    desk.bench.console.raise_guard(request).await.unwrap();
    assert_eq!(desk.operate(&id, TaskOperator::Retry).await.unwrap_err().code, ErrorCode::ReadOnly);
    let refused = desk.operate_step(&id, step(&failed, NC), TaskOperator::Skip).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ReadOnly);
    assert!(desk.posts().is_empty());
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading_and_sent_once() {
    let desk = Desk::of("no-nc-once").await;
    let (id, mut follower) = desk.open().await;
    follower.until_state(StateKind::Failed).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    let problem = desk.operate(&id, TaskOperator::Retry).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::OutcomeUnknown);
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.posts().len(), 1);
    let entry = desk.audit().await.into_iter().find(|entry| entry.call.starts_with("POST")).unwrap();
    assert_eq!(
        (entry.outcome, entry.detail.as_deref()),
        (AuditOutcome::Accepted, Some("guard open; its effect was read"))
    );
}

#[tokio::test]
async fn a_request_that_never_arrived_is_offered_again_and_not_sent_again() {
    let desk = Desk::of("no-nc-once").await;
    let (id, mut follower) = desk.open().await;
    follower.until_state(StateKind::Failed).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    assert!(desk.operate(&id, TaskOperator::Retry).await.is_err());
    // One that begins to look now does not see how it was before.
    let mut follower = desk.bench.follow(&id).await;
    follower
        .until("that it did not arrive", |view| {
            let head = &view.calls[0].head;
            head.operator_pending.is_none() && off(&head.operators, TaskOperator::Retry).is_none()
        })
        .await;
    assert_eq!(desk.posts().len(), 1);
    desk.operate(&id, TaskOperator::Retry).await.unwrap();
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.posts().len(), 2);
}

#[tokio::test]
async fn a_restart_goes_on_and_settles_what_was_under_way() {
    let mut desk = Desk::of("no-nc-once").await;
    let (id, mut follower) = desk.open().await;
    follower.until_state(StateKind::Failed).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    assert!(desk.operate(&id, TaskOperator::Retry).await.is_err());
    desk.bench.restart().await;
    let mut follower = desk.bench.follow(&id).await;
    let done = follower.until_state(StateKind::Succeeded).await;
    assert_eq!((done.head.system, done.calls[0].head.operator_pending), (TaskSystem::Ocp, None));
    assert_eq!(step(&done, NC).runs[0].attempts.len(), 2, "the first attempt was kept");
    assert_eq!(desk.posts().len(), 1);
    follower.until("its end", |view| view.head.ended_at.is_some()).await;
    desk.archived().await;
    let before = desk.bench.sandbox.ocp_requests().len();
    desk.bench.restart().await;
    let mut follower = desk.bench.follow(&id).await;
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.bench.sandbox.ocp_requests().len(), before, "what has ended is not asked for again");
}

#[tokio::test]
async fn a_refused_password_is_one_attempt_until_it_is_replaced() {
    let desk = Desk::of("stuck").await;
    let (_, mut follower) = desk.open().await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.bench.sandbox.change_ocp_password("another#2");
    let stale = follower.until("the refusal", |view| view.head.contact.problem.is_some()).await;
    let refused = stale.head.contact.problem.unwrap();
    let why = |problem: &IpcError| (problem.code, problem.agent_code.clone(), problem.detail.clone());
    let (code, detail) = (Some("IAM10004".to_owned()), Some("WrongLogin".to_owned()));
    assert_eq!(why(&refused), (ErrorCode::Unauthorized, code, detail));
    let before = desk.bench.sandbox.ocp_requests().len();
    assert_eq!(why(&desk.try_open("31258").await.unwrap_err()), why(&refused), "it is known without asking");
    assert_eq!(
        (desk.bench.sandbox.ocp_refused_attempts(), desk.bench.sandbox.ocp_requests().len()),
        (1, before)
    );
    desk.bench.replace_password(&desk.connection_id, PasswordKind::Ocp, "another#2").await;
    follower
        .until("an answer", |view| {
            view.head.contact.state == ContactState::Live && view.head.contact.problem.is_none()
        })
        .await;
    assert_eq!(desk.bench.sandbox.ocp_refused_attempts(), 1);
}

#[tokio::test]
async fn throttling_is_waited_for_and_a_proxys_page_is_readable() {
    let desk = Desk::of("stuck").await;
    let (id, mut follower) = desk.open().await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::BadGateway);
    let page = follower.until("the page", |view| view.head.contact.problem.is_some()).await;
    let problem = page.head.contact.problem.unwrap();
    assert!(problem.message.contains("502 Bad Gateway"), "{problem:?}");
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Throttles(3_600));
    let throttled = follower
        .until("to be told to wait", |view| {
            view.head.contact.problem.as_ref().is_some_and(|problem| problem.message.contains("3600 s"))
        })
        .await;
    assert_eq!(throttled.head.contact.state, ContactState::Stale);
    let before = desk.bench.sandbox.ocp_requests().len();
    let mut again = desk.bench.follow(&id).await;
    again.until("what is known", |view| view.head.total == 12).await;
    // Many times the longest pause.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(desk.bench.sandbox.ocp_requests().len(), before);
}

#[tokio::test]
async fn an_operator_that_has_to_wait_keeps_others_from_asking_too() {
    let desk = Desk::of("no-nc stuck").await;
    let (id, mut follower) = desk.open().await;
    let failed = follower.until_state(StateKind::Failed).await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Throttles(3_600));
    let problem = desk.operate(&id, TaskOperator::Retry).await.unwrap_err();
    assert!(problem.message.contains("again in 3600 s"), "{problem:?}");
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Nothing);
    let before = desk.bench.sandbox.ocp_requests().len();
    // Neither the task, nor another operator, nor anything that is looked up.
    let refused = desk.operate_step(&id, step(&failed, NC), TaskOperator::Retry).await.unwrap_err();
    let request = OcpLookUpReq { connection_id: desk.connection_id.clone(), fresh: true };
    let hosts = desk.bench.console.ocp_hosts(request).await.unwrap();
    for problem in [refused, hosts.state.problem.unwrap()] {
        assert!(problem.code == ErrorCode::Rejected && problem.retryable, "{problem:?}");
        assert!(problem.message.contains("again in 3"), "{problem:?}");
    }
    // Many times the longest pause.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(desk.bench.sandbox.ocp_requests().len(), before);
    let entries = desk.audit().await.into_iter().filter(|entry| entry.call.starts_with("POST"));
    let outcomes: Vec<AuditOutcome> = entries.map(|entry| entry.outcome).collect();
    // The task may have been read in between, and the first one not have been sent either.
    let first = if desk.posts().is_empty() { AuditOutcome::NotSent } else { AuditOutcome::Rejected };
    assert_eq!(outcomes, [AuditOutcome::NotSent, first]);
}

#[tokio::test]
async fn an_ocp_that_was_away_is_followed_again() {
    let desk = Desk::of("Install obproxy stuck").await;
    let (_, mut follower) = desk.open().await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Away);
    let stale = follower.until("its absence", |view| view.head.contact.state == ContactState::Stale).await;
    assert_eq!(stale.head.contact.problem.unwrap().code, ErrorCode::Unreachable);
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Nothing);
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
}

#[tokio::test]
async fn a_task_that_is_none_is_not_opened() {
    let desk = Desk::of("Install obproxy").await;
    assert_eq!(desk.try_open("../7").await.unwrap_err().code, ErrorCode::Invalid);
    let missing = desk.try_open("7").await.unwrap_err();
    assert_eq!((missing.code, missing.agent_code.as_deref()), (ErrorCode::Rejected, Some("TSK10001")));
    assert!(desk.bench.console.home(Nothing {}).await.unwrap().operations.is_empty());
}

#[tokio::test]
async fn a_right_that_is_missing_is_named() {
    let desk = Desk::with("no-nc", |options| options.ocp_traits.may_manage = false).await;
    let (id, mut follower) = desk.open().await;
    follower.until_state(StateKind::Failed).await;
    let problem = desk.operate(&id, TaskOperator::Retry).await.unwrap_err();
    assert_eq!(problem.agent_code.as_deref(), Some("IAM11000"));
    assert_eq!(problem.detail.as_deref(), Some("TASK_MANAGER"));
    let entry = desk.audit().await.into_iter().find(|entry| entry.call.starts_with("POST")).unwrap();
    assert_eq!(entry.outcome, AuditOutcome::Rejected);
}

#[tokio::test]
async fn who_may_not_see_tasks_is_told_which_right_that_needs() {
    let desk = Desk::with("no-nc", |options| options.ocp_traits.may_view = false).await;
    let problem = desk.try_open(TASK).await.unwrap_err();
    assert_eq!((problem.message.as_str(), problem.detail.as_deref()), ("Access denied", Some("TASK_VIEWER")));
}

#[tokio::test]
async fn the_log_of_a_step_comes_once_a_line_and_with_its_attempts() {
    let desk = Desk::of("no-nc-once").await;
    let (id, mut follower) = desk.open().await;
    let failed = follower.until_state(StateKind::Failed).await;
    let (sender, mut events) = mpsc::unbounded_channel::<LogEvent>();
    let request = WatchLogReq {
        watch_id: "log".to_owned(),
        operation_id: id.clone(),
        call_key: CALL.to_owned(),
        step_key: step(&failed, NC).key.clone(),
        run_key: None,
    };
    let sink = Sink::new(move |event| sender.send(event).is_ok());
    desk.bench.console.watch_log(request, sink).await.unwrap();
    let first = events.recv().await.unwrap();
    assert!(first.complete && first.problem.is_none());
    assert!(
        first
            .rows
            .iter()
            .any(|row| row.text.contains("command nc not found") && row.level == LogLevel::Error)
    );
    assert!(first.rows.iter().all(|row| row.attempt == 1 && row.at.is_some()));
    desk.operate(&id, TaskOperator::Retry).await.unwrap();
    let mut rows = first.rows;
    while !rows.iter().any(|row| row.attempt == 2 && row.text.ends_with(": done")) {
        let next = tokio::time::timeout(Duration::from_secs(60), events.recv()).await;
        rows.extend(next.unwrap().unwrap().rows);
    }
    let keys: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys.len(), rows.len());
}

#[tokio::test]
async fn a_task_that_ended_is_kept_and_exported_with_its_log() {
    let desk = Desk::of("no-nc").await;
    let (id, mut follower) = desk.open().await;
    let failed = follower.until_state(StateKind::Failed).await;
    let record = desk.archived().await;
    assert_eq!((record.system, record.task_id.as_str()), (TaskSystem::Ocp, TASK));
    let request = RecordReq { record_id: record.id };
    let kept = desk.bench.console.open_record(request).await.unwrap().operation_id.unwrap();
    let key = step(&failed, NC).key.clone();
    let texts = kept_log(&desk, &kept, &key).await;
    assert!(texts.iter().any(|text| text.contains("command nc not found")), "{texts:?}");

    let folder = desk.bench.directory.path().join("files");
    std::fs::create_dir(&folder).unwrap();
    let (format, language) = (TaskExportFormat::Json, "en".to_owned());
    let request = ExportTaskReq { operation_id: id, format, language, utc_offset_minutes: 0 };
    let path = desk.bench.console.export_task(request).await.unwrap().path.unwrap();
    let request =
        OpenTaskTextReq { name: "ocp.json".to_owned(), text: std::fs::read_to_string(path).unwrap() };
    let opened = desk.bench.console.open_task_text(request).await.unwrap().operation_id.unwrap();
    assert_eq!(kept_log(&desk, &opened, &key).await, texts);
}

/// The lines of a step that come at once.
async fn kept_log(desk: &Desk, operation_id: &str, step_key: &str) -> Vec<String> {
    let (sender, mut events) = mpsc::unbounded_channel::<LogEvent>();
    let request = WatchLogReq {
        watch_id: format!("log of {operation_id}"),
        operation_id: operation_id.to_owned(),
        call_key: CALL.to_owned(),
        step_key: step_key.to_owned(),
        run_key: None,
    };
    let sink = Sink::new(move |event| sender.send(event).is_ok());
    desk.bench.console.watch_log(request, sink).await.unwrap();
    let event = events.recv().await.unwrap();
    assert!(event.complete);
    event.rows.into_iter().map(|row| row.text).collect()
}

#[tokio::test]
async fn to_stop_watching_is_not_to_cancel() {
    let desk = Desk::of("stuck").await;
    let (id, mut follower) = desk.open().await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.stop(&id).await;
    let left = follower.until("its end", |view| view.head.ended_at.is_some()).await;
    assert_eq!(left.head.state.kind, StateKind::Running);
    assert_eq!(desk.try_open(TASK).await.unwrap(), id, "to open it again is to watch it again");
    follower
        .until("an answer", |view| {
            view.head.contact.state == ContactState::Live && view.head.ended_at.is_none()
        })
        .await;
    desk.stop(&id).await;
    follower.until("its end", |view| view.head.ended_at.is_some()).await;
    assert!(desk.posts().is_empty());
    desk.bench.console.forget_operation(OperationReq { operation_id: id }).await.unwrap();
}

#[tokio::test]
async fn what_was_left_is_taken_up_where_it_is() {
    let mut desk = Desk::of("no-nc-once").await;
    let (id, mut follower) = desk.open().await;
    follower.until_state(StateKind::Failed).await;
    desk.stop(&id).await;
    let left = follower.until("its end", |view| view.head.ended_at.is_some()).await;
    assert_eq!(left.head.state.kind, StateKind::Failed, "nobody cancelled it");
    desk.bench.restart().await;
    assert_eq!(desk.bench.console.app_info(Nothing {}).await.unwrap().start_at, None);
    assert_eq!(desk.try_open(TASK).await.unwrap(), id);
    let mut follower = desk.bench.follow(&id).await;
    let again = follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    assert_eq!((again.head.ended_at, again.head.state.kind), (None, StateKind::Failed));
    desk.stop(&id).await;
    follower.until("its end", |view| view.head.ended_at.is_some()).await;
    // What is sent is watched until it has come to something.
    desk.operate(&id, TaskOperator::Retry).await.unwrap();
    let done = follower.until_state(StateKind::Succeeded).await;
    assert_eq!(done.calls[0].head.operator_pending, None);
    assert_eq!(desk.posts().len(), 1);
}

#[tokio::test]
async fn what_is_over_cannot_be_left() {
    let desk = Desk::of("no-start").await;
    let (id, mut follower) = desk.open().await;
    follower.until_state(StateKind::Failed).await;
    desk.operate(&id, TaskOperator::Rollback).await.unwrap();
    let undone = follower.until("its end", |view| view.head.ended_at.is_some()).await;
    let stop = undone.head.actions.iter().find(|view| view.action == OperationAction::Stop).unwrap();
    assert_eq!(stop.off, Some(ActionOff::Finished));
    let refused = desk.bench.console.stop_operation(OperationReq { operation_id: id.clone() }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(desk.bench.follow(&id).await.until("it", |_| true).await.head.ended_at, undone.head.ended_at);
}

#[tokio::test]
async fn a_task_of_an_ocp_needs_no_practice_cluster() {
    let mut desk = Desk::of("stuck").await;
    let (_, mut follower) = desk.open().await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.bench.restart().await;
    assert_eq!(desk.bench.practice.taken_up(), 0);
}

#[tokio::test]
async fn a_password_that_was_forgotten_is_not_used_any_more() {
    let desk = Desk::of("stuck").await;
    let mut watcher = desk.bench.watch("list").await;
    desk.bench.contact(&desk.connection_id).await;
    watcher.until_state(&desk.connection_id, ConnectionStateKind::SignedIn).await;
    desk.bench.console.forget_secrets(Nothing {}).await.unwrap();
    let view = watcher.until_state(&desk.connection_id, ConnectionStateKind::PasswordNeeded).await;
    assert_eq!(view.state.password, Some(PasswordKind::Ocp));
    assert_eq!(desk.try_open(TASK).await.unwrap_err().code, ErrorCode::Unauthorized);
    assert_eq!(desk.bench.sandbox.ocp_refused_attempts(), 0);
}

#[tokio::test]
async fn a_password_that_is_put_right_in_the_settings_is_used() {
    let desk = Desk::of("stuck").await;
    let (_, mut follower) = desk.open().await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.bench.sandbox.change_ocp_password("another#2");
    follower.until("the refusal", |view| view.head.contact.problem.is_some()).await;
    let password = Some(desk.bench.secret("another#2").await);
    desk.edit(|settings| settings.passwords.ocp = password).await;
    follower.until("an answer", |view| view.head.contact.problem.is_none()).await;
    assert_eq!(desk.bench.sandbox.ocp_refused_attempts(), 1);
}

#[tokio::test]
async fn a_certificate_that_is_trusted_lets_the_task_go_on() {
    let desk = Desk::with("stuck", |options| options.tls = Some(TlsOptions { client_auth: false })).await;
    let right = desk.bench.sandbox.ocp_certificate_fingerprint().unwrap();
    desk.pin(&right).await;
    let (_, mut follower) = desk.open().await;
    follower.until("an answer", |view| view.head.contact.state == ContactState::Live).await;
    desk.pin(&format!("SHA256 {}", ["ab"; 32].join(":"))).await;
    let stale = follower.until("the refusal", |view| view.head.contact.problem.is_some()).await;
    assert_eq!(stale.head.contact.problem.unwrap().code, ErrorCode::CertificateNotTrusted);
    let request = TrustCertificateReq { connection_id: desk.connection_id.clone(), fingerprint: right };
    desk.bench.console.trust_certificate(request).await.unwrap();
    follower.until("an answer", |view| view.head.contact.problem.is_none()).await;
}
