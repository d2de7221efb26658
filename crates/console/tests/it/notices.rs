//! What the user is told of operations without looking at them.

use std::time::Duration;

use crate::common::{Bench, server};
use console::Sink;
use console::dto::*;
use sandbox::Options;
use tokio::sync::mpsc;

/// What a window hears.
struct Window {
    events: mpsc::UnboundedReceiver<NoticesEvent>,
    notices: Vec<Notice>,
    last: NoticesEvent,
}

impl Window {
    async fn open(bench: &Bench, watch_id: &str, after: Option<Millis>) -> Window {
        let (sender, mut events) = mpsc::unbounded_channel();
        let request = WatchNoticesReq { watch_id: watch_id.to_owned(), after };
        bench
            .console
            .watch_notices(request, Sink::new(move |event| sender.send(event).is_ok()))
            .await
            .unwrap();
        let last: NoticesEvent = events.recv().await.unwrap();
        Window { events, notices: last.notices.clone(), last }
    }

    /// Waits for an event that satisfies `wanted`; the last one may have.
    async fn until(&mut self, what: &str, wanted: impl Fn(&NoticesEvent) -> bool) -> NoticesEvent {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
        while !wanted(&self.last) {
            let next = tokio::time::timeout_at(deadline, self.events.recv()).await;
            let Ok(Some(event)) = next else {
                panic!("waited in vain for {what}; the last was {:?}", self.last);
            };
            self.notices.extend(event.notices.clone());
            self.last = event;
        }
        self.last.clone()
    }

    async fn until_told(&mut self, reason: NoticeReason) -> Notice {
        let told = |event: &NoticesEvent| event.notices.iter().any(|notice| notice.reason == reason);
        let event = self.until(&format!("{reason:?}"), told).await;
        event.notices.into_iter().find(|notice| notice.reason == reason).unwrap()
    }

    /// The first notice of all, if it is there or comes within the time of a few looks.
    async fn told_soon(&mut self) -> Option<Notice> {
        let deadline = tokio::time::Instant::now() + Duration::from_millis(500);
        while self.notices.is_empty() {
            let event = tokio::time::timeout_at(deadline, self.events.recv()).await.ok()??;
            self.notices.extend(event.notices.clone());
            self.last = event;
        }
        self.notices.first().cloned()
    }

    fn reasons(&self) -> Vec<NoticeReason> {
        self.notices.iter().map(|notice| notice.reason).collect()
    }
}

/// Starts a draft and does not look at it.
async fn start_unseen(bench: &Bench, parameters: Vec<DraftParameter>) -> String {
    let draft = bench.draft(parameters).await;
    start(bench, &draft).await
}

async fn start(bench: &Bench, draft: &WizardDraft) -> String {
    let request = StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() };
    bench.console.start_draft(request).await.unwrap().operation_id
}

async fn unwatch(bench: &Bench, watch_id: &str) {
    bench.console.unwatch(UnwatchReq { watch_id: watch_id.to_owned() }).await.unwrap();
}

#[tokio::test]
async fn what_runs_is_counted_and_its_end_is_told_once() {
    let mut bench = Bench::new(Options::default()).await;
    let mut window = Window::open(&bench, "w", None).await;
    assert_eq!((window.last.running, window.last.failed), (0, 0));
    let id = start_unseen(&bench, Vec::new()).await;
    let runs = window.until("a running one", |event| event.running == 1).await;
    assert_eq!((runs.work[0].operation_id.as_str(), runs.work[0].kind), (id.as_str(), OperationKind::Init));
    window.until("progress", |event| event.work.first().is_some_and(|work| work.done > 0)).await;
    let told = window.until_told(NoticeReason::Finished).await;
    assert_eq!((told.operation_id.as_str(), told.cluster_name.as_str()), (id.as_str(), "ob_order"));
    assert!(told.after_ms > 0);
    window.until("rest", |event| event.running == 0 && event.work.is_empty()).await;
    assert_eq!(window.reasons(), [NoticeReason::Finished]);

    bench.restart().await;
    let window = Window::open(&bench, "w", None).await;
    assert_eq!(window.last.notices, [], "it had ended before");
}

#[tokio::test]
async fn a_failure_names_step_and_host_and_is_counted_until_somebody_looks() {
    let bench = Bench::new(Options::default()).await;
    let mut window = Window::open(&bench, "w", None).await;
    let third = bench.sandbox.addresses()[2].clone();
    let id = start_unseen(&bench, vec![server(&third, "data_dir", "/data/no-start-once")]).await;
    let told = window.until_told(NoticeReason::Failed).await;
    assert_eq!((told.step.as_deref(), told.host.as_deref()), (Some("Start observer"), Some(third.as_str())));
    window.until("the count", |event| event.failed == 1 && event.running == 0).await;

    let mut follower = bench.follow(&id).await;
    window.until("the look", |event| event.failed == 0).await;
    let failed = follower.until_state(StateKind::Failed).await;
    let call_key = failed.head.failure.unwrap().call_key;
    let consent = Consent::default();
    let retry = OperateTaskReq { operation_id: id.clone(), call_key, operator: TaskOperator::Retry, consent };
    bench.console.operate_task(retry).await.unwrap();
    window.until_told(NoticeReason::Finished).await;
    assert_eq!(window.reasons(), [NoticeReason::Failed, NoticeReason::Finished]);
}

#[tokio::test]
async fn what_is_told_while_no_window_listens_is_not_lost_and_not_repeated() {
    let bench = Bench::new(Options::default()).await;
    let mut first = Window::open(&bench, "first", None).await;
    let id = start_unseen(&bench, Vec::new()).await;
    first.until("a running one", |event| event.running == 1).await;
    unwatch(&bench, "first").await;
    bench.follow(&id).await.until_state(StateKind::Succeeded).await;

    let mut second = Window::open(&bench, "second", None).await;
    let told = second.until_told(NoticeReason::Finished).await;
    let third = Window::open(&bench, "third", Some(told.told_at)).await;
    assert_eq!(third.last.notices, [], "the window says that it has it");
    let fourth = Window::open(&bench, "fourth", Some(told.told_at - 1)).await;
    assert_eq!(fourth.last.notices, [told], "it was lost on its way");
    assert_eq!(second.events.recv().await.map(|event| event.running), None, "one window is served at a time");
}

#[tokio::test]
async fn a_standstill_is_told_once() {
    // The long step takes twelve seconds.
    let bench = Bench::at_speed(100.0, Options::default()).await;
    let mut window = Window::open(&bench, "w", None).await;
    let mut draft = bench.draft(Vec::new()).await;
    draft.cluster.name = "slow-order".to_owned();
    bench.save(&draft).await;
    let id = start(&bench, &draft).await;
    let at_bootstrap = |view: &OperationView| {
        let mut steps = view.calls.iter().flat_map(|call| &call.steps);
        steps.any(|step| step.name == "Cluster boostrap" && step.state.kind == StateKind::Running)
    };
    bench.follow(&id).await.until("the long step", at_bootstrap).await;
    // Its progress may be noticed only after time has passed: then it has to pass again.
    let told = loop {
        bench.clock.pass(Duration::from_secs(10 * 60));
        if let Some(told) = window.told_soon().await {
            break told;
        }
    };
    assert_eq!((told.reason, told.step.as_deref()), (NoticeReason::Stalled, Some("Cluster boostrap")));
    assert!(told.after_ms >= 600_000, "{}", told.after_ms);
    bench.clock.pass(Duration::from_secs(30 * 60));
    window.until_told(NoticeReason::Finished).await;
    assert_eq!(window.reasons(), [NoticeReason::Stalled, NoticeReason::Finished]);
}

#[tokio::test]
async fn settings_hold_from_the_moment_they_are_saved() {
    let bench = Bench::new(Options::default()).await;
    let mut window = Window::open(&bench, "w", None).await;
    let mut preferences = bench.console.load_preferences(Nothing {}).await.unwrap();
    preferences.notices.finished = false;
    bench.console.save_preferences(preferences).await.unwrap();
    start_unseen(&bench, Vec::new()).await;
    window.until("a running one", |event| event.running == 1).await;
    window.until("its end", |event| event.running == 0).await;
    assert_eq!(window.reasons(), []);
}

#[tokio::test]
async fn what_is_chosen_outside_the_window_opens_in_it_once() {
    let bench = Bench::new(Options::default()).await;
    bench.desktop.click("early");
    let mut window = Window::open(&bench, "w", None).await;
    assert_eq!(window.last.open.as_deref(), Some("early"), "a click that came before the window listened");
    bench.desktop.click("o-1");
    window.until("the choice", |event| event.open.as_deref() == Some("o-1")).await;
    let again = Window::open(&bench, "w", None).await;
    assert_eq!(again.last.open, None);
}
